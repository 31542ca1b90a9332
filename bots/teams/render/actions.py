"""What buttons and menus carry, and how it is read when it comes back: here both ways, so that they agree.

An Action.Execute comes back as an invoke with its verb and data. An Action.Submit, its fallback in clients that do not
know it, comes back as a message whose value is the data alone, so the verb is in there too.
"""

from bots.teams.payloads import Json
from bots.teams.render.text import clip, plain
from core.conversation.actions import Action, UnknownActionError
from core.conversation.outline import Button, Field, Form, Menu, Option, OwnView, Pick

MOST_IN_A_ROW = 6
"""Teams draws no more actions in one set."""

_LABEL_CHARACTERS = 75
_OPTION_CHARACTERS = 120
"""A drop-down list draws one line an option; group and label together fit in this."""

_VERBS = "waypost."
"""Our verbs begin with this, so that those of other cards in a forwarded message are not ours."""

_VERB = "verb"
_INPUT = "input"
"""In the data of a menu's button: the id of the input whose value is the choice. A card may hold more than one."""


_FORM = "form"
"""In the data of a form's button: what the ids of its inputs begin with, for a card may hold several."""

_MULTILINE_FROM = 200
"""Fields that take more characters are written on several lines."""

_FIELD_LABEL_CHARACTERS = 200


def buttons(row: tuple[Button, ...], name: str) -> list[Json]:
    """The sets of actions for a row of buttons.

    Args:
        row: the buttons.
        name: what ids of inputs begin with, of its own in the card.
    """
    actions = [
        _show(button, button.form, f"{name}.{at}.")
        if button.form
        else _execute(button.label, button.action, button.action.to_data(), button.style)
        for at, button in enumerate(row)
    ]
    return [
        {"type": "ActionSet", "actions": actions[start : start + MOST_IN_A_ROW]}
        for start in range(0, len(actions), MOST_IN_A_ROW)
    ]


def own_view(own: OwnView | None) -> Json:
    """What makes a person's client ask for another view of the card by itself; nothing where there is none."""
    if own is None or own.person.platform != "teams":
        return {}
    action = {
        "type": "Action.Execute",
        "title": "Show mine",
        "verb": f"{_VERBS}{own.action.verb}",
        "data": own.action.to_data(),
    }
    return {"refresh": {"action": action, "userIds": [own.person.id]}}


def _show(button: Button, form: Form, name: str) -> Json:
    """A button that opens a form within the card."""
    send = _execute(form.submit, button.action, {**button.action.to_data(), _FORM: name}, "primary", inputs="auto")
    fields = [drawn for field in form.fields if (drawn := _input(field, name)) is not None]
    return {
        "type": "Action.ShowCard",
        "title": clip(plain(button.label), _LABEL_CHARACTERS),
        "card": {"type": "AdaptiveCard", "version": "1.5", "body": fields, "actions": [send]},
    }


def _input(field: Field | Pick, name: str) -> Json | None:
    label = clip(plain(field.label), _FIELD_LABEL_CHARACTERS)
    if isinstance(field, Pick):
        choices = _choices(field.options)
        if not choices:
            return None
        return _choice_set(f"{name}{field.name}", label, choices)
    given: Json = {"value": field.value} if field.value else {}
    wanted: Json = {} if field.optional else {"isRequired": True, "errorMessage": "Please write something first."}
    return {
        "type": "Input.Text",
        "id": f"{name}{field.name}",
        "label": label,
        "maxLength": field.most,
        "isMultiline": field.most > _MULTILINE_FROM,
        **given,
        **wanted,
    }


def menu(drawn: Menu, name: str) -> list[Json]:
    """A drop-down list, and the button that sends what was picked.

    Args:
        drawn: the menu.
        name: the input's id, of its own in the card.
    """
    choices = _choices(drawn.options)
    if not choices:
        return []
    pick = _choice_set(name, clip(plain(drawn.label), _LABEL_CHARACTERS), choices)
    data = {**drawn.action.to_data(), _INPUT: name}
    data.pop("choice", None)
    send = _execute("Choose", drawn.action, data, "primary", inputs="auto")
    return [pick, {"type": "ActionSet", "actions": [send]}]


def _choices(groups: tuple[tuple[str, tuple[Option, ...]], ...]) -> list[Json]:
    return [
        {"title": clip(plain(f"{group}: {option.label}"), _OPTION_CHARACTERS), "value": option.choice}
        for group, options in groups
        for option in options
    ]


def _choice_set(name: str, label: str, choices: list[Json]) -> Json:
    return {
        "type": "Input.ChoiceSet",
        "id": name,
        "label": label,
        "style": "compact",
        "placeholder": "Pick one",
        "isRequired": True,
        "errorMessage": "Please pick one first.",
        "choices": choices,
    }


def _execute(label: str, action: Action, data: Json, style: str, inputs: str = "none") -> Json:
    """The action with its fallback. Without `inputs` the values of a menu on the same card stay out of its data."""
    verb = f"{_VERBS}{action.verb}"
    common: Json = {"title": clip(plain(label), _LABEL_CHARACTERS), "associatedInputs": inputs}
    if style == "primary":
        common["style"] = "positive"
    fallback = {"type": "Action.Submit", **common, "data": {_VERB: verb, **data}}
    return {"type": "Action.Execute", **common, "verb": verb, "data": data, "fallback": fallback}


def read_execute(value: object) -> tuple[Action, dict[str, str]]:
    """The action in the value of an `adaptiveCard/action` invoke, and what was filled into its form.

    Raises:
        UnknownActionError: it is none of ours.
    """
    action = value.get("action") if isinstance(value, dict) else None
    if not isinstance(action, dict):
        raise UnknownActionError("The invoke carries no action.")
    return _read(action.get("verb"), action.get("data", {}))


def read_submit(value: object) -> tuple[Action, dict[str, str]]:
    """The action in the value of a message that an Action.Submit sent, and what was filled into its form.

    Raises:
        UnknownActionError: it is none of ours.
    """
    return _read(value.get(_VERB) if isinstance(value, dict) else None, value)


def _read(verb: object, data: object) -> tuple[Action, dict[str, str]]:
    if not isinstance(verb, str) or not verb.startswith(_VERBS):
        raise UnknownActionError("The button is not ours.")
    if isinstance(data, dict) and _INPUT in data:
        name = data[_INPUT]
        data = {**data, "choice": data.get(name) if isinstance(name, str) else None}
    return Action.of(verb.removeprefix(_VERBS), data), _inputs(data)


def _inputs(data: object) -> dict[str, str]:
    """What was filled in, by field."""
    name = data.get(_FORM) if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(name, str) or not name:
        return {}
    return {
        key.removeprefix(name): value for key, value in data.items() if key.startswith(name) and isinstance(value, str)
    }
