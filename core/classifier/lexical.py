"""Words and letter groups as features: what the encoder blurs (product names, codes, typos) they keep.

Features are hashed into a fixed number of slots, so that no vocabulary has to be shipped and a training run of an
organisation with its own examples keeps the shape. TF-IDF weights, each text scaled to length 1.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

SLOTS = 1 << 17
"""131,072 slots: the shipped examples have about 100,000 different features, so few of them collide."""

_WORD = re.compile(r"[^\W_]+(?:['’.+#-][^\W_]+)*[+#]*", re.UNICODE)
_GROUPS = (3, 4, 5)

_REMEMBERED = 4096
"""Words whose features are kept, some hundred bytes each: a few thousand make up most of what is written."""


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
    pairs: list[tuple[int, ...]] = [(_slot("b", f"{one} {other}"),) for one, other in pairwise(lowered)]
    pairs.append(())  # the last word begins none
    return tuple(
        Word(match.group(), match.start(), match.end(), _own(word) + pair)
        for match, word, pair in zip(found, lowered, pairs[: len(found)], strict=True)
    )


@lru_cache(_REMEMBERED)
def _own(word: str) -> tuple[int, ...]:
    return tuple(_features(word))


def _features(word: str) -> Iterator[int]:
    yield _slot("w", word)
    framed = f" {word} "
    for size in _GROUPS:
        for start in range(max(1, len(framed) - size + 1)):
            yield _slot("c", framed[start : start + size])


def _slot(kind: str, feature: str) -> int:
    return zlib.crc32(f"{kind}{feature}".encode()) % SLOTS
