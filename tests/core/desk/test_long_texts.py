"""Long texts of one fragment over and over: what it takes to read them grows as they do, and not by the square."""

import time
from collections.abc import Callable

import pytest

from core.classifier.reading import request_in
from core.desk.clauses import pieces
from core.desk.danger import danger_in
from core.desk.topics.distress import distress_in
from core.sensitive.public import blank

_FRAGMENTS = (
    *(
        "\n",
        " \n",
        "\r\n",
        "a, ",
        "a. ",
        "and ",
        "- ",
        "> ",
        "?",
        "why ",
        "i.e. ",
        "(",
        "@a ",
        "12 ",
        "😀",
        "\u200b",
        "*",
        "<@a",
    ),
    *(
        "hello, ",
        "also ",
        "and a, ",
        "a\n",
        "\n- a",
        "1. a\n",
        "Thanks\n",
        "thanks ",
        "-- \n",
        "**** ",
        "i ",
        "fire in ",
        "so ",
        "wifi, ",
    ),
)
_AROUND = (("", ""), ("My VPN drops.", "so it is slow"), ("I need <@a", "\nthanks"))

_READS: dict[str, Callable[[str], object]] = {
    "what of a message is the request": request_in,
    "the pieces of a request": pieces,
    "dangers": danger_in,
    "despair": distress_in,
    "what may be shown": blank,
}

_LENGTH, _TIMES, _MOST_TIMES = 1000, 3, 5.5
"""A text three times as long may take a good five times as long: the square would be nine."""
_NOISE_SECONDS = 0.05
"""Less than that says nothing; the square of these lengths takes longer where it matters."""


def _seconds(work: Callable[[str], object], text: str) -> float:
    """Of this process alone, whatever else the machine does."""
    begun = time.process_time()
    work(text)
    return time.process_time() - begun


@pytest.mark.parametrize("name", _READS)
def test_no_text_is_read_in_the_square_of_its_length(name: str) -> None:
    """Whatever it repeats, and whatever stands around that."""
    work = _READS[name]
    for fragment in _FRAGMENTS:
        for before, after in _AROUND:
            long, longer = (before + (fragment * size)[:size] + after for size in (_LENGTH, _LENGTH * _TIMES))
            if _seconds(work, longer) > _NOISE_SECONDS:
                most = max(_MOST_TIMES * min(_seconds(work, long) for _ in range(3)), _NOISE_SECONDS)
                assert min(_seconds(work, longer) for _ in range(3)) < most, repr(before + fragment)
