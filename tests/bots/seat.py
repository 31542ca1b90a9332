"""What the contract of platforms is played from: people before a platform, who act and see over its own wire."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Literal

from core.conversation.people import Place
from core.handoff.delivery.ports import Messenger

ASKED_TO_WAIT = 7
"""Seconds, as `Fault.LIMITED` has the platform say."""

Who = Literal["requester", "responder", "colleague", "guest"]
"""Who asks, who answers in the owning team's channel, and a colleague and a guest who see both."""

Room = Literal["asked", "team", "alone"]
"""A conversation of many where the requester asks, the owning team's channel, and a conversation with one person alone."""


class Fault(Enum):
    """What can become of a call of ours to the platform."""

    PASSING = "it is not accepted, for a reason that will pass"
    UNANSWERED = "whether it was accepted is not known"
    CLOSED = "we may not post there"
    GONE = "the message is no more"
    LIMITED = "we are asked to wait"
    LIMITED_ODDLY = "we are asked to wait, and not told for how long in a way that one could read"


@dataclass(frozen=True, slots=True)
class Shown:
    """Something that people see; a message that was changed is shown anew.

    Attributes:
        text: all that can be read in it.
        room: where.
        reader: who alone sees it, or None for everybody there.
        raw: as it came over the wire, by which the platform's seat finds its buttons again.
    """

    text: str
    room: Room
    reader: Who | None
    raw: Any


class Seat(ABC):
    """A running platform and those who sit before it. Each method goes over the wire and waits until all is worked on.

    `network-ops` owns the network and has a channel here; the service desk, which has none, is the fallback.
    """

    @property
    @abstractmethod
    def messenger(self) -> Messenger:
        """The platform's messenger."""

    @property
    @abstractmethod
    def room(self) -> Place:
        """The conversation where the requester asks, in which the platform has met us."""

    @property
    @abstractmethod
    def stranger(self) -> Place:
        """A conversation in which the platform does not let us post."""

    @property
    @abstractmethod
    def requester(self) -> Place:
        """The requester's own place."""

    @abstractmethod
    def shown(self) -> Sequence[Shown]:
        """All that was shown so far."""

    @abstractmethod
    async def ask(self, text: str, *, openly: bool, times: int = 1, who: Who = "requester") -> None:
        """Somebody asks, before all or alone; the platform sends it so many times."""

    @abstractmethod
    async def talk(self, text: str, *, alone: bool) -> None:
        """The requester writes to us alone, or in one thread of the room: each text goes on where the one before was."""

    @abstractmethod
    async def ask_about(self, text: str) -> None:
        """The requester asks alone about what somebody else has written in the room."""

    @abstractmethod
    async def ask_about_among_colleagues(self, text: str) -> None:
        """The requester asks alone about what a colleague has written to them, in a conversation that we are not in."""

    @abstractmethod
    async def ask_from_elsewhere(self, text: str) -> None:
        """Somebody asks in an organisation that may not use Waypost."""

    @abstractmethod
    async def press(self, on: Shown, label: str, who: Who = "requester", *, times: int = 1) -> None:
        """Somebody presses the button whose label begins like that."""

    @abstractmethod
    async def press_unknown(self, on: Shown) -> None:
        """The requester presses a button on a message that this version does not know."""

    @abstractmethod
    async def fill_in(self, on: Shown, label: str, who: Who = "requester", **inputs: str) -> None:
        """Somebody presses a button that asks something first, fills the form in and sends it."""

    @abstractmethod
    async def pick(self, on: Shown, choice: str) -> None:
        """The requester picks from the menu."""

    @abstractmethod
    async def write(self, below: Shown, text: str, who: Who, *, mentioned: bool = False) -> None:
        """Somebody writes in the thread of a message, and may mention Waypost, where the platform has mentions."""

    @abstractmethod
    def compose(self, below: Shown | None, text: str, who: Who, *, to_us: bool = False) -> Any:  # noqa: ANN401 - the platform's own
        """A message in the thread of another, or (None) in the room, that the platform has not told us of yet.

        Args:
            below: the message whose thread it is in.
            text: what it says.
            who: who writes it.
            to_us: whether it mentions us.
        """

    @abstractmethod
    async def tell(self, said: Any) -> None:  # noqa: ANN401 - as `compose` gave it
        """The platform tells us of a message, as it was when it was written."""

    @abstractmethod
    async def edit(self, said: Any, text: str, at: int, *, to_us: bool = False) -> None:  # noqa: ANN401
        """The platform tells us that its author has changed a message, so many seconds after it was written."""

    @abstractmethod
    async def delete(self, said: Any, at: int) -> None:  # noqa: ANN401
        """The platform tells us that its author has deleted a message, so many seconds after it was written."""

    @abstractmethod
    def mark(self, who: Who) -> str:
        """A mention of somebody, as the platform writes it in a text."""

    @abstractmethod
    def tell_name(self, who: Who, *, told: bool) -> None:
        """From now on the platform tells what somebody is called, or does not, however it is asked."""

    @abstractmethod
    async def send(self, body: bytes, *, proven: bool) -> int:
        """Anybody sends a body, with or without the platform's proof that it comes from there; the HTTP status."""

    @abstractmethod
    def fail(self, fault: Fault) -> None:
        """Let the platform answer the next message, or the next change of one, like that."""

    def newest(self, room: Room, *, reader: Who | None = None) -> Shown:
        """What was shown last in a room, to everybody there or to one person alone."""
        return [each for each in self.shown() if (each.room, each.reader) == (room, reader)][-1]

    def newest_for(self, reader: Who) -> Shown:
        """What was shown last to one person alone, wherever that is."""
        return [each for each in self.shown() if each.reader == reader][-1]

    def public(self) -> str:
        """All that others than one person alone can read."""
        return "\n".join(each.text for each in self.shown() if each.reader is None)
