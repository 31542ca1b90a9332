"""Links to messages in the workspaces of an organisation."""

import pytest
from aiohttp import web

from bots.settings import Settings
from tests.bots.slack.blockkit import controls
from tests.bots.slack.conftest import Serve, Served
from tests.bots.slack.wire import event, mention, press
from tests.support.slack_cloud import SlackDouble

VPN = "my vpn drops every ten minutes"
_OPENS = "https://sales.slack.com/archives/C0GENERAL/p1763900000000001"


async def _link_on_the_card(served: Served, slack: SlackDouble) -> str:
    """Where the team's card leads back to."""
    slack.members.add("C0456")
    await served.sending.event(event(mention(VPN)))
    await served.deliver()
    (answer,) = slack.sent()
    for label, shown in (("Hand to", answer), ("Send", None)):
        message = shown or slack.sent("response_url", "chat.postEphemeral")[-1]
        button = next(c for c in controls(message.args) if c["text"]["text"].startswith(label))
        ts, posted = slack.posted[-1] if shown else ("", {})
        await served.sending.interaction(
            press(slack, button, message=ts or None, thread=posted.get("thread_ts") or answer.args["thread_ts"])
        )
        await served.deliver()
    card = next(call for call in slack.sent("chat.postMessage") if call.args["channel"] == "C0456")
    return str(card.args["blocks"])


@pytest.fixture
def organised(slack: SlackDouble) -> SlackDouble:
    """Slack, where our token is one for an organisation, whose address is not that of any workspace."""
    slack.address = "https://big.enterprise.slack.com/"
    return slack


async def test_slack_tells_which_address_opens_a_message(
    serve: Serve, settings: Settings, organised: SlackDouble
) -> None:
    """The organisation's own is no workspace's, so Slack is asked."""
    told = {"ok": True, "channel": "C0GENERAL", "permalink": _OPENS}
    organised.next_answers["chat.getPermalink"].extend([lambda: web.json_response(told)] * 9)
    async with serve(settings) as served:
        await served.until_trouble_is(None)
        assert _OPENS in await _link_on_the_card(served, organised)


@pytest.mark.parametrize(
    "answer", [{"ok": False, "error": "message_not_found"}, {"ok": True}, {"ok": True, "permalink": "x"}]
)
async def test_without_an_answer_the_organisations_address_serves(
    serve: Serve, settings: Settings, organised: SlackDouble, answer: dict[str, object]
) -> None:
    """It is better than none, and the request is handed over all the same."""
    organised.next_answers["chat.getPermalink"].extend([lambda: web.json_response(answer)] * 9)
    async with serve(settings) as served:
        await served.until_trouble_is(None)
        assert "https://big.enterprise.slack.com/archives/C0GENERAL/p" in await _link_on_the_card(served, organised)


async def test_in_a_single_workspace_slack_is_not_asked(served: Served, slack: SlackDouble) -> None:
    """Its address is known."""
    await served.until_trouble_is(None)
    assert "https://example.slack.com/archives/C0GENERAL/p" in await _link_on_the_card(served, slack)
    assert slack.sent("chat.getPermalink") == []
