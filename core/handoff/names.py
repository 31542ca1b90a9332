"""Names that a platform did not tell when somebody acted: mended once they are known, in what still stands."""

import logging
import time
from collections import OrderedDict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.conversation.people import Person
from core.handoff import store
from core.handoff.delivery.planner import Planner
from core.handoff.relay import Relay
from core.storage.engine import FAILURES, writing
from core.storage.tables import handoff_events, handoffs

_log = logging.getLogger(__name__)

_KEPT_SECONDS = 3600.0
"""For so long nothing is looked up for somebody whose name has been mended everywhere, unless they act without it again."""
_MOST_KEPT = 5000
_MOST_MENDED = 50
"""Hand-offs that one look mends, the newest first: each is drawn anew in two places."""

_OF_BEFORE = "Somebody"
"""What earlier versions kept where the platform told no name."""


class Names:
    """The names of people in hand-offs."""

    def __init__(self, engine: AsyncEngine, planner: Planner, relay: Relay) -> None:
        self._engine = engine
        self._planner = planner
        self._relay = relay
        self._mended: OrderedDict[tuple[str, str], float] = OrderedDict()

    async def learn(self, person: Person) -> None:
        """Put somebody's name wherever something else stands for it, and have what shows it drawn anew."""
        key = (person.platform, person.id)
        if not person.is_named:
            self._mended.pop(key, None)  # what they do now is to be mended
            return
        if self._mended.get(key, 0.0) > time.monotonic():
            return
        try:
            async with self._engine.connect() as connection:
                is_needed = bool(await _find(connection, person))
            if is_needed:
                async with writing(self._engine) as connection:
                    await self._mend(connection, person)
        except FAILURES as error:  # what they do succeeds without; the next time mends it
            _log.warning("names were not mended (%s)", type(error).__name__)
            return
        self._mended[key] = time.monotonic() + _KEPT_SECONDS
        while len(self._mended) > _MOST_KEPT:
            self._mended.popitem(last=False)

    async def _mend(self, connection: AsyncConnection, person: Person) -> None:
        found = await _find(connection, person)
        events, here = handoff_events.c, handoffs.c.id.in_(found)
        for statement in (
            sa.update(handoffs).where(here, *_is_requester(person)).values(requester_name=person.name),
            sa.update(handoffs).where(here, *_is_responder(person)).values(responder_name=person.name),
            sa.update(handoff_events)
            .where(events.handoff_id.in_(found), *_is_actor(person))
            .values(actor_name=person.name),
        ):
            await connection.execute(statement)
        for each in found:
            handoff = await store.get(connection, each)
            if handoff:
                await self._relay.name_author(connection, handoff, person)
                # with the version, for they may act without a name again
                because = f"name {handoff.version} {person.id} {person.name}"
                await self._planner.redraw_all(connection, handoff, because)


async def _find(connection: AsyncConnection, person: Person) -> list[str]:
    """Ids of the hand-offs where something else stands for a person's name."""
    of_events = sa.select(handoff_events.c.handoff_id).where(*_is_actor(person))
    where = sa.or_(
        sa.and_(*_is_requester(person)), sa.and_(*_is_responder(person)), handoffs.c.id.in_(of_events.distinct())
    )
    newest = sa.select(handoffs.c.id).where(where).order_by(handoffs.c.opened_at.desc()).limit(_MOST_MENDED)
    return list((await connection.execute(newest)).scalars())


Conditions = tuple[sa.ColumnElement[bool], ...]


def _is_requester(person: Person) -> Conditions:
    c = handoffs.c
    workspaces = store.acts_in(person, c.workspace)
    return (c.platform == person.platform, workspaces, c.requester == person.id, _stands_in(c.requester_name, person))


def _is_responder(person: Person) -> Conditions:
    c = handoffs.c
    return (
        c.responder_platform == person.platform,
        store.acts_in(person, c.responder_workspace),
        c.responder == person.id,
        _stands_in(c.responder_name, person),
    )


def _is_actor(person: Person) -> Conditions:
    c = handoff_events.c
    return (c.platform == person.platform, c.actor == person.id, _stands_in(c.actor_name, person))


def _stands_in(name: sa.Column[Any], person: Person) -> sa.ColumnElement[bool]:
    """Whether what is kept is no name of a person: see `Person.is_named`."""
    return name.in_(["", _OF_BEFORE, person.id]) | name.startswith("@")
