"""`waypost evaluate`."""

import json
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bots.cli.context import Context
from bots.cli.draw import Paper
from core.catalogue.model import NONE
from core.classifier.evaluate import Judged, Labelled, report, worst_pairs

_FIGURES = (
    ("responsibility_accuracy", "responsibility right"),
    ("role_accuracy", "role right"),
    ("responsibility_accuracy_strict", "responsibility right, first label only"),
    ("role_accuracy_strict", "role right, first label only"),
    ("macro_f1", "macro-F1"),
    ("coverage", "in-scope requests routed without asking"),
    ("routed_accuracy", "right where routed without asking"),
    ("clarify_accuracy", "one of the two candidates right where it asks"),
    ("none_recall", "out-of-scope requests recognised"),
    ("in_scope_lost", "in-scope requests turned away"),
    ("ece", "expected calibration error"),
)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="One JSON object with all figures.")
@click.option("--by", metavar="FIELD", help="The figures for each value of FIELD too.")
@click.option("--fail-under", type=click.FloatRange(0, 1), help="Exit code 1 when fewer responsibilities are right.")
@click.pass_context
def evaluate(ctx: click.Context, file: Path, by: str | None, fail_under: float | None, *, as_json: bool) -> None:
    """Measure the classifier on FILE: lines of {"text", "responsibility", "also"?, …}."""
    context: Context = ctx.obj
    rows = _rows(file, {*context.catalogue.responsibilities, NONE})
    console = Console(stderr=True)
    judged = [
        (row, context.desk.best_guess(row.text))
        for row in track(rows, "Classifying", console=console, transient=True, disable=not console.is_terminal)
    ]
    figures = report(judged)
    if by:
        figures["by"] = {value: report(group) for value, group in _grouped(judged, by).items()}
    if as_json:
        click.echo(json.dumps(figures, ensure_ascii=False))
    else:
        _print(figures, judged)
    if fail_under is not None and (figures["responsibility_accuracy"] or 0) < fail_under:
        ctx.exit(1)


def _rows(file: Path, answers: set[str]) -> list[Labelled]:
    try:
        with file.open(encoding="utf-8") as lines:
            rows = [_row(f"{file}:{number}", line, answers) for number, line in enumerate(lines, start=1)]
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file} is not UTF-8 text.") from error
    if not rows:
        raise click.ClickException(f"{file}: holds no line.")
    return rows


def _row(where: str, line: str, answers: set[str]) -> Labelled:
    try:
        fields = json.loads(line)
        text, responsibility, also = fields["text"], fields["responsibility"], tuple(fields.get("also") or ())
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise click.ClickException(f'{where}: is not a line of JSON with "text" and "responsibility".') from error
    if not isinstance(text, str):
        raise click.ClickException(f"{where}: text is not a string.")
    for name in (responsibility, *also):
        if not isinstance(name, str) or name not in answers:
            raise click.ClickException(f"{where}: {json.dumps(name)} is not a responsibility.")
    return Labelled(text, responsibility, also, fields)


def _grouped(judged: list[Judged], by: str) -> dict[str, list[Judged]]:
    groups: dict[str, list[Judged]] = {}
    for row, suggestion in judged:
        groups.setdefault(str(row.fields.get(by)), []).append((row, suggestion))
    return dict(sorted(groups.items()))


def _print(figures: dict[str, Any], judged: list[Judged]) -> None:
    console = Paper(highlight=False)
    table = Table("Figure", f"{figures['n']} requests")
    for key, says in _FIGURES:
        table.add_row(says, _percent(figures[key]))
    console.print(table)
    if "by" in figures:
        groups = Table("", "number", "responsibility", "role", "routed", "right where routed")
        for value, group in figures["by"].items():
            shown = ("responsibility_accuracy", "role_accuracy", "coverage", "routed_accuracy")
            groups.add_row(value, str(group["n"]), *(_percent(group[key]) for key in shown))
        console.print(groups)
    pairs = Table("Belongs to", "taken for", "times")
    for truth, guess, number in worst_pairs(judged):
        pairs.add_row(truth, guess, str(number))
    console.print(pairs)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"
