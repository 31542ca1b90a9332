"""What a kind of question consists of."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from core.conversation.outline import Outline
from core.desk.knowledge import Knowledge
from core.desk.phrasings import Phrasing
from core.desk.reply import Reply

_R = TypeVar("_R", bound=Reply)


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question on the roles or to the bot, as a topic gets it.

    Attributes:
        text: the whole of it.
        label: which of the topic's labels it has.
        about: what it is about: the phrase that the pattern cut out, or an id that the classifier found; empty for neither.
        by_pattern: whether a pattern recognised it. The classifier did otherwise.
    """

    text: str
    label: str
    about: str
    by_pattern: bool


@dataclass(frozen=True, slots=True)
class Hint:
    """What tells that a question has a closer answer than the classifier can know, which learned fewer labels.

    Attributes:
        label: which the question has rather.
        of: labels that the classifier may have given it.
        words: what is found in it then.
    """

    label: str
    of: frozenset[str]
    words: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Topic(Generic[_R]):
    """A kind of question: how it is put, what is replied, and how that reads.

    Attributes:
        patterns: by label, the ways to ask for it. Where there is `catalogue/data/questions/LABEL.yaml`, the classifier has learned
            to recognise it too.
        reply: what to say to such an inquiry; None where it turns out to be a request after all.
        record: of a reply. Its `kind` is that of no other topic.
        outline: lays such a reply out.
        hints: where a question that the classifier gave some other label is rather this topic's.
    """

    patterns: Mapping[str, tuple[Phrasing, ...]]
    reply: Callable[[Knowledge, Inquiry], Reply | None]
    record: type[_R]
    outline: Callable[[_R], Outline]
    hints: tuple[Hint, ...] = ()
