"""Texts that can do no harm in a card: shortened visibly, and with nothing in them that is drawn as markup."""

import re
from collections.abc import Iterator

from bots.teams.payloads import Json

_ELLIPSIS = "…"

_MARKUP = re.compile(r"[\\`*_\[\]~<{}]|&(?=#?\w+;)|^(?:[-+#>]|\d+(?=[.)](?:\s|$)))")
"""What Markdown acts on: anywhere, before an entity, or at the start of a line. Braces hold the cards' date macros."""

_SPACES = re.compile(r"\s+")
_MACRO = re.compile(r"\{\{(?=\s*(?:DATE|TIME)\b)", re.IGNORECASE)
_APART = "\N{WORD JOINER}"
"""Draws nothing and keeps the two braces from meaning something."""


def clip(text: str, most: int) -> str:
    """At most `most` characters, with a visible ellipsis where something was cut."""
    return text if len(text) <= most else text[: most - 1].rstrip() + _ELLIPSIS


def escape(text: str) -> str:
    """The text on one line, for elements that know Markdown and shall draw it as it is: TextBlock, facts, fallbackText."""
    return _MARKUP.sub(_escape_mark, _one_line(text))


def _escape_mark(match: re.Match[str]) -> str:
    mark = match[0]
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"


def plain(text: str) -> str:
    """The text without line breaks, for elements that know no Markdown: runs, labels and titles of actions."""
    return _MACRO.sub(f"{{{_APART}{{", _SPACES.sub(" ", text))


def speech(text: str) -> str:
    """The text for a screen reader, which must not take it for speech markup or for a macro."""
    return _MACRO.sub(f"{{{_APART}{{", _one_line(re.sub(r"[<>&]", " ", text)))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def run(text: str, **style: object) -> Json:
    """A run of text, in which nothing is markup."""
    return {"type": "TextRun", "text": plain(text), **style}


def block(*runs: Json, **style: object) -> Json:
    """A paragraph of runs. It always wraps."""
    return {"type": "RichTextBlock", "inlines": list(runs), **style}


def paragraphs(text: str, most: int, **style: object) -> Iterator[Json]:
    """A paragraph for each line of a text that is not blank; at most `most` characters in all."""
    for line in clip(text.strip(), most).splitlines():
        if line.strip():
            yield block(run(line.strip(), **style))
