"""Shortcuts, the App Home and the emoji route: each answers where and to whom it should."""

from typing import Any

import pytest

from bots.settings import Settings
from tests.bots.slack.blockkit import controls, faults, texts
from tests.bots.slack.conftest import Serve, Served
from tests.bots.slack.wire import ANA, command, event, mention, new_ts, press, shortcut, submission
from tests.support.slack_cloud import BOT, BOT_USER, Call, SlackDouble

MEI = "U0MEI"
VPN = "my vpn drops every ten minutes"


def _says(call: Call) -> str:
    shown = call.args.get("view", call.args)
    return " ".join(texts(shown))


def _control(call: Call, label: str) -> dict[str, Any]:
    shown = call.args.get("view", call.args)
    return next(dict(c) for c in controls(shown) if c.get("text", {}).get("text", "").startswith(label))


async def test_who_owns_this_is_answered_privately(served: Served, slack: SlackDouble) -> None:
    """On somebody's message: the answer goes to who asked alone, also where we are no member."""
    chosen = shortcut(slack, "who_owns_this", text=f"{VPN} <!channel>", channel="C0ELSEWHERE")
    assert await served.sending.interaction(chosen) == (200, "")
    (answer,) = await slack.wait_for(1)
    assert (answer.method, answer.args["response_type"]) == ("response_url", "ephemeral")
    assert "Networks and connectivity" in _says(answer)


async def test_in_a_thread_it_is_answered_there(served: Served, slack: SlackDouble) -> None:
    """Where somebody has answered to the message already, the private answer stands in that thread."""
    asked = mention(VPN)
    await served.sending.event(event(asked))
    await slack.wait_for(1)
    chosen = shortcut(slack, "who_owns_this", text=VPN)
    chosen["message"] |= {"ts": asked["ts"], "thread_ts": asked["ts"]}
    await served.sending.interaction(chosen)
    answer = (await slack.wait_for(2))[-1]
    assert (answer.method, answer.args["thread_ts"]) == ("chat.postEphemeral", asked["ts"])


async def test_the_answer_can_be_shared_in_the_thread(served: Served, slack: SlackDouble) -> None:
    """On a press everybody sees it, under the message that it is about; what is handed over then is kept posted there."""
    chosen = shortcut(slack, "who_owns_this", text=VPN)
    await served.sending.interaction(chosen)
    (answer,) = await slack.wait_for(1)
    await served.sending.interaction(press(slack, _control(answer, "Share")))
    await served.deliver()
    (shared,) = slack.sent("chat.postMessage")
    assert (shared.args["channel"], shared.args["thread_ts"]) == ("C0GENERAL", chosen["message"]["ts"])
    assert "Networks and connectivity" in _says(shared)
    await served.sending.interaction(press(slack, _control(shared, "Hand to"), message=slack.posted[-1][0]))
    await served.deliver()
    await served.sending.interaction(press(slack, _control(slack.sent()[-1], "Send it")))
    await served.deliver()
    statuses = [args for _, args in slack.posted if "Handed to" in str(args["blocks"])]
    assert [args["thread_ts"] for args in statuses] == [chosen["message"]["ts"]]


async def test_where_we_are_not_it_cannot_be_shared(served: Served, slack: SlackDouble) -> None:
    """The person is told what to do about it."""
    await served.sending.interaction(shortcut(slack, "who_owns_this", text=VPN, channel="C0ELSEWHERE"))
    (answer,) = await slack.wait_for(1)
    await served.sending.interaction(press(slack, _control(answer, "Share"), channel="C0ELSEWHERE"))
    await served.deliver()
    assert "Invite me" in _says(slack.sent()[-1])
    assert slack.posted == []


async def test_from_anywhere_one_asks_in_a_form(served: Served, slack: SlackDouble) -> None:
    """The form opens at once; sent, it becomes the answer; from there the request is handed over, urgency and all."""
    slack.members.add("C0456")
    await served.sending.interaction(shortcut(slack, "ask_waypost"))
    (opened,) = await slack.wait_for(1, "views.open")
    view = opened.args["view"]
    assert [block["block_id"] for block in view["blocks"]] == ["what", "details", "urgency"]
    sent = submission(view, what=VPN, details="since <!here> Monday", urgency="now")
    status, body = await served.sending.interaction(sent)
    assert status == 200
    assert '"response_action":"update"' in body.replace(" ", "")
    (answer,) = await slack.wait_for(1, "views.update")
    assert answer.args["view_id"] == sent["view"]["id"]
    assert faults({"text": "x", "blocks": answer.args["view"]["blocks"]}) == []

    def in_view(label: str) -> dict[str, Any]:
        shown = slack.sent("views.update")[-1]
        payload = press(slack, _control(shown, label))
        for name in ("channel", "message", "response_url"):
            payload.pop(name, None)
        payload["container"] = {"type": "view", "view_id": sent["view"]["id"]}
        payload["view"] = {"id": sent["view"]["id"], "type": "modal"}
        return payload

    for label in ("Hand to", "Send it"):
        await served.sending.interaction(in_view(label))
        await served.deliver()
    card = next(args for _, args in slack.posted if args["channel"] == "C0456")
    said = " ".join(texts(card))
    assert "since <!here> Monday" in said
    assert "it's blocking many people" in said


async def test_a_form_that_came_too_late_is_made_up_for(served: Served, slack: SlackDouble) -> None:
    """Where Slack no longer opens the form, the person is asked in a message instead."""
    slack.members.add(ANA)  # what is posted to a person arrives in the conversation with them
    late = shortcut(slack, "ask_waypost")
    slack.triggers.clear()
    await served.sending.interaction(late)
    (said,) = await slack.wait_for(1, "chat.postMessage")
    assert said.args["channel"] == ANA
    assert "write to me here" in said.args["text"]


async def test_home_shows_what_is_mine_and_what_there_is(served: Served, slack: SlackDouble) -> None:
    """Opened, it is drawn: my requests, what to look up; what is pressed there is answered in a form."""
    await _handed_over(served, slack)
    drawn = await _home(served, slack)
    assert drawn.args["user_id"] == ANA
    assert VPN in _says(drawn)
    assert "For administrators" not in _says(drawn)
    assert faults({"text": "x", "blocks": drawn.args["view"]["blocks"]}) == []
    await served.sending.interaction(_at_home(slack, drawn, "How they differ"))
    (shown,) = await slack.wait_for(1, "views.open")
    assert "IS Management" in _says(shown)


def _at_home(slack: SlackDouble, drawn: Call, label: str, user: str = ANA) -> dict[str, Any]:
    """A press of a button in somebody's home."""
    payload = press(slack, _control(drawn, label))
    payload.pop("channel")
    payload["user"]["id"] = user
    slack.triggers.add(payload["trigger_id"])
    return payload | {"view": {"id": "VHOME", "type": "home"}}


async def _handed_over(served: Served, slack: SlackDouble) -> None:
    """Ana has handed a request to the network's team."""
    slack.members.add("C0456")
    await served.sending.command(command(slack, "/route", VPN))
    await slack.wait_for(1)
    for label in ("Hand to", "Send it"):
        await served.sending.interaction(press(slack, _control(slack.sent()[-1], label)))
        await served.deliver()


async def _home(served: Served, slack: SlackDouble, user: str = ANA) -> Call:
    """Somebody's home, as it is drawn when they open it."""
    opened = {"type": "app_home_opened", "user": user, "channel": "D0ANA", "tab": "home", "event_ts": new_ts()}
    await served.sending.event(event(opened))
    await served.deliver()
    return slack.sent("views.publish")[-1]


async def test_one_withdraws_at_home(served: Served, slack: SlackDouble) -> None:
    """The home is drawn anew without the request, the team sees it, and nothing opens over the home."""
    await _handed_over(served, slack)
    drawn = await _home(served, slack)
    await served.sending.interaction(_at_home(slack, drawn, "Withdraw"))
    await served.deliver()
    assert "You have none." in _says(slack.sent("views.publish")[-1])
    assert "Withdrawn by Ana" in str([call.args for call in slack.sent("chat.update")])
    assert slack.sent("views.open") == []
    # pressed once more, in a home that was not drawn anew
    await served.sending.interaction(_at_home(slack, drawn, "Withdraw"))
    (told,) = await slack.wait_for(1, "views.open")
    assert "Withdrawn" in _says(told)


async def test_a_form_from_home_that_changes_nothing_is_answered(served: Served, slack: SlackDouble) -> None:
    """What a reply came to is said in a form over the home: the one that was sent is closed by then."""
    await _handed_over(served, slack)
    drawn = await _home(served, slack)
    await served.sending.interaction(_at_home(slack, drawn, "Reply"))
    (opened,) = await slack.wait_for(1, "views.open")
    sent = submission(opened.args["view"], text="any news?")
    slack.triggers.add(sent["trigger_id"])
    await served.sending.interaction(sent)
    await served.deliver()
    assert "Sent to both sides" in _says(slack.sent("views.open")[-1])
    assert "Sent to both sides" not in str([call.args for call in slack.sent("chat.postMessage")])
    assert "any news?" in str([args for _, args in slack.posted if args["channel"] == "C0456"])


async def test_who_has_taken_it_resolves_it_at_home(served: Served, slack: SlackDouble) -> None:
    """By the form that opens over the home; the note arrives with the requester, and the home is drawn anew."""
    await _handed_over(served, slack)
    ts, card = next((ts, args) for ts, args in slack.posted if args["channel"] == "C0456")
    taking = press(slack, _control(Call("", card), "Take it"), channel="C0456", message=ts)
    taking["user"]["id"] = "U0BEN"
    await served.sending.interaction(taking)
    await served.deliver()
    drawn = await _home(served, slack, "U0BEN")
    assert "Taken by you" in _says(drawn)
    await served.sending.interaction(_at_home(slack, drawn, "Resolve", "U0BEN"))
    (opened,) = await slack.wait_for(1, "views.open")
    await served.sending.interaction(submission(opened.args["view"], "U0BEN", note="new cable"))
    await served.deliver()
    assert "Taken by you" not in _says(slack.sent("views.publish")[-1])
    assert "new cable" in str([call.args for call in slack.sent("chat.update")])


async def test_administrators_see_what_the_directory_leaves_open(served: Served, slack: SlackDouble) -> None:
    """Who they are the directory says: nobody else sees it."""
    drawn = await _home(served, slack, MEI)
    assert "For administrators" in _says(drawn)
    assert "Service desk" in _says(drawn)
    assert "For administrators" not in _says(await _home(served, slack, ANA))


async def test_the_messages_tab_draws_nothing(served: Served, slack: SlackDouble) -> None:
    """It is the direct conversation."""
    await served.sending.event(event({"type": "app_home_opened", "user": ANA, "channel": "D0ANA", "tab": "messages"}))
    await served.finish()
    assert slack.sent("views.publish") == []


def _reaction(ts: str, name: str = "mag", **other: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of an event
    item = {"type": "message", "channel": "C0GENERAL", "ts": ts}
    return {"type": "reaction_added", "user": ANA, "reaction": name, "item": item, "event_ts": new_ts(), **other}


@pytest.fixture
def with_emoji(settings: Settings) -> Settings:
    """Settings that name the emoji, with colons as people copy it."""
    return settings.model_copy(update={"slack_emoji": ":mag:"})


async def test_an_emoji_asks_who_owns_a_message(serve: Serve, with_emoji: Settings, slack: SlackDouble) -> None:
    """The answer goes to who put it there alone, once; other emojis ask nothing."""
    ts = slack.said("C0GENERAL", VPN)
    async with serve(with_emoji) as served:
        await served.sending.event(event(_reaction(ts, "tada")))
        await served.sending.event(event(_reaction(ts, "mag::skin-tone-2")))
        await served.sending.event(event(_reaction(ts)))
        await served.finish()
    (answer,) = slack.sent()
    assert (answer.method, answer.args["user"]) == ("chat.postEphemeral", ANA)
    assert "thread_ts" not in answer.args  # nobody has answered there, and Slack would show it to nobody
    assert "Networks and connectivity" in _says(answer)


async def test_an_emoji_on_an_apps_alert_asks_too(serve: Serve, with_emoji: Settings, slack: SlackDouble) -> None:
    """Also where all that it says stands in blocks; only about what Waypost itself says there is nothing to ask."""
    alert, own = slack.post("C0GENERAL"), slack.post("C0GENERAL")
    said = {"channel": "C0GENERAL", "text": "", "bot_id": "B0ALERTS", "subtype": "bot_message"}
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": VPN}}]
    slack.posted.append((alert, {**said, "blocks": blocks}))
    slack.posted.append((own, {**said, "text": VPN, "bot_id": BOT, "user": BOT_USER}))
    async with serve(with_emoji) as served:
        for ts in (alert, own):
            await served.sending.event(event(_reaction(ts)))
        await served.finish()
    (answer,) = slack.sent()
    assert "Networks and connectivity" in _says(answer)


async def test_without_its_setting_emojis_mean_nothing(served: Served, slack: SlackDouble) -> None:
    """Off by default."""
    ts = slack.said("C0GENERAL", VPN)
    assert (await served.sending.event(event(_reaction(ts))))[0] == 200
    await served.finish()
    assert slack.sent() == []


@pytest.mark.parametrize(
    "odd",
    [
        {"type": "app_home_opened", "user": 5, "tab": "home"},
        {"type": "reaction_added", "user": ANA, "item": "x"},
        {"type": "reaction_added", "item": {"type": "file"}},
    ],
    ids=["a home of no one", "a reaction to no thing", "a reaction to a file"],
)
async def test_odd_events_are_refused_or_left_alone(served: Served, slack: SlackDouble, odd: dict[str, Any]) -> None:
    """Never with a failure of ours."""
    status, _ = await served.sending.event(event(odd))
    assert status in (200, 400)
    await served.finish()
    assert slack.sent() == []
