"""What the playground's Teams tenant holds: messages, and what belongs to them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime

from bots.playground.cast import PEOPLE, TEAMS_CHANNELS, TEAMS_GROUPS, Person, teams_personal
from bots.playground.files import File
from bots.playground.live import Publish, Record

_MOST_MESSAGES = 500
"""The oldest are forgotten: a playground runs for hours, its page draws every message."""

_THREAD_MARK = ";messageid="


@dataclass(frozen=True, slots=True)
class Forwarded:
    """A message that is forwarded: its id and place, who wrote it (id and name), what it says, and the files in it."""

    id: str
    place: str
    sender: str
    name: str
    text: str
    files: tuple[File, ...] = ()


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
        files: what was sent along.
        forwarded: the message that this one forwards, or None.
        edited: whether its text was changed since.
        deleted: whether it was deleted. Its author may undo that.
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
    files: tuple[File, ...] = ()
    forwarded: Forwarded | None = None
    edited: bool = False
    deleted: bool = False

    def as_shown(self) -> Record:
        """The message for the page."""
        return {
            "place": self.place,
            "id": self.id,
            "sender": self.sender,
            "text": "" if self.deleted else self.text,
            "format": self.text_format,
            "cards": [] if self.deleted else list(self.cards),
            "files": [] if self.deleted else [file.as_shown() for file in self.files],
            "forwarded": asdict(self.forwarded) if self.forwarded and not self.deleted else None,
            "edited": self.edited,
            "deleted": self.deleted,
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

    def __init__(self, publish: Publish, now: Callable[[], datetime]) -> None:
        """Take where to publish changes, and the clock by which messages get their time."""
        self._publish = publish
        self.now = now
        self._messages: dict[tuple[str, str], Message] = {}
        self._last_id = 0

    def __iter__(self) -> Iterator[Message]:
        """Oldest first."""
        return iter(self._messages.values())

    def next_id(self) -> str:
        """An id that no other message has."""
        self._last_id = max(int(self.now().timestamp() * 1_000), self._last_id + 1)
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


def is_group(place: str) -> bool:
    """Whether it is a group chat."""
    return any(group.id == place for group in TEAMS_GROUPS)


def is_known(place: str) -> bool:
    """Whether there is such a channel or chat."""
    return is_channel(place) or is_group(place) or chat_partner(place) is not None


def people_in(place: str) -> tuple[Person, ...]:
    """Who sees a channel or a chat; nobody where there is no such one."""
    partner = chat_partner(place)
    if partner:
        return (partner,)
    members = next((each.members for each in (*TEAMS_CHANNELS, *TEAMS_GROUPS) if each.id == place), ())
    return tuple(person for person in PEOPLE if person.id in members)


def chat_partner(place: str) -> Person | None:
    """Whose chat with the bot it is, or None for anything else."""
    return next((person for person in PEOPLE if teams_personal(person) == place), None)
