"""How fast hand-offs get there, beside the engine alone; and what ten thousand that wait cost."""

import asyncio
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Self

import pytest
from aiohttp import ClientSession

from core.storage.engine import connect, sqlite_url, upgrade
from tests.benchmarks.measure import Figures, show
from tests.core.handoff.delivery.processes import Platform, Replica
from tests.support.databases import new_postgres

HANDOFFS = 150
WAITING = 10_000
PRESSES_PER_SECOND = 5
PRESSING_SECONDS = 20
IDLE_SECONDS = 20

_TICKS = os.sysconf("SC_CLK_TCK")
_BARE = Path(__file__).with_name("bare_engine.py")


class Office:
    """Replicas on one database, and the platform that they deliver to."""

    def __init__(self, url: str, replicas: int, *options: str) -> None:
        self.url, self._number, self._options = url, replicas, options
        self.platform = Platform(slow=False)
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        engine = connect(self.url)
        await upgrade(engine)
        await engine.dispose()
        where = await self._stack.enter_async_context(self.platform.served())
        self.session = await self._stack.enter_async_context(ClientSession())
        self.replicas = [Replica(self.url, where, *self._options) for _ in range(self._number)]
        for replica in self.replicas:
            await replica.start()
            self._stack.push_async_callback(replica.kill)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def do(self, what: str, number: int, said: dict[str, object]) -> None:
        """Tell one of the replicas to do something."""
        port = self.replicas[number % len(self.replicas)].port
        async with self.session.post(f"http://127.0.0.1:{port}/{what}", json=said) as response:
            assert response.status == 200

    async def until_posted(self, number: int, kind: str = "") -> None:
        """Wait until so many messages of a kind got there."""
        async with asyncio.timeout(180):
            while len([key for _, _, key in self.platform.posts if kind in key]) < number:  # noqa: ASYNC110 - the replicas are other processes
                await asyncio.sleep(0.02)


def _database(request: pytest.FixtureRequest, tmp_path: Path, kind: str, name: str) -> str:
    if kind == "SQLite":
        return sqlite_url(tmp_path / name)
    return new_postgres(request.getfixturevalue("postgres"))


async def test_hand_offs_end_to_end(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """From opening to card and status with the platform, as fast as it goes; the bare engine does as many workflows."""
    rows = []
    for kind, replicas in (("SQLite", 1), ("PostgreSQL", 1), ("PostgreSQL", 3)):
        name = f"{kind}-{replicas}"
        async with Office(_database(request, tmp_path, kind, name), replicas, "unlimited") as office:
            started = time.monotonic()
            await asyncio.gather(*(office.do("open", n, {"key": str(n)}) for n in range(HANDOFFS)))
            await office.until_posted(2 * HANDOFFS)
            seconds = time.monotonic() - started
        bare = await asyncio.to_thread(_bare, _database(request, tmp_path, kind, f"bare-{name}"))
        rows.append([name, f"{HANDOFFS / seconds:.1f}", f"{2 * HANDOFFS / seconds:.1f}", f"{2 * HANDOFFS / bare:.1f}"])
    heads = ("database, processes", "hand-offs/s", "messages/s", "bare engine, workflows/s (one process)")
    show(f"{HANDOFFS} hand-offs, each a card and a status", heads, rows)


async def test_from_the_press_to_the_card(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Five a second over fifteen teams, with the limit of one message a second and place."""
    rows = []
    for kind in ("SQLite", "PostgreSQL"):
        async with Office(_database(request, tmp_path, kind, kind), 1) as office:
            pressed: list[float] = []
            for number in range(PRESSES_PER_SECOND * PRESSING_SECONDS):
                pressed.append(time.time())
                await office.do("open", 0, {"key": str(number)})
                await asyncio.sleep(max(0.0, pressed[0] + (number + 1) / PRESSES_PER_SECOND - time.time()))
            await office.until_posted(len(pressed), ".card.")
            cards = sorted(at for at, _, key in office.platform.posts if ".card." in key)
        each = tuple(at - begun for at, begun in zip(cards, pressed, strict=True))
        figures = Figures(PRESSING_SECONDS, each)
        rows.append([kind, f"{figures.percentile(50):.0f}", f"{figures.percentile(95):.0f}"])
    show("From the press to the card in the channel, 5 presses/s", ("database", "p50 ms", "p95 ms"), rows)


async def test_ten_thousand_wait(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """What waits is rows and no memory: it holds up no start, and keeps no processor busy."""
    rows = []
    for kind in ("SQLite", "PostgreSQL"):
        async with Office(_database(request, tmp_path, kind, kind), 1) as office:
            (replica,) = office.replicas
            await replica.kill()
            await replica.start()
            empty = _rss_mib(replica.pid)
            async with asyncio.timeout(600):
                await office.session.post(
                    f"http://127.0.0.1:{replica.port}/wait", json={"number": WAITING}, timeout=None
                )
            await replica.kill()
            started = time.monotonic()
            await replica.start()
            ready = time.monotonic() - started
            await asyncio.sleep(5)
            before = _cpu_seconds(replica.pid)
            await asyncio.sleep(IDLE_SECONDS)
            idle = (_cpu_seconds(replica.pid) - before) / IDLE_SECONDS
            rss = _rss_mib(replica.pid)
        rows.append([kind, f"{1024 * (rss - empty) / WAITING:.2f}", f"{rss:.0f}", f"{ready:.1f}", f"{idle:.1%}"])
    heads = ("database", "KiB for each", "RSS MiB", "from start to ready s", "idle CPU of a core")
    show(f"{WAITING:,} deliveries wait", heads, rows)


def _bare(url: str) -> float:
    """Seconds that the engine alone takes for as many workflows."""
    path = url.partition(":///")[2]
    if path:
        sqlite3.connect(path).execute("PRAGMA journal_mode=WAL")
    plain = url.replace("+aiosqlite", "")
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, _BARE, plain, str(2 * HANDOFFS)], check=True, capture_output=True, text=True
    )
    return float(done.stdout)


def _rss_mib(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS
