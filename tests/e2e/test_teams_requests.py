"""Requests between two channels of Microsoft's Agents Playground, and the message extension, with several people."""

from collections.abc import AsyncIterator, Callable, Iterator

import pytest

from tests.e2e.agents_playground import CHANNEL, PERSONAL_CHAT, TEAMS_CHANNEL, Json, Office, office
from tests.e2e.teams_person import Message, Person, buttons, title, words

VPN = "my VPN drops every ten minutes"
TEXT_ANSWER = "application/vnd.microsoft.activity.message"
HAND_OVER = "Hand to Network operations…"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Waypost and Teams."""
    with office(tmp_path_factory.mktemp("office")) as opened:
        yield opened


@pytest.fixture
async def ana(place: Office) -> AsyncIterator[Person]:
    """Ana, who asks."""
    async with Person.at(place, "Ana Ribeiro") as person:
        yield person


@pytest.fixture
async def ben(place: Office) -> AsyncIterator[Person]:
    """Ben, who looks after networks."""
    async with Person.at(place, "Ben Okafor") as person:
        yield person


@pytest.fixture
async def chen(place: Office) -> AsyncIterator[Person]:
    """Chen, who works with Ben."""
    async with Person.at(place, "Chen Wei") as person:
        yield person


def says(*texts: str) -> Callable[[list[Message]], bool]:
    """Whether each of the texts stands in one of the messages."""
    return lambda seen: all(any(text in words(message.card) for message in seen) for text in texts)


async def handed_over(person: Person, text: str) -> str:
    """A request was asked by mention in a channel, edited in the preview, and sent: the thread that it was asked in."""
    thread = await person.say(CHANNEL, VPN, mention=True)
    (answer,) = await person.wait_for(bool, thread)
    preview = await person.press(answer, answer.action(HAND_OVER))
    assert answer.card == person.messages[answer.id].card, "a preview is for who pressed alone"
    edited = await person.fill_in(answer.redrawn(preview["value"]), "Edit…", text=text)
    shown = answer.redrawn(edited["value"])
    assert text in words(shown.card)
    await person.press(shown, shown.action("Send it"))
    return thread


async def request_with(person: Person, text: str) -> Message:
    """The card of that request in the other channel, as that person sees it."""
    seen = await person.wait_for(says(text), TEAMS_CHANNEL)
    return next(message for message in seen if text in words(message.card))


async def test_a_request_crosses_channels_and_is_taken_once(ana: Person, ben: Person, chen: Person) -> None:
    """Both channels show who took it, and somebody who presses the same button later is told who was first."""
    thread = await handed_over(ana, "drops on floor 3 & 4 *now*")
    card = await request_with(ben, "drops on floor 3 & 4 *now*")

    taken = await ben.press(card, card.action("Take it"))
    late = await chen.press(card, card.action("Take it"))

    assert "Taken by Ben Okafor" in words(taken["value"])
    assert (late["type"], "Taken by Ben Okafor" in late["value"]) == (TEXT_ANSWER, True)
    await chen.wait_for(says("Taken by Ben Okafor"), TEAMS_CHANNEL)
    await ana.wait_for(says("Taken by Ben Okafor", "Ben Okafor has taken your request."), thread)


async def test_words_cross_in_both_directions(ana: Person, ben: Person) -> None:
    """By the form on a card and by a mention in its thread; it is said who wrote, and on whose side they are."""
    thread = await handed_over(ana, "drops in the lift")
    card = await request_with(ben, "drops in the lift")

    answer = await ben.fill_in(card, "Reply…", text="Since *when*, <b>Ana</b>?")
    await ana.wait_for(says("Since *when*, <b>Ana</b>?", "Ben Okafor (Network operations):"), thread)
    await ana.say(card.thread, "Since Monday", mention=True)

    assert (answer["type"], answer["value"]) == (TEXT_ANSWER, "Sent to both sides.")
    await ana.wait_for(says("Since Monday", "Ana Ribeiro (requester):"), thread)


async def test_a_request_ends_with_a_note(ana: Person, ben: Person) -> None:
    """Resolved with a note from the form, which stands at the requester's and on the card; it can be reopened there."""
    thread = await handed_over(ana, "drops at night")
    card = await request_with(ben, "drops at night")

    resolved = await ben.fill_in(card, "Resolve…", note="A new cable")

    assert "Resolved by Ben Okafor" in words(resolved["value"])
    seen = await ana.wait_for(says("Resolved by Ben Okafor", "A new cable"), thread)
    status = next(message for message in seen if message.title == "Handed to Network operations")
    await ana.press(status, status.action("Reopen"))
    await ben.wait_for(says("Ana Ribeiro has reopened this."), card.thread)


def asked_about(text: str) -> Json:
    """The value for "Who owns this?" on a message with that HTML."""
    message = {"id": "1", "linkToMessage": "", "body": {"contentType": "html", "content": text}}
    return {"commandId": "whoOwnsThis", "commandContext": "message", "messagePayload": message}


async def submitted(person: Person, card: Json, button: str, conversation: str) -> Json:
    """Press a button in a dialog; the answer to that."""
    value = {"commandId": "whoOwnsThis", "data": buttons(card)[button]["data"]}
    return await person.invoke("composeExtension/submitAction", value, conversation)


def shown_in(dialog: Json) -> Json:
    """The card in a dialog."""
    assert (dialog["task"]["type"], dialog["task"]["value"]["title"]) == ("continue", "Waypost")
    card: Json = dialog["task"]["value"]["card"]["content"]
    return card


async def test_who_owns_this_opens_a_dialog(ana: Person, chen: Person) -> None:
    """The answer is for who asks alone, until it is shared in the thread."""
    thread = await ana.say(CHANNEL, f"{VPN} & nobody cares")
    dialog = await chen.invoke("composeExtension/fetchTask", asked_about(f"<p>{VPN} &amp; nobody cares</p>"), thread)
    card = shown_in(dialog)
    assert title(card) == "Networks and connectivity (IT Management)"
    assert f"{VPN} & nobody cares" in words(card)
    assert chen.in_(thread) == []

    closed = await submitted(chen, card, "Share in the thread", thread)

    (shared,) = await ana.wait_for(bool, thread)
    assert (closed, shared.title) == ({}, "Networks and connectivity (IT Management)")


async def test_from_the_dialog_a_request_is_handed_over(ana: Person, ben: Person) -> None:
    """Preview and sending stay in it, and Waypost tells how it stands unasked, where it speaks with the requester alone."""
    dialog = await ana.invoke("composeExtension/fetchTask", asked_about("VPN drops in the basement"), CHANNEL)
    preview = shown_in(await submitted(ana, shown_in(dialog), HAND_OVER, CHANNEL))
    sent = shown_in(await submitted(ana, preview, "Send it", CHANNEL))
    assert "Handed to Network operations. I'll keep you posted in our direct conversation." in words(sent)

    card = await request_with(ben, "VPN drops in the basement")
    await ana.wait_for(says("VPN drops in the basement", "nobody in Network operations has taken it"), PERSONAL_CHAT)
    await ben.press(card, card.action("Take it"))

    await ana.wait_for(says("Taken by Ben Okafor"), PERSONAL_CHAT)


@pytest.mark.parametrize(("query", "found"), [("network", "Networks and connectivity"), ("", "IT Management")])
async def test_things_are_looked_up(ana: Person, query: str, found: str) -> None:
    """While somebody writes: each result a card without buttons, and what the list shows of it."""
    value = {"commandId": "lookUp", "parameters": [{"name": "query", "value": query}]}

    result = (await ana.invoke("composeExtension/query", value, CHANNEL))["composeExtension"]

    first = result["attachments"][0]
    assert (result["type"], result["attachmentLayout"]) == ("result", "list")
    assert (title(first["content"]), first["preview"]["content"]["title"]) == (found, found)
    assert buttons(first["content"]) == {}
