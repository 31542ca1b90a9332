"""The kinds of questions that are answered here and now, each in a file of its own.

To add one, write its file, name it in `TOPICS`, and give the classifier ways to ask for it (docs/architecture.md, "A kind of
question").
"""

import re
from typing import Any

from core.conversation.outline import Outline
from core.desk.reply import Reply
from core.desk.topics import advise, compare, define, help, owners, skills, smalltalk, status  # noqa: A004 - a topic
from core.desk.topics.topic import Topic

TOPICS: tuple[Topic[Any], ...] = (
    help.TOPIC,
    status.TOPIC,
    smalltalk.TOPIC,
    compare.TOPIC,
    skills.TOPIC,
    owners.TOPIC,
    advise.TOPIC,
    define.TOPIC,
)
"""In the order in which their patterns are tried: the first that matches the whole text decides."""

PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (label, pattern) for topic in TOPICS for label, patterns in topic.patterns.items() for pattern in patterns
)
"""Each with the label that it stands for."""

BY_LABEL = {label: topic for topic in TOPICS for label in topic.patterns}

_OUTLINES = {topic.record: topic.outline for topic in TOPICS}


def outline(reply: Reply) -> Outline:
    """A topic's reply laid out.

    Raises:
        KeyError: it is no topic's.
    """
    return _OUTLINES[type(reply)](reply)
