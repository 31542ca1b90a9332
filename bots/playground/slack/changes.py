"""What Slack does when people change what was said, and when another app speaks.

https://docs.slack.dev/reference/events/message
"""

from dataclasses import replace

from bots.playground.cast import SLACK_MONITORING, Person
from bots.playground.delivery import ImpossibleError
from bots.playground.live import Record
from bots.playground.slack.markup import mark_up
from bots.playground.slack.shapes import alert
from bots.playground.slack.wire import Wire, callback
from bots.playground.slack.workspace import Message, Workspace, admit, channel_type

_DELETED = "This message was deleted."


class Changes:
    """Edits, deletions and alerts. The app hears of each by an event."""

    def __init__(self, workspace: Workspace, wire: Wire) -> None:
        self._workspace = workspace
        self._wire = wire

    async def edit(self, person: Person, channel: str, ts: str, text: str) -> None:
        """Give an own message another text; what was sent along stays.

        Raises:
            ImpossibleError: the person has no such message.
            UndeliveredError: the app did not take the event.
        """
        before = self._own(person, channel, ts)
        after = replace(before, text=mark_up(text), edited=self._workspace.next_ts())
        await self._tell("message_changed", before, after)

    async def delete(self, person: Person, channel: str, ts: str) -> None:
        """Delete an own message. Where it has replies, a sign of it stays.

        Raises:
            ImpossibleError: the person has no such message.
            UndeliveredError: the app did not take the event.
        """
        before = self._own(person, channel, ts)
        if not self._workspace.is_answered(channel, ts):
            await self._tell("message_deleted", before, None)
            return
        left = Message(channel, ts, person.slack, _DELETED, thread=before.thread, deleted=True)
        await self._tell("message_changed", before, left)

    async def raise_alert(self, person: Person, channel: str) -> None:
        """Let the monitoring report something in a conversation.

        Raises:
            ImpossibleError: the person cannot see that conversation.
            UndeliveredError: the app did not take the event.
        """
        admit(person, channel)
        message = Message(channel, self._workspace.next_ts(), SLACK_MONITORING, "", attachments=alert())
        about: Record = {"channel": channel, "channel_type": channel_type(channel), "event_ts": message.ts}
        told = callback({**message.as_sent(), **about})
        self._workspace.add(replace(message, raw=told))
        await self._wire.event(told)

    def _own(self, person: Person, channel: str, ts: str) -> Message:
        admit(person, channel)
        message = self._workspace.find(channel, ts)
        if message is None or message.user != person.slack or message.deleted:
            raise ImpossibleError("You have written no such message.")
        return message

    async def _tell(self, what: str, before: Message, after: Message | None) -> None:
        """Carry a change out, and tell the app of it."""
        ts = self._workspace.next_ts()
        event: Record = {
            "type": "message",
            "subtype": what,
            "channel": before.channel,
            "channel_type": channel_type(before.channel),
            "hidden": True,
            "ts": ts,
            "event_ts": ts,
            "previous_message": self._workspace.payload_of(before),
        }
        if after is None:
            event["deleted_ts"] = before.ts
            self._workspace.remove(before)
        else:
            event["message"] = self._workspace.payload_of(after)
        told = callback(event)
        if after is not None:
            self._workspace.put(replace(after, raw=told))
        await self._wire.event(told)
