"""What Teams tells of by several events, or in another order than it happened: the last state counts."""

import time
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bots.teams.conversations import References
from bots.teams.payloads import Incoming
from tests.bots.teams.conftest import RunningWaypost, texts
from tests.bots.teams.payloads import BOT, CHANNEL, in_channel
from tests.bots.teams.test_handoff import BEN, HOME, Room
from tests.support.app import OpenWaypost
from tests.support.microsoft_cloud import TENANT, Microsoft

VPN = "my vpn drops every ten minutes"


@pytest.fixture
def room(waypost: RunningWaypost, microsoft: Microsoft, opened: OpenWaypost) -> Room:
    """With nothing said yet."""
    return Room(waypost, microsoft, opened)


def _said(room: Room, text: str, seconds: float = 0.0, **fields: object) -> dict[str, Any]:
    """A message of so long ago; a mention where it has one. Teams names messages by their time."""
    sent = time.time() - seconds
    written = {"id": f"{int(sent * 1000)}", "timestamp": _moment(sent)}
    return in_channel(room.url, text, mentioned="<at>" in text, **{**written, **fields})


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def _edited(said: dict[str, Any], text: str, after: float = 1.0) -> dict[str, Any]:
    """The same message with another text, by now or a moment after it."""
    mention = {"type": "mention", "mentioned": {"id": BOT, "name": "Waypost"}, "text": "<at>Waypost</at>"}
    entities = [mention] if "<at>" in text else []
    moment = _moment(time.time() + after)
    return {**said, "type": "messageUpdate", "text": text, "timestamp": moment, "entities": entities}


async def _answers(room: Room, *activities: dict[str, Any]) -> int:
    before = len(room.calls)
    for each in activities:
        assert (await room.waypost.receive(each)).status == 202
        await room.settle()
    return sum("Networks and connectivity" in texts(call.body) for call in room.calls[before:])


async def test_a_mention_that_an_edit_adds_is_heard_once(room: Room) -> None:
    """Whether or not Teams told us of the message before; later edits are none, nor is the message that comes after its edit."""
    now = f"<at>Waypost</at> {VPN}"
    said = _said(room, VPN)
    first = _edited(said, now)
    assert await _answers(room, said, first, first, _edited(said, f"{now} again", 2), said) == 1
    late = _said(room, now, 1)
    assert await _answers(room, _edited(late, f"{now} at home"), late) == 1


async def test_an_edit_of_an_old_mention_is_no_second_question(room: Room) -> None:
    """What was asked is not asked again, nor what is so old that nobody remembers whether it was."""
    asked = f"<at>Waypost</at> {VPN}"
    said, old = _said(room, asked), _said(room, asked, 86_400)
    assert await _answers(room, said, _edited(said, f"{asked}!"), _edited(old, f"{asked}!")) == 1


async def test_a_mention_that_an_edit_adds_is_heard_in_a_hand_offs_thread(room: Room) -> None:
    """There it is how the team answers: what was never heard before reaches the requester, once."""
    await room.handed_over()
    number = room.calls.index(room.shown("Request for")[0]) + 1
    there = {"conversationType": "channel", "tenantId": TENANT, "id": f"{HOME};messageid=sent-{number}"}
    said = _said(room, "which floor?", conversation=there, **BEN)
    before = len(room.calls)
    for _ in range(2):
        await room.waypost.receive(_edited(said, "<at>Waypost</at> which floor?"))
        await room.settle()
    crossed = [call for call in room.calls[before:] if "which floor?" in texts(call.body)]
    assert [call.conversation for call in crossed] == [CHANNEL]


_US = ("28:bot",)


def _met(kind: str = "message", second: int = 0, **fields: object) -> Incoming:
    usual: dict[str, Any] = {
        "type": kind,
        "channel": "msteams",
        "service_url": "https://smba.trafficmanager.net/emea/",
        "conversation": "19:general@thread.tacv2",
        "conversation_type": "channel",
        "tenant": TENANT,
        "sender": "29:1",
        "bot": "28:bot",
        "sent_at": f"2026-11-22T10:00:{second:02}Z",
    }
    return Incoming(**{**usual, **fields})


_REMOVALS = [
    _met("installationUpdate", 10, action="remove"),
    _met("conversationUpdate", 11, removed=_US),
]
_TELL_OF_OTHERS = [
    _met("conversationUpdate", 12, added=("29:2",)),
    _met("conversationUpdate", 12),
    _met("messageUpdate", 12),
    _met("messageDelete", 12),
    _met("installationUpdate", 13, action="remove-upgrade"),
    _met("message", 9),
]


@pytest.mark.parametrize("removals", [_REMOVALS, _REMOVALS[::-1], _REMOVALS[:1], _REMOVALS[1:]], ids=range(4))
async def test_what_follows_a_removal_brings_nothing_back(database: AsyncEngine, removals: list[Incoming]) -> None:
    """By whichever events Teams tells of it, and whatever comes after them that somebody else did, or before them and late."""
    references = References(database)
    await references.remember(_met())
    for each in (*removals, *_TELL_OF_OTHERS):
        await references.remember(each)
        assert await references.of(TENANT, "19:general@thread.tacv2") is None


@pytest.mark.parametrize(
    "back",
    [
        _met("installationUpdate", 20, action="add"),
        _met("conversationUpdate", 20, added=_US),
        _met("message", 20),
        _met("invoke", 20),
        _met("message", 20, sent_at=""),
    ],
    ids=range(5),
)
async def test_who_takes_us_in_again_is_met_again(database: AsyncEngine, back: Incoming) -> None:
    """Also where we are spoken to, which only happens where we are."""
    references = References(database)
    for each in (_met(), *_REMOVALS, back):
        await references.remember(each)
    assert await references.of(TENANT, "19:general@thread.tacv2")


async def test_who_installs_us_again_is_welcomed_again(room: Room) -> None:
    """A new installation is another event than the first, however soon it comes."""
    general = {"conversation": {"conversationType": "channel", "tenantId": TENANT, "id": HOME, "isGroup": True}}
    shown = []
    for number, (kind, what) in enumerate(
        [
            ("conversationUpdate", {"membersAdded": [{"id": BOT}]}),
            ("installationUpdate", {"action": "add"}),
            ("conversationUpdate", {"membersRemoved": [{"id": BOT}]}),
            ("installationUpdate", {"action": "remove"}),
            ("installationUpdate", {"action": "add"}),
        ]
    ):
        moment = {"id": f"f:{number}", "timestamp": f"2026-11-22T10:00:{number:02}Z"}
        await room.waypost.receive(in_channel(room.url, "", type=kind, mentioned=False, **general, **what, **moment))
        await room.settle()
        shown.append(len(room.calls))
    assert shown == [1, 1, 1, 1, 2]
