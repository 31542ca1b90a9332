"""Examples that are each other's rewordings: they look like many and teach no more than one."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

RUN = 3
"""Words in a row that are compared."""

ALIKE_FROM = 0.5
"""Share of all runs of two texts that they have in common. One word swapped in the middle of nine gives 0.4 of them, two
words added at an end of eight 0.75; two texts by different hands reach 0.2."""

WORDS_AT_LEAST = 5
"""Shorter texts, such as subjects of tickets, are alike by nature."""

_COMMON = 60
"""A run that more texts share than this is an idiom; to follow it would compare everything with everything."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Two examples that are much the same.

    Attributes:
        first, second: (answer, text) of each, in the order of the files.
        share: of their runs of words, or where one word differs of their words, that both have; from 0 to 1.
    """

    first: tuple[str, str]
    second: tuple[str, str]
    share: float


def alike(examples: Mapping[str, Sequence[str]]) -> list[Alike]:
    """Pairs of examples that are much the same, most alike first; the same words twice are not reported here.

    Two are, when they share half of their runs of three words, or differ in a single word: a template with a swapped noun.

    Args:
        examples: answer to its example requests.
    """
    texts = [(answer, text) for answer, found in examples.items() for text in found]
    words = [re.findall(r"\w+", text.lower()) for _, text in texts]
    runs = [_runs(found) if len(found) >= WORDS_AT_LEAST else frozenset[tuple[str, ...]]() for found in words]
    pairs = {(first, second): 1 - 1 / len(words[first]) for first, second in _one_word_apart(words)}
    for pair, shared in _count_shared_runs(runs).items():
        share = shared / len(runs[pair[0]] | runs[pair[1]])
        if share >= ALIKE_FROM:
            pairs[pair] = max(share, pairs.get(pair, 0.0))
    pairs = {pair: share for pair, share in pairs.items() if words[pair[0]] != words[pair[1]]}
    ordered = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))
    return [Alike(texts[first], texts[second], share) for (first, second), share in ordered]


def _runs(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def _count_shared_runs(runs: Sequence[frozenset[tuple[str, ...]]]) -> Counter[tuple[int, int]]:
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, found in enumerate(runs):
        for run in found:
            places[run].append(at)
    return Counter(
        (first, second)
        for found in places.values()
        if len(found) <= _COMMON
        for number, first in enumerate(found)
        for second in found[number + 1 :]
    )


def _one_word_apart(words: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, found in enumerate(words):
        if len(found) >= WORDS_AT_LEAST:
            for gap in range(len(found)):
                places[*found[:gap], "", *found[gap + 1 :]].append(at)
    for sharing in places.values():
        for number, first in enumerate(sharing):
            for second in sharing[number + 1 :]:
                if first != second:
                    yield first, second
