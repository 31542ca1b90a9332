"""An evaluation on the terminal."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from bots.cli.draw import Paper
from bots.cli.evaluate_figures import BY, FIGURES, codes, in_order, interval, percent, points
from core.classifier.comparison import Comparison
from core.classifier.evaluate import Judged, worst_pairs

_WIDTH = 100
_EXAMPLE_CHARACTERS = 52


def show(figures: Mapping[str, Any], judged: Sequence[Judged], comparison: Comparison | None) -> None:
    """Print everything, at most 100 columns wide."""
    console = Paper(highlight=False)
    console.width = _WIDTH
    console.print(_figures(figures))
    if comparison:
        console.print(_comparison(comparison))
    if "by" in figures:
        console.print(_groups(figures["by"]))
    console.print(_confusion(figures["confusion"]))
    console.print(_pairs(judged))


def _figures(figures: Mapping[str, Any]) -> Table:
    table = Table("Figure", f"{figures['n']} requests", "95 % interval")
    for name, says in FIGURES:
        table.add_row(says, percent(figures[name]), interval(figures, name))
    return table


def _comparison(comparison: Comparison) -> Table:
    table = Table("Figure", "before", "now", "points")
    for name, says in FIGURES:
        before, now = comparison.figures.get(name, (None, None))
        table.add_row(says, percent(before), percent(now), points(before, now))
    table.caption = (
        f"{len(comparison.mended)} requests became right and {len(comparison.broken)} wrong"
        f"{_lines(' (lines', comparison.broken)}."
    )
    return table


def _lines(opening: str, numbers: Sequence[int], most: int = 10) -> str:
    if not numbers:
        return ""
    shown = ", ".join(map(str, numbers[:most]))
    return f"{opening} {shown}{', …' if len(numbers) > most else ''})"


def _groups(by: Mapping[str, Mapping[str, Any]]) -> Table:
    table = Table("", "number", *(says for _, says in BY))
    for value, group in by.items():
        table.add_row(Text(value), str(group["n"]), *(percent(group[name]) for name, _ in BY))
    return table


def _confusion(confusion: Mapping[str, Mapping[str, int]]) -> Table:
    """Truth down, guess across; nothing is a dot, and right guesses stand out."""
    names = in_order(confusion)
    short = codes(names)
    table = Table(box=None, padding=(0, 1, 0, 0), title="Belongs to (down), taken for (across)", title_justify="left")
    table.add_column("", no_wrap=True)
    for name in names:
        table.add_column(short[name], justify="right", no_wrap=True)
    for number, truth in enumerate(names):
        row = confusion.get(truth, {})
        table.add_row(truth, *(_cell(row.get(guess, 0), right=guess == truth) for guess in names))
        if number + 1 < len(names) and names[number + 1][:2] != truth[:2]:
            table.add_row()
    return table


def _cell(times: int, *, right: bool) -> Text:
    if not times:
        return Text("·", style="dim")
    return Text(str(times), style="bold green" if right else "red")


def _pairs(judged: Sequence[Judged]) -> Table:
    table = Table("Belongs to", "taken for", "times", "such as")
    for pair in worst_pairs(judged):
        text = " ".join(pair.texts[0].split())
        shown = text if len(text) <= _EXAMPLE_CHARACTERS else f"{text[: _EXAMPLE_CHARACTERS - 1].rstrip()}…"
        table.add_row(pair.truth, pair.guess, str(pair.times), Text(_printable(shown)))
    return table


def _printable(text: str) -> str:
    """Without what a terminal would act on."""
    return "".join(character if character.isprintable() else "·" for character in text)
