"""What can be pressed or filled in, as Slack's payloads carry it."""

from collections.abc import Iterable, Iterator, Mapping

from bots.playground.delivery import ImpossibleError
from bots.playground.live import Record

Blocks = Iterable[Record]


def elements(blocks: Blocks) -> Iterator[tuple[str, Record]]:
    """Everything in a message or a view that can be pressed, with the id of its block."""
    for block in blocks:
        held = (
            block.get("elements", []) if block["type"] in ("actions", "context_actions") else [block.get("accessory")]
        )
        yield from ((block["block_id"], element) for element in held if isinstance(element, dict))


def input_value(block: Record, answers: Mapping[str, str]) -> Record:
    """What an input stands at, by `action_id`."""
    element = block["element"]
    value = answers.get(str(block.get("block_id"))) or None
    if element["type"] != "static_select":
        return {element["action_id"]: {"type": element["type"], "value": value}}
    option = next((option for option in _options(element) if option["value"] == value), None)
    return {element["action_id"]: {"type": "static_select", "selected_option": option}}


def action_of(element: Record, choice: str | None) -> Record:
    """The element as `actions` of a payload carries it.

    Raises:
        ImpossibleError: it is a menu without such an option, or a pair of buttons without such a one.
    """
    action: Record = {"type": element["type"], "action_id": element["action_id"]}
    if element["type"] == "button":
        return action | {name: element[name] for name in ("text", "value", "style", "url") if name in element}
    if element["type"] == "feedback_buttons":
        pair = (element["positive_button"], element["negative_button"])
        pressed = next((button for button in pair if button["value"] == choice), None)
        if pressed is None:
            raise ImpossibleError("There is no such button.")
        return action | {"text": pressed["text"], "value": pressed["value"]}
    options = _options(element)
    option = next((option for option in options if option.get("value") == choice), None)
    if option is None:
        raise ImpossibleError("The menu has no such option.")
    return {**action, "placeholder": element.get("placeholder"), "selected_option": option}


def _options(element: Record) -> list[Record]:
    return [
        *element.get("options", []),
        *(option for group in element.get("option_groups", []) for option in group["options"]),
    ]


def state_values(blocks: Blocks, action: Record) -> Record:
    """`state.values`: what each menu stands at, by block and action."""
    values: Record = {}
    for block_id, element in elements(blocks):
        if element["type"] == "static_select":
            now = action if element["action_id"] == action["action_id"] else element
            option = now.get("selected_option") or now.get("initial_option")
            values.setdefault(block_id, {})[element["action_id"]] = {"type": "static_select", "selected_option": option}
    return values
