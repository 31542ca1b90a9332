"""`waypost chat`: a conversation on the terminal, in which a follow-up counts as it does in a chat."""

import asyncio
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import click
from sqlalchemy.ext.asyncio import AsyncConnection

from bots.cli.context import Context
from bots.cli.draw import draw, draw_choices
from core.app import Waypost
from core.conversation.attached import without_notes
from core.conversation.messages import Question
from core.conversation.outline import Outline, Paragraph
from core.conversation.people import DIRECT, Place
from core.desk.desk import Desk
from core.directory.model import Directory
from core.handoff.delivery.outbox import Delivery, Outbox
from core.handoff.lifecycle import NO_PLACE, NO_TEAMS
from core.storage.engine import connect
from core.storage.tables import metadata

_YOU = "you"
_HERE = Place("cli", "", f"{DIRECT}{_YOU}")
_PROMPT = "> "
_ENDS = frozenset({"exit", "quit", "/exit", "/quit", "/q"})
_WELCOME = (
    "Tell me what you need, in your own words. What you write next may go on with it: “and who do I call?”, “why?”, “the "
    "second one”. “help” says what else I know; Ctrl-D ends the conversation, and nothing of it is kept."
)

_CANNOT_SEND = (
    "From the command line I only say where a request belongs; nothing can be sent from here. Write it to the bot in your chat, "
    "or get in touch with the owner yourself: “who owns it?” says who that is."
)
_HERE_NOTHING_IS_SENT = Outline("", (Paragraph(_CANNOT_SEND),), _CANNOT_SEND)
"""Here no team has a channel, and why that is so elsewhere is no help."""


@click.command()
@click.pass_obj
def chat(context: Context) -> None:
    """Talk with the bot, a line at a time; also from a pipe. Nothing is handed over from here."""
    asyncio.run(_talk(context))


async def _talk(context: Context) -> None:
    """Answer line by line. What is remembered lives in memory, and goes with the process."""
    engine = connect("sqlite+aiosqlite:///:memory:")
    try:
        async with engine.begin() as connection:
            await connection.run_sync(metadata.create_all)
        desk = Desk(context.catalogue, context.desk.suggest, _without_places(context.directory))
        waypost = Waypost(engine, desk, Outbox(_hold_back, lambda: datetime.now(UTC)))
        async for line in _ask_typed() if sys.stdin.isatty() else _read_pipe():
            answer = await waypost.ask(Question(without_notes(line), _YOU, _HERE))
            draw(_HERE_NOTHING_IS_SENT if answer.outline.summary in (NO_TEAMS, NO_PLACE) else answer.outline)
            draw_choices(answer.outline)
            click.echo()
    finally:
        await engine.dispose()


async def _ask_typed() -> AsyncIterator[str]:
    """What somebody types; the arrow keys bring back what they wrote before."""
    from prompt_toolkit import PromptSession  # noqa: PLC0415 - not needed for a pipe

    click.echo(f"{_WELCOME}\n")
    session: PromptSession[str] = PromptSession()
    while True:
        try:
            line = (await session.prompt_async(_PROMPT)).strip()
        except KeyboardInterrupt:
            continue  # the line is given up, as in a shell
        except EOFError:
            return
        if line.lower() in _ENDS:
            return
        if line:
            yield line


async def _read_pipe() -> AsyncIterator[str]:
    """The lines of standard input; a line that is no text ends it.

    Raises:
        click.ClickException: it is not UTF-8 text.
    """
    try:
        for line in sys.stdin:
            if line.strip():
                click.echo(f"{_PROMPT}{line.strip()}")
                yield line.strip()
    except UnicodeDecodeError as error:
        raise click.ClickException("standard input is not UTF-8 text.") from error


def _without_places(directory: Directory | None) -> Directory | None:
    """The directory with teams that can be named and called, but not written to from here."""
    if directory is None:
        return None
    teams = {name: replace(team, channels={}, home=None) for name, team in directory.teams.items()}
    return replace(directory, teams=teams)


async def _hold_back(connection: AsyncConnection, delivery: Delivery, seconds: float) -> None:
    """Nothing is sent from here."""
