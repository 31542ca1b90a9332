"""`waypost doctor`."""

import asyncio
from collections.abc import Sequence

import click

from bots.checks import Finding
from bots.cli.context import Context


@click.group()
def doctor() -> None:
    """What works where the bot is installed, what does not, and what to do about it."""


@doctor.command()
@click.pass_obj
def slack(context: Context) -> None:
    """The Slack token, its scopes, who may use it, and the channels of the directory. Nothing is posted."""
    from bots.access import examine_access  # noqa: PLC0415
    from bots.slack.doctor import examine  # noqa: PLC0415 - brings the Slack SDK with it

    settings = context.settings
    teams = tuple(context.directory.teams.values()) if context.directory else ()
    listed = settings.slack_allowed_workspaces
    if settings.slack_bot_token is not None:
        _tell(asyncio.run(examine(settings.slack_bot_token.get_secret_value(), settings.slack_api_url, teams, listed)))
    elif settings.slack_oauth:
        _tell(examine_access("slack", "SLACK_ALLOWED_WORKSPACES", listed, (), teams))
    else:
        raise click.UsageError("Set WAYPOST_SLACK_BOT_TOKEN.")


@doctor.command()
@click.pass_obj
def teams(context: Context) -> None:
    """The Teams credentials, Microsoft's keys, and the channels of the directory. Nothing is posted."""
    from bots.teams.doctor import examine  # noqa: PLC0415

    if not context.settings.teams_enabled or context.settings.teams_anonymous:
        raise click.UsageError("Set WAYPOST_TEAMS_APP_ID, WAYPOST_TEAMS_APP_PASSWORD and WAYPOST_TEAMS_TENANT_ID.")
    listed = tuple(context.directory.teams.values()) if context.directory else ()
    _tell(asyncio.run(examine(context.settings, listed)))


def _tell(findings: Sequence[Finding]) -> None:
    """Print each finding on a line. Exit code 1 where something is not well."""
    for finding in findings:
        click.echo(f"{finding.verdict:<4}  {finding.what}: {finding.says}")
    if any(finding.verdict == "fail" for finding in findings):
        raise SystemExit(1)
