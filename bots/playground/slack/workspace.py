"""What the playground's Slack workspace holds: messages, and what belongs to them."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bots.playground.cast import (
    MONITORING,
    PEOPLE,
    SLACK_BOT,
    SLACK_BOT_USER,
    SLACK_CHANNELS,
    SLACK_MONITORING,
    SLACK_MONITORING_BOT,
    Channel,
    Person,
    slack_direct,
)
from bots.playground.delivery import ImpossibleError
from bots.playground.files import File
from bots.playground.live import Publish, Record
from bots.playground.slack.shapes import file_object

_SLACKBOT = "USLACKBOT"
"""Slack itself: what stays of a deleted message is its."""

_MOST_MESSAGES = 500
"""The oldest are forgotten: a playground runs for hours, its page draws every message."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message.

    Attributes:
        channel: where it is, `C…` or `D…`.
        ts: its id in the channel, seconds with six decimals.
        user: who wrote it, `U…`.
        text: in Slack's markup.
        blocks: Block Kit; empty for plain messages.
        thread: `ts` of the root that it answers, or None.
        only_for: the only user who sees it (an ephemeral message), or None for everybody.
        raw: what went over the wire for it, for the curious.
        metadata: what the app keeps with it, or None.
        reactions: the emojis on it, each with who put it there.
        files: what was sent along.
        attachments: a forwarded message, or what an app adds.
        edited: `ts` of its last edit, or None.
        deleted: whether it is what stays of a deleted message that has replies.
    """

    channel: str
    ts: str
    user: str
    text: str
    blocks: tuple[Record, ...] = ()
    thread: str | None = None
    only_for: str | None = None
    raw: Record | None = None
    metadata: Record | None = None
    reactions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    files: tuple[File, ...] = ()
    attachments: tuple[Record, ...] = ()
    edited: str | None = None
    deleted: bool = False

    def as_shown(self) -> Record:
        """The message for the page."""
        return {
            "channel": self.channel,
            "ts": self.ts,
            "user": self.user,
            "text": self.text,
            "blocks": list(self.blocks),
            "thread": self.thread,
            "only_for": self.only_for,
            "metadata": self.metadata,
            "raw": self.raw,
            "reactions": [{"name": name, "users": list(users)} for name, users in self.reactions],
            "files": [file.as_shown() for file in self.files],
            "attachments": list(self.attachments),
            "edited": self.edited is not None,
            "deleted": self.deleted,
        }

    def as_sent(self) -> Record:
        """The message as Slack's payloads carry it."""
        sent: Record = {"type": "message", "user": self.user, "ts": self.ts, "text": self.text}
        if self.user == SLACK_BOT_USER:
            sent["bot_id"] = SLACK_BOT
        if self.user == SLACK_MONITORING:
            del sent["user"]
            sent |= {"subtype": "bot_message", "bot_id": SLACK_MONITORING_BOT, "username": MONITORING}
        if self.deleted:
            sent |= {"subtype": "tombstone", "hidden": True, "user": _SLACKBOT, "parent_user_id": _SLACKBOT}
        if self.files:
            sent |= {"files": [file_object(file, self.user, self.ts) for file in self.files], "upload": False}
        if self.attachments:
            sent["attachments"] = list(self.attachments)
        if self.edited:
            sent["edited"] = {"user": self.user, "ts": self.edited}
        if self.blocks:
            sent["blocks"] = list(self.blocks)
        if self.thread:
            sent["thread_ts"] = self.thread
        if self.metadata:
            sent["metadata"] = self.metadata
        if self.reactions:
            sent["reactions"] = [
                {"name": name, "users": list(users), "count": len(users)} for name, users in self.reactions
            ]
        return sent


class Workspace:
    """The messages of the workspace, in memory. Every change is published."""

    def __init__(self, publish: Publish, now: Callable[[], datetime]) -> None:
        """Take where to publish changes, and the clock by which messages get their time."""
        self._publish = publish
        self._now = now
        self._messages: dict[tuple[str, str], Message] = {}
        self._last_ts = 0

    def __iter__(self) -> Iterator[Message]:
        """Oldest first."""
        return iter(self._messages.values())

    def next_ts(self) -> str:
        """A `ts` that no other message has."""
        self._last_ts = max(int(self._now().timestamp() * 1_000_000), self._last_ts + 1)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def add(self, message: Message) -> Message:
        """Add a message; blocks without an id get one, as in Slack."""
        message = replace(message, blocks=with_ids(message.blocks))
        self._messages[message.channel, message.ts] = message
        if len(self._messages) > _MOST_MESSAGES:
            self.remove(next(iter(self._messages.values())))
        self._publish({"type": "slack.message", "message": message.as_shown()})
        return message

    def find(self, channel: str, ts: str) -> Message | None:
        """The message, or None."""
        return self._messages.get((channel, ts))

    def is_answered(self, channel: str, ts: str) -> bool:
        """Whether somebody has answered a message in a way that all see."""
        return any(
            message.channel == channel and message.thread == ts and message.only_for is None
            for message in self._messages.values()
        )

    def payload_of(self, message: Message) -> Record:
        """The message as Slack's payloads carry it; the first of a thread names that, once it is one."""
        threaded = {"thread_ts": message.ts} if self.is_answered(message.channel, message.ts) else {}
        return {**message.as_sent(), **threaded}

    def change(self, message: Message, *, text: str, blocks: tuple[Record, ...], raw: Record) -> Message:
        """Give a message a new content in its old place."""
        return self.put(replace(message, text=text, blocks=with_ids(blocks), raw=raw))

    def react(self, message: Message, emoji: str, user: str) -> bool:
        """Put somebody's emoji on a message, or take it off; says whether it is there now."""
        put = dict(message.reactions)
        others = tuple(other for other in put.get(emoji, ()) if other != user)
        added = others == put.get(emoji, ())
        put[emoji] = (*others, user) if added else others
        self.put(replace(message, reactions=tuple((name, users) for name, users in put.items() if users)))
        return added

    def put(self, message: Message) -> Message:
        """Put a message in the place of the one that it was."""
        self._messages[message.channel, message.ts] = message
        self._publish({"type": "slack.message", "message": message.as_shown()})
        return message

    def remove(self, message: Message) -> None:
        """Delete a message."""
        del self._messages[message.channel, message.ts]
        self._publish({"type": "slack.removed", "channel": message.channel, "ts": message.ts})


def with_ids(blocks: tuple[Record, ...]) -> tuple[Record, ...]:
    """The blocks, each with a `block_id`."""
    return tuple(block if block.get("block_id") else {**block, "block_id": secrets.token_hex(3)} for block in blocks)


def person_of(user: str) -> Person | None:
    """The person with this Slack user id, or None."""
    return next((person for person in PEOPLE if person.slack == user), None)


def channel_of(channel: str) -> Channel | None:
    """The channel or group with that id, or None; a direct conversation is neither."""
    return next((known for known in SLACK_CHANNELS if known.id == channel), None)


def channel_name(channel: str) -> str | None:
    """Name of a conversation as payloads carry it: a direct one is `directmessage`. None where there is no such one."""
    if any(slack_direct(person) == channel for person in PEOPLE):
        return "directmessage"
    known = channel_of(channel)
    if known is None:
        return None
    return f"mpdm-{'--'.join(known.members)}-1" if known.kind == "group" else known.name


def channel_type(channel: str) -> str:
    """What kind of conversation it is, as events carry it."""
    known = channel_of(channel)
    return "im" if known is None else "mpim" if known.kind == "group" else "channel"


def admit(person: Person, channel: str) -> None:
    """See that the person can look into that conversation.

    Raises:
        ImpossibleError: there is none, or it is another's, or a guest was not invited to it.
    """
    known = channel_of(channel)
    if channel != slack_direct(person) and (known is None or person.id not in known.members):
        raise ImpossibleError("There is no such conversation.")
