"""What is said in the thread of a team's card and then edited, deleted, or said too often."""

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from core.desk.desk import Desk
from core.limits import Limit
from tests.bots.teams.conftest import RunningWaypost, Start, texts
from tests.bots.teams.payloads import in_channel, message
from tests.bots.teams.test_handoff import BEN, HOME, Room
from tests.support.app import OpenWaypost, open_waypost
from tests.support.microsoft_cloud import TENANT, Microsoft


@pytest.fixture
def room(waypost: RunningWaypost, microsoft: Microsoft, opened: OpenWaypost) -> Room:
    """With nothing said yet."""
    return Room(waypost, microsoft, opened)


async def _said(room: Room, text: str) -> dict[str, Any]:
    """A message in the thread of the card; it is not sent."""
    await room.handed_over()
    number = room.calls.index(room.shown("Request for")[0]) + 1
    there = {"conversationType": "channel", "tenantId": TENANT, "id": f"{HOME};messageid=sent-{number}"}
    return in_channel(room.url, f"<at>Waypost</at> {text}", conversation=there, **BEN)


def _edited(said: dict[str, Any], text: str, second: int) -> dict[str, Any]:
    at = f"2026-11-22T10:05:{second:02}.1234567Z"
    return {**said, "type": "messageUpdate", "text": f"<at>Waypost</at> {text}", "timestamp": at}


def _deleted(said: dict[str, Any], second: int) -> dict[str, Any]:
    return {**_edited(said, "", second), "type": "messageDelete"}


def _with_the_requester(room: Room) -> list[str]:
    """What of Ben's words the requester sees, as it was drawn last."""
    drawn: dict[str, str] = {}
    for number, call in enumerate(room.calls, 1):
        name = call.activity if call.method == "PUT" else f"sent-{number}"
        if "Ben Okafor (Network operations):" in (shown := texts(call.card)):
            drawn[name] = shown.rpartition("TextRun ")[2].removesuffix(" True")
    return [*drawn.values()]


async def test_the_last_state_counts_in_whatever_order_teams_sends_it(room: Room) -> None:
    """Teams sends again what failed, and so perhaps after what came later; the message itself too."""
    said = await _said(room, "come at 4")
    for each in (_edited(said, "come at 6", 2), said, _edited(said, "come at 5", 1)):
        await room.waypost.receive(each)
        await room.settle()
    assert _with_the_requester(room) == ["come at 6"]


async def test_what_was_deleted_before_we_came_to_it_is_not_carried(room: Room) -> None:
    """The message arrives after its own deletion: nothing of it reaches the other side."""
    said = await _said(room, "wrong window, sorry: the salaries")
    for each in (_deleted(said, 1), said):
        await room.waypost.receive(each)
        await room.settle()
    assert _with_the_requester(room) == []
    assert "salaries" not in str([call.body for call in room.calls])


async def test_edits_are_counted_and_deletions_are_not(
    start: Start, desk: Desk, engine: AsyncEngine, microsoft: Microsoft
) -> None:
    """Each edit that is carried counts as a message; one too many is not, its author is told alone, and a deletion goes through."""
    opened = open_waypost(desk, engine, limits={"messages": Limit.of("3/10m")})
    waypost = await start(opened.waypost)
    room = Room(waypost, microsoft, opened)
    await waypost.receive(message(room.url, "help", **BEN, conversation={**_CHAT, "id": "a:with-29:ben"}))
    said = await _said(room, "come at 4")
    await waypost.receive(said)
    await room.settle()
    for number in range(10):
        await waypost.receive(_edited(said, f"come at {number + 5}", number))
        await room.settle()
    assert _with_the_requester(room) == ["come at 6"]
    told = [call for call in room.calls if "I haven't passed this one on" in texts(call.card)]
    assert [call.conversation for call in told] == ["a:with-29:ben"] * 8
    await waypost.receive(_deleted(said, 30))
    await room.settle()
    assert _with_the_requester(room) == ["(deleted)"]


_CHAT = {"conversationType": "personal", "tenantId": TENANT}
