"""Where Teams has met us: what it takes to speak there unasked. Kept in the database, and brought up to date by every activity."""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from bots.dedup import Deduplicator
from bots.teams.payloads import THREAD, Incoming
from core.storage.engine import put_all, writing
from core.storage.tables import conversations

_WRITTEN_AGAIN_SECONDS = 3600.0
"""What is known already is written at most so often, to keep the moment when it was last met."""
_MOST_WRITTEN = 20_000
"""Conversations of which that is remembered."""
_MOST_REMOVED = 5000
"""Conversations that have removed us, kept in memory: what follows a removal comes within minutes."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A conversation that has met us.

    Attributes:
        conversation: its id, without a thread.
        bot: our id there, `28:…`.
        service_url: where messages for it go.
    """

    conversation: str
    bot: str
    service_url: str


Row = dict[str, Any]
"""Of the table `conversations`."""


def _row(workspace: str, reference: Reference, kind: str, person: str) -> Row:
    return {
        "workspace": workspace,
        "conversation": reference.conversation,
        "kind": kind,
        "person": person,
        "bot": reference.bot,
        "service_url": reference.service_url,
        "met_at": datetime.now(UTC),
    }


class References:
    """The conversations that have met us."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._written = Deduplicator(_WRITTEN_AGAIN_SECONDS, _MOST_WRITTEN)
        self._waiting: dict[tuple[str, str, str], Row] = {}
        self._removed: OrderedDict[tuple[str, str], float] = OrderedDict()
        """When Teams removed us from conversations, by its own clock: other events may follow, or have been on their way."""
        self._is_writing = False
        self._lock = asyncio.Lock()

    async def remember(self, incoming: Incoming) -> None:
        """Remember where an activity came from; or forget it, where it says that we were removed.

        What many activities bring while one is being written goes to the database together.
        """
        if incoming.removes_us:
            await self._forget(incoming)
            return
        if not (incoming.tenant and incoming.bot):
            return
        conversation = incoming.conversation.partition(THREAD)[0]
        if not self._is_back(incoming, conversation):
            return
        known = (incoming.tenant, conversation, incoming.service_url)
        if self._written.knows(known):
            return
        person = incoming.sender if incoming.conversation_type == "personal" else ""
        reference = Reference(conversation, incoming.bot, incoming.service_url)
        self._waiting[known] = _row(incoming.tenant, reference, incoming.conversation_type, person)
        if self._is_writing:
            return  # whoever is at it takes ours along next
        self._is_writing = True
        try:
            while self._waiting:
                await self._write_waiting()
        finally:
            self._is_writing = False

    def _is_back(self, incoming: Incoming, conversation: str) -> bool:
        """Whether we are in a conversation: unless we were removed, and what comes is of before, or tells of others alone."""
        removed = self._removed.get((incoming.tenant, conversation))
        if removed is None:
            return True
        if not incoming.shows_us_there or 0.0 < incoming.sent_seconds <= removed:
            return False
        del self._removed[incoming.tenant, conversation]
        return True

    async def _write_waiting(self) -> None:
        async with self._lock:
            written, self._waiting = self._waiting, {}
            await self._put({(row["workspace"], row["conversation"]): row for row in written.values()}.values())
            for key in written:
                self._written.note(key)

    async def keep(self, workspace: str, reference: Reference, kind: str, person: str) -> None:
        """Keep a reference in place of an earlier one.

        Args:
            workspace: tenant id.
            reference: the conversation.
            kind: `personal`, `groupChat` or `channel`.
            person: whose personal conversation it is; empty for others.
        """
        await self._put([_row(workspace, reference, kind, person)])

    async def _put(self, rows: Iterable[Row]) -> None:
        async with writing(self._engine) as connection:
            await put_all(connection, conversations, rows)

    async def of(self, workspace: str, conversation: str) -> Reference | None:
        """The reference of a conversation; where it has not met us, that of the tenant's newest, with its address and our id."""
        own = await self._first(
            (conversations.c.workspace == workspace) & (conversations.c.conversation == conversation)
        )
        return own or await self._first(conversations.c.workspace == workspace)

    async def of_person(self, workspace: str, person: str) -> Reference | None:
        """A person's personal conversation with us, or None where there is none yet."""
        return await self._first((conversations.c.workspace == workspace) & (conversations.c.person == person))

    async def of_person_elsewhere(self, person: str) -> tuple[str, Reference] | None:
        """A person's personal conversation with us in whatever tenant, with that tenant's id: it is their own.

        In a channel that is shared with them the tenant is another.
        """
        where = (conversations.c.person == person) & (conversations.c.person != "")
        newest = sa.select(conversations).where(where).order_by(conversations.c.met_at.desc()).limit(1)
        async with self._engine.connect() as connection:
            row = (await connection.execute(newest)).first()
        return (row.workspace, Reference(row.conversation, row.bot, row.service_url)) if row else None

    async def _first(self, where: sa.ColumnElement[bool]) -> Reference | None:
        newest = sa.select(conversations).where(where).order_by(conversations.c.met_at.desc()).limit(1)
        async with self._engine.connect() as connection:
            row = (await connection.execute(newest)).first()
        return Reference(row.conversation, row.bot, row.service_url) if row else None

    async def _forget(self, incoming: Incoming) -> None:
        conversation = incoming.conversation.partition(THREAD)[0]
        known = (incoming.tenant, conversation, incoming.service_url)
        self._removed[incoming.tenant, conversation] = max(
            incoming.sent_seconds, self._removed.pop((incoming.tenant, conversation), 0.0)
        )
        while len(self._removed) > _MOST_REMOVED:
            self._removed.popitem(last=False)
        self._waiting.pop(known, None)
        where = (conversations.c.workspace == incoming.tenant) & (conversations.c.conversation == conversation)
        async with self._lock, writing(self._engine) as connection:
            self._written.forget(known)
            await connection.execute(sa.delete(conversations).where(where))
