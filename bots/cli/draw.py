"""Outlines on a terminal. Everything is printed as plain text, so that nothing in a request can style or move the cursor."""

from typing import NoReturn

from rich import box
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.rule import Rule as Line
from rich.table import Table
from rich.text import Text

from core.conversation.actions import Verb
from core.conversation.outline import (
    Bullets,
    Buttons,
    Fact,
    Grid,
    Link,
    Menu,
    Note,
    Option,
    Outline,
    OwnedBy,
    Paragraph,
    Part,
    Quoted,
    Rule,
)

_WIDTH = 100
"""Longer lines are hard to read."""


class Paper(Console):
    """Standard output."""

    def on_broken_pipe(self) -> NoReturn:
        """Leave it to `waypost` itself; rich would end the program with exit code 1."""
        raise BrokenPipeError


def draw(outline: Outline, console: Console | None = None) -> None:
    """Print an outline, on standard output where no console is given."""
    if console is None:
        console = Paper(highlight=False)
        console.width = min(console.width, _WIDTH)
    if outline.title:
        console.print(Text(_safe(outline.title), style="bold cyan"))
    for part in outline.parts:
        drawn = _part(part)
        if drawn is not None:
            console.print(drawn)


def draw_choices(outline: Outline) -> None:
    """Print what can be answered in the place of a press, where the outline offers any."""
    # an example question is its own label; other questions cannot be put by theirs
    answers = (b for b in outline.buttons() if b.action.verb is not Verb.ASK or b.action.choice == b.label)
    labels = dict.fromkeys(_safe(button.label) for button in answers)
    if labels:
        console = Paper(highlight=False)
        console.width = min(console.width, _WIDTH)
        console.print(Text(f"You can answer: {' · '.join(labels)}", style="dim"))


def _part(part: Part) -> RenderableType | None:
    match part:
        case Paragraph():
            return Text(_safe(part.text), style="bold" if part.strong else "")
        case Quoted():
            return Padding(Text(_safe(part.text), style="italic"), (0, 0, 0, 2))
        case Fact():
            return _line(part.label, part.value)
        case Bullets():
            items = Text("\n").join(Text(f"  • {_safe(item)}") for item in part.items)
            return Text.assemble((f"{_safe(part.label)}\n", "bold"), items) if part.label else items
        case Grid():
            return _table(part)
        case OwnedBy():
            contact = f" ({part.team.contact})" if part.team.contact else ""
            return _line(part.label, part.team.name + contact)
        case Note():
            return Text(_safe(part.text), style="dim")
        case Link():
            return _line(part.label, part.url)
        case Rule():
            return Line(style="dim")
        case Menu():
            return Text("\n").join(_option(option) for _, options in part.options for option in options)
        case Buttons():
            return None  # nothing to press on a terminal


def _line(label: str, value: str) -> Text:
    return Text.assemble((f"{_safe(label)}: ", "bold"), _safe(value))


def _option(option: Option) -> Text:
    return Text(f"  {option.choice}  {option.label}")


def _table(grid: Grid) -> Table:
    table = Table(box=box.SIMPLE, pad_edge=False)
    for number, head in enumerate(grid.heads):
        table.add_column(Text(_safe(head)), style="bold" if number == 0 else "")
    for row in grid.rows:
        table.add_row(*(Text(_safe(cell)) for cell in row))
    return table


def _safe(text: str) -> str:
    """Without control characters."""
    return "".join(char if char.isprintable() or char == "\n" else " " for char in text)
