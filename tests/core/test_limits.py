"""How much one person may do in a while."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncEngine

from core import limits
from core.conversation.actions import Action, Verb
from core.conversation.messages import Press, Question
from core.conversation.people import Person, Place
from core.desk.desk import Desk
from core.limits import Counts, CountsInMemory, Limit, LimitReachedError, Limits
from core.storage.engine import connect
from core.storage.tables import usage
from core.storage.usage import UsageStore
from tests.support.app import OpenWaypost, open_waypost
from tests.support.databases import ready_postgres

_NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
_HERE = Place("slack", "T1", "C1")
_ANA = Person("slack", "T1", "U1", "Ana")
_SECONDS = st.lists(st.sampled_from([0.0, 0.001, 0.5, 1.0, 9.0, 10.0, 11.0, 60.0]), max_size=40)


def _limit(written: str) -> Limit:
    limit = Limit.of(written)
    assert limit is not None
    return limit


@pytest.mark.parametrize(
    ("written", "most", "seconds", "words"),
    [
        ("30/1m", 30, 60, "minute"),
        ("10/10m", 10, 600, "10 minutes"),
        (" 1/30s ", 1, 30, "30 seconds"),
        ("999999/1h", 999999, 3600, "hour"),
    ],
)
def test_a_limit_is_a_number_in_a_time(written: str, most: int, seconds: int, words: str) -> None:
    """As settings write it, and as people are told it."""
    assert Limit.of(written) == Limit(most, timedelta(seconds=seconds), words)


def test_a_limit_can_be_switched_off() -> None:
    """By a word, whatever its case."""
    assert Limit.of("off") is None
    assert Limit.of("OFF ") is None


@given(st.text(max_size=12).filter(lambda text: text.strip().lower() != "off"))
def test_whatever_else_is_written_is_a_mistake_in_one_phrase(written: str) -> None:
    """Never another error; and what is taken is a positive number in a positive time."""
    try:
        limit = _limit(written)
    except ValueError as error:
        assert str(error).startswith("should be a number and a time")  # noqa: PT017
    else:
        assert limit.most > 0
        assert limit.window > timedelta()


async def _taken(counts: Counts, limit: Limit, gaps: list[float]) -> list[tuple[datetime, bool]]:
    """What came of one try after each gap."""
    now, found = _NOW, []
    for gap in gaps:
        now += timedelta(seconds=gap)
        found.append((now, await counts.take("someone", limit, now) is None))
    return found


def _holds(limit: Limit, taken: list[tuple[datetime, bool]]) -> None:
    """Whoever did less than the limit in the last window goes on; nobody does more than twice the limit in any one."""
    allowed = [when for when, ok in taken if ok]
    for when, ok in taken:
        lately = [each for each in allowed if when - limit.window < each <= when]
        assert len(lately) <= 2 * limit.most
        if not ok:
            assert len(lately) >= limit.most  # so what the person is told is true: so many, if not more


@given(st.integers(1, 4), _SECONDS)
async def test_the_limit_holds_in_memory(most: int, gaps: list[float]) -> None:
    """For all ways in which somebody may come."""
    limit = _limit(f"{most}/10s")
    _holds(limit, await _taken(CountsInMemory(), limit, gaps))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.integers(1, 4), _SECONDS)
async def test_both_ways_of_counting_agree(database: AsyncEngine, most: int, gaps: list[float]) -> None:
    """The statement in the database decides as the memory of one process does."""
    async with database.begin() as connection:
        await connection.execute(sa.delete(usage))
    limit = _limit(f"{most}/10s")
    assert await _taken(UsageStore(database), limit, gaps) == await _taken(CountsInMemory(), limit, gaps)


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=400)])
async def test_a_clock_that_is_put_back_shuts_nobody_out(back: timedelta) -> None:
    """A window that ends far in the future is none."""
    limit, counts = _limit("1/1m"), CountsInMemory()
    assert await counts.take("someone", limit, _NOW) is None
    assert await counts.take("someone", limit, _NOW - back) is None


async def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many people there are."""
    monkeypatch.setattr(limits, "_MOST_KEPT", 100)
    counts, limit = CountsInMemory(), _limit("1/1m")
    for number in range(1000):
        assert await counts.take(str(number), limit, _NOW) is None
    assert await counts.take("999", limit, _NOW) == _NOW + limit.window  # the newest are remembered
    assert await counts.take("0", limit, _NOW) is None
    assert len(counts._windows) == 100  # noqa: SLF001 - a bound shows nowhere else


async def test_rows_of_windows_that_ended_are_deleted(database: AsyncEngine) -> None:
    """So the table holds the people of late, and not all who ever came."""
    store, limit = UsageStore(database), _limit("1/1s")
    for number in range(1500):
        await store.take(str(number), limit, _NOW + timedelta(seconds=number))
    async with database.connect() as connection:
        assert (await connection.execute(sa.select(sa.func.count()).select_from(usage))).scalar_one() <= 501


async def test_people_and_kinds_are_counted_each_by_themselves() -> None:
    """Nobody waits for what another one did, nor for something else; in each workspace of an organisation it is one person."""
    once = _limit("1/1m")
    counted = Limits({"asks": once, "forms": once}, CountsInMemory(), lambda: _NOW)
    await counted.take("asks", _ANA)
    await counted.take("forms", _ANA)
    await counted.take("handoffs", _ANA)
    await counted.take("handoffs", _ANA)
    for other in (Person("slack", "T1", "U2", ""), Person("teams", "T1", "U1", "")):
        await counted.take("asks", other)
    for one in (_ANA, Person("slack", "T2", "U1", ""), Person("slack", "E1", "U1", "")):
        with pytest.raises(LimitReachedError, match="in the last minute"):
            await counted.take("asks", one)


@pytest.fixture
async def replicas(desk: Desk, postgres: str) -> AsyncIterator[tuple[OpenWaypost, OpenWaypost]]:
    """Two Wayposts on one PostgreSQL."""
    url = ready_postgres(postgres)
    engines = [connect(url), connect(url)]
    limited = {"asks": _limit("10/10m")}
    yield tuple(open_waypost(desk, engine, limits=limited) for engine in engines)  # type: ignore[misc]
    for engine in engines:
        await engine.dispose()


async def test_replicas_share_one_count(replicas: tuple[OpenWaypost, OpenWaypost]) -> None:
    """Forty asks at once, over both: the limit's number are answered, and everybody else goes on."""
    ways = [replicas[number % 2].waypost.ask(Question("help", "U1", _HERE)) for number in range(40)]
    kinds = [answer.kind for answer in await asyncio.gather(*ways)]
    assert (kinds.count("help"), kinds.count("limited")) == (10, 30)
    assert (await replicas[0].waypost.ask(Question("help", "U2", _HERE))).kind == "help"


async def test_after_the_window_one_goes_on(desk: Desk, engine: AsyncEngine) -> None:
    """What was refused can be done then."""
    opened = open_waypost(desk, engine, limits={"asks": _limit("2/1m")})
    opened.now = _NOW
    kinds = [(await opened.waypost.ask(Question("help", "U1", _HERE))).kind for _ in range(3)]
    opened.now = _NOW + timedelta(minutes=1)
    kinds.append((await opened.waypost.ask(Question("help", "U1", _HERE))).kind)
    assert kinds == ["help", "help", "limited", "help"]


async def test_who_has_to_wait_is_told_alone_and_keeps_the_words(desk: Desk, engine: AsyncEngine) -> None:
    """The refusal is private, true, and holds what was typed where it stands nowhere else."""
    opened = open_waypost(desk, engine, limits={"asks": _limit("1/1m"), "messages": _limit("1/1m")})
    await opened.waypost.ask(Question("help", "U1", _HERE))
    refused = await opened.waypost.ask(Question("my long question", "U1", _HERE, openly=False))
    assert refused.privately
    assert "You've asked me 1 thing in the last minute" in refused.outline.summary
    assert "my long question" in str(refused.outline.parts)
    press = Press(Action(Verb.REPLY, "gone"), _ANA, _HERE, id="p1", inputs={"text": "my long message"})
    assert (await opened.waypost.press(press)).kind == "gone"
    refused = await opened.waypost.press(press)
    assert (refused.kind, refused.presentation) == ("limited", "aside")
    assert "my long message" in str(refused.outline.parts)


async def test_what_clients_ask_by_themselves_is_not_counted(desk: Desk, engine: AsyncEngine) -> None:
    """Teams looks at a card anew whenever somebody sees it."""
    opened = open_waypost(desk, engine, limits={"asks": _limit("1/1m"), "messages": _limit("1/1m")})
    look = Press(Action(Verb.REFRESH, "gone"), _ANA, _HERE)
    assert [(await opened.waypost.press(look)).kind for _ in range(5)] == ["gone"] * 5


@pytest.mark.parametrize(
    ("limit", "passed", "says"),
    [
        ("1/10m", 61, "in 9 minutes"),
        ("1/10m", 545, "in 55 seconds"),
        ("1/3h", 0, "in 3 hours"),
        ("1/1m", 59, "in 1 second"),
    ],
)
async def test_who_has_to_wait_is_told_for_how_long(limit: str, passed: int, says: str) -> None:
    """Rounded up, so that going on then is never too early."""
    now = [_NOW]
    limits = Limits({"asks": Limit.of(limit)}, CountsInMemory(), lambda: now[0])
    await limits.take("asks", _ANA)
    now[0] += timedelta(seconds=passed)
    with pytest.raises(LimitReachedError, match=says):
        await limits.take("asks", _ANA)
