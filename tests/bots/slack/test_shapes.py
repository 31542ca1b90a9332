"""Further shapes of messages that Slack documents, read by the one function that reads them all."""

import json
from pathlib import Path

from bots.slack.payloads import Event
from bots.slack.text import readable
from tests.support.slack_cloud import BOT_USER

_SHAPES = json.loads((Path(__file__).parent / "data" / "shapes.json").read_text(encoding="utf-8"))


def test_whatever_is_sent_reads_as_what_it_says() -> None:
    """Text of every kind of block and attachment, and by name what is no text; nothing of it is lost without a word."""
    read = {
        each["name"]: readable(Event.model_validate({"type": "message", **each["message"]}), BOT_USER)
        for each in _SHAPES
    }
    assert read == {each["name"]: each["says"] for each in _SHAPES}
    assert len(read) == len(_SHAPES) > 70
