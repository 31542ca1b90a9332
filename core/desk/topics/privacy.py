"""What becomes of what people write here, and who made the bot."""

import re
from dataclasses import dataclass
from typing import ClassVar

from core.conversation.outline import Bullets, Outline, OwnedBy, Paragraph, Part
from core.desk.knowledge import Knowledge
from core.desk.phrasings import patterns
from core.desk.topics.topic import Inquiry, Topic
from core.desk.wording import the
from core.directory.model import Team

_KEPT = patterns(
    (
        r"{oh}(?:does|can|will|could) (?:anybody|anyone|somebody|someone|nobody|my boss|other people|others?) (?:else"
        r" )?(?:really )?(?:also )?{keep} {mine}"
    ),
    r"{oh}(?:{maker}[ ,?!.]*(?:and )?)?(?:do|does|will|would|can|could|are|is) (?:you|it|this bot|waypost|this|they|the bot"
    r"|anybody|anyone|someone|somebody|my (?:boss|manager|employer|colleagues?)|other people|others) (?:also |really |still"
    r" |going to |ever )*"
    r"{keep}(?:ing)? (?:of )?{mine}(?: (?:somewhere|anywhere|forever|permanently|too|secret|private|confidential|safe|to"
    r" (?:anyone|others|other people|my boss|third parties|the cloud|openai|ai|train .*)|with .*|for .*))*",
    (
        r"{oh}(?:where|how long|for how long|how|why|what) (?:do|does|is|are|will|would) (?:you|it|waypost|this bot|{mine}"
        r"|they)? ?(?:{mine} )?(?:going to )?(?:be )?(?:{keep}(?:ed|d)?|kept|stored|saved|remember(?:ed)?|know"
        r"|collect(?:ed)?)(?: (?:about|of|from) (?:me|us))?(?: {mine})?(?: for)?(?: (?:here|forever|about me))?"
    ),
    r"{oh}(?:is|are|will) {mine} (?:ever |really |be |being )*(?:stored|saved|kept|logged|recorded|tracked|private"
    r"|confidential|secret|safe|secure|anonymous|encrypted|deleted|shared|visible|public|read|seen|sent|used|monitored"
    r"|passed on|protected)"
    r"(?: (?:by|to|with|for|in|here|somewhere|anywhere|from|on|after|forever) ?.{{0,40}})?",
    (
        r"{oh}(?:who|which people|what people) (?:else )?(?:can |could |will |may |gets? to |is able to |has access to"
        r" )?(?:reads?|sees?|view|look at|access|knows?|learns?|{mine})(?: (?:about |at |to )?{mine})?(?: (?:about )?me| here)?"
    ),
    (
        r"{oh}(?:what (?:happens|is done|do you do|does (?:waypost|the bot|it) do|becomes) (?:to|with|of)|where (?:does|do|goes"
        r"|go)) {mine}(?: go(?: to)?| end up)?"
    ),
    (
        r"{oh}(?:can|could|how (?:do|can)|will|would) (?:i|you|we) (?:please )?(?:delete|erase|remove|wipe|forget|clear) (?:all"
        r" )?{mine}(?: again| please)?"
    ),
    r"{oh}(?:delete|erase|remove|wipe|forget|clear|get rid of) (?:all )?(?:of )?{mine}(?: (?:please|now|here|again|at once|for good))*",
    r"{oh}(?:i|we) (?:want|need|would like|['’]?d like|demand|wish) (?:to have "
    r"|to get )?(?:all )?(?:of )?{mine} (?:to be |all )?(?:deleted|wiped|erased|removed|forgotten|gone"
    r"|cleared)(?:[,.;] .{{2,60}}| .{{2,30}})?",
    r"{oh}(?:i|we) (?:want|need|would like|['’]?d like|demand) (?:you )?to (?:delete|erase|remove|wipe|forget|clear"
    r"|see|get|have) (?:all )?(?:of )?(?:the |a copy of )?{mine}(?: (?:that )?you (?:have|keep|store)(?: (?:on"
    r"|about) me)?)?(?:[,.;] .{{2,60}})?",
    r".{{3,60}}\b(?:by mistake|by accident|accidentally|in here|here|in this chat|to you)[ ,.;]+(?:please|can|could"
    r"|how|would)\b.{{0,20}}\b(?:delete|remove|erase|take back|get rid of|undo|unsend)\b.{{0,40}}",
    r"(?:under|according to|because of|by|as per)?(?: the)? ?(?:gdpr|data protection(?: law| act)?"
    r"|privacy law)?[ ,]*(?:i (?:would like|want|need|['’]?d like|wish|have a right) to (?:know|see|get|have)|tell me"
    r"|show me|what is|give me)?[ ,]*(?:all )?(?:which|what|the)"
    r" (?:personal |private |kind of )?(?:data|information|details) (?:that )?(?:does |do |has |have )?(?:you|this bot"
    r"|the bot|waypost|it) (?:keep|store|have|hold|save|collect|process|know|log|record)s?(?: (?:on|about|of"
    r"|from))?(?: me| us)?(?:,? (?:and )?(?:for )?how long)?(?: .{{2,30}})?",
    r"{oh}(?:not being funny,? but )?who(?:['’]s| is| are| else is)(?: the (?:person|people|one))? (?:looking|reading"
    r"|watching|listening|behind|sitting|on the other (?:end|side)|seeing)(?: (?:at|to|this|that|it|along|here"
    r"|what i write|my messages|me|us|on|behind|the|other|end|side|of))*",
    r"{oh}(?:can i trust you|is (?:this|it) (?:private|confidential|safe|secure|anonymous|gdpr[ -]compliant|secret)(?:"
    r" here)?|are you (?:spying on me|listening|recording(?: (?:me|us|this|everything))?|private|safe|gdpr[ -]compliant|secure|recording"
    r" this|reading along|tracking me)|privacy(?: policy| statement| notice)?|data (?:privacy|protection)(?: policy)?|gdpr"
    r"|do you (?:spy on|track|record|monitor|remember|know) (?:me|us)"
    r"|what do you (?:know|remember|keep|store|record|save|collect|log)(?: about (?:me|us))?|do you (?:have a memory"
    r"|remember (?:things|everything|anything|what i said)|forget)|is this conversation (?:recorded|private|confidential"
    r"|logged|saved)|does my (?:boss|manager|employer) (?:see|read|know|get) (?:this|that|it|what i write))",
    (
        r"{oh}(?:do|does|will) (?:you|waypost|it) (?:send|share|sell|give|pass|leak|upload) (?:on )?(?:any of )?{mine} (?:on"
        r" )?(?:to|with|outside) .{{2,40}}"
    ),
    (
        r"{oh}(?:should|can|may|must) i (?:write|send|tell|give|type|share|enter|put) (?:you |in )?(?:my |a |any"
        r" )?(?:passwords?|secrets?|personal data|confidential (?:things|data|information)|private (?:things|data))(?: (?:here"
        r"|to you|in here))?"
    ),
    oh=r"(?:(?:please|hi|hello|hey|ok(?:ay)?|and|so|but|by the way|btw)[ ,.!]+)*",
    maker=r"who (?:made|built|created|wrote|programmed|developed|designed|invented|owns|runs|is behind) (?:you|this(?: bot)?|waypost)",
    keep=(
        r"(?:store|save|keep|log|record|remember|read|see|share|collect|know|track|stor|sav|monitor|archive|analy[sz]e|use"
        r"|forward|know about|look at|sell|delete|learn from|hear)(?: track of| a record of| on| of)?"
    ),
    mine=(
        r"(?:(?:all |any(?:thing)? |everything |every ?thing )?(?:of )?(?:what|that|which)? ?(?:i|we) (?:write|type|say|said"
        r"|wrote|ask|asked|tell you|send|sent|enter|told you|am writing|post|am saying)(?: (?:here|to you|you|in here|to this"
        r" bot|now))*|(?:all |any of )?(?:my|our|the|this|these|those|personal|user|private)(?: own)? ?(?:personal |private"
        r" )?(?:data|messages?|questions?|texts?|chats?|conversations?|information|requests?|input|words|details|history|name"
        r"|questions i ask|things)|anything(?: about me)?|everything(?: about me)?|this|that|it|me|us)"
    ),
    guard=(
        r"stor|sav|hold|have|process|kep|keep|log|record|remember|read|see|shar|collect|know|track|monitor|private|confidential"
        r"|secret|safe|secur|delet|eras|privacy|gdpr|protect|becomes|happens|done|trust|spy|listen|learn|use|sell"
        r"|send|sent|look|hear|forget|analy|archive|view|access|clear|remove|wipe|goe?s?\b|end|pass|leak|upload"
        r"|give|tell|write|type|enter|put|anonym|encrypt|visible|public|seen|memory|do (?:to|with)"
    ),
)
_MAKER = patterns(
    (
        r"{oh}who (?:has |have )?(?:made|built|created|wrote|programmed|developed|designed|invented|owns?|runs?|operates?|is"
        r" behind|is responsible for|coded|trained|maintains?|pays? for|looks after|set up) (?:you|this bot|waypost|this"
        r" (?:thing|tool|app))(?: and (?:why|when|what for|how))?"
    ),
    (
        r"{oh}(?:who(?:['’]s| is| are| was) your (?:maker|creator|developers?|owner|author|boss|father|mother|parents|master"
        r"|manufacturer|programmer)s?|where (?:do|did) you come from|which company (?:made|built|created|makes) you|are you"
        r" (?:made|built) by .{{2,30}}|what company (?:made|makes) you|who do you (?:work|belong) (?:for|to)|are you open"
        r" source|is (?:waypost|this bot) open source)"
    ),
    oh=r"(?:(?:please|hi|hello|hey|ok(?:ay)?|and|so|but|by the way|btw)[ ,.!]+)*",
)

_MANAGER = patterns(
    r"{oh}who(?:['’]s| is| are) (?:your|the bot['’]s|this bot['’]s) (?:boss|manager|supervisor|superior|chief|lead|head)s?",
    r"{oh}(?:(?:can|could|may) i |let me |i (?:want|need|would like|['’]?d like|wish) to |please )?(?:please )?(?:speak|talk|complain)"
    r" (?:to|with) your (?:boss|manager|supervisor|superior|owner)s?(?: (?:please|now))*",
    r"{oh}(?:get|give|bring|fetch|call|show) (?:me )?your (?:boss|manager|supervisor|superior)(?: (?:please|now))*",
    oh=r"(?:(?:please|hi|hello|hey|ok(?:ay)?|and|so|but|well)[ ,.!]+)*",
    guard=r"your|bot['’]s",
)

_WHO_MADE = (
    "I’m Waypost, an open-source program that your organisation runs on a server of its own; the people who run it here look "
    "after me."
)
_SAYS = {
    "kept": (
        "A request that you write is stored, with your user id and where you wrote it, until your organisation deletes it. Of talk "
        "like this I only note for half an hour what it was about."
    ),
    "long": "Requests that you write are kept until the people who run me here delete them; nothing is deleted automatically.",
    "trained": (
        "No: nothing that you write trains a model by itself, and it goes to no AI service. What I know I learned from examples that "
        "were written for it."
    ),
    "read": (
        "I answer and keep only what mentions me, comes by a command or is written to me directly, and what is said in the thread of "
        "a request that was handed over. If the platform shows me more, I drop it."
    ),
    "where": (
        "In the database on your organisation’s own server, and on your chat platform; it goes to no AI service. Where that server "
        "stands, the people who run me here can say."
    ),
    "delete": (
        "I can’t delete it myself, and nothing is deleted automatically. Please ask the people who run me here: they can delete what "
        "you wrote."
    ),
    "seen": (
        "Nobody but you if we talk directly or only you can see my answer; everybody in the channel if you ask there. Once you hand a "
        "request over, its team sees it too, and the people who run the server can read the database."
    ),
    "made": _WHO_MADE,
    "manager": "I’m a program and have no manager; the people who run me here answer for me, for complaints and ideas too.",
}
_WHICH = (
    ("trained", re.compile(r"\btrain|\bteach|\bAI\b|\bartificial|\bopenai|gpt\b|\bmodels?\b", re.IGNORECASE)),
    (
        "read",
        re.compile(
            r"\b(?:read|see|get|hear|listen|follow)\w* (?:\w+ )*(?:all|every\w*|along|channels?|mention\w*|tag\w*|in)\b"
            r"|\blisten(?:ing)?\b|\b(?:which|what) (?:messages|channels)",
            re.IGNORECASE,
        ),
    ),
    (
        "where",
        re.compile(
            r"\bwhere\b|\bcountry\b|\babroad\b|\bservers?\b|\bcloud\b|\bleaves?\b|\b(?:america|europe|states|usa|overseas)\b",
            re.IGNORECASE,
        ),
    ),
    ("long", re.compile(r"how long|forever|permanent", re.IGNORECASE)),
    ("delete", re.compile(r"\b(?:delet|eras|remov|wip|forget|clear)", re.IGNORECASE)),
    (
        "seen",
        re.compile(
            r"\bwho(?:['’]s| is| are)\b|\bwho (?:else |can |could |will |may )*(?:see|read|view|look|access|know|learn|gets)"
            r"|\b(?:boss|manager|employer"
            r"|colleagues?|others|public"
            r"|confidential|private|secret|share|visible|anybody|anyone)\b",
            re.IGNORECASE,
        ),
    ),
)
_ALSO_MAKER = re.compile(r"\bwho (?:made|built|created|wrote|programmed|developed) you\b", re.IGNORECASE)
_DETAILS = (
    "Kept: the text of requests, what you corrected, and what you handed over with its notes and messages",
    "How long: until the people who run me here delete it",
    "Who sees it: you alone where only you see my answer; everybody in a channel if you ask there",
    "Handed over: the team sees what the preview showed you",
    (
        "Where: in the database on your organisation’s own server, which its administrators can read, and on your chat platform; "
        "it goes to no AI service"
    ),
    "Passwords: I mask those that I recognise in my answers, but not all; please don’t write any here",
)


@dataclass(frozen=True, slots=True)
class Privacy:
    """What becomes of what people write, or who made the bot.

    Attributes:
        asked: which of the answers comes first.
        people: whom to ask for more, or None.
    """

    kind: ClassVar[str] = "privacy"

    asked: str
    people: Team | None


def reply(known: Knowledge, inquiry: Inquiry) -> Privacy:
    """What is true of every installation: texts are kept until somebody deletes them, and leave for no other service."""
    asked = _BY_LABEL[inquiry.label]
    if asked == "kept":
        asked = next((name for name, words in _WHICH if words.search(inquiry.text)), asked)
        asked = "both" if _ALSO_MAKER.search(inquiry.text) else asked
    return Privacy(asked, known.directory.fallback if known.directory else None)


def outline(reply: Privacy) -> Outline:
    """The answer, then what is kept, how long, and who sees it."""
    if reply.asked == "manager":
        return _of_manager(reply.people)
    says = _SAYS[reply.asked] if reply.asked != "both" else f"{_WHO_MADE} {_SAYS['kept']}"
    parts: list[Part] = [Paragraph(says, strong=True), Bullets("What you write here", _DETAILS)]
    if reply.asked not in ("made", "both"):
        parts.append(Paragraph(_WHO_MADE))
    if reply.people:
        parts.append(OwnedBy("For more, ask", reply.people))
    return Outline("What you write here", tuple(parts), says)


def _of_manager(people: Team | None) -> Outline:
    says = _SAYS["manager"]
    if people is None:
        return Outline("Who runs me", (Paragraph(says, strong=True),), says)
    reached = f": {people.contact}" if people.contact else ""
    says = f"{says} To reach them, ask {the(people.name)}{reached}."
    return Outline("Who runs me", (Paragraph(says, strong=True), OwnedBy("Ask", people)), says)


_BY_LABEL = {"privacy": "kept", "maker": "made", "manager": "manager"}

TOPIC = Topic({"manager": _MANAGER, "privacy": _KEPT, "maker": _MAKER}, reply, Privacy, outline)
