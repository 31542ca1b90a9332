"""Messages that must arrive: planned in the transaction that makes them necessary, and kept until they have arrived."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.conversation.people import Place
from core.handoff.delivery.ports import Sent
from core.handoff.model import UNDER_WAY
from core.storage.engine import insert_once, put_all
from core.storage.rows import read_each
from core.storage.tables import deliveries, handoffs


class Kind(StrEnum):
    """What a message is for."""

    CARD = "card"
    """The request, to the team that has it."""
    STATUS = "status"
    """How it stands, to the requester."""
    REDRAW = "show"
    """A card or status redrawn."""
    NOTIFY_REQUESTER = "told"
    """What happened, to the requester, who would not notice a redrawn message."""
    NOTIFY_TEAM = "noted"
    """What happened, in the thread of a card, for the team."""
    REMIND = "remind"
    ESCALATE = "escalate"
    RELAY = "relay"
    """What somebody wrote on the other side."""
    DIGEST = "digest"


class AfterCrash(StrEnum):
    """What to do about a message when the process died, or the connection broke, while it was being sent."""

    LOOK = "look"
    """Look for it; where it is not found, or cannot be looked for, send it again."""
    AGAIN = "again"
    """Send it again: doing so twice does no harm."""
    LEAVE = "leave"
    """Leave it: once too seldom is better than twice."""


AFTER_CRASH = {
    Kind.CARD: AfterCrash.LOOK,
    Kind.STATUS: AfterCrash.LOOK,
    Kind.RELAY: AfterCrash.LOOK,
    Kind.ESCALATE: AfterCrash.LOOK,
    Kind.REDRAW: AfterCrash.AGAIN,
    Kind.NOTIFY_REQUESTER: AfterCrash.LEAVE,
    Kind.NOTIFY_TEAM: AfterCrash.LEAVE,
    Kind.REMIND: AfterCrash.LEAVE,
    Kind.DIGEST: AfterCrash.LEAVE,
}
"""A request must get there, even twice; a nudge or a piece of news may get lost in a crash, for the card and status show it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One message.

    Attributes:
        id: says what it is, so that planning it twice plans it once.
        handoff: id, or empty for one that belongs to none.
        kind: what for.
        round: of the hand-off.
        place: where it goes.
        thread: the message that it answers, or None.
        content: what it needs beside the hand-off, such as who wrote what.
        due: when it is to go out.
        status: `pending`, `sending`, `sent`, or, never to be sent, `skipped`, `left` or `failed`.
        attempts: how often it failed. A wait that the platform asked for is no failure.
        sent: the message as the platform has it, or None.
        started: when the last attempt began, or the first of those whose fate is unknown; None before any.
        unsure: how often it went out without our knowing whether it arrived, with an attempt that is under way.
        tried: when it was first tried, or None.
        gone: whether the message was deleted on the platform.
        given_up: when it was last given up, also where it is tried again by now; None where it never was.
    """

    id: str
    handoff: str
    kind: Kind
    round: int
    place: Place
    thread: str | None
    content: str
    due: datetime
    status: str = "pending"
    attempts: int = 0
    sent: Sent | None = None
    started: datetime | None = None
    unsure: int = 0
    tried: datetime | None = None
    gone: bool = False
    given_up: datetime | None = None

    @property
    def stands_in(self) -> bool:
        """Whether it replaces a message that was deleted."""
        return self.id.endswith(REPLACEMENT)

    @property
    def shows(self) -> bool:
        """Whether the message is, or may be, on the platform for people to see, or will be."""
        return not self.gone and self.status not in ("skipped", "left", "failed")


REPLACEMENT = ".again"
"""Ends the id of a message that stands in for one that was deleted."""


class Enqueue(Protocol):
    """How a delivery gets worked on: in the transaction that plans it, at the moment it is due."""

    async def __call__(self, connection: AsyncConnection, delivery: Delivery, seconds: float) -> None:
        """See to it that the delivery is worked on in so many seconds."""


class Outbox:
    """Plans deliveries.

    Attributes:
        clock: the time, in UTC.
    """

    def __init__(self, enqueue: Enqueue, clock: Callable[[], datetime]) -> None:
        self._enqueue = enqueue
        self.clock = clock

    async def plan(self, connection: AsyncConnection, delivery: Delivery) -> None:
        """Plan a delivery in the transaction of `connection`; one with this id is planned only once."""
        now = self.clock()
        if await insert_once(connection, deliveries, _values(delivery, now)):
            await self._enqueue(connection, delivery, max(0.0, (delivery.due - now).total_seconds()))

    async def note(self, connection: AsyncConnection, delivery: Delivery) -> None:
        """Write down something that is not sent, in place of what stood under its id."""
        await put_all(connection, deliveries, [{**_values(delivery, self.clock()), "status": "skipped"}])


async def find(connection: AsyncConnection, delivery_id: str) -> Delivery | None:
    """The delivery with that id, or None."""
    row = (await connection.execute(sa.select(deliveries).where(deliveries.c.id == delivery_id))).first()
    return _delivery(row) if row else None


async def of_handoff(connection: AsyncConnection, handoff_id: str, kinds: Sequence[Kind]) -> tuple[Delivery, ...]:
    """A hand-off's deliveries of some kinds, oldest first."""
    found = (
        sa.select(deliveries)
        .where(deliveries.c.handoff_id == handoff_id, deliveries.c.kind.in_([kind.value for kind in kinds]))
        .order_by(deliveries.c.planned_at, deliveries.c.id)
    )
    return tuple(map(_delivery, await connection.execute(found)))


async def of_thread(
    connection: AsyncConnection, place: Place, root: str | None, kinds: Sequence[Kind]
) -> Delivery | None:
    """The newest delivery of some kinds that began a thread, or stands in it, or None.

    Args:
        connection: to the database.
        place: the conversation. Its id alone finds it on its platform: a directory may name an organisation where an event
            names one of its workspaces, or another than the one from which somebody handed over.
        root: the message that began the thread, or None where the conversation is the thread.
        kinds: of which kinds.
    """
    here = _in_thread(place, root, kinds)
    newest = sa.select(deliveries).where(here).order_by(deliveries.c.planned_at.desc(), deliveries.c.id).limit(1)
    row = (await connection.execute(newest)).first()
    return _delivery(row) if row else None


async def handoffs_of_thread(
    connection: AsyncConnection, place: Place, root: str | None, kinds: Sequence[Kind]
) -> tuple[str, ...]:
    """Ids of the hand-offs that share a thread, newest first; the arguments as those of `of_thread`."""
    newest = sa.func.max(deliveries.c.planned_at).desc()
    shared = sa.select(deliveries.c.handoff_id).where(_in_thread(place, root, kinds)).group_by(deliveries.c.handoff_id)
    rows = await connection.execute(shared.order_by(newest).limit(_IN_ONE_THREAD))
    return tuple(row.handoff_id for row in rows if row.handoff_id)


_IN_ONE_THREAD = 10
"""Hand-offs of a thread among which a message is looked for: each ask of a question may become one."""


def _in_thread(place: Place, root: str | None, kinds: Sequence[Kind]) -> sa.ColumnElement[bool]:
    here = (
        (deliveries.c.platform == place.platform)
        & (deliveries.c.sent_conversation == place.conversation)
        & deliveries.c.kind.in_([kind.value for kind in kinds])
    )
    return here if root is None else here & ((deliveries.c.sent_message == root) | (deliveries.c.thread == root))


async def overdue(connection: AsyncConnection, before: datetime, most: int) -> tuple[Delivery, ...]:
    """What should have gone out before a moment and has neither gone nor been given up."""
    begun = sa.or_(deliveries.c.started_at.is_(None), deliveries.c.started_at < before)
    waiting = sa.or_(
        (deliveries.c.status == "pending") & (deliveries.c.due_at < before),
        (deliveries.c.status == "sending") & (deliveries.c.due_at < before) & begun,
    )
    rows = await connection.execute(sa.select(deliveries).where(waiting).order_by(deliveries.c.due_at).limit(most))
    return tuple(read_each(rows, _delivery))


async def mark_gone(connection: AsyncConnection, delivery: Delivery, now: datetime) -> bool:
    """Note that a message was deleted on the platform; False when that was known."""
    where = (deliveries.c.id == delivery.id) & deliveries.c.gone_at.is_(None)
    return bool((await connection.execute(sa.update(deliveries).where(where).values(gone_at=now))).rowcount)


async def find_given_up(
    connection: AsyncConnection,
    planned_after: datetime,
    given_up_before: datetime,
    copies: int,
    place: Place | None = None,
) -> tuple[Delivery, ...]:
    """What was given up and is still waited for, oldest first; at one place, or the oldest of each.

    A card is waited for while the team has the request, a reply and an escalation while it is under way, and a status until
    one has arrived, for how a request ended is news too. What may be there as often as it may is not among them.

    Args:
        connection: to the database.
        planned_after: older ones are forgotten.
        given_up_before: later ones rest.
        copies: what may be there so often is not sent again.
        place: where it was to go, or None for one to each place.
    """
    others = deliveries.alias()
    has_status = sa.exists().where(
        others.c.handoff_id == deliveries.c.handoff_id, others.c.kind == Kind.STATUS.value, others.c.status == "sent"
    )
    of_request = deliveries.c.kind.in_([Kind.RELAY.value, Kind.ESCALATE.value])
    of_round = (deliveries.c.kind == Kind.CARD.value) & (deliveries.c.round == handoffs.c.round)
    waited_for = sa.or_(
        (deliveries.c.kind == Kind.STATUS.value) & ~has_status,
        (of_request | of_round) & handoffs.c.status.in_([status.value for status in UNDER_WAY]),
    )
    # the statuses stand in the statement itself, as in the index: almost all rows are of another
    is_given_up = deliveries.c.status.in_([sa.literal(status, literal_execute=True) for status in GIVEN_UP])
    recent = (deliveries.c.planned_at > planned_after) & (deliveries.c.sent_at <= given_up_before)
    where = is_given_up & (deliveries.c.unsure < copies) & recent & waited_for
    where_to = (deliveries.c.platform, deliveries.c.workspace, deliveries.c.conversation)
    if place is not None:
        where &= sa.and_(
            *(c == v for c, v in zip(where_to, (place.platform, place.workspace, place.conversation), strict=True))
        )
    number = sa.func.row_number().over(partition_by=where_to, order_by=deliveries.c.sent_at).label("number")
    found = (
        sa.select(deliveries, number).join(handoffs, handoffs.c.id == deliveries.c.handoff_id).where(where).subquery()
    )
    wanted = sa.select(found).order_by(found.c.sent_at).limit(_AT_ONCE)
    rows = await connection.execute(wanted if place is not None else wanted.where(found.c.number == 1))
    return tuple(map(_delivery, rows))


GIVEN_UP = ("failed", "left")
"""Statuses of what is not tried any more: it did not arrive, or nobody knows whether it did."""

_AT_ONCE = 200
"""Rows that one transaction takes up again; the next finds the rest."""


async def mark(connection: AsyncConnection, delivery: Delivery, expected: Sequence[str], **values: Any) -> bool:  # noqa: ANN401 - columns
    """Set columns where the status is still one of `expected`, and say whether it was."""
    where = (deliveries.c.id == delivery.id) & deliveries.c.status.in_(expected)
    return bool((await connection.execute(sa.update(deliveries).where(where).values(**values))).rowcount)


def _values(delivery: Delivery, now: datetime) -> dict[str, Any]:
    """The row of a delivery that has not been tried."""
    return {
        "id": delivery.id,
        "handoff_id": delivery.handoff or None,
        "kind": delivery.kind.value,
        "round": delivery.round,
        "platform": delivery.place.platform,
        "workspace": delivery.place.workspace,
        "conversation": delivery.place.conversation,
        "thread": delivery.thread,
        "content": delivery.content,
        "status": "pending",
        "attempts": 0,
        "error": "",
        "planned_at": now,
        "due_at": delivery.due,
    }


def _delivery(row: sa.Row[Any]) -> Delivery:
    place = Place(row.platform, row.workspace, row.conversation)
    sent = (
        Sent(Place(row.platform, row.workspace, row.sent_conversation), row.sent_message) if row.sent_message else None
    )
    return Delivery(
        id=row.id,
        handoff=row.handoff_id or "",
        kind=Kind(row.kind),
        round=row.round,
        place=place,
        thread=row.thread,
        content=row.content,
        due=row.due_at,
        status=row.status,
        attempts=row.attempts,
        sent=sent,
        started=row.started_at,
        unsure=row.unsure,
        tried=row.tried_at,
        gone=row.gone_at is not None,
        given_up=row.sent_at if row.sent_message is None else None,
    )
