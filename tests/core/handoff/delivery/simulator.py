"""Hours of hand-offs in seconds: simulated time, platforms that fail in every known way, and replicas that die at any step."""

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.catalogue.model import Catalogue
from core.conversation.outline import Outline
from core.conversation.people import Person, Place, PlatformId
from core.directory.model import Directory
from core.handoff.delivery import outbox
from core.handoff.delivery.courier import Courier
from core.handoff.delivery.outbox import Delivery, Outbox
from core.handoff.delivery.ports import (
    CannotLookError,
    MessageGoneError,
    RateLimitedError,
    Sent,
    TemporaryError,
    UnreachableError,
    UnsureError,
)
from core.handoff.digest import Digests
from core.handoff.lifecycle import Draft, Handoffs
from core.handoff.messages.content import MessageContent
from core.handoff.model import UNDER_WAY, Handoff
from core.handoff.places import home_of

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_SWEEP = timedelta(minutes=10)
_OVERDUE = timedelta(seconds=120)
"""The engine looks each minute, which would only take longer here."""


class Fault(StrEnum):
    """How a platform fails while it does."""

    NONE = "none"
    ASKS_TO_WAIT = "429"
    REFUSES = "connection refused"
    TAKES_UNCONFIRMED = "5xx, taken"
    LOSES_UNCONFIRMED = "5xx, not taken"
    OUT_OF_REACH = "channel archived"
    DELETES = "messages deleted"
    BREAKS = "unexpected exception"


class Killed(BaseException):
    """The process died here. No handler of ours may catch it."""


@dataclass
class SimulatedPlatform:
    """Behind the Messenger port: fails as it is told, and counts calls.

    Attributes:
        fault: how it fails at the moment.
        only: conversations that fail; all where it is None.
        looks: whether one can look for messages.
        posted: delivery ids of messages, with what stands in them; a deleted one is None.
    """

    clock: "Clock"
    platform: PlatformId = "slack"
    fault: Fault = Fault.NONE
    only: frozenset[str] | None = None
    looks: bool = True
    posted: list[tuple[str, Place, Outline | None]] = field(default_factory=list)
    calls: Counter[tuple[str, int]] = field(default_factory=Counter)
    dies: int = 0

    async def post(self, place: Place, outline: Outline, key: str, thread: str | None = None) -> Sent:  # noqa: ARG002 - the port
        """Keep it, unless the fault has it otherwise."""
        fault = self._meet(place, key)
        if fault in (Fault.NONE, Fault.DELETES, Fault.TAKES_UNCONFIRMED):
            self.posted.append((key, place, None if fault is Fault.DELETES else outline))
        self._die()
        if fault in (Fault.TAKES_UNCONFIRMED, Fault.LOSES_UNCONFIRMED):
            raise UnsureError("No answer in time.")
        return Sent(place, str(len(self.posted)))

    async def update(self, sent: Sent, outline: Outline) -> None:
        """Change it."""
        fault = self._meet(sent.place, f"update {sent.message}")
        if fault in (Fault.TAKES_UNCONFIRMED, Fault.LOSES_UNCONFIRMED):
            raise TemporaryError("The platform answers 500.")
        key, place, shown = self.posted[int(sent.message) - 1]
        if fault is Fault.DELETES or shown is None:
            self.posted[int(sent.message) - 1] = (key, place, None)
            raise MessageGoneError("The message was deleted.")
        self.posted[int(sent.message) - 1] = (key, place, outline)
        self._die()

    async def find(self, place: Place, key: str, since: datetime, thread: str | None = None) -> Sent | None:  # noqa: ARG002 - the port
        """By its key."""
        if not self.looks:
            raise CannotLookError("The platform does not let one look.")
        fault = self._meet(place, f"find {key}")
        if fault in (Fault.TAKES_UNCONFIRMED, Fault.LOSES_UNCONFIRMED):
            raise TemporaryError("The platform answers 500.")
        number = next((n for n, (known, at, _) in enumerate(self.posted, 1) if (known, at) == (key, place)), None)
        return Sent(place, str(number)) if number else None

    async def reach(self, place: Place) -> None:
        """Unless it is broken."""
        if self._meet(place, f"reach {place.conversation}") in (Fault.TAKES_UNCONFIRMED, Fault.LOSES_UNCONFIRMED):
            raise TemporaryError("The platform answers 500.")

    def _meet(self, place: Place, what: str) -> Fault:
        hour = int((self.clock.now - START) / timedelta(hours=1))
        self.calls[what, hour] += 1
        self._die()
        fails = self.only is None or place.conversation in self.only
        fault = self.fault if fails else Fault.NONE
        match fault:
            case Fault.ASKS_TO_WAIT:
                raise RateLimitedError(300)
            case Fault.REFUSES:
                raise TemporaryError("The connection was refused.")
            case Fault.OUT_OF_REACH:
                raise UnreachableError("The channel is archived.")
            case Fault.BREAKS:
                raise RuntimeError("nobody thought of this")
        return fault

    def _die(self) -> None:
        """A replica dies at a step that was drawn beforehand."""
        if self.dies:
            self.dies -= 1
            if not self.dies:
                raise Killed


@dataclass
class Clock:
    """Simulated time."""

    now: datetime = START


class Simulation:
    """An organisation on a database, with replicas that work on what is due."""

    def __init__(
        self,
        database: AsyncEngine,
        catalogue: Catalogue,
        directory: Directory,
        *,
        replicas: int,
        looks: bool,
        seed: int,
    ) -> None:
        self.clock = Clock()
        self.database, self.directory = database, directory
        self.slack = SimulatedPlatform(self.clock, looks=looks)
        self.teams = SimulatedPlatform(self.clock, "teams", looks=False)
        self.random = random.Random(seed)  # noqa: S311 - a simulation
        self.kills = 0
        self._queue: list[tuple[datetime, str]] = []
        self._catalogue = catalogue
        self._box = Outbox(self._enqueue, lambda: self.clock.now)
        self.handoffs = Handoffs(database, lambda: directory, self._box)
        self._couriers = [self._courier() for _ in range(replicas)]
        self._swept = START

    def _courier(self) -> Courier:
        letters = MessageContent(self._catalogue, lambda: self.directory)
        digests = Digests(lambda: self.directory, self._box)
        messengers: Mapping[PlatformId, SimulatedPlatform] = {"slack": self.slack, "teams": self.teams}
        return Courier(self.database, messengers, self.handoffs, letters, digests, self._box)

    async def _enqueue(self, _: AsyncConnection, delivery: Delivery, seconds: float) -> None:
        self._queue.append((self.clock.now + timedelta(seconds=seconds), delivery.id))

    async def open(self, key: str, belongs: str, by: Person) -> Handoff:
        """Hand a request over."""
        draft = Draft(
            key=key,
            requester=by,
            asked_in=by.direct,
            thread=None,
            link="",
            text="My VPN drops",
            responsibility=belongs,
            why="",
        )
        change = await self.handoffs.open(draft)
        assert change.handoff
        return change.handoff

    def jump(self, by: timedelta, *, while_off: bool = False) -> None:
        """Put the clock, which the engine's own waits do not go by; or let time pass in which nothing runs."""
        self.clock.now += by
        self._swept += by
        if not while_off:
            self._queue = [(due + by, name) for due, name in self._queue]

    def lose_queue(self) -> None:
        """The engine has lost all that it was to work on."""
        self._queue.clear()

    async def run(self, until: datetime) -> None:
        """Let time pass, and work on what falls due."""
        while True:
            upcoming = min([due for due, _ in self._queue] + [self._swept + _SWEEP])
            if upcoming > until:
                self.clock.now = until
                return
            self.clock.now = max(self.clock.now, upcoming)
            if self._swept + _SWEEP <= self.clock.now:
                await self._sweep()
            for pair in [pair for pair in self._queue if pair[0] <= self.clock.now]:
                self._queue.remove(pair)
                await self._deliver(pair[1])

    async def _deliver(self, delivery_id: str) -> None:
        number = self.random.randrange(len(self._couriers))
        if self.kills and self.random.random() < 0.3:
            self.kills -= 1
            self.slack.dies = self.random.randint(1, 3)
        try:
            seconds = await self._couriers[number].deliver(delivery_id)
        except Killed:
            self._couriers[number] = self._courier()
            self._queue.append((self.clock.now + timedelta(seconds=1), delivery_id))  # the engine runs it again
            return
        finally:
            self.slack.dies = 0
        if seconds is not None:
            assert seconds > 0
            self._queue.append((self.clock.now + timedelta(seconds=seconds), delivery_id))

    async def _sweep(self) -> None:
        """What the engine does from time to time."""
        self._swept = self.clock.now
        await self._couriers[0].try_again()
        async with self.database.connect() as connection:
            late = await outbox.overdue(connection, self.clock.now - _OVERDUE, 500)
        queued = {name for _, name in self._queue}
        self._queue += [(self.clock.now, d.id) for d in late if d.id not in queued]

    # --- what must hold ------------------------------------------------------------------------------------------------

    async def check(self, handoffs: list[Handoff]) -> list[str]:
        """What is wrong in the end, a sentence each."""
        wrong: list[str] = []
        copies = Counter(key for key, _, _ in [*self.slack.posted, *self.teams.posted])
        wrong += [f"{key} is there {n} times" for key, n in copies.items() if n > 2]
        for handoff in handoffs:
            current = await self.handoffs.get(handoff.id)
            assert current
            wrong += self._told(current, copies)
        for platform in (self.slack, self.teams):
            wrong += [f"{n} calls in an hour: {what}" for (what, _), n in platform.calls.items() if n > _CALLS_AN_HOUR]
        return wrong

    def _told(self, handoff: Handoff, copies: Counter[str]) -> list[str]:
        """Whether it is with its team, or visibly given up; and its requester knows what became of it."""
        wrong = []
        team = self.handoffs.team(handoff.team)
        home = home_of(team) if team else None
        cards = {
            place for key, place, _ in [*self.slack.posted, *self.teams.posted] if key.startswith(f"{handoff.id}.card")
        }
        if handoff.status in UNDER_WAY and home not in cards:
            wrong.append(f"{handoff.id} is with {handoff.team} and has no card there")
        told = any(key.startswith((f"{handoff.id}.status", f"{handoff.id}.told")) for key in copies)
        if not told and (handoff.round > 1 or handoff.status not in UNDER_WAY):
            wrong.append(f"{handoff.id}: its requester was never told")
        return wrong


_CALLS_AN_HOUR = 30
"""Of one message: 12 where a platform asks each time to wait five minutes, and some after a replica's death."""


async def outcome(simulation: Simulation, handoffs: list[Handoff]) -> str:
    """What became of the requests, for a table."""
    current = [await simulation.handoffs.get(handoff.id) for handoff in handoffs]
    teams = Counter(f"{h.status} {h.team}" for h in current if h)
    copies = Counter(key for key, _, _ in [*simulation.slack.posted, *simulation.teams.posted])
    twice = sum(n > 1 for n in copies.values())
    return ", ".join(f"{n} {name}" for name, n in sorted(teams.items())) + (f"; {twice} twice" if twice else "")
