"""What arrives twice acts once: keys of what has been met, in this process and over all replicas."""

import hashlib
import time
from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncEngine

from core.storage.seen import SeenStore

DUPLICATE_WINDOW_SECONDS = 10 * 60
"""Slack retries an event for about six minutes and accepts signatures for five; Teams re-sends after 15 seconds."""

_SLICES = 12
"""Into how many parts what was met is divided: the oldest is forgotten as a whole. Of 50,000 keys each then has 4,166: with 4,916
Python would make room for four times as many."""


@dataclass(slots=True)
class _Slice:
    """Keys met one after the other: when the first was and when the last will be forgotten, by the monotonic clock."""

    begun: float
    until: float
    keys: set[int]


def _number(key: Hashable) -> int:
    """There may be tens of thousands, and a number takes a tenth of the memory that the ids take which it stands for."""
    digest = hashlib.blake2b(repr(key).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest)


class Deduplicator:
    """Remembers keys for a while, so that what arrives twice acts once."""

    def __init__(
        self, seconds: float = DUPLICATE_WINDOW_SECONDS, most: int = 50_000, shared: SeenStore | None = None
    ) -> None:
        """Take how long, how many at most, and where replicas remember together (None where there is but one process)."""
        self._shared = shared
        self._seconds = seconds
        self._most = most
        self._most_each = max(most // _SLICES, 1)
        self._slices: deque[_Slice] = deque()

    def is_duplicate(self, key: Hashable) -> bool:
        """Whether the key was met within the window; it counts as met from now on."""
        if self.knows(key):
            return True
        self.note(key)
        return False

    def knows(self, key: Hashable) -> bool:
        """Whether the key was met within the window."""
        now = time.monotonic()
        while self._slices and self._slices[0].until <= now:
            self._slices.popleft()
        number = _number(key)
        return any(number in each.keys for each in self._slices)

    def note(self, key: Hashable) -> None:
        """Count the key as met from now on."""
        now = time.monotonic()
        newest = self._slices[-1] if self._slices else None
        if newest is None or newest.begun + self._seconds / _SLICES <= now or len(newest.keys) >= self._most_each:
            while self._slices and sum(len(each.keys) for each in self._slices) > self._most - self._most_each:
                self._slices.popleft()
            newest = _Slice(now, now, set())
            self._slices.append(newest)
        newest.keys.add(_number(key))
        newest.until = now + self._seconds

    def forget(self, key: Hashable) -> None:
        """Count the key as never met."""
        for each in self._slices:
            each.keys.discard(_number(key))

    async def another_replica_met(self, *keys: tuple[str, ...]) -> bool:
        """Whether another replica has met one of the keys; for work that `is_duplicate` has let through."""
        return self._shared is not None and await self._shared.is_duplicate(*keys)


def memory_of_replicas(engine: AsyncEngine) -> SeenStore | None:
    """Where replicas remember together: on SQLite there is but one process, whose own memory does."""
    return None if engine.url.get_backend_name() == "sqlite" else SeenStore(engine)
