"""Presses of buttons and menus, and other invokes, as Teams sends them."""

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from core.storage.asks import AskStore
from tests.bots.teams.conftest import RunningWaypost, asked, texts
from tests.bots.teams.payloads import (
    CHANNEL,
    CHAT,
    PERSON,
    action_of,
    actions,
    in_channel,
    message,
    press,
)
from tests.support.microsoft_cloud import Microsoft

VPN = "My VPN drops every ten minutes"
CARD = "application/vnd.microsoft.card.adaptive"
TEXT = "application/vnd.microsoft.activity.message"


async def test_replacing_press_changes_the_message_for_everybody(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """A press that redraws the card answers who pressed with the new card, and puts it into the message for all."""
    card = (await asked(waypost, microsoft)).card
    pressed = await waypost.receive(press(microsoft.service_url, action_of(card, "Not right?"), "sent-1"))
    update = await microsoft.connector.next()
    envelope = pressed.json()
    assert (pressed.status, envelope["statusCode"], envelope["type"]) == (200, 200, CARD)
    assert (update.method, update.conversation, update.activity) == ("PUT", CHAT, "sent-1")
    assert update.card == envelope["value"]
    assert update.card["body"][0]["text"] == "Which is right?"


async def test_menu_pick_settles_and_stays(waypost: RunningWaypost, microsoft: Microsoft, engine: AsyncEngine) -> None:
    """A pick from the menu becomes the answer, with thanks, and is kept once although it is pressed twice."""
    card = (await asked(waypost, microsoft)).card
    shown = await waypost.receive(press(microsoft.service_url, action_of(card, "Not right?")))
    choose = shown.json()["value"]
    (menu,) = (element for element in choose["body"] if element["type"] == "Input.ChoiceSet")
    button = action_of(choose, "Choose")
    picked = next(choice["value"] for choice in menu["choices"] if choice["value"].startswith("is."))
    data = {**button["data"], menu["id"]: picked}
    both = [await waypost.receive(press(microsoft.service_url, {**button, "data": data})) for _ in range(2)]
    for response in both:
        assert "Thank you" in texts(response.json()["value"])
    ask = await AskStore(engine).recall(data["ask"])
    assert ask is not None
    assert [(verdict.chosen, verdict.actor) for verdict in ask.verdicts] == [(picked, PERSON)]


async def test_adding_press_posts_a_card_below(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """A press that shows something else posts it in the same conversation and says so to who pressed."""
    card = (await asked(waypost, microsoft)).card
    pressed = await waypost.receive(press(microsoft.service_url, action_of(card, "More about this")))
    added = await microsoft.connector.next()
    envelope = pressed.json()
    assert (pressed.status, envelope["statusCode"], envelope["type"]) == (200, 200, TEXT)
    assert (added.method, added.conversation, added.activity) == ("POST", CHAT, None)
    assert added.card["body"][0]["text"].startswith("More about Network")


async def test_press_in_channel_stays_in_its_thread(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """What a press in a channel posts lands in the thread of the card."""
    await waypost.receive(in_channel(microsoft.service_url, f"<at>Waypost</at> {VPN}"))
    card = (await microsoft.connector.next()).card
    channel = {"conversationType": "channel", "id": CHANNEL}
    await waypost.receive(press(microsoft.service_url, action_of(card, "More about this"), conversation=channel))
    assert (await microsoft.connector.next()).conversation == CHANNEL


async def test_submit_fallback_does_the_same(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """In a client that knows no Action.Execute the same buttons work by Action.Submit."""
    card = (await asked(waypost, microsoft)).card
    replace = action_of(card, "Not right?")["fallback"]
    await waypost.receive(message(microsoft.service_url, None, value=replace["data"], replyToId="sent-1"))
    update = await microsoft.connector.next()
    add = action_of(card, "More about this")["fallback"]
    await waypost.receive(message(microsoft.service_url, None, value=add["data"], replyToId="sent-1"))
    added = await microsoft.connector.next()
    assert (update.method, update.activity) == ("PUT", "sent-1")
    assert update.card["body"][0]["text"] == "Which is right?"
    assert (added.method, added.card["body"][0]["text"][:10]) == ("POST", "More about")


async def test_press_twice_acts_once(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """An invoke that Teams sends again posts nothing a second time and still gets an answer that Teams understands."""
    card = (await asked(waypost, microsoft)).card
    pressed = press(microsoft.service_url, action_of(card, "More about this"))
    answers = [await waypost.receive(pressed) for _ in range(2)]
    await waypost.server.close()
    assert [(answer.status, answer.json()["type"]) for answer in answers] == [(200, TEXT)] * 2
    assert len(microsoft.connector.calls) == 2


async def test_every_button_of_the_help_is_known(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """Each example in the help can be pressed and is answered with a card of its own."""
    card = (await asked(waypost, microsoft, "help")).card
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
    waypost: RunningWaypost, microsoft: Microsoft, value: object
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
async def test_malformed_submit_is_answered_politely(
    waypost: RunningWaypost, microsoft: Microsoft, value: object
) -> None:
    """A submitted value that is not ours is answered with a sentence."""
    response = await waypost.receive(message(microsoft.service_url, None, value=value))
    answer = await microsoft.connector.next()
    assert (response.status, answer.body["text"]) == (202, "I don't know this button any more. Please ask again.")


async def test_forged_choice_changes_nothing(
    waypost: RunningWaypost, microsoft: Microsoft, engine: AsyncEngine
) -> None:
    """A choice that is none of the catalogue's is not kept."""
    card = (await asked(waypost, microsoft)).card
    data = {"ask": action_of(card, "Not right?")["data"]["ask"], "choice": "'; DROP TABLE asks; --"}
    forged = {"type": "Action.Execute", "verb": "waypost.choose", "data": data}
    response = await waypost.receive(press(microsoft.service_url, forged))
    ask = await AskStore(engine).recall(data["ask"])
    assert response.status == 200
    assert ask is not None
    assert ask.verdicts == ()


@pytest.mark.parametrize("name", ["composeExtension/queryLink", "task/fetch", "signin/verifyState", "", None, 7])
async def test_unknown_invokes_are_not_implemented(waypost: RunningWaypost, microsoft: Microsoft, name: object) -> None:
    """An invoke that we do not know gets 501, as the protocol wants."""
    invoke = press(microsoft.service_url, _EXECUTE, name=name)
    assert [(await waypost.receive(invoke)).status for _ in range(2)] == [501, 501]
