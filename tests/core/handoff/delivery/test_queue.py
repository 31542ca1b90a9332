"""The durable engine: what is queued with a change is worked on when it is due, once at a time for each place."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.conversation.people import Place
from core.handoff.delivery import outbox
from core.handoff.delivery import queue as module
from core.handoff.delivery.outbox import Delivery, Kind, Outbox
from core.handoff.delivery.queue import Engine
from core.storage.engine import connect, upgrade, writing
from core.storage.tables import deliveries

_PATIENCE = 30.0


class Works:
    """Writes down what it is given to work on, and when."""

    def __init__(self, database: AsyncEngine) -> None:
        self.done: list[tuple[str, float]] = []
        self.again: dict[str, float] = {}
        """Seconds to come back in, once."""
        self.slow = 0.0
        self._database = database

    async def __call__(self, delivery: str) -> float | None:
        """Work on a delivery."""
        self.done.append((delivery, time.monotonic()))
        await asyncio.sleep(self.slow)
        if delivery in self.again:
            return self.again.pop(delivery)
        async with writing(self._database) as connection:
            found = await outbox.find(connection, delivery)
            assert found is not None
            await outbox.mark(connection, found, ["pending"], status="sent")
        return None

    def ids(self) -> list[str]:
        """What was worked on, in order."""
        return [name for name, _ in self.done]

    async def until(self, number: int) -> None:
        """Wait until so many were worked on."""
        async with asyncio.timeout(_PATIENCE):
            while len(self.done) < number:  # noqa: ASYNC110 - the engine works in its own tasks
                await asyncio.sleep(0.02)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[AsyncEngine]:
    """A database of each kind, of the test's own: the engine has tables beside ours, which nobody empties."""
    database = connect(database_url)
    await upgrade(database)
    yield database
    await database.dispose()


Running = Callable[[Works], Awaitable[Engine]]


@asynccontextmanager
async def _running(database: AsyncEngine, works: Works) -> AsyncIterator[tuple[Engine, Outbox]]:
    engine = Engine(database)
    await engine.start(works)
    try:
        yield engine, Outbox(engine.enqueue, lambda: datetime.now(UTC))
    finally:
        await engine.stop()


def _delivery(name: str, place: str = "C1", seconds: float = 0.0) -> Delivery:
    due = datetime.now(UTC) + timedelta(seconds=seconds)
    return Delivery(
        id=name,
        handoff="",
        kind=Kind.DIGEST,
        round=0,
        place=Place("slack", "T1", place),
        thread=None,
        content="network",
        due=due,
    )


async def test_what_is_rolled_back_was_never_queued(database: AsyncEngine) -> None:
    """The queue and the change are one transaction."""
    works = Works(database)
    async with _running(database, works) as (_, box):
        async with database.connect() as connection:
            await box.plan(connection, _delivery("never"))
            await connection.rollback()
        async with writing(database) as connection:
            await box.plan(connection, _delivery("kept"))
            await box.plan(connection, _delivery("kept"))
        await works.until(1)
        await asyncio.sleep(0.5)
    assert works.ids() == ["kept"]


async def test_one_place_gets_no_more_than_one_a_second(database: AsyncEngine) -> None:
    """And never two at once; another place need not wait for it."""
    works = Works(database)
    async with _running(database, works) as (_, box):
        async with writing(database) as connection:
            for number in range(3):
                await box.plan(connection, _delivery(f"a{number}", "C1"))
            await box.plan(connection, _delivery("b", "C2"))
        await works.until(4)
    at = [moment for name, moment in works.done if name.startswith("a")]
    assert (
        at[2] - at[0] > 1.0
    )  # two seconds apart when they were let through; how soon work begins then is the machine's affair
    assert works.ids().index("b") < 3


async def test_a_wait_outlives_the_process(database: AsyncEngine) -> None:
    """What becomes due after a restart is worked on then; what was not finished at the end is taken up again."""
    works = Works(database)
    async with _running(database, works) as (_, box), writing(database) as connection:
        await box.plan(connection, _delivery("later", seconds=1.5))
    assert works.ids() == []
    started = time.monotonic()
    async with _running(database, works):
        await works.until(1)
    assert works.ids() == ["later"]
    assert time.monotonic() - started > 0.2


async def test_what_asks_for_another_turn_gets_it(database: AsyncEngine) -> None:
    """After the seconds that it asked for."""
    works = Works(database)
    works.again["again"] = 0.7
    async with _running(database, works) as (_, box):
        async with writing(database) as connection:
            await box.plan(connection, _delivery("again"))
        await works.until(2)
    (_, first), (_, second) = works.done
    assert second - first >= 0.7


async def test_what_is_being_sent_is_sent_at_the_end(database: AsyncEngine) -> None:
    """To stop waits for it."""
    works = Works(database)
    works.slow = 1.0
    async with _running(database, works) as (engine, box):
        async with writing(database) as connection:
            await box.plan(connection, _delivery("slow"))
        await works.until(1)
        await engine.stop()
        async with database.connect() as connection:
            found = await outbox.find(connection, "slow")
        assert found is not None
        assert found.status == "sent"
        await engine.start(works)


async def test_time_can_be_hurried(database: AsyncEngine) -> None:
    """All that is due before a moment is worked on at once."""
    works = Works(database)
    async with _running(database, works) as (engine, box):
        async with writing(database) as connection:
            await box.plan(connection, _delivery("tomorrow", seconds=86_400))
            await box.plan(connection, _delivery("in a week", seconds=7 * 86_400))
        await engine.run_due(datetime.now(UTC) + timedelta(days=2))
        await works.until(1)
        await asyncio.sleep(0.5)
    assert works.ids() == ["tomorrow"]


@pytest.mark.parametrize("broken", ["try_again", "forget_finished", "recover_lost"])
async def test_no_part_of_the_sweep_starves_another(
    database: AsyncEngine, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    """Whichever part fails each time, the others are done, and what is lost comes first."""
    monkeypatch.setattr(module, "_SWEEP_SECONDS", 0.05)
    done: list[str] = []
    all_done = asyncio.Event()

    def part(name: str) -> Callable[[], Awaitable[None]]:
        async def do() -> None:
            done.append(name)
            if len(done) == 6:
                all_done.set()
            if name == broken:
                raise RuntimeError(name)

        return do

    engine = Engine(database)
    for name in ("forget_finished", "recover_lost"):
        monkeypatch.setattr(engine, f"_{name}", part(name))
    await engine.start(Works(database), part("try_again"))
    try:
        async with asyncio.timeout(_PATIENCE):
            await all_done.wait()
    finally:
        await engine.stop()
    assert done[:6] == ["recover_lost", "try_again", "forget_finished"] * 2


async def test_what_the_engine_lost_is_found_again(database: AsyncEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A delivery that is long overdue and in no queue is queued anew; and finished work is not kept for ever."""
    monkeypatch.setattr(module, "_SWEEP_SECONDS", 0.3)
    monkeypatch.setattr(module, "_OVERDUE_SECONDS", 0.1)
    monkeypatch.setattr(module, "_KEPT_SECONDS", 0.0)
    works = Works(database)

    async def lost(*_: object) -> None:
        """No queue takes it."""

    async with _running(database, works):
        async with writing(database) as connection:
            await Outbox(lost, lambda: datetime.now(UTC)).plan(connection, _delivery("lost"))
        await works.until(1)
        async with writing(database) as connection:  # as the courier does; what stays planned is overdue again
            await connection.execute(sa.update(deliveries).values(status="sent"))
        table = "workflow_status" if database.url.get_backend_name() == "sqlite" else "dbos.workflow_status"
        async with asyncio.timeout(_PATIENCE):
            while True:
                async with database.connect() as connection:
                    left = (await connection.execute(sa.text(f"SELECT count(*) FROM {table}"))).scalar()  # noqa: S608
                if not left:
                    break
                await asyncio.sleep(0.1)
    assert works.ids() == ["lost"]
