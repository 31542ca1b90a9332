"""Further shapes of messages that Teams documents, read by the one function that reads them all."""

import json
from pathlib import Path

from bots.teams.payloads import read
from bots.teams.text import readable
from tests.bots.teams.payloads import activity

_SHAPES = json.loads((Path(__file__).parent / "data" / "shapes.json").read_text(encoding="utf-8"))


def test_whatever_is_sent_reads_as_what_it_says() -> None:
    """Text of HTML, cards and references, and by name what is no text; nothing of it is lost without a word."""
    sent = [activity("https://x.example/", **{"text": "", **each["message"]}) for each in _SHAPES]
    texts = [readable(read(json.dumps(each).encode())) for each in sent]
    assert dict(zip((each["name"] for each in _SHAPES), texts, strict=True)) == {
        each["name"]: each["says"] for each in _SHAPES
    }
    assert len({each["name"] for each in _SHAPES}) == len(_SHAPES) > 80
