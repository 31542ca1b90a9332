"""Text as text: in Slack's markup nothing in it becomes a mention, a link or formatting."""

import re

from slack_sdk.models.blocks import MarkdownTextObject, PlainTextObject

from bots.slack.render import limits
from bots.slack.render.limits import clean, fit

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})

_LOOKALIKES = str.maketrans(
    {"*": "\N{ASTERISK OPERATOR}", "~": "\N{TILDE OPERATOR}", "`": "\N{MODIFIER LETTER GRAVE ACCENT}"}
)
"""Slack's markup has no escape for its formatting characters, so characters that look like them stand in."""

_UNDERLINE = re.compile(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
"""Inside of a word, as in `file_name`, an underline formats nothing and stays."""

_QUOTE = re.compile(r"^([^\S\n]*)>", re.MULTILINE)
"""At the start of a line Slack draws even an escaped `>` as a quotation. Space of that line alone: with the lines after it, a run
of empty lines would take the square of its length."""


_ADDRESS = re.compile(r"https?://[!-;=?-{}~]{1,1000}")
"""An address of the web, of printable ASCII without what Slack's markup ends a link with; browsers write others so too."""


def mrkdwn(text: str, most: int) -> str:
    """The text in Slack's markup, at most `most` wide, with nothing in it that formats, mentions or links."""
    most_read = clean(text)[: most + 1]  # each character takes at least one: what comes after is cut off anyway
    without_marks = _UNDERLINE.sub("\N{MODIFIER LETTER LOW MACRON}", most_read.translate(_LOOKALIKES))
    neutral = _QUOTE.sub("\\1\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}", without_marks)
    return fit(neutral, most, lambda piece: piece.translate(_ESCAPES))


def bold(text: str, most: int) -> str:
    """The text in bold, on one line because Slack's bold ends with the line; empty for an empty text."""
    inner = mrkdwn(" ".join(text.split()), most - len("**"))
    return f"*{inner}*" if inner else ""


_USER = re.compile(r"[UW][A-Z0-9]+")


def mention(user: str) -> str:
    """A mention of somebody, by their id; empty for what is no id."""
    return f"<@{user}>" if _USER.fullmatch(user) else ""


def channel_link(channel: str) -> str:
    """A link to a channel, by its id."""
    return f"<#{channel.translate(_ESCAPES)}>"


def link(url: str) -> str:
    """A link that shows its address; plain text for what is no address of the web, or too wide a one."""
    wide = f"<{url.translate(_ESCAPES)}>"
    if not _ADDRESS.fullmatch(url) or limits.width(wide) > limits.SECTION - limits.LABEL - len(" "):
        return mrkdwn(url, limits.LABEL)
    return wide


def markup_text(markup: str) -> MarkdownTextObject:
    """Text that is markup already. Verbatim: Slack shall not look for names and addresses in it."""
    return MarkdownTextObject(text=markup, verbatim=True)


def literal(text: str, most: int) -> PlainTextObject:
    """Text without any markup, in which not even `:tada:` is an emoji."""
    return PlainTextObject(text=fit(clean(text), most), emoji=False)
