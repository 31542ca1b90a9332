"""The text in the HTML of a Teams message: paragraphs, list items and table rows as lines, table cells apart.

Takes time in proportion to the length, whatever stands in it: no tag is looked for past the next one.
"""

import html
import re
from collections.abc import Iterator

from core.conversation.attached import Item

LONGEST = 64_000
"""Characters of HTML that are read; Teams takes no message above about 28 KB of text, and 100 KB in all."""

_PIECE = re.compile(r"<(/?)([a-zA-Z][\w:-]*)([^<>]*)>|<[!?][^<>]*>|([^<]+)|<")
_ATTRIBUTE = re.compile(r"(?<![\w:-])(alt|itemtype)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)

_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 ul ol li table tr blockquote pre codeblock section article dl dt dd figure br hr".split()
)
_CELLS = frozenset(("td", "th"))
_PLAYED = {"video": "video", "audio": "voice message"}
_SHOWN = frozenset(("img", "emoji", "customemoji", *_PLAYED))
_HIDDEN = frozenset(("script", "style"))
_ROWS = frozenset(("tr", "table"))
_CODE = frozenset(("pre", "codeblock"))
_MENTION, _EMOJI = "/mention", "/emoji"

CELLS = " | "
"""Between the cells of a row."""


def read_html(text: str) -> tuple[str, list[Item]]:
    """The text, in which `&` escapes and mentions (as `<at>Name</at>`) still stand, and what of it is no text, such as pictures."""
    items: list[Item] = []
    lines = "".join(_pieces(text[:LONGEST], items)).split("\n")
    told = (" ".join(line.replace("&nbsp;", " ").split()).removeprefix(CELLS.strip()).strip() for line in lines)
    return "\n".join(line for line in told if line not in ("", ">", "•")), items


def _pieces(text: str, items: list[Item]) -> Iterator[str]:
    hidden, quoted, in_cell, in_code = "", 0, False, False
    opened: list[bool] = []
    for piece in _PIECE.finditer(text):
        ends, name, rest, written = bool(piece[1]), (piece[2] or "").lower(), piece[3] or "", piece[4]
        if hidden:
            hidden = "" if ends and name == hidden else hidden
        elif written is not None:  # a line break in the source is none on the screen, but for code
            yield written if in_code else written.replace("\n", " ")
        elif name in _HIDDEN and not ends:
            hidden = name
        elif name in _CELLS:
            in_cell = not ends
            yield "" if ends else CELLS
        elif in_cell and name in _BLOCKS and name not in _ROWS:
            yield " "
        elif name == "blockquote":
            quoted = max(quoted + (-1 if ends else 1), 0)
            yield "\n" if ends else "\n> "
        elif name == "li" and not ends:
            yield "\n• "
        elif name in _BLOCKS:
            in_cell = False
            in_code = (not ends) if name in _CODE else in_code
            yield "\n> " if quoted else "\n"
        elif name in ("at", "span"):
            yield _mention(name, rest, ends=ends, opened=opened)
        elif name in _SHOWN and not ends:
            yield from _picture(name, rest, items)


def _mention(name: str, rest: str, *, ends: bool, opened: list[bool]) -> str:
    """The tag that begins or ends a mention; nothing for another span."""
    if ends:
        return "</at>" if opened and opened.pop() else ""
    is_mention = name == "at" or _attribute(rest, "itemtype").lower().endswith(_MENTION)
    if len(opened) < LONGEST:
        opened.append(is_mention)
    return "<at>" if is_mention else ""


def _picture(name: str, rest: str, items: list[Item]) -> Iterator[str]:
    told = _attribute(rest, "alt")
    if name in _PLAYED:
        items.append(Item(_PLAYED[name], html.unescape(told)))
    elif name != "img" or _attribute(rest, "itemtype").lower().endswith(_EMOJI):
        yield told
    else:
        items.append(Item("picture", html.unescape(told)))


def _attribute(rest: str, name: str) -> str:
    return next(((each[2] or each[3] or "") for each in _ATTRIBUTE.finditer(rest) if each[1].lower() == name), "")
