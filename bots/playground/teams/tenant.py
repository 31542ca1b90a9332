"""What the playground's Teams tenant holds: messages, and what belongs to them."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from bots.playground.cast import PEOPLE, TEAMS_CHANNELS, Person, teams_personal
from bots.playground.live import Publish, Record

_MOST_MESSAGES = 500
"""The oldest are forgotten: a playground runs for hours, its page draws every message."""

_THREAD_MARK = ";messageid="


@dataclass(frozen=True, slots=True)
class Message:
    """A message.

    Attributes:
        place: where it is: a channel's id, or a chat's.
        id: milliseconds since 1970, in digits.
        sender: who wrote it, `29:…` or `28:…`.
        text: what was written, or empty beside a card.
        text_format: `plain`, `markdown` or `xml`.
        cards: Adaptive Cards.
        root: id of the channel post that it answers; None for a post, and in chats.
        seen: cards that only one person sees instead, by person: what a press was answered with.
        raw: what went over the wire for it, for the curious.
    """

    place: str
    id: str
    sender: str
    text: str = ""
    text_format: str = "plain"
    cards: tuple[Record, ...] = ()
    root: str | None = None
    seen: Mapping[str, Record] = field(default_factory=dict)
    raw: Record | None = None

    def as_shown(self) -> Record:
        """The message for the page."""
        return {
            "place": self.place,
            "id": self.id,
            "sender": self.sender,
            "text": self.text,
            "format": self.text_format,
            "cards": list(self.cards),
            "root": self.root,
            "seen": dict(self.seen),
            "raw": self.raw,
        }

    @property
    def conversation(self) -> str:
        """Id of the conversation that it belongs to, as activities carry it: in a channel every thread is one."""
        return f"{self.place}{_THREAD_MARK}{self.root or self.id}" if is_channel(self.place) else self.place


class Tenant:
    """The messages of the tenant, in memory. Every change is published."""

    def __init__(self, publish: Publish) -> None:
        self._publish = publish
        self._messages: dict[tuple[str, str], Message] = {}
        self._last_id = 0

    def __iter__(self) -> Iterator[Message]:
        """Oldest first."""
        return iter(self._messages.values())

    def next_id(self) -> str:
        """An id that no other message has."""
        self._last_id = max(time.time_ns() // 1_000_000, self._last_id + 1)
        return str(self._last_id)

    def find(self, place: str, message_id: str) -> Message | None:
        """The message, or None."""
        return self._messages.get((place, message_id))

    def put(self, message: Message) -> None:
        """Add a message, or give it a new content in its old place."""
        self._messages[message.place, message.id] = message
        if len(self._messages) > _MOST_MESSAGES:
            self.remove(next(iter(self._messages.values())))
        self._publish({"type": "teams.message", "message": message.as_shown()})

    def show(self, message: Message, person: Person, card: Record) -> None:
        """Let one person see this card on a message, until the message itself changes."""
        self.put(replace(message, seen={**message.seen, person.teams: card}))

    def remove(self, message: Message) -> None:
        """Delete a message."""
        del self._messages[message.place, message.id]
        self._publish({"type": "teams.removed", "place": message.place, "id": message.id})

    def type(self, place: str, root: str | None) -> None:
        """Show that the bot is typing."""
        self._publish({"type": "teams.typing", "place": place, "root": root})


def split(conversation: str) -> tuple[str, str | None]:
    """A conversation's id as the place and, in a channel's thread, the id of its first post."""
    place, _, root = conversation.partition(_THREAD_MARK)
    return place, root or None


def is_channel(place: str) -> bool:
    """Whether it is a channel of the team."""
    return any(channel.id == place for channel in TEAMS_CHANNELS)


def is_known(place: str) -> bool:
    """Whether there is such a channel or chat."""
    return is_channel(place) or chat_partner(place) is not None


def chat_partner(place: str) -> Person | None:
    """Whose chat with the bot it is, or None for anything else."""
    return next((person for person in PEOPLE if teams_personal(person) == place), None)
