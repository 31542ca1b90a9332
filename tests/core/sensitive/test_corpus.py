"""How much of what is sensitive is found, and how much else, on labelled messages by several writers; and what the search may cost."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import core
from core.sensitive import (
    before,
    codes,
    commands,
    credentials,
    gist,
    numbers,
    passing,
    people,
    public,
    quotes,
    search,
    surroundings,
    tables,
    tokens,
    topics,
    words,
)
from core.sensitive.public import blank
from core.sensitive.search import findings
from core.sensitive.weights import POINTS

_DATA = Path(__file__).parent / "data"
_BREAK = "·"
"""Stands in the tokens of the samples, so that those who search repositories for secrets take none for one."""


def _messages(name: str) -> list[tuple[str, list[str]]]:
    """Each message with what is sensitive in it."""
    lines = (_DATA / name).read_text().replace(_BREAK, "").splitlines()
    return [(line["text"], [secret["value"] for secret in line["secrets"]]) for line in map(json.loads, lines)]


def _is_covered(text: str, value: str) -> bool:
    places = [found.start() for found in re.finditer(re.escape(value), text)]
    return any(f.start <= at and at + len(value) <= f.end for f in findings(text) for at in places)


@pytest.mark.parametrize(
    ("name", "found_at_least", "false_at_most"),
    [
        ("secrets_dev.jsonl", 0.96, 0.02),
        ("secrets_held_out.jsonl", 0.95, 0.04),
        ("secrets_second_held_out.jsonl", 0.97, 0.02),
        ("secrets_third_held_out.jsonl", 0.97, 0.02),
        ("secrets_fourth_held_out.jsonl", 0.96, 0.02),
        ("secrets_fifth_held_out.jsonl", 0.88, 0.02),
        ("secrets_sixth_held_out.jsonl", 0.84, 0.02),
        ("secrets_practice.jsonl", 0.72, 0.05),
    ],
)
def test_secrets_are_found_and_harmless_messages_left_alone(
    name: str, found_at_least: float, false_at_most: float
) -> None:
    """Each secret is covered whole, and few of the harmless messages raise an alarm: no fewer and no more than recorded here.

    The bounds are what was measured, with a margin, and say nothing about new text: rules and weights have seen all of these sets.
    Each held-out set was measured once before they did. The fourth, fifth and sixth are invented chat messages, 100 with secrets and
    120 without, 70 % English and 10 % each German, French and Spanish; their writer wrote the rules too, but each set before the
    rules had seen it: the fourth in the voice of colleagues in chat (85 of 104 secrets found, 1 alarm), the fifth longer and more
    formal (83 of 105, 3 alarms), the sixth terse, from telephones (79 of 108, 2 alarms). The rules before them found 75, 58 and 60.
    The practice set holds messages that are hard on purpose, each secret with a look-alike: most of it no rule can know.
    """
    messages = _messages(name)
    covered = [_is_covered(text, value) for text, values in messages for value in values]
    harmless = [bool(findings(text)) for text, values in messages if not values]
    assert sum(covered) / len(covered) >= found_at_least
    assert sum(harmless) / len(harmless) <= false_at_most


def test_ordinary_requests_raise_next_to_no_alarm() -> None:
    """Of the example requests to the offices, written for another purpose, at most one in a thousand seems to hold a secret.

    Measured on all of them and on the requests held out for the classifier: 2 of 7,696.
    """
    examples = sorted((Path(core.__file__).parent / "catalogue/data/examples").glob("*.yaml"))
    requests = [each for file in examples for each in yaml.safe_load(file.read_text()) if isinstance(each, str)][::3]
    assert len(requests) > 1000
    assert sum(bool(findings(each)) for each in requests) <= len(requests) / 1000


def test_each_weight_is_of_a_trait_that_there_is() -> None:
    """Whoever renames a trait has to weigh anew, or its points would count for nothing in silence."""
    names = sorted(_DATA.glob("*.jsonl"))
    texts = [blank(text) for name in names for text, _ in _messages(name.name)]
    traits = {trait for text in texts for each in surroundings.candidates(text) for trait in each.traits}
    assert set(POINTS) <= traits


@pytest.mark.parametrize(("pattern", "holds"), [(pattern, holds) for _, pattern, holds in numbers._OWN_SHAPE])  # noqa: SLF001
@given(data=st.data())
def test_check_digits_can_be_computed_of_all_that_has_the_shape(
    pattern: re.Pattern[str], holds: Callable[[str], bool], data: st.DataObject
) -> None:
    """No number breaks the search, and only by what follows from its digits is it found."""
    number = data.draw(st.from_regex(pattern, fullmatch=True))
    assert isinstance(holds(numbers._bare(number)), bool)  # noqa: SLF001
    findings(f"number {number}, please")


_OF_A_WORD = {"_PLACEHOLDER", "_NO_SECRET", "_OFFICES"}
"""Tried on one word at a time, as a whole."""


@pytest.mark.parametrize(
    "module",
    [
        before,
        codes,
        commands,
        credentials,
        gist,
        numbers,
        passing,
        people,
        public,
        quotes,
        search,
        surroundings,
        tables,
        tokens,
        topics,
        words,
    ],
)
def test_no_pattern_repeats_without_limit(module: object) -> None:
    """What is searched for in a whole text costs each place of it no more than a constant: the time cannot grow with its square."""
    patterns = {name: found for name, found in vars(module).items() if isinstance(found, re.Pattern)}
    patterns |= {
        f"{name} {at}": each
        for name, found in vars(module).items()
        if isinstance(found, tuple)
        for at, several in enumerate(found)
        if isinstance(several, tuple)
        for each in several
        if isinstance(each, re.Pattern)
    }
    assert patterns
    for name, pattern in patterns.items():
        if name not in _OF_A_WORD:
            bare = re.sub(r"\\.|\[(?:\\.|[^\]\\])+\]", "x", pattern.pattern)
            greedy = re.sub(r"(?<=\})\+", "", bare.replace("*+", ""))  # a possessive one takes what it can, and no less
            unlimited = re.findall(r"(?:[+*](?![+])|\{\d*,\})", greedy)
            assert not unlimited, f"{name}: {pattern.pattern}"
