"""`waypost owners`."""

import click

from bots.cli.context import Context
from bots.cli.draw import draw
from core.conversation.messages import Question
from core.conversation.people import Place
from core.desk.compose import compose
from core.directory.load import gaps


@click.group(invoke_without_command=True)
@click.pass_context
def owners(ctx: click.Context) -> None:
    """Who owns what."""
    if ctx.invoked_subcommand is None:
        context: Context = ctx.obj
        draw(compose(context.desk.answer(Question("owners", "you", Place("cli", "", "")))))


@owners.command()
@click.pass_context
def check(ctx: click.Context) -> None:
    """Name what the directory leaves open. Exit code 1 when it leaves something open."""
    context: Context = ctx.obj
    directory = context.directory
    if directory is None:
        raise click.ClickException("No directory is set: give WAYPOST_DIRECTORY the path of your owners.yaml.")
    found = gaps(directory, context.catalogue)
    for gap in found:
        click.echo(f"{gap.what}.")
    if not directory.organisation.administrators:
        click.echo(
            "organisation.administrators names nobody, so nobody is shown in the chat what the directory leaves open."
        )
    if found:
        ctx.exit(1)
    click.echo(f"{len(directory.teams)} teams own all {len(context.catalogue.responsibilities)} responsibilities.")
