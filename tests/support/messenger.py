"""A stand-in for a chat platform behind the Messenger port: it keeps what it is sent, and fails as a test tells it to."""

from collections import deque
from dataclasses import KW_ONLY, dataclass, field
from datetime import datetime

from core.conversation.outline import Outline
from core.conversation.people import Place, PlatformId
from core.handoff.delivery.ports import (
    CannotLookError,
    DeliveryError,
    MessageGoneError,
    Sent,
    TemporaryError,
    UnreachableError,
)


@dataclass
class Message:
    """A message as the platform has it."""

    place: Place
    outline: Outline
    key: str
    thread: str | None


@dataclass
class StandIn:
    """Keeps messages.

    Attributes:
        messages: by id.
        failures: what the next calls raise, in order; with `accepts` the message is kept all the same.
        accepts: whether a failing post was accepted before it failed.
        finds: whether it can look for messages.
        broken: whether it does not answer when one asks, without posting, whether it is well.
        closed: whether every conversation is out of reach, as one can ask without posting too.
        loses: conversations in which every message is gone soon, as by a rule of retention.
    """

    platform: PlatformId = "slack"
    messages: dict[str, Message] = field(default_factory=dict)
    failures: deque[DeliveryError] = field(default_factory=deque)
    _: KW_ONLY
    accepts: bool = False
    finds: bool = True
    broken: bool = False
    closed: bool = False
    loses: set[str] = field(default_factory=set)

    async def post(self, place: Place, outline: Outline, key: str, thread: str | None = None) -> Sent:
        """Keep it."""
        if self.closed:
            raise UnreachableError("archived")
        failure = self.failures.popleft() if self.failures else None
        if failure is None or self.accepts:
            self.messages[str(len(self.messages) + 1)] = Message(place, outline, key, thread)
        if failure:
            raise failure
        return Sent(place, str(len(self.messages)))

    async def update(self, sent: Sent, outline: Outline) -> None:
        """Change it."""
        if self.failures:
            raise self.failures.popleft()
        if sent.place.conversation in self.loses:
            raise MessageGoneError("The message was deleted.")
        self.messages[sent.message].outline = outline

    async def find(self, place: Place, key: str, since: datetime, thread: str | None = None) -> Sent | None:
        """By its key."""
        assert since.tzinfo
        if not self.finds:
            raise CannotLookError("The platform does not let one look.")
        wanted = (place, key, thread)
        found = (number for number, m in self.messages.items() if (m.place, m.key, m.thread) == wanted)
        number = next(found, None)
        return Sent(place, number) if number else None

    async def reach(self, place: Place) -> None:  # noqa: ARG002 - the port
        """Unless it is broken or closed."""
        if self.closed:
            raise UnreachableError("archived")
        if self.broken:
            raise TemporaryError("The platform does not answer.")
