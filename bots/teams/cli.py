"""What the command line says and does for Teams."""

import asyncio
from pathlib import Path

import click

from bots.cli.context import Context
from bots.cli.output import tell, write
from bots.teams.settings import NEEDED, TeamsSettings


@click.command()
@click.option("--app-id", help="Application (client) id of the bot, a GUID (default: the setting TEAMS_APP_ID).")
@click.option("--url", required=True, help="Public address of the server, https://….")
@click.option(
    "--rsc",
    is_flag=True,
    help="Ask for the permission to read messages of the teams where it is added: then people need not mention Waypost in "
    "the threads of hand-offs.",
)
@click.option(
    "--preview",
    is_flag=True,
    help="Offer slash commands such as /route, and messages to Waypost alone among others: a public developer preview of Teams.",
)
@click.option(
    "--name",
    "names",
    metavar="LANGUAGE=NAME",
    multiple=True,
    help="What the app is called in another language, such as de=Wegweiser; may be given for several.",
)
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), default=Path("waypost-teams.zip"), show_default=True
)
@click.pass_obj
def manifest(
    context: Context, app_id: str | None, url: str, names: tuple[str, ...], output: Path, *, rsc: bool, preview: bool
) -> None:
    """The Teams app package, a zip file to upload."""
    from bots.teams.manifest import package  # noqa: PLC0415

    app_id = app_id or context.settings.section(TeamsSettings).teams_app_id
    if app_id is None:
        raise click.UsageError("Give --app-id, or set WAYPOST_TEAMS_APP_ID.")
    called = {tag: name for tag, _, name in (n.partition("=") for n in names)}
    content = package(app_id, url, rsc=rsc, preview=preview, names=called)
    write(output, content)


@click.command()
@click.pass_obj
def doctor(context: Context) -> None:
    """The Teams credentials, Microsoft's keys, and the channels of the directory. Nothing is posted."""
    from bots.teams.doctor import examine  # noqa: PLC0415

    settings = context.settings.section(TeamsSettings)
    if not settings.teams_enabled or settings.teams_anonymous:
        raise click.UsageError(f"Set {NEEDED}.")
    listed = tuple(context.directory.teams.values()) if context.directory else ()
    tell(asyncio.run(examine(settings, listed)))
