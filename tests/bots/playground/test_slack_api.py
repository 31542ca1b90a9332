"""The playground's Web API and response URLs, called by Slack's own SDK."""

import json
from collections.abc import Awaitable, Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bots.playground.slack.limits import complaints
from tests.bots.playground.conftest import Playground

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "*hello*"}}
BUTTON = {"type": "button", "text": {"type": "plain_text", "text": "Go"}, "action_id": "go", "value": "it"}


@pytest.fixture
def slack(playground: Playground) -> AsyncWebClient:
    """Slack's own client, as the app uses it."""
    return client(playground, playground.config.slack_bot_token)


def client(playground: Playground, token: str) -> AsyncWebClient:
    """The client with a token."""
    return AsyncWebClient(token, f"{playground.config.base_url}/playground/slack/api/", session=playground.session)


async def test_the_app_learns_who_it_is(slack: AsyncWebClient) -> None:
    """auth.test names the bot user that mentions name."""
    told = await slack.auth_test()
    assert (told["user_id"], told["bot_id"], told["team_id"]) == ("U0WAYPOST", "B0WAYPOST", "T0EXAMPLE")


async def test_a_message_is_posted_changed_and_deleted(slack: AsyncWebClient, playground: Playground) -> None:
    """What the app posts is shown with an id for each block; an update keeps its place; a deletion removes it."""
    posted = await slack.chat_postMessage(channel="C0DATA", text="hello", blocks=[SECTION], thread_ts="1.0")
    (message,) = await playground.in_slack()
    assert (message["channel"], message["ts"], message["thread"]) == ("C0DATA", posted["ts"], "1.0")
    assert (message["user"], message["text"], message["only_for"]) == ("U0WAYPOST", "hello", None)
    (block,) = message["blocks"]
    assert block.pop("block_id")
    assert block == SECTION
    await slack.chat_update(channel="C0DATA", ts=posted["ts"], text="bye")
    (message,) = await playground.in_slack()
    assert (message["ts"], message["text"], message["blocks"], message["thread"]) == (posted["ts"], "bye", [], "1.0")
    await slack.chat_delete(channel="C0DATA", ts=posted["ts"])
    assert await playground.in_slack() == []


async def test_a_form_is_as_good_as_json(slack: AsyncWebClient, playground: Playground) -> None:
    """Slack takes arguments as a form, too, with blocks as JSON text in it."""
    await slack.api_call(
        "chat.postMessage", data={"channel": "C0DATA", "text": "hello", "blocks": f"[{json.dumps(SECTION)}]"}
    )
    (message,) = await playground.in_slack()
    assert message["blocks"][0]["text"] == SECTION["text"]


async def test_a_whisper_is_for_one_person(slack: AsyncWebClient, playground: Playground) -> None:
    """An ephemeral message is marked with whom it is for, and cannot be updated by its ts, as in Slack."""
    told = await slack.chat_postEphemeral(channel="C0DATA", user="U0MEI", text="psst")
    (message,) = await playground.in_slack()
    assert (message["ts"], message["only_for"]) == (told["message_ts"], "U0MEI")
    assert await _refused(slack.chat_update(channel="C0DATA", ts=told["message_ts"], text="x")) == "message_not_found"


async def test_people_and_their_conversations(slack: AsyncWebClient) -> None:
    """users.info and conversations.open tell about a person."""
    assert (await slack.users_info(user="U0BEN"))["user"]["real_name"] == "Ben Okafor"
    assert (await slack.conversations_open(users=["U0BEN"]))["channel"]["id"] == "D0BEN"
    posted = await slack.chat_postMessage(channel="U0BEN", text="to the person")
    assert posted["channel"] == "D0BEN"


async def test_what_slack_refuses_is_refused(slack: AsyncWebClient, playground: Playground) -> None:
    """Slack's error codes come for what Slack has no answer to."""
    assert await _refused(slack.api_call("no.such")) == "unknown_method"
    assert await _refused(client(playground, "xoxb-other").auth_test()) == "invalid_auth"
    assert await _refused(client(playground, "").auth_test()) == "not_authed"
    assert await _refused(slack.chat_postMessage(channel="C0NOWHERE", text="x")) == "channel_not_found"
    assert await _refused(slack.api_call("chat.postMessage", json={"channel": "C0DATA"})) == "no_text"
    assert await _refused(slack.chat_postMessage(channel="C0DATA", text="x" * 40_001)) == "msg_too_long"
    assert await _refused(slack.chat_update(channel="C0DATA", ts="1.0", text="x")) == "message_not_found"
    assert await _refused(slack.users_info(user="U0NOBODY")) == "user_not_found"
    assert (
        await _refused(slack.chat_postEphemeral(channel="C0DATA", user="U0NOBODY", text="x")) == "user_not_in_channel"
    )
    await playground.do("slack/say", **{"as": "ana"}, channel="C0DATA", text="mine")
    (message,) = await playground.in_slack()
    assert await _refused(slack.chat_delete(channel="C0DATA", ts=message["ts"])) == "cant_delete_message"


def _text(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def _actions(elements: Iterable[object]) -> dict[str, object]:
    return {"type": "actions", "elements": list(elements)}


def _select(**given: object) -> dict[str, object]:
    return {"type": "section", "text": _text("x"), "accessory": {"type": "static_select", "action_id": "a", **given}}


@pytest.mark.parametrize(
    "blocks",
    [
        [SECTION] * 51,
        [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}],
        [{"type": "section"}],
        [{"type": "section", "fields": [_text("x")] * 11}],
        [{"type": "section", "fields": [_text("x" * 2001)]}],
        [{"type": "header", "text": _text("x" * 151)}],
        [{"type": "header", "text": _text("")}],
        [_actions([])],
        [_actions({**BUTTON, "action_id": str(number)} for number in range(26))],
        [_actions([BUTTON, BUTTON])],
        [_actions([{**BUTTON, "text": _text("x" * 76)}])],
        [_actions([{**BUTTON, "value": "x" * 2001}])],
        [{"type": "context", "elements": [_text("x")] * 11}],
        [_select(options=[{"text": _text("x" * 76), "value": "1"}])],
        [_select(options=[{"text": _text("x"), "value": "1" * 151}])],
        [_select(option_groups=[{"label": _text("x"), "options": [{"text": _text("x"), "value": "1"}] * 101}])],
        [{"type": "table", "rows": [[]] * 101}],
        [{"type": "no_such_block"}],
        [{**SECTION, "block_id": "same"}, {**SECTION, "block_id": "same"}],
    ],
)
async def test_blocks_over_slacks_limits_are_refused(
    slack: AsyncWebClient, playground: Playground, blocks: list[dict[str, Any]]
) -> None:
    """Blocks that Slack would not draw come back as invalid_blocks, and nothing is shown."""
    assert await _refused(slack.chat_postMessage(channel="C0DATA", text="x", blocks=blocks)) == "invalid_blocks"
    assert await playground.in_slack() == []


_BLOCKS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["type", "text", "elements", "accessory", "fields", "options", "option_groups", "rows", "label"]
            )
            | st.sampled_from(["action_id", "block_id", "value", "description"]),
            inner
            | st.sampled_from(["section", "actions", "button", "static_select", "context", "table", "plain_text"]),
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(_BLOCKS)
def test_no_blocks_are_too_strange_to_be_judged(blocks: object) -> None:
    """Whatever an app sends as blocks, the judgement is a list of sentences."""
    assert all("json-pointer:/blocks" in complaint for complaint in complaints(blocks))


@pytest.mark.parametrize("content_type", ["application/json", "application/json; charset=no-such", "text/plain"])
@pytest.mark.parametrize("body", [b"\xff", b"{", b"[]", b"[" * 60_000, b""])
async def test_junk_at_the_api_is_refused(playground: Playground, body: bytes, content_type: str) -> None:
    """A body that cannot be read is answered with an error code and status 200, as Slack does."""
    headers = {"Authorization": f"Bearer {playground.config.slack_bot_token}", "Content-Type": content_type}
    url = playground.url("slack/api/chat.postMessage")
    async with playground.session.post(url, data=body, headers=headers) as response:
        assert response.status == 200
        assert (await response.json())["ok"] is False


async def test_a_response_url_takes_five_answers(playground: Playground) -> None:
    """The sixth answer to a command is refused with used_url; unless it says otherwise an answer is for the person alone."""
    url = await _command(playground)
    webhook = AsyncWebhookClient(url, session=playground.session)
    for number in range(5):
        assert (await webhook.send(text=f"answer {number}")).status_code == 200
    refused = await webhook.send(text="one more")
    assert (refused.status_code, "used_url" in refused.body) == (404, True)
    messages = await playground.in_slack()
    assert [message["text"] for message in messages] == [f"answer {number}" for number in range(5)]
    assert {message["only_for"] for message in messages} == {"U0ANA"}


async def test_a_response_url_can_speak_to_all(playground: Playground) -> None:
    """With response_type in_channel everybody sees the answer."""
    await AsyncWebhookClient(await _command(playground), session=playground.session).send(
        text="for all", response_type="in_channel"
    )
    (message,) = await playground.in_slack()
    assert (message["text"], message["only_for"]) == ("for all", None)


async def test_a_response_url_that_nobody_gave_is_expired(playground: Playground) -> None:
    """An address that was made up leads nowhere."""
    answer = await AsyncWebhookClient(playground.url("slack/response/none"), session=playground.session).send(text="x")
    assert (answer.status_code, "expired_url" in answer.body) == (404, True)


async def test_the_response_url_of_a_press_reaches_the_message(slack: AsyncWebClient, playground: Playground) -> None:
    """It replaces or deletes the pressed message, a whispered one too."""
    await slack.chat_postEphemeral(channel="C0DATA", user="U0ANA", text="go", blocks=[_actions([BUTTON])])
    (message,) = await playground.in_slack()
    await playground.do("slack/press", **{"as": "ana"}, channel="C0DATA", ts=message["ts"], action_id="go")
    webhook = AsyncWebhookClient(playground.app.slack[0].payload["response_url"], session=playground.session)
    await webhook.send(text="replaced", replace_original=True)
    (replaced,) = await playground.in_slack()
    assert (replaced["ts"], replaced["text"], replaced["only_for"]) == (message["ts"], "replaced", "U0ANA")
    await webhook.send(text="", delete_original=True)
    assert await playground.in_slack() == []


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b'{"blocks": 3}'])
async def test_junk_at_a_response_url_is_refused(playground: Playground, body: bytes) -> None:
    """What is no message is answered with an error, not with a failure of the playground."""
    url = await _command(playground)
    async with playground.session.post(url, data=body) as response:
        assert response.status in (400, 404)
        assert (await response.json())["ok"] is False
    assert await playground.in_slack() == []


async def _command(playground: Playground) -> str:
    """Give a command; its response URL."""
    await playground.do("slack/command", **{"as": "ana"}, channel="C0DATA", command="/route", text="vpn")
    return playground.app.slack[-1].form["response_url"]


async def _refused(call: Awaitable[object]) -> str:
    with pytest.raises(SlackApiError) as raised:
        await call
    return str(raised.value.response["error"])
