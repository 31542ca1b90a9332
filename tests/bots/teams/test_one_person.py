"""However Teams writes who somebody is, and in whichever tenant they are met: they are one person, in one tenant each."""

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from core.conversation.people import Person
from core.desk.desk import Desk
from tests.bots.teams.conftest import RunningWaypost, Start, texts
from tests.bots.teams.payloads import BOT, CHANNEL, PERSON, in_channel, message, of_tenant
from tests.bots.teams.test_handoff import BEN, HOME, VPN, Room
from tests.support.app import OpenWaypost, open_waypost
from tests.support.microsoft_cloud import TENANT, Microsoft

OWN = "33333333-0000-4000-8000-0000000000aa"
ALEX = {"id": PERSON, "name": "Alex"}
SHARED: dict[str, Any] = {
    "conversation": {"isGroup": True, "conversationType": "channel", "tenantId": TENANT, "id": CHANNEL},
    "channelData": {"tenant": {"id": OWN}, "channel": {"type": "shared"}},
    "from": ALEX,
}
"""A channel of our tenant's, in which Alex is of another one."""


def _upper(fields: dict[str, Any]) -> dict[str, Any]:
    return {**fields, "conversation": {**fields["conversation"], "tenantId": TENANT.upper()}}


async def test_a_tenants_id_has_no_case(waypost: RunningWaypost, microsoft: Microsoft, opened: OpenWaypost) -> None:
    """What is written in capitals is of the same tenant: the team may act, and the requester finds their request."""
    room = Room(waypost, microsoft, opened)
    await room.handed_over()
    there = {"conversationType": "channel", "tenantId": TENANT, "id": f"{HOME};messageid=1"}
    await room.press(room.shown("Request for")[1], "Take it", **_upper({"conversation": there}), **BEN)
    assert "Taken by Ben Okafor" in texts(room.shown("Request for")[1])
    await waypost.receive(message(room.url, "status", **_upper(of_tenant(TENANT))))
    await room.settle()
    assert VPN in texts(room.calls[-1].card)


@pytest.fixture
async def shared(start: Start, desk: Desk, engine: AsyncEngine, microsoft: Microsoft) -> Room:
    """Where the tenants of the channel and of Alex may both use us, and Alex has asked in the channel."""
    opened = open_waypost(desk, engine, guests="everything")
    room = Room(await start(opened.waypost, teams_allowed_tenants=(TENANT, OWN)), microsoft, opened)
    await room.waypost.receive(message(room.url, "help", **of_tenant(OWN), **{"from": ALEX}))
    await room.waypost.receive(in_channel(room.url, f"<at>Waypost</at> {VPN}", **SHARED))
    await room.settle()
    preview = await room.press(room.calls[-1].card, "Hand to Network operations…", **SHARED)
    await room.press(preview["value"], "Send it", **SHARED)
    return room


async def test_who_asked_in_a_shared_channel_finds_it_at_home(shared: Room) -> None:
    """In the personal chat, which is of their own tenant, and may withdraw it there."""
    await shared.waypost.receive(message(shared.url, "status", **of_tenant(OWN), **{"from": ALEX}))
    await shared.settle()
    listed = shared.calls[-1].card
    assert VPN in texts(listed)
    await shared.press(shared.shown("Handed to")[1], "Withdraw", **SHARED)
    assert "Withdrawn" in texts(shared.shown("Handed to")[1])


async def test_who_is_of_another_tenant_is_told_alone_in_their_own_chat(shared: Room) -> None:
    """The one that they have with us: none is begun in the tenant of the channel, where they have none."""
    before = len(shared.calls)
    await shared.waypost.receive(in_channel(shared.url, "<at>Waypost</at> status", **SHARED))
    await shared.settle()
    told = [call for call in shared.calls[before:] if VPN in texts(call.body)]
    assert [call.conversation for call in told] == [of_tenant(OWN)["conversation"]["id"]]
    assert [call for call in shared.calls[before:] if call.method == "CREATE"] == []


async def test_nobody_is_not_somebody() -> None:
    """Two of whom nothing is known are not one person."""
    nobody = Person("teams", TENANT, "", "", is_unique=True)
    assert not nobody.is_same(nobody)


@pytest.mark.parametrize("sender", [{"id": "28:another"}, {"id": BOT}, {"id": "28:another", "role": "user"}])
async def test_bots_are_not_answered(waypost: RunningWaypost, microsoft: Microsoft, sender: dict[str, str]) -> None:
    """Neither another one that mentions us nor what we have said ourselves: two that answer each other never end."""
    url = microsoft.service_url
    for sent in (in_channel(url, f"<at>Waypost</at> {VPN}"), message(url, VPN)):
        assert (await waypost.receive({**sent, "from": sender})).status == 202
    await waypost.platform.settle()
    assert microsoft.connector.calls == []


async def test_who_has_no_id_is_nobody(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """What does not say who sent it is refused, since all such would be one person; an object id is enough."""
    url = microsoft.service_url
    for nobody in (None, {}, {"name": "Alex"}, {"id": None, "aadObjectId": ""}):
        answer = await waypost.receive({**message(url, VPN), "from": nobody})
        assert (answer.status, list(answer.json())) == (400, ["error"])
    known = {"name": "Alex", "aadObjectId": "9a1f0000-0000-4000-8000-000000000001"}
    assert (await waypost.receive({**message(url, VPN), "from": known})).status == 202
    await waypost.platform.settle()
    assert len(microsoft.connector.calls) == 1
