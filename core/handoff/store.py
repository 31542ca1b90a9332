"""Hand-offs in the database. Every change is one conditional UPDATE: of two people who press at once, one wins."""

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.conversation.people import Person, Place, PlatformId
from core.handoff.model import UNDER_WAY, Event, EventKind, Handoff, Status
from core.storage.engine import insert_once
from core.storage.rows import read_each
from core.storage.tables import deliveries, handoff_events, handoffs

_log = logging.getLogger(__name__)


async def insert(connection: AsyncConnection, handoff: Handoff, key: str) -> bool:
    """Store a new hand-off; False when one with this key is there already.

    Args:
        connection: in a transaction.
        handoff: what to store.
        key: what must not be handed over twice.
    """
    asked, requester = handoff.asked_in, handoff.requester
    values = {
        "id": handoff.id,
        "key": key,
        "responsibility": handoff.responsibility,
        "team": handoff.team,
        "status": handoff.status.value,
        "round": handoff.round,
        "version": handoff.version,
        "platform": asked.platform,
        "workspace": asked.workspace,
        "conversation": asked.conversation,
        "thread": handoff.thread,
        "link": handoff.link,
        "requester": requester.id,
        "requester_name": requester.name,
        "text": handoff.text,
        "why": handoff.why,
        "note": handoff.note,
        "opened_at": handoff.opened_at,
        "round_at": handoff.round_at,
        "responders": dump_responders(handoff.responders),
    }
    return await insert_once(connection, handoffs, values)


async def get(connection: AsyncConnection, handoff_id: str) -> Handoff | None:
    """The hand-off with that id, or None."""
    row = (await connection.execute(sa.select(handoffs).where(handoffs.c.id == handoff_id))).first()
    return _handoff(row) if row else None


async def lock(connection: AsyncConnection, handoff_id: str) -> None:
    """Keep others from what they do under this lock until the transaction ends. SQLite needs none: it has one writer."""
    await connection.execute(sa.select(handoffs.c.id).where(handoffs.c.id == handoff_id).with_for_update())


async def get_by_key(connection: AsyncConnection, key: str) -> Handoff | None:
    """The hand-off with that key, or None."""
    row = (await connection.execute(sa.select(handoffs).where(handoffs.c.key == key))).first()
    return _handoff(row) if row else None


async def change(
    connection: AsyncConnection,
    handoff_id: str,
    expected: Sequence[Status],
    values: Mapping[str, Any],
    *,
    in_round: int | None = None,
    unless: sa.ColumnElement[bool] | None = None,
) -> Handoff | None:
    """Change a hand-off where it still stands as expected, and return it; None when it does not.

    Args:
        connection: in a transaction.
        handoff_id: which.
        expected: statuses in which the change is possible.
        values: columns to set.
        in_round: the round in which it is possible, or None for any.
        unless: a further condition that forbids it, or None.
    """
    conditions = [handoffs.c.id == handoff_id, handoffs.c.status.in_([status.value for status in expected])]
    if in_round is not None:
        conditions.append(handoffs.c.round == in_round)
    if unless is not None:
        conditions.append(sa.not_(unless))
    updated = await connection.execute(
        sa.update(handoffs).where(*conditions).values(version=handoffs.c.version + 1, **values)
    )
    return await get(connection, handoff_id) if updated.rowcount else None


async def record(connection: AsyncConnection, handoff: Handoff, event: Event) -> None:
    """Append to the history."""
    await connection.execute(
        handoff_events.insert().values(
            handoff_id=handoff.id,
            kind=event.kind.value,
            round=event.round,
            platform=event.actor.platform,
            actor=event.actor.id,
            actor_name=event.actor.name,
            detail=event.detail,
            note=event.note,
            at=event.at,
        )
    )


async def history(connection: AsyncConnection, handoff_id: str) -> tuple[Event, ...]:
    """Who did what, oldest first."""
    found = sa.select(handoff_events).where(handoff_events.c.handoff_id == handoff_id).order_by(handoff_events.c.id)
    return tuple(read_each(await connection.execute(found), _event))


async def of_requester(connection: AsyncConnection, person: Person, most: int) -> tuple[Handoff, ...]:
    """What somebody has handed over and is under way, newest first."""
    of_person = (handoffs.c.requester == person.id) & (handoffs.c.requester != "")
    mine = (handoffs.c.platform == person.platform) & acts_in(person, handoffs.c.workspace) & of_person
    return await _select(connection, mine, handoffs.c.opened_at.desc(), most)


async def of_responder(connection: AsyncConnection, person: Person, most: int) -> tuple[Handoff, ...]:
    """What somebody has taken and is under way, oldest first."""
    of_person = (handoffs.c.responder == person.id) & (handoffs.c.responder != "")
    taken = (
        (handoffs.c.responder_platform == person.platform) & acts_in(person, handoffs.c.responder_workspace) & of_person
    )
    return await _select(connection, taken, handoffs.c.opened_at.asc(), most)


def acts_in(person: Person, workspace: sa.Column[Any]) -> sa.ColumnElement[bool]:
    """Whether a kept workspace is one where that id means this person: as `Person.is_same`."""
    return sa.true() if person.is_unique else workspace.in_(sorted(person.workspaces))


async def of_teams(connection: AsyncConnection, teams: Iterable[str], most: int) -> tuple[Handoff, ...]:
    """What some teams have under way, oldest first."""
    return await _select(connection, handoffs.c.team.in_(list(teams)), handoffs.c.opened_at.asc(), most)


async def _select(
    connection: AsyncConnection, where: sa.ColumnElement[bool], order: sa.ColumnElement[Any], most: int
) -> tuple[Handoff, ...]:
    under_way = handoffs.c.status.in_([status.value for status in UNDER_WAY])
    rows = await connection.execute(sa.select(handoffs).where(where, under_way).order_by(order).limit(most))
    return tuple(read_each(rows, _handoff))


def _event(row: sa.Row[Any]) -> Event:
    return Event(
        EventKind(row.kind),
        row.round,
        Person(row.platform, "", row.actor, row.actor_name),
        row.detail,
        row.at,
        row.note,
    )


def _handoff(row: sa.Row[Any]) -> Handoff:
    requester = Person(row.platform, row.workspace, row.requester, row.requester_name)
    responder = None
    if row.responder is not None:
        responder = Person(row.responder_platform, row.responder_workspace, row.responder, row.responder_name)
    return Handoff(
        id=row.id,
        responsibility=row.responsibility,
        team=row.team,
        status=Status(row.status),
        round=row.round,
        version=row.version,
        requester=requester,
        asked_in=Place(row.platform, row.workspace, row.conversation),
        thread=row.thread,
        link=row.link,
        text=row.text,
        why=row.why,
        responder=responder,
        note=row.note,
        opened_at=row.opened_at,
        round_at=row.round_at,
        reminded_at=row.reminded_at,
        escalated_at=row.escalated_at,
        responders=_responders(row),
    )


def _responders(row: sa.Row[Any]) -> tuple[str, ...] | None:
    """Whom the directory named; None, which gives nobody a right, where that cannot be read."""
    if not row.responders:
        return None
    try:
        kept = json.loads(row.responders)
    except ValueError:
        kept = None
    if isinstance(kept, list) and all(isinstance(each, str) for each in kept):
        return tuple(kept)
    _log.error("the responders of hand-off %s cannot be read and are left out", row.id)
    return None


def dump_responders(responders: tuple[str, ...] | None) -> str | None:
    """Responders as their column holds them."""
    return None if responders is None else json.dumps(responders)


_POSTED = ("sending", "sent")
_ON_ITS_WAY = ("pending", "sending")


async def workspaces_in_use(engine: AsyncEngine, platform: PlatformId) -> frozenset[str]:
    """Workspaces or tenants of a platform where something of a hand-off that is under way stands, or is yet to be posted."""
    under_way = handoffs.c.status.in_([status.value for status in UNDER_WAY])
    of_platform = deliveries.c.platform == platform
    asked_in = sa.select(handoffs.c.workspace).where(under_way, handoffs.c.platform == platform)
    stands_in = (
        sa.select(deliveries.c.workspace)
        .join(handoffs, deliveries.c.handoff_id == handoffs.c.id)
        .where(under_way, of_platform, deliveries.c.status.in_(_POSTED))
    )
    goes_to = sa.select(deliveries.c.workspace).where(of_platform, deliveries.c.status.in_(_ON_ITS_WAY))
    async with engine.connect() as connection:
        return frozenset((await connection.execute(sa.union(asked_in, stands_in, goes_to))).scalars())
