"""Mentions and direct messages, from Slack's event to the answer."""

from itertools import pairwise
from typing import Any

import pytest

from bots.settings import Settings
from tests.bots.slack.conftest import Database, Serve, Served
from tests.bots.slack.wire import Sending, direct, event, mention, new_ts
from tests.support.slack_cloud import BOT, BOT_USER, SlackDouble

VPN = "my vpn drops every ten minutes"


def _title(args: Any) -> str:  # noqa: ANN401 - JSON
    return str(args["blocks"][0]["text"]["text"])


async def test_a_mention_is_answered_in_its_thread(sending: Sending, slack: SlackDouble, database: Database) -> None:
    """Who mentions us in a channel is answered in a thread under the message, and the question is without the mention."""
    asked = mention(VPN)
    assert await sending.event(event(asked)) == (200, "")
    (answer,) = await slack.wait_for(1)
    assert answer.method == "chat.postMessage"
    assert (answer.args["channel"], answer.args["thread_ts"]) == ("C0GENERAL", asked["ts"])
    assert _title(answer.args) == "Networks and connectivity (IT Management)"
    literally = {"parse": "none", "link_names": False, "unfurl_links": False, "unfurl_media": False}
    assert literally.items() <= answer.args.items()
    assert await database.asked() == [(VPN, "U0ANA", "T0123", "C0GENERAL", asked["ts"])]


async def test_what_i_have_open_is_nobody_elses_business(sending: Sending, slack: SlackDouble) -> None:
    """Asked for in a channel, the list of one's own requests is shown to the asker alone; in a direct message as ever."""
    await sending.event(event(mention("status")))
    (answer,) = await slack.wait_for(1)
    assert (answer.method, answer.args["user"]) == ("chat.postEphemeral", "U0ANA")
    assert "thread_ts" not in answer.args  # nobody has answered there, and Slack would show it to nobody
    await sending.event(event(direct("status")))
    assert (await slack.wait_for(2))[1].method == "chat.postMessage"


async def test_a_mention_in_a_thread_stays_there(sending: Sending, slack: SlackDouble) -> None:
    """A mention inside of a thread is answered in that thread."""
    await sending.event(event(mention(VPN, thread_ts="1763000000.000001")))
    (answer,) = await slack.wait_for(1)
    assert answer.args["thread_ts"] == "1763000000.000001"


async def test_a_direct_message_is_answered_beside_it(sending: Sending, slack: SlackDouble, database: Database) -> None:
    """A direct message is answered in the conversation itself."""
    await sending.event(event(direct(VPN)))
    (answer,) = await slack.wait_for(1)
    assert (answer.method, answer.args["channel"]) == ("chat.postMessage", "D0ANA")
    assert "thread_ts" not in answer.args
    assert await database.asked() == [(VPN, "U0ANA", "T0123", "D0ANA", None)]


async def test_a_direct_message_in_a_thread_stays_there(sending: Sending, slack: SlackDouble) -> None:
    """A question in a thread of a direct message is answered in that thread."""
    await sending.event(event(direct(VPN, thread_ts="1763000000.000001")))
    (answer,) = await slack.wait_for(1)
    assert answer.args["thread_ts"] == "1763000000.000001"


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast"])
async def test_a_message_with_a_file_is_a_message(sending: Sending, slack: SlackDouble, subtype: str) -> None:
    """A question that comes with a screenshot, or is shared from a thread, is answered like any other."""
    await sending.event(event(direct(VPN, subtype=subtype)))
    (answer,) = await slack.wait_for(1)
    assert _title(answer.args) == "Networks and connectivity (IT Management)"


async def test_a_mention_without_a_question_brings_help(sending: Sending, slack: SlackDouble) -> None:
    """Who only mentions us learns what we can do."""
    await sending.event(event(mention("")))
    (answer,) = await slack.wait_for(1)
    assert _title(answer.args) == "How I can help"


async def test_what_comes_again_is_answered_once(served: Served, slack: SlackDouble) -> None:
    """Slack's retries, and the same message under another event's id, change nothing."""
    asked = mention(VPN)
    again = event(asked)
    for payload in (again, again, event(asked)):
        assert await served.sending.event(payload) == (200, "")
    await served.finish()
    assert len(slack.sent()) == 1


@pytest.mark.parametrize("first", [0, 1])
async def test_a_mention_in_a_direct_message_is_answered_once(served: Served, slack: SlackDouble, first: int) -> None:
    """A direct message that mentions us comes as two events, in any order, and gets one answer outside of threads."""
    said = direct(f"<@{BOT_USER}> {VPN}")
    both = [event(said), event({**said, "type": "app_mention"})]
    await served.sending.event(both[first])
    await served.sending.event(both[1 - first])
    await served.finish()
    (answer,) = slack.sent()
    assert _title(answer.args) == "Networks and connectivity (IT Management)"
    assert "thread_ts" not in answer.args


@pytest.mark.parametrize(
    "said",
    [
        mention(VPN, user=BOT_USER),
        mention(VPN, bot_id=BOT),
        mention(VPN, bot_id="B0OTHER"),
        mention(VPN, edited={"user": "U0ANA", "ts": "1763990000.000000"}),  # of a day before
        direct(VPN, bot_id="B0OTHER", subtype="bot_message"),
        direct(VPN, user=BOT_USER),
        direct(VPN, user=None),
        direct(VPN, subtype="message_changed", user=None, message={"text": VPN, "user": "U0ANA"}),
        direct(VPN, subtype="message_deleted", user=None),
        direct(VPN, subtype="channel_join"),
        direct(VPN, subtype="some_new_subtype"),
        direct(VPN, channel="C0GENERAL", channel_type="channel"),
        direct(VPN, channel="G0GROUP", channel_type="mpim"),
        {"type": "reaction_added", "user": "U0ANA", "item": {"type": "message", "channel": "D0ANA", "ts": "1"}},
        {"type": "app_home_opened", "user": "U0ANA", "channel": "D0ANA", "tab": "messages"},
    ],
    ids=lambda said: (
        "-".join(f"{key}={said[key]}" for key in ("type", "subtype", "user", "bot_id", "channel") if key in said)
        + ("-edited" if "edited" in said else "")
    ),
)
async def test_what_no_person_says_to_us_is_left_alone(
    served: Served, slack: SlackDouble, said: dict[str, Any]
) -> None:
    """Bots, ourselves, late edits, other subtypes and other conversations are acknowledged and get no answer."""
    assert await served.sending.event(event({**said, "ts": new_ts()})) == (200, "")
    await served.finish()
    assert slack.sent() == []


async def test_nobody_elses_event_hides_a_mention(sending: Sending, slack: SlackDouble) -> None:
    """A message in a channel that is left alone does not keep its mention from being answered."""
    asked = mention(VPN)
    in_channel = {**asked, "type": "message", "channel_type": "channel"}
    await sending.event(event(in_channel))
    await sending.event(event(asked))
    (answer,) = await slack.wait_for(1)
    assert _title(answer.args) == "Networks and connectivity (IT Management)"


async def test_an_organisation_wide_install_is_answered(
    serve: Serve, settings: Settings, slack: SlackDouble, database: Database
) -> None:
    """An event that names no workspace but an organisation is stored under that."""
    payload = event(direct(VPN, team=None))
    payload |= {"team_id": None, "enterprise_id": "E0123", "is_enterprise_install": True}
    payload["authorizations"] = [{"enterprise_id": "E0123", "team_id": None, "is_enterprise_install": True}]
    async with serve(settings.model_copy(update={"slack_allowed_workspaces": ("E0123",)})) as served:
        await served.sending.event(payload)
        await slack.wait_for(1)
    assert [row.workspace for row in await database.asked()] == ["E0123"]


async def test_who_mentions_us_with_a_password_is_warned_alone_and_first(sending: Sending, slack: SlackDouble) -> None:
    """Before the answer, which does not repeat it; in a direct message nobody else reads it, and nothing is said."""
    await sending.event(event(mention(f"{VPN}, my password is hunter2!")))
    warning, answer = await slack.wait_for(2)
    assert (warning.method, warning.args["user"]) == ("chat.postEphemeral", "U0ANA")
    assert "a password" in str(warning.args["blocks"])
    assert _title(answer.args) == "Networks and connectivity (IT Management)"
    assert "hunter2" not in str(slack.calls)
    await sending.event(event(direct(f"{VPN}, my password is hunter2!")))
    assert (await slack.wait_for(3))[2].method == "chat.postMessage"


async def test_who_edits_a_password_into_a_mention_is_warned_once(served: Served, slack: SlackDouble) -> None:
    """As for a new message, alone; not for an edit that leaves the secret as it was, nor one of what was no mention."""
    asked = mention(VPN)
    await served.sending.event(event(asked))
    await slack.wait_for(1)
    texts = [asked["text"], f"{asked['text']}, my password is hunter2!", f"{asked['text']} - my password is hunter2!"]
    for before, now in pairwise([*texts, texts[0]]):
        await served.sending.event(event(_edit(asked, before, now)))
    await served.sending.event(event(_edit(asked, "hello", "hello, my password is hunter2!")))
    await served.platform.settle()
    (warning,) = slack.sent("chat.postEphemeral")
    assert (warning.args["user"], warning.args["channel"]) == (asked["user"], asked["channel"])
    assert "a password" in str(warning.args["blocks"])
    assert "hunter2" not in str(slack.calls)


def _edit(asked: dict[str, Any], before: str, now: str) -> dict[str, Any]:
    was, is_ = ({**asked, "text": text, "thread_ts": asked["ts"]} for text in (before, now))
    edit = {"type": "message", "subtype": "message_changed", "channel_type": "channel", "ts": new_ts()}
    return {**edit, "channel": asked["channel"], "message": is_, "previous_message": was}


async def test_a_mention_in_blocks_alone_is_one(served: Served, slack: SlackDouble) -> None:
    """Where a client leaves the text out, in a group's conversation and when an edit adds the mention."""
    slack.members.add("G0GROUP")
    elements = [{"type": "user", "user_id": BOT_USER}, {"type": "text", "text": f" {VPN}"}]
    rich = [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}]
    await served.sending.event(event(direct("", channel="G0GROUP", channel_type="mpim", blocks=rich)))
    was = direct("", channel="C0GENERAL")
    about = {
        "channel": "C0GENERAL",
        "message": {**was, "blocks": rich, "edited": {}},
        "previous_message": {**was, "text": VPN},
    }
    await served.sending.event(event({"type": "message", "subtype": "message_changed", "ts": new_ts(), **about}))
    await served.finish()
    assert [_title(answer.args) for answer in slack.sent()] == ["Networks and connectivity (IT Management)"] * 2
