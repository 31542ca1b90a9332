"""Patterns that are only built where their guard lets a text through."""

import json
from pathlib import Path

from core.catalogue.load import questions
from core.desk.phrasings import patterns
from core.desk.topics import PATTERNS

_HERE = Path(__file__).parent
_TABLES = (_HERE / "data" / "questions.jsonl", _HERE / "topics" / "data" / "phrasings.jsonl")


def test_a_guard_lets_through_whatever_its_pattern_matches() -> None:
    """On everything that the tables and the catalogue's questions hold, no match is lost to a guard."""
    texts = [json.loads(line)["text"] for table in _TABLES for line in table.read_text("utf-8").splitlines()]
    texts += [text for each in questions().values() for text in each]
    bare = [text.strip(" .!?") for text in texts]
    lost = [
        (label, text)
        for label, phrasing in PATTERNS
        for text in bare
        if phrasing.guard and not phrasing.guard.search(text) and phrasing.pattern.fullmatch(text)
    ]
    assert lost == []


def test_a_text_that_the_guard_stops_is_no_match() -> None:
    """The pattern is not asked then; without a guard it always is."""
    guarded, open_ = patterns("when .*", guard="lunch")[0], patterns("when .*")[0]
    assert guarded.fullmatch("when is lunch")
    assert guarded.fullmatch("when is dinner") is None
    assert open_.fullmatch("when is dinner")
