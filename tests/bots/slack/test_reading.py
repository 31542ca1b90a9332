"""Reading messages where Slack lets an app read little: fifteen by a call, and a call a minute."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import ClientSession, web
from slack_sdk.web.async_client import AsyncWebClient

from bots.settings import Settings
from bots.slack import messenger as module
from bots.slack.messenger import SlackMessenger
from bots.slack.oauth.clients import SingleWorkspaceClients
from core.conversation.outline import Outline, Paragraph
from core.conversation.people import Place
from core.handoff.delivery.ports import CannotLookError, RateLimitedError, Sent
from tests.bots.slack.blockkit import controls
from tests.bots.slack.conftest import Serve, Served
from tests.bots.slack.wire import ANA, command, event, mention, new_ts, press, shortcut
from tests.support.slack_cloud import BOT_TOKEN, TEAM, Call, SlackDouble

CHANNEL = Place("slack", TEAM, "C0GENERAL")
CARD = Outline("Request", (Paragraph("My VPN drops"),), "Request: My VPN drops")
SINCE = datetime(2025, 1, 1, tzinfo=UTC)
VPN = "my vpn drops every ten minutes"
_READS = ("conversations.history", "conversations.replies")


Replica = Callable[[], SlackMessenger]


@pytest.fixture
async def replica(slack: SlackDouble) -> AsyncIterator[Replica]:
    """Makes messengers as they are where workspaces install the app themselves."""
    async with ClientSession() as session:
        client = AsyncWebClient(BOT_TOKEN, f"{slack.url}/api/", session=session, retry_handlers=[])
        yield lambda: SlackMessenger(SingleWorkspaceClients(client), spares_reads=True)


@pytest.fixture
def messenger(slack: SlackDouble, replica: Replica) -> SlackMessenger:
    """One such, and a Slack that lets it read little."""
    slack.read_limit = 15
    return replica()


@pytest.mark.parametrize("thread", [None, "17.5"])
async def test_a_lost_message_is_found_by_one_call(
    messenger: SlackMessenger, slack: SlackDouble, thread: str | None
) -> None:
    """Among the fifteen that one call brings; no more is asked for than Slack gives."""
    for number in range(15):
        await messenger.post(CHANNEL, CARD, f"h{number}", thread)
    assert await messenger.find(CHANNEL, "h7", SINCE, thread) == Sent(CHANNEL, slack.posted[7][0])
    (call,) = slack.sent(*_READS)
    assert int(call.args["limit"]) == 15
    assert "cursor" not in call.args


async def test_beyond_that_one_cannot_look(messenger: SlackMessenger, slack: SlackDouble) -> None:
    """Where more has been written there since, it is not said that the message is not there, and nothing more is read."""
    for number in range(16):
        await messenger.post(CHANNEL, CARD, f"h{number}")
    with pytest.raises(CannotLookError):
        await messenger.find(CHANNEL, "h0", SINCE)
    assert len(slack.sent(*_READS)) == 1


async def test_the_next_look_waits_its_turn(
    messenger: SlackMessenger, slack: SlackDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Within a minute of a look Slack is not even asked, in a thread neither; afterwards one looks again."""
    await messenger.post(CHANNEL, CARD, "h1")
    assert await messenger.find(CHANNEL, "h1", SINCE) is not None
    for thread in (None, "17.5"):
        with pytest.raises(RateLimitedError) as limited:
            await messenger.find(CHANNEL, "h1", SINCE, thread)
        assert 0 < limited.value.seconds <= 60
    assert len(slack.sent(*_READS)) == 1
    slack.let_a_minute_pass()
    later = module.time.monotonic() + 61
    monkeypatch.setattr(module.time, "monotonic", lambda: later)
    assert await messenger.find(CHANNEL, "h1", SINCE) is not None


async def test_another_replica_looked_first(messenger: SlackMessenger, slack: SlackDouble) -> None:
    """What Slack then asks to wait is waited."""

    def limited() -> web.Response:
        return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "60"})

    slack.next_answers["conversations.history"].append(limited)
    with pytest.raises(RateLimitedError) as asked:
        await messenger.find(CHANNEL, "h1", SINCE)
    assert asked.value.seconds == 60


async def test_a_message_lost_in_a_crash_comes_once(served: Served, slack: SlackDouble, replica: Replica) -> None:
    """It was taken and the answer was lost; Slack lets nobody look for a minute. That is waited for, and it is found."""
    slack.members.add("C0456")
    await _hand_over(served, slack)
    slack.read_limit = 15
    for thread in (None, "17.5"):
        await replica().find(CHANNEL, "what another replica has lost", SINCE, thread)
    lost: list[str] = []

    def take_and_lose() -> web.Response:
        args = slack.calls[-1].args
        slack.posted.append((slack.post(args["channel"]), args))
        lost.append(args["metadata"]["event_payload"]["id"])
        return web.json_response({"ok": False, "error": "internal_error"}, status=500)

    slack.next_answers["chat.postMessage"].append(take_and_lose)
    await served.opened.deliver(replica())
    served.opened.now = datetime.now(UTC) + timedelta(seconds=10)
    assert await served.opened.waypost.courier({"slack": replica()}).deliver(lost[0]) == 60
    slack.let_a_minute_pass()
    served.opened.now += timedelta(seconds=61)
    assert await served.opened.waypost.courier({"slack": replica()}).deliver(lost[0]) is None
    keys = [each["metadata"]["event_payload"]["id"] for _, each in slack.posted if each.get("metadata")]
    assert keys.count(lost[0]) == 1


async def _hand_over(served: Served, slack: SlackDouble) -> None:
    await served.sending.event(event(mention(VPN)))
    (answer,) = await slack.wait_for(1)
    await served.sending.interaction(press(slack, _control(answer, "Hand to"), message=new_ts()))
    preview = (await slack.wait_for(2))[1]
    await served.sending.interaction(press(slack, _control(preview, "Send it"), message=None))
    await served.platform.settle()


def _control(call: Call, label: str) -> Any:  # noqa: ANN401 - JSON
    return next(each for each in controls(call.args) if each.get("text", {}).get("text", "").startswith(label))


async def test_an_emoji_that_comes_too_soon_is_answered_all_the_same(
    serve: Serve, settings: Settings, slack: SlackDouble
) -> None:
    """Nobody waits a minute: who put it there is told of the way in by which the text comes along."""
    ts, slack.read_limit = slack.said("C0GENERAL", VPN), 15
    put = {"type": "reaction_added", "user": ANA, "reaction": "mag"}
    async with serve(settings.model_copy(update={"slack_emoji": "mag"})) as served:
        for _ in range(2):
            item = {"type": "message", "channel": "C0GENERAL", "ts": ts}
            await served.sending.event(event({**put, "item": item, "event_ts": new_ts()}))
            await served.platform.settle()
            ts = slack.said("C0GENERAL", VPN)
    _, told = slack.sent()
    assert (told.method, told.args["user"]) == ("chat.postEphemeral", ANA)
    assert "Who owns this?" in told.args["text"]
    assert len(slack.sent(*_READS)) == 2


async def test_every_other_way_in_reads_nothing(served: Served, slack: SlackDouble) -> None:
    """A mention, a command and “Who owns this?” take the text from what Slack sends."""
    await served.sending.event(event(mention(VPN)))
    await served.sending.command(command(slack, "/route", VPN))
    await served.sending.interaction(shortcut(slack, "who_owns_this", text=VPN))
    await slack.wait_for(3)
    assert slack.sent(*_READS) == []
