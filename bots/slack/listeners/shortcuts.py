"""Shortcuts: on any message, "Who owns this?"; and from anywhere a form to ask in."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext

from bots.slack.inbound import Inbound
from bots.slack.listeners.common import workspace
from bots.slack.payloads import NO_MESSAGE, Shortcut
from bots.slack.reply_target import ReplyTarget
from bots.slack.text import readable
from core.conversation.outline import Field, Form, Option, Pick
from core.conversation.people import DIRECT


@dataclass(frozen=True, slots=True)
class Offered:
    """One of our shortcuts, as Slack lists it."""

    callback: str
    kind: Literal["message", "global"]
    name: str
    description: str


WHO = Offered("who_owns_this", "message", "Who owns this?", "See which team owns what this message asks for, and why")
ASK = Offered("ask_waypost", "global", "Ask Waypost", "Describe what you need, and see who looks after it")
SHORTCUTS = (WHO, ASK)

ASK_FORM = Form(
    "Ask Waypost",
    (
        Field("what", "What do you need, or what is wrong?", most=1000),
        Field("details", "Details", most=2000, optional=True),
        Pick(
            "urgency",
            "How urgent is it?",
            (
                (
                    "Urgency",
                    (
                        Option("normal", "Not urgent", ""),
                        Option("soon", "It's blocking me", ""),
                        Option("now", "It's blocking many people", ""),
                    ),
                ),
            ),
        ),
    ),
    "Find the owner",
)
"""What one is asked who asks from anywhere."""

URGENCY = {"soon": "Urgency: it's blocking me.", "now": "Urgency: it's blocking many people."}
"""What of it becomes part of the request."""


def register(app: AsyncApp, reception: Inbound) -> None:
    """Listen to both."""

    async def ask_about_message(ack: AsyncAck, body: Mapping[str, object], context: AsyncBoltContext) -> None:
        await ack()
        chosen = Shortcut.model_validate(body)
        message, team = chosen.message or NO_MESSAGE, workspace(context)
        name = chosen.user.name or chosen.user.username
        spot = ReplyTarget(
            team,
            chosen.channel.id if chosen.channel else f"{DIRECT}{chosen.user.id}",
            chosen.user.id,
            thread=message.thread_ts or message.ts or None,
            response_url=chosen.response_url,
            quiet=message.thread_ts is None,
            asked=message.ts,
            name=name,
        )
        written = partial(readable, message, context.bot_user_id)
        reception.ask_about(written, spot, (("trigger", team, chosen.trigger_id),))

    async def open_form(ack: AsyncAck, body: Mapping[str, object], context: AsyncBoltContext) -> None:
        await ack()
        chosen = Shortcut.model_validate(body)
        team = workspace(context)
        spot = ReplyTarget(team, f"{DIRECT}{chosen.user.id}", chosen.user.id, trigger=chosen.trigger_id)
        reception.open_to_ask(ASK_FORM, spot, (("trigger", team, chosen.trigger_id),))

    app.shortcut({"type": "message_action", "callback_id": WHO.callback})(ask_about_message)
    app.shortcut({"type": "shortcut", "callback_id": ASK.callback})(open_form)
