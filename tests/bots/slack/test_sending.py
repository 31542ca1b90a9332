"""Getting an answer to the person although Slack refuses it at first."""

from collections import Counter
from functools import partial
from typing import Any

import pytest
from aiohttp import web

from bots import last_resort
from bots.retry_after import LONGEST_SECONDS, seconds_to_wait
from bots.slack import retries
from tests.bots.slack.blockkit import controls
from tests.bots.slack.conftest import Served
from tests.bots.slack.wire import Sending, command, direct, event, mention, press, shortcut
from tests.bots.test_retry_after import ODD
from tests.support.slack_cloud import Call, SlackDouble

VPN = "my vpn drops every ten minutes"


def _title(call: Call) -> str:
    return str(call.args["blocks"][0]["text"]["text"])


def _skills(call: Call) -> Any:  # noqa: ANN401 - JSON
    return next(control for control in controls(call.args) if control["text"]["text"] == "More about this")


def _not_right(call: Call) -> Any:  # noqa: ANN401 - JSON
    return next(control for control in controls(call.args) if control["text"]["text"] == "Not right?")


async def test_a_used_up_response_url_is_noticed(sending: Sending, slack: SlackDouble) -> None:
    """When the response URL takes no more, the answer goes out as an ephemeral message."""
    await sending.command(command(slack, "/route", VPN, response_url=slack.response_url(uses=0)))
    refused, answer = await slack.wait_for(2)
    assert (refused.method, answer.method) == ("response_url", "chat.postEphemeral")
    assert (answer.args["channel"], answer.args["user"]) == ("C0GENERAL", "U0ANA")
    assert answer.args["blocks"] == refused.args["blocks"]


async def test_a_command_works_where_we_are_no_member(sending: Sending, slack: SlackDouble) -> None:
    """A command is answered in conversations that the bot is not in."""
    await sending.command(command(slack, "/route", VPN, channel="C0PRIVATE"))
    (answer,) = await slack.wait_for(1)
    assert answer.method == "response_url"


async def test_an_ephemeral_in_a_thread_falls_back(sending: Sending, slack: SlackDouble) -> None:
    """When Slack refuses an ephemeral message in a thread, the response URL brings it."""
    asked = mention(VPN)
    await sending.event(event(asked))
    (answer,) = await slack.wait_for(1)
    slack.refuse_once("chat.postEphemeral", "user_not_in_channel")
    await sending.interaction(press(slack, _skills(answer), message=slack.post("C0GENERAL"), thread=asked["ts"]))
    _, refused, added = await slack.wait_for(3)
    assert (refused.method, added.method) == ("chat.postEphemeral", "response_url")


async def test_a_message_that_is_gone_is_answered_anew(sending: Sending, slack: SlackDouble) -> None:
    """A press on a message that was deleted meanwhile shows its result to the presser."""
    asked = mention(VPN)
    await sending.event(event(asked))
    (answer,) = await slack.wait_for(1)
    await sending.interaction(press(slack, _not_right(answer), message="1763000000.000009", thread=asked["ts"]))
    _, refused, added = await slack.wait_for(3)
    assert (refused.method, added.method) == ("chat.update", "chat.postEphemeral")
    assert _title(added) == "Which is right?"


@pytest.mark.parametrize(("error", "times"), [("invalid_blocks", 2), ("msg_blocks_too_long", 1)])
async def test_blocks_that_slack_refuses_become_text(
    sending: Sending, slack: SlackDouble, error: str, times: int
) -> None:
    """When Slack draws no blocks, without the newest kind neither, the answer goes out as its summary."""
    for _ in range(times):
        slack.refuse_once("chat.postMessage", error)
    await sending.event(event(direct(VPN)))
    *refused, answer = await slack.wait_for(times + 1)
    assert all(each.args["blocks"] for each in refused)
    assert answer.args["blocks"] == []
    assert answer.args["text"].startswith("This belongs to Networks and connectivity")


async def test_too_many_calls_are_made_again(sending: Sending, slack: SlackDouble) -> None:
    """When Slack asks to slow down, the call is made again after the time that it names."""

    def limited() -> web.Response:
        return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "0"})

    slack.next_answers["chat.postMessage"].append(limited)
    slack.next_answers["response_url"].append(limited)
    await sending.event(event(direct(VPN)))
    assert [call.method for call in await slack.wait_for(2)] == ["chat.postMessage"] * 2
    await sending.command(command(slack, "/route", VPN))
    assert [call.method for call in await slack.wait_for(4)][2:] == ["response_url"] * 2


async def test_who_waits_in_one_channel_keeps_nobody_in_another(served: Served, slack: SlackDouble) -> None:
    """Told to slow down in a channel, we post nothing else there until that message is through."""

    def limited() -> web.Response:
        return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "1"})

    slack.next_answers["chat.postMessage"].append(limited)
    for text in ("help", VPN, "how do it and is differ"):
        await served.sending.event(event(mention(text)))
    await slack.wait_for(1)
    await served.sending.event(event(direct("help")))
    await served.platform.settle()
    tried = [(call.args["channel"], _title(call)) for call in slack.sent("chat.postMessage")]
    assert [title for channel, title in tried if channel == "D0ANA"] == ["How I can help"]
    in_channel = [title for channel, title in tried if channel == "C0GENERAL"]
    assert in_channel[0] == in_channel[1]
    assert len(in_channel) == 4
    assert tried[1][0] == "D0ANA"


async def test_a_server_error_is_tried_again(sending: Sending, slack: SlackDouble) -> None:
    """When Slack fails for a moment, the answer is sent again."""
    slack.next_answers["chat.postMessage"].append(lambda: web.Response(status=503))
    await sending.event(event(direct(VPN)))
    assert [call.method for call in await slack.wait_for(2)] == ["chat.postMessage"] * 2


async def test_an_answer_that_slack_takes_in_no_way_harms_nobody(served: Served, slack: SlackDouble) -> None:
    """When an answer cannot be delivered at all, the next question is answered as ever."""
    slack.refusing["D0ANA"] = "user_disabled"
    await served.sending.event(event(mention(VPN, channel="C0PRIVATE")))
    lost = command(slack, "/route", VPN, channel="C0PRIVATE", response_url=slack.response_url(uses=0))
    await served.sending.command(lost)
    await served.platform.settle()
    tried = len(slack.sent())
    slack.refusing.clear()
    await served.sending.event(event(direct("help")))
    assert _title((await slack.wait_for(tried + 1))[-1]) == "How I can help"


async def test_all_calls_share_connections(served: Served, slack: SlackDouble) -> None:
    """Many answers one after the other go over the same connection to Slack."""
    for number in range(1, 6):
        await served.sending.event(event(direct("help")))
        await slack.wait_for(number)
    assert len(slack.connections) == 1


async def test_whatever_wait_slack_asks_for_there_is_an_answer(
    served: Served, slack: SlackDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fraction, a date, rubbish or nothing in place of the seconds: who asked, pressed or opened a form is answered once."""
    monkeypatch.setattr(retries, "_WAIT_SECONDS", 0.0)
    monkeypatch.setattr(retries.random, "random", lambda: 0.0)
    monkeypatch.setattr(last_resort, "WAITS", (0.0,) * 5)
    methods = ("chat.postMessage", "response_url", "views.open", "users.info", "views.publish")
    for told in (*ODD, "9999", None):
        headers = {} if told is None else {"Retry-After": told}
        for method in methods:
            limited = {"ok": False, "error": "ratelimited"}
            slack.next_answers[method].append(partial(web.json_response, limited, status=429, headers=headers))
        slack.accepted.clear()
        await served.sending.event(event(direct(VPN)))
        await served.sending.command(command(slack, "/route", VPN))
        await served.sending.interaction(shortcut(slack, "ask_waypost"))
        await served.sending.event(event({"type": "app_home_opened", "user": f"U0{len(slack.calls)}", "tab": "home"}))
        await served.platform.settle()
        seen = Counter(call.method for call in slack.accepted if call.method in methods)
        late = (
            seconds_to_wait(told) == LONGEST_SECONDS or told == "9999"
        )  # a form cannot be opened by then, and it is said so
        assert seen["response_url"] == seen["views.publish"] == 1, told
        assert (seen["chat.postMessage"], seen["views.open"]) == ((2, 0) if late else (1, 1)), told
        assert not any(slack.next_answers.values())
