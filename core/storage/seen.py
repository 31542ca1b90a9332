"""What was worked on lately, kept in the database: what arrives twice acts once, also at another replica or after a restart."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.storage.engine import insert_once, writing
from core.storage.tables import seen

WINDOW = timedelta(minutes=10)
"""The most patient platform sends an event again for about six minutes; signatures are accepted for five."""

_TIDIED_EVERY = 500
"""Insertions between two deletions of what is past the window."""


class SeenStore:
    """Remembers keys for a while."""

    def __init__(self, engine: AsyncEngine, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._engine = engine
        self._clock = clock
        self._inserted = 0

    async def is_duplicate(self, *keys: tuple[str, ...]) -> bool:
        """Whether one of the keys was met within the window; from now on all of them were."""
        now = self._clock()
        self._inserted += 1
        async with writing(self._engine) as connection:
            if self._inserted % _TIDIED_EVERY == 0:
                await connection.execute(sa.delete(seen).where(seen.c.at < now - WINDOW))
            # one after the other and not until the first that is old: what comes next may carry only one of them
            new = [await self._insert(connection, key, now) for key in sorted(keys)]
        return not all(new)

    async def _insert(self, connection: AsyncConnection, key: tuple[str, ...], now: datetime) -> bool:
        name = hashlib.sha256("\0".join(key).encode("utf-8", "surrogatepass")).hexdigest()
        if await insert_once(connection, seen, {"key": name, "at": now}):
            return True
        again = sa.update(seen).where(seen.c.key == name, seen.c.at < now - WINDOW).values(at=now)
        return bool((await connection.execute(again)).rowcount)
