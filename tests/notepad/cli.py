"""What the command line says and does for Notepad."""

import asyncio
import json
from collections.abc import Sequence

import click
from aiohttp import ClientSession

from bots.checks import Finding
from bots.cli.context import Context
from bots.cli.output import tell
from core.conversation.people import Place
from core.directory.model import Team
from core.handoff.delivery.ports import DeliveryError
from tests.notepad.messenger import NotepadMessenger
from tests.notepad.settings import NEEDED, NotepadSettings


@click.command()
@click.option("--url", required=True, help="Public address of the server, https://….")
def manifest(url: str) -> None:
    """What to enter in Notepad, JSON."""
    click.echo(json.dumps({"name": "Waypost", "events": f"{url.rstrip('/')}/notepad"}, indent=2))


@click.command()
@click.pass_obj
def doctor(context: Context) -> None:
    """The pads of the directory. Nothing is written."""
    settings = context.settings.section(NotepadSettings)
    if settings.notepad_url is None or settings.notepad_secret is None:
        raise click.UsageError(f"Set {NEEDED}.")
    messenger = NotepadMessenger(settings.notepad_url, settings.notepad_secret.get_secret_value())
    tell(asyncio.run(_examine(messenger, tuple(context.directory.teams.values()) if context.directory else ())))


async def _examine(messenger: NotepadMessenger, teams: Sequence[Team]) -> list[Finding]:
    found = []
    async with ClientSession() as messenger.session:
        for team in teams:
            if (channel := team.channels.get("notepad")) is None:
                continue
            try:
                await messenger.reach(Place("notepad", channel.workspace, channel.conversation))
            except DeliveryError as error:
                found.append(Finding("fail", f"pad of {team.name}", f"{channel.conversation}: {error}"))
            else:
                found.append(Finding("ok", f"pad of {team.name}", f"{channel.conversation} can be reached."))
    return found
