"""What was said last in each conversation, for a while: enough to understand “and who do I call?”, and no words of anybody's."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.addresses import PlatformId
from core.storage.engine import writing
from core.storage.tables import turns

_TIDIED_EVERY = 50
"""Turns that are kept between two deletions of those that have expired."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredTurn:
    """The last turn of one person in one conversation.

    Attributes:
        platform, workspace, conversation, thread: where; the thread is empty where there is none, and `alone` of it for what was
            asked where others talk and answered to one person alone.
        asker: a platform's user id.
        ask_id: the stored question that it is about, or None.
        kind: of the answer.
        about: what else it was about: an id of the catalogue, or the seal of a preview; may be empty.
        openly: whether others saw the answer.
        at: when.
    """

    platform: PlatformId
    workspace: str
    conversation: str
    thread: str
    asker: str
    ask_id: str | None
    kind: str
    about: str
    openly: bool
    at: datetime


class TurnTakenError(Exception):
    """Something else was said in between."""


_ALONE = "~"
"""In front of the thread; no platform's id begins like that."""


def alone(thread: str) -> str:
    """The thread under which is kept what was answered to one person alone, beside what they said there for all to read."""
    return _ALONE + thread


_PLACE = ("platform", "workspace", "conversation")
_FIND = (
    sa.select(turns)
    .where(
        *(turns.c[name] == sa.bindparam(name) for name in _PLACE),
        turns.c.thread.in_([sa.bindparam("thread"), sa.bindparam("thread_alone")]),
        # what was asked privately is not gone on with where others read the answer
        sa.or_(
            sa.and_(turns.c.asker == sa.bindparam("who"), sa.not_(sa.bindparam("openly", type_=sa.Boolean))),
            turns.c.openly,
        ),
        turns.c.at > sa.bindparam("since"),
    )
    # one's own before what others said
    .order_by(sa.case((turns.c.asker == sa.bindparam("who"), 0), else_=1), turns.c.at.desc())
    .limit(1)
)
"""Built once: every short question waits for it."""


_INSERT = postgresql.insert(turns)
_OTHERS = {column.name: _INSERT.excluded[column.name] for column in turns.c if not column.primary_key}
_PUT = _INSERT.on_conflict_do_update(index_elements=list(turns.primary_key), set_=_OTHERS)
"""A row in place of the one with its key. `TurnsInMemory` does it where the database is SQLite."""
_PUT_AFTER = _INSERT.on_conflict_do_update(
    index_elements=list(turns.primary_key),
    set_=_OTHERS,
    where=sa.or_(
        turns.c.ask_id.is_not_distinct_from(sa.bindparam("after_ask", type_=turns.c.ask_id.type)),
        turns.c.at < sa.bindparam("after_at", type_=turns.c.at.type),
    ),
).returning(turns.c.at)
"""The same, only in place of one with `after_ask`, or of one from before `after_at`; it gives a row if it has put one."""


class TurnStore:
    """Remembers turns in the database, for all replicas."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._kept = 0

    async def find(
        self, place: tuple[str, str, str, str], asker: str, since: datetime, *, openly: bool = False
    ) -> StoredTurn | None:
        """The last turn of a person in a place (platform, workspace, conversation, thread), or of others where all could read it.

        Args:
            place: where.
            asker: who goes on.
            since: nothing older is found.
            openly: whether others will read the answer; then only what they could read is found.
        """
        *where, thread = place
        values = dict(zip(_PLACE, where, strict=True)) | {"who": asker, "since": since, "openly": openly}
        values |= {"thread": thread, "thread_alone": alone(thread)}
        async with self._engine.connect() as connection:
            row = (await connection.execute(_FIND, values)).first()
        return StoredTurn(**row._mapping) if row else None  # noqa: SLF001 - SQLAlchemy's public name for it

    async def end_preview(self, ask_id: str) -> None:
        """Let no preview of a request be the last turn any more."""
        await self._change(
            turns.update().where(turns.c.ask_id == ask_id, turns.c.kind == "preview").values(kind="kept")
        )

    async def renew_preview(self, ask_id: str, seal: str) -> None:
        """Note that a preview was changed: what is agreed to from now on is what it shows now."""
        await self._change(turns.update().where(turns.c.ask_id == ask_id, turns.c.kind == "preview").values(about=seal))

    async def open_up(self, ask_id: str) -> None:
        """Note that others see the answer to a request."""
        await self._change(turns.update().where(turns.c.ask_id == ask_id).values(openly=True))

    async def _change(self, statement: sa.Update) -> None:
        async with writing(self._engine) as connection:
            await connection.execute(statement)

    async def keep(self, turn: StoredTurn, expired: datetime, after: StoredTurn | None = None) -> None:
        """Keep a turn in place of the one before; what is older than `expired` is deleted now and then. `after` is as for `keep_in`.

        Raises:
            TurnTakenError: as for `keep_in`.
        """
        async with writing(self._engine) as connection:
            await self.keep_in(connection, turn, expired, after)

    async def keep_in(
        self, connection: AsyncConnection, turn: StoredTurn, expired: datetime, after: StoredTurn | None = None
    ) -> None:
        """The same within a transaction that is open.

        Args:
            connection: with the transaction.
            turn: what to keep.
            expired: what is older may be deleted.
            after: the turn that this one goes on with, or None where it stands for itself.

        Raises:
            TurnTakenError: another one has gone on with that since.
        """
        self._kept += 1
        if self._kept % _TIDIED_EVERY == 0:
            await connection.execute(sa.delete(turns).where(turns.c.at <= expired))
        values = {name: getattr(turn, name) for name in StoredTurn.__slots__}
        if after is None:
            await connection.execute(_PUT, values)
            return
        put = await connection.execute(_PUT_AFTER, values | {"after_ask": after.ask_id, "after_at": after.at})
        if put.first() is None:
            raise TurnTakenError
