"""How much each person has done lately, counted in the database: replicas share one count."""

import hashlib
from datetime import datetime, timedelta
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine

from core.storage.engine import writing
from core.storage.tables import usage

_TIDIED_EVERY = 500
"""Counts between two deletions of windows that have ended: so many rows at most are there in vain."""


class _Limit(Protocol):
    """So many at most, in so long."""

    @property
    def most(self) -> int: ...
    @property
    def window(self) -> timedelta: ...


class UsageStore:
    """Counts as `core.limits.CountsInMemory` does, in one statement: of two replicas the database lets one wait."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._counted = 0

    async def take(self, key: str, limit: _Limit, now: datetime) -> datetime | None:
        """Count one more; where the limit is reached it is not counted, and this is when one may go on."""
        ends = now + limit.window
        insert = postgresql.insert if self._engine.dialect.name == "postgresql" else sqlite.insert
        name = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
        over = sa.or_(usage.c.ends_at <= now, usage.c.ends_at > now + 2 * limit.window)
        counted = (
            insert(usage)
            .values(key=name, used=1, ends_at=ends)
            .on_conflict_do_update(
                index_elements=[usage.c.key],
                set_={
                    "used": sa.case((over, 1), else_=usage.c.used + 1),
                    "ends_at": sa.case((over, ends), else_=usage.c.ends_at),
                },
                where=sa.or_(over, usage.c.used < limit.most),
            )
            .returning(usage.c.used)
        )
        self._counted += 1
        async with writing(self._engine) as connection:
            if self._counted % _TIDIED_EVERY == 0:
                await connection.execute(sa.delete(usage).where(usage.c.ends_at <= now))
            if (await connection.execute(counted)).first() is not None:
                return None
            found = sa.select(usage.c.ends_at).where(usage.c.key == name)
            return (await connection.execute(found)).scalar() or ends
