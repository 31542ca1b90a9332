"""What kind of thing a text asks for: something to route, or something about the roles themselves.

Patterns, not a model: these are few, short and closed, and a request that merely contains such words must still be routed.
So each pattern has to match the whole text.
"""

import re
from dataclasses import dataclass

from core.desk.subjects import EDGES
from core.desk.topics import PATTERNS

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

_OPENING = re.compile(
    r"^(?:(?:please|pls|so|and|hi|hello|hey)(?: waypost| there)?[ ,!]+)?(?:(?:can|could) you (?:please )?(?:tell me )?)?",
    re.IGNORECASE,
)


def recognise(text: str) -> Intent:
    """The intent of a text; `route` for all that is not plainly something else."""
    plain = " ".join(text.split())
    if len(plain) > LONGEST_QUESTION:
        return Intent(REQUEST, plain)
    stripped = plain.strip(EDGES) or plain
    # whole first: "hello there" is a greeting, not an opening with "there" behind it
    for wording in dict.fromkeys((stripped, _OPENING.sub("", stripped))):
        for label, pattern in PATTERNS:
            match = pattern.fullmatch(wording)
            if match:
                about = next((group for group in match.groups() if group), "")
                return Intent(label, about.strip(EDGES))
    return Intent(REQUEST, plain)
