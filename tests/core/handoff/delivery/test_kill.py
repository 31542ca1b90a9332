"""Processes are killed while hand-offs are pressed: nothing that was confirmed is lost, and nobody takes what another has.

On SQLite one process, which is started again; on PostgreSQL three replicas.
"""

import asyncio
import random
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from aiohttp import ClientError, ClientSession, ClientTimeout
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from core.storage.engine import connect, upgrade
from tests.core.handoff.delivery.processes import Platform, Replica

HANDOFFS = 150
KILLED_AFTER = (4, 16)
"""Presses answered between two kills, at random. Seconds would kill a process on a busy machine before it gets anything done."""
_AT_ANY_MOMENT = 0.3
"""Seconds, at most, that a kill comes after the answer: at any moment of the next press or delivery."""
_PATIENCE = 90.0


@pytest.mark.parametrize("replicas", [1, 3])
async def test_nothing_confirmed_is_lost(
    request: pytest.FixtureRequest, tmp_path: Path, replicas: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each confirmed hand-off has its card; copies only from the named window; one winner a claim; no reminder after one."""
    from core.storage.engine import sqlite_url  # noqa: PLC0415
    from tests.support.databases import new_postgres  # noqa: PLC0415

    url = sqlite_url(tmp_path / "data") if replicas == 1 else new_postgres(request.getfixturevalue("postgres"))
    engine = connect(url)
    try:
        await _walk(engine, url, replicas, capsys)
    finally:
        await engine.dispose()


async def _walk(engine: AsyncEngine, url: str, replicas: int, capsys: pytest.CaptureFixture[str]) -> None:
    await upgrade(engine)
    platform = Platform()
    async with platform.served() as where, ClientSession(timeout=ClientTimeout(5)) as session:
        processes = [Replica(url, where) for _ in range(replicas)]
        await asyncio.gather(*(process.start() for process in processes))
        answered = Answered()
        pressing = asyncio.create_task(_press(session, processes, answered))
        await _kill_until(pressing, processes, answered)
        confirmed, winners, claimed_at = await pressing
        await _settled(engine)
        for process in processes:
            await process.kill()
    keys = Counter(key for _, _, key in platform.posts)
    cards = {key.split(".")[0]: number for key, number in keys.items() if ".card." in key}
    assert len(confirmed) == HANDOFFS
    assert set(confirmed.values()) <= set(cards)
    assert all(number == 1 for number in winners.values())
    late = [
        key for at, _, key in platform.posts if ".remind." in key and at > claimed_at.get(key.split(".")[0], at) + 0.5
    ]
    assert late == []
    async with engine.connect() as connection:
        left = (
            await connection.execute(text("SELECT count(*) FROM deliveries WHERE status IN ('pending', 'sending')"))
        ).scalar()
    assert left == 0
    copies = sum(number - 1 for number in keys.values())
    kills = sum(process.kills for process in processes)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{HANDOFFS} hand-offs, {replicas} process(es), {kills} kills: {len(cards)} cards, {copies} copies in the window, "
            f"{len(winners)} claims with one winner each\n"
        )


class Answered:
    """How many presses have been answered."""

    def __init__(self) -> None:
        """Begin with none."""
        self._number = 0
        self._changed = asyncio.Event()

    def count(self) -> None:
        """One more."""
        self._number += 1
        self._changed.set()

    async def wait_for(self, more: int) -> None:
        """Wait until so many more have been."""
        wanted = self._number + more
        while self._number < wanted:
            self._changed.clear()
            await self._changed.wait()


async def _press(
    session: ClientSession, processes: list[Replica], answered: Answered
) -> tuple[dict[str, str], dict[str, int], dict[str, float]]:
    """Hand over and claim until all is confirmed: who gets no answer presses again, as people do."""
    chance = random.Random(5)  # noqa: S311
    confirmed: dict[str, str] = {}
    winners: dict[str, int] = {}
    claimed_at: dict[str, float] = {}

    async def call(what: str, said: dict[str, str]) -> dict[str, str]:
        while True:
            try:
                port = chance.choice(processes).port
                async with session.post(f"http://127.0.0.1:{port}/{what}", json=said) as answer:
                    if answer.status == 200:
                        found: dict[str, str] = await answer.json()
                        answered.count()
                        return found
            except (ClientError, TimeoutError, OSError):
                pass
            await asyncio.sleep(0.05)

    async def one(number: int) -> None:
        await asyncio.sleep(number * 0.05)
        handoff = (await call("open", {"key": str(number)}))["id"]
        confirmed[str(number)] = handoff
        if number % 2 == 0:
            await asyncio.sleep(chance.random() * 2)
            both = await asyncio.gather(*(call("claim", {"id": handoff, "who": who}) for who in ("U7", "U8")))
            claimed_at[handoff] = time.time()
            done = sum(bool(answer["done"]) for answer in both)
            # an answer that a kill swallowed may have been the winner's
            winners[handoff] = max(done, 1) if done <= 1 else done

    await asyncio.gather(*(one(number) for number in range(HANDOFFS)))
    return confirmed, winners, claimed_at


async def _kill_until(pressing: "asyncio.Task[object]", processes: list[Replica], answered: Answered) -> None:
    chance = random.Random(11)  # noqa: S311
    while not pressing.done():
        some = asyncio.ensure_future(answered.wait_for(chance.randint(*KILLED_AFTER)))
        await asyncio.wait((pressing, some), return_when=asyncio.FIRST_COMPLETED)
        some.cancel()
        await asyncio.sleep(chance.uniform(0, _AT_ANY_MOMENT))
        victim = chance.choice(processes)
        await victim.kill()
        await victim.start()


async def _settled(engine: AsyncEngine) -> None:
    """Wait until nothing is left to send."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        async with engine.connect() as connection:
            waiting = text("SELECT count(*) FROM deliveries WHERE status IN ('pending', 'sending')")
            if not (await connection.execute(waiting)).scalar():
                return
        await asyncio.sleep(0.5)
