"""Whether the database can be relied on at the moment: asked often, so it costs little and never takes long."""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa
from prometheus_client import Gauge
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from core.storage.engine import StorageError, ping, put_all, refuse_lost_file, writing
from core.storage.tables import Moment, deliveries, seen

ANSWER_SECONDS = 2.0
"""How long a check may take: less than the three seconds or more that health checks usually wait."""

WRITE_EVERY_SECONDS = 5.0
"""How often a row is written to see that it can be. Between two writes the last one's outcome counts."""

OLDEST_UNTRIED_SECONDS = 15 * 60
"""How long a delivery that is due may wait for its first attempt. The sweep queues it again after two minutes; what is
still untried after several sweeps shows that nobody delivers. One that was tried is the platform's trouble, not ours. The
time before this process began does not count."""

_QUEUE_AGE = Gauge(
    "waypost_queue_age_seconds",
    "For how long the oldest unsent delivery has been due, counted from its first try; 0 where none is",
)
_PROBE = "readiness"
"""The key of the row that is written, always the same one. Other keys in its table are hashes."""


class Health:
    """Watches one database."""

    def __init__(self, engine: AsyncEngine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._clock = clock
        self._begun = clock()
        self._running: asyncio.Task[str | None] | None = None
        self._written_at = float("-inf")
        self._written: str | None = None

    async def readiness_problem(self) -> str | None:
        """Why the database cannot be relied on, in one sentence, or None when it can. Takes `ANSWER_SECONDS` at most."""
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._check())
        # a check that hangs goes on, and who asks meanwhile waits for the same one: broken off, it would cost the connection
        done, _ = await asyncio.wait({self._running}, timeout=ANSWER_SECONDS)
        return self._running.result() if done else f"The database did not answer within {ANSWER_SECONDS:.0f} seconds."

    async def stop(self) -> None:
        """Give up a check that is still under way."""
        if self._running and not self._running.done():
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)

    async def _check(self) -> str | None:
        try:
            async with self._engine.connect() as connection:
                await connection.run_sync(refuse_lost_file)
            await ping(self._engine)
        except StorageError as error:
            return str(error)
        except SQLAlchemyError:
            return "The database does not answer."
        if time.monotonic() - self._written_at >= WRITE_EVERY_SECONDS:
            self._written = await self._write()
            self._written_at = time.monotonic()
        return self._written

    async def _write(self) -> str | None:
        """Write a row, and look at the queue."""
        now = self._clock()
        try:
            async with writing(self._engine) as connection:
                await put_all(connection, seen, [{"key": _PROBE, "at": now}])
                unsent, is_due = deliveries.c.status.in_(("pending", "sending")), deliveries.c.due_at <= now
                # each try puts the next one off: what failed is late since its first try, also between two of them.
                # A wait that the platform asked for is no failure, and what it holds back is not due
                first = sa.func.min(sa.func.coalesce(deliveries.c.tried_at, deliveries.c.due_at), type_=Moment())
                late = sa.select(first).where(unsent, is_due | (deliveries.c.attempts > 0))
                oldest = (await connection.execute(late)).scalar()
                never_tried = sa.select(sa.func.min(deliveries.c.due_at)).where(
                    unsent, is_due, deliveries.c.attempts == 0
                )
                untried = (await connection.execute(never_tried)).scalar()
        except StorageError as error:
            return str(error)
        except SQLAlchemyError as error:
            reason = str(getattr(error, "orig", None) or type(error).__name__).splitlines()[0]
            return f"The database takes no writes: {reason}."
        _QUEUE_AGE.set(max((now - oldest).total_seconds(), 0.0) if oldest else 0)
        # after a time off everything is late at first, and this process is about to see to it
        waits = (now - max(untried, self._begun)).total_seconds() if untried else 0
        if waits > OLDEST_UNTRIED_SECONDS:
            return f"A message has been due for {waits / 60:.0f} minutes, and nobody has tried to send it."
        return None
