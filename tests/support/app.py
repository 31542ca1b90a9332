"""The whole core with everything behind it but the durable engine: what is queued is written down, and delivered when a test says so."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.app import Waypost
from core.conversation.people import Guests, PlatformId
from core.desk.desk import Desk
from core.directory.model import Directory
from core.handoff.delivery.outbox import Delivery, Outbox
from core.handoff.delivery.ports import Messenger
from core.limits import Kind, Limit


@dataclass
class OpenWaypost:
    """What a test acts on.

    Attributes:
        waypost: what platforms talk to.
        handoffs: the hand-offs.
        outbox: plans deliveries.
        queued: every delivery that was queued, with the seconds until it is due.
        now: the time; a test may change it. The real time where it is None.
        limits: how much one person may do; a test acts as often as it likes unless it gives any.
    """

    engine: AsyncEngine
    answering: Desk
    now: datetime | None = None
    queued: list[tuple[Delivery, float]] = field(default_factory=list)
    limits: Mapping[Kind, Limit | None] = field(default_factory=dict)
    guests: Guests = "answers"

    def __post_init__(self) -> None:
        self.outbox = Outbox(self._enqueue, self.clock)
        self.waypost = Waypost(self.engine, self.answering, self.outbox, self.limits, self.guests)
        self.handoffs = self.waypost.handoffs

    def clock(self) -> datetime:
        """The time, in UTC."""
        return self.now or datetime.now(UTC)

    async def _enqueue(self, _: AsyncConnection, delivery: Delivery, seconds: float) -> None:
        self.queued.append((delivery, seconds))

    async def deliver(self, *messengers: Messenger) -> None:
        """Deliver all that is queued and due at once, and what follows from it, by the real courier."""
        by_platform: dict[PlatformId, Messenger] = {messenger.platform: messenger for messenger in messengers}
        courier = self.waypost.courier(by_platform)
        while due := [pair for pair in self.queued if pair[1] <= 0]:
            for pair in due:
                self.queued.remove(pair)
                await courier.deliver(pair[0].id)


def open_waypost(
    desk: Desk,
    engine: AsyncEngine,
    directory: Directory | None = None,
    limits: Mapping[Kind, Limit | None] | None = None,
    guests: Guests = "answers",
) -> OpenWaypost:
    """A Waypost on a database, for an organisation with that directory; the desk's own when none is given."""
    answering = Desk(desk.catalogue, desk.suggest, directory) if directory else desk
    return OpenWaypost(engine, answering, limits=limits or {}, guests=guests)
