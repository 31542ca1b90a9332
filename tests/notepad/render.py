"""Outlines as Notepad shows them: lines of plain text, and controls below. Purely."""

from typing import Any

from core.conversation.actions import Action
from core.conversation.outline import (
    Bullets,
    Buttons,
    Fact,
    Field,
    Form,
    Grid,
    Link,
    Menu,
    Outline,
    OwnedBy,
    Part,
    Pick,
    Rule,
)

Json = dict[str, Any]


def draw(outline: Outline) -> Json:
    """An outline as the content of a note."""
    lines = [line for part in outline.parts for line in _lines(part)]
    controls = [control for part in outline.parts for control in _controls(part)]
    return {"lines": [outline.title, *lines], "controls": controls}


def _lines(part: Part) -> list[str]:
    match part:
        case Fact():
            return [f"{part.label}: {part.value}"]
        case Bullets():
            return [part.label, *(f"- {item}" for item in part.items)]
        case Grid():
            return [" | ".join(row) for row in (part.heads, *part.rows)]
        case OwnedBy():
            return [f"{part.label}: {part.team.name}"]
        case Link():
            return [f"{part.label}: {part.url}"]
        case Buttons() | Menu() | Rule():
            return []
        case _:
            return [part.text]


def _controls(part: Part) -> list[Json]:
    match part:
        case Buttons():
            return [_control(each.label, each.action) | _asked_first(each.form) for each in part.buttons]
        case Menu():
            return [_control(part.label, part.action) | {"options": _options(part)}]
        case _:
            return []


def _control(label: str, action: Action) -> Json:
    return {"label": label, "verb": action.verb.value, "data": action.to_data()}


def _asked_first(form: Form | None) -> Json:
    return {"fields": [_field(each) for each in form.fields]} if form else {}


def _field(field: Field | Pick) -> Json:
    given = {"options": _options(field)} if isinstance(field, Pick) else {"value": field.value}
    return {"name": field.name, "label": field.label, **given}


def _options(menu: Menu | Pick) -> list[Json]:
    return [{"choice": each.choice, "label": each.label} for _, options in menu.options for each in options]
