"""Drives something many times at once, and shows what came of it beside something else."""

import asyncio
import os
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from aiohttp import ClientSession
from prometheus_client.parser import text_string_to_metric_families
from rich.console import Console
from rich.table import Table

METRICS_TOKEN = "for benchmarks alone"


@dataclass(frozen=True)
class Figures:
    """What a run took: the wall time of all, and each one's own time, in seconds."""

    seconds: float
    each: tuple[float, ...]

    @classmethod
    def of(cls, milliseconds: Sequence[float]) -> "Figures":
        """Of what was done one after the other, each in so many milliseconds."""
        each = tuple(taken / 1000 for taken in milliseconds)
        return cls(sum(each), each)

    @property
    def per_second(self) -> float:
        """How many were done in a second."""
        return len(self.each) / self.seconds

    def percentile(self, percent: int) -> float:
        """The time in milliseconds within which so many per cent of them were done."""
        return 1000 * statistics.quantiles(self.each, n=100, method="inclusive")[percent - 1]

    def row(self, name: str) -> list[str]:
        """Cells for `show`: name, rate, median and 99th percentile."""
        return [name, f"{self.per_second:,.0f}", f"{self.percentile(50):.1f}", f"{self.percentile(99):.1f}"]


async def drive(number: int, at_once: int, one: Callable[[], Awaitable[None]]) -> Figures:
    """Do `one` so many times, always so many at once: each begins when another has ended."""
    waiting = iter(range(number))
    each: list[float] = []

    async def worker() -> None:
        for _ in waiting:
            started = time.perf_counter()
            await one()
            each.append(time.perf_counter() - started)

    started = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(at_once)))
    return Figures(time.perf_counter() - started, tuple(each))


def show(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a small table."""
    table = Table(title=title, title_justify="left")
    for at, head in enumerate(heads):
        table.add_column(head, justify="left" if at == 0 else "right")
    for row in rows:
        table.add_row(*row)
    console = Console(width=110)
    console.print()
    console.print(table)


async def failures(session: ClientSession, port: int) -> int:
    """How many answers of a Waypost were apologies: fast ones are worth nothing."""
    headers = {"Authorization": f"Bearer {METRICS_TOKEN}"}
    async with session.get(f"http://127.0.0.1:{port}/metrics", headers=headers) as answer:
        families = text_string_to_metric_families(await answer.text())
    return sum(int(sample.value) for family in families for sample in family.samples if sample.name == _FAILURES)


_FAILURES = "waypost_failures_total"


def resident_mib(process: int) -> float:
    """Memory of a process that is held in RAM, in MiB."""
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
