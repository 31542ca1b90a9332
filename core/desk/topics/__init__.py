"""The kinds of questions that are answered here and now, each in a file of its own.

To add one, write its file, name it in `TOPICS`, and give the classifier ways to ask for it (docs/architecture.md, "A kind of
question").
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from core.conversation.outline import Outline
from core.desk.phrasings import Phrasing
from core.desk.reply import Reply
from core.desk.topics import (
    advise,
    bot,
    career,
    compare,
    define,
    distress,
    duties,
    help,  # noqa: A004 - a topic
    importance,
    owners,
    person,
    privacy,
    roles,
    scope,
    skills,
    smalltalk,
    stands,
    status,
    takes,
    talk,
)
from core.desk.topics.topic import Topic

TOPICS: tuple[Topic[Any], ...] = (
    distress.TOPIC,
    help.TOPIC,
    status.TOPIC,
    smalltalk.TOPIC,
    talk.TOPIC,
    person.TOPIC,
    privacy.TOPIC,
    bot.TOPIC,
    roles.TOPIC,
    compare.TOPIC,
    stands.TOPIC,
    advise.TOPIC,
    takes.TOPIC,
    career.TOPIC,
    duties.TOPIC,
    importance.TOPIC,
    scope.TOPIC,
    skills.TOPIC,
    owners.TOPIC,
    define.TOPIC,
)
"""In the order in which their patterns are tried: the first that matches the whole text decides."""

PATTERNS: tuple[tuple[str, Phrasing], ...] = tuple(
    (label, pattern) for topic in TOPICS for label, patterns in topic.patterns.items() for pattern in patterns
)
"""Each with the label that it stands for."""

GUARDED = tuple((guard, tuple(group)) for guard, group in groupby(PATTERNS, key=lambda each: each[1].guard))
"""The same in the same order, those together that share a guard, which is then looked for once."""

BY_LABEL = {label: topic for topic in TOPICS for label in topic.patterns}

OVERHEARD = frozenset(
    (
        "importance",
        "need_both",
        "one_person",
        "bridge",
        "pay",
        "typo",
        "distress",
        "privacy",
        "person",
    )
)
"""Labels whose patterns take in no name of anything, so that one sentence of several tells that they are meant."""

_OUTLINES = {topic.record: topic.outline for topic in TOPICS}


def closer_topics(label: str, text: str) -> Iterator[str]:
    """The labels of the topics that are a closer fit for a question, by their hints, than the label that the classifier gave it."""
    for topic in TOPICS:
        yield from (hint.label for hint in topic.hints if label in hint.of and hint.words.search(text))


def outline(reply: Reply) -> Outline:
    """A topic's reply laid out.

    Raises:
        KeyError: it is no topic's.
    """
    return _OUTLINES[type(reply)](reply)
