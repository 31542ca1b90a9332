"""Slack's limits, and text cut to them with a visible ellipsis."""

import re
from collections.abc import Callable, Iterator

HEADER = 150
SECTION = 3000
FIELD = 2000
FIELDS = 10
CONTEXT = 2000
QUOTED = 6000
"""Our own: a request that is handed over, of 3000 characters, whichever they are. It takes several blocks."""
LABEL = 200
"""Our own: a label is a few words, and leaves the section to what it labels."""

BUTTON = 75
BUTTONS = 25
BUTTON_VALUE = 2000
OPTION = 75
OPTION_VALUE = 150
PLACEHOLDER = 150
OPTIONS = 100
GROUPS = 100

TITLE = 24
METADATA = 3000
VIEW_BLOCKS = 100
INPUT = 3000
INPUT_LABEL = 2000
"""Of a modal: its title and buttons, what it carries, its blocks, a text in it, and the label of that."""

BLOCKS = 50
"""Blocks in a message."""

MESSAGE = 9_000
"""Characters of text in all blocks of a message together. Slack states no limit, but answers `msg_blocks_too_long` to
some messages from about 11 000 on, and to all from 13 300."""

SUMMARY = 3000
"""Of the plain text beside the blocks. Slack advises against more than 4000 and refuses some longer ones."""

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
"""Characters of two UTF-16 units."""

_UNUSABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
"""Control characters, but for tab and line feed, and halves of surrogate pairs: Slack refuses or garbles them."""


def width(text: str) -> int:
    """Length in UTF-16 units: the most that any counting of characters gives."""
    return len(text) if text.isascii() else len(text) + len(_ASTRAL.findall(text))


def clean(text: str) -> str:
    """The text without what Slack cannot take, and without space around it."""
    return _UNUSABLE.sub(" ", text).strip()


def fit(text: str, most: int, written: Callable[[str], str] = str) -> str:
    """As much of a text as fits.

    Args:
        text: what to write.
        most: how wide it may become.
        written: how text is written, character by character; escaping makes it longer.
    """
    text = text[: most + 1]  # each character takes at least one
    whole = written(text)
    if width(whole) <= most:
        return whole
    kept: list[str] = []
    room = most - 1  # for the ellipsis
    for character in text:
        piece = written(character)
        room -= width(piece)
        if room < 0:
            break
        kept.append(piece)
    return "".join(kept).rstrip() + "…"


def pieces(text: str, most: int) -> Iterator[str]:
    """The whole of a text in pieces that fit, parted between words where there are any."""
    rest = clean(text)
    while width(rest) > most:
        end, room = 0, most
        while (room := room - width(rest[end])) >= 0:
            end += 1
        gap = max(rest.rfind(" ", 0, end), rest.rfind("\n", 0, end))
        cut = gap if gap > end // 2 else end
        yield rest[:cut].rstrip()
        rest = rest[cut:].lstrip()
    if rest:
        yield rest
