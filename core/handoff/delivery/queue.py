"""The durable engine: DBOS works on each delivery when it is due, and again after a crash, on SQLite and PostgreSQL alike.

Deliveries are short: a wait is a row in the database and no process's memory, so that another replica takes over when one
dies, and ten thousand waiting cost nothing. What a delivery does when it is worked on twice is the courier's business.
"""

import asyncio
import logging
import math
import os
import secrets
import signal
import socket
import time
import zlib
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import sqlalchemy as sa
from dbos import DBOS, DBOSClient, DBOSConfig, EnqueueOptions, WorkflowSerializationFormat
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.handoff.delivery import outbox
from core.handoff.delivery.outbox import Delivery
from core.storage.engine import writing

_log = logging.getLogger(__name__)

_T = TypeVar("_T")

Work = Callable[[str], Awaitable[float | None]]
"""Works on the delivery with that id, and says in how many seconds to come back to it, or None when it is settled."""

_APPLICATION = "waypost"
_VERSION = "1"
"""Of the deliveries' shape in the engine's tables. Fixed, so that a new release works on what an old one has left."""

_QUEUE = "deliveries"
_WORKFLOW = "deliver"
_POLL_SECONDS = 0.2
_PER_SECOND_AND_PLACE = 1
"""The strictest platform takes about one message a second and channel. Others take more, and one is kinder to who reads it."""
_AT_ONCE = 20
"""Deliveries that one process works on at a time."""

_SWEEP_SECONDS = 60.0
_OVERDUE_SECONDS = 120.0
"""A delivery that is so late was lost by the engine, or by who died; it is queued again."""
_SWEPT_AT_ONCE = 500

_KEPT_SECONDS = 86_400
"""How long the engine's rows of finished work are kept, to look at when something went wrong."""

DRAIN_SECONDS = 10
"""How long a delivery that is being sent may take at the end."""

_TAKE_OVER_SECONDS = 1.0
_LOCKS = 0x5741_5950
"""Names our advisory locks in PostgreSQL among those of others ("WAYP")."""


class Engine:
    """Runs deliveries. One for each process: DBOS keeps its state in the process."""

    def __init__(self, database: AsyncEngine, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self._clock = clock
        self._work: Work | None = None
        self._try_again: Callable[[], Awaitable[None]] | None = None
        self._client: DBOSClient | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._sqlite = database.url.get_backend_name() == "sqlite"
        # On SQLite one process works, and takes up its own work when it starts again. On PostgreSQL each is its own.
        self._executor = (
            _APPLICATION if self._sqlite else f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"
        )
        self._lock: AsyncConnection | None = None
        url = database.url.set(drivername="sqlite") if self._sqlite else database.url
        self._url = url.render_as_string(hide_password=False)

    async def enqueue(self, connection: AsyncConnection, delivery: Delivery, seconds: float) -> None:
        """Queue a delivery in the transaction of `connection`: with it, it is there, and without it, it is not."""
        await self._queue(connection, delivery, seconds, delivery.id)

    async def start(self, work: Work, try_again: Callable[[], Awaitable[None]] | None = None) -> None:
        """Begin to work, at once on what another run has left.

        Args:
            work: works on a delivery.
            try_again: called each minute: takes up what was given up and may get there by now, or None.
        """
        self._work, self._try_again = work, try_again
        config: DBOSConfig = {
            "name": _APPLICATION,
            "system_database_url": self._url,
            "application_version": _VERSION,
            "executor_id": self._executor,
            "log_level": "ERROR",
        }
        if not self._sqlite:
            await self._hold_lock()
        DBOS(config=config)

        async def deliver(delivery_id: str) -> None:
            await self._deliver(delivery_id)

        DBOS.workflow(name=_WORKFLOW)(deliver)
        DBOS.launch()
        await DBOS.register_queue_async(
            _QUEUE,
            worker_concurrency=_AT_ONCE,
            partition_concurrency=1,
            partition_limiter={"limit": _PER_SECOND_AND_PLACE, "period": 1.0},
            polling_interval_sec=_POLL_SECONDS,
        )
        self._tasks = [asyncio.create_task(self._sweep())]
        if not self._sqlite:
            self._tasks.append(asyncio.create_task(self._take_over()))

    async def stop(self, seconds: float = DRAIN_SECONDS) -> None:
        """Let what is being sent be sent, at most so long; the rest goes on when somebody starts again."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._client:
            self._client.destroy()
        await asyncio.to_thread(DBOS.destroy, workflow_completion_timeout_sec=math.ceil(seconds))
        if self._lock:
            await self._lock.close()

    async def run_due(self, until: datetime) -> None:
        """Work at once on all that is due before a moment, whatever the engine's own clock says."""
        await self._queue_again(until, "now")

    # --- one delivery --------------------------------------------------------------------------------------------------

    async def _deliver(self, delivery_id: str) -> None:
        """The workflow. It has no steps: the courier's rows are what a second run goes by."""
        if self._work is None:
            return
        seconds = await self._work(delivery_id)
        if seconds is None:
            return
        async with writing(self._database) as connection:
            delivery = await outbox.find(connection, delivery_id)
            if delivery:
                await self._queue(connection, delivery, seconds, f"{delivery_id}#{secrets.token_hex(4)}")

    async def _queue(self, connection: AsyncConnection, delivery: Delivery, seconds: float, name: str) -> None:
        place = delivery.place
        options: EnqueueOptions = {
            "workflow_name": _WORKFLOW,
            "queue_name": _QUEUE,
            "workflow_id": name,
            "app_version": _VERSION,
            "queue_partition_key": f"{place.platform}/{place.workspace}/{place.conversation}",
            "serialization_type": WorkflowSerializationFormat.PORTABLE,
        }
        if seconds > 0:
            options["delay_seconds"] = seconds

        def enqueue(synchronous: sa.Connection) -> None:
            self._its_client().enqueue_in_transaction(synchronous, options, delivery.id)

        await connection.run_sync(enqueue)

    def _its_client(self) -> DBOSClient:
        """Made when it is first wanted: it connects."""
        if self._client is None:
            self._client = DBOSClient(system_database_url=self._url)
        return self._client

    # --- what died -----------------------------------------------------------------------------------------------------

    async def _sweep(self) -> None:
        """Queue again, from time to time, what should long have gone out, which should be nothing; and tidy up."""
        while True:
            await asyncio.sleep(_SWEEP_SECONDS)
            # first what is lost; and what fails keeps none of the others from its turn
            for chore in (self._recover_lost, self._try_again, self._forget_finished):
                try:
                    if chore:
                        await chore()
                except Exception:  # noqa: BLE001 - logged; it is tried again in a minute
                    _log.exception("a part of the sweep failed")

    async def _recover_lost(self) -> None:
        await self._queue_again(self._clock() - timedelta(seconds=_OVERDUE_SECONDS), f"{time.time() // 60:.0f}")

    async def _forget_finished(self) -> None:
        """Delete the engine's own rows of what was delivered long ago; ours stay."""
        before = (datetime.now(UTC) - timedelta(seconds=_KEPT_SECONDS)).isoformat()
        done = await DBOS.list_workflows_async(
            status=["SUCCESS", "ERROR", "CANCELLED"],
            completed_before=before,
            limit=_SWEPT_AT_ONCE,
            load_input=False,
            load_output=False,
        )
        if done:
            await DBOS.delete_workflows_async([workflow.workflow_id for workflow in done])

    async def _queue_again(self, before: datetime, name: str) -> None:
        async with writing(self._database) as connection:
            late = await outbox.overdue(connection, before, _SWEPT_AT_ONCE)
            for delivery in late:
                await self._queue(connection, delivery, 0.0, f"{delivery.id}#{name}.{delivery.attempts}")

    async def _hold_lock(self) -> None:
        """Show that this process lives, by a lock that PostgreSQL takes away when its connection ends."""
        self._lock = await self._database.connect()
        await self._lock.execution_options(isolation_level="AUTOCOMMIT")
        await self._lock.execute(sa.select(sa.func.pg_advisory_lock(_LOCKS, _number(self._executor))))

    async def _take_over(self) -> None:
        """Work on what replicas that died have begun. Waiting deliveries need nobody to take them over."""
        while True:
            await asyncio.sleep(_TAKE_OVER_SECONDS)
            # one that cannot be taken over keeps none of the others from it
            for executor in await self._unless_it_fails(self._executors_of_others()) or []:
                await self._unless_it_fails(self._take_over_from(executor))
            if self._lock is None or self._lock.closed or self._lock.invalidated:
                _log.critical("the connection that shows that this process lives is lost; it ends")
                os.kill(os.getpid(), signal.SIGTERM)
                return

    async def _unless_it_fails(self, look: Awaitable[_T]) -> _T | None:
        try:
            return await look
        except Exception as error:  # noqa: BLE001 - logged; it is tried again in a second
            _log.warning("looking after other replicas failed: %s", type(error).__name__)
            return None

    async def _executors_of_others(self) -> list[str]:
        if self._lock is None:
            return []
        begun = await self._lock.execute(_BEGUN, {"mine": self._executor})
        return [str(row.executor_id) for row in begun]

    async def _take_over_from(self, executor: str) -> None:
        if self._lock is None:
            return
        number = _number(executor)
        locked = await self._lock.execute(sa.select(sa.func.pg_try_advisory_lock(_LOCKS, number)))
        if not locked.scalar():
            return
        try:
            # DBOS sells this as a service of its own; the function is there, and a test holds us to it
            await asyncio.to_thread(DBOS._recover_pending_workflows, [executor])  # noqa: SLF001
            _log.info("took over from %s, which died", executor)
        finally:
            await self._lock.execute(sa.select(sa.func.pg_advisory_unlock(_LOCKS, number)))


_BEGUN = sa.text(
    "SELECT DISTINCT executor_id FROM dbos.workflow_status WHERE status = 'PENDING' AND executor_id <> :mine"
)


def _number(executor: str) -> int:
    """A replica's number among our locks: 31 bits."""
    return zlib.crc32(executor.encode()) & 0x7FFF_FFFF
