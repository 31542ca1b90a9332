"""What was said last in each conversation, for a while: enough to understand “and who do I call?”, and no words of anybody's."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.addresses import PlatformId
from core.storage.engine import put_all, writing
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


class TurnStore:
    """Remembers turns in the database."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._kept = 0

    async def find(self, place: tuple[str, str, str, str], asker: str, since: datetime) -> StoredTurn | None:
        """The last turn of a person in a place (platform, workspace, conversation, thread), or of others where all could read it.

        Nothing older than `since` is found.
        """
        columns = (turns.c.platform, turns.c.workspace, turns.c.conversation, turns.c.thread)
        here = [column == value for column, value in zip(columns, place, strict=True)]
        seen = sa.or_(turns.c.asker == asker, turns.c.openly)
        # one's own before what others said
        order = (sa.case((turns.c.asker == asker, 0), else_=1), turns.c.at.desc())
        found = sa.select(turns).where(*here, seen, turns.c.at > since).order_by(*order).limit(1)
        async with self._engine.connect() as connection:
            row = (await connection.execute(found)).first()
        return StoredTurn(**row._mapping) if row else None  # noqa: SLF001 - SQLAlchemy's public name for it

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
        await put_all(connection, turns, [values])
