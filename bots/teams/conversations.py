"""Where Teams has met us, and what each conversation is good for. Kept in the database, brought up to date by what Teams says.

An invoke can be answered once wherever it comes from. That we may write somewhere later is another matter: the message extension
is used in conversations that we are not in. So a conversation counts as ours only by what Teams sends to members alone, until
Teams refuses us there.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from bots.dedup import Deduplicator
from bots.teams.payloads import THREAD, Incoming
from core.storage.engine import put_all, put_missing, writing
from core.storage.tables import conversations

_WRITTEN_AGAIN_SECONDS = 3600.0
"""What is known already is written at most so often, to keep the moment when it was last met."""
_MOST_WRITTEN = 20_000
"""Conversations of which that is remembered."""
_MOST_REMOVED = 5000
"""Conversations that have removed us, kept in memory: what follows a removal comes within minutes."""


_PERSONAL = "personal"
_HEARD = "heard"
"""The kind of a conversation from which we were called, and of which nothing says that we may write to it."""
_CLOSED = "closed"
"""The kind of one where we were a member, and are refused now."""

_AS_MEMBER = frozenset({"message", "messageUpdate", "messageDelete", "installationUpdate", "conversationUpdate"})
"""Activities that Teams sends to members alone."""
_CARD_ACTION = "adaptiveCard/action"
"""The invoke of a button on a card that we have posted, and so of a member too."""

_CLOSING = frozenset({"channelDeleted", "teamDeleted", "teamHardDeleted", "teamArchived"})
"""https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events"""


@dataclass(frozen=True, slots=True)
class Reference:
    """A conversation that has met us.

    Attributes:
        conversation: its id, without a thread.
        bot: our id there, `28:…`.
        service_url: where messages for it go.
        is_member: whether we may write there, as far as Teams has let us know.
    """

    conversation: str
    bot: str
    service_url: str
    is_member: bool = True


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
        self._waiting: dict[tuple[str, str, str, bool], Row] = {}
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
        if incoming.event in _CLOSING:
            await self.close(incoming.tenant, incoming.channel_named or conversation)
            return
        is_member = incoming.type in _AS_MEMBER or incoming.name == _CARD_ACTION
        known = (incoming.tenant, conversation, incoming.service_url, is_member)
        if self._written.knows(known):
            return
        kind = incoming.conversation_type if is_member else _HEARD
        person = incoming.sender if kind == _PERSONAL else ""
        reference = Reference(conversation, incoming.bot, incoming.service_url)
        self._waiting[known] = _row(incoming.tenant, reference, kind, person)
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
            ours = {key[:2]: row for key, row in written.items() if row["kind"] != _HEARD}
            heard = {key[:2]: row for key, row in written.items() if row["kind"] == _HEARD and key[:2] not in ours}
            await self._put(ours.values(), heard.values())
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

    async def close(self, workspace: str, conversation: str) -> None:
        """Note that Teams takes nothing from us in a conversation, until something says otherwise.

        Args:
            workspace: tenant id.
            conversation: its id, without a thread.
        """
        where = (conversations.c.workspace == workspace) & (conversations.c.conversation == conversation)
        async with self._lock, writing(self._engine) as connection:
            for known in [key for key in self._waiting if key[:2] == (workspace, conversation)]:
                del self._waiting[known]
            urls = await connection.execute(sa.select(conversations.c.service_url).where(where))
            for (url,) in urls:
                self._written.forget((workspace, conversation, url, True))
            await connection.execute(sa.update(conversations).where(where).values(kind=_CLOSED))

    async def _put(self, rows: Collection[Row], missing: Collection[Row] = ()) -> None:
        """Write rows, and those that are missing where nothing is known yet."""
        async with writing(self._engine) as connection:
            if rows:
                await put_all(connection, conversations, rows)
            if missing:
                await put_missing(connection, conversations, missing)

    async def of(self, workspace: str, conversation: str) -> Reference | None:
        """The reference of a conversation; where it has not met us, that of the tenant's newest, with its address and our id."""
        own = await self._first(
            (conversations.c.workspace == workspace) & (conversations.c.conversation == conversation)
        )
        return own or await self._first(conversations.c.workspace == workspace)

    async def of_person(self, workspace: str, person: str) -> Reference | None:
        """A person's personal conversation with us, or None where there is none yet."""
        # older versions took chats of two colleagues, whose ids begin like those of channels, for personal ones
        theirs = (conversations.c.person == person) & (conversations.c.kind == _PERSONAL)
        ours = theirs & ~conversations.c.conversation.startswith("19:")
        return await self._first((conversations.c.workspace == workspace) & ours)

    async def of_person_elsewhere(self, person: str) -> tuple[str, Reference] | None:
        """A person's personal conversation with us in whatever tenant, with that tenant's id: it is their own.

        In a channel that is shared with them the tenant is another.
        """
        theirs = (conversations.c.person == person) & (conversations.c.kind == _PERSONAL)
        where = theirs & ~conversations.c.conversation.startswith("19:")
        newest = sa.select(conversations).where(where).order_by(conversations.c.met_at.desc()).limit(1)
        async with self._engine.connect() as connection:
            row = (await connection.execute(newest)).first()
        return (row.workspace, Reference(row.conversation, row.bot, row.service_url)) if row else None

    async def _first(self, where: sa.ColumnElement[bool]) -> Reference | None:
        newest = sa.select(conversations).where(where).order_by(conversations.c.met_at.desc()).limit(1)
        async with self._engine.connect() as connection:
            row = (await connection.execute(newest)).first()
        if row is None:
            return None
        return Reference(row.conversation, row.bot, row.service_url, row.kind not in (_HEARD, _CLOSED))

    async def _forget(self, incoming: Incoming) -> None:
        conversation = incoming.conversation.partition(THREAD)[0]
        self._removed[incoming.tenant, conversation] = max(
            incoming.sent_seconds, self._removed.pop((incoming.tenant, conversation), 0.0)
        )
        while len(self._removed) > _MOST_REMOVED:
            self._removed.popitem(last=False)
        keys = [(incoming.tenant, conversation, incoming.service_url, is_member) for is_member in (True, False)]
        for known in keys:
            self._waiting.pop(known, None)
        where = (conversations.c.workspace == incoming.tenant) & (conversations.c.conversation == conversation)
        async with self._lock, writing(self._engine) as connection:
            for known in keys:
                self._written.forget(known)
            await connection.execute(sa.delete(conversations).where(where))
