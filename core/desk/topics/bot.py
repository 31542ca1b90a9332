"""What people ask about the bot itself: how sure it is, what a press does, whether it learns; and what no colleague of its kind knows."""

import re
from dataclasses import dataclass
from typing import ClassVar

from core.conversation.actions import Action, Verb
from core.conversation.outline import Button, Buttons, Outline, Paragraph, Part
from core.desk.knowledge import Knowledge
from core.desk.phrasings import patterns
from core.desk.topics.help import EXAMPLES
from core.desk.topics.topic import Inquiry, Topic
from core.desk.wording import LABEL_CHARACTERS
from core.text import shorten

_BOT = r"(?:you|this bot|the bot|waypost|it)"
_ANSWERS = (
    r"(?:your (?:answers?|suggestions?|guess(?:es)?|repl(?:y|ies))|the (?:answers?|suggestions?)|this answer|that)"
)

PATTERNS = {
    "sure": patterns(
        r"how (?:sure|certain|confident|reliable|accurate|exact|trustworthy|good|correct) (?:are|is) (?:{bot}"
        r"|{answers})(?: (?:about|when|that|of|at|with|in) .{{2,80}})?",
        r"(?:can|could|may) {bot} be wrong(?: .{{2,40}})?|(?:are|is) (?:{bot}|{answers}) (?:always|ever|often|sometimes"
        r"|really) (?:right|wrong|correct|mistaken|reliable)",
        r"how often (?:are|is|do|does) {bot} (?:wrong|right|mistaken|make mistakes|get it (?:wrong|right))"
        r"|do you (?:ever )?make mistakes|(?:are|r) you sure(?: about (?:that|this|it))?|can i (?:trust|rely on) (?:you"
        r"|that|this|your answers?)",
        r"what does (?:the percentage|the number|very sure|fairly sure|[0-9]{{1,2}} ?%|the per ?cent) mean",
        bot=_BOT,
        answers=_ANSWERS,
        guard=r"sure|certain|confident|reliab|accura|exact|trust|good|correct|wrong|right|mistak|rely|mean",
    ),
    "press": patterns(
        r"what (?:happens|will happen|would happen|comes|do you do) (?:if|when|after|once|as soon as|next|then)(?: (?:i|we"
        r"|you|somebody))? ?(?:have )?(?:press|click|hit|push|hand|send|tap|choose|confirm)\w*.{{0,60}}",
        r"what (?:does|do) (?:the|this|that|these|your) (?:green |blue |hand.{{0,20}}|send )?buttons? do"
        r"|where does (?:my request|it|this) go(?: (?:to|then|when .{{2,40}}))?|what happens (?:next|then|now"
        r"|with my request)(?: .{{2,30}})?",
        r"who (?:gets|receives|sees) (?:it|my request)(?: (?:if|when|after|once) .{{2,60}})?",
        guard=r"press|click|hit|push|hand|send|tap|choose|confirm|button|next|then|now|goe?s?|gets|receives|sees|with my",
    ),
    "learns": patterns(
        r"(?:do|does|are|is|will|can|could) {bot} (?:also |really |ever )?(?:learn\w*|getting (?:smarter|better|cleverer)"
        r"|get (?:smarter|better)|improv\w*|train\w*|remember corrections)(?: .{{2,60}})?",
        r"(?:how|from what|what) (?:do|does|did|are) {bot} (?:learn|trained|train|improve)\w*(?: .{{2,40}})?"
        r"|how can i (?:teach|train|correct|improve) you",
        bot=_BOT,
        guard=r"learn|smart|better|clever|improv|train|correct|teach",
    ),
    "play": patterns(
        r"(?:please )?(?:tell|sing|write|give|do you know|make)(?: (?:me|us))? (?:an? |another |any |some )?(?:good "
        r"|funny |short )?(?:jokes?|songs?|poems?|stor(?:y|ies)|riddles?|fun facts?|something funny)(?: please)?",
        r"do you (?:really |actually )?(?:like|love|enjoy|hate|mind) (?!.*\b(?:my|our|the) (?:answer|data))(?:me|working"
        r"|being|it|your|this|us|people|humans|pizza|music|coffee|cats|dogs|football).{{0,40}}",
        r"(?:will|would) you marry me|(?:let['’]?s|can we|do you want to) (?:play|chat|be friends|have (?:a )?(?:fun"
        r"|coffee|beer|lunch)).{{0,30}}|what(?:['’]s| is) the meaning of life|do you have (?:any )?(?:friends|hobbies"
        r"|a hobby|family|a girlfriend|a boyfriend|pets)|(?:are you )?(?:bored|happy|sad|hungry|tired)(?: today)?",
        r"(?:i(?:['’]?m| am) bored|entertain me|surprise me|say something(?: nice| funny)?|guess what)",
    ),
    "unknown": patterns(
        r"(?:what(?:['’]s| is| was)?(?: the)? )?(?:time|day|date|weather|temperature|year|month)(?: (?:is|was|will)(?: it"
        r"| the weather)?)?(?: (?:now|today|tomorrow|like|right now|outside|here|in \w+|of the (?:week|month)))*",
        r"what(?:['’]s| is) (?:the )?(?:exact |current |local )?(?:time|date|weather)(?: (?:forecast|like))?(?: (?:now"
        r"|today|tomorrow|outside|here|in \w+))*|(?:how(?:['’]s| is) the weather|will it rain|is it (?:raining|monday"
        r"|friday)).{{0,30}}",
        r"who(?:['’]s| is| was| are) (?:the |our |your |my )?(?:ceo|cfo|coo|president|chair(?:man|woman|person)?"
        r"|prime minister|chancellor|king|queen|managing director|chief executive(?: officer)?|director|founder|boss"
        r"|board)(?: (?:of (?:the |this |our )?(?:company|organi[sz]ation|firm|board|\w+)|here|now|at the moment))?",
        r"(?:what(?:['’]s| is) )?\d+ ?(?:\+|plus|-|minus|x|\*|times|/|divided by) ?\d+|who won (?:the |yesterday"
        r"|last ).{{0,30}}(?:match|game|election|cup|league|final|lottery|night|race).{{0,15}}|what(?:['’]s"
        r"| is) the capital of .{{2,30}}|(?:what(?:['’]s| is) )?(?:the )?news(?: today)?",
    ),
    "languages": patterns(
        r"(?:do|can|could|would|will|did) (?:{bot}|i|we|one) (?:also |only |really )?(?:speak|talk|understand|read|write|know|use|chat"
        r"|answer|reply)(?: to (?:you|me))?(?: in)? (?:any |my |our |other |another )*{language}(?: (?:too|here|with you|please|as well))*",
        r"(?:which|what|how many) languages? (?:do|can|are|is) .{{2,40}}|(?:is|are) there (?:an? |any )?{language} version.{{0,30}}",
        language=r"(?:languages?|german|french|spanish|italian|portuguese|dutch|polish|turkish|english|swedish|chinese|japanese|arabic"
        r"|russian|ukrainian|greek|czech|danish|norwegian|finnish|hungarian|romanian|hindi|korean|mother tongue|native language)",
        bot=_BOT,
    ),
    "more": patterns(
        r"(?:but |and |ok(?:ay)?,? |so )?(?:why|who|whom|how|when|where|which|what now)(?: (?:not|so|then|exactly|that|is that"
        r"|me|them))?",
        r"(?:tell me |say |show me |give me )?(?:some |a bit |a little )?(?:more|details|more details|more please)|go on"
        r"|continue|and\??|and then|again|repeat(?: that| it| please)?|once more|say (?:that|it) again|(?:an? |another "
        r"|give me an? |for |one )?(?:more )?examples?(?: please)?",
        r"(?:huh|what|eh|hm+|pardon|come again|how so|sorry what|say what|wait what)|(?:i )?(?:don['’]?t|do not|didn['’]?t"
        r"|did not) (?:get|understand|follow)(?: (?:it|that|this|you|your answer|a word))?(?: at all)?"
        r"|what do you mean(?: by (?:that|this|it))?|explain(?: (?:that|it|this|yourself))?(?: please| again)?"
        r"|what does (?:that|this) mean",
        r"\?\?+|!+\?+|\?+!+",
    ),
    "long": patterns(
        r"(?:please )?(?:make it |keep it |say it |be )?(?:shorter|briefer|brief|more briefly|short|less text|in short)(?: please)?|tl;?dr",
        r"(?:(?:that|this|it|your answer|the answer|your answers)(?: is|['’]s| was| are)? )?(?:far |way |much "
        r"|a bit )?too (?:long|much|much text|wordy|detailed)(?: (?:text|to read|for me))?",
        r"i (?:just |only )?(?:asked|wanted|want|have) (?:an? )?(?:simple|short|quick|plain) (?:question"
        r"|answer)(?:,? (?:and|but) .{{2,60}})?|(?:what an? |such an? )?(?:wall of text|novel)"
        r"|nobody reads (?:all )?(?:that|this)|just (?:give|tell) me (?:the|an) (?:short |simple )?answer",
    ),
}

_SAYS = {
    "sure": (
        "I say how sure I am beside each suggestion, in words and as a percentage: at 90 % about nine in ten are right. Below that I "
        "ask back, or leave it to you. You decide: nothing goes out before you press, and “Not right?” changes it."
    ),
    "press": (
        "“Hand to …” first shows you exactly what the team would see; only “Send it” sends it. Then the team gets it in its channel, "
        "and I keep you posted: taken, done, or passed on. You can withdraw it at any time."
    ),
    "learns": (
        "Not by myself. What you choose under “Not right?” is kept, and changes the answer that you see; the people who run me here can "
        "train me with examples of their own. Nothing you write trains anybody else’s model."
    ),
    "play": "I’m a bot without jokes or feelings, I’m afraid. What I’m good at: telling who looks after an IT or IS matter here.",
    "unknown": "I don’t know that. I only know who looks after IT and IS matters here, and what the two roles are about.",
    "languages": (
        "I only read English so far. If you write in German, French or Spanish, I recognise an emergency and answer in your language; "
        "for anything else I tell you in it whom to ask."
    ),
    "more": (
        "I’m not sure what you’d like to hear more about. Ask me in a sentence, such as “what does IT Management do?”, or"
        " tell me what you need."
    ),
    "long": (
        "Sorry, I’ll keep to it: the first line of my answer is the answer, and the rest is detail. Tell me in one sentence what you need."
    ),
}
_WITH_EXAMPLES = frozenset({"play", "unknown", "more"})


@dataclass(frozen=True, slots=True)
class AboutBot:
    """A question to the bot about itself, or about what it cannot know."""

    kind: ClassVar[str] = "bot"

    asked: str


def reply(_: Knowledge, inquiry: Inquiry) -> AboutBot | None:
    """The answer to it; None for a bare word that is no question."""
    if inquiry.label == "unknown" and not re.search(r"\s|\?", inquiry.text.strip()):
        return None
    return AboutBot(inquiry.label)


def outline(reply: AboutBot) -> Outline:
    """The answer, and what one could ask instead where it knows none."""
    says = _SAYS[reply.asked]
    parts: list[Part] = [Paragraph(says)]
    if reply.asked in _WITH_EXAMPLES:
        examples = (Button(shorten(each, LABEL_CHARACTERS), Action(Verb.ASK, choice=each)) for each in EXAMPLES[:3])
        parts.append(Buttons(tuple(examples)))
    return Outline("Waypost", tuple(parts), says)


TOPIC = Topic(PATTERNS, reply, AboutBot, outline)
