"""Messages that people send to Waypost alone among others: slash commands, and what is pressed under the answers."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.bots.teams.conftest import RunningWaypost, texts
from tests.bots.teams.payloads import BOT, CHANNEL, PERSON, action_of, in_channel, press
from tests.bots.teams.test_handoff import BEN, HOME, Room
from tests.support.app import OpenWaypost
from tests.support.microsoft_cloud import TENANT, Call, Microsoft

VPN = "my VPN drops every ten minutes"
_TO_US = {"id": BOT, "name": "Waypost", "isTargeted": True}


def _targeted(microsoft: Microsoft, text: str, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - of an activity
    return in_channel(microsoft.service_url, text, mentioned=False, recipient=_TO_US, **fields)


async def _sent(waypost: RunningWaypost, microsoft: Microsoft, activity: dict[str, Any]) -> list[Call]:
    """What was sent for an activity."""
    before = len(microsoft.connector.calls)
    assert (await waypost.receive(activity)).status in (200, 202)
    await waypost.platform.settle()
    return microsoft.connector.calls[before:]


def _pressed(microsoft: Microsoft, card: dict[str, Any], title: str, reply_to: str, **fields: Any) -> dict[str, Any]:  # noqa: ANN401
    place = in_channel(microsoft.service_url, "")["conversation"]
    return press(microsoft.service_url, action_of(card, title), reply_to, conversation=place, **fields)


@pytest.mark.parametrize("text", [f"route {VPN}", f"/route {VPN}", VPN, "status", "help"])
async def test_it_is_answered_to_who_wrote_it(waypost: RunningWaypost, microsoft: Microsoft, text: str) -> None:
    """Whatever the setting says: a client that sends such messages shows them too. Nobody else hears anything."""
    (answer,) = await _sent(waypost, microsoft, _targeted(microsoft, text))
    assert (answer.method, answer.conversation, answer.targeted) == ("POST", CHANNEL, True)
    assert answer.body["recipient"]["id"] == PERSON
    if VPN in text:
        assert "Networks and connectivity" in texts(answer.card)


async def test_a_slash_is_no_part_of_the_request(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """`/route …` is quoted as what was asked for, without the command."""
    (answer,) = await _sent(waypost, microsoft, _targeted(microsoft, f"/route {VPN}"))
    assert "/route" not in texts(answer.card)


async def test_where_it_cannot_be_shown_it_goes_to_the_personal_chat(
    waypost: RunningWaypost, microsoft: Microsoft
) -> None:
    """And nothing is said to the others, who saw no question."""
    microsoft.connector.answers.append((400, {}))
    refused, opened, told = await _sent(waypost, microsoft, _targeted(microsoft, VPN))
    assert refused.targeted
    assert (opened.method, told.conversation, told.targeted) == ("CREATE", f"a:with-{PERSON}", False)


async def test_what_follows_stays_among_the_two(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """A press under such an answer changes it for its reader, and what it brings comes to them alone."""
    (answer,) = await _sent(waypost, microsoft, _targeted(microsoft, VPN))
    number = f"sent-{len(microsoft.connector.calls)}"
    (changed,) = await _sent(waypost, microsoft, _pressed(microsoft, answer.card, "Not right?", number))
    assert (changed.method, changed.activity, changed.targeted) == ("PUT", number, True)
    assert "recipient" not in changed.body  # Teams refuses one on a change
    (skills,) = await _sent(waypost, microsoft, _pressed(microsoft, answer.card, "More about this", number))
    assert (skills.method, skills.targeted, skills.body["recipient"]["id"]) == ("POST", True, PERSON)


async def test_after_a_restart_the_press_itself_tells(
    waypost: RunningWaypost,
    microsoft: Microsoft,
    start: Any,  # noqa: ANN401 - a fixture
) -> None:
    """Where Teams says that the press was seen by us alone, nothing need be remembered."""
    (answer,) = await _sent(waypost, microsoft, _targeted(microsoft, VPN))
    number = f"sent-{len(microsoft.connector.calls)}"
    another = await start()
    pressed = _pressed(microsoft, answer.card, "More about this", number, recipient=_TO_US)
    (skills,) = await _sent(another, microsoft, pressed)
    assert skills.targeted


async def test_after_a_restart_its_buttons_tell(
    waypost: RunningWaypost,
    microsoft: Microsoft,
    start: Any,  # noqa: ANN401 - a fixture
) -> None:
    """Where Teams says nothing of who saw the message, its own buttons do, and those of what follows from them."""
    (answer,) = await _sent(waypost, microsoft, _targeted(microsoft, VPN))
    another = await start()
    (skills,) = await _sent(another, microsoft, _pressed(microsoft, answer.card, "More about this", "sent-elsewhere"))
    assert (skills.targeted, skills.body["recipient"]["id"]) == (True, PERSON)
    (changed,) = await _sent(another, microsoft, _pressed(microsoft, answer.card, "Not right?", "sent-elsewhere"))
    assert (changed.method, changed.targeted) == ("PUT", True)
    (again,) = await _sent(
        another, microsoft, _pressed(microsoft, changed.card, "Leave it as it was", "sent-elsewhere")
    )
    assert (again.method, again.targeted) == ("PUT", True)


_WORDS = "the salaries of my team are wrong"


async def _below_a_card(
    waypost: RunningWaypost, microsoft: Microsoft, opened: OpenWaypost
) -> tuple[Room, dict[str, str]]:
    """A hand-off, and the conversation in the thread of its card."""
    room = Room(waypost, microsoft, opened)
    await room.handed_over()
    number = room.calls.index(room.shown("Request for")[0]) + 1
    return room, {"conversationType": "channel", "tenantId": TENANT, "id": f"{HOME};messageid=sent-{number}"}


async def test_in_the_thread_of_a_card_it_is_not_carried(
    waypost: RunningWaypost, microsoft: Microsoft, opened: OpenWaypost
) -> None:
    """Who writes to Waypost alone does not write to the other side; openly the same words go there."""
    room, there = await _below_a_card(waypost, microsoft, opened)
    fields: dict[str, Any] = {"conversation": there, **BEN}
    await waypost.receive(in_channel(room.url, _WORDS, mentioned=False, recipient=_TO_US, **fields))
    await room.settle()
    assert [call.conversation for call in room.calls if _WORDS in str(call.body)] == [there["id"]]
    await waypost.receive(in_channel(room.url, f"<at>Waypost</at> {_WORDS}", **fields))
    await room.settle()
    assert len({call.conversation for call in room.calls if _WORDS in str(call.body)}) == 2


@pytest.mark.parametrize("odd", [None, "true", 1, [], {}])
async def test_only_a_true_flag_counts(waypost: RunningWaypost, microsoft: Microsoft, odd: object) -> None:
    """Anything else is a message for all, which in a channel needs a mention."""
    recipient = {"id": BOT, "name": "Waypost", "isTargeted": odd}
    asked = in_channel(microsoft.service_url, f"<at>Waypost</at> {VPN}", recipient=recipient)
    (answer,) = await _sent(waypost, microsoft, asked)
    assert not answer.targeted


async def test_where_nothing_leads_to_who_wrote_it_nobody_else_hears_of_it(
    waypost: RunningWaypost, microsoft: Microsoft
) -> None:
    """Neither an answer nor a word that there is one comes into the conversation, for the others saw no question."""
    microsoft.connector.answers.extend([(400, {}), (403, {})])
    tried = await _sent(waypost, microsoft, _targeted(microsoft, VPN))
    assert [(call.method, call.targeted) for call in tried] == [("POST", True), ("CREATE", False)]


async def test_a_failure_is_told_to_who_wrote_it(
    waypost: RunningWaypost, microsoft: Microsoft, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What goes wrong with a message to Waypost alone stays between the two as well."""

    async def fail(*_: object) -> None:
        raise RuntimeError("nobody knows")

    monkeypatch.setattr("core.app.Waypost.ask", fail)
    (told,) = await _sent(waypost, microsoft, _targeted(microsoft, VPN))
    assert (told.targeted, told.body["recipient"]["id"]) == (True, PERSON)


async def test_an_edit_of_it_is_carried_nowhere(
    waypost: RunningWaypost, microsoft: Microsoft, opened: OpenWaypost
) -> None:
    """A mention that an edit adds makes a message for all a question, and one to Waypost alone no message for the other side."""
    room, there = await _below_a_card(waypost, microsoft, opened)
    sent = f"{datetime(2026, 11, 22, 9, 59, 55, tzinfo=UTC).timestamp() * 1000:.0f}"  # five seconds before the edit
    fields: dict[str, Any] = {"type": "messageUpdate", "id": sent, "conversation": there, "recipient": _TO_US, **BEN}
    await waypost.receive(in_channel(room.url, f"<at>Waypost</at> {_WORDS}", **fields))
    await room.settle()
    assert not [call for call in room.calls if _WORDS in str(call.body)]
