"""Waypost as a process, beside a Slack that nobody here wrote: the emulator of npm's `emulate`."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from aiohttp import ClientSession
from slack_sdk.errors import SlackApiError

from bots.slack.manifest import build
from tests.e2e.emulator import BOT_TOKEN, BOT_USER, GENERAL, PERSON, SIGNING_SECRET, TEAM, Json, Person, emulated, seed
from tests.e2e.processes import WAYPOST, Program, running, until_ready

VPN = "my VPN drops every ten minutes"


_OWNERS = f"""
organisation: {{name: Example}}
teams:
  network:
    name: Network operations
    responsibilities: [it.network]
    slack: {{workspace: {TEAM}, channel: {GENERAL}}}
    responders: ["slack:{PERSON}"]  # the emulator cannot say who is a member
"""


@pytest.fixture(scope="module")
def slack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Slack, with Waypost installed as its manifest asks for it."""
    scopes = build("socket", None)["oauth_config"]["scopes"]["bot"]
    with emulated(seed(scopes), tmp_path_factory.mktemp("slack")) as address:
        yield address


@pytest.fixture(scope="module")
def waypost(slack: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """`waypost serve`, for this Slack."""
    folder: Path = tmp_path_factory.mktemp("waypost")
    settings = {
        "WAYPOST_PORT": "0",
        "WAYPOST_DATA_DIR": str(folder / "data"),
        "WAYPOST_SLACK_API_URL": f"{slack}/api/",
        "WAYPOST_SLACK_BOT_TOKEN": BOT_TOKEN,
        "WAYPOST_SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "WAYPOST_DIRECTORY": str(folder / "owners.yaml"),
    }
    (folder / "owners.yaml").write_text(_OWNERS, encoding="utf-8")
    with running([WAYPOST, "serve"], r"Waypost serves Slack on (http://\S+)", folder, settings) as program:
        yield program


@pytest.fixture
async def ana(slack: str, waypost: Program) -> AsyncIterator[Person]:
    """Ana, who uses Waypost in Slack, once Waypost has learnt there who it is."""
    async with ClientSession() as session:
        await until_ready(waypost, session)
        yield Person.at(slack, waypost, session)


async def test_a_slash_command_is_answered_at_its_response_url(ana: Person) -> None:
    """A signed /route is acknowledged with nothing, and its answer's blocks are taken and kept by Slack."""
    before = len(await ana.see(GENERAL))

    assert await ana.command("/route", VPN) == (200, "")

    *_, answer = await ana.wait_for(lambda seen: len(seen) > before, GENERAL)
    assert title(answer) == "Networks and connectivity (IT Management)"
    assert VPN in str(answer["blocks"])
    assert "Networks and connectivity" in answer["text"]


async def test_a_mention_is_answered_in_its_thread(ana: Person) -> None:
    """A mention is answered by the bot, once, in the thread of the message, with text and blocks."""
    asked = await mention(ana, VPN)

    thread = await ana.wait_for(lambda seen: len(seen) > 1, GENERAL, asked)

    assert [message["ts"] for message in thread[:1]] == [asked]
    (answer,) = thread[1:]
    assert answer["user"] == BOT_USER
    assert answer["thread_ts"] == asked
    assert title(answer) == "Networks and connectivity (IT Management)"


async def test_a_direct_message_is_answered_in_the_conversation(ana: Person) -> None:
    """What Ana writes to the bot alone is answered there, and not in a thread."""
    channel = await ana.direct()
    asked = await ana.say(channel, VPN)
    told = {"type": "message", "channel": channel, "channel_type": "im", "text": VPN, "ts": asked}

    assert await ana.event(told) == (200, "")

    _, answer = await ana.wait_for(lambda seen: len(seen) > 1, channel)
    assert "thread_ts" not in answer
    assert title(answer) == "Networks and connectivity (IT Management)"


async def test_a_correction_redraws_the_answer_in_its_place(ana: Person) -> None:
    """A press of "Not right?" turns the answer into a menu, and a pick from it into the answer with what was picked."""
    asked = await mention(ana, VPN)
    _, answer = await ana.wait_for(lambda seen: len(seen) > 1, GENERAL, asked)

    assert await ana.press(control(answer, "waypost:not_right:"), GENERAL, answer) == (200, "")
    _, asking = await ana.wait_for(lambda seen: "edited" in seen[1], GENERAL, asked)
    menu = control(asking, "waypost:choose:")
    wanted = next(
        option["value"]
        for group in menu["option_groups"]
        for option in group["options"]
        if option["text"]["text"] == "Hardware and devices"
    )
    assert await ana.press(menu, GENERAL, asking, pick=wanted) == (200, "")
    thread = await ana.wait_for(lambda seen: seen[1]["edited"] != asking["edited"], GENERAL, asked)

    corrected = thread[1]
    assert len(thread) == 2
    assert corrected["ts"] == answer["ts"]
    assert title(corrected) == "Hardware and devices (IT Management)"
    assert VPN in str(corrected["blocks"])


async def test_what_slack_did_not_sign_changes_nothing(ana: Person) -> None:
    """A command signed with another secret is refused with 401, and nothing of it is ever seen in Slack."""
    before = await ana.see(GENERAL)

    status, _ = await ana.command("/route", "the printer is on fire", secret="another secret")
    assert await ana.command("/route", VPN) == (200, "")  # answered after it, so all there will be is there

    after = await ana.wait_for(lambda seen: len(seen) > len(before), GENERAL)
    assert status == 401
    assert [title(message) for message in after[len(before) :]] == ["Networks and connectivity (IT Management)"]


async def mention(ana: Person, text: str) -> str:
    """Ana mentions the bot in #general; the `ts` of her message."""
    said = f"<@{BOT_USER}> {text}"
    asked = await ana.say(GENERAL, said)
    assert await ana.event({"type": "app_mention", "channel": GENERAL, "text": said, "ts": asked}) == (200, "")
    return asked


async def test_a_request_is_handed_over_and_taken(ana: Person) -> None:
    """From a mention to the card in the team's channel, by the real engine; a press changes card and status in their places."""
    asked = await mention(ana, "the wifi in room 4 is down")
    _, answer = await ana.wait_for(lambda seen: len(seen) > 1, GENERAL, asked)
    hand_over = control(answer, "waypost:hand_over:")
    assert hand_over["text"]["text"] == "Hand to Network operations…"
    send = {**hand_over, "action_id": "waypost:send:0"}  # as the preview has it, which only Ana sees
    assert await ana.press(send, GENERAL, answer) == (200, "")

    def card_in(seen: list[Json]) -> Json | None:
        return next((m for m in seen if "room 4" in str(m.get("blocks")) and title(m).startswith("Request for")), None)

    card = card_in(await ana.wait_for(lambda seen: card_in(seen) is not None, GENERAL))
    assert card is not None
    assert await ana.press(control(card, "waypost:take:"), GENERAL, card) == (200, "")
    await ana.wait_for(lambda seen: "Taken by" in str(card_in(seen)), GENERAL)
    await ana.wait_for(lambda seen: any("Taken by" in str(m.get("blocks")) for m in seen[2:]), GENERAL, asked)


async def test_a_form_is_opened_with_slacks_own_trigger(ana: Person) -> None:
    """The shortcut from anywhere opens its form while the trigger is good; the trigger serves once, so it is used then."""
    trigger = await ana.trigger()
    assert await ana.shortcut("ask_waypost", trigger) == (200, "")
    await ana.form("waypost_ask")
    view = {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": []}
    with pytest.raises(SlackApiError, match="trigger"):
        await ana.web.views_open(trigger_id=trigger, view=view)


async def test_a_message_is_asked_about_and_handed_over_with_other_words(ana: Person) -> None:
    """From the shortcut on somebody's message over the private answer, the preview and the form to the card of the team."""
    asked = await ana.say(GENERAL, "the switch in the cellar blinks red since the storm")
    message = next(m for m in await ana.see(GENERAL) if m["ts"] == asked)
    assert await ana.shortcut("who_owns_this", await ana.trigger(), message) == (200, "")
    answer = await last_with(ana, "waypost:hand_over:", than=message)
    assert await ana.press(control(answer, "waypost:hand_over:"), GENERAL, answer) == (200, "")
    preview = await last_with(ana, "waypost:edit:", than=answer)

    assert await ana.press(control(preview, "waypost:edit:"), GENERAL, preview, trigger=await ana.trigger()) == (
        200,
        "",
    )
    opened = await ana.form("waypost_form")
    assert "blinks red" in str(opened["blocks"])
    assert await ana.submit(opened, text="the switch in room <b>7</b> & cellar is dead") == (200, "")
    edited = await last_with(ana, "waypost:send:", than=preview)
    assert await ana.press(control(edited, "waypost:send:"), GENERAL, edited) == (200, "")

    def is_card(seen: Json) -> bool:
        return title(seen).startswith("Request for") and "room <b>7</b> & cellar" in str(seen["blocks"])

    shown = await ana.wait_for(lambda seen: any(m.get("blocks") and is_card(m) for m in seen), GENERAL)
    assert "blinks red" not in str(next(m for m in shown if m.get("blocks") and is_card(m)))


async def last_with(ana: Person, action: str, than: Json) -> Json:
    """The newest message in #general with a control of that name, newer than another one, once there is one."""

    def found(seen: list[Json]) -> list[Json]:
        return [m for m in seen if m["ts"] > than["ts"] and m.get("blocks") and has(m, action)]

    return found(await ana.wait_for(lambda seen: bool(found(seen)), GENERAL))[-1]


def has(message: Json, action: str) -> bool:
    """Whether a message has a button or menu whose action id starts like that."""
    return any(
        element["action_id"].startswith(action)
        for block in message["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
    )


def title(message: Json) -> str:
    """The heading of an answer, or the line above a request."""
    first = message["blocks"][0]
    assert first["type"] in ("header", "section")
    return str(first["text"]["text"])


def control(message: Json, action: str) -> Json:
    """The button or menu of a message whose action id starts like that."""
    rows = (block["elements"] for block in message["blocks"] if block["type"] == "actions")
    return next(element for row in rows for element in row if element["action_id"].startswith(action))
