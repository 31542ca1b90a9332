"""Slash commands: answered so that only the person who typed them sees it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext

from bots.slack.inbound import Inbound
from bots.slack.listeners.common import workspace
from bots.slack.payloads import Command
from bots.slack.reply_target import ReplyTarget
from bots.slack.text import Names, plain
from core.conversation.attached import without_notes
from core.conversation.people import DIRECT


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """One of our commands.

    Attributes:
        name: with its slash.
        description: what it does, as Slack lists it.
        usage: what may follow it.
        question: what Waypost is asked, from the text that follows the command.
    """

    name: str
    description: str
    usage: str
    question: Callable[[str], str]


COMMANDS = (
    SlashCommand(
        "/route", "Find out who looks after a request, and why", "[what you need, in your own words]", lambda text: text
    ),
    SlashCommand(
        "/skills",
        "See which skills a role or a responsibility takes",
        "[it | is | a responsibility]",
        lambda text: f"skills {text}".strip(),
    ),
    SlashCommand(
        "/waypost",
        "Ask Waypost anything",
        "[help | status | compare | owners | skills … | any question]",
        lambda text: text or "help",
    ),
)


def register(app: AsyncApp, reception: Inbound) -> None:
    """Listen to each command."""
    for command in COMMANDS:
        app.command(command.name)(_listener(command, reception))


def _listener(ours: SlashCommand, reception: Inbound) -> Callable[..., object]:
    async def answer_command(ack: AsyncAck, body: Mapping[str, object], context: AsyncBoltContext) -> None:
        await ack()
        command = Command.model_validate(body)
        team = workspace(context)
        channel = command.channel_id or f"{DIRECT}{command.user_id}"
        spot = ReplyTarget(team, channel, command.user_id, response_url=command.response_url)
        us = context.bot_user_id

        def read(names: Names) -> str:
            return ours.question(without_notes(plain(command.text, us, names)))

        reception.ask(read, spot, (("trigger", team, command.trigger_id),), openly=False)

    return answer_command
