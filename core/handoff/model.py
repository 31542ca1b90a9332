"""A hand-off: a request in the care of a team, and how far it has come."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.conversation.attached import split_note
from core.conversation.people import Person, Place

LONGEST_TEXT = 3000
"""Characters of a request, from the form in which it is edited to the card: what an input holds on every platform. More belongs
into a document with a link to it."""

LONGEST_MESSAGE = LONGEST_TEXT - 100
"""Characters of a message that is carried to the other side: with its writer's name before it, it takes no more than a request."""

LONGEST_NOTE = 1000
"""Characters of what is said at the end of a request, or when it is passed on: a few sentences, for a conversation has its thread."""


class Status(StrEnum):
    """Where a hand-off stands."""

    OPEN = "open"
    """With the team; nobody has taken it."""
    CLAIMED = "claimed"
    """Somebody has taken it."""
    RESOLVED = "resolved"
    DECLINED = "declined"
    """Not this team's, and nobody knows whose."""
    WITHDRAWN = "withdrawn"
    """The requester no longer needs it."""


UNDER_WAY = (Status.OPEN, Status.CLAIMED)


class EventKind(StrEnum):
    """What somebody does to a hand-off. Reminding and escalating Waypost does itself."""

    OPENED = "opened"
    CLAIMED = "claimed"
    RELEASED = "released"
    """Put back: open again, in the same team."""
    RESOLVED = "resolved"
    REROUTED = "rerouted"
    """Not ours, and it belongs to another team: open there."""
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    REOPENED = "reopened"
    REMINDED = "reminded"
    ESCALATED = "escalated"
    DIVERTED = "diverted"
    """The team's place could not be reached: open in the fallback team."""


SYSTEM = Person("cli", "", "waypost", "Waypost")
"""Who acts when time does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handoff:
    """A request that was handed to a team.

    Attributes:
        id: unguessable.
        responsibility: id of what it belongs to.
        team: id of the team that has it now.
        status: where it stands.
        round: counts from 1; a new one begins whenever it is open anew. Cards and timers belong to a round.
        version: counts every change.
        requester: who asked.
        asked_in: the conversation in which the requester is kept posted: where it was asked, or where that was private
            their direct one.
        thread: the thread there, or None.
        link: address of the message, or empty.
        text: what was handed over, as the requester confirmed it, with the line of what came with it.
        why: why it came to this team, as a phrase.
        responder: who has taken or ended it, or None.
        note: what the responder said at the end.
        opened_at: when it was first handed over.
        round_at: when this round began.
        reminded_at, escalated_at: when that happened in this round, or None.
        responders: whom the directory named to act for the team when this round began, each `platform:id`; empty for
            nobody in particular, None where that was not kept.
    """

    id: str
    responsibility: str
    team: str
    status: Status
    round: int
    version: int
    requester: Person
    asked_in: Place
    thread: str | None
    link: str
    text: str
    why: str
    responder: Person | None
    note: str
    opened_at: datetime
    round_at: datetime
    reminded_at: datetime | None
    escalated_at: datetime | None
    responders: tuple[str, ...] | None = None

    @property
    def request(self) -> str:
        """The text without the line of what came with it."""
        return split_note(self.text)[0]

    @property
    def attached(self) -> str:
        """What came with it, as `core.conversation.attached` names it; empty for nothing."""
        return split_note(self.text)[1]


def requester_name(requester: Person) -> str:
    """Who asked, by name, within a sentence."""
    return requester.name or "the requester"


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a hand-off's history.

    Attributes:
        kind: what was done.
        round: in which round; an event that begins one belongs to the one that it begins.
        actor: who did it; `SYSTEM` where time or a platform did.
        detail: of an event that brings it to a team, and of an escalation, that team's name at the time (of an escalation of long
            ago it is empty); of one that ends it, what was said about it.
        at: when.
        note: why it was passed on, or empty.
    """

    kind: EventKind
    round: int
    actor: Person
    detail: str
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What came of a change.

    Attributes:
        handoff: as it stands now, or None where there is none (any more).
        done: whether it changed anything; False when somebody was quicker, or it was done before.
        refused: why it was not done, as one sentence for the person; empty when it was.
    """

    handoff: Handoff | None
    done: bool
    refused: str = ""
