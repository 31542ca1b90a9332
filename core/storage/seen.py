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

    async def is_duplicate(self, *keys: tuple[str, ...], keep: timedelta = WINDOW) -> bool:
        """Whether one of the keys was met lately; from now on all of them were.

        Args:
            keys: what something is known by.
            keep: how long they are remembered from now on; at least the window.
        """
        now = self._clock()
        at = now + keep - WINDOW  # all rows are forgotten by one rule: what is kept longer counts as met later
        self._inserted += 1
        async with writing(self._engine) as connection:
            if self._inserted % _TIDIED_EVERY == 0:
                await connection.execute(sa.delete(seen).where(seen.c.at < now - WINDOW))
            # one after the other and not until the first that is old: what comes next may carry only one of them
            new = [await self._insert(connection, key, now, at) for key in sorted(keys)]
        return not all(new)

    async def _insert(self, connection: AsyncConnection, key: tuple[str, ...], now: datetime, at: datetime) -> bool:
        name = hashlib.sha256("\0".join(key).encode("utf-8", "surrogatepass")).hexdigest()
        if await insert_once(connection, seen, {"key": name, "at": at}):
            return True
        again = sa.update(seen).where(seen.c.key == name, seen.c.at < now - WINDOW).values(at=at)
        return bool((await connection.execute(again)).rowcount)
