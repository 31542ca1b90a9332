"""Long texts that somebody made up to be slow: what it takes to read and draw them grows as they do, and not by the square."""

import time
from collections.abc import Callable

import pytest

from bots.slack import text as slack_text
from bots.slack.payloads import Event
from bots.slack.render import markup, render
from bots.teams.markup import read_html
from bots.teams.payloads import Mention
from bots.teams.render import card
from bots.teams.text import plain_text
from core.conversation.outline import Bullets, Fact, Note, Outline, Paragraph, Quoted
from core.text import readable

_BOT = "U0WAYPOST"
_TAG = "<at>Waypost</at>"
_PIECES = (
    *(" ", "\n", "\r\n", "\t", "<", ">", "@", "1", '"', "`", "*", "_", "&", "[", "{{", "a.", "a ", "\u00a0", "\u200b"),
    *("<@U", f"<@{_BOT}>", "<http://a|b", "<at>", "</at>", "</p>", "<br", "&lt;", "&amp;", "[a](", "_>", "\n ", "\n>"),
)
_AROUND = (("", ""), ("a", "a"), ("<", ""), ("{{", "x"), ("", f"<@{_BOT}>"))


def _outline(text: str) -> Outline:
    return Outline("Title", (Paragraph(text), Quoted(text), Fact("Why", text), Bullets("", (text,)), Note(text)), text)


_READS: dict[str, Callable[[str], object]] = {
    "slack: what was meant": lambda text: slack_text.plain(text, _BOT),
    "slack: whether we are mentioned": lambda text: slack_text.mentions(
        Event.model_validate({"type": "message", "text": text}), _BOT
    ),
    "slack: markup": lambda text: markup.mrkdwn(text, 3000),
    "slack: a message": lambda text: render(_outline(text)),
    "teams: what was meant": lambda text: plain_text(text, (Mention("28:b", _TAG),), "28:b"),
    "teams: a message's HTML": read_html,
    "teams: a card": lambda text: card(_outline(text)),
    "anything readable": readable,
}

_LENGTH = 5000
_TIMES = 4
_MOST_TIMES = 9
"""A text four times as long may take nine times as long: the square would be sixteen."""
_NOISE_SECONDS = 0.05
"""Less than that says nothing; the square of these lengths takes longer where it matters."""


def _seconds(work: Callable[[str], object], text: str) -> float:
    """Of this process alone, whatever else the machine does; the best of three."""
    found = []
    for _ in range(3):
        begun = time.process_time()
        work(text)
        found.append(time.process_time() - begun)
    return min(found)


@pytest.mark.parametrize("name", _READS)
def test_no_text_takes_the_square_of_its_length(name: str) -> None:
    """Whatever it is made of."""
    work = _READS[name]
    for piece in _PIECES:
        for before, after in _AROUND:
            long, longer = (before + piece * (length // len(piece)) + after for length in (_LENGTH, _LENGTH * _TIMES))
            begun = time.process_time()
            work(longer)
            if time.process_time() - begun > _NOISE_SECONDS:
                assert _seconds(work, longer) < _MOST_TIMES * max(_seconds(work, long), 0.001), repr(before + piece)
