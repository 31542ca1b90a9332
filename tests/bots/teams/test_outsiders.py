"""People from elsewhere in conversations of a tenant that is allowed: what each way in lets them do."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bots.teams.extension import QUERY
from core.conversation.people import Guests
from core.desk.desk import Desk
from tests.bots.teams.conftest import Start, texts
from tests.bots.teams.payloads import CHANNEL, action_of, activity, in_channel, message, press
from tests.bots.teams.test_handoff import AT_HOME, CARD, HOME, IN_CHANNEL, VPN, Room
from tests.support.app import open_waypost
from tests.support.microsoft_cloud import TENANT, Microsoft

STRANGE = "33333333-0000-4000-8000-000000000000"
_FAR = {"id": "29:far", "name": "Far Away"}

_WHO: dict[str, dict[str, Any]] = {
    "a member": {"from": _FAR},
    "a member, with the tenant in other letters": {"from": {**_FAR, "tenantId": TENANT.upper()}},
    "another tenant's, by the sender": {"from": {**_FAR, "tenantId": STRANGE}},
    "another tenant's, by the channel's data": {"from": _FAR, "channelData": {"tenant": {"id": STRANGE}}},
    "a guest": {"from": {**_FAR, "userRole": "guest"}},
    "somebody without an account": {"from": {**_FAR, "userRole": "Anonymous"}},
}
_OUTSIDE = [who for who in _WHO if not who.startswith("a member")]


async def _send(room: Room, sent: dict[str, Any]) -> tuple[str, str]:
    """What came back over HTTP, and what was sent then."""
    before = len(room.calls)
    response = await room.waypost.receive(sent)
    assert response.status < 300
    await room.settle()
    return response.body.decode(), " ".join(str(call.body) for call in room.calls[before:])


def _in_the_teams_thread(room: Room) -> dict[str, Any]:
    posted, _ = room.shown("Request for")
    root = f"{HOME};messageid=sent-{room.calls.index(posted) + 1}"
    return {"conversation": {**AT_HOME["conversation"], "id": root}}


def _pressed(room: Room, title: str, filled_in: dict[str, str] | None = None) -> dict[str, Any]:
    action = action_of(room.shown("Request for")[1], title)
    if action["type"] == "Action.ShowCard":
        (action,) = action["card"]["actions"]
        added = {f"{action['data']['form']}{name}": text for name, text in (filled_in or {}).items()}
        action = {**action, "data": {**action["data"], **added}}
    return press(room.url, action) | AT_HOME


async def _asks(room: Room, who: dict[str, Any]) -> bool:
    there = {"isGroup": True, "conversationType": "channel", "tenantId": TENANT, "id": f"{CHANNEL}9"}
    _, sent = await _send(room, in_channel(room.url, "<at>Waypost</at> my screen flickers", conversation=there) | who)
    return "Hand to Service desk" in sent or "Wrong" in sent or "Not right" in sent


async def _lists(room: Room, who: dict[str, Any]) -> bool:
    _, sent = await _send(room, in_channel(room.url, "<at>Waypost</at> status") | AT_HOME | who)
    assert "Network operations" in sent
    return VPN in sent


async def _lists_elsewhere(room: Room, who: dict[str, Any]) -> bool:
    _, sent = await _send(room, message(room.url, "status of Network operations") | who)
    return VPN in sent


async def _owners(room: Room, who: dict[str, Any]) -> bool:
    _, sent = await _send(room, message(room.url, "owners") | who)
    assert sent
    return "Network operations" in sent


async def _looks_up(room: Room, who: dict[str, Any]) -> bool:
    value = {"parameters": [{"name": "query", "value": ""}]}
    asked = activity(room.url, type="invoke", name=QUERY, value=value) | AT_HOME | who
    answer, _ = await _send(room, asked)
    assert "Network operations" in answer or "Only people of this organisation" in answer
    return "attachments" in answer


async def _takes(room: Room, who: dict[str, Any]) -> bool:
    answer, _ = await _send(room, _pressed(room, "Take it") | who)
    taken = "Taken by Far Away" in texts(room.shown("Request for")[1])
    assert taken == (CARD in answer)
    return taken


async def _takes_in_an_old_client(room: Room, who: dict[str, Any]) -> bool:
    data = action_of(room.shown("Request for")[1], "Take it")["fallback"]["data"]
    _, sent = await _send(room, message(room.url, None, value=data) | AT_HOME | who)
    assert sent
    return "Taken by Far Away" in sent


async def _resolves(room: Room, who: dict[str, Any]) -> bool:
    await room.press(room.shown("Request for")[1], "Take it", **AT_HOME, **{"from": {"id": "29:ben", "name": "Ben"}})
    await _send(room, _pressed(room, "Resolve…", {"note": "new cable"}) | who)
    return "new cable" in texts(room.shown("Handed to")[1])


async def _looks(room: Room, who: dict[str, Any]) -> bool:
    look = room.shown("Request for")[1]["refresh"]["action"]
    answer, _ = await _send(room, press(room.url, look) | AT_HOME | who)
    return VPN in answer


async def _speaks_as_the_team(room: Room, who: dict[str, Any]) -> bool:
    said = in_channel(room.url, "which floor?", mentioned=False) | _in_the_teams_thread(room) | who
    _, sent = await _send(room, said)
    assert "which floor?" in sent
    assert "Far Away" in sent
    return "a guest in" not in sent


Door = Callable[[Room, dict[str, Any]], Awaitable[bool]]

_FOR_ALL: dict[str, Door] = {"a question": _asks}
_FOR_MEMBERS: dict[str, Door] = {"the list of owners": _owners, "looking up": _looks_up}
_OF_THE_TEAM: dict[str, Door] = {
    "status in the team's channel": _lists,
    "a press": _takes,
    "a press in an old client": _takes_in_an_old_client,
    "a form": _resolves,
    "a look at the card": _looks,
    "a word in the team's thread": _speaks_as_the_team,
}
_OF_RESPONDERS: dict[str, Door] = {"status of the team": _lists_elsewhere}
_DOORS = _FOR_ALL | _FOR_MEMBERS | _OF_THE_TEAM | _OF_RESPONDERS


@pytest.fixture
async def room(
    start: Start, desk: Desk, engine: AsyncEngine, microsoft: Microsoft, request: pytest.FixtureRequest
) -> Room:
    """With a request that is open; where a test says so, the team names somebody from afar."""
    assert desk.directory is not None
    teams = dict(desk.directory.teams)
    if getattr(request, "param", False):
        teams["network-ops"] = replace(teams["network-ops"], responders=("teams:29:far", "teams:29:ben"))
    opened = open_waypost(desk, engine, replace(desk.directory, teams=teams))
    room = Room(await start(opened.waypost), microsoft, opened)
    await room.handed_over()
    return room


@pytest.mark.parametrize("who", _WHO)
@pytest.mark.parametrize("door", _DOORS)
async def test_every_way_in_by_everybody(room: Room, door: str, who: str) -> None:
    """Who comes from elsewhere gets answers, and neither lists, nor what hand-offs say, nor a team's rights; members get them."""
    is_open = door in _FOR_ALL or (who not in _OUTSIDE and door not in _OF_RESPONDERS)
    assert await _DOORS[door](room, _WHO[who]) is is_open


@pytest.mark.parametrize("room", [True], indirect=True)
@pytest.mark.parametrize("who", _WHO)
@pytest.mark.parametrize("door", [*_OF_THE_TEAM, *_OF_RESPONDERS])
async def test_whom_the_team_names_acts_for_it(room: Room, door: str, who: str) -> None:
    """Wherever they come from."""
    assert await _DOORS[door](room, _WHO[who])


@pytest.mark.parametrize("place", [CHANNEL, f"{HOME};messageid=1"])
async def test_our_own_people_are_no_key_to_another_tenants_conversation(room: Room, place: str) -> None:
    """The conversation's tenant decides, whatever tenant the sender is of."""
    there = {"isGroup": True, "conversationType": "channel", "tenantId": STRANGE, "id": place}
    ours = {"from": {**_FAR, "tenantId": TENANT}, "channelData": {"tenant": {"id": TENANT}}}
    response = await room.waypost.receive(in_channel(room.url, "<at>Waypost</at> help", conversation=there, **ours))
    assert response.status == 403


async def _asked_by_a_guest(
    start: Start, desk: Desk, engine: AsyncEngine, microsoft: Microsoft, guests: Guests
) -> Room:
    opened = open_waypost(desk, engine, guests=guests)
    room = Room(await start(opened.waypost), microsoft, opened)
    await _send(room, in_channel(room.url, f"<at>Waypost</at> {VPN}") | _WHO["a guest"])
    return room


@pytest.mark.parametrize(
    ("guests", "answered", "owner"), [("nothing", False, False), ("answers", True, False), ("everything", True, True)]
)
async def test_what_guests_get(
    start: Start, desk: Desk, engine: AsyncEngine, microsoft: Microsoft, guests: Guests, answered: bool, owner: bool
) -> None:
    """What a setting says; whatever it is, they hear something."""
    room = await _asked_by_a_guest(start, desk, engine, microsoft, guests)
    said = str([call.body for call in room.calls])
    assert room.calls
    assert ("Networks and connectivity" in said) is answered
    assert ("Network operations" in said) is owner


async def test_guests_hand_nothing_over(start: Start, desk: Desk, engine: AsyncEngine, microsoft: Microsoft) -> None:
    """Also by a button that their answer does not have; corrected, it still names no owner."""
    room = await _asked_by_a_guest(start, desk, engine, microsoft, "answers")
    wrong = action_of(room.calls[-1].card, "Not right?")
    fields = IN_CHANNEL | _WHO["a guest"]
    for verb in ("hand_over", "edit", "send"):
        pressed = press(room.url, {**wrong, "verb": f"waypost.{verb}"}, **fields)
        answer = (await room.waypost.receive(pressed)).json()
        assert "Only people of this organisation can hand requests over" in str(answer["value"])
    data = {**wrong["data"], "choice": "it.network"}
    corrected = press(room.url, {**wrong, "verb": "waypost.choose", "data": data}, **fields)
    shown = texts((await room.waypost.receive(corrected)).json()["value"])
    assert "Thank you" in shown
    assert "Network operations" not in shown
