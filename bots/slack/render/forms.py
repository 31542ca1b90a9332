"""Forms as Slack modals, and what was filled into them."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_sdk.models.blocks import InputBlock, OptionGroup, PlainTextInputElement, StaticSelectElement
from slack_sdk.models.blocks import Option as SelectOption

from bots.slack.render import limits
from bots.slack.render.markup import literal
from bots.slack.render.message import render
from core.conversation.outline import Field, Form, Option, Outline, Pick

CALLBACK = "waypost_form"
ASK_CALLBACK = "waypost_ask"
ANSWER_CALLBACK = "waypost_answer"
"""Name our modals among all: the rest of a press, a question, and an answer, which is never sent."""

_ANSWER = "answer"
"""The `action_id` of the one element in each input; the `block_id` is the field's name."""

_MULTILINE_FROM = 200
"""Fields that take more characters are written on several lines."""


def modal(form: Form, state: Mapping[str, Any], callback: str = CALLBACK) -> dict[str, Any] | None:
    """A view for `views.open`.

    Args:
        form: what to fill in.
        state: comes back with the answers, as `state_of`; JSON.
        callback: names the kind of form when it comes back.

    Returns:
        The view, or None where the state is larger than Slack lets it be.
    """
    metadata = json.dumps(state, ensure_ascii=False, separators=(",", ":"))
    if limits.width(metadata) > limits.METADATA:
        return None
    blocks = [block.to_dict() for field in form.fields if (block := _input(field)) is not None]
    return {
        "type": "modal",
        "callback_id": callback,
        "private_metadata": metadata,
        "title": literal(limits.clean(form.title) or _UNNAMED, limits.TITLE).to_dict(),
        "submit": literal(limits.clean(form.submit) or _UNNAMED, limits.TITLE).to_dict(),
        "close": literal("Cancel", limits.TITLE).to_dict(),
        "blocks": blocks[: limits.VIEW_BLOCKS],
    }


_UNNAMED = "Waypost"


def answer_view(outline: Outline) -> dict[str, Any]:
    """An answer as a modal of its own."""
    return {
        "type": "modal",
        "callback_id": ANSWER_CALLBACK,
        "title": literal("Waypost", limits.TITLE).to_dict(),
        "close": literal("Close", limits.TITLE).to_dict(),
        # feedback buttons are for messages: https://docs.slack.dev/reference/block-kit/blocks/context-actions-block
        "blocks": list(render(replace(outline, feedback=None)).blocks),
    }


def home(outline: Outline) -> dict[str, Any]:
    """An App Home."""
    return {"type": "home", "blocks": list(render(outline, limits.VIEW_BLOCKS).blocks)}


def answers(values: Mapping[str, Any]) -> dict[str, str]:
    """What was filled in, by field: from a view's `state.values`. What is not as ours would be is left out."""
    found: dict[str, str] = {}
    for name, elements in values.items():
        element = elements.get(_ANSWER) if isinstance(elements, Mapping) else None
        if not isinstance(element, Mapping):
            continue
        picked = element.get("selected_option")
        value = picked.get("value") if isinstance(picked, Mapping) else element.get("value")
        if isinstance(value, str):
            found[name] = value
    return found


def state_of(metadata: str) -> dict[str, Any]:
    """The state that a view was opened with; empty for what is none of ours."""
    try:
        state = json.loads(metadata)
    except (ValueError, RecursionError):
        return {}
    return state if isinstance(state, dict) else {}


def _input(field: Field | Pick) -> InputBlock | None:
    label = literal(limits.clean(field.label) or _UNNAMED, limits.INPUT_LABEL)
    if isinstance(field, Field):
        most = min(max(field.most, 1), limits.INPUT)
        value = limits.fit(field.value, most)
        written = PlainTextInputElement(
            action_id=_ANSWER, initial_value=value or None, multiline=most > _MULTILINE_FROM, max_length=most
        )
        return InputBlock(block_id=field.name, label=label, element=written, optional=field.optional)
    groups = [
        OptionGroup(label=literal(limits.clean(heading) or _UNNAMED, limits.OPTION), options=drawn[: limits.OPTIONS])
        for heading, options in field.options
        if (drawn := [option for option in map(_option, options) if option is not None])
    ]
    if not groups:
        return None
    select = StaticSelectElement(
        placeholder=literal("Choose", limits.PLACEHOLDER), action_id=_ANSWER, option_groups=groups[: limits.GROUPS]
    )
    return InputBlock(block_id=field.name, label=label, element=select)


def _option(option: Option) -> SelectOption | None:
    if not limits.clean(option.label) or not 0 < limits.width(option.choice) <= limits.OPTION_VALUE:
        return None
    described = limits.clean(option.description)
    return SelectOption(
        text=literal(option.label, limits.OPTION),
        value=option.choice,
        description=literal(described, limits.OPTION) if described else None,
    )
