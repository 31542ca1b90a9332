"""What a search for secrets and personal data finds."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that should not be posted.

    Attributes:
        kind: what it looks like, with its article: `a password`.
        start, end: where it stands in the text, in characters: the value alone, without its name.
    """

    kind: str
    start: int
    end: int


CONTACTS = frozenset({"an e-mail address", "a telephone number"})
"""Kinds that people give to be reached: better not posted unasked, but no secret between those who talk with each other."""


def matches(
    pattern: re.Pattern[str], kind: str, text: str, holds: Callable[[str], bool] = lambda _: True
) -> Iterator[Finding]:
    """A finding for each match whose first group passes a check."""
    return (Finding(kind, *found.span(1)) for found in pattern.finditer(text) if holds(found[1]))


def fold(text: str) -> str:
    """The text in small letters, each in its place: patterns that tell no capitals from small letters are slow over long texts."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
