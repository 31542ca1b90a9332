"""What the app gets from the playground's Slack, checked with Slack's own SDK."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from bots.playground.slack.markup import mark_up
from tests.bots.playground.conftest import Playground

BUTTON = {"type": "button", "text": {"type": "plain_text", "text": "Go"}, "action_id": "go", "value": "it"}
ROW = {"type": "actions", "elements": [BUTTON]}
OPTION = {"text": {"type": "plain_text", "text": "One"}, "value": "1"}
SELECT = {
    "type": "static_select",
    "placeholder": {"type": "plain_text", "text": "Pick"},
    "action_id": "pick",
    "option_groups": [{"label": {"type": "plain_text", "text": "All"}, "options": [OPTION]}],
}
PICK = {"type": "section", "text": {"type": "mrkdwn", "text": "Pick"}, "accessory": SELECT}


def client(playground: Playground) -> AsyncWebClient:
    """Slack's own client, as the app uses it."""
    return AsyncWebClient(
        playground.config.slack_bot_token,
        f"{playground.config.base_url}/playground/slack/api/",
        session=playground.session,
    )


async def test_every_request_is_signed_as_slack_signs(playground: Playground) -> None:
    """Slack's own verifier accepts an event, a command and a press, and no other secret's."""
    posted = await client(playground).chat_postMessage(channel="C0GENERAL", text="go", blocks=[ROW])
    await playground.do("slack/say", **{"as": "ana"}, channel="D0ANA", text="hello")
    await playground.do("slack/command", **{"as": "ana"}, channel="C0GENERAL", command="/route", text="vpn")
    await playground.do("slack/press", **{"as": "ana"}, channel="C0GENERAL", ts=posted["ts"], action_id="go")
    assert len(playground.app.slack) == 3
    right = SignatureVerifier(playground.config.slack_signing_secret)
    wrong = SignatureVerifier("another")
    for request in playground.app.slack:
        assert right.is_valid_request(request.body, dict(request.headers))
        assert not wrong.is_valid_request(request.body, dict(request.headers))


async def test_a_mention_in_a_channel_is_an_app_mention(playground: Playground) -> None:
    """A message that mentions the bot reaches the app as an event_callback with an app_mention in Slack's markup."""
    status, answer = await playground.do(
        "slack/say", **{"as": "ana"}, channel="C0GENERAL", text="@Waypost is 1 < 2 & so on?"
    )
    assert (status, answer) == (200, {"heard": True})
    callback = playground.app.slack[0].json
    event = callback["event"]
    assert callback["type"] == "event_callback"
    assert callback["team_id"] == "T0EXAMPLE"
    assert callback["event_id"].startswith("Ev")
    assert event["type"] == "app_mention"
    assert event["user"] == "U0ANA"
    assert event["channel"] == "C0GENERAL"
    assert event["text"] == "<@U0WAYPOST> is 1 &lt; 2 &amp; so on?"
    assert "thread_ts" not in event
    assert [message["ts"] for message in await playground.in_slack()] == [event["ts"]]


async def test_the_app_hears_what_is_said_in_its_channels(playground: Playground) -> None:
    """A message that does not mention the bot comes as a message of the channel; the page knows that no answer follows."""
    status, answer = await playground.do("slack/say", **{"as": "ana"}, channel="C0GENERAL", text="lunch?")
    assert (status, answer) == (200, {"heard": False})
    event = playground.app.slack[0].json["event"]
    assert (event["type"], event["channel_type"]) == ("message", "channel")
    assert [message["text"] for message in await playground.in_slack()] == ["lunch?"]


async def test_a_direct_message_is_a_message_of_an_im(playground: Playground) -> None:
    """What a person writes to the bot alone reaches the app without a mention, as a message of channel type im."""
    await playground.do("slack/say", **{"as": "ben"}, channel="D0BEN", text="hello")
    event = playground.app.slack[0].json["event"]
    assert (event["type"], event["channel_type"], event["channel"]) == ("message", "im", "D0BEN")
    assert (event["user"], event["text"]) == ("U0BEN", "hello")


async def test_an_answer_in_a_thread_names_the_thread(playground: Playground) -> None:
    """A mention below a message carries the message's ts as thread_ts."""
    await playground.do("slack/say", **{"as": "ana"}, channel="C0GENERAL", text="lunch?")
    (root,) = await playground.in_slack()
    await playground.do("slack/say", **{"as": "ben"}, channel="C0GENERAL", text="@Waypost lunch", thread=root["ts"])
    mentioned, said = (request.json["event"] for request in playground.app.slack[1:])
    assert (mentioned["type"], said["type"]) == ("app_mention", "message")
    assert {mentioned["thread_ts"], said["thread_ts"]} == {root["ts"]}
    assert mentioned["ts"] == said["ts"]


async def test_a_command_is_a_form_with_a_response_url(playground: Playground) -> None:
    """A slash command reaches the app as the form that Slack posts."""
    await playground.do("slack/command", **{"as": "mei"}, channel="C0FINANCE", command="/route", text="my <vpn>")
    form = playground.app.slack[0].form
    assert playground.app.slack[0].headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert (form["command"], form["text"]) == ("/route", "my &lt;vpn&gt;")
    assert (form["team_id"], form["channel_id"], form["channel_name"]) == ("T0EXAMPLE", "C0FINANCE", "finance")
    assert (form["user_id"], form["user_name"]) == ("U0MEI", "mei")
    assert form["response_url"].startswith(playground.url("slack/response/"))
    assert form["trigger_id"]


@pytest.mark.parametrize("answer", [{"text": "only you"}, {"text": "only you", "response_type": "ephemeral"}])
async def test_an_answer_in_the_acknowledgement_is_seen_by_the_person_alone(
    playground: Playground, answer: object
) -> None:
    """A message in the acknowledgement of a command is shown to who gave it, and to nobody else."""
    playground.app.answer = answer
    await playground.do("slack/command", **{"as": "mei"}, channel="C0FINANCE", command="/route", text="vpn")
    (message,) = await playground.in_slack()
    assert (message["text"], message["only_for"], message["user"]) == ("only you", "U0MEI", "U0WAYPOST")


async def test_a_press_on_a_message_for_all_carries_the_message(playground: Playground) -> None:
    """A press is a block_actions payload: who, where, on which message, and the button with its block."""
    posted = await client(playground).chat_postMessage(channel="C0GENERAL", text="go", blocks=[ROW])
    (shown,) = await playground.in_slack()
    status, _ = await playground.do(
        "slack/press", **{"as": "ana"}, channel="C0GENERAL", ts=posted["ts"], action_id="go"
    )
    assert status == 200
    payload = playground.app.slack[0].payload
    assert payload["type"] == "block_actions"
    assert payload["user"]["id"] == "U0ANA"
    assert payload["channel"] == {"id": "C0GENERAL", "name": "general"}
    assert payload["container"] == {
        "type": "message",
        "message_ts": posted["ts"],
        "channel_id": "C0GENERAL",
        "is_ephemeral": False,
    }
    assert payload["message"]["blocks"] == shown["blocks"]
    (action,) = payload["actions"]
    assert (action["type"], action["action_id"], action["value"]) == ("button", "go", "it")
    assert action["block_id"] == shown["blocks"][0]["block_id"]
    assert payload["trigger_id"]
    assert payload["response_url"]


async def test_a_press_on_a_whispered_message_carries_no_message(playground: Playground) -> None:
    """As in Slack, an ephemeral message is not part of the payload, and its container says that it is one."""
    await client(playground).chat_postEphemeral(channel="C0GENERAL", user="U0ANA", text="go", blocks=[ROW])
    (shown,) = await playground.in_slack()
    press = {"channel": "C0GENERAL", "ts": shown["ts"], "action_id": "go"}
    await playground.do("slack/press", **{"as": "ana"}, **press)
    payload = playground.app.slack[0].payload
    assert payload["container"]["is_ephemeral"] is True
    assert "message" not in payload
    assert await playground.do("slack/press", **{"as": "ben"}, **press) == (400, {"error": "There is no such message."})


async def test_a_pick_carries_the_option_twice(playground: Playground) -> None:
    """A pick from a menu is in the action, and in state.values under block and action."""
    posted = await client(playground).chat_postMessage(channel="C0GENERAL", text="pick", blocks=[PICK])
    await playground.do(
        "slack/press", **{"as": "ana"}, channel="C0GENERAL", ts=posted["ts"], action_id="pick", choice="1"
    )
    payload = playground.app.slack[0].payload
    (action,) = payload["actions"]
    assert (action["type"], action["selected_option"]) == ("static_select", OPTION)
    values = payload["state"]["values"]
    assert values == {action["block_id"]: {"pick": {"type": "static_select", "selected_option": OPTION}}}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("slack/say", {"channel": "C0NOWHERE", "text": "hello"}),
        ("slack/say", {"channel": "D0BEN", "text": "another's conversation"}),
        ("slack/say", {"channel": "C0GENERAL", "text": "hello", "thread": "1.0"}),
        ("slack/command", {"channel": "C0GENERAL", "command": "/unknown", "text": ""}),
        ("slack/press", {"channel": "C0GENERAL", "ts": "1.0", "action_id": "go"}),
    ],
)
async def test_what_nobody_can_do_is_refused(playground: Playground, path: str, body: dict[str, object]) -> None:
    """A channel, thread, command or message that the person does not have is answered 400 and reaches nobody."""
    status, answer = await playground.do(path, **{"as": "ana"}, **body)
    assert status == 400
    assert answer["error"]
    assert playground.app.slack == []


async def test_a_button_or_option_that_is_not_there_is_refused(playground: Playground) -> None:
    """A press can only be on what the message has."""
    posted = await client(playground).chat_postMessage(channel="C0GENERAL", text="pick", blocks=[PICK])
    press = {"as": "ana", "channel": "C0GENERAL", "ts": posted["ts"]}
    assert (await playground.do("slack/press", **press, action_id="other"))[0] == 400
    assert (await playground.do("slack/press", **press, action_id="pick", choice="2"))[0] == 400
    assert playground.app.slack == []


async def test_the_person_is_told_when_the_app_fails(playground: Playground) -> None:
    """When the app refuses an event the page gets a sentence and status 502, and the message stays."""
    playground.app.status = 500
    status, answer = await playground.do("slack/say", **{"as": "ana"}, channel="D0ANA", text="hello")
    assert (status, answer) == (502, {"error": "Waypost refused it (HTTP status 500)."})
    assert len(await playground.in_slack()) == 1


@given(st.text(st.characters(exclude_characters="@#:"), max_size=200))
def test_text_without_names_and_addresses_survives_slacks_markup(text: str) -> None:
    """Whatever is typed comes back when the app unescapes it, and holds no bare markup on the way."""
    markup = mark_up(text)
    assert markup.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text
    assert "<" not in markup
    assert ">" not in markup


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("@Waypost, help", "<@U0WAYPOST>, help"),
        ("ask @Ben Okafor in #network-ops", "ask <@U0BEN> in <#C0NETWORK|network-ops>"),
        ("see https://example.com/?a=1&b=2", "see <https://example.com/?a=1&amp;b=2>"),
        ("me@Waypost and #network-ops-old", "me@Waypost and #network-ops-old"),
        ("<@U0BEN> <!channel>", "&lt;@U0BEN&gt; &lt;!channel&gt;"),
    ],
)
def test_names_and_addresses_are_marked_up(typed: str, sent: str) -> None:
    """Names of people and channels, and web addresses, become Slack's markup; markup that is typed becomes text."""
    assert mark_up(typed) == sent


FIELD = {"type": "plain_text_input", "action_id": "answer", "max_length": 100}
FORM = {
    "type": "modal",
    "callback_id": "form",
    "private_metadata": "kept",
    "title": {"type": "plain_text", "text": "Resolve"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {"type": "input", "block_id": "note", "label": {"type": "plain_text", "text": "Note"}, "element": FIELD},
        {"type": "input", "block_id": "where", "label": {"type": "plain_text", "text": "Where"}, "element": SELECT},
    ],
}


async def _trigger(playground: Playground) -> str:
    """Of a press."""
    posted = await client(playground).chat_postMessage(channel="C0GENERAL", text="go", blocks=[ROW])
    await playground.do("slack/press", **{"as": "ana"}, channel="C0GENERAL", ts=posted["ts"], action_id="go")
    return str(playground.app.slack[-1].payload["trigger_id"])


async def test_a_form_is_opened_and_sent(playground: Playground) -> None:
    """With the trigger of a press, once; what was filled in comes back with what the app kept in it."""
    trigger = await _trigger(playground)
    view = (await client(playground).views_open(trigger_id=trigger, view=FORM))["view"]["id"]
    answers = {"note": "new cable", "where": "1"}
    assert await playground.do("slack/submit", **{"as": "ben"}, view=view, answers=answers) == (
        400,
        {"error": "There is no such form."},
    )
    status, answer = await playground.do("slack/submit", **{"as": "ana"}, view=view, answers=answers)
    assert (status, answer) == (200, {"heard": None, "errors": None})
    payload = playground.app.slack[-1].payload
    assert (payload["type"], payload["view"]["private_metadata"]) == ("view_submission", "kept")
    values = payload["view"]["state"]["values"]
    assert values["note"]["answer"] == {"type": "plain_text_input", "value": "new cable"}
    assert values["where"]["pick"]["selected_option"] == OPTION
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        await client(playground).views_open(trigger_id=trigger, view=FORM)


async def test_a_form_can_be_sent_back(playground: Playground) -> None:
    """The app says what is wrong with it, by input."""
    view = (await client(playground).views_open(trigger_id=await _trigger(playground), view=FORM))["view"]["id"]
    playground.app.answer = {"response_action": "errors", "errors": {"note": "Too short."}}
    _, answer = await playground.do("slack/submit", **{"as": "ana"}, view=view, answers={"note": "x"})
    assert answer["errors"] == {"note": "Too short."}


async def test_time_can_be_let_pass(playground: Playground) -> None:
    """The clock is ahead by as much, and whoever works by it is told."""
    told: list[datetime] = []

    async def run_due(until: datetime) -> None:
        told.append(until)

    playground.time.drives(run_due)
    before = playground.time.now()
    assert (await playground.do("time", **{"as": "ana"}, minutes=120))[0] == 200
    assert told[0] - before >= timedelta(minutes=120)
    assert (await playground.state())["ahead"] == 7200
    assert (await playground.do("time", **{"as": "ana"}, minutes=-5))[0] == 400


async def test_messages_can_be_looked_for(playground: Playground) -> None:
    """In a channel and in a thread, with what the app keeps in their metadata."""
    metadata = {"event_type": "delivery", "event_payload": {"id": "h1"}}
    slack = client(playground)
    root = await slack.chat_postMessage(channel="C0GENERAL", text="one", metadata=metadata)
    await slack.chat_postMessage(channel="C0GENERAL", text="two", thread_ts=root["ts"], metadata=metadata)
    found = await slack.conversations_history(channel="C0GENERAL", include_all_metadata=True)
    assert [message["metadata"] for message in found["messages"]] == [metadata]
    replies = await slack.conversations_replies(channel="C0GENERAL", ts=root["ts"], include_all_metadata=True)
    assert [message["text"] for message in replies["messages"]] == ["one", "two"]
    assert (await slack.conversations_info(channel="C0GENERAL"))["channel"]["is_member"]


async def test_of_two_feedback_buttons_the_pressed_one_comes(playground: Playground) -> None:
    """With its value, under the one id that both have; a third there is not."""
    pair = {
        f"{name}_button": {"text": {"type": "plain_text", "text": name}, "value": name}
        for name in ("positive", "negative")
    }
    row = {"type": "context_actions", "elements": [{"type": "feedback_buttons", "action_id": "feedback", **pair}]}
    posted = await client(playground).chat_postMessage(channel="C0GENERAL", text="right?", blocks=[row])
    at = {"channel": "C0GENERAL", "ts": posted["ts"], "action_id": "feedback"}
    for choice in ("negative", "positive"):
        assert (await playground.do("slack/press", **{"as": "ana"}, **at, choice=choice))[0] == 200
    pressed = [request.payload["actions"][0] for request in playground.app.slack]
    assert [(each["type"], each["action_id"], each["value"]) for each in pressed] == [
        ("feedback_buttons", "feedback", "negative"),
        ("feedback_buttons", "feedback", "positive"),
    ]
    assert (await playground.do("slack/press", **{"as": "ana"}, **at, choice="neither"))[0] != 200
