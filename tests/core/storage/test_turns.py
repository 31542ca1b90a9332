"""The last turn of each conversation, on both kinds of database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from core.storage.turns import StoredTurn, TurnStore

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


async def test_the_newer_turn_takes_the_place_of_the_older(database: AsyncEngine) -> None:
    """One for each person and conversation."""
    store = TurnStore(database)
    for about in ("it", "is"):
        await store.keep(replace(_TURN, about=about), _AGO)
    assert await store.find(_PLACE, "U1", _AGO) == _TURN
    assert await store.find(("slack", "T1", "C1", ""), "U1", _AGO) is None
    assert await store.find(_PLACE, "U1", _NOW) is None


async def test_ones_own_turn_comes_before_others(database: AsyncEngine) -> None:
    """Also where theirs is newer; and what was said to one alone is for nobody else."""
    store = TurnStore(database)
    theirs = replace(_TURN, asker="U2", at=_NOW + timedelta(minutes=1))
    for turn in (_TURN, theirs, replace(theirs, asker="U3", openly=False, at=_NOW + timedelta(minutes=2))):
        await store.keep(turn, _AGO)
    assert await store.find(_PLACE, "U1", _AGO) == _TURN
    assert await store.find(_PLACE, "U9", _AGO) == theirs
