"""What the HTTP platforms share: refusing, dropping duplicates, and work that outlives its request."""

import asyncio
import json
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import REGISTRY
from sqlalchemy.ext.asyncio import AsyncEngine
from structlog.testing import capture_logs

from bots import http
from bots.background import DEADLINE, DRAIN_SECONDS, InFlight, seconds_left
from bots.dedup import Deduplicator
from bots.http import refuse
from core.storage.engine import writing


def _count(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


@pytest.mark.parametrize("status", [400, 401, 403, 413])
def test_a_refusal_is_short_logged_and_counted(status: int) -> None:
    """The body says why, the log says it once, and the counter goes up by one for this platform and status."""
    before = _count("waypost_refused_total", platform="edge-test", status=str(status))
    with capture_logs() as logs:
        response = refuse("edge-test", status, "The signature is wrong.")
    assert response.status == status
    assert json.loads(response.text or "") == {"error": "The signature is wrong."}
    assert [(line["log_level"], line["status"], line["why"]) for line in logs] == [
        ("warning", status, "The signature is wrong.")
    ]
    assert _count("waypost_refused_total", platform="edge-test", status=str(status)) == before + 1


@given(st.lists(st.integers(0, 5) | st.text(max_size=2)))
def test_a_key_is_new_once(keys: list[object]) -> None:
    """Within the window whatever comes again was there before."""
    seen = Deduplicator()
    assert [seen.is_duplicate(key) for key in keys] == [key in keys[:at] for at, key in enumerate(keys)]


def test_a_key_is_forgotten_after_the_window() -> None:
    """What comes again later than any retry is new."""
    seen = Deduplicator(seconds=0)
    assert not seen.is_duplicate("event")
    assert not seen.is_duplicate("event")


def test_what_is_forgotten_is_new() -> None:
    """Noting and asking are apart, and what was noted can be taken back."""
    seen = Deduplicator()
    assert not seen.knows("event")
    seen.note("event")
    assert seen.knows("event")
    seen.forget("event")
    assert not seen.is_duplicate("event")
    assert seen.knows("event")


def test_memory_is_bounded() -> None:
    """The oldest keys make room, and the newest are kept."""
    seen = Deduplicator(most=3)
    for key in range(5):
        assert not seen.is_duplicate(key)
    assert seen.is_duplicate(4)
    assert not seen.is_duplicate(0)


def test_a_key_lives_through_its_window(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many come after it, a key is known for all of the window after it was met, and not for long after that."""
    clock = SimpleNamespace(now=1000.0)
    monkeypatch.setattr("bots.dedup.time.monotonic", lambda: clock.now)
    seen = Deduplicator(seconds=600)
    for key in range(200):
        assert not seen.is_duplicate(key)
        clock.now += 7.3
        assert key < 81 or seen.is_duplicate(key - 81)  # of 599 seconds ago
    clock.now += 661  # a tenth of the window later than it has to be kept
    assert not seen.is_duplicate(199)


async def test_work_goes_on_after_it_was_started() -> None:
    """Starting does not wait; draining does."""
    done: list[str] = []
    may_end = asyncio.Event()

    async def work() -> None:
        await may_end.wait()
        done.append("work")

    in_flight = InFlight("edge-test")
    in_flight.start(work())
    await asyncio.sleep(0)
    assert done == []
    may_end.set()
    await in_flight.drain()
    assert done == ["work"]


async def test_a_failure_in_the_background_is_logged_and_counted() -> None:
    """It disturbs neither the work beside it nor the shutdown."""
    done: list[str] = []

    async def fails() -> None:
        raise RuntimeError("the disk is full")

    async def works() -> None:
        await asyncio.sleep(0)
        done.append("work")

    before = _count("waypost_failures_total", platform="edge-test")
    in_flight = InFlight("edge-test")
    with capture_logs() as logs:
        in_flight.start(fails())
        in_flight.start(works())
        await in_flight.drain()
    assert done == ["work"]
    assert [(line["log_level"], str(line["exc_info"])) for line in logs] == [("error", "the disk is full")]
    assert _count("waypost_failures_total", platform="edge-test") == before + 1


async def test_draining_gives_up_in_the_end() -> None:
    """Work that does not end is cut off at the limit, and that is logged with how much it was."""
    hangs = asyncio.Event()
    in_flight = InFlight("edge-test")
    in_flight.start(_wait(hangs))
    in_flight.start(_wait(hangs))
    with capture_logs() as logs:
        await in_flight.drain(seconds=0.01)
    assert [(line["log_level"], line["tasks"]) for line in logs] == [("error", 2)]
    hangs.set()
    await in_flight.drain()


async def test_draining_waits_for_what_follows() -> None:
    """Work that begins more work is not done before that is."""
    done: list[str] = []
    in_flight = InFlight("edge-test")

    async def begins() -> None:
        await asyncio.sleep(0)
        in_flight.start(follows())

    async def follows() -> None:
        await asyncio.sleep(0.01)
        done.append("follows")

    in_flight.start(begins())
    await in_flight.drain()
    assert done == ["follows"]


async def test_work_that_is_cut_off_leaves_no_connection_open(engine: AsyncEngine) -> None:
    """Also in the middle of a transaction: when the database is closed next, nobody holds a connection to it."""
    opened = asyncio.Event()

    async def works() -> None:
        async with writing(engine):
            opened.set()
            await asyncio.sleep(60)

    in_flight = InFlight("edge-test")
    in_flight.start(works())
    await opened.wait()
    await in_flight.drain(seconds=0.01)
    assert engine.pool.status().endswith("Current Checked out connections: 0")


async def _wait(event: asyncio.Event) -> None:
    await event.wait()


async def test_draining_nothing_returns_at_once() -> None:
    """Nothing under way, nothing to log."""
    with capture_logs() as logs:
        await InFlight("edge-test").drain()
    assert logs == []


async def test_all_parts_share_the_time_at_the_end() -> None:
    """From the moment when the application is told to end it runs for all; what is nearly done gets a moment at the least."""
    application = web.Application()
    http.mount(application)
    assert seconds_left(application) == DRAIN_SECONDS
    with patch("asyncio.get_running_loop") as loop:
        loop.return_value.time.return_value = 100.0
        application[DEADLINE].begin()
        loop.return_value.time.return_value = 104.0
        application[DEADLINE].begin()  # told twice it does not begin anew
        assert seconds_left(application) == DRAIN_SECONDS - 4
        loop.return_value.time.return_value = 200.0
        assert seconds_left(application) == 1.0
