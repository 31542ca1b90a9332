"""Questions and presses over the wire: activities in, connector calls out."""

import asyncio
from pathlib import Path

import pytest

from core.desk.desk import Desk
from core.storage.engine import connect, sqlite_url
from tests.bots.teams.conftest import Answer, RunningWaypost, Start, asked, texts
from tests.bots.teams.payloads import (
    BOT,
    CHANNEL,
    CHAT,
    PERSON,
    action_of,
    in_channel,
    installed,
    joined,
    message,
    press,
)
from tests.support.app import open_waypost
from tests.support.microsoft_cloud import TENANT, Microsoft

VPN = "My VPN drops every ten minutes"
CARD = "application/vnd.microsoft.card.adaptive"
TEXT = "application/vnd.microsoft.activity.message"


async def test_an_answer_says_whence_and_whither(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """On the wire an answer has all that Teams asks of an activity, and nothing empty."""
    question = in_channel(microsoft.service_url, f"<at>Waypost</at> {VPN}")
    await waypost.receive(question)
    answer = (await microsoft.connector.next()).body
    assert {name: answer[name] for name in sorted(answer) if name not in ("summary", "attachments")} == {
        "channelId": "msteams",
        "conversation": {"conversationType": "channel", "id": CHANNEL, "tenantId": TENANT},
        "from": {"id": BOT},
        "locale": "en-GB",
        "recipient": {"id": PERSON},
        "replyToId": question["id"],
        "serviceUrl": microsoft.service_url,
        "type": "message",
    }


async def test_personal_question_gets_card_as_reply(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """A question in the personal chat is acknowledged and answered with a card as a reply to it."""
    question = message(microsoft.service_url, VPN)
    response = await waypost.receive(question)
    answer = await microsoft.connector.next()
    assert response == Answer(202, b"")
    assert (answer.method, answer.conversation, answer.activity) == ("POST", CHAT, question["id"])
    assert answer.body["recipient"]["id"] == question["from"]["id"]
    assert answer.body["from"]["id"] == BOT
    assert "Network" in answer.body["summary"]
    assert "text" not in answer.body
    assert "“VPN”" in texts(answer.card)


async def test_owner_links_to_the_teams_channel(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """An owner that sits in Teams is named with a link to its channel there."""
    answer = await asked(waypost, microsoft)
    assert "https://teams.microsoft.com/l/channel/19%3Anetwork%40thread.tacv2/Network%20operations" in texts(
        answer.card
    )


async def test_mention_in_channel_is_answered_in_its_thread(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """A mention in a channel is answered in the thread that it stands in, and the mention is no part of the question."""
    await waypost.receive(in_channel(microsoft.service_url, f"<at>Waypost</at>&nbsp;{VPN}\n"))
    answer = await microsoft.connector.next()
    assert answer.conversation == CHANNEL
    there = {"conversationType": "channel", "id": CHANNEL}
    await waypost.receive(press(microsoft.service_url, action_of(answer.card, "Not right?"), conversation=there))
    choices = await microsoft.connector.next()
    assert choices.card["body"][1]["items"][0]["inlines"][0]["text"] == VPN


async def test_channel_talk_without_mention_is_none_of_ours(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """What is said in a channel without mentioning the bot is acknowledged and left alone."""
    response = await waypost.receive(in_channel(microsoft.service_url, VPN, mentioned=False))
    await waypost.server.close()
    assert (response.status, microsoft.connector.calls) == (202, [])


@pytest.mark.parametrize("text", [None, "", "  ", "<at>Waypost</at>"])
async def test_nothing_asked_brings_help(waypost: RunningWaypost, microsoft: Microsoft, text: str | None) -> None:
    """A message without words, such as a bare mention or a file, is answered with help."""
    entities = [{"type": "mention", "mentioned": {"id": BOT}, "text": "<at>Waypost</at>"}]
    await waypost.receive(message(microsoft.service_url, text, entities=entities))
    answer = await microsoft.connector.next()
    assert "You sent no text." in texts(answer.card)


@pytest.mark.parametrize(
    ("command", "title"),
    [
        ("help", "How I can help"),
        ("compare", "IT Management and IS Management"),
        ("skills is", "Skills of an IS Manager"),
        ("owners", "Owners"),
        ("route my vpn drops", "Network"),
    ],
)
async def test_short_commands_are_understood(
    waypost: RunningWaypost, microsoft: Microsoft, command: str, title: str
) -> None:
    """The short commands of the manifest work as plain text."""
    answer = await asked(waypost, microsoft, command)
    assert answer.card["body"][0]["text"].lower().startswith(title.lower())


async def test_same_activity_twice_is_answered_once(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """Teams sends an activity again when it doubts; it is acknowledged again and answered once."""
    question = message(microsoft.service_url, VPN)
    statuses = [(await waypost.receive(question)).status for _ in range(3)]
    await waypost.server.close()
    assert (statuses, len(microsoft.connector.calls)) == ([202, 202, 202], 1)


async def test_same_id_in_another_conversation_is_another_activity(
    waypost: RunningWaypost, microsoft: Microsoft
) -> None:
    """Activity ids count within their conversation only."""
    await waypost.receive(message(microsoft.service_url, "help", id="1"))
    await waypost.receive(in_channel(microsoft.service_url, "<at>Waypost</at> help", id="1"))
    assert {(await microsoft.connector.next()).conversation for _ in range(2)} == {CHAT, CHANNEL}


async def test_work_is_finished_on_shutdown(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """A question that was acknowledged is still answered when the server is told to stop."""
    microsoft.connector.delay = 0.3
    await waypost.receive(message(microsoft.service_url, VPN))
    await waypost.server.close()
    assert len(microsoft.connector.calls) == 1


async def test_failure_is_told_kindly(start: Start, desk: Desk, microsoft: Microsoft, tmp_path: Path) -> None:
    """When the database fails, the person is told so in a sentence and the server goes on."""
    without_tables = connect(sqlite_url(tmp_path / "empty"))
    waypost = await start(open_waypost(desk, without_tables).waypost)
    answer = await asked(waypost, microsoft)
    pressed = await waypost.receive(
        press(microsoft.service_url, {"type": "Action.Execute", "verb": "waypost.back", "data": {"ask": "x"}})
    )
    await without_tables.dispose()
    assert answer.body["text"].startswith("Something went wrong while saving that, and it may not have been saved.")
    envelope = pressed.json()
    assert (pressed.status, envelope["type"], envelope["value"]) == (200, TEXT, answer.body["text"])


# --- installation ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("installed_first", [True, False])
async def test_welcome_once(waypost: RunningWaypost, microsoft: Microsoft, *, installed_first: bool) -> None:
    """An installation brings two events in any order, and one welcome."""
    events = [installed(microsoft.service_url), joined(microsoft.service_url)]
    for event in events if installed_first else reversed(events):
        assert (await waypost.receive(event)).status == 202
    await waypost.server.close()
    (welcome,) = microsoft.connector.calls
    assert (welcome.conversation, welcome.activity) == (CHAT, None)
    assert welcome.card["body"][0]["text"] == "How I can help"


async def test_nobody_is_welcomed_but_on_installation(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """An upgrade, a removal, or a person who joins brings no welcome."""
    for event in (
        joined(microsoft.service_url, "29:somebody"),
        installed(microsoft.service_url, "remove"),
        installed(microsoft.service_url, "add-upgrade"),
        joined(microsoft.service_url),
    ):
        await waypost.receive(event)
    await waypost.server.close()
    assert microsoft.connector.calls == []


@pytest.mark.parametrize("kind", ["typing", "messageReaction", "messageUpdate", "endOfConversation", "somethingNew"])
async def test_unknown_activities_are_acknowledged_and_left(
    waypost: RunningWaypost, microsoft: Microsoft, kind: str
) -> None:
    """What we have no use for is acknowledged and nothing comes of it."""
    response = await waypost.receive(message(microsoft.service_url, VPN, type=kind))
    await waypost.server.close()
    assert (response.status, microsoft.connector.calls) == (202, [])


async def test_group_chat_is_answered(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """A mention in a group chat is answered there; the bot's name as a word of the question stays in it."""
    chat = {"isGroup": True, "conversationType": "groupChat", "id": "19:chat@thread.v2"}
    text = "<at>Waypost</at> who owns the Waypost signs in Lisbon?"
    await waypost.receive(in_channel(microsoft.service_url, text, conversation=chat))
    answer = await microsoft.connector.next()
    assert answer.conversation == "19:chat@thread.v2"


async def test_many_at_once(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """Thirty questions at once are all answered, each in its own conversation, with one token for all."""
    questions = [
        message(microsoft.service_url, "help", conversation={"id": f"a:{number}", "conversationType": "personal"})
        for number in range(30)
    ]
    responses = await asyncio.gather(*(waypost.receive(question) for question in questions))
    await waypost.server.close()
    assert {response.status for response in responses} == {202}
    assert sorted(call.conversation for call in microsoft.connector.calls) == sorted(f"a:{n}" for n in range(30))
    assert len(microsoft.login.asked) == 1
