"""What Slack accepts in a message, written from its reference and knowing nothing of the code under test."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]

_MARKUP = re.compile(r"<#[CG][A-Z0-9]+>|<https?://[!-;=?-{}~]+>|(?<=[^\s] \()<@[UW][A-Z0-9]+>(?=\)(?:\n|$))")
"""The only live markup that we ever write: a link to a channel or to an address that it shows, and at the end of a line, in
brackets after a name, a mention of who is named."""


def faults(message: Json) -> list[str]:
    """Everything in a message that Slack would refuse, or would draw as something else than text."""
    return list(_faults(message))


def texts(message: Json) -> list[str]:
    """All that a message shows, unescaped."""
    found = [node["text"] for node in _walk(message["blocks"]) if isinstance(node.get("text"), str)]
    return [text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") for text in found]


def controls(message: Json) -> list[Json]:
    """Every button and menu, from top to bottom."""
    return [node for node in _walk(message["blocks"]) if "action_id" in node and node["type"] != "feedback_buttons"]


def feedback_buttons(message: Json) -> list[Json]:
    """Every pair of feedback buttons."""
    return [node for node in _walk(message["blocks"]) if node.get("type") == "feedback_buttons"]


def _faults(message: Json) -> Iterator[str]:
    yield from _text("message", message["text"], 4000)
    yield from _live("message", message["text"])
    blocks = message["blocks"]
    if len(blocks) > 50:
        yield f"{len(blocks)} blocks"
    read = sum(_width(node["text"]) for node in _walk(blocks) if node.get("type") in ("plain_text", "mrkdwn"))
    options = sum(
        _width(node["text"]["text"]) + _width(node.get("description", {}).get("text", "")) for node in _options(blocks)
    )
    if read - options > 13_000:
        yield f"{read - options} characters in all"
    for name in ("action_id", "block_id"):
        ids = Counter(node[name] for node in _walk(blocks) if name in node)
        yield from (f"{name} {value} is not unique" for value, times in ids.items() if times > 1)
        yield from (f"{name} of {len(value)}" for value in ids if not 0 < len(value) <= 255)
    for at, block in enumerate(blocks):
        yield from (f"block {at}: {fault}" for fault in _block(block))
    yield from (f"text object: {fault}" for node in _walk(blocks) for fault in _text_object(node))


def _block(block: Json) -> Iterator[str]:
    match block["type"]:
        case "header":
            yield from _text("header", block["text"]["text"], 150)
            yield from _is_plain("header", block["text"])
        case "section":
            yield from _section(block)
        case "context":
            if not 0 < len(block["elements"]) <= 10:
                yield f"{len(block['elements'])} elements"
            for element in block["elements"]:
                yield from _text("context", element["text"], 2000)
        case "actions":
            if not 0 < len(block["elements"]) <= 25:
                yield f"{len(block['elements'])} elements"
            for element in block["elements"]:
                yield from _element(element)
        case "context_actions":
            yield from _context_actions(block)
        case "divider":
            pass
        case other:
            yield f"unknown type {other}"


def _section(block: Json) -> Iterator[str]:
    if "text" not in block and not block.get("fields"):
        yield "an empty section"
    if "text" in block:
        yield from _text("section", block["text"]["text"], 3000)
    if len(block.get("fields", ())) > 10:
        yield f"{len(block['fields'])} fields"
    for field in block.get("fields", ()):
        yield from _text("field", field["text"], 2000)
    if "accessory" in block:
        yield from _element(block["accessory"])


def _context_actions(block: Json) -> Iterator[str]:
    # https://docs.slack.dev/reference/block-kit/blocks/context-actions-block
    if not 0 < len(block["elements"]) <= 5:
        yield f"{len(block['elements'])} elements"
    for element in block["elements"]:
        yield from _feedback(element)


def _feedback(element: Json) -> Iterator[str]:
    if element["type"] != "feedback_buttons":
        yield f"unknown element {element['type']}"
    for name in ("positive_button", "negative_button"):
        button = element[name]
        yield from _text(name, button["text"]["text"], 75)
        yield from _is_plain(name, button["text"])
        yield from _text(f"{name} read out", button["accessibility_label"], 75)
        yield from _opaque(f"{name} value", button["value"], 2000)


def _element(element: Json) -> Iterator[str]:
    match element["type"]:
        case "button":
            yield from _text("button", element["text"]["text"], 75)
            yield from _is_plain("button", element["text"])
            yield from _opaque("button value", element["value"], 2000)
            if element.get("style", "primary") not in ("primary", "danger"):
                yield f"style {element['style']}"
        case "static_select":
            yield from _text("placeholder", element["placeholder"]["text"], 150)
            if not 0 < len(element["option_groups"]) <= 100:
                yield f"{len(element['option_groups'])} groups"
            for group in element["option_groups"]:
                yield from _text("group label", group["label"]["text"], 75)
                if not 0 < len(group["options"]) <= 100:
                    yield f"{len(group['options'])} options"
            for option in _options([element]):
                yield from _text("option", option["text"]["text"], 75)
                yield from _opaque("option value", option["value"], 150)
                if "description" in option:
                    yield from _text("option description", option["description"]["text"], 75)
                for text in (option["text"], option.get("description", option["text"])):
                    yield from _is_plain("option", text)
        case other:
            yield f"unknown element {other}"


def _text_object(node: Json) -> Iterator[str]:
    match node.get("type"):
        case "mrkdwn":
            if node.get("verbatim") is not True:
                yield "names and addresses would become links"
            yield from _live("mrkdwn", node["text"])
        case "plain_text":
            if node.get("emoji") is not False:
                yield "colons would become emoji"


def _live(where: str, text: str) -> Iterator[str]:
    """What of a text Slack would take for markup, but for channel links and for bold words that end on their line."""
    rest = _MARKUP.sub("", text)
    if re.search("[<>]", rest) or re.search("&(?!(?:amp|lt|gt);)", rest):
        yield f"{where}: live markup in {text!r}"
    for line in rest.split("\n"):
        outside = re.sub(r"(?<![A-Za-z0-9])\*\S(?:[^*]*\S)?\*(?![A-Za-z0-9])", "", line)
        if re.search(r"[*~`]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])", outside) or re.search("[~`]", line):
            yield f"{where}: formatting in {line!r}"
        if re.match(r"\s*(?:>|&gt;)", line):
            yield f"{where}: a quotation in {line!r}"


def _is_plain(where: str, text: Json) -> Iterator[str]:
    if text["type"] != "plain_text":
        yield f"{where} is no plain text"


def _text(where: str, text: str, most: int) -> Iterator[str]:
    if not text.strip():
        yield f"{where} is empty"
    if _width(text) > most:
        yield f"{where} of {_width(text)}"
    if re.search("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]", text):
        yield f"{where} with control characters"


def _opaque(where: str, value: str, most: int) -> Iterator[str]:
    if not 0 < _width(value) <= most:
        yield f"{where} of {_width(value)}"


def _width(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _options(blocks: Any) -> Iterator[Json]:  # noqa: ANN401 - any piece of JSON
    for node in _walk(blocks):
        if node.get("type") == "static_select":
            for group in node["option_groups"]:
                yield from group["options"]


def _walk(node: Any) -> Iterator[Json]:  # noqa: ANN401 - any piece of JSON
    if isinstance(node, Mapping):
        yield node
        for child in node.values():
            yield from _walk(child)
    elif isinstance(node, list | tuple):
        for child in node:
            yield from _walk(child)
