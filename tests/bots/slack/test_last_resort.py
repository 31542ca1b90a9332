"""Whatever Slack answers, whoever asked gets exactly one answer, where they alone or the right people see it."""

import json
from collections.abc import Callable

import pytest
from aiohttp import ClientTimeout, web

from tests.bots.slack.blockkit import controls
from tests.bots.slack.conftest import Served
from tests.bots.slack.wire import command, direct, event, mention, press, shortcut, submission
from tests.support.slack_cloud import Call, SlackDouble

VPN = "my vpn drops every ten minutes"
OWNER = "Network operations"

_PAGE = "<!doctype html><title>Sign in</title><p>This network wants you to sign in.</p>"
PASSING: dict[str, Callable[[], web.Response]] = {
    "500": lambda: web.Response(status=500, text="oops"),
    "502": lambda: web.Response(status=502, text=_PAGE, content_type="text/html"),
    "503": lambda: web.Response(status=503),
    "504": lambda: web.Response(status=504, text=_PAGE, content_type="text/html"),
    "200 with a page": lambda: web.Response(text=_PAGE, content_type="text/html"),
    "200 with a page as JSON": lambda: web.Response(text=_PAGE, content_type="application/json"),
    "200 with a page as text": lambda: web.Response(text=_PAGE, content_type="text/plain"),
    "invalid_auth": lambda: web.json_response({"ok": False, "error": "invalid_auth"}),
    "token_expired": lambda: web.json_response({"ok": False, "error": "token_expired"}),
    "internal_error": lambda: web.json_response({"ok": False, "error": "internal_error"}),
    "ratelimited": lambda: web.json_response({"ok": False}, status=429, headers={"Retry-After": "0"}),
}
WAYS = (
    "mention",
    "direct message",
    "command",
    "shortcut",
    "shortcut in a thread",
    "press",
    "press that replaces",
    "form",
)


class Desk:
    """Somebody who asks by one of the ways in, and what they see."""

    def __init__(self, served: Served, slack: SlackDouble) -> None:
        self.served, self.slack = served, slack

    async def ask(self, way: str, before: Callable[[], None]) -> list[tuple[str, str]]:
        """What is seen of the answer: by which method in which conversation; `before` sets the trouble up."""
        sending, slack = self.served.sending, self.slack
        match way:
            case "mention":
                before()
                await sending.event(event(mention(VPN)))
            case "direct message":
                before()
                await sending.event(event(direct(VPN)))
            case "command":
                before()
                await sending.command(command(slack, "/route", VPN))
            case "shortcut":
                before()
                await sending.interaction(shortcut(slack, "who_owns_this", text=VPN))
            case "shortcut in a thread":
                asked = shortcut(slack, "who_owns_this", text=VPN)
                asked["message"]["thread_ts"] = slack.said("C0GENERAL", "hello")
                slack.posted.append(("1", {"channel": "C0GENERAL", "thread_ts": asked["message"]["thread_ts"]}))
                before()
                await sending.interaction(asked)
            case "press" | "press that replaces":
                label = "More about this" if way == "press" else "Not right?"
                await sending.event(event(mention("hello my vpn drops")))
                await self.served.platform.settle()
                (answer,) = slack.sent()
                button = next(c for c in controls(answer.args) if c["text"]["text"] == label)
                ts, posted = slack.posted[-1]
                before()
                await sending.interaction(press(slack, button, message=ts, thread=posted["thread_ts"]))
            case "form":
                await sending.interaction(shortcut(slack, "ask_waypost"))
                await self.served.platform.settle()
                view = slack.sent("views.open")[-1].args["view"]
                before()
                await sending.interaction(submission(view, what=VPN))
        await self.served.platform.settle()
        return [_seen(call) for call in slack.accepted if _is_answer(call, way)]


def _is_answer(call: Call, way: str) -> bool:
    if call.method not in ANSWERING:
        return False
    said = json.dumps(call.args)
    return {"press": "More about Networks", "press that replaces": "Which is right?"}.get(way, OWNER) in said


def _seen(call: Call) -> tuple[str, str]:
    return call.method, str(call.args.get("channel", ""))


@pytest.fixture
def asker(served: Served, slack: SlackDouble) -> Desk:
    """Before a workspace where nothing was said yet."""
    return Desk(served, slack)


ANSWERING = ("chat.postMessage", "chat.postEphemeral", "chat.update", "response_url", "views.update")


@pytest.mark.parametrize("times", [1, 4])
@pytest.mark.parametrize("trouble", PASSING)
@pytest.mark.parametrize("way", WAYS)
async def test_a_refusal_that_passes_delays_an_answer(
    asker: Desk, slack: SlackDouble, way: str, trouble: str, times: int
) -> None:
    """As it would have come without, and once."""

    def refuse() -> None:
        for method in ANSWERING:
            slack.next_answers[method].extend([PASSING[trouble]] * times)

    assert len(await asker.ask(way, refuse)) == 1


_IN_CHANNEL = {
    "restricted_action",
    "restricted_action_read_only_channel",
    "restricted_action_thread_only_channel",
    "is_archived",
    "not_in_channel",
    "channel_not_found",
    "ekm_access_denied",
    "something_new",
}
_IN_THREAD = (
    "cannot_reply_to_message",
    "thread_not_found",
    "restricted_action_thread_locked",
    "restricted_action_non_threadable_channel",
)


@pytest.mark.parametrize("error", sorted(_IN_CHANNEL))
@pytest.mark.parametrize("way", WAYS)
async def test_where_we_may_not_post_the_answer_comes_in_another_way(
    asker: Desk, slack: SlackDouble, way: str, error: str
) -> None:
    """By the response URL where there is one, else in person."""

    def refuse() -> None:
        slack.refusing |= {"C0GENERAL": error}

    seen = await asker.ask(way, refuse)
    assert len(seen) == 1
    assert seen[0] in {
        ("response_url", ""),
        ("chat.postMessage", "U0ANA"),
        ("chat.postMessage", "D0ANA"),
        ("views.update", ""),
    }


@pytest.mark.parametrize("error", _IN_THREAD)
async def test_a_thread_that_takes_no_answer_is_answered_in_its_channel(
    asker: Desk, slack: SlackDouble, error: str
) -> None:
    """Where everybody sees it who could see the question."""
    seen = await asker.ask("mention", lambda: slack.refuse_once("chat.postMessage", error))
    assert seen == [("chat.postMessage", "C0GENERAL")]
    assert slack.accepted[-1].args.get("thread_ts") is None


@pytest.mark.parametrize("way", ["command", "shortcut", "press"])
async def test_a_used_up_response_url_costs_no_answer(asker: Desk, slack: SlackDouble, way: str) -> None:
    """Not even where we are no member, and cannot show anything to one of many."""

    def refuse() -> None:
        slack.refusing["C0GENERAL"] = "channel_not_found"
        slack.next_answers["response_url"].extend([lambda: web.Response(status=404, text="used_url")] * 9)

    assert await asker.ask(way, refuse) == [("chat.postMessage", "U0ANA")]


async def test_a_form_that_is_closed_costs_no_answer(asker: Desk, slack: SlackDouble) -> None:
    """It comes in person."""
    seen = await asker.ask("form", lambda: slack.next_answers["views.update"].extend([_not_found] * 9))
    assert seen == [("chat.postMessage", "U0ANA")]


def _not_found() -> web.Response:
    return web.json_response({"ok": False, "error": "not_found"})


@pytest.mark.parametrize("way", WAYS)
async def test_a_slow_acknowledgement_brings_no_second_answer(asker: Desk, slack: SlackDouble, way: str) -> None:
    """Slack took it, and says so too late: nothing is sent again, by this way or by another."""
    session = asker.served.platform._web.session  # noqa: SLF001 - its patience is ten seconds

    def be_slow() -> None:
        assert session is not None
        session._timeout = ClientTimeout(total=0.3)  # noqa: SLF001
        slack.slow_seconds = 1.0

    assert len(await asker.ask(way, be_slow)) == 1


async def test_an_outage_of_the_token_costs_no_answer_by_a_response_url(asker: Desk, slack: SlackDouble) -> None:
    """It needs no token."""
    slack.tokens.clear()
    assert await asker.ask("command", lambda: None) == [("response_url", "")]


async def test_what_is_for_one_alone_is_never_said_to_all(asker: Desk, slack: SlackDouble) -> None:
    """However many ways are refused."""

    def refuse() -> None:
        slack.next_answers["response_url"].extend([lambda: web.Response(status=404, text="used_url")] * 9)
        slack.next_answers["chat.postEphemeral"].extend([_not_found] * 9)

    for way in ("command", "shortcut", "press"):
        slack.accepted.clear()
        await asker.ask(way, refuse)
        assert {call.args["channel"] for call in slack.accepted if _is_answer(call, way)} == {"U0ANA"}
        slack.calls.clear()
        slack.next_answers.clear()


@pytest.mark.parametrize("error", ["is_archived", "restricted_action"])
async def test_sharing_is_said_to_fail_where_it_does(asker: Desk, slack: SlackDouble, error: str) -> None:
    """And is not done in person in place of it."""
    await asker.ask("shortcut", lambda: None)
    share = next(c for c in controls(slack.accepted[-1].args) if c["text"]["text"].startswith("Share"))
    slack.refusing["C0GENERAL"] = error
    slack.accepted.clear()
    await asker.served.sending.interaction(press(slack, share))
    await asker.served.platform.settle()
    (said,) = [call for call in slack.accepted if call.method in ANSWERING]
    assert said.method == "response_url"
    assert "cannot share it" in json.dumps(said.args)


@pytest.mark.parametrize("body", ["", "ok", "ok\n", '{"ok": true}', '{"ok":true,"warning":"superfluous_charset"}'])
async def test_whatever_says_that_it_was_taken_is_believed(served: Served, slack: SlackDouble, body: str) -> None:
    """A word that a response URL may say beside “ok” is no reason to answer twice."""
    slack.next_answers["response_url"].append(lambda: web.Response(text=body))
    await served.sending.command(command(slack, "/route", VPN))
    await served.finish()
    assert [call.method for call in slack.sent()] == ["response_url"]


@pytest.mark.parametrize("trouble", [*PASSING, "list", "no UTF-8"])
async def test_a_form_that_does_not_open_is_replaced_by_words(served: Served, slack: SlackDouble, trouble: str) -> None:
    """Whatever comes in place of Slack's answer, who wanted the form is told what to do instead."""
    odd = {
        "list": lambda: web.json_response([1]),
        "no UTF-8": lambda: web.Response(body=b'{"ok": true, "\xff"}', content_type="application/json"),
    }
    slack.next_answers["views.open"].extend([{**PASSING, **odd}[trouble]] * 3)
    await served.sending.interaction(shortcut(slack, "ask_waypost"))
    await served.platform.settle()
    (told,) = slack.sent()
    assert "Just write to me here" in told.args["text"]
