"""What the command line says and does for Slack."""

import asyncio
from pathlib import Path
from typing import Literal

import click

from bots.cli.context import Context
from bots.cli.output import tell, write
from bots.slack.settings import SlackSettings


@click.command()
@click.option("--mode", type=click.Choice(["socket", "http"]), default="socket", show_default=True)
@click.option("--url", help="Public address of the server, https://…; needed for http.")
@click.option(
    "--tier",
    type=click.Choice(["minimal", "standard", "full"]),
    default="standard",
    show_default=True,
    help="How much the app may do; docs/slack.md explains each scope.",
)
@click.option(
    "--optional-scopes",
    is_flag=True,
    help="Let whoever installs the app choose the scopes beyond those of the tier minimal.",
)
@click.option("--oauth", is_flag=True, help="For several workspaces or an organisation, which install it themselves.")
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to a file (default: standard output)."
)
def manifest(
    mode: Literal["socket", "http"],
    url: str | None,
    tier: Literal["minimal", "standard", "full"],
    output: Path | None,
    *,
    optional_scopes: bool,
    oauth: bool,
) -> None:
    """The Slack app manifest, JSON."""
    from bots.slack.manifest import build, dump  # noqa: PLC0415 - brings the Slack SDK with it

    text = dump(build(mode, url, tier, oauth=oauth, optional=optional_scopes))
    if output is None:
        click.echo(text, nl=False)
        return
    write(output, text.encode())


@click.command()
@click.pass_obj
def doctor(context: Context) -> None:
    """The Slack token, its scopes, who may use it, and the channels of the directory. Nothing is posted."""
    from bots.access import examine_access  # noqa: PLC0415
    from bots.slack.doctor import examine  # noqa: PLC0415 - brings the Slack SDK with it

    settings = context.settings.section(SlackSettings)
    teams = tuple(context.directory.teams.values()) if context.directory else ()
    listed = settings.slack_allowed_workspaces
    if settings.slack_bot_token is not None:
        tell(asyncio.run(examine(settings.slack_bot_token.get_secret_value(), settings.slack_api_url, teams, listed)))
    elif settings.slack_oauth:
        tell(examine_access("slack", "SLACK_ALLOWED_WORKSPACES", listed, (), teams))
    else:
        raise click.UsageError("Set WAYPOST_SLACK_BOT_TOKEN.")
