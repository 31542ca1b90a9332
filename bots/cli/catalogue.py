"""`waypost catalogue`."""

import click

from bots.cli.context import Context
from bots.cli.draw import draw
from core.conversation.outline import Grid, Outline
from core.desk.compose import compose
from core.desk.subjects import Subjects
from core.desk.topics.define import Define


@click.group()
def catalogue() -> None:
    """What IT and IS Management are made of."""


@catalogue.command()
@click.argument("name", nargs=-1)
@click.pass_obj
def show(context: Context, name: tuple[str, ...]) -> None:
    """Everything, or one role or responsibility by NAME."""
    known = context.catalogue
    if not name:
        rows = tuple((r.id, r.name, r.short) for r in known.responsibilities.values())
        draw(Outline("Responsibilities", (Grid(("Id", "Name", "About"), rows),), ""))
        return
    found = Subjects.of(known).find(" ".join(name))
    if found is None:
        raise click.ClickException(f"Nothing in the catalogue is called “{' '.join(name)}”.")
    draw(compose(Define(known.roles.get(found) or known.responsibilities[found], known)))


@catalogue.command()
@click.pass_context
def lint(ctx: click.Context) -> None:
    """Check the rules. Exit code 1 when one is broken."""
    from core.catalogue.lint import lint as check  # noqa: PLC0415
    from core.catalogue.load import examples  # noqa: PLC0415

    context: Context = ctx.obj
    texts = examples(context.settings.catalogue)
    broken = check(context.catalogue, texts)
    for line in broken:
        click.echo(line)
    if broken:
        ctx.exit(1)
    number = sum(map(len, texts.values()))
    click.echo(f"{len(context.catalogue.responsibilities)} responsibilities and {number} examples keep all rules.")
