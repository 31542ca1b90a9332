"""Where Teams has met us: what it takes to speak there unasked. Kept in the database, and brought up to date by every activity."""

import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from bots.teams.incoming import Incoming
from core.storage.engine import insert_once, writing
from core.storage.tables import conversations

THREAD = ";messageid="
"""Between a channel's id and that of the message that began a thread in it."""

_WRITTEN_AGAIN_SECONDS = 3600.0
"""What is known already is written at most so often, to keep the moment when it was last met."""
_MOST_WRITTEN = 20_000
"""Conversations of which that is remembered."""


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


class References:
    """The conversations that have met us."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._written: OrderedDict[tuple[str, str, str], float] = OrderedDict()

    async def met(self, incoming: Incoming) -> None:
        """Remember where an activity came from; or forget it, where it says that we were removed."""
        if incoming.type == "installationUpdate" and incoming.action.startswith("remove"):
            await self._forget(incoming)
            return
        if not (incoming.tenant and incoming.bot):
            return
        conversation = incoming.conversation.partition(THREAD)[0]
        known = (incoming.tenant, conversation, incoming.service_url)
        if self._written.get(known, 0.0) > time.monotonic():
            return
        person = incoming.sender if incoming.conversation_type == "personal" else ""
        reference = Reference(conversation, incoming.bot, incoming.service_url)
        await self.keep(incoming.tenant, reference, incoming.conversation_type, person)
        self._written[known] = time.monotonic() + _WRITTEN_AGAIN_SECONDS
        while len(self._written) > _MOST_WRITTEN:
            self._written.popitem(last=False)

    async def keep(self, workspace: str, reference: Reference, kind: str, person: str) -> None:
        """Keep a reference in place of an earlier one.

        Args:
            workspace: tenant id.
            reference: the conversation.
            kind: `personal`, `groupChat` or `channel`.
            person: whose personal conversation it is; empty for others.
        """
        values = {
            "kind": kind,
            "person": person,
            "bot": reference.bot,
            "service_url": reference.service_url,
            "met_at": datetime.now(UTC),
        }
        key = {"workspace": workspace, "conversation": reference.conversation}
        async with writing(self._engine) as connection:
            if not await insert_once(connection, conversations, {**key, **values}):
                where = (conversations.c.workspace == workspace) & (
                    conversations.c.conversation == reference.conversation
                )
                await connection.execute(sa.update(conversations).where(where).values(**values))

    async def of(self, workspace: str, conversation: str) -> Reference | None:
        """The reference of a conversation; where it has not met us, that of the tenant's newest, with its address and our id."""
        own = await self._first(
            (conversations.c.workspace == workspace) & (conversations.c.conversation == conversation)
        )
        return own or await self._first(conversations.c.workspace == workspace)

    async def of_person(self, workspace: str, person: str) -> Reference | None:
        """A person's personal conversation with us, or None where there is none yet."""
        return await self._first((conversations.c.workspace == workspace) & (conversations.c.person == person))

    async def _first(self, where: sa.ColumnElement[bool]) -> Reference | None:
        newest = sa.select(conversations).where(where).order_by(conversations.c.met_at.desc()).limit(1)
        async with self._engine.connect() as connection:
            row = (await connection.execute(newest)).first()
        return Reference(row.conversation, row.bot, row.service_url) if row else None

    async def _forget(self, incoming: Incoming) -> None:
        conversation = incoming.conversation.partition(THREAD)[0]
        self._written.pop((incoming.tenant, conversation, incoming.service_url), None)
        where = (conversations.c.workspace == incoming.tenant) & (conversations.c.conversation == conversation)
        async with writing(self._engine) as connection:
            await connection.execute(sa.delete(conversations).where(where))
