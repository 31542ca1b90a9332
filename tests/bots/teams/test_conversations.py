"""Questions and presses over the wire: activities in, connector calls out."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from core.desk.desk import Desk
from core.storage.asks import AskStore
from core.storage.engine import connect, sqlite_url
from tests.bots.teams.conftest import Answer, Start, Waypost
from tests.bots.teams.microsoft import TENANT, Call, Microsoft
from tests.bots.teams.payloads import (
    BOT,
    CHANNEL,
    CHAT,
    PERSON,
    action_of,
    actions,
    in_channel,
    installed,
    joined,
    message,
    press,
)
from tests.fronts import open_front

VPN = "My VPN drops every ten minutes"
CARD = "application/vnd.microsoft.card.adaptive"
TEXT = "application/vnd.microsoft.activity.message"


async def _asked(waypost: Waypost, microsoft: Microsoft, text: str = VPN) -> Call:
    """The answer to a question in the personal chat."""
    response = await waypost.receive(message(microsoft.service_url, text))
    assert response.status == 202
    return await microsoft.connector.next()


def _texts(node: object) -> str:
    """Every text in a card."""
    if isinstance(node, dict):
        return " ".join(_texts(value) for name, value in node.items() if name not in ("fallbackText", "speak"))
    if isinstance(node, list):
        return " ".join(_texts(item) for item in node)
    return str(node)


async def test_an_answer_says_whence_and_whither(waypost: Waypost, microsoft: Microsoft) -> None:
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


async def test_personal_question_gets_card_as_reply(waypost: Waypost, microsoft: Microsoft) -> None:
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
    assert VPN in _texts(answer.card)


async def test_owner_links_to_the_teams_channel(waypost: Waypost, microsoft: Microsoft) -> None:
    """An owner that sits in Teams is named with a link to its channel there."""
    answer = await _asked(waypost, microsoft)
    assert "https://teams.microsoft.com/l/channel/19%3Anetwork%40thread.tacv2/Network%20operations" in _texts(
        answer.card
    )


async def test_mention_in_channel_is_answered_in_its_thread(waypost: Waypost, microsoft: Microsoft) -> None:
    """A mention in a channel is answered in the thread that it stands in, and the mention is no part of the question."""
    await waypost.receive(in_channel(microsoft.service_url, f"<at>Waypost</at>&nbsp;{VPN}\n"))
    answer = await microsoft.connector.next()
    assert answer.conversation == CHANNEL
    assert answer.card["body"][1]["items"][0]["inlines"][0]["text"] == VPN


async def test_channel_talk_without_mention_is_none_of_ours(waypost: Waypost, microsoft: Microsoft) -> None:
    """What is said in a channel without mentioning the bot is acknowledged and left alone."""
    response = await waypost.receive(in_channel(microsoft.service_url, VPN, mentioned=False))
    await waypost.server.close()
    assert (response.status, microsoft.connector.calls) == (202, [])


@pytest.mark.parametrize("text", [None, "", "  ", "<at>Waypost</at>"])
async def test_nothing_asked_brings_help(waypost: Waypost, microsoft: Microsoft, text: str | None) -> None:
    """A message without words, such as a bare mention or a file, is answered with help."""
    entities = [{"type": "mention", "mentioned": {"id": BOT}, "text": "<at>Waypost</at>"}]
    await waypost.receive(message(microsoft.service_url, text, entities=entities))
    answer = await microsoft.connector.next()
    assert "You sent no text." in _texts(answer.card)


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
async def test_short_commands_are_understood(waypost: Waypost, microsoft: Microsoft, command: str, title: str) -> None:
    """The short commands of the manifest work as plain text."""
    answer = await _asked(waypost, microsoft, command)
    assert answer.card["body"][0]["text"].lower().startswith(title.lower())


async def test_same_activity_twice_is_answered_once(waypost: Waypost, microsoft: Microsoft) -> None:
    """Teams sends an activity again when it doubts; it is acknowledged again and answered once."""
    question = message(microsoft.service_url, VPN)
    statuses = [(await waypost.receive(question)).status for _ in range(3)]
    await waypost.server.close()
    assert (statuses, len(microsoft.connector.calls)) == ([202, 202, 202], 1)


async def test_same_id_in_another_conversation_is_another_activity(waypost: Waypost, microsoft: Microsoft) -> None:
    """Activity ids count within their conversation only."""
    await waypost.receive(message(microsoft.service_url, "help", id="1"))
    await waypost.receive(in_channel(microsoft.service_url, "<at>Waypost</at> help", id="1"))
    assert {(await microsoft.connector.next()).conversation for _ in range(2)} == {CHAT, CHANNEL}


async def test_work_is_finished_on_shutdown(waypost: Waypost, microsoft: Microsoft) -> None:
    """A question that was acknowledged is still answered when the server is told to stop."""
    microsoft.connector.delay = 0.3
    await waypost.receive(message(microsoft.service_url, VPN))
    await waypost.server.close()
    assert len(microsoft.connector.calls) == 1


async def test_failure_is_told_kindly(start: Start, desk: Desk, microsoft: Microsoft, tmp_path: Path) -> None:
    """When the database fails, the person is told so in a sentence and the server goes on."""
    without_tables = connect(sqlite_url(tmp_path / "empty"))
    waypost = await start(open_front(desk, without_tables).front)
    answer = await _asked(waypost, microsoft)
    pressed = await waypost.receive(
        press(microsoft.service_url, {"type": "Action.Execute", "verb": "waypost.back", "data": {"ask": "x"}})
    )
    await without_tables.dispose()
    assert answer.body["text"].startswith("Sorry, something went wrong")
    envelope = pressed.json()
    assert (pressed.status, envelope["type"], envelope["value"]) == (200, TEXT, answer.body["text"])


# --- installation ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("installed_first", [True, False])
async def test_welcome_once(waypost: Waypost, microsoft: Microsoft, *, installed_first: bool) -> None:
    """An installation brings two events in any order, and one welcome."""
    events = [installed(microsoft.service_url), joined(microsoft.service_url)]
    for event in events if installed_first else reversed(events):
        assert (await waypost.receive(event)).status == 202
    await waypost.server.close()
    (welcome,) = microsoft.connector.calls
    assert (welcome.conversation, welcome.activity) == (CHAT, None)
    assert welcome.card["body"][0]["text"] == "How I can help"


async def test_nobody_is_welcomed_but_on_installation(waypost: Waypost, microsoft: Microsoft) -> None:
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
async def test_unknown_activities_are_acknowledged_and_left(waypost: Waypost, microsoft: Microsoft, kind: str) -> None:
    """What we have no use for is acknowledged and nothing comes of it."""
    response = await waypost.receive(message(microsoft.service_url, VPN, type=kind))
    await waypost.server.close()
    assert (response.status, microsoft.connector.calls) == (202, [])


# --- presses ---------------------------------------------------------------------------------------------------------


async def test_replacing_press_changes_the_message_for_everybody(waypost: Waypost, microsoft: Microsoft) -> None:
    """A press that redraws the card answers who pressed with the new card, and puts it into the message for all."""
    card = (await _asked(waypost, microsoft)).card
    pressed = await waypost.receive(press(microsoft.service_url, action_of(card, "Not right?"), "sent-1"))
    update = await microsoft.connector.next()
    envelope = pressed.json()
    assert (pressed.status, envelope["statusCode"], envelope["type"]) == (200, 200, CARD)
    assert (update.method, update.conversation, update.activity) == ("PUT", CHAT, "sent-1")
    assert update.card == envelope["value"]
    assert update.card["body"][0]["text"] == "Which is right?"


async def test_menu_pick_settles_and_stays(waypost: Waypost, microsoft: Microsoft, engine: AsyncEngine) -> None:
    """A pick from the menu becomes the answer, with thanks, and is kept once although two people press."""
    card = (await _asked(waypost, microsoft)).card
    shown = await waypost.receive(press(microsoft.service_url, action_of(card, "Not right?")))
    choose = shown.json()["value"]
    (menu,) = (element for element in choose["body"] if element["type"] == "Input.ChoiceSet")
    button = action_of(choose, "Choose")
    picked = next(choice["value"] for choice in menu["choices"] if choice["value"].startswith("is."))
    data = {**button["data"], menu["id"]: picked}
    both = [
        await waypost.receive({**press(microsoft.service_url, {**button, "data": data}), "from": {"id": who}})
        for who in ("29:one", "29:two")
    ]
    for response in both:
        assert "Thank you" in _texts(response.json()["value"])
    ask = await AskStore(engine).recall(data["ask"])
    assert ask is not None
    assert [(verdict.chosen, verdict.actor) for verdict in ask.verdicts] == [(picked, "29:one")]


async def test_adding_press_posts_a_card_below(waypost: Waypost, microsoft: Microsoft) -> None:
    """A press that shows something else posts it in the same conversation and says so to who pressed."""
    card = (await _asked(waypost, microsoft)).card
    pressed = await waypost.receive(press(microsoft.service_url, action_of(card, "Skills")))
    added = await microsoft.connector.next()
    envelope = pressed.json()
    assert (pressed.status, envelope["statusCode"], envelope["type"]) == (200, 200, TEXT)
    assert (added.method, added.conversation, added.activity) == ("POST", CHAT, None)
    assert added.card["body"][0]["text"].startswith("Skills for Network")


async def test_press_in_channel_stays_in_its_thread(waypost: Waypost, microsoft: Microsoft) -> None:
    """What a press in a channel posts lands in the thread of the card."""
    await waypost.receive(in_channel(microsoft.service_url, f"<at>Waypost</at> {VPN}"))
    card = (await microsoft.connector.next()).card
    channel = {"conversationType": "channel", "id": CHANNEL}
    await waypost.receive(press(microsoft.service_url, action_of(card, "Skills"), conversation=channel))
    assert (await microsoft.connector.next()).conversation == CHANNEL


async def test_submit_fallback_does_the_same(waypost: Waypost, microsoft: Microsoft) -> None:
    """In a client that knows no Action.Execute the same buttons work by Action.Submit."""
    card = (await _asked(waypost, microsoft)).card
    replace = action_of(card, "Not right?")["fallback"]
    await waypost.receive(message(microsoft.service_url, None, value=replace["data"], replyToId="sent-1"))
    update = await microsoft.connector.next()
    add = action_of(card, "Skills")["fallback"]
    await waypost.receive(message(microsoft.service_url, None, value=add["data"], replyToId="sent-1"))
    added = await microsoft.connector.next()
    assert (update.method, update.activity) == ("PUT", "sent-1")
    assert update.card["body"][0]["text"] == "Which is right?"
    assert (added.method, added.card["body"][0]["text"][:10]) == ("POST", "Skills for")


async def test_press_twice_acts_once(waypost: Waypost, microsoft: Microsoft) -> None:
    """An invoke that Teams sends again posts nothing a second time and still gets an answer that Teams understands."""
    card = (await _asked(waypost, microsoft)).card
    pressed = press(microsoft.service_url, action_of(card, "Skills"))
    answers = [await waypost.receive(pressed) for _ in range(2)]
    await waypost.server.close()
    assert [(answer.status, answer.json()["type"]) for answer in answers] == [(200, TEXT)] * 2
    assert len(microsoft.connector.calls) == 2


async def test_every_button_of_the_help_is_known(waypost: Waypost, microsoft: Microsoft) -> None:
    """Each example in the help can be pressed and is answered with a card of its own."""
    card = (await _asked(waypost, microsoft, "help")).card
    for action in actions(card):
        response = await waypost.receive(press(microsoft.service_url, action))
        added = await microsoft.connector.next()
        assert (response.json()["statusCode"], added.method) == (200, "POST")
        assert added.card["type"] == "AdaptiveCard"


_EXECUTE = {"type": "Action.Execute", "verb": "waypost.skills", "data": {"choice": "it"}}


@pytest.mark.parametrize(
    "value",
    [
        None,
        "text",
        [],
        {},
        {"action": None},
        {"action": {"type": "Action.Execute", "data": {}}},
        {"action": {**_EXECUTE, "verb": "skills"}},
        {"action": {**_EXECUTE, "verb": "waypost.destroy"}},
        {"action": {**_EXECUTE, "verb": ["waypost.skills"]}},
        {"action": {**_EXECUTE, "data": "it"}},
        {"action": {**_EXECUTE, "data": {"choice": {"id": "it"}}}},
        {"action": {**_EXECUTE, "data": {"part": -1}}},
        {"action": {**_EXECUTE, "data": {"input": "pick0"}}},
        {"action": {**_EXECUTE, "data": {"input": ["pick0"]}}},
    ],
)
async def test_malformed_press_is_refused_inside_the_envelope(
    waypost: Waypost, microsoft: Microsoft, value: object
) -> None:
    """A press that is not ours gets HTTP 200 with status 400 inside, as the protocol wants, and nothing happens."""
    pressed = press(microsoft.service_url, _EXECUTE, value=value)
    response = await waypost.receive(pressed)
    envelope = response.json()
    await waypost.server.close()
    assert (response.status, envelope["statusCode"]) == (200, 400)
    assert envelope["type"] == "application/vnd.microsoft.error"
    assert microsoft.connector.calls == []


@pytest.mark.parametrize("value", ["text", [], {}, {"verb": "other.app"}, {"verb": "waypost.x"}, {"verb": 1}])
async def test_malformed_submit_is_answered_politely(waypost: Waypost, microsoft: Microsoft, value: object) -> None:
    """A submitted value that is not ours is answered with a sentence."""
    response = await waypost.receive(message(microsoft.service_url, None, value=value))
    answer = await microsoft.connector.next()
    assert (response.status, answer.body["text"]) == (202, "I don't know this button any more. Please ask again.")


async def test_forged_choice_changes_nothing(waypost: Waypost, microsoft: Microsoft, engine: AsyncEngine) -> None:
    """A choice that is none of the catalogue's is not kept."""
    card = (await _asked(waypost, microsoft)).card
    data = {"ask": action_of(card, "Not right?")["data"]["ask"], "choice": "'; DROP TABLE asks; --"}
    forged = {"type": "Action.Execute", "verb": "waypost.choose", "data": data}
    response = await waypost.receive(press(microsoft.service_url, forged))
    ask = await AskStore(engine).recall(data["ask"])
    assert response.status == 200
    assert ask is not None
    assert ask.verdicts == ()


@pytest.mark.parametrize("name", ["composeExtension/queryLink", "task/fetch", "signin/verifyState", "", None, 7])
async def test_unknown_invokes_are_not_implemented(waypost: Waypost, microsoft: Microsoft, name: object) -> None:
    """An invoke that we do not know gets 501, as the protocol wants."""
    invoke = press(microsoft.service_url, _EXECUTE, name=name)
    assert [(await waypost.receive(invoke)).status for _ in range(2)] == [501, 501]


async def test_group_chat_is_answered(waypost: Waypost, microsoft: Microsoft) -> None:
    """A mention in a group chat is answered there; the bot's name as a word of the question stays in it."""
    chat = {"isGroup": True, "conversationType": "groupChat", "id": "19:chat@thread.v2"}
    text = "<at>Waypost</at> who owns the Waypost signs in Lisbon?"
    await waypost.receive(in_channel(microsoft.service_url, text, conversation=chat))
    answer = await microsoft.connector.next()
    assert answer.conversation == "19:chat@thread.v2"


async def test_many_at_once(waypost: Waypost, microsoft: Microsoft) -> None:
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
