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
        platform, workspace, conversation, thread: where; the thread is empty where there is none.
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


_PLACE = ("platform", "workspace", "conversation", "thread")
_FIND = (
    sa.select(turns)
    .where(
        *(turns.c[name] == sa.bindparam(name) for name in _PLACE),
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
_PUT = _INSERT.on_conflict_do_update(
    index_elements=list(turns.primary_key),
    set_={column.name: _INSERT.excluded[column.name] for column in turns.c if not column.primary_key},
)
"""A row in place of the one with its key. `TurnsInMemory` does it where the database is SQLite."""


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
        values = dict(zip(_PLACE, place, strict=True)) | {"who": asker, "since": since, "openly": openly}
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

    async def keep(self, turn: StoredTurn, expired: datetime) -> None:
        """Keep a turn in place of the one before; what is older than `expired` is deleted now and then."""
        async with writing(self._engine) as connection:
            await self.keep_in(connection, turn, expired)

    async def keep_in(self, connection: AsyncConnection, turn: StoredTurn, expired: datetime) -> None:
        """The same within a transaction that is open."""
        self._kept += 1
        if self._kept % _TIDIED_EVERY == 0:
            await connection.execute(sa.delete(turns).where(turns.c.at <= expired))
        values = {name: getattr(turn, name) for name in StoredTurn.__slots__}
        await connection.execute(_PUT, values)
