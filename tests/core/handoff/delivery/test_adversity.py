"""What happens around a hand-off: clocks that jump, a full disk, a database that restarts, broken rows, a year gone by."""

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from aiohttp import ClientError, ClientSession, ClientTimeout
from sqlalchemy.ext.asyncio import AsyncEngine

from core.catalogue.model import Catalogue
from core.directory.model import Directory, Organisation
from core.handoff import store
from core.handoff.delivery import outbox
from core.handoff.model import Handoff
from core.storage.engine import FAILURES, connect, upgrade, writing
from core.storage.tables import deliveries, handoffs
from tests.core.handoff.conftest import ANA, BOB, IN_NETWORK, directory
from tests.core.handoff.delivery.processes import Platform, Replica
from tests.core.handoff.delivery.simulator import START, Fault, Simulation
from tests.support.databases import new_postgres

_BEFORE_SUMMER_TIME = datetime(2026, 3, 28, 23, 30, tzinfo=UTC)
"""An hour and a half before the clocks of Lisbon go forward."""
_BEFORE_WINTER_TIME = datetime(2026, 10, 24, 23, 30, tzinfo=UTC)


def _simulation(database: AsyncEngine, catalogue: Catalogue, at: datetime = START) -> Simulation:
    in_lisbon = Directory(Organisation("Example", ZoneInfo("Europe/Lisbon"), "desk"), directory().teams)
    simulation = Simulation(database, catalogue, in_lisbon, replicas=1, looks=True, seed=1)
    simulation.jump(at - START)
    return simulation


async def _wrong(simulation: Simulation, opened: list[Handoff]) -> list[str]:
    # with a clock that was put back an hour comes more than once, so calls an hour say nothing here
    return [each for each in await simulation.check(opened) if "calls in an hour" not in each]


@pytest.mark.parametrize("at", [START, _BEFORE_SUMMER_TIME, _BEFORE_WINTER_TIME])
@pytest.mark.parametrize("fault", [Fault.REFUSES, Fault.TAKES_UNCONFIRMED])
@pytest.mark.parametrize("hours", [-5.0, 30.0])
async def test_a_clock_that_jumps_loses_nothing(
    engine: AsyncEngine, catalogue: Catalogue, at: datetime, fault: Fault, hours: float
) -> None:
    """Back or forward by hours while the platform fails, also in the nights when summer time begins and ends."""
    simulation = _simulation(engine, catalogue, at)
    simulation.slack.fault = fault
    opened = [await simulation.open("one", "it.network", ANA)]
    await simulation.run(simulation.clock.now + timedelta(minutes=5))
    simulation.jump(timedelta(hours=hours))
    opened.append(await simulation.open("two", "it.security", BOB))
    await simulation.run(simulation.clock.now + timedelta(minutes=20))
    simulation.slack.fault = Fault.NONE
    await simulation.run(simulation.clock.now + timedelta(hours=8))
    assert await _wrong(simulation, opened) == []
    async with engine.connect() as connection:
        soon = simulation.clock.now + timedelta(hours=1)
        assert await outbox.overdue(connection, soon, 10) == ()


async def test_a_hand_off_that_is_a_year_old(engine: AsyncEngine, catalogue: Catalogue) -> None:
    """After a year in which nothing ran, the team hears of it a few times and not once for each day, and can still finish it."""
    simulation = _simulation(engine, catalogue)
    handoff = await simulation.open("one", "it.network", ANA)
    await simulation.run(START + timedelta(minutes=1))
    before = len(simulation.slack.posted)
    simulation.jump(timedelta(days=365), while_off=True)
    await simulation.run(simulation.clock.now + timedelta(days=2))
    assert len(simulation.slack.posted) - before <= 5
    assert (await simulation.handoffs.claim(handoff.id, BOB, at=IN_NETWORK)).done
    await simulation.run(simulation.clock.now + timedelta(minutes=5))
    assert await _wrong(simulation, [handoff]) == []


async def test_a_full_disk_confirms_nothing_that_is_not_kept(engine: AsyncEngine, catalogue: Catalogue) -> None:
    """What was confirmed before the disk was full is delivered when there is room again; the rest was refused."""
    simulation = _simulation(engine, catalogue)
    async with engine.connect() as connection:
        pages = int((await connection.execute(sa.text("PRAGMA page_count"))).scalar() or 0)
        usual = int((await connection.execute(sa.text("PRAGMA max_page_count"))).scalar() or 0)
        await connection.execute(sa.text(f"PRAGMA max_page_count = {pages + 4}"))
    opened: list[Handoff] = []
    with pytest.raises(FAILURES, match="disk is full"):  # noqa: PT012 - which one is the last does not matter
        for number in range(1000):
            handoff = await simulation.open(f"key-{number}", "it.network", ANA)
            opened.append(handoff)
    async with engine.connect() as connection:
        kept = set((await connection.execute(sa.select(handoffs.c.id))).scalars())
        await connection.execute(sa.text(f"PRAGMA max_page_count = {usual}"))
    assert kept == {handoff.id for handoff in opened}
    assert opened
    await simulation.run(START + timedelta(hours=1))
    assert await simulation.check(opened) == []


async def test_a_broken_row_stops_no_other(database: AsyncEngine, catalogue: Catalogue) -> None:
    """A delivery of a kind that nobody knows is left out; what of a request cannot be read gives nobody a right; the rest goes on."""
    simulation = _simulation(database, catalogue)
    good, bad = await simulation.open("good", "it.network", ANA), await simulation.open("bad", "it.network", ANA)
    async with writing(database) as connection:
        of_bad = sa.update(deliveries).where(deliveries.c.handoff_id == bad.id)
        await connection.execute(of_bad.values(kind="tomorrow", due_at=START - timedelta(days=1)))
        await connection.execute(sa.update(handoffs).where(handoffs.c.id == bad.id).values(responders="{broken"))
    simulation.lose_queue()  # the engine has lost all of it: only the sweep finds it again
    await simulation.run(START + timedelta(hours=1))
    assert await simulation.check([good]) == []
    async with database.connect() as connection:
        listed = {handoff.id: handoff for handoff in await store.of_teams(connection, ["network"], 10)}
        assert set(listed) == {good.id, bad.id}
        assert listed[bad.id].responders is None
        assert {handoff.id for handoff in await store.of_requester(connection, ANA, 10)} == {good.id, bad.id}


@pytest.fixture
async def url(postgres: str) -> str:
    """A PostgreSQL database with our tables."""
    url = new_postgres(postgres)
    engine = connect(url)
    await upgrade(engine)
    await engine.dispose()
    return url


async def _open(session: ClientSession, replica: Replica, key: str) -> str:
    """Hand over; pressed again until it is confirmed, as people do, and started again where it has ended, as a supervisor does."""
    while True:
        if replica.has_ended:
            await replica.start()
        try:
            async with session.post(f"http://127.0.0.1:{replica.port}/open", json={"key": key}) as answer:
                if answer.status == 200:
                    return str((await answer.json())["id"])
        except (ClientError, TimeoutError, OSError):
            pass
        await asyncio.sleep(0.05)


async def test_a_postgresql_that_restarts_loses_nothing(url: str) -> None:
    """Every connection is cut, twice, while requests are handed over: each that was confirmed has its card, and one card."""
    engine = connect(url)
    platform = Platform(slow=False)
    cut = sa.text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    async with platform.served() as where, ClientSession(timeout=ClientTimeout(5)) as session:
        replica = Replica(url, where)
        await replica.start()
        opened = []
        for number in range(20):
            opened.append(await _open(session, replica, str(number)))
            if number in (7, 14):
                async with engine.connect() as connection:
                    await connection.execute(cut)
        async with asyncio.timeout(30):
            while not set(opened) <= {key.split(".")[0] for _, _, key in platform.posts if ".card." in key}:
                if replica.has_ended:
                    await replica.start()
                await asyncio.sleep(0.1)
        await replica.kill()
    await engine.dispose()
    cards = Counter(key for _, _, key in platform.posts if ".card." in key)
    assert len(set(opened)) == 20
    assert set(cards.values()) == {1}
