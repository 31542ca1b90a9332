"""Thanks, a greeting, a farewell: a kind word back."""

import re
from dataclasses import dataclass
from typing import ClassVar

from core.conversation.outline import Outline, Paragraph
from core.desk.knowledge import Knowledge
from core.desk.phrasings import patterns
from core.desk.topics.topic import Inquiry, Topic

_YOU_ALL = r"(?:[ ,]+(?:waypost|all|everyone|everybody|team|bot|there|again|folks))?"
_HOW_ARE = r"how (?:are you|is it going|are things)(?: doing)?(?: today)?"

PATTERNS = {
    "thanks": patterns(
        r"(?:ok(?:ay)?|many|great|perfect|awesome|cool|super)?[ ,!.]*{thanks}(?: {much})*(?: {for_it})?{you_all}(?:[ ,!.]+{it_helped})?",
        r"much appreciated|great|perfect|awesome|brilliant|lovely|nice one|got it|good job|well done|ok(?:ay)?|{it_helped}",
        r"(?:no[ ,.]+|ok(?:ay)?[ ,.]+|{thanks}[ ,.!]+)*(?:(?:that|this)(?:['’]?s| is| was|['’]?ll be| will be) (?:all|everything)"
        r"(?: (?:for (?:now|today|me)|i need(?:ed)?))*|nothing (?:else|more)|no (?:more|further) questions?)(?:[ ,.!]+{thanks})?",
        thanks=r"(?:thanks?(?: you)?|thank u|thx|ty|cheers|merci)",
        much=r"(?:(?:so|very) much|a lot|a million|again)",
        for_it=r"for (?:the|your|all the|all your) (?:\w+ )?(?:help|reply|answer|support)",
        it_helped=r"(?:that|this|it) (?:helped|helps|works|worked|did it|solved it)(?: (?:now|again|a lot|me))*",
        you_all=_YOU_ALL,
    ),
    "greeting": patterns(
        r"(?:hi|hello|hey|hiya|heya|howdy|yo|hallo|moin|hola|bonjour|salut|ciao|morning|evening|afternoon"
        r"|good (?:morning|afternoon|evening|day)|happy (?:mon|tues|wednes|thurs|fri)day|greetings){you_all}(?:[ ,!.]+{how_are})?",
        r"{how_are}|what'?s up",
        you_all=_YOU_ALL,
        how_are=_HOW_ARE,
    ),
    "farewell": patterns(
        r"(?:bye(?:[ -]bye)?|goodbye|good night|(?:see (?:you|ya)|cya)(?: (?:later|soon|tomorrow|next week))?"
        r"|so long|take care|laters){you_all}",
        r"have a (?:nice|good|great) (?:day|evening|weekend|one){you_all}",
        you_all=_YOU_ALL,
    ),
}

_THANKED = re.compile(r"\b(?:thank|thx|ty\b|cheers|merci|appreciat|ta\b)", re.IGNORECASE)
_GLAD = "Good to hear. I’m here when you need something."
"""To “perfect” or “ok”, which thank for nothing."""

_SAYS = {
    "thanks": "You're welcome. Just ask again whenever you need something.",
    "greeting": "Hello! Tell me what you need, in your own words, and I'll say who looks after it.",
    "farewell": "Goodbye. I'm here when you need me.",
}


@dataclass(frozen=True, slots=True)
class Smalltalk:
    """A kind word back; nothing is routed."""

    kind: ClassVar[str] = "smalltalk"

    says: str


def reply(_: Knowledge, inquiry: Inquiry) -> Smalltalk:
    """The word that is due."""
    if inquiry.label == "thanks" and inquiry.by_pattern and not _THANKED.search(inquiry.text):
        return Smalltalk(_GLAD)
    return Smalltalk(_SAYS[inquiry.label])


def outline(reply: Smalltalk) -> Outline:
    """Just that."""
    return Outline("Waypost", (Paragraph(reply.says),), reply.says)


TOPIC = Topic(PATTERNS, reply, Smalltalk, outline)
