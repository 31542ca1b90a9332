"""Waypost as a process, beside a Teams that nobody here wrote: Microsoft's Agents Playground."""

import json
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.e2e.agents_playground import (
    CHANNEL,
    PERSONAL_CHAT,
    Json,
    Message,
    Person,
    agents_playground,
    title,
)
from tests.e2e.browser import NODE, NODE_PARTS
from tests.e2e.processes import WAYPOST, Program, running

VPN = "my VPN drops every ten minutes"


@pytest.fixture(scope="module")
def waypost(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """`waypost serve`, for a Teams that has no tokens."""
    folder: Path = tmp_path_factory.mktemp("waypost")
    settings = {
        "WAYPOST_PORT": "0",
        "WAYPOST_DATA_DIR": str(folder / "data"),
        "WAYPOST_TEAMS_ANONYMOUS": "true",
    }
    with running([WAYPOST, "serve"], r"Waypost serves Teams on (http://\S+)", folder, settings) as program:
        yield program


@pytest.fixture(scope="module")
def teams(waypost: Program, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Teams."""
    with agents_playground(waypost.said[1], tmp_path_factory.mktemp("teams")) as address:
        yield address


@pytest.fixture
async def alex(teams: str, waypost: Program) -> AsyncIterator[Person]:
    """Alex, who uses Waypost in Teams."""
    async with Person.at(teams, waypost) as person:
        yield person


async def test_a_mention_in_a_channel_is_answered_in_its_thread(alex: Person) -> None:
    """A mention is answered with one card, in the thread that it began."""
    thread = await alex.say(CHANNEL, VPN, mention=True)

    (answer,) = await alex.wait_for(bool, thread)

    assert thread.startswith(f"{CHANNEL};messageid=")
    assert answer.title == "Networks and connectivity"


async def test_what_was_written_is_quoted_as_it_was(alex: Person) -> None:
    """Of the text only the mention is taken away: not our name elsewhere in it, and nothing that looks like markup."""
    text = "why is Waypost slow on <b>VPN</b> & Wi-Fi in _Lisbon_?"

    thread = await alex.say(CHANNEL, text, mention=True)

    (answer,) = await alex.wait_for(bool, thread)
    quotation = answer.card["body"][1]["items"][0]["inlines"][0]
    assert quotation == {"type": "TextRun", "text": text, "italic": True}


async def test_a_correction_redraws_the_answer_in_its_place(alex: Person) -> None:
    """Each press is answered with the next card, which then stands for everybody where the answer was."""
    thread = await alex.say(CHANNEL, VPN, mention=True)
    (answer,) = await alex.wait_for(bool, thread)

    asking = await alex.press(answer, answer.action("Not right?"))
    (message,) = await alex.wait_for(lambda seen: seen[0].card != answer.card, thread)
    assert message.id == answer.id
    assert message.card == asking["value"]
    corrected = await pick(alex, message, "Hardware and devices")
    (message,) = await alex.wait_for(lambda seen: seen[0].card != asking["value"], thread)

    assert message.id == answer.id
    assert message.card == corrected["value"]
    assert message.title == "Hardware and devices"
    assert VPN in json.dumps(message.card)


async def test_skills_are_a_message_of_their_own(alex: Person) -> None:
    """A press for skills leaves the answer as it is, and posts another card below it in the thread."""
    thread = await alex.say(CHANNEL, VPN, mention=True)
    (answer,) = await alex.wait_for(bool, thread)

    told = await alex.press(answer, answer.action("Skills"))

    kept, skills = await alex.wait_for(lambda seen: len(seen) > 1, thread)
    assert told["type"] == "application/vnd.microsoft.activity.message"
    assert kept == answer
    assert skills.title == "Skills for Networks and connectivity"


async def test_what_is_written_to_the_bot_alone_needs_no_mention(alex: Person) -> None:
    """In a personal chat every message is answered, in the chat itself."""
    conversation = await alex.say(PERSONAL_CHAT, VPN)

    (answer,) = await alex.wait_for(bool, PERSONAL_CHAT)

    assert conversation == PERSONAL_CHAT
    assert answer.title == "Networks and connectivity"


async def test_an_installation_is_welcomed_once(alex: Person) -> None:
    """Teams tells of an installation in a team by two activities; the bot says once, in its channel, what it does."""
    await alex.install(CHANNEL)
    thread = await alex.say(CHANNEL, "skills it", mention=True)
    await alex.wait_for(bool, thread)  # comes after all that there is to say about the installation

    shown = await alex.wait_for(bool, CHANNEL)

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


async def test_microsofts_own_renderer_takes_every_card(alex: Person) -> None:
    """Cards of every kind, as Teams received them, parse in npm's adaptivecards without a single complaint."""
    for number, question in enumerate(QUESTIONS, start=1):
        await alex.say(PERSONAL_CHAT, question)
        await alex.wait_for(lambda seen, number=number: len(seen) == number, PERSONAL_CHAT)  # type: ignore[misc]
    route = alex.in_(PERSONAL_CHAT)[-1]
    menu = (await alex.press(route, route.action("Not right?")))["value"]
    cards = [*(message.card for message in alex.in_(PERSONAL_CHAT)), menu]
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


async def pick(alex: Person, message: Message, wanted: str) -> Json:
    """Pick from the menu of a card, and send it."""
    menu = next(element for element in message.card["body"] if element["type"] == "Input.ChoiceSet")
    choice = next(choice["value"] for choice in menu["choices"] if wanted in choice["title"])
    rows = [element["actions"] for element in message.card["body"] if element["type"] == "ActionSet"]
    send = next(action for row in rows for action in row if action["data"].get("input") == menu["id"])
    return await alex.press(message, send, **{menu["id"]: choice})
