"""Waypost as a process, beside a Teams that nobody here wrote: Microsoft's Agents Playground."""

import json
import subprocess
from collections.abc import AsyncIterator, Iterator

import pytest

from tests.e2e.agents_playground import CHANNEL, PERSONAL_CHAT, Json, Office, office
from tests.e2e.browser import NODE, NODE_PARTS
from tests.e2e.teams_person import Message, Person, title

VPN = "my VPN drops every ten minutes"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Waypost and Teams."""
    with office(tmp_path_factory.mktemp("office")) as opened:
        yield opened


@pytest.fixture
async def ana(place: Office) -> AsyncIterator[Person]:
    """Ana, who uses Waypost in Teams."""
    async with Person.at(place) as person:
        yield person


async def test_a_mention_in_a_channel_is_answered_in_its_thread(ana: Person) -> None:
    """A mention is answered with one card, in the thread that it began."""
    thread = await ana.say(CHANNEL, VPN, mention=True)

    (answer,) = await ana.wait_for(bool, thread)

    assert thread.startswith(f"{CHANNEL};messageid=")
    assert answer.title == "Networks and connectivity (IT Management)"


async def test_what_was_written_is_quoted_as_it_was(ana: Person) -> None:
    """Of the text only the mention is taken away: not our name elsewhere in it, and nothing that looks like markup."""
    text = "why is Waypost slow on <b>VPN</b> & Wi-Fi in _Lisbon_?"

    thread = await ana.say(CHANNEL, text, mention=True)

    (answer,) = await ana.wait_for(bool, thread)
    asking = await ana.press(answer, answer.action("Not right?"))
    quotation = asking["value"]["body"][1]["items"][0]["inlines"][0]
    assert quotation == {"type": "TextRun", "text": text, "italic": True}


async def test_a_correction_redraws_the_answer_in_its_place(ana: Person) -> None:
    """Each press is answered with the next card, which then stands for everybody where the answer was."""
    thread = await ana.say(CHANNEL, VPN, mention=True)
    (answer,) = await ana.wait_for(bool, thread)

    asking = await ana.press(answer, answer.action("Not right?"))
    (message,) = await ana.wait_for(lambda seen: seen[0].card != answer.card, thread)
    assert message.id == answer.id
    assert message.card == asking["value"]
    corrected = await pick(ana, message, "Hardware and devices")
    (message,) = await ana.wait_for(lambda seen: seen[0].card != asking["value"], thread)

    assert message.id == answer.id
    assert message.card == corrected["value"]
    assert message.title == "Hardware and devices (IT Management)"
    assert VPN in json.dumps(message.card)


async def test_skills_are_a_message_of_their_own(ana: Person) -> None:
    """A press for skills leaves the answer as it is, and posts another card below it in the thread."""
    thread = await ana.say(CHANNEL, VPN, mention=True)
    (answer,) = await ana.wait_for(bool, thread)

    told = await ana.press(answer, answer.action("More about this"))

    kept, skills = await ana.wait_for(lambda seen: len(seen) > 1, thread)
    assert told["type"] == "application/vnd.microsoft.activity.message"
    assert kept == answer
    assert skills.title == "More about Networks and connectivity"


async def test_what_is_written_to_the_bot_alone_needs_no_mention(ana: Person) -> None:
    """In a personal chat every message is answered, in the chat itself."""
    conversation = await ana.say(PERSONAL_CHAT, VPN)

    (answer,) = await ana.wait_for(bool, PERSONAL_CHAT)

    assert conversation == PERSONAL_CHAT
    assert answer.title == "Networks and connectivity (IT Management)"


async def test_an_installation_is_welcomed_once(ana: Person) -> None:
    """Teams tells of an installation in a team by two activities; the bot says once, in its channel, what it does."""
    await ana.install(CHANNEL)
    thread = await ana.say(CHANNEL, "skills it", mention=True)
    await ana.wait_for(bool, thread)  # comes after all that there is to say about the installation

    shown = await ana.wait_for(bool, CHANNEL)

    assert [message.title for message in shown] == ["How I can help"]


QUESTIONS = (
    "help",
    "compare",
    "skills",
    "skills it",
    "owners",
    "what is IS management?",
    "do we need IT or IS management for a new data warehouse?",
    "thanks",
    "what is for lunch today?",
    "the report is wrong",
    "my laptop screen is broken and I need access to the finance share",
    "**bold** [link](http://example.com) <at>everyone</at> | `code`",
    VPN,
)


async def test_microsofts_own_renderer_takes_every_card(ana: Person) -> None:
    """Cards of every kind, as Teams received them, parse in npm's adaptivecards without a single complaint."""
    for number, question in enumerate(QUESTIONS, start=1):
        await ana.say(PERSONAL_CHAT, question)
        await ana.wait_for(lambda seen, number=number: len(seen) == number, PERSONAL_CHAT)  # type: ignore[misc]
    route = ana.in_(PERSONAL_CHAT)[-1]
    menu = (await ana.press(route, route.action("Not right?")))["value"]
    cards = [*(message.card for message in ana.in_(PERSONAL_CHAT)), menu]
    broken = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlok", "text": "no such element"}]}

    *complaints, expected = complained(*cards, broken)

    assert len({title(card) for card in cards}) > 8
    assert complaints == [[]] * len(cards)
    assert expected


def complained(*cards: Json) -> list[list[str]]:
    """What npm's adaptivecards says of each card."""
    script = [NODE, NODE_PARTS / "lint-cards.mjs"]
    linted = subprocess.run(script, input=json.dumps(cards), capture_output=True, text=True, check=True)  # noqa: S603
    return list(json.loads(linted.stdout))


async def pick(ana: Person, message: Message, wanted: str) -> Json:
    """Pick from the menu of a card, and send it."""
    menu = next(element for element in message.card["body"] if element["type"] == "Input.ChoiceSet")
    choice = next(choice["value"] for choice in menu["choices"] if wanted in choice["title"])
    rows = [element["actions"] for element in message.card["body"] if element["type"] == "ActionSet"]
    send = next(action for row in rows for action in row if action["data"].get("input") == menu["id"])
    return await ana.press(message, send, **{menu["id"]: choice})
