"""A tenant whose last team has left the directory while some of its requests are open."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bots import access
from core.addresses import Channel
from core.desk.desk import Desk
from core.directory.model import Directory, Organisation, Team
from tests.bots.teams.conftest import Start, texts
from tests.bots.teams.payloads import action_of, in_channel, press
from tests.bots.teams.test_handoff import BEN, Room
from tests.support.app import open_waypost
from tests.support.microsoft_cloud import TENANT, Microsoft

SISTER = "22222222-0000-4000-8000-000000000000"
STRANGE = "33333333-0000-4000-8000-000000000000"
_CHANNEL = "19:sister@thread.tacv2"
_HOME = Team("desk", "Desk", ("it.support",), channels={"teams": Channel(TENANT, "19:desk@thread.tacv2", "y")})
_FAR = Team(
    "network-ops",
    "Network operations",
    ("it.network",),
    channels={"teams": Channel(SISTER, _CHANNEL, "x")},
    responders=("teams:29:ben",),
)


def _in(tenant: str) -> dict[str, Any]:
    """Ben in a channel of a tenant."""
    conversation = {"isGroup": True, "conversationType": "channel", "tenantId": tenant, "id": f"{_CHANNEL};messageid=1"}
    return {"conversation": conversation, "channelData": {"tenant": {"id": tenant}}, **BEN}


async def _status(room: Room, tenant: str) -> int:
    answer = await room.waypost.receive(in_channel(room.url, "<at>Waypost</at> help", **_in(tenant)))
    await room.settle()
    return answer.status


@pytest.mark.parametrize("listed", [False, True])
async def test_open_requests_are_seen_through(
    start: Start,
    desk: Desk,
    engine: AsyncEngine,
    microsoft: Microsoft,
    monkeypatch: pytest.MonkeyPatch,
    *,
    listed: bool,
) -> None:
    """Its people may finish them, and are strangers once that is done; where a setting lists who is allowed, at once."""
    monkeypatch.setattr(access, "_IN_USE_SECONDS", 0.0)
    both = Directory(Organisation("X"), {team.id: team for team in (_HOME, _FAR)})
    opened = open_waypost(desk, engine, both)
    room = Room(await start(opened.waypost), microsoft, opened)
    assert await _status(room, SISTER) == 202
    await room.handed_over()
    if listed:
        room.waypost = await start(opened.waypost, teams_allowed_tenants=(TENANT,))
    opened.answering.directory = replace(both, teams={_HOME.id: _HOME})

    assert await _status(room, STRANGE) == 403
    _, card = room.shown("Request for")
    taken = await room.waypost.receive(press(room.url, action_of(card, "Take it"), **_in(SISTER)))
    assert taken.status == (403 if listed else 200)
    await room.settle()
    if listed:
        return
    _, card = room.shown("Request for")
    assert "Taken by Ben" in texts(card)
    await room.press(card, "Resolve…", {"note": "new cable"}, **_in(SISTER))
    assert "new cable" in texts(room.shown("Handed to")[1])
    assert "Resolved by Ben" in texts(room.shown("Request for")[1])
    assert await _status(room, SISTER) == 403
