"""`waypost evaluate`."""

import json
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from bots.cli.context import Context
from core.catalogue.model import NONE
from core.classifier.comparison import ComparisonError, answers, compare, read
from core.classifier.evaluate import Judged, Labelled, report
from core.classifier.intervals import intervals


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="One JSON object with all figures.")
@click.option("--by", metavar="FIELD", help="The figures for each value of FIELD too.")
@click.option(
    "--against",
    type=click.Path(path_type=Path, dir_okay=False),
    help="What changed since an earlier result, saved from --json.",
)
@click.option(
    "--report", "page", type=click.Path(path_type=Path, dir_okay=False), help="Write a page (HTML) with everything."
)
@click.option("--fail-under", type=click.FloatRange(0, 1), help="Exit code 1 when fewer responsibilities are right.")
@click.pass_context
def evaluate(
    ctx: click.Context,
    file: Path,
    by: str | None,
    against: Path | None,
    page: Path | None,
    fail_under: float | None,
    *,
    as_json: bool,
) -> None:
    """Measure the classifier on FILE: lines of {"text", "responsibility", "also"?, …}."""
    context: Context = ctx.obj
    rows = _rows(file, {*context.catalogue.responsibilities, NONE})
    try:
        before = read(against) if against else None
    except ComparisonError as error:
        raise click.UsageError(str(error)) from error
    console = Console(stderr=True)
    judged = [
        (row, context.desk.best_guess(row.text))
        for row in track(rows, "Classifying", console=console, transient=True, disable=not console.is_terminal)
    ]
    figures = {**report(judged), "intervals": intervals(judged), "answers": answers(judged)}
    if by:
        figures["by"] = {value: report(group) for value, group in _grouped(judged, by).items()}
    try:
        comparison = compare(figures, before, against) if before is not None and against else None
    except ComparisonError as error:
        raise click.UsageError(str(error)) from error
    if page:
        from bots.cli.evaluate_page import written  # noqa: PLC0415

        _write(page, written(file.name, figures, judged, comparison))
    if as_json:
        click.echo(json.dumps(figures, ensure_ascii=False))
    else:
        from bots.cli.evaluate_terminal import show  # noqa: PLC0415

        show(figures, judged, comparison)
    if fail_under is not None and (figures["responsibility_accuracy"] or 0) < fail_under:
        ctx.exit(1)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.UsageError(f"{path} cannot be written ({error.strerror}).") from error


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
