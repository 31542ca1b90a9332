"""What the HTTP faces share at their edge: refusing bad requests, dropping duplicates, and not losing work at shutdown."""

import asyncio
import hashlib
import time
from collections import deque
from collections.abc import Coroutine, Hashable
from dataclasses import dataclass
from typing import Any, Protocol

import structlog
from aiohttp import web
from prometheus_client import Counter
from sqlalchemy.ext.asyncio import AsyncEngine

from core.handoff.messenger import Messenger
from core.storage.seen import SeenStore

_log = structlog.get_logger()

MAX_BODY_BYTES = 256 * 1024
"""Slack's and Teams' payloads stay far below; Teams' own limit for a message is about 100 KB."""

DUPLICATE_WINDOW_SECONDS = 10 * 60
"""Slack retries an event for about six minutes and accepts signatures for five; Teams re-sends after 15 seconds."""

DRAIN_SECONDS = 10
"""How long work in flight may go on after SIGTERM; container platforms kill after 30 by default."""

REFUSED = Counter("waypost_refused_total", "Requests refused at the edge", ["face", "status"])
ANSWERED = Counter("waypost_answers_total", "Answers sent", ["face", "kind"])
FAILED = Counter("waypost_failures_total", "Unexpected failures while answering", ["face"])


class Face(Protocol):
    """A chat platform's side of the server."""

    name: str

    @property
    def messenger(self) -> Messenger:
        """Sends the messages of hand-offs."""

    def mount(self, application: web.Application) -> None:
        """Add the routes and what must start and stop with the application."""

    def trouble(self) -> str | None:
        """Why the face cannot serve at the moment, in one sentence, or None when it can."""


def refuse(face: str, status: int, why: str) -> web.Response:
    """A short refusal, logged once and counted. `why` is one sentence without anything from the request in it."""
    REFUSED.labels(face, str(status)).inc()
    _log.warning("request refused", face=face, status=status, why=why)
    return web.json_response({"error": why}, status=status)


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


class Seen:
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

    def before(self, key: Hashable) -> bool:
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

    async def elsewhere(self, *keys: tuple[str, ...]) -> bool:
        """Whether another replica has met one of the keys; for work that `before` has let through."""
        return self._shared is not None and await self._shared.before(*keys)


def shared_memory(engine: AsyncEngine) -> SeenStore | None:
    """Where replicas remember together: on SQLite there is but one process, whose own memory does."""
    return None if engine.url.get_backend_name() == "sqlite" else SeenStore(engine)


class InFlight:
    """Work that goes on after its request was acknowledged: held, watched, and waited for at shutdown."""

    def __init__(self, face: str) -> None:
        self._face = face
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Run `work` in the background. A failure is logged with its traceback and counted."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    async def drain(self, seconds: float = DRAIN_SECONDS) -> None:
        """Wait for all that is under way, at most `seconds`."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=seconds)
            if late:
                _log.error("work was cut off at shutdown", face=self._face, tasks=len(late))

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            FAILED.labels(self._face).inc()
            _log.error("work in the background failed", face=self._face, exc_info=error)
