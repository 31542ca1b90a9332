"""Work that goes on after its request was acknowledged, and is not lost at shutdown."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import structlog
from aiohttp import web

from bots.metrics import FAILED

_log = structlog.get_logger()

DRAIN_SECONDS = 10
"""How long work in flight may go on after SIGTERM, all parts together; container platforms kill after 30 by default."""

_DRAINED_AT_LEAST = 1.0
"""What a part still gets when others have used up the time: what is nearly done is not lost for that."""


class Deadline:
    """Until when work in flight may go on, once the application is told to end; the same for all its parts."""

    def __init__(self) -> None:
        self._end: float | None = None

    def begin(self) -> None:
        """The time begins."""
        self._end = self._end or asyncio.get_running_loop().time() + DRAIN_SECONDS

    def seconds_left(self) -> float:
        """How much of it is left; all where it has not begun."""
        if self._end is None:
            return DRAIN_SECONDS
        return max(_DRAINED_AT_LEAST, self._end - asyncio.get_running_loop().time())


DEADLINE = web.AppKey("DEADLINE", Deadline)


def seconds_left(application: web.Application) -> float:
    """How long work of the application may still go on."""
    deadline = application.get(DEADLINE)
    return deadline.seconds_left() if deadline else DRAIN_SECONDS


_CUT_OFF_SECONDS = 1.0
"""How long work that is broken off may take to tidy up after itself."""


class InFlight:
    """Work that goes on after its request was acknowledged: held, watched, and waited for at shutdown."""

    def __init__(self, platform: str) -> None:
        self._platform = platform
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Run `work` in the background. A failure is logged with its traceback and counted."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._finish)

    async def drain(self, seconds: float = DRAIN_SECONDS) -> None:
        """Wait for all that is under way, and what follows from it, at most `seconds`; what is not done by then is broken off.

        Left to itself it would go on while the database is closed, and keep a connection open that nobody closes any more.
        """
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while self._tasks and (left := end - loop.time()) > 0:
            await asyncio.wait(self._tasks, timeout=left)
        if late := set(self._tasks):
            _log.error("work was cut off at shutdown", platform=self._platform, tasks=len(late))
            for task in late:
                task.cancel()
            await asyncio.wait(late, timeout=_CUT_OFF_SECONDS)

    def _finish(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            FAILED.labels(self._platform).inc()
            _log.error("work in the background failed", platform=self._platform, exc_info=error)
