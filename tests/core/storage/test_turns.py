"""The last turn of each conversation, in memory as in the database."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.storage.engine import connect
from core.storage.turns import StoredTurn, TurnStore
from core.storage.turns_in_memory import TurnsInMemory
from tests.support.databases import ready_postgres

_NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
_AGO = _NOW - timedelta(minutes=30)
_PLACE = ("slack", "T1", "C1", "1")
_TURN = StoredTurn(
    platform="slack",
    workspace="T1",
    conversation="C1",
    thread="1",
    asker="U1",
    ask_id=None,
    kind="skills",
    about="is",
    openly=True,
    at=_NOW,
)


@pytest.fixture(params=["memory", "postgresql"])
async def store(request: pytest.FixtureRequest) -> AsyncIterator[TurnStore | TurnsInMemory]:
    """Each way to remember them."""
    if request.param == "memory":
        yield TurnsInMemory()
        return
    engine = connect(ready_postgres(request.getfixturevalue("postgres")))
    yield TurnStore(engine)
    await engine.dispose()


async def test_the_newer_turn_takes_the_place_of_the_older(store: TurnStore | TurnsInMemory) -> None:
    """One for each person and conversation."""
    for about in ("it", "is"):
        await store.keep(replace(_TURN, about=about), _AGO)
    assert await store.find(_PLACE, "U1", _AGO) == _TURN
    assert await store.find(("slack", "T1", "C1", ""), "U1", _AGO) is None
    assert await store.find(_PLACE, "U1", _NOW) is None


async def test_ones_own_turn_comes_before_others(store: TurnStore | TurnsInMemory) -> None:
    """Also where theirs is newer; and what was said to one alone is for nobody else."""
    theirs = replace(_TURN, asker="U2", at=_NOW + timedelta(minutes=1))
    for turn in (_TURN, theirs, replace(theirs, asker="U3", openly=False, at=_NOW + timedelta(minutes=2))):
        await store.keep(turn, _AGO)
    assert await store.find(_PLACE, "U1", _AGO) == _TURN
    assert await store.find(_PLACE, "U9", _AGO) == theirs


async def test_what_was_said_privately_is_not_found_in_the_open(store: TurnStore | TurnsInMemory) -> None:
    """Until the answer is opened up to others."""
    await store.keep(replace(_TURN, openly=False), _AGO)
    assert await store.find(_PLACE, "U1", _AGO, openly=True) is None
    assert await store.find(_PLACE, "U1", _AGO) == replace(_TURN, openly=False)


async def test_what_has_expired_is_forgotten(store: TurnStore | TurnsInMemory) -> None:
    """As other turns are kept."""
    for minute in range(60):
        at = _NOW + timedelta(minutes=minute)
        await store.keep(replace(_TURN, conversation=f"C{minute}", at=at), at - timedelta(minutes=30))
    assert await store.find(("slack", "T1", "C0", "1"), "U1", _AGO) is None
    assert await store.find(("slack", "T1", "C59", "1"), "U1", _AGO) is not None
