"""The agent's view of the direct conversation: a list of threads beside what the person has open."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.slack.payloads import conversation_in_view
from tests.bots.slack.blockkit import controls, texts
from tests.bots.slack.conftest import Database, Served
from tests.bots.slack.wire import ANA, Sending, direct, event, mention, new_ts, press
from tests.support.slack_cloud import BOT_USER, TEAM, SlackDouble

VPN = "my vpn drops every ten minutes"


def _open(channel: str, **other: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of an entity
    entity = {"type": "slack#/types/channel_id", "value": channel, "team_id": TEAM}
    return {"entities": [entity | other]}


async def test_each_message_begins_its_own_thread(sending: Sending, slack: SlackDouble, database: Database) -> None:
    """Every question is answered under itself, also where nothing is open beside, and what is handed over is kept posted there."""
    for context in ({}, _open("C0GENERAL"), {}):
        asked = direct(VPN, app_context=context)
        before = len(slack.sent())
        await sending.event(event(asked))
        answer = (await slack.wait_for(before + 1))[-1]
        assert (answer.args["channel"], answer.args["thread_ts"]) == ("D0ANA", asked["ts"])
    threads = [row.thread for row in await database.asked()]
    assert len(set(threads)) == 3
    assert None not in threads


async def test_in_the_classic_view_it_is_one_conversation(sending: Sending, slack: SlackDouble) -> None:
    """Without a word of what is open the view is the classic one, where an answer stands under the question."""
    await sending.event(event(direct(VPN)))
    (answer,) = await slack.wait_for(1)
    assert not answer.args.get("thread_ts")


async def test_the_same_message_as_a_mention_goes_to_the_same_thread(sending: Sending, slack: SlackDouble) -> None:
    """Whichever of the two events comes first, there is one answer."""
    asked = mention(VPN, channel="D0ANA", app_context={})
    await sending.event(event(asked))
    await sending.event(event({**asked, "type": "message", "channel_type": "im"}))
    (answer,) = await slack.wait_for(1)
    assert answer.args["thread_ts"] == asked["ts"]


async def test_a_reply_in_its_thread_goes_to_the_team(served: Served, slack: SlackDouble) -> None:
    """What is handed over from such a thread has its two sides there: what is written next goes to the team, and no new question."""
    slack.members.add("C0456")
    asked = direct(VPN, app_context={})
    await served.sending.event(event(asked))
    for label in ("Hand to", "Send it"):
        last = (await slack.wait_for(1))[-1]
        control = next(each for each in controls(last.args) if each.get("text", {}).get("text", "").startswith(label))
        ts = slack.post("D0ANA")
        await served.sending.interaction(press(slack, control, channel="D0ANA", message=ts, thread=asked["ts"]))
        await served.platform.settle()
    await served.deliver()
    statuses = [args for _, args in slack.posted if args["channel"] == "D0ANA" and args.get("metadata")]
    assert [each["thread_ts"] for each in statuses] == [asked["ts"]]
    reply = direct("It began on Monday", thread_ts=asked["ts"], ts=new_ts(), app_context={})
    await served.sending.event(event(reply))
    await served.deliver()
    carried = [args for _, args in slack.posted if args["channel"] == "C0456"]
    assert "It began on Monday" in str(carried[-1]["blocks"])


@pytest.mark.parametrize(
    "text", ["who owns this?", "Whose channel is this", "which team is responsible for this channel?"]
)
async def test_who_owns_the_channel_that_is_open(sending: Sending, slack: SlackDouble, text: str) -> None:
    """The team that sits in it, with what it owns."""
    await sending.event(event(direct(text, app_context=_open("C0456"))))
    (answer,) = await slack.wait_for(1)
    assert answer.args["text"] == "The channel you have open belongs to Network operations."
    assert "Networks and connectivity" in "\n".join(texts(answer.args))


async def test_each_thread_is_a_conversation_of_its_own(sending: Sending, slack: SlackDouble) -> None:
    """What follows in a thread goes on with that thread; a new one begins with nothing, whatever was said in the others."""
    first, second = new_ts(), new_ts()
    for text, ts in ((VPN, first), ("We need one definition of an active customer", second)):
        await sending.event(event(direct(text, ts=ts, app_context={})))
    await slack.wait_for(2)
    await sending.event(event(direct("who owns it?", ts=new_ts(), thread_ts=first, app_context={})))
    follow_up = (await slack.wait_for(3))[-1]
    assert (follow_up.args["thread_ts"], "Network operations" in follow_up.args["text"]) == (first, True)
    await sending.event(event(direct("who owns this?", ts=new_ts(), app_context=_open("C0GENERAL"))))
    fresh = (await slack.wait_for(4))[-1]
    assert fresh.args["text"].startswith("I don’t know a team that works in the channel you have open.")


@pytest.mark.parametrize(
    ("begun_by", "said"), [(ANA, {"app_context": {}}), (None, {"app_context": {}}), (BOT_USER, {})]
)
async def test_what_follows_a_press_goes_on_with_its_answer(
    served: Served, slack: SlackDouble, begun_by: str | None, said: dict[str, Any]
) -> None:
    """An example that was pressed in a thread is what the next words there are about, whichever view it is; and nowhere else."""
    root, elsewhere = new_ts(), new_ts()
    await served.sending.event(event(direct("help", ts=root, **said)))
    (shown,) = await slack.wait_for(1)
    example = next(each for each in controls(shown.args) if "vpn" in each["text"]["text"].lower())
    where = {"channel": "D0ANA", "message": slack.post("D0ANA"), "thread": root}
    pressed = press(slack, example, **where)
    pressed["message"] |= {"parent_user_id": begun_by} if begun_by else {}
    await served.sending.interaction(pressed)
    answer = (await slack.wait_for(2))[-1]
    assert answer.args["thread_ts"] == root
    await served.platform.settle()
    await served.sending.event(event(direct("and who do I call?", ts=new_ts(), thread_ts=root, **said)))
    follow_up = (await slack.wait_for(3))[-1]
    assert (follow_up.args["thread_ts"], "Network operations" in follow_up.args["text"]) == (root, True)
    if said:
        await served.sending.event(event(direct("and who do I call?", ts=elsewhere, **said)))
        fresh = (await slack.wait_for(4))[-1]
        assert (fresh.args["thread_ts"], "Network operations" in fresh.args["text"]) == (elsewhere, False)


async def test_a_message_that_is_open_stands_in_its_channel(sending: Sending, slack: SlackDouble) -> None:
    """Of several things that are open the most relevant one counts that is a conversation."""
    canvas = {"type": "slack#/types/canvas_id", "value": "F0123"}
    message = {"type": "slack#/types/message_context", "value": {"channel_id": "C0456", "message_ts": "17.5"}}
    await sending.event(event(direct("who owns this?", app_context={"entities": [canvas, message]})))
    (answer,) = await slack.wait_for(1)
    assert "Network operations" in answer.args["text"]


async def test_nobodys_channel_is_open(sending: Sending, slack: SlackDouble) -> None:
    """It is said so, with what to do instead."""
    await sending.event(event(direct("who owns this?", app_context=_open("C0GENERAL"))))
    (answer,) = await slack.wait_for(1)
    assert answer.args["text"].startswith("I don’t know a team that works in the channel you have open.")


async def test_another_workspaces_channel_is_not_taken_for_it(sending: Sending, slack: SlackDouble) -> None:
    """Whatever its id is."""
    await sending.event(event(direct("who owns this?", app_context=_open("C0456", team_id="T0ELSE"))))
    (answer,) = await slack.wait_for(1)
    assert answer.args["text"].startswith("I don’t know a team")


@pytest.mark.parametrize("text", ["who owns the data warehouse?", VPN, "owners"])
async def test_what_is_open_changes_no_other_answer(sending: Sending, slack: SlackDouble, text: str) -> None:
    """A question that says what it is about is answered as without."""
    for context in (None, _open("C0456")):
        await sending.event(event(direct(text, app_context=context)))
    first, second = await slack.wait_for(2)
    assert first.args["text"] == second.args["text"]


async def test_what_is_open_is_not_kept(served: Served, slack: SlackDouble, database: Database) -> None:
    """A change of view is acknowledged, asks nothing of Slack, and leaves nothing in the database."""
    changed = {"type": "app_context_changed", "user": ANA, "context": _open("C0456"), "event_ts": new_ts()}
    for what in (changed, {**changed, "context": {}}, {"type": "app_context_changed"}):
        assert (await served.sending.event(event(what)))[0] == 200
    await served.platform.settle()
    assert [call for call in slack.calls if call.method != "auth.test"] == []
    assert await database.asked() == []


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.just("C0456")
    | st.just("slack#/types/channel_id"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["entities", "type", "value", "team_id", "channel_id"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(_JSON)
def test_whatever_is_open_is_read(context: object) -> None:
    """No shape breaks it, and what comes out is an id of a channel, and of a workspace or nothing."""
    found = conversation_in_view(context)
    assert found is None or (found[0] == "C0456" and isinstance(found[1], str))
