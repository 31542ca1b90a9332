"""Presses, from Slack's request to what they change."""

from typing import Any

import pytest
import sqlalchemy as sa

from core.storage.tables import asks
from tests.bots.slack.blockkit import Json, controls, texts
from tests.bots.slack.conftest import Database, Served
from tests.bots.slack.wire import Sending, command, direct, event, mention, press
from tests.support.slack_cloud import Call, SlackDouble

VPN = "my vpn drops every ten minutes"


def _control(call: Call, label: str) -> Json:
    """The button with that label, or the menu with it as its placeholder."""
    found = {c.get("text", c.get("placeholder", {})).get("text"): c for c in controls(call.args)}
    return found[label]


def _title(call: Call) -> str:
    return str(call.args["blocks"][0]["text"]["text"])


async def _privately(sending: Sending, slack: SlackDouble) -> Call:
    """The answer to a command."""
    await sending.command(command(slack, "/route", VPN))
    return (await slack.wait_for(1))[-1]


async def _openly(sending: Sending, slack: SlackDouble) -> tuple[Call, dict[str, str]]:
    """The answer to a mention, and where it stands."""
    asked = mention(VPN)
    await sending.event(event(asked))
    answer = (await slack.wait_for(1))[-1]
    return answer, {"message": slack.post("C0GENERAL"), "thread": asked["ts"]}


async def test_an_ephemeral_answer_is_replaced_by_its_response_url(sending: Sending, slack: SlackDouble) -> None:
    """The press "Not right?" on a private answer shows the choices in its place."""
    answer = await _privately(sending, slack)
    assert await sending.interaction(press(slack, _control(answer, "Not right?"))) == (200, "")
    redrawn = (await slack.wait_for(2))[-1]
    assert (redrawn.method, redrawn.args["replace_original"]) == ("response_url", True)
    assert _title(redrawn) == "Which is right?"


async def test_an_ordinary_answer_is_updated(sending: Sending, slack: SlackDouble) -> None:
    """The press "Not right?" on an answer in a channel updates that message."""
    answer, where = await _openly(sending, slack)
    await sending.interaction(press(slack, _control(answer, "Not right?"), **where))
    redrawn = (await slack.wait_for(2))[-1]
    assert (redrawn.method, redrawn.args["ts"]) == ("chat.update", where["message"])
    assert redrawn.args["channel"] == "C0GENERAL"
    assert {"parse": "none", "link_names": False}.items() <= redrawn.args.items()
    assert _title(redrawn) == "Which is right?"


async def test_a_pick_is_kept_and_shown(sending: Sending, slack: SlackDouble, database: Database) -> None:
    """Who picks the right place from the menu sees the answer change, and the correction is kept under their name."""
    answer, where = await _openly(sending, slack)
    await sending.interaction(press(slack, _control(answer, "Not right?"), **where))
    menu = _control((await slack.wait_for(2))[-1], "Choose the right place")
    options = {o["text"]["text"]: o["value"] for group in menu["option_groups"] for o in group["options"]}
    await sending.interaction(press(slack, menu, **where, pick=options["None of these"]))
    redrawn = (await slack.wait_for(3))[-1]
    assert (redrawn.method, _title(redrawn)) == ("chat.update", "This isn't an IT or IS matter")
    assert await database.verdicts() == [("none", "correction", "U0ANA")]
    assert any("Thank you" in text for text in texts(redrawn.args))


async def test_the_list_of_choices_can_be_left(sending: Sending, slack: SlackDouble, database: Database) -> None:
    """The press "Leave it as it was" brings the first answer back and keeps no correction."""
    answer = await _privately(sending, slack)
    await sending.interaction(press(slack, _control(answer, "Not right?")))
    await sending.interaction(press(slack, _control((await slack.wait_for(2))[-1], "Leave it as it was")))
    back = (await slack.wait_for(3))[-1]
    assert back.args["blocks"] == answer.args["blocks"]
    assert await database.verdicts() == []


async def test_skills_on_a_private_answer_come_privately(sending: Sending, slack: SlackDouble) -> None:
    """What a button adds to a private answer is as private, and does not replace it."""
    answer = await _privately(sending, slack)
    await sending.interaction(press(slack, _control(answer, "More about this")))
    added = (await slack.wait_for(2))[-1]
    assert added.method == "response_url"
    assert (added.args["response_type"], added.args["replace_original"]) == ("ephemeral", False)
    assert _title(added) == "More about Networks and connectivity"


async def test_skills_in_a_channel_come_to_the_presser_alone(sending: Sending, slack: SlackDouble) -> None:
    """What a button adds in a channel is shown to who pressed it alone, in the same thread."""
    answer, where = await _openly(sending, slack)
    await sending.interaction(press(slack, _control(answer, "More about this"), **where))
    added = (await slack.wait_for(2))[-1]
    assert added.method == "chat.postEphemeral"
    assert (added.args["channel"], added.args["user"]) == ("C0GENERAL", "U0ANA")
    assert added.args["thread_ts"] == where["thread"]


@pytest.mark.parametrize("thread", [None, "1763000000.000001"])
async def test_skills_in_a_direct_message_are_posted(sending: Sending, slack: SlackDouble, thread: str | None) -> None:
    """In a direct message there is nobody else: what a button adds is an ordinary message, in the same thread."""
    await sending.event(event(direct(VPN)))
    answer = (await slack.wait_for(1))[-1]
    pressed = press(
        slack, _control(answer, "More about this"), channel="D0ANA", message=slack.post("D0ANA"), thread=thread
    )
    await sending.interaction(pressed)
    added = (await slack.wait_for(2))[-1]
    assert (added.method, added.args["channel"]) == ("chat.postMessage", "D0ANA")
    assert added.args.get("thread_ts") == thread


async def test_an_example_is_asked_by_a_press(sending: Sending, slack: SlackDouble, database: Database) -> None:
    """An example in the help is put as a question of the person who presses it."""
    await sending.command(command(slack, "/waypost", "help"))
    (help_,) = await slack.wait_for(1)
    await sending.interaction(press(slack, _control(help_, "My VPN drops every ten minutes")))
    answer = (await slack.wait_for(2))[-1]
    assert _title(answer) == "Networks and connectivity (IT Management)"
    assert await database.asked() == [("My VPN drops every ten minutes", "U0ANA", "T0123", "C0GENERAL", None)]


async def test_a_press_sent_twice_acts_once(served: Served, slack: SlackDouble) -> None:
    """A repeated delivery of a press is acknowledged, and does nothing."""
    pressed = press(slack, _control(await _privately(served.sending, slack), "More about this"))
    answers = [await served.sending.interaction(pressed), await served.sending.interaction(pressed)]
    assert answers == [(200, ""), (200, "")]
    await served.finish()
    assert len(slack.sent()) == 2


@pytest.mark.parametrize(
    ("action_id", "value", "title"),
    [
        ("waypost:explode:0", "{}", "Please ask again"),
        ("waypost:not_right:0", "no json", "Please ask again"),
        ("waypost:not_right:0", '{"ask":"long-gone"}', "Please ask again"),
        ("another-app", "{}", "I don't know that one"),
        ("", "{}", "I don't know that one"),
    ],
)
async def test_a_press_that_we_do_not_know_gets_a_kind_word(
    sending: Sending, slack: SlackDouble, action_id: str, value: str, title: str
) -> None:
    """An old, forged or foreign button is acknowledged, and its presser told what to do."""
    button = {"action_id": action_id, "type": "button", "value": value}
    assert await sending.interaction(press(slack, button)) == (200, "")
    (answer,) = await slack.wait_for(1)
    assert (_title(answer), answer.args["response_type"]) == (title, "ephemeral")


async def test_a_press_is_answered_where_its_message_stands(served: Served, slack: SlackDouble) -> None:
    """Also where the payload names the conversation only on the message's container, and no address for an answer."""
    button = {"action_id": "waypost:skills:0", "type": "button", "value": "{}"}
    bare: dict[str, Any] = {**press(slack, button), "channel": None, "response_url": ""}
    assert await served.sending.interaction(bare) == (200, "")
    await served.finish()
    (answer,) = slack.sent()
    assert (answer.method, answer.args["channel"]) == ("chat.postEphemeral", "C0GENERAL")


@pytest.mark.parametrize("channel", ["C0GENERAL", "D0ANA"])
@pytest.mark.parametrize("alone", [True, False])
async def test_an_example_is_as_private_as_its_answer(
    sending: Sending, slack: SlackDouble, database: Database, channel: str, *, alone: bool
) -> None:
    """Open only where it is answered in the direct conversation itself: everywhere else only the presser sees the answer."""
    await sending.command(command(slack, "/waypost", "help"))
    (help_,) = await slack.wait_for(1)
    message = None if alone else slack.post(channel)
    example = _control(help_, "My VPN drops every ten minutes")
    await sending.interaction(press(slack, example, channel=channel, message=message))
    answer = (await slack.wait_for(2))[-1]
    async with database.engine.connect() as connection:
        openly = (await connection.execute(sa.select(asks.c.openly))).scalar_one()
    assert openly is (answer.method == "chat.postMessage")
    assert openly is (channel == "D0ANA" and not alone)
