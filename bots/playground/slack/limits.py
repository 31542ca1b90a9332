"""What Slack refuses in a message: the limits of Block Kit that an app is most likely to cross.

https://docs.slack.dev/reference/block-kit
"""

from collections import Counter
from collections.abc import Iterator

from bots.playground.live import Record

MOST_TEXT = 40_000
MOST_VIEW_BLOCKS = 100
_MOST_BLOCKS = 50

_TEXT_LIMITS = {"section": 3_000, "header": 150}
_FIELDS, _FIELD_TEXT = 10, 2_000
_ELEMENTS = {"actions": 25, "context": 10}
_BUTTON_TEXT, _BUTTON_VALUE = 75, 2_000
_OPTIONS, _OPTION_TEXT, _OPTION_VALUE = 100, 75, 150
_MARKDOWN_TEXT = 12_000
_TABLE_ROWS, _TABLE_CELLS = 100, 20
_ID = 255

_KNOWN = {
    *("section", "header", "divider", "actions", "context", "context_actions", "image", "input", "rich_text"),
    *("markdown", "table", "video", "file", "call", "alert", "card", "carousel", "container", "plan", "task_card"),
}

_Complaints = Iterator[tuple[str, str]]
"""What is wrong, and where in the block, as a JSON pointer."""


def complaints(blocks: object, most: int = _MOST_BLOCKS) -> list[str]:
    """Why Slack would answer `invalid_blocks`, each with its place as a JSON pointer; nothing where all is well."""
    if not isinstance(blocks, list):
        return ["must be an array [json-pointer:/blocks]"]
    found = [] if len(blocks) <= most else [f"no more than {most} items allowed [json-pointer:/blocks]"]
    ids: Counter[str] = Counter()
    for position, block in enumerate(blocks):
        at = f"/blocks/{position}"
        if not isinstance(block, dict) or not isinstance(block.get("type"), str) or block["type"] not in _KNOWN:
            found.append(f"unsupported type [json-pointer:{at}/type]")
            continue
        found += [f"{what} [json-pointer:{at}{where}]" for what, where in _in_block(block)]
        ids[str(block.get("block_id") or position)] += 1
    return found + [f"`block_id` must be unique: {name} [json-pointer:/blocks]" for name in ids if ids[name] > 1]


def _in_block(block: Record) -> _Complaints:
    kind = block["type"]
    yield from _longer(block.get("block_id") or "", _ID, "/block_id")
    if kind in _TEXT_LIMITS and block.get("text") is not None:
        yield from _text(block["text"], _TEXT_LIMITS[kind], "/text")
    if kind == "section":
        yield from _section(block)
    if kind == "markdown":
        yield from _longer(block.get("text"), _MARKDOWN_TEXT, "/text")
    if kind in _ELEMENTS:
        yield from _elements(block.get("elements"), _ELEMENTS[kind], is_pressed=kind == "actions")
    if kind == "table":
        yield from _each(block.get("rows"), _TABLE_ROWS, "/rows")
        for at, row in _items(block.get("rows"), "/rows"):
            yield from _each(row, _TABLE_CELLS, at)


def _section(block: Record) -> _Complaints:
    if not block.get("text") and not block.get("fields"):
        yield "must define either `text` or `fields`", ""
    if block.get("fields") is not None:
        yield from _each(block["fields"], _FIELDS, "/fields")
    for at, field in _items(block.get("fields"), "/fields"):
        yield from _text(field, _FIELD_TEXT, at)
    if block.get("accessory") is not None:
        yield from _element(block["accessory"], "/accessory")


def _elements(elements: object, most: int, *, is_pressed: bool) -> _Complaints:
    if not elements:
        yield "must have at least one element", "/elements"
    yield from _each(elements, most, "/elements")
    ids: list[object] = []
    for at, element in _items(elements, "/elements"):
        if is_pressed or not isinstance(element, dict):
            yield from _element(element, at)
        if isinstance(element, dict) and element.get("action_id"):
            ids.append(element["action_id"])
    if any(ids.count(name) > 1 for name in ids):
        yield "`action_id` must be unique in its block", "/elements"


def _element(element: object, at: str) -> _Complaints:
    if not isinstance(element, dict) or not isinstance(element.get("type"), str):
        yield "must be an element", at
        return
    yield from _longer(element.get("action_id") or "", _ID, f"{at}/action_id")
    if element["type"] == "button":
        yield from _text(element.get("text"), _BUTTON_TEXT, f"{at}/text")
        yield from _longer(element.get("value") or "", _BUTTON_VALUE, f"{at}/value")
    if "options" in element:
        yield from _options(element["options"], f"{at}/options")
    if "option_groups" in element:
        yield from _each(element["option_groups"], _OPTIONS, f"{at}/option_groups")
        for inside, group in _items(element["option_groups"], f"{at}/option_groups"):
            if isinstance(group, dict):
                yield from _text(group.get("label"), _OPTION_TEXT, f"{inside}/label")
                yield from _options(group.get("options"), f"{inside}/options")
            else:
                yield "must be an option group", inside


def _options(options: object, at: str) -> _Complaints:
    yield from _each(options, _OPTIONS, at)
    for inside, option in _items(options, at):
        if not isinstance(option, dict):
            yield "must be an option", inside
            continue
        yield from _text(option.get("text"), _OPTION_TEXT, f"{inside}/text")
        yield from _longer(option.get("value"), _OPTION_VALUE, f"{inside}/value")
        if option.get("description") is not None:
            yield from _text(option["description"], _OPTION_TEXT, f"{inside}/description")


def _text(text: object, most: int, at: str) -> _Complaints:
    if not isinstance(text, dict) or not text.get("text"):
        yield "must be a text object that is not empty", at
    else:
        yield from _longer(text["text"], most, f"{at}/text")


def _longer(text: object, most: int, at: str) -> _Complaints:
    if not isinstance(text, str):
        yield "must be a string", at
    elif len(text) > most:
        yield f"must be less than {most + 1} characters", at


def _each(items: object, most: int, at: str) -> _Complaints:
    if not isinstance(items, list):
        yield "must be an array", at
    elif len(items) > most:
        yield f"no more than {most} items allowed", at


def _items(items: object, at: str) -> Iterator[tuple[str, object]]:
    """The items, each with its place."""
    yield from ((f"{at}/{position}", item) for position, item in enumerate(items if isinstance(items, list) else []))
