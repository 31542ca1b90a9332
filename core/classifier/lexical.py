"""Words and letter groups as features: what the encoder blurs (product names, codes, typos) they keep.

Features are hashed into a fixed number of slots, so that no vocabulary has to be shipped and a training run of an
organisation with its own examples keeps the shape. TF-IDF weights, each text scaled to length 1.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

SLOTS = 1 << 17
"""131,072 slots: the shipped examples have about 100,000 different features, so few of them collide."""

_WORD = re.compile(r"[^\W_]+(?:['’.+#-][^\W_]+)*[+#]*", re.UNICODE)
_GROUPS = (3, 4, 5)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: where it stands, and the slots of the features that it alone makes or begins."""

    text: str
    start: int
    end: int
    slots: tuple[int, ...]


def words(text: str) -> tuple[Word, ...]:
    """The words of a text, in order, with their features: itself, itself with the next word, its letter groups."""
    found = list(_WORD.finditer(text))
    lowered = [match.group().lower() for match in found]
    return tuple(
        Word(match.group(), match.start(), match.end(), tuple(_features(lowered, at))) for at, match in enumerate(found)
    )


def _features(lowered: list[str], at: int) -> Iterator[int]:
    word = lowered[at]
    yield _slot("w", word)
    if at + 1 < len(lowered):
        yield _slot("b", f"{word} {lowered[at + 1]}")
    framed = f" {word} "
    for size in _GROUPS:
        for start in range(max(1, len(framed) - size + 1)):
            yield _slot("c", framed[start : start + size])


def _slot(kind: str, feature: str) -> int:
    return zlib.crc32(f"{kind}{feature}".encode()) % SLOTS
