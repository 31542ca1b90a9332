"""Where a team's card in Slack links back to, for each way in by which a request can be asked."""

from typing import Any

import pytest

from bots.settings import Settings
from bots.slack.oauth.identity import permalink
from tests.bots.slack.blockkit import Json, controls, texts
from tests.bots.slack.conftest import Serve, Served
from tests.bots.slack.wire import ANA, command, direct, event, mention, new_ts, press, shortcut, submission
from tests.support.slack_cloud import SlackDouble

HOME = "C0456"
VPN = "my vpn drops every ten minutes"
ARCHIVES = "https://example.slack.com/archives"


@pytest.fixture(autouse=True)
def _in_its_channels(slack: SlackDouble) -> None:
    slack.members |= {HOME, "D0ANA"}


def _control(slack: SlackDouble, label: str) -> Json:
    args = slack.sent()[-1].args if slack.sent() else {}
    views = slack.sent("views.update")
    shown = args if "blocks" in args else {}
    found = [c for c in controls(shown) if c.get("text", {}).get("text", "").startswith(label)] if shown else []
    if not found and views:
        found = [c for c in controls(views[-1].args["view"]) if c.get("text", {}).get("text", "").startswith(label)]
    return dict(found[0])


async def _hand_over(served: Served, slack: SlackDouble, **where: Any) -> str:  # noqa: ANN401 - fields of a payload
    """Press what hands the newest answer over; all that the team's card says."""
    await served.deliver()
    for label in ("Hand to", "Send it"):
        payload = press(slack, _control(slack, label), **where)
        if "view" in where:
            for name in ("channel", "message", "response_url"):
                payload.pop(name, None)
        await served.sending.interaction(payload)
        await served.deliver()
    return " ".join(texts(next(args for _, args in slack.posted if args["channel"] == HOME)))


async def test_a_mention_links_to_itself(served: Served, slack: SlackDouble) -> None:
    """And names who asks in full, as a mention too."""
    asked = mention(VPN)
    await served.sending.event(event(asked))
    await served.deliver()
    said = await _hand_over(served, slack, message=slack.posted[-1][0], thread=asked["ts"])
    assert f"{ARCHIVES}/C0GENERAL/p{asked['ts'].replace('.', '')}>" in said
    assert "Asked by:* Ana Ribeiro (<@U0ANA>)" in said


async def test_a_command_links_to_its_channel(served: Served, slack: SlackDouble) -> None:
    """It is no message, so there is nothing nearer."""
    await served.sending.command(command(slack, "/route", VPN))
    await served.deliver()
    assert f"{ARCHIVES}/C0GENERAL>" in await _hand_over(served, slack)


async def test_a_message_shortcut_links_to_the_message(served: Served, slack: SlackDouble) -> None:
    """The one that it was chosen on."""
    chosen = shortcut(slack, "who_owns_this", text=VPN)
    await served.sending.interaction(chosen)
    await served.deliver()
    assert f"{ARCHIVES}/C0GENERAL/p{chosen['message']['ts'].replace('.', '')}>" in await _hand_over(served, slack)


async def test_an_emoji_links_to_its_message(serve: Serve, settings: Settings, slack: SlackDouble) -> None:
    """The one that it was put on."""
    ts = slack.said("C0GENERAL", VPN)
    item = {"type": "message", "channel": "C0GENERAL", "ts": ts}
    put = {"type": "reaction_added", "user": ANA, "reaction": "mag", "item": item, "event_ts": new_ts()}
    async with serve(settings.model_copy(update={"slack_emoji": "mag"})) as served:
        await served.sending.event(event(put))
        await served.deliver()
        assert f"{ARCHIVES}/C0GENERAL/p{ts.replace('.', '')}>" in await _hand_over(served, slack)


async def test_a_form_from_anywhere_has_no_link(served: Served, slack: SlackDouble) -> None:
    """It was asked in no conversation, and the card says so."""
    await served.sending.interaction(shortcut(slack, "ask_waypost"))
    (opened,) = await slack.wait_for(1, "views.open")
    sent = submission(opened.args["view"], what=VPN)
    await served.sending.interaction(sent)
    await slack.wait_for(1, "views.update")
    view = {"id": sent["view"]["id"], "type": "modal"}
    said = await _hand_over(served, slack, view=view, container={"type": "view", "view_id": view["id"]})
    assert "Where it was asked:* privately, so there is no link" in said
    assert "archives" not in said


@pytest.mark.parametrize("by_command", [False, True])
async def test_a_direct_message_has_no_link(served: Served, slack: SlackDouble, by_command: bool) -> None:
    """Nobody else could open it."""
    if by_command:
        await served.sending.command(command(slack, "/route", VPN, channel="D0ANA"))
    else:
        await served.sending.event(event(direct(VPN)))
    await served.deliver()
    message = None if by_command else slack.posted[-1][0]
    said = await _hand_over(served, slack, channel="D0ANA", **({"message": message} if message else {}))
    where = "privately, so there is no link" if by_command else "in a direct message"
    assert f"Where it was asked:* {where}" in said
    assert "archives" not in said


async def test_an_example_links_to_where_it_was_pressed(served: Served, slack: SlackDouble) -> None:
    """Pressed in a channel: to its channel where only the person saw it."""
    await served.sending.command(command(slack, "/waypost", "help"))
    await served.deliver()
    await served.sending.interaction(press(slack, _control(slack, "My VPN")))
    await served.deliver()
    assert f"{ARCHIVES}/C0GENERAL" in await _hand_over(served, slack)


async def test_a_reply_in_a_thread_links_to_the_reply(served: Served, slack: SlackDouble) -> None:
    """Without the thread in it, Slack opens the address of a reply nowhere."""
    root = new_ts()
    asked = mention(VPN, thread_ts=root)
    await served.sending.event(event(asked))
    await served.deliver()
    said = await _hand_over(served, slack, message=slack.posted[-1][0], thread=root)
    assert f"/C0GENERAL/p{asked['ts'].replace('.', '')}?thread_ts={root}&cid=C0GENERAL" in said


@pytest.mark.parametrize("thread", ["", "17.5", "17.4"])
def test_only_a_reply_names_its_thread(thread: str) -> None:
    """The message that began a thread is found without."""
    link = permalink("https://x.slack.com", "T1", "C1", "17.5", thread)
    assert link == "https://x.slack.com/archives/C1/p175" + ("?thread_ts=17.4&cid=C1" if thread == "17.4" else "")


@pytest.mark.parametrize(
    ("url", "channel", "message", "link"),
    [
        ("https://x.slack.com/", "C1", "17.5", "https://x.slack.com/archives/C1/p175"),
        ("https://x.slack.com", "G1", "", "https://x.slack.com/archives/G1"),
        ("", "C1", "17.5", "https://slack.com/app_redirect?team=T1&channel=C1"),
        ("javascript:alert(1)", "C1", "", "https://slack.com/app_redirect?team=T1&channel=C1"),
        ("https://x.slack.com/", "D1", "17.5", ""),
        ("https://x.slack.com/", "@U0ANA", "17.5", ""),
        ("https://x.slack.com/", "", "", ""),
    ],
)
def test_addresses(url: str, channel: str, message: str, link: str) -> None:
    """Of a message, else of its channel, also while the workspace's own address is not known; of nothing private."""
    assert permalink(url, "T1", channel, message) == link


async def test_a_display_name_does_not_hide_the_name_in_full(served: Served, slack: SlackDouble) -> None:
    """Who calls herself Ani is Ana Ribeiro to a team that may not know her."""
    slack.display_names[ANA] = "Ani"
    asked = mention(VPN)
    await served.sending.event(event(asked))
    await served.deliver()
    said = await _hand_over(served, slack, message=slack.posted[-1][0], thread=asked["ts"])
    assert "Asked by:* Ana Ribeiro (<@U0ANA>)" in said
