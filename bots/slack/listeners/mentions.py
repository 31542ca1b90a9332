"""A mention in a channel: answered in its thread, where everybody who follows it can read along."""

from collections.abc import Mapping

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bots.slack.inbound import Inbound
from bots.slack.listeners.common import answer_message, own_thread
from bots.slack.payloads import EventCallback

EVENT = "app_mention"


def register(app: AsyncApp, reception: Inbound) -> None:
    """Listen to mentions."""

    async def answer_mention(body: Mapping[str, object], context: AsyncBoltContext) -> None:
        callback = EventCallback.model_validate(body)
        event = callback.event
        # a mention in a direct message also comes as that message; whichever is first is answered, and in the same way
        in_direct = event.channel.startswith("D")
        own = own_thread(event) if in_direct else event.ts
        answer_message(callback, context, reception, event.thread_ts or own)

    app.event(EVENT)(answer_mention)
