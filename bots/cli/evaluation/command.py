"""`waypost evaluate`."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from bots.cli.context import Context
from core.catalogue.model import NONE
from core.classifier.comparison import answers, compare, read
from core.classifier.evaluate import Judged, Labelled, report

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="One JSON object with all figures.")
@click.option("--by", metavar="FIELD", multiple=True, help="The figures for each value of FIELD too; can be repeated.")
@click.option("--against", type=_FILE, help="What changed since an earlier result, saved from --json.")
@click.option("--report", "page", type=_FILE, help="Write a page (HTML) with everything.")
@click.option("--fail-under", type=click.FloatRange(0, 1), help="Exit code 1 when fewer responsibilities are right.")
@click.pass_context
def evaluate(
    ctx: click.Context,
    file: Path,
    by: tuple[str, ...],
    against: Path | None,
    page: Path | None,
    fail_under: float | None,
    *,
    as_json: bool,
) -> None:
    """Measure the classifier on FILE: lines of {"text", "responsibility", "also"?, …}."""
    context: Context = ctx.obj
    rows = _rows(file, {*context.catalogue.responsibilities, NONE})
    # what can go wrong with the other files goes wrong now, and not after minutes of classifying
    before = read(against, rows) if against else None
    if page:
        _claim(page, [file, *([against] if against else [])])
    judged, given = _judge(rows, context, shown=not as_json and sys.stdout.isatty() and sys.stderr.isatty())
    from bots.cli.evaluation.splits import measure  # noqa: PLC0415 - brings numpy, which --help can do without
    from core.classifier.intervals import intervals  # noqa: PLC0415 - brings numpy, which --help can do without

    shares, around = measure(rows, given)
    figures: dict[str, Any] = {
        **report(judged),
        **shares,
        "intervals": {**intervals(judged), **around},
        "answers": answers(judged),
    }
    groups = {field: _group(judged, field) for field in by}
    comparison = compare(figures, before) if before else None
    if page:
        from bots.cli.evaluation.page import write_page  # noqa: PLC0415

        _write(page, write_page(file.name, figures, groups, judged, comparison))
    if as_json:
        click.echo(json.dumps({**figures, **_by(groups)}))
    else:
        from bots.cli.evaluation.terminal import show  # noqa: PLC0415

        show(figures, groups, judged, comparison)
    if fail_under is not None and (figures["responsibility_accuracy"] or 0) < fail_under:
        ctx.exit(1)


def _judge(rows: list[Labelled], context: Context, *, shown: bool) -> tuple[list[Judged], list[tuple[str, ...]]]:
    """What the classifier says of each request, and what the desk would answer."""
    from bots.cli.evaluation.splits import count_answers  # noqa: PLC0415 - brings numpy, which --help can do without

    counted: Iterable[Labelled] = rows
    if shown:
        from rich.console import Console  # noqa: PLC0415
        from rich.progress import track  # noqa: PLC0415

        counted = track(rows, "Classifying", console=Console(stderr=True), transient=True)
    desk = context.desk
    both = [((row, desk.best_guess(row.text)), count_answers(row, desk)) for row in counted]
    return [judged for judged, _ in both], [given for _, given in both]


def _by(groups: dict[str, dict[str, dict[str, Any]]]) -> dict[str, Any]:
    """One field: its values. Several: each with its values."""
    match len(groups):
        case 0:
            return {}
        case 1:
            return {"by": next(iter(groups.values()))}
        case _:
            return {"by": groups}


def _group(judged: list[Judged], by: str) -> dict[str, dict[str, Any]]:
    found: dict[str, list[Judged]] = {}
    for row, suggestion in judged:
        found.setdefault(str(row.fields.get(by)), []).append((row, suggestion))
    return {value: report(group) for value, group in sorted(found.items())}


def _claim(page: Path, sources: list[Path]) -> None:
    """See that the page can be written, without a change to what stands there."""
    if page.exists() and any(page.samefile(source) for source in sources):
        raise click.ClickException(f"{page} is read here too, and --report would overwrite it.")
    try:
        page.open("a").close()
    except OSError as error:
        raise _unwritable(page, error) from error


def _write(page: Path, text: str) -> None:
    try:
        page.write_text(text, encoding="utf-8")
    except OSError as error:
        raise _unwritable(page, error) from error


def _unwritable(page: Path, error: OSError) -> click.ClickException:
    return click.ClickException(f"{page} cannot be written ({error.strerror}).")


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
