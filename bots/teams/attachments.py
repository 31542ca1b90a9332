"""The text in what is attached to a Teams message, such as cards and messages that were forwarded; and what of it is no text."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime

from bots.teams.markup import read_html
from bots.teams.payloads import Json, object_in, string_in
from core.conversation.attached import Item

Found = Iterator[str | Item]
"""Lines as Teams' HTML has them, with `&` escapes, and what is no text."""

HTML = "text/html"
QUOTE = "> "
"""Before a line of what is replied to."""

_FILE = ("application/vnd.microsoft.teams.file.download.info", "reference")
_REPLY, _FORWARDED = "messagereference", "forwardedmessagereference"
_CODE = "application/vnd.microsoft.card.codesnippet"
_CARD = "application/vnd.microsoft.card."
_CONNECTOR = "application/vnd.microsoft.teams.card."
_FILE_CARD = f"{_CONNECTOR}file."

_DEEPEST = 20
"""Levels of a card that are read: containers in columns in containers."""

_LONGEST_JSON = 100_000
"""Characters of a card that comes as a text; Teams takes no message above 100 KB."""

_REFERENCES = {"meetingreference": "meeting", "tabreference": "tab", f"{_CARD}fluidembedcard": "Loop component"}
"""What is attached and leads elsewhere."""

_PLAYED = {f"{_CARD}video": "video", f"{_CARD}audio": "recording", f"{_CARD}animation": "picture"}
"""Cards that play something."""

_UNREADABLE = "part that only Teams can show"

_KINDS = {"image": "picture", "audio": "voice message", "video": "video"}
_NO_TEXT = ("actionset", "action.", "input.")
"""Elements of cards that one presses or fills in."""

_LINES = (
    "title", "subtitle", "subTitle", "summary", "activityTitle", "activitySubtitle", "activityText", "text", "codeSnippet",
    "description",
)  # fmt: skip
_HOLDERS = (
    "body", "items", "pages", "columns", "inlines", "sections", "facts", "rows", "cells", "images", "image", "heroImage", "content",
)  # fmt: skip
"""Where cards of every kind hold texts and further parts, in the order in which they are shown."""


_SENDERS = ("user", "application", "device")

_AT = re.compile(r"<at(?:\s[^<>]*)?>([^<>]*)</at>", re.IGNORECASE)
_TIME = re.compile(r"\{\{(DATE|TIME)\(([0-9T:.Z+-]{10,40})[^(){}]{0,20}\)\}\}")
"""https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features"""


def escape(text: str) -> str:
    """A text as HTML writes it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def of_attachments(attachments: list[Json]) -> Found:
    """What attachments hold, but for the HTML of the message itself."""
    for each in attachments:
        kind = string_in(each, "contentType").strip().lower()
        name = string_in(each, "name")
        if kind == HTML:
            continue
        if kind == _FORWARDED:
            yield from _of_forwarded(_content(each))
        elif kind == _REPLY:
            yield from _of_quoted(_content(each))
        elif kind == _CODE:
            lines = _content(each).get("lines")
            yield from (escape(line) for line in (lines if isinstance(lines, list) else ()) if isinstance(line, str))
        elif kind in _FILE or kind.startswith(_FILE_CARD):
            yield Item("file", name)
        elif kind in _REFERENCES:
            yield Item(_REFERENCES[kind], name or string_in(_content(each), "subject"))
        elif kind.startswith((_CARD, _CONNECTOR)):
            yield from _of_card(_content(each), name, _PLAYED.get(kind, ""))
        elif kind:
            yield Item(_KINDS.get(kind.partition("/")[0], "file"), name)


def _content(attachment: Json) -> Json:
    """What an attachment holds. Some clients send it as a text of JSON."""
    content = attachment.get("content")
    if isinstance(content, str) and len(content) <= _LONGEST_JSON:
        try:
            content = json.loads(content)
        except (ValueError, RecursionError):
            return {}
    return content if isinstance(content, dict) else {}


def _of_forwarded(content: Json) -> Found:
    sender = _sender(content, "originalMessageSender")
    yield f"Forwarded from {sender}:" if sender else "Forwarded:"
    text, items = read_html(string_in(content, "originalMessageContent"))
    yield text
    yield from items if text.strip() or items else [Item(_UNREADABLE)]


def _of_quoted(content: Json) -> Found:
    sender, text = _sender(content, "messageSender"), escape(string_in(content, "messagePreview")).replace("\n", " ")
    if text.strip():
        yield f"{QUOTE}{sender}: {text}" if sender else f"{QUOTE}{text}"


def _sender(content: Json, name: str) -> str:
    sender = object_in(content, name)
    return escape(next(filter(None, (string_in(object_in(sender, who), "displayName") for who in _SENDERS)), ""))


def _of_card(content: Json, name: str, played: str) -> Found:
    found = list(_of_part(content))
    if played:
        found.append(Item(played, name))
    if not any(isinstance(each, str) and each.strip() for each in found):
        shown = [string_in(content, each) for each in ("fallbackText", "speak", "summary")]
        text = next(filter(None, shown), "")
        found += [escape(text)] if text else []
    yield from found or [Item("card", name)]


def _of_part(part: object, depth: int = 0) -> Found:
    if depth > _DEEPEST:
        return
    if isinstance(part, list):
        for each in part:
            yield from _of_part(each, depth + 1)
    elif isinstance(part, dict):
        yield from _of_element(part, depth)


def _of_element(element: Json, depth: int) -> Found:
    kind = string_in(element, "type").lower()
    if kind.startswith(_NO_TEXT):
        return
    if kind == "image" or (not kind and string_in(element, "url") and not string_in(element, "text")):
        yield Item("picture", string_in(element, "altText") or string_in(element, "alt"))
        return
    if kind == "media":
        yield Item("video", string_in(element, "altText"))
        return
    if kind in ("richtextblock", "tablerow"):
        parts = [[*_of_part(each, depth + 2)] for each in _parts(element, "inlines" if kind[0] == "r" else "cells")]
        texts = [" ".join(text for text in each if isinstance(text, str)) for each in parts]
        yield ("" if kind[0] == "r" else " | ").join(texts)
        yield from (item for each in parts for item in each if isinstance(item, Item))
        return
    name = next(filter(None, (string_in(element, each) for each in ("title", "name", "key"))), "")
    value = string_in(element, "value")
    if value:  # a fact
        yield escape(f"{name}: {value}" if name else value)
        return
    found: list[str | Item] = [_line(string_in(element, each)) for each in _LINES if string_in(element, each)]
    for each in _HOLDERS:
        found += _of_part(element.get(each), depth + 1)
    # what to show in place of an element that a client does not know, which we then do not either
    yield from found or _of_part(element.get("fallback"), depth + 1)


def _line(text: str) -> str:
    """A text of a card, with the names of those whom it mentions, and times as they are written."""
    return escape(_TIME.sub(_moment, _AT.sub(r"\1", text)))


def _moment(marked: re.Match[str]) -> str:
    try:
        at = datetime.fromisoformat(marked[2])
        at = at.astimezone(UTC) if at.tzinfo else at
    except (ValueError, OverflowError):
        return marked[0]
    return f"{at:%Y-%m-%d}" if marked[1] == "DATE" else f"{at:%H:%M} UTC"


def _parts(element: Json, name: str) -> list[object]:
    parts = element.get(name)
    return [{"text": each} if isinstance(each, str) else each for each in parts] if isinstance(parts, list) else []
