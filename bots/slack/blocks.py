"""The text in a message's blocks, attachments and files, in Slack's markup; and what of them is no text.

Read as far as it is understood: Slack adds kinds of blocks, and apps send what they like. Takes time in proportion to the payload.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from core.conversation.attached import Item

_DEEPEST = 16
"""Levels of blocks that are read; Slack's own have fewer than ten."""

_CONTROLS = frozenset(
    {"actions", "context_actions", "input", "button", "overflow", "workflow_button", "feedback_buttons"}
)
"""What one presses or fills in says nothing about the message."""

_TEXTS = (
    "title", "subtitle", "text", "caption", "body", "description", "fields", "accessory", "hero_image", "elements", "blocks",
    "child_blocks", "items", "rows", "tasks", "cards", "details", "output",
)  # fmt: skip
"""Where blocks hold texts and further blocks, in the order in which they are shown."""

UNREADABLE = "part that only Slack can show"
"""What we call something of a message that says nothing to us."""

_INLINE = ("rich_text_section", "rich_text_quote", "rich_text_preformatted")

_NO_PREVIEW = frozenset(
    {"", "[no preview available]", "this content can't be displayed.", "this content can’t be displayed."}
)
"""What Slack puts in the place of a text that it has not got."""

_MEDIA = {"image": "picture", "video": "video", "file": "file", "call": "call", "data_visualization": "chart"}
_KINDS = {"image": "picture", "audio": "voice message", "video": "video"}
_FILE_TYPES = {"quip": "canvas", "canvas": "canvas", "list": "list", "email": "mail"}


def escape(text: str) -> str:
    """A text as Slack's markup writes it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def says_nothing(text: str) -> bool:
    """Whether a text only stands for one that Slack has not got."""
    return text.strip().lower() in _NO_PREVIEW


def of_blocks(blocks: object, depth: int = 0) -> Iterator[str | Item]:
    """The lines of text in blocks, and what is no text."""
    if depth > _DEEPEST:
        return
    if isinstance(blocks, list):
        for each in blocks:
            yield from of_blocks(each, depth + 1)
    elif isinstance(blocks, dict):
        yield from _of_block(blocks, depth)


def of_attachments(attachments: object, depth: int = 0) -> Iterator[str | Item]:
    """The lines of text in attachments, and what is no text: what an app says, or a message that was forwarded.

    The preview of a link is left out: its sender wrote the link.
    """
    for each in _dicts(attachments):
        if each.get("is_share") or not any(each.get(name) for name in ("from_url", "original_url", "app_unfurl_url")):
            yield from _of_attachment(each, depth)


def of_files(files: object) -> Iterator[str | Item]:
    """Files by name, and the text of mails and snippets, which Slack keeps as files."""
    for each in _dicts(files):
        name = _string(each, "name") or _string(each, "title")
        kind = _FILE_TYPES.get(_string(each, "filetype"))
        if _string(each, "mode") == "tombstone":
            yield Item("deleted file")
        elif kind == "mail":
            yield from filter(None, (escape(_string(each, "title")), escape(_string(each, "plain_text"))))
            yield Item(kind, name)
        else:
            if _string(each, "mode") == "snippet":  # what was too long to be typed as a message, or pasted
                yield escape(_string(each, "preview"))
            media = _string(each, "mimetype").partition("/")[0]
            yield Item(kind or _KINDS.get(media, "file"), name)


def are_all_rich(blocks: object) -> bool:
    """Whether blocks are no more than what a person typed, which stands in the message's text too."""
    return all(block.get("type") == "rich_text" for block in _dicts(blocks))


def _of_block(block: dict[str, Any], depth: int) -> Iterator[str | Item]:
    kind = block.get("type")
    if not isinstance(kind, str) or kind in _CONTROLS:
        return
    if kind in _MEDIA:
        yield from _of_media(kind, block)
    elif kind == "raw_number":
        yield escape(_string(block, "text") or f"{block.get('value', '')}")
    elif kind in _INLINE:
        yield "".join(_inline(each) for each in _dicts(block.get("elements")))
    elif kind == "rich_text_list":
        yield from (f"• {line}" for line in of_blocks(block.get("elements"), depth + 1) if isinstance(line, str))
    elif kind == "mrkdwn":
        yield _string(block, "text")
    elif kind in ("table", "data_table"):
        yield escape(_string(block, "caption"))
        yield from _rows(block.get("rows"), depth)
    elif kind == "context":
        yield from (each for each in of_blocks(block.get("elements"), depth + 1) if isinstance(each, str))
    else:
        for name in _TEXTS:
            held = block.get(name)
            if isinstance(held, str):
                yield escape(held)
            else:
                yield from of_blocks(held, depth + 1)


def _of_media(kind: str, block: dict[str, Any]) -> Iterator[str | Item]:
    """What is no text, by the title that it has, or else by what is written for those who cannot see it."""
    title = block.get("title")
    name = (title if isinstance(title, str) else _text_of(title)) or _string(block, "alt_text")
    yield escape(_text_of(block.get("description")))
    yield Item(_MEDIA[kind], name)


def _rows(rows: object, depth: int) -> Iterator[str]:
    for row in rows if isinstance(rows, list) else ():
        cells = ([each for each in of_blocks(cell, depth + 1) if isinstance(each, str)] for cell in _dicts(row))
        yield " | ".join(" ".join(cell) for cell in cells)


def _inline(element: dict[str, Any]) -> str:
    """One element of rich text, as Slack's markup writes it."""
    match element.get("type"):
        case "user":
            return f"<@{escape(_string(element, 'user_id'))}>"
        case "channel":
            return f"<#{escape(_string(element, 'channel_id'))}>"
        case "usergroup":
            return f"<!subteam^{escape(_string(element, 'usergroup_id'))}>"
        case "broadcast":
            return f"<!{escape(_string(element, 'range'))}>"
        case "emoji":
            return f":{escape(_string(element, 'name'))}:"
        case "link":
            return escape(_string(element, "text") or _string(element, "url"))
        case "date":
            return escape(_string(element, "fallback") or _day_of(element.get("timestamp")))
        case "color":
            return escape(_string(element, "value"))
        case "team":
            return "@team"
        case _:
            return escape(_string(element, "text"))


def _day_of(timestamp: object) -> str:
    """The day of a date that comes without words for it, in UTC."""
    try:
        return f"{datetime.fromtimestamp(float(str(timestamp)), UTC):%Y-%m-%d}"
    except (ValueError, OverflowError, OSError):
        return ""


def _of_attachment(attachment: dict[str, Any], depth: int) -> Iterator[str | Item]:
    author = escape(_string(attachment, "author_name"))
    if attachment.get("is_share"):
        yield f"Forwarded from {author}:" if author else "Forwarded:"
    texts = [_string(attachment, name) for name in ("pretext", "title", "text")]
    found: list[str | Item] = [text for text in texts if not says_nothing(text)]
    fields = _dicts(attachment.get("fields"))
    found += (": ".join(filter(None, (_string(each, "title"), _string(each, "value")))) for each in fields)
    found += of_blocks(attachment.get("blocks"))
    if not says_nothing(texts[-1]):
        found += _pictures(_of_forward(attachment))
    else:
        found += _of_forward(attachment)
    if depth < _DEEPEST:
        found += of_attachments(attachment.get("attachments"), depth + 1)
    found += of_files(attachment.get("files"))
    if attachment.get("image_url"):
        found.append(Item("picture"))
    fallback = _string(attachment, "fallback")
    if not any(isinstance(each, str) and each.strip() for each in found) and not says_nothing(fallback):
        found.insert(0, fallback)
    if attachment.get("is_share") and not any(isinstance(each, Item) or each.strip() for each in found):
        found.append(Item(UNREADABLE))  # such as a message of a private channel
    yield from found


def _of_forward(attachment: dict[str, Any]) -> Iterator[str | Item]:
    """What the blocks of a forwarded message hold."""
    for each in _dicts(attachment.get("message_blocks")):
        message = each.get("message")
        if isinstance(message, dict):
            yield from of_blocks(message.get("blocks"))


def _pictures(found: Iterable[str | Item]) -> Iterator[Item]:
    return (each for each in found if isinstance(each, Item))


def _text_of(text_object: object) -> str:
    return _string(text_object, "text") if isinstance(text_object, dict) else ""


def _string(holder: dict[str, Any], name: str) -> str:
    value = holder.get(name)
    return value if isinstance(value, str) else ""


def _dicts(value: object) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def letters(text: str) -> str:
    """What two texts have in common that say the same in another layout."""
    return re.sub(r"[\W_]+", "", text).lower()
