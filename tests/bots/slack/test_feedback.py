"""The two small buttons under a suggestion: a press says that it is right, or opens what to choose from."""

from typing import Any

import pytest
from aiohttp import web

from tests.bots.slack.blockkit import controls, faults, feedback_buttons, texts
from tests.bots.slack.conftest import Database, Served
from tests.bots.slack.wire import Sending, command, direct, event, mention, press, shortcut, submission
from tests.support.slack_cloud import Call, SlackDouble

VPN = "my vpn drops every ten minutes"
TWO = "my vpn drops every ten minutes. We also need one definition of an active customer"
UNDER_ATTACK = "all our files have been encrypted and there is a ransom note"


def _pair(call: Call) -> Any:  # noqa: ANN401 - JSON
    (pair,) = feedback_buttons(call.args)
    return pair


def _pressed(slack: SlackDouble, pair: Any, which: str, **other: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """The payload of a press: as of a button, with the value of the one of the two that was pressed."""
    return press(slack, {**pair, "value": pair[f"{which}_button"]["value"]}, message="1763000000.000009", **other)


async def test_it_is_right(sending: Sending, slack: SlackDouble, database: Database) -> None:
    """Who asked says so: it is kept with what was suggested, they are thanked alone, and the answer stays as it is."""
    await sending.event(event(mention(VPN)))
    (answer,) = await slack.wait_for(1)
    assert faults(answer.args) == []
    await sending.interaction(_pressed(slack, _pair(answer), "positive"))
    _, thanks = await slack.wait_for(2)
    assert thanks.method in ("chat.postEphemeral", "response_url")
    assert "Thank you" in thanks.args["text"]
    assert [tuple(row) for row in await database.verdicts()] == [("it.network", "agreement", "U0ANA")]
    assert slack.sent("chat.update") == []


async def test_it_is_not_right(sending: Sending, slack: SlackDouble, database: Database) -> None:
    """The other one does what the button “Not right?” does; nothing is kept until something else is chosen."""
    await sending.event(event(mention(VPN)))
    (answer,) = await slack.wait_for(1)
    await sending.interaction(_pressed(slack, _pair(answer), "negative"))
    (shown,) = await slack.wait_for(1, "chat.update")
    assert "Which is right?" in texts(shown.args)
    assert await database.verdicts() == []
    menu = next(control for control in controls(shown.args) if control["type"] == "static_select")
    pick = menu["option_groups"][0]["options"][1]["value"]
    await sending.interaction(press(slack, menu, message="1763000000.000009", pick=pick))
    _, corrected = await slack.wait_for(2, "chat.update")
    assert [row.how for row in await database.verdicts()] == ["correction"]
    assert feedback_buttons(corrected.args) == []


async def test_agreement_is_no_correction(sending: Sending, slack: SlackDouble, database: Database) -> None:
    """An answer that somebody agreed with reads afterwards as it did before, and not as if it had been chosen by hand."""
    await sending.event(event(mention(VPN)))
    (answer,) = await slack.wait_for(1)
    for _ in range(2):  # a double click
        await sending.interaction(_pressed(slack, _pair(answer), "positive"))
    await slack.wait_for(3)
    for label in ("Not right?", "Leave it as it was"):
        shown = slack.sent("chat.update")[-1] if slack.sent("chat.update") else answer
        control = next(each for each in controls(shown.args) if each.get("text", {}).get("text") == label)
        await sending.interaction(press(slack, control, message="1763000000.000009"))
        await slack.wait_for(len(slack.sent("chat.update")) + 1, "chat.update")
    assert slack.sent("chat.update")[-1].args["blocks"] == answer.args["blocks"]
    assert len(await database.verdicts()) == 1


async def test_only_who_asked_may_say_it(sending: Sending, slack: SlackDouble, database: Database) -> None:
    """A colleague in the channel is told so, alone, and nothing is kept."""
    await sending.event(event(mention(VPN)))
    (answer,) = await slack.wait_for(1)
    ben = {"id": "U0BEN", "username": "ben", "team_id": "T0123"}
    await sending.interaction(_pressed(slack, _pair(answer), "positive", user=ben))
    _, told = await slack.wait_for(2)
    assert "Only the person who asked can say whether this answer is right" in told.args["text"]
    assert await database.verdicts() == []


@pytest.mark.parametrize("method", ["chat.postMessage", "response_url"])
async def test_a_slack_that_draws_none(sending: Sending, slack: SlackDouble, method: str) -> None:
    """Where that kind of block is refused the answer comes without it, and with all its other blocks and buttons."""
    slack.refuse_once("chat.postMessage", "invalid_blocks")
    slack.next_answers["response_url"].append(_refuse)
    if method == "response_url":
        await sending.command(command(slack, "/route", VPN))
    else:
        await sending.event(event(direct(VPN)))
    refused, answer = await slack.wait_for(2)
    assert {refused.method, answer.method} == {method}
    assert refused.args["blocks"][-1]["type"] == "context_actions"
    assert answer.args["blocks"] == refused.args["blocks"][:-1]
    assert "Not right?" in [each["text"]["text"] for each in controls(answer.args)]


def _refuse() -> web.Response:
    return web.Response(status=400, text="invalid_blocks")


async def test_where_there_is_nothing_to_say_it_of(served: Served, slack: SlackDouble) -> None:
    """No pair under help, a question back, several requests, and what cannot wait; one under what is none of ours."""
    for text, pairs in (("help", 0), ("when is the canteen open on Fridays", 1), (TWO, 0), (UNDER_ATTACK, 0)):
        before = len(slack.sent())
        await served.sending.event(event(direct(text)))
        answer = (await slack.wait_for(before + 1))[-1]
        assert len(feedback_buttons(answer.args)) == pairs, text


async def test_a_form_has_none(sending: Sending, slack: SlackDouble) -> None:
    """Slack draws that kind of block in messages alone, so an answer in a form goes without."""
    await sending.interaction(shortcut(slack, "ask_waypost"))
    (opened,) = await slack.wait_for(1, "views.open")
    await sending.interaction(submission(opened.args["view"], what=VPN))
    (shown,) = await slack.wait_for(1, "views.update")
    kinds = [block["type"] for block in shown.args["view"]["blocks"]]
    assert "actions" in kinds
    assert "context_actions" not in kinds


@pytest.mark.parametrize(
    "value", ["", "{", "[]", "null", "{}", '{"verb":"right"}', '{"verb":"feedback"}', '{"verb":["right"],"ask":1}']
)
async def test_a_spoiled_value_harms_nothing(
    sending: Sending, slack: SlackDouble, database: Database, value: str
) -> None:
    """A pair whose value is none of ours is answered as an old button is."""
    await sending.interaction(
        press(slack, {"type": "feedback_buttons", "action_id": "waypost:feedback:0", "value": value})
    )
    (told,) = await slack.wait_for(1)
    assert "no longer known" in told.args["text"]
    assert await database.verdicts() == []
