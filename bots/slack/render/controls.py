"""Buttons and menus, and what they send back.

The action's verb travels in the `action_id`, everything else in the `value` of the button or option. The `block_id` is
left to Slack: it must be a new one each time a message is redrawn, or clients show the pick of before.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextActionsBlock,
    FeedbackButtonsElement,
    OptionGroup,
    StaticSelectElement,
)
from slack_sdk.models.blocks import Option as SelectOption
from slack_sdk.models.blocks.basic_components import FeedbackButtonObject

from bots.slack.render import limits
from bots.slack.render.markup import literal
from core.conversation.actions import Action, UnknownActionError, Verb
from core.conversation.outline import Button, Buttons, Feedback, Menu, Option

ACTION_ID = re.compile(r"waypost:([a-z_]+):[0-9]+")
"""The ids of all our buttons and menus: the verb, and a number that makes the id the only one in its message."""


def action_of(action_id: str, value: str) -> Action:
    """The action that a button or option carried.

    Raises:
        UnknownActionError: it is none of ours, or of another version.
    """
    ours = ACTION_ID.fullmatch(action_id)
    if ours is None:
        raise UnknownActionError("The button is not ours.")
    if ours[1] == _FEEDBACK:
        return _action_of_feedback(value)
    return Action.from_value(ours[1], value)


_FEEDBACK = "feedback"
"""In place of a verb: both buttons of a pair have one `action_id`, so the verb travels in the value."""

FEEDBACK_BLOCK = "context_actions"
"""The type of block that such a pair sits in, which not every Slack draws."""

_RIGHT, _WRONG = ("This is right", "Say that this is right"), ("Not right", "Say that this is not right, and choose")
"""What stands on the buttons, and what screen readers say."""


def feedback(pair: Feedback) -> Block:
    """Two small buttons, of which one agrees.

    https://docs.slack.dev/reference/block-kit/block-elements/feedback-buttons-element
    """
    right, wrong = (
        FeedbackButtonObject(
            text=literal(label, limits.BUTTON),
            accessibility_label=read_out,
            value=json.dumps({"verb": action.verb, **action.to_data()}, separators=(",", ":")),
        )
        for (label, read_out), action in ((_RIGHT, pair.agree), (_WRONG, pair.disagree))
    )
    element = FeedbackButtonsElement(action_id=f"waypost:{_FEEDBACK}:0", positive_button=right, negative_button=wrong)
    return ContextActionsBlock(elements=[element])


def _action_of_feedback(value: str) -> Action:
    try:
        data = json.loads(value)
    except (ValueError, RecursionError) as error:
        raise UnknownActionError("The data of the button is malformed.") from error
    return Action.of(data.get("verb") if isinstance(data, dict) else None, data)


def buttons(part: Buttons, numbers: Iterator[int]) -> Iterator[Block]:
    """Rows of buttons. One that has no label, or carries more than Slack lets it, is left out."""
    elements = [
        ButtonElement(
            text=literal(button.label, limits.BUTTON),
            action_id=_action_id(button.action.verb, numbers),
            value=button.action.to_value(),
            style="primary" if button.style == "primary" else None,
        )
        for button in part.buttons
        if _is_usable(button)
    ]
    for start in range(0, len(elements), limits.BUTTONS):
        yield ActionsBlock(elements=elements[start : start + limits.BUTTONS])


def menu(part: Menu, numbers: Iterator[int]) -> Iterator[Block]:
    """A menu, with its label in it. A group with more options than Slack takes goes on under the same heading."""
    label = limits.clean(part.label) or _UNNAMED
    groups: list[OptionGroup] = []
    for heading, options in part.options:
        named = literal(limits.clean(heading) or label, limits.OPTION)
        usable = [drawn for option in options if (drawn := _option(option, part.action)) is not None]
        groups += [
            OptionGroup(label=named, options=usable[start : start + limits.OPTIONS])
            for start in range(0, len(usable), limits.OPTIONS)
        ]
    if groups:
        select = StaticSelectElement(
            placeholder=literal(label, limits.PLACEHOLDER),
            action_id=_action_id(part.action.verb, numbers),
            option_groups=groups[: limits.GROUPS],
        )
        yield ActionsBlock(elements=[select])


_UNNAMED = "Choose"
"""Slack wants a text on every menu and every group."""


def _action_id(verb: Verb, numbers: Iterator[int]) -> str:
    return f"waypost:{verb}:{next(numbers)}"


def _is_usable(button: Button) -> bool:
    return bool(limits.clean(button.label)) and limits.width(button.action.to_value()) <= limits.BUTTON_VALUE


def _option(option: Option, action: Action) -> SelectOption | None:
    value = replace(action, choice=option.choice).to_value()
    if limits.width(value) > limits.OPTION_VALUE or not limits.clean(option.label):
        return None
    described = limits.clean(option.description)
    return SelectOption(
        text=literal(option.label, limits.OPTION),
        value=value,
        description=literal(described, limits.OPTION) if described else None,
    )
