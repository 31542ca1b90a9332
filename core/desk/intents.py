"""What kind of thing a text asks for: something to route, or something about the roles themselves.

Patterns, not a model: these are few, short and closed, and a request that merely contains such words must still be routed.
So each pattern has to match the whole text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from core.desk.subjects import EDGES
from core.desk.topics import GUARDED
from core.patterns import compile_late
from core.text import UNSEEN_WITHIN

REQUEST = "route"
"""The topic of what is no question on the roles: a request, which is to be routed."""


@dataclass(frozen=True, slots=True)
class Intent:
    """What is asked for, and about what.

    Attributes:
        topic: a label of one of the topics, or `REQUEST`.
        about: the rest of the text that the topic is about; empty where there is none.
    """

    topic: str
    about: str = ""


LONGEST_QUESTION = 200
"""Questions about the roles are short; longer texts are requests, and the patterns need not be tried on them."""

_OPENING = compile_late(
    r"^(?:(?:please|pls|so|and|hi|hello|hey)(?: waypost| there)?[ ,!]+)?"
    r"(?:(?:can|could|would) you (?:please )?(?:tell me |explain (?:(?:to )?me )?(?=wh|how))?"
    r"|(?:please )?(?:tell me|explain(?:(?: to)? me)?) (?=wh|how)"
    r"|(?:i(?:'d| would) like to know|i want to know|do you know|(?:i'm|i am) wondering|just wondering)[,:]? )?",
    re.IGNORECASE,
)


_CLOSING = compile_late(r"[ ,]+(?:please|pls|thanks|thank you)$", re.IGNORECASE)


_COMMANDS = frozenset({"help", "status", "owners", "compare", "skills"})
"""The short commands that the help tells of, each with a topic that knows what may follow it."""

_ROUTE = "route"


def is_command(text: str) -> bool:
    """Whether a text is one of the short commands, which are for us wherever they are said; other questions may be for people."""
    words = text.translate(UNSEEN_WITHIN).split(maxsplit=1)
    first = words[0].strip(EDGES).lower() if words else ""
    if first == _ROUTE:
        return len(words) > 1
    return first in _COMMANDS and recognise(text).topic != REQUEST


_RESPELLED = (
    (compile_late(r"^[/@]?(?:route|waypost)\b[:,]?\s+(?=\S)|^/(?=\w)", re.IGNORECASE), ""),
    (compile_late(r"^\W*:(?:\+1|thumbsup|ok_hand|white_check_mark|heavy_check_mark):\W*$"), "yes"),
    (compile_late(r"^\W*:wave:\W*$"), "hello"),
    (compile_late(r"^\W*:(?:pray|bow):\W*$"), "thanks"),
    (compile_late(r"(?<=\w)(?:[ .,!?]*[\U0001F000-\U0001FAFF\u2600-\u27BF\uFE0F\u200D])+$"), ""),
    (compile_late(r"\b(?:tks|thks|tnx|thanx|thnx)\b", re.IGNORECASE), "thanks"),
    (compile_late(r"\b(?:managment|mangement|managemnt|managament|mgmt|mgt)\b", re.IGNORECASE), "management"),
    (compile_late(r"\b(?:tecnology|technolgy|techology|technologie)\b", re.IGNORECASE), "technology"),
    (compile_late(r"\b(?:infomation|informaton|imformation)\b", re.IGNORECASE), "information"),
    (compile_late(r"\br (?=(?:yo)?u\b)", re.IGNORECASE), "are "),
    (compile_late(r"\bu\b(?!\.)", re.IGNORECASE), "you"),
    (compile_late(r"\bnvm\b", re.IGNORECASE), "never mind"),
    (compile_late(r"\b(what|who|where|that|it|how)s(?= [a-z])", re.IGNORECASE), r"\1's"),
)
"""How people write in a hurry what the patterns spell out; a command in front of a question and pictures behind it are no part of it."""


def respell(text: str) -> str:
    """A text as the patterns spell it, for questions on the roles and talk. What is routed is read as it was written."""
    for pattern, spelled in _RESPELLED:
        text = pattern.sub(spelled, text)
    return text


def recognise(text: str) -> Intent:
    """The likeliest intent of a text; `route` for all that is not plainly something else."""
    return next(intents(text), Intent(REQUEST, " ".join(text.split())))


def intents(text: str) -> Iterator[Intent]:
    """Everything that a text can be by its patterns, likeliest first: a topic may turn out to have no answer to it."""
    plain = " ".join(text.translate(UNSEEN_WITHIN).split())
    if len(plain) > LONGEST_QUESTION:
        return
    stripped = plain.strip(EDGES) or plain
    # whole first: "hello there" is a greeting, not an opening with "there" behind it
    bare = _OPENING.sub("", stripped)
    for wording in dict.fromkeys((stripped, bare, _CLOSING.sub("", bare))):
        likely = (group for guard, group in GUARDED if guard is None or guard.search(wording))
        for label, phrasing in chain.from_iterable(likely):
            match = phrasing.pattern.fullmatch(wording)
            if match:
                about = next((group for group in match.groups() if group), "")
                yield Intent(label, about.strip(EDGES))
