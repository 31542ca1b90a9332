"""What arrives twice acts once."""

import asyncio
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.storage.seen import WINDOW, SeenStore
from core.storage.tables import seen


async def test_of_many_at_once_one_is_the_first(database: AsyncEngine) -> None:
    """Also between two replicas, which share nothing but the database."""
    replicas = [SeenStore(database), SeenStore(database)]
    met = await asyncio.gather(*(replicas[n % 2].is_duplicate(("event", "T1", "Ev1")) for n in range(20)))
    assert met.count(False) == 1


async def test_one_known_key_is_enough(database: AsyncEngine) -> None:
    """The same message under another event id; and what came with it is known from then on."""
    store = SeenStore(database)
    assert not await store.is_duplicate(("event", "Ev1"), ("said", "C1", "1.1"))
    assert await store.is_duplicate(("event", "Ev2"), ("said", "C1", "1.1"))
    assert await store.is_duplicate(("event", "Ev2"))
    assert not await store.is_duplicate(("event", "Ev3"))


async def test_after_the_window_it_is_new_again(database: AsyncEngine) -> None:
    """And what is past it is not kept for ever."""
    now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    store = SeenStore(database, lambda: now)
    assert not await store.is_duplicate(("event", "Ev1"))
    now += WINDOW + timedelta(seconds=1)
    assert not await store.is_duplicate(("event", "Ev1"))
    assert await store.is_duplicate(("event", "Ev1"))
    now += 2 * WINDOW
    for number in range(600):
        await store.is_duplicate(("event", str(number)))
    async with database.connect() as connection:
        kept = (await connection.execute(sa.select(sa.func.count()).select_from(seen))).scalar()
    assert kept == 600


async def test_what_is_kept_longer_outlives_the_window(database: AsyncEngine) -> None:
    """Also where a store with the usual window tidies the same table meanwhile; what was met twice is kept from the first time."""
    now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    store = SeenStore(database, lambda: now)
    day = timedelta(hours=25)
    assert not await store.is_duplicate(("event", "Ev1"), keep=day)
    now += timedelta(hours=24)
    for number in range(600):
        await store.is_duplicate(("trigger", str(number)))
    assert await store.is_duplicate(("event", "Ev1"), keep=day)
    now += timedelta(hours=2)
    assert not await store.is_duplicate(("event", "Ev1"), keep=day)
