"""What people say besides asking: yes, sorry, "this is wrong", "are you a human?", anger and despair."""

import re
from dataclasses import dataclass
from typing import ClassVar

from core.catalogue.model import NONE
from core.conversation.actions import Action, Verb
from core.conversation.outline import Button, Buttons, Outline, OwnedBy, Paragraph, Part
from core.desk.knowledge import Knowledge
from core.desk.phrasings import patterns
from core.desk.topics.topic import Inquiry, Topic
from core.directory.model import Team

_PLAIN = r"(?:[ ,.!]*(?:waypost|please|now|then|thanks?|thank you|man|mate|again|you know|bot|really|ok(?:ay)?|again and again))*"
_OH = (
    r"(?:(?:oh|ah|hm+|um|uh|ok(?:ay)?|well|no|nope|yes|hey|hi|hello|sorry|but|and|so|man|god|omg|wait|please|honestly"
    r"|seriously|thanks?|thank you|thx|cheers|meh|look|nah|great|nice try|lol)[ ,.!]+)*"
)

PATTERNS = {
    "praise": patterns(
        r"{oh}(?:you(?: are|['’]?re)|this (?:bot )?is|that(?: is|['’]s| was)|waypost is) (?:so |really |very |just |pretty "
        r"|quite |an? |the )*(?:great|good|awesome|amazing|brilliant|smart|clever|helpful|useful|nice|cool|funny|the best|best"
        r"|wonderful|fantastic|perfect|sweet|kind|genius|lovely|impressive|star|hero|legend|life ?saver|angel|gem"
        r"|champ(?:ion)?|rock ?star|treasure)"
        r"(?: (?:bot|help|tool|answer|job|work|one|thing))?(?:[ ,.!]+(?:that|it|this) (?:really )?(?:worked|works|helped"
        r"|did it|solved it)(?: \w+){{0,4}})?{plain}",
        (
            r"{oh}(?:i (?:like|love) (?:you|this|it|this bot|that)|good (?:bot|work|answer|one)|well done|nice (?:work|job|bot)"
            r"|impressive|wow|haha+|lol|😂|❤️|🎉){plain}"
        ),
        oh=_OH,
        plain=_PLAIN,
    ),
    "yes": patterns(
        r"{oh}(?:yes|yep|yeah|yup|sure|of course|right|correct|exactly|indeed|true|agreed|i agree|absolutely|definitely|fine"
        r"|all right|alright"
        r"|go ahead|do it|yes,? please|yes,? do|please do|that['’]?s (?:it|right|correct|true)|sounds good|makes sense"
        r"|understood|i see|aha|i understand"
        r"|that makes sense|good to know|good|very good|nice|cool|fair enough|interesting|y|👍|✅|👌){plain}",
        oh=_OH,
        plain=_PLAIN,
    ),
    "no": patterns(
        r"{oh}(?:no|nope|nah|not really|no way|never mind|nevermind|forget it|cancel|stop|don['’]?t"
        r"|leave it|no,? thanks?"
        r"|no,? thank you|not now|later|maybe(?: later)?|not yet|nothing|none|no need|it['’]?s nothing|it doesn['’]?t matter|n"
        r"|not at the moment|skip){plain}",
        oh=_OH,
        plain=_PLAIN,
    ),
    "sorry": patterns(
        r"{oh}(?:i['’]?m |i am |so |very |really )*(?:sorry|apologies|my apologies|my bad|pardon(?: me)?|excuse me|oops|whoops"
        r"|my mistake|my fault|i apologi[sz]e"
        r"|forgive me)(?: (?:for|about|that i) (?:that|this|it|the (?:typo|confusion|mess|noise|trouble|spam|mistake|delay"
        r"|misunderstanding)|my (?:mistake|typo|english)"
        r"|bothering you|being rude|disturbing(?: you)?|asking(?: again)?|was rude|asked|the wrong (?:message|chat|channel)))?{plain}",
        r"{oh}(?:wrong (?:chat|channel|window|person)|that was (?:not )?meant for (?:you|someone else|somebody else)|ignore"
        r" (?:that|this|me|my (?:last )?message)"
        r"|please ignore|just (?:testing|a test|kidding)|test(?:ing)?(?: 1 2 3)?){plain}",
        oh=_OH,
        plain=_PLAIN,
    ),
    "wrong": patterns(
        r"{oh}(?:not|un|not very|not really) ?(?:helpful|useful)(?: at all)?{plain}",
        r"{oh}(?:i think |i believe |i['’]?m afraid |sorry,? |no,? )*{that}(?: is| was|['’]s| looks| seems| sounds)? ?(?:just |all "
        r"|totally |completely |really |so |quite )*{wrong}"
        r"(?: (?:answer|team|place|department|person|reply|one|thing|people|address))?{plain}",
        r"{oh}{that}(?: is|['’]s| was) (?:not|n['’]t) (?:really |quite |at all |even )*(?:right|correct|true|it|what i (?:asked"
        r"|meant|wanted|said|need|was looking for|mean)"
        r"(?: for)?|my (?:problem|question|request|issue)|helpful|useful|the (?:right|correct) (?:answer|team|place|department"
        r"|one|person)|an answer)(?: at all)?{plain}",
        r"{oh}{that} (?:isn['’]?t|wasn['’]?t|ain['’]?t|doesn['’]?t|didn['’]?t|does not|did not|makes?) ?(?:really |quite |at"
        r" all )*(?:right|correct|true|it|help(?:ful)?(?: me| at all)?"
        r"|work(?: for me)?|answer my question|what i (?:asked|meant|wanted|said|need)(?: for)?|my (?:problem|question|request)"
        r"|make (?:any )?sense|fit|no sense|the (?:right|correct) "
        r"(?:answer|team|place|department|one)|useful){plain}",
        r"{oh}(?:you|u) (?:(?:are|['’]?re|were) (?:totally |completely |so )?(?:wrong|mistaken|not right|incorrect|lying)"
        r"|misunderst(?:ood|and)(?: me)?|got (?:it|that|me|this) wrong"
        r"|(?:didn['’]?t|don['’]?t|do not|did not) (?:understand|get|answer|listen|read)(?: to)?(?: me| it| that| my"
        r" (?:question|request|problem|message))?(?: at all)?|made a mistake){plain}",
        r"{oh}(?:wrong|incorrect|false|not right|not correct|not true|nonsense|not what i (?:asked|meant|wanted|said|need)(?:"
        r" for)?|wrong (?:answer|team|place|department|person|again|one)"
        r"|bad answer|try again|not helpful|unhelpful|that['’]?s not (?:right|it)|how (?:do|can) i (?:correct|change|fix)"
        r" (?:this|that|it|you|your answer|a wrong answer|the answer)"
        r"|i meant something (?:else|different)|i did ?n['’]?t mean that|something else|none of (?:these|those|that|them)"
        r"|neither(?: of (?:these|them|the two))?){plain}",
        r"{oh}(?:this|that|the|your|what an?|such an?) ?(?:answer|reply|suggestion|guess)?(?: is|['’]s| was)? (?:just |so "
        r"|really |very |totally |an? )*"
        r"(?:stupid|silly|dumb|ridiculous|terrible|awful|crap|poor|bad|useless|unrelated) (?:answer|reply|suggestion|guess){plain}",
        r"{oh}(?:this|that|the|your) (?:answer|reply|suggestion|guess)(?: is|['’]s| was) (?:just |so |really |very |totally |an? )*"
        r"(?:stupid|silly|dumb|ridiculous|terrible|awful|crap|poor|unrelated|horrible|pathetic|useless|rubbish|a joke){plain}",
        r"{oh}(?:not|no,? not|anyone but|anything but) (?:them|him|her|this|that|it|those|these|there)(?: (?:one|team"
        r"|people|lot|place|again))?{plain}",
        r"{oh}why (?:do|are|did|would|must) you (?:always |keep |again |only |even )*(?:send|sending|sent|route|routing"
        r"|refer|referring|put|point|pointing|suggest|suggesting|choose|pick|say|saying|answer)"
        r" (?:me|us|this|that|it|everything|the same(?: thing)?)?(?: (?:back )?to .{{2,40}}?)?{plain}",
        r"{oh}(?:do|can|did) you (?:even |actually |ever |really )*(?:read|listen|understand"
        r"|hear)(?: to)? (?:what (?:people|i|we|anyone) (?:write|writes|say|says|wrote|said|ask|asked)|me|us|anything"
        r"|english|my (?:message|question))(?: at all)?{plain}",
        oh=_OH,
        plain=_PLAIN,
        that=(
            r"(?:(?:that|this|it|your (?:answer|reply|suggestion|guess)|the (?:answer|reply|suggestion|team|guess))|(?:that|this"
            r"|the) (?:answer|reply|suggestion|one|guess|team|department))"
        ),
        wrong=(
            r"(?:wrong|incorrect|false|mistaken|nonsense|rubbish|a mistake|untrue|off|bad|the wrong|useless|not right|garbage"
            r"|bullshit|an error|no (?:help|use|good)(?: at all)?|not helpful|unhelpful|misleading|confusing)"
        ),
    ),
    "undo": patterns(
        (
            r"{oh}(?:please )?(?:can|could|how (?:do|can)|may|should|i want to|i['’]?d like to|let me)? ?(?:i |you |we )?(?:please"
            r" )?{undo}(?: {what})?{plain}"
        ),
        r"{oh}(?:go back|back|i (?:pressed|clicked|chose|hit|sent|handed over) (?:the wrong|a wrong|it by)(?: \w+){{0,3}}|that"
        r" was a mistake|i (?:changed|have changed) my mind|by mistake"
        r"|i (?:sent|pressed|clicked|chose|did) (?:that|it|this) (?:by mistake|by accident|accidentally|in error)|i didn['’]?t"
        r" mean to (?:send|press|click|do) (?:that|it|this)){plain}",
        r"{oh}(?:i|we) (?:don['’]?t|do not|no longer) (?:really )?(?:need|want) (?:it|that|this|them)"
        r"(?: (?:any ?more|any longer|now|after all))*{plain}",
        r"{oh}(?:it|that|this)(?:['’]s| is|s) (?:no longer|not) (?:needed|necessary|required)(?: (?:any ?more|any longer))?{plain}",
        r"{oh}(?:call|pull) (?:it|that|this) (?:off|back){plain}|{oh}stop (?:it|that){plain}",
        oh=_OH,
        plain=_PLAIN,
        undo=(
            r"(?:undo|revert|take (?:it|that|this|my request|my message) back|take back|withdraw|retract|recall|reverse|roll back|unsend"
            r"|cancel|delete)"
        ),
        what=(
            r"(?:it|that|this|everything|(?:the|my) (?:last|previous|latest)(?: (?:one|message|request|answer|choice|step|action"
            r"|hand-?off|thing))?|(?:my|the) (?:request|message|choice|correction|hand-?off|question|answer)|what i (?:did|sent"
            r"|wrote|said))"
        ),
    ),
    "amend": patterns(
        r"{oh}(?:(?:can|could|may|how (?:do|can|could|should)|where (?:do|can)) i |i (?:want|need|would like|forgot|have|['’]?d like)"
        r" (?:to )?)(?:add|change|edit|amend|correct|update|attach|append)(?: (?:something|a detail|details?|more|this|that|it|a"
        r" (?:file|picture|screenshot|note|comment)|the text|information))?(?: (?:to|of|in))? {request}{plain}",
        oh=_OH,
        plain=_PLAIN,
        request=r"(?:my|the|our) (?:open |last |latest )?(?:request|ticket|hand-?off)s?(?: (?:that )?i (?:sent|made|handed over))?",
    ),
    "human": patterns(
        (
            r"{oh}(?:are|r) (?:you|u) (?:really |actually |just |only )?(?:an? |the )?(?:real )?{being}(?: or (?:an? |just an?"
            r" )?(?:real )?{being})?{plain}"
        ),
        (
            r"{oh}(?:is|are) (?:this|that|it|there|you|waypost|this (?:bot|thing|chat)|the bot) (?:really |actually "
            r"|just )?(?:an? )?(?:real )?{being}(?: (?:here|there"
            r"|writing|answering|i am talking to|talking))?(?: or (?:an? )?(?:real )?{being})?{plain}"
        ),
        (
            r"{oh}(?:am i|are we) (?:really |actually )?(?:talking|chatting|speaking|writing) (?:to|with) (?:an? )?(?:real"
            r" )?{being}(?: or (?:an? )?(?:real )?{being})?{plain}"
        ),
        (
            r"{oh}(?:do|can|could) you (?:really |actually )?(?:think|feel|have feelings|understand me|have a name|sleep|lie|dream"
            r"|love me|get tired|see me|hear me|read|know me|remember me){plain}"
        ),
        r"{oh}(?:what(?:['’]s| is) your name|who am i (?:talking|speaking|chatting|writing) (?:to|with)|whom am i talking to|do"
        r" you (?:use|run on|have) (?:an? )?(?:ai|llm|gpt|chatgpt|language model)|how old are you"
        r"|where are you(?: from| located)?|what are you made of|are you (?:like |an? )?(?:chat ?gpt|gpt|siri|alexa"
        r"|copilot|gemini|claude|llm)(?: or (?:what|something(?: like that)?|not|similar))?|how smart are"
        r" you|how do you know(?: that| this)?|how do you (?:decide|work)){plain}",
        oh=_OH,
        plain=_PLAIN,
        being=(
            r"(?:human(?: being)?|person|man|woman|bot|chat ?bot|robot|machine|computer|ai|a\.i\.|artificial intelligence|program"
            r"|llm|language model|real|alive|software|somebody|someone|people|guy|girl)"
        ),
    ),
    "there": patterns(
        r"{oh}(?:are you|is (?:anybody|anyone|somebody|someone)|anybody|anyone) (?:still )?"
        r"(?:there|here|awake|alive|online|home|listening|working|around){plain}",
        oh=_OH,
        plain=_PLAIN,
    ),
    "anger": patterns(
        r"{oh}(?:you|u|this (?:bot|thing|tool|chat|crap)|this|that|waypost|it|the bot) ?(?:are|['’]?re|r|is|['’]s|sucks?|was)? ?"
        r"(?:just |so |really |such |absolutely |totally |completely |fucking |bloody |damn |an? |the |most |pretty |un)*{bad}"
        r"(?: (?:bot|thing|tool|chat ?bot|machine|joke|piece of (?:crap|shit|junk)|of time|ever|i know|robot|program))*{plain}",
        r"{oh}(?:you|this(?: bot| thing| tool)?|it|that|waypost) sucks?{plain}",
        r"{oh}you(?: are|['’]re) (?:driving|making) me (?:crazy|mad|nuts|angry|furious){plain}",
        r"{oh}(?:what (?:an? )?(?:{bad}|crap|joke|mess|nonsense|waste)(?: (?:bot|tool|thing|answer|of time))?|{bad} (?:bot"
        r"|thing|tool|answer|machine|chat ?bot)|i hate (?:you|this|it|this bot|everything|computers|it all)"
        r"|shut up|go away|get lost|f+u+c?k+(?: (?:you|off|this|it))?|fuck off|wtf|damn(?: it)?|ffs|crap|shit|argh+|grr+"
        r"|bullshit|screw (?:you|this)|for (?:god|heaven)['’]?s sake|idiot|moron"
        r"|nobody (?:helps|cares|answers|listens|does anything)(?: me| here)?|why (?:does|is) (?:nobody|no one|nothing) (?:help"
        r"|helping|answer|answering|work|working|care|listening)(?:ing)?(?: me| here)?"
        r"|i(?: am|['’]?m) (?:so |really |very |extremely |getting |getting really |just )*(?:angry|mad|annoyed|furious"
        r"|pissed(?: off)?|fed up|frustrated|sick of (?:this|it|you)|tired of (?:this|it|you)|losing (?:it|my patience)|upset)"
        r"(?: (?:with|about|of|at) (?:this|you|it|everything|all this|all of this|the bot))?|this is (?:so |really |very"
        r" )?(?:frustrating|annoying|ridiculous|unacceptable|outrageous|a joke|driving me (?:mad|crazy|nuts))"
        r"|this (?:drives|is driving) me (?:mad|crazy|nuts)|i(?:['’]ve| have) had enough(?: of (?:this|you|it))?|enough(?: is"
        r" enough| of this)?|i want to complain|i want to make a complaint|complaint|why are you so (?:stupid|useless|bad|slow"
        r"|dumb)"
        r"|(?:many )?thank(?:s| you)(?: (?:so|very) much)? for nothing|thanks? a (?:lot|bunch) for nothing"
        r"|(?:you(?: are|['’]re)|this is|that['’]?s) (?:really |truly )?the (?:dumbest|stupidest|worst|slowest|(?:most )?useless)"
        r" (?:bot|chat ?bot|tool|thing|machine|program)(?: (?:that )?(?:i|we)(?:['’]ve| have)? ever (?:met|seen|used|had|talked to))?"
        r"|for the love of (?:god|christ|pete)[ ,]*(?:just |please )?(?:answer(?: (?:me|the question|my question|it))?|help(?: me)?"
        r"|do (?:it|something))?"
        r"|you never help|you can['’]?t (?:even )?help(?: me)?|can['’]?t you (?:just |even )?(?:help|do anything)(?: me)?|are"
        r" you (?:stupid|dumb|kidding|kidding me|joking|serious)){plain}",
        oh=_OH,
        plain=_PLAIN,
        bad=(
            r"(?:stupid|useless|dumb|idiot(?:ic)?|terrible|horrible|awful|worthless|crap|shit|rubbish|garbage|pathetic|bad|worst"
            r"|hate|annoying|ridiculous|nonsense|waste|joke|fail(?:ure)?|moron|incompetent|unhelpful|bullshit|a pain)"
        ),
    ),
    "despair": patterns(
        r"(?:help|please help)(?: me)?[ ,.!]+i(?: am|['’]m) (?:so |completely |totally )?(?:lost|desperate|stuck|panicking){plain}",
        r"{oh}(?:i(?: am|['’]?m)? (?:so |really |very |completely |totally |just |at my |at the |close to |about to"
        r" )*(?:desperate|hopeless|lost|at a loss|stuck|overwhelmed|stressed(?: out)?|exhausted|panicking|in (?:a )?panic"
        r"|scared|helpless"
        r"|crying|cry|going to cry|wits?['’]? end|end of my (?:wits|tether|rope)|burnt? out|giving up|in despair|out of ideas"
        r"|confused|at my limit|worried|afraid|done(?: with (?:this|it|everything))?)"
        r"|i (?:give up|can['’]?t (?:go on|take (?:it|this)|do this|cope|any ?more|anymore)|cannot (?:go on|take (?:it|this)|do"
        r" this)|don['’]?t know (?:what to do|what else to do|where to turn|whom to ask|who to ask|how to go on|any ?more)|do"
        r" not know what to do"
        r"|have no idea(?: what to do| who to ask)?|need help (?:urgently|badly|now|fast|asap)|could cry|feel (?:so )?(?:lost"
        r"|helpless|stupid|hopeless|terrible|awful|bad|desperate)|hate my (?:job|life))"
        r"|(?:please )?(?:help me,? )?(?:i(?:['’]m| am) (?:so )?desperate)"
        r"|nobody can help me|no one can help me|it(?:['’]s| is) (?:all )?hopeless|everything (?:is going wrong|goes wrong)"
        r"|this is a (?:disaster|nightmare|catastrophe)|sos|mayday|my boss will kill me"
        r"|i(?:['’]m| am) going (?:crazy|mad|insane)|i(?:['’]m| am) new and (?:i )?(?:know nothing|don['’]?t know anything|am"
        r" lost)){plain}(?:[ ,.!]+(?:any ?more|please|help(?: me)?))*{plain}",
        oh=_OH,
        plain=_PLAIN,
    ),
    "hardship": patterns(
        r"{oh}(?:(?:i(?:['’]?m| am)?|feel(?:ing)?|totally|completely|utterly|absolutely|so|just|really) )+burn(?:ed|t)[ -]?out\b.{{0,60}}",
        r"{oh}i (?:just |only )?(?:sit (?:here|there|at home)(?: and| in the office)? |often |always |am )*(?:cry|crying|in tears)\b"
        r" (?:most|every|almost every|at|all|after|before|because|in)\b.{{0,80}}",
        r"{oh}(?:my|our|the|a|one) (?:team ?lead(?:er)?|boss|manager|supervisor|head|director|colleagues?|co-?workers?|team|foreman)"
        r" (?:always |constantly |keeps? |is |are )*(?:shouts?|shouting|yells?|yelling|screams?|screaming|swears?|swearing) at me"
        r"\b.{{0,60}}",
        r"{oh}(?:my|our|the|a|one) (?:team ?lead(?:er)?|boss|manager|supervisor|head|director|colleagues?|co-?workers?|team|foreman)"
        r" (?:always |constantly |keeps? |is |are )*(?:bull(?:y|ies|ying)|harass(?:es|ing)?|mobs?|mobbing|humiliat(?:es?|ing)"
        r"|touch(?:es|ing)) me\b.{{0,60}}",
        r"{oh}i(?:['’]?m| am) (?:being )?(?:bullied|harassed|mobbed|discriminated against|humiliated)\b.{{0,60}}",
        r"{oh}what(?:['’]s| is) the (?:point|sense) of (?:anything|it all|all (?:of )?this|everything)(?: (?:that )?i do)?"
        r"(?: (?:here|at work|in this place))?{plain}",
        r"{oh}i (?:can['’]?t|cannot|can not) (?:take|stand|do|cope with|bear) (?:this|my|the) (?:job|work|place)(?: any ?more)?{plain}",
        oh=_OH,
        plain=_PLAIN,
    ),
    "lost": patterns(
        r"{oh}(?:what (?:shall|should|can|must|do) i do(?: now)?|(?:please,? )?(?:somebody|someone|anybody|anyone),? (?:please"
        r" )?help(?: me)?"
        r"|(?:can|could|will) (?:anyone|anybody|somebody|someone) (?:please )?help(?: me| us)?|i need (?:some )?help|i have a"
        r" (?:problem|question|request|issue)"
        r"|i need (?:someone|somebody|assistance|support|something)|there is a problem|i need to ask (?:you )?something|can i"
        r" ask (?:you )?(?:something|a question)"
        r"|where (?:do|should) i (?:start|begin|turn)|i(?: am|['’]m) new(?: here)?){plain}",
        oh=_OH,
        plain=_PLAIN,
    ),
}

_SAYS = {
    "praise": "Thank you, that’s kind. I’m here when you need a team for something.",
    "yes": "Good. To go ahead with my suggestion, press its button; you’ll see everything before it goes out. Or tell me what you need.",
    "no": "All right, I won’t do anything. Tell me whenever you need something.",
    "sorry": "No problem at all. Tell me what you need, in your own words.",
    "wrong": (
        "Sorry about that. Press “Not right?” under my answer to choose another team, or tell me again in other words. If a team has "
        "it already, you can withdraw it under its status."
    ),
    "undo": "There is nothing to withdraw. To change a suggestion of mine, press “Not right?” under it.",
    "amend": (
        "Press “Reply…” under its status: the team sees what you add there. What you handed over stays as it was; if it is wrong, "
        "withdraw it and send it again."
    ),
    "human": (
        "I’m a bot, not a person, and my name is Waypost. I read what you write and say which team looks after it; a small model on "
        "your organisation’s own server decides. The teams that I hand requests to are people."
    ),
    "there": "Yes, I’m here. Tell me what you need, in your own words.",
    "anger": "I’m sorry I haven’t been of help. Tell me in one sentence what you need, and I’ll find the team for it.",
    "despair": (
        "That sounds hard, and you don’t have to sort it out alone. Tell me in one sentence what isn’t working; it needn’t be perfect."
    ),
    "hardship": (
        "I’m sorry, that sounds hard. I’m only a bot for IT and IS matters, so please talk to a person you trust: a colleague, your "
        "manager or theirs, HR, or your doctor. You don’t have to carry it alone."
    ),
    "lost": "I’ll help you find the right team. Tell me in one sentence what you need or what does not work, in your own words.",
}
_FAULT = re.compile(
    r"\b(?:fix\w*|repair\w*|broken|(?:not|n['’]t) work\w*|errors?|reset|install\w*|crash\w*)\b", re.IGNORECASE
)
"""Something is to be mended."""

_WITH_REQUESTS = frozenset({"wrong", "amend"})
"""Where something may have been handed over before."""

_WITH_PERSON = frozenset({"wrong", "anger", "despair", "human"})
"""Where somebody may rather turn to a person."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A word back; nothing is routed.

    Attributes:
        label: what was said.
        person: the team to turn to instead, or None.
    """

    kind: ClassVar[str] = "talk"

    label: str
    person: Team | None

    @property
    def is_private(self) -> bool:
        """Whether it is for nobody else to read."""
        return self.label == "hardship"

    @property
    def takes_back(self) -> bool:
        """Whether something is to be taken back; in a chat, the hand-offs tell what there is."""
        return self.label == "undo"


def reply(known: Knowledge, inquiry: Inquiry) -> Talk | None:
    """The word that is due, with people to turn to where that may be wanted; None where a request is behind it."""
    # whose boss shouts over a printer has a printer to be mended
    if inquiry.label == "hardship" and (_FAULT.search(inquiry.text) or known.suggest(inquiry.text).outcome != NONE):
        return None
    people = known.directory.fallback if known.directory and inquiry.label in _WITH_PERSON else None
    return Talk(inquiry.label, people)


def outline(reply: Talk) -> Outline:
    """The word, and whom else one can ask."""
    says = _SAYS[reply.label]
    parts: list[Part] = [Paragraph(says)]
    if reply.person:
        parts.append(OwnedBy("People to talk to", reply.person))
    if reply.label in _WITH_REQUESTS:
        parts.append(Buttons((Button("My requests", Action(Verb.STATUS)),)))
    return Outline("Waypost", tuple(parts), says)


TOPIC = Topic(PATTERNS, reply, Talk, outline)
