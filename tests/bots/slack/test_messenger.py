"""The messages of hand-offs in Slack, and what each fault of Slack's is taken for."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

import pytest
from aiohttp import ClientSession, ClientTimeout, web
from slack_sdk.web.async_client import AsyncWebClient

from bots.slack.messenger import SlackMessenger
from bots.slack.oauth.clients import SingleWorkspaceClients
from core.conversation.outline import Outline, Paragraph
from core.conversation.people import Place
from core.handoff.delivery.ports import (
    CannotLookError,
    DeliveryError,
    MessageGoneError,
    RateLimitedError,
    Sent,
    TemporaryError,
    UnreachableError,
    UnsureError,
)
from tests.support.slack_cloud import BOT_TOKEN, TEAM, SlackDouble

CHANNEL = Place("slack", TEAM, "C0GENERAL")
ANA = Place("slack", TEAM, "@U0ANA")
CARD = Outline("Request", (Paragraph("My VPN drops"),), "Request: My VPN drops")
SINCE = datetime(2025, 1, 1, tzinfo=UTC)


@pytest.fixture
async def messenger(slack: SlackDouble) -> AsyncIterator[SlackMessenger]:
    """With a token that Slack takes, and little patience."""
    async with ClientSession(timeout=ClientTimeout(total=0.5)) as session:
        yield SlackMessenger(
            SingleWorkspaceClients(AsyncWebClient(BOT_TOKEN, f"{slack.url}/api/", session=session, retry_handlers=[]))
        )


async def test_a_message_is_posted_with_its_key(messenger: SlackMessenger, slack: SlackDouble) -> None:
    """With a text beside the blocks, in the thread, without previews and without making mentions of names."""
    sent = await messenger.post(CHANNEL, CARD, "h1.card", "17.5")
    (call,) = slack.sent("chat.postMessage")
    assert sent == Sent(CHANNEL, slack.posted[0][0])
    assert call.args["metadata"] == {"event_type": "waypost_delivery", "event_payload": {"id": "h1.card"}}
    expected = {"thread_ts": "17.5", "text": "Request: My VPN drops", "unfurl_links": False, "parse": "none"}
    assert expected.items() <= call.args.items()


async def test_a_person_is_reached_in_the_direct_conversation(messenger: SlackMessenger, slack: SlackDouble) -> None:
    """It is opened once, and is what the message is changed in later."""
    first = await messenger.post(ANA, CARD, "h1.status")
    await messenger.post(ANA, CARD, "h2.status")
    await messenger.update(first, CARD)
    assert first.place.conversation == "D0ANA"
    assert len(slack.sent("conversations.open")) == 1
    assert slack.sent("chat.update")[0].args["channel"] == "D0ANA"


@pytest.mark.parametrize("thread", [None, "17.5"])
async def test_a_message_is_found_by_its_key(messenger: SlackMessenger, slack: SlackDouble, thread: str | None) -> None:
    """Over several pages, in a channel or in a thread; another's is not."""
    for number in range(5):
        await messenger.post(CHANNEL, CARD, f"h{number}", thread)
    assert await messenger.find(CHANNEL, "h4", SINCE, thread) == Sent(CHANNEL, slack.posted[4][0])
    assert await messenger.find(CHANNEL, "h9", SINCE, thread) is None


async def test_where_history_may_not_be_read_one_cannot_look(messenger: SlackMessenger, slack: SlackDouble) -> None:
    """The scope is missing, so nobody can tell."""
    slack.refuse_once("conversations.history", "missing_scope")
    with pytest.raises(CannotLookError):
        await messenger.find(CHANNEL, "h1", SINCE)


async def test_blocks_that_slack_does_not_draw_go_out_as_text(messenger: SlackMessenger, slack: SlackDouble) -> None:
    """Nothing is lost for a block too many."""
    slack.refuse_once("chat.postMessage", "invalid_blocks")
    await messenger.post(CHANNEL, CARD, "h1")
    assert slack.sent("chat.postMessage")[-1].args["blocks"] == []


async def test_reach(messenger: SlackMessenger, slack: SlackDouble) -> None:
    """A channel that we are in can be reached; one that we are not in, or that is archived or unknown, cannot."""
    await messenger.reach(CHANNEL)
    await messenger.reach(ANA)
    slack.archived |= {"C0OLD", "C0ALIEN"}
    slack.members.add("C0OLD")
    for channel in ("C0OLD", "C0ALIEN", "C0NOWHERE"):
        with pytest.raises(UnreachableError):
            await messenger.reach(Place("slack", TEAM, channel))


def _refused(error: str) -> Callable[[], web.Response]:
    return lambda: web.json_response({"ok": False, "error": error})


def _limited() -> web.Response:
    return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "7"})


def _broken() -> web.Response:
    return web.Response(status=500, text="oops")


@pytest.mark.parametrize(
    ("answer", "on_post", "on_update"),
    [
        (_limited, RateLimitedError, RateLimitedError),
        (_broken, UnsureError, TemporaryError),
        (_refused("internal_error"), UnsureError, TemporaryError),
        (_refused("not_in_channel"), UnreachableError, UnreachableError),
        (_refused("channel_not_found"), UnreachableError, UnreachableError),
        (_refused("is_archived"), UnreachableError, UnreachableError),
        (_refused("restricted_action"), UnreachableError, UnreachableError),
        (_refused("message_not_found"), MessageGoneError, MessageGoneError),
        (_refused("token_revoked"), TemporaryError, TemporaryError),
        (_refused("account_inactive"), TemporaryError, TemporaryError),
        (_refused("some_new_error"), TemporaryError, TemporaryError),
    ],
    ids=[
        "rate limited",
        "500",
        "internal_error",
        "not_in_channel",
        "channel_not_found",
        "is_archived",
        "restricted_action",
        "message_not_found",
        "token_revoked",
        "account_inactive",
        "unknown",
    ],
)
async def test_what_slack_refuses(
    messenger: SlackMessenger,
    slack: SlackDouble,
    answer: Callable[[], web.Response],
    on_post: type[DeliveryError],
    on_update: type[DeliveryError],
) -> None:
    """Each refusal leads to its own way on, and no call is made twice."""
    slack.next_answers["chat.postMessage"].append(answer)
    with pytest.raises(on_post) as raised:
        await messenger.post(CHANNEL, CARD, "h1")
    slack.next_answers["chat.update"].append(answer)
    with pytest.raises(on_update):
        await messenger.update(Sent(CHANNEL, "1.1"), CARD)
    assert len(slack.sent()) == 2
    if isinstance(raised.value, RateLimitedError):
        assert raised.value.seconds == 7


async def test_slack_is_down(slack: SlackDouble) -> None:
    """A connection that does not come about has sent nothing."""
    async with ClientSession() as session:
        web = AsyncWebClient(BOT_TOKEN, "http://127.0.0.1:9/api/", session=session, retry_handlers=[])
        web.proxy = None  # none is between a test and itself
        nowhere = SlackMessenger(SingleWorkspaceClients(web))
        with pytest.raises(TemporaryError):
            await nowhere.post(CHANNEL, CARD, "h1")
    assert slack.calls == []


@pytest.mark.parametrize("how", ["time-out", "reset"])
async def test_no_answer_after_it_was_accepted(how: str) -> None:
    """Whether a post got there is not known then; a change can be made again."""

    async def swallow(request: web.Request) -> web.Response:
        await request.read()
        if how == "reset":
            assert request.transport
            request.transport.abort()
        await asyncio.sleep(5)
        return web.Response()

    application = web.Application()
    application.router.add_post("/api/{method}", swallow)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        async with ClientSession(timeout=ClientTimeout(total=0.3)) as session:
            url = f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
            client = AsyncWebClient(BOT_TOKEN, url, session=session, retry_handlers=[])
            client.proxy = None
            messenger = SlackMessenger(SingleWorkspaceClients(client))
            with pytest.raises(UnsureError):
                await messenger.post(CHANNEL, CARD, "h1")
            with pytest.raises(TemporaryError):
                await messenger.update(Sent(CHANNEL, "1.1"), CARD)
    finally:
        await runner.cleanup()


@pytest.mark.parametrize(
    "answer",
    [
        lambda: web.Response(text="<!doctype html>", content_type="text/plain"),
        lambda: web.Response(text="<!doctype html>", content_type="text/html"),
        lambda: web.Response(body=b'{"ok": true, "ts": "\xff"}', content_type="application/json"),
        lambda: web.json_response([1]),
        lambda: web.json_response({"ok": True}),
        lambda: web.json_response({"ok": True, "ts": None, "channel": None, "messages": None}),
    ],
    ids=["text", "page", "no UTF-8", "list", "nothing in it", "nulls in it"],
)
async def test_what_is_no_answer_of_slacks(
    messenger: SlackMessenger, slack: SlackDouble, answer: Callable[[], web.Response]
) -> None:
    """Of a post nobody knows whether it got there; whatever else was asked is asked again, and nothing is taken for an answer."""
    slack.next_answers["chat.postMessage"].append(answer)
    with pytest.raises(UnsureError):
        await messenger.post(CHANNEL, CARD, "h1")
    for method, ask in (
        ("conversations.history", lambda: messenger.find(CHANNEL, "h1", SINCE)),
        ("conversations.info", lambda: messenger.reach(CHANNEL)),
        ("conversations.open", lambda: messenger.post(ANA, CARD, "h2")),
    ):
        slack.next_answers[method].append(answer)
        with pytest.raises(TemporaryError):
            await ask()
    await messenger.post(ANA, CARD, "h2")
    assert [args["channel"] for _, args in slack.posted] == ["D0ANA"]
