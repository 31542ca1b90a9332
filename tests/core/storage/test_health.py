"""Whether the database can be relied on."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from prometheus_client import REGISTRY
from sqlalchemy.ext.asyncio import AsyncEngine

from core.storage import health as module
from core.storage.engine import connect, upgrade, writing
from core.storage.health import OLDEST_UNTRIED_SECONDS, Health
from core.storage.tables import deliveries
from tests.support.databases import new_postgres

_NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)


def _health_since(engine: AsyncEngine, ago: timedelta) -> Health:
    """The health as a process sees it now that began so long ago."""
    times = iter((_NOW - ago,))
    return Health(engine, lambda: next(times, _NOW))


async def _due(
    engine: AsyncEngine, seconds: float, attempts: int, status: str = "pending", tried: timedelta | None = None
) -> None:
    tried_at = None if tried is None else _NOW - tried
    row = {"id": "one", "kind": "card", "round": 1, "platform": "slack", "workspace": "T1", "conversation": "C1"}
    row |= {"content": "", "status": status, "attempts": attempts, "error": "", "planned_at": _NOW}
    async with writing(engine) as connection:
        await connection.execute(
            sa.insert(deliveries).values(**row, due_at=_NOW - timedelta(seconds=seconds), tried_at=tried_at)
        )


@pytest.mark.parametrize(
    ("seconds", "attempts", "status", "well"),
    [
        (OLDEST_UNTRIED_SECONDS, 0, "pending", True),
        (OLDEST_UNTRIED_SECONDS + 1, 0, "pending", False),
        (OLDEST_UNTRIED_SECONDS + 1, 1, "pending", True),
        (OLDEST_UNTRIED_SECONDS + 1, 0, "skipped", True),
        (-OLDEST_UNTRIED_SECONDS - 1, 0, "pending", True),
    ],
)
async def test_messages_that_nobody_tries_to_send(
    database: AsyncEngine, seconds: float, attempts: int, status: str, *, well: bool
) -> None:
    """A message that was due long ago and never tried means that nobody delivers; one that was tried does not."""
    await _due(database, seconds, attempts, status)
    said = await _health_since(database, timedelta(days=1)).readiness_problem()
    assert (said is None) is well
    if said:
        assert said == "A message has been due for 15 minutes, and nobody has tried to send it."


@pytest.mark.parametrize(("minutes", "well"), [(0, True), (15, True), (16, False)])
async def test_a_process_that_was_off_has_time_to_catch_up(
    database: AsyncEngine, minutes: float, *, well: bool
) -> None:
    """What became due while nothing ran says nothing against a process that has just begun; later it does."""
    await _due(database, 86_400, 0)
    said = await _health_since(database, timedelta(minutes=minutes)).readiness_problem()
    assert (said is None) is well


@pytest.mark.parametrize(
    ("seconds", "attempts", "tried", "age"),
    [
        (90, 0, None, 90),
        (-600, 5, timedelta(hours=3), 3 * 3600),  # between two tries: the next one is in ten minutes
        (1, 5, timedelta(hours=3), 3 * 3600),
        (-600, 0, timedelta(hours=3), 0),  # the platform asked to wait
        (-600, 0, None, 0),
    ],
)
async def test_the_age_of_the_queue(
    database: AsyncEngine, seconds: float, attempts: int, tried: timedelta | None, age: float
) -> None:
    """It counts from the first try of what keeps failing, and not from the last; a wait that was asked for does not count."""
    await _due(database, seconds, attempts, tried=tried)
    assert await Health(database, lambda: _NOW).readiness_problem() is None
    assert REGISTRY.get_sample_value("waypost_queue_age_seconds") == age


async def test_a_database_that_only_reads(postgres: str) -> None:
    """PostgreSQL read-only, as a standby is: not ready, with what it said."""
    url = new_postgres(postgres)
    engine = connect(url)
    await upgrade(engine)
    async with engine.begin() as connection:
        name = sa.make_url(url).database
        await connection.execute(sa.text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
    await engine.dispose()
    said = await Health(engine, lambda: _NOW).readiness_problem()
    await engine.dispose()
    assert said is not None
    assert said.startswith("The database takes no writes: cannot execute INSERT in a read-only transaction")


async def test_a_full_disk(engine: AsyncEngine) -> None:
    """A file that may not grow, as on a full disk: not ready."""
    async with writing(engine) as connection:
        pages = (await connection.execute(sa.text("PRAGMA page_count"))).scalar()
        await connection.execute(sa.text(f"PRAGMA max_page_count = {pages}"))
        for length in (60, 30, 9, 4):  # until there is no room for a short row either
            with pytest.raises(sa.exc.OperationalError):  # noqa: PT012 - which row is the last does not matter
                for number in range(9999):
                    row = {"key": f"{number:0{length}}", "at": "2026-01-01 00:00:00.000000"}
                    await connection.execute(sa.text("INSERT INTO seen VALUES (:key, :at)"), row)
    said = await Health(engine, lambda: _NOW).readiness_problem()
    assert said == "The database takes no writes: database or disk is full."


async def test_writes_are_rare(engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """However often it is asked, a row is written only so often."""
    written = []
    sa.event.listen(engine.sync_engine, "before_cursor_execute", lambda *a: written.append(a[2]))
    health = Health(engine, lambda: _NOW)
    for _ in range(50):
        assert await health.readiness_problem() is None
    assert sum(statement.startswith("INSERT") for statement in written) == 1
    monkeypatch.setattr(module, "WRITE_EVERY_SECONDS", 0.0)
    assert await health.readiness_problem() is None
    assert sum(statement.startswith("INSERT") for statement in written) == 2
