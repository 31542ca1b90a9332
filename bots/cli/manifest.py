"""`waypost manifest`."""

from pathlib import Path
from typing import Literal

import click

from bots.cli.context import Context


@click.group()
def manifest() -> None:
    """What to upload where the bot is to be installed."""


@manifest.command()
@click.option("--mode", type=click.Choice(["socket", "http"]), default="socket", show_default=True)
@click.option("--url", help="Public address of the server, https://…; needed for http.")
@click.option(
    "--tier",
    type=click.Choice(["minimal", "standard", "full"]),
    default="standard",
    show_default=True,
    help="How much the app may do; docs/slack.md explains each scope.",
)
@click.option("--oauth", is_flag=True, help="For several workspaces or an organisation, which install it themselves.")
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to a file (default: standard output)."
)
def slack(
    mode: Literal["socket", "http"],
    url: str | None,
    tier: Literal["minimal", "standard", "full"],
    output: Path | None,
    *,
    oauth: bool,
) -> None:
    """The Slack app manifest, JSON."""
    from bots.slack.manifest import build, dumped  # noqa: PLC0415 - brings the Slack SDK with it

    text = dumped(build(mode, url, tier, oauth=oauth))
    if output is None:
        click.echo(text, nl=False)
        return
    _write(output, text.encode())


@manifest.command()
@click.option("--app-id", help="Application (client) id of the bot, a GUID (default: the setting TEAMS_APP_ID).")
@click.option("--url", required=True, help="Public address of the server, https://….")
@click.option(
    "--rsc",
    is_flag=True,
    help="Ask for the permission to read messages of the teams where it is added: then people need not mention Waypost in "
    "the threads of hand-offs.",
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
def teams(context: Context, app_id: str | None, url: str, names: tuple[str, ...], output: Path, *, rsc: bool) -> None:
    """The Teams app package, a zip file to upload."""
    from bots.teams.manifest import package  # noqa: PLC0415

    app_id = app_id or context.settings.teams_app_id
    if app_id is None:
        raise click.UsageError("Give --app-id, or set WAYPOST_TEAMS_APP_ID.")
    content = package(app_id, url, rsc=rsc, names={tag: name for tag, _, name in (n.partition("=") for n in names)})
    _write(output, content)


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written ({error.strerror}).") from error
    click.echo(f"Wrote {path}.")
