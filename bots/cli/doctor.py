"""`waypost doctor`."""

from typing import cast

import click

from bots.cli.by_platform import ByPlatform
from bots.cli.context import Context
from bots.platform import PLATFORMS, enabled_platforms


@click.group(cls=ByPlatform, invoke_without_command=True)
@click.pass_context
def doctor(ctx: click.Context) -> None:
    """What works where the bot is installed, what does not, and what to do about it; without a platform, for all that are set up."""
    if ctx.invoked_subcommand is not None:
        return
    context: Context = ctx.obj
    folders = enabled_platforms(context.settings)
    if not folders:
        each = "; for ".join(f"{folder.name} set {folder.needed}" for folder in PLATFORMS.values())
        raise click.UsageError(f"No chat platform is set up yet. For {each}.")
    failed = False
    for folder in folders:
        click.echo(f"{folder.name}:")
        try:
            ctx.invoke(cast("click.Command", folder.command("doctor")))
        except SystemExit as told:  # what is wrong with one platform says nothing of the next
            failed = failed or bool(told.code)
    if failed:
        raise SystemExit(1)
