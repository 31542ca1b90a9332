"""Requests as somebody edited them before handing them over."""

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.storage.engine import insert_once, writing
from core.storage.tables import drafts


class DraftStore:
    """Keeps the edited text of a request, for each person who edits it."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def get(self, ask: str, part: int, person: str) -> str | None:
        """The text as the person last left it, or None where it was not edited."""
        async with self._engine.connect() as connection:
            found = await connection.execute(sa.select(drafts.c.text).where(_key(ask, part, person)))
            text: str | None = found.scalar()
            return text

    async def keep(self, ask: str, part: int, person: str, text: str) -> None:
        """Keep a text in place of an earlier one."""
        values = {"text": text, "changed_at": datetime.now(UTC)}
        async with writing(self._engine) as connection:
            if not await insert_once(connection, drafts, {"ask_id": ask, "part": part, "person": person, **values}):
                await connection.execute(sa.update(drafts).where(_key(ask, part, person)).values(**values))

    async def drop(self, ask: str, part: int, person: str) -> None:
        """Forget it."""
        async with writing(self._engine) as connection:
            await connection.execute(sa.delete(drafts).where(_key(ask, part, person)))


def _key(ask: str, part: int, person: str) -> sa.ColumnElement[bool]:
    return (drafts.c.ask_id == ask) & (drafts.c.part == part) & (drafts.c.person == person)
