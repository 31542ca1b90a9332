"""Messages: in a direct conversation questions; in the thread of a hand-off words for its other side; otherwise none of ours."""

from collections.abc import Mapping

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bots.slack.inbound import Inbound
from bots.slack.listeners.common import hear_message, reword_message
from bots.slack.payloads import EventCallback

EVENT = "message"
CHANNEL_TYPES = {"im": "im", "mpim": "mpim", "channel": "channels", "group": "groups"}
"""The conversations whose messages we ask Slack for, with their names among the event types."""

_DIRECT, _GROUP = "im", "mpim"
_REWORDED = ("message_changed", "message_deleted")


def _kind(callback: EventCallback) -> str:
    """The kind of conversation. One that Slack does not name, or that is new, is told by the id where it is a direct one."""
    kind, is_direct = callback.event.channel_type, callback.event.channel.startswith("D")
    return kind if kind in CHANNEL_TYPES else _DIRECT if is_direct else ""


def register(app: AsyncApp, reception: Inbound) -> None:
    """Listen to messages."""

    async def take_message(body: Mapping[str, object], context: AsyncBoltContext) -> None:
        callback = EventCallback.model_validate(body)
        if callback.event.subtype in _REWORDED:
            reword_message(callback, context, reception)
        else:
            kind = _kind(callback)
            hear_message(callback, context, reception, directly=kind == _DIRECT, in_group=kind == _GROUP)

    app.event(EVENT)(take_message)
