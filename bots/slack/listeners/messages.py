"""Direct messages: answered in the same conversation, and in the thread if it was asked there."""

from collections.abc import Mapping

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bots.slack.listeners.common import answer_message
from bots.slack.payloads import EventCallback
from bots.slack.reception import Reception

EVENT = "message"
CHANNEL_TYPE = "im"
"""The only conversations whose messages we ask Slack for; in channels we speak when mentioned."""


def register(app: AsyncApp, reception: Reception) -> None:
    """Listen to direct messages."""

    async def answer_direct_message(body: Mapping[str, object], context: AsyncBoltContext) -> None:
        callback = EventCallback.model_validate(body)
        if callback.event.channel_type == CHANNEL_TYPE:
            answer_message(callback, context, reception, callback.event.thread_ts)

    app.event(EVENT)(answer_direct_message)
