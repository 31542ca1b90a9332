"""An evaluation on the terminal."""

from collections.abc import Iterator, Mapping, Sequence

from rich import box
from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bots.cli.draw import Paper
from bots.cli.evaluation.figures import (
    BY_HEADS,
    Figures,
    Groups,
    by_cells,
    by_role,
    codes,
    describe_changes,
    flatten,
    interval,
    percent,
    points,
)
from bots.cli.evaluation.splits import SPLITS
from core.classifier.comparison import Comparison
from core.classifier.evaluate import FIGURES, Judged, worst_pairs

_WIDTH = 100
_EXAMPLE_CHARACTERS = 52
_VALUE_CHARACTERS = 24
_NAME_CHARACTERS = 24
_LINES_SHOWN = 10


def show(figures: Figures, groups: Groups, judged: Sequence[Judged], comparison: Comparison | None) -> None:
    """Print everything, at most 100 columns wide."""
    console = Paper(highlight=False)
    console.width = min(console.width, _WIDTH) if console.is_terminal else _WIDTH
    console.print(_figures(figures))
    if comparison:
        console.print(_comparison(comparison))
    for field, values in groups.items():
        console.print(_breakdown(field, values))
    console.print(_confusion(figures["confusion"], console.width))
    console.print(_pairs(judged))


def _table(head: str, *numbers: str) -> Table:
    table = Table(box=box.SIMPLE, pad_edge=False)
    table.add_column(Text(head))
    for number in numbers:
        table.add_column(number, justify="right")
    return table


def _figures(figures: Figures) -> Table:
    table = _table(f"{figures['n']} requests", "share", "95 % interval")
    for name, says in (*FIGURES.items(), *SPLITS.items()):
        if name not in figures:
            continue
        table.add_row(says, percent(figures[name]), interval(figures["intervals"].get(name)))
    return table


def _comparison(comparison: Comparison) -> Group:
    table = _table("Against the earlier result", "before", "now", "points")
    for name, says in FIGURES.items():
        before, now = comparison.figures[name]
        table.add_row(says, percent(before), percent(now), points(before, now))
    said = (
        describe_changes(comparison.changes, _LINES_SHOWN)
        if comparison.changes
        else "The earlier result has no answers in it."
    )
    return Group(table, Padding(said, (0, 0, 1, 0)))


def _breakdown(field: str, values: Mapping[str, Figures]) -> Table:
    table = _table(f"by {flatten(field, _VALUE_CHARACTERS)}", *BY_HEADS)
    for value, group in values.items():
        table.add_row(Text(flatten(value, _VALUE_CHARACTERS)), *by_cells(group))
    return table


def _confusion(confusion: Mapping[str, Mapping[str, int]], width: int) -> Text:
    """Truth down, guess across, in blocks one under another where the width asks for it."""
    roles = by_role(confusion)
    names = [name for role in roles for name in role]
    short = codes(names)
    most = max(len(str(times)) for row in confusion.values() for times in row.values())
    cell = max(most + len("["), *(len(code) for code in short.values()))
    label = min(_NAME_CHARACTERS, max(map(len, names))) + 1
    room = max(1, (width - label - len(roles) + 1) // (cell + 1))
    lines = [Text("Belongs to (down), taken for (across), [right]", style="bold")]
    for start in range(0, len(names), room):
        columns = [[name for name in role if name in names[start : start + room]] for role in roles]
        heads = " ".join("".join(f"{short[name]:>{cell}} " for name in role) for role in columns if role)
        lines.append(Text(" " * label + heads, style="dim"))
        for role in roles:
            lines.extend(_row(truth, confusion.get(truth, {}), columns, label, cell) for truth in role)
            lines.append(Text())
    lines.extend(_legend(short, width))
    return Text("\n").join(lines)


def _row(truth: str, row: Mapping[str, int], columns: Sequence[Sequence[str]], label: int, cell: int) -> Text:
    """Counts stand in one line whether brackets are around them or not."""
    line = Text(f"{flatten(truth, label - 1):<{label}}")
    for number, role in enumerate(role for role in columns if role):
        line.append(" " if number else "")
        for guess in role:
            times = row.get(guess, 0)
            if guess == truth:
                line.append(f"{f'[{times}':>{cell}}]", style="bold green")
            elif times:
                line.append(f"{times:>{cell}} ", style="red")
            else:
                line.append(f"{'·':>{cell}} ", style="dim")
    line.rstrip()
    return line


def _legend(short: Mapping[str, str], width: int) -> Iterator[Text]:
    """Which code is which answer, in columns."""
    entries = [f"{code} {flatten(name, _NAME_CHARACTERS)}" for name, code in short.items()]
    wide = max(map(len, entries)) + 2
    each = max(1, width // wide)
    for start in range(0, len(entries), each):
        yield Text("".join(f"{entry:<{wide}}" for entry in entries[start : start + each]).rstrip(), style="dim")


def _pairs(judged: Sequence[Judged]) -> Table:
    table = Table("Belongs to", "taken for", box=box.SIMPLE, pad_edge=False)
    table.add_column("times", justify="right")
    table.add_column("such as")
    for pair in worst_pairs(judged):
        example = Text(flatten(pair.texts[0], _EXAMPLE_CHARACTERS))
        table.add_row(pair.truth, pair.guess, str(pair.times), example)
    return table
