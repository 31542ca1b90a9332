"""What people are called where an activity does not say it."""

import time
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.storage.engine import writing
from core.storage.tables import handoff_events, handoffs
from tests.bots.teams.conftest import RunningWaypost, texts
from tests.bots.teams.payloads import in_channel
from tests.bots.teams.test_handoff import AT_HOME, BEN, HOME, Room
from tests.support.app import OpenWaypost
from tests.support.microsoft_cloud import TENANT, Microsoft

UNNAMED = {"from": {"id": "29:ben"}}


@pytest.fixture
async def room(waypost: RunningWaypost, microsoft: Microsoft, opened: OpenWaypost) -> Room:
    """With a request handed over."""
    room = Room(waypost, microsoft, opened)
    await room.handed_over()
    return room


def _card(room: Room) -> str:
    return texts(room.shown("Request for")[1])


async def test_teams_is_asked_for_a_name_that_is_missing(room: Room, microsoft: Microsoft) -> None:
    """In the conversation where they act, once in a while."""
    microsoft.connector.names["29:ben"] = "Ben Okafor"
    await room.press(room.shown("Request for")[1], "Take it", **AT_HOME, **UNNAMED)
    assert "Taken by Ben Okafor" in _card(room)
    await room.press(room.shown("Request for")[1], "Put back", **AT_HOME, **UNNAMED)
    assert "Put back by Ben Okafor" in _card(room)
    assert microsoft.connector.looked_up == [(HOME, "29:ben")]


async def test_a_look_up_that_failed_is_made_again(
    room: Room, microsoft: Microsoft, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a short while; until then nobody waits for it again."""
    for action in ("Take it", "Put back"):
        await room.press(room.shown("Request for")[1], action, **AT_HOME, **UNNAMED)
    assert "Put back by Somebody" in _card(room)
    assert len(microsoft.connector.looked_up) == 1
    monkeypatch.setattr("bots.teams.people.time", SimpleNamespace(monotonic=lambda: time.monotonic() + 61))
    microsoft.connector.names["29:ben"] = "Ben Okafor"
    await room.press(room.shown("Request for")[1], "Take it", **AT_HOME, **UNNAMED)
    assert "Taken by Ben Okafor" in _card(room)


async def test_what_an_older_version_kept_is_mended(room: Room, engine: AsyncEngine) -> None:
    """It wrote "Somebody" into rows, for ever: the next time that they act with a name it is put in, also where it has ended."""
    await room.press(room.shown("Request for")[1], "Take it", **AT_HOME, **BEN)
    await room.press(room.shown("Request for")[1], "Resolve…", {"note": "new cable"}, **AT_HOME, **BEN)
    room.opened.waypost._names._mended.clear()  # noqa: SLF001 - as after a restart
    async with writing(engine) as connection:
        await connection.execute(sa.update(handoffs).values(responder_name="Somebody"))
        of_ben = handoff_events.c.actor == "29:ben"
        await connection.execute(sa.update(handoff_events).where(of_ben).values(actor_name="Somebody"))
    number = room.calls.index(room.shown("Request for")[0]) + 1
    there = {"conversationType": "channel", "tenantId": TENANT, "id": f"{HOME};messageid=sent-{number}"}
    await room.waypost.receive(in_channel(room.url, "<at>Waypost</at> is it well?", conversation=there, **BEN))
    await room.settle()
    async with engine.connect() as connection:
        kept = {*(await connection.execute(sa.select(handoffs.c.responder_name))).scalars()}
        kept |= {*(await connection.execute(sa.select(handoff_events.c.actor_name).where(of_ben))).scalars()}
    assert kept == {"Ben Okafor"}
    assert "Resolved by Ben Okafor" in _card(room)
    assert "Resolved by Ben Okafor" in texts(room.shown("Handed to")[1])


async def test_nobody_elses_name_is_touched(room: Room, engine: AsyncEngine) -> None:
    """Who has a name keeps it, and so does somebody else who has none."""
    await room.press(room.shown("Request for")[1], "Take it", **AT_HOME, **UNNAMED)
    other = {"from": {"id": "29:cara", "name": "Cara Lind"}}
    await room.press(room.shown("Request for")[1], "Put back", **AT_HOME, **other)
    async with engine.connect() as connection:
        names = (
            await connection.execute(sa.select(handoff_events.c.actor_name).order_by(handoff_events.c.id))
        ).scalars()
        assert [*names] == ["Alex", "", "Cara Lind"]
