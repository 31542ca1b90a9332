"""Shortcuts, the app's home and emojis: what the app gets from the playground's Slack, and what it can do with it."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bots.playground.cast import PEOPLE
from bots.playground.config import PlaygroundConfig
from bots.playground.slack.views import Views
from tests.bots.playground.conftest import Playground
from tests.bots.playground.test_slack_requests import BUTTON, FORM, PICK, ROW, client

ANA = {"as": "ana"}
TEXT = {"type": "section", "text": {"type": "plain_text", "text": "Looking…"}}
HOME = {"type": "home", "blocks": [ROW, PICK]}
ANSWER = {"type": "modal", "title": {"type": "plain_text", "text": "Answer"}, "blocks": [ROW]}


@pytest.fixture
def slack(playground: Playground) -> AsyncWebClient:
    """Slack's own client, as the app uses it."""
    return client(playground)


async def _said(playground: Playground, text: str = "my vpn drops") -> str:
    """Something that Ben says in #general. Its `ts`."""
    await playground.do("slack/say", **{"as": "ben"}, channel="C0GENERAL", text=text)
    return str((await playground.in_slack())[-1]["ts"])


async def _opened(playground: Playground, slack: AsyncWebClient, view: dict[str, object] = FORM) -> str:
    """A form of Ana's. Its id."""
    await playground.do("slack/shortcut", **ANA, callback="ask_waypost")
    trigger = playground.app.slack[-1].payload["trigger_id"]
    return str((await slack.views_open(trigger_id=trigger, view=view))["view"]["id"])


async def test_a_shortcut_of_a_message_carries_it(playground: Playground) -> None:
    """A message_action payload: who, which shortcut, where, the message in full, and where to answer who chose it."""
    ts = await _said(playground)
    taken = {"callback": "who_owns_this", "channel": "C0GENERAL", "ts": ts}
    assert await playground.do("slack/shortcut", **ANA, **taken) == (200, {"heard": True})
    payload = playground.app.slack[-1].payload
    assert (payload["type"], payload["callback_id"]) == ("message_action", "who_owns_this")
    assert payload["user"] == {"id": "U0ANA", "username": "ana", "name": "ana", "team_id": "T0EXAMPLE"}
    assert payload["channel"] == {"id": "C0GENERAL", "name": "general"}
    assert payload["message_ts"] == ts
    assert payload["message"] == {"type": "message", "user": "U0BEN", "ts": ts, "text": "my vpn drops"}
    async with playground.session.post(payload["response_url"], json={"text": "psst"}) as response:
        assert response.ok
    assert (await playground.in_slack())[-1]["only_for"] == "U0ANA"


async def test_in_a_thread_without_answers_a_whisper_is_lost(playground: Playground, slack: AsyncWebClient) -> None:
    """Slack takes it and shows it nowhere; once somebody has answered, it is shown, and the message says that it is a thread."""
    ts = await _said(playground)
    whisper = {"channel": "C0GENERAL", "user": "U0ANA", "thread_ts": ts}
    assert (await slack.chat_postEphemeral(text="lost", **whisper))["message_ts"]
    await playground.do("slack/say", **{"as": "mei"}, channel="C0GENERAL", text="same here", thread=ts)
    await slack.chat_postEphemeral(text="seen", **whisper)
    assert [message["text"] for message in await playground.in_slack()] == ["my vpn drops", "same here", "seen"]
    await playground.do("slack/shortcut", **ANA, callback="who_owns_this", channel="C0GENERAL", ts=ts)
    assert playground.app.slack[-1].payload["message"]["thread_ts"] == ts
    read = (await slack.conversations_replies(channel="C0GENERAL", ts=ts))["messages"]
    assert [message["thread_ts"] for message in read] == [ts, ts]


async def test_a_shortcut_from_anywhere_opens_a_form(playground: Playground, slack: AsyncWebClient) -> None:
    """A shortcut payload has no conversation, and a trigger that opens a form."""
    assert await playground.do("slack/shortcut", **ANA, callback="ask_waypost") == (200, {"heard": True})
    payload = playground.app.slack[-1].payload
    assert (payload["type"], payload["callback_id"]) == ("shortcut", "ask_waypost")
    assert not {"channel", "message", "response_url"} & set(payload)
    assert (await slack.views_open(trigger_id=payload["trigger_id"], view=FORM))["view"]["type"] == "modal"


async def test_a_sent_form_is_changed_by_its_answer_and_later(playground: Playground, slack: AsyncWebClient) -> None:
    """It stays open where the answer shows something in its place; views.update then changes it under the same id."""
    view = await _opened(playground, slack)
    playground.app.answer = {"response_action": "update", "view": {**ANSWER, "blocks": [TEXT]}}
    sent = {"view": view, "answers": {"note": "vpn", "where": "1"}}
    assert (await playground.do("slack/submit", **ANA, **sent))[0] == 200
    assert (await slack.views_update(view_id=view, view=ANSWER))["view"]["id"] == view
    playground.app.answer = None
    assert (await playground.do("slack/press-in-view", **ANA, view=view, action_id="go"))[0] == 200
    payload = playground.app.slack[-1].payload
    assert (payload["type"], payload["container"]) == ("block_actions", {"type": "view", "view_id": view})
    assert not {"channel", "message", "response_url"} & set(payload)
    assert payload["view"]["id"] == view
    (action,) = payload["actions"]
    assert (action["action_id"], action["value"]) == ("go", "it")
    assert action["block_id"] == payload["view"]["blocks"][0]["block_id"]


async def test_a_form_that_was_sent_back_can_be_sent_again(playground: Playground, slack: AsyncWebClient) -> None:
    """What is wrong leaves it open; taken, it is closed and can be neither sent nor changed."""
    view = await _opened(playground, slack)
    sent = {"view": view, "answers": {"note": "vpn", "where": "1"}}
    playground.app.answer = {"response_action": "errors", "errors": {"note": "Too short."}}
    assert (await playground.do("slack/submit", **ANA, **sent))[1]["errors"] == {"note": "Too short."}
    playground.app.answer = None
    assert (await playground.do("slack/submit", **ANA, **sent))[1]["errors"] is None
    assert (await playground.do("slack/submit", **ANA, **sent))[0] == 400
    with pytest.raises(SlackApiError, match="not_found"):
        await slack.views_update(view_id=view, view=ANSWER)


def test_what_the_app_shows_later_stays() -> None:
    """An answer to a sent form may come after the app has changed the form again; it then changes nothing."""
    changes: list[dict[str, object]] = []
    views = Views(changes.append)
    sent = views.open(views.trigger(PEOPLE[0]), FORM)
    views.update(sent.id, ANSWER)
    count = len(changes)
    assert views.answer(sent, {"response_action": "update", "view": {**ANSWER, "blocks": [TEXT]}}) is None
    assert len(changes) == count


@pytest.mark.parametrize(("action", "left"), [("", [1]), ("clear", [])])
def test_a_sent_form_leaves_those_below_it(action: str, left: list[int]) -> None:
    """Without another word it alone is closed; with `clear` all are."""
    views = Views(lambda _: None)
    first = views.open(views.trigger(PEOPLE[0]), ANSWER)
    second = views.push(views.trigger(PEOPLE[0], first), FORM)
    views.answer(second, {"response_action": action} if action else {})
    assert [number for number, view in enumerate((second, first)) if views.find(PEOPLE[0], view.id)] == left


async def test_forms_lie_on_each_other(playground: Playground, slack: AsyncWebClient) -> None:
    """A press in a form can push another on it, up to three; each says on which it lies."""
    views = [await _opened(playground, slack, ANSWER)]
    for _ in range(2):
        await playground.do("slack/press-in-view", **ANA, view=views[-1], action_id="go")
        pushed = await slack.views_push(trigger_id=playground.app.slack[-1].payload["trigger_id"], view=ANSWER)
        assert (pushed["view"]["root_view_id"], pushed["view"]["previous_view_id"]) == (views[0], views[-1])
        views.append(str(pushed["view"]["id"]))
    await playground.do("slack/press-in-view", **ANA, view=views[-1], action_id="go")
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        await slack.views_push(trigger_id=playground.app.slack[-1].payload["trigger_id"], view=ANSWER)


async def test_a_form_is_pushed_only_from_a_form(playground: Playground, slack: AsyncWebClient) -> None:
    """The trigger of a shortcut opens, and pushes nothing."""
    await playground.do("slack/shortcut", **ANA, callback="ask_waypost")
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        await slack.views_push(trigger_id=playground.app.slack[-1].payload["trigger_id"], view=ANSWER)


@pytest.mark.parametrize(
    "view",
    [
        {**ANSWER, "type": "home"},
        {**ANSWER, "title": None},
        {**ANSWER, "title": {"type": "plain_text", "text": "x" * 25}},
        {**ANSWER, "blocks": [{"type": "section"}]},
        {**ANSWER, "blocks": [TEXT] * 101},
        {**FORM, "submit": None},
        {**ANSWER, "private_metadata": "x" * 3001},
        "none",
    ],
)
async def test_a_form_that_slack_refuses_is_refused(
    playground: Playground, slack: AsyncWebClient, view: dict[str, object]
) -> None:
    """With `invalid_arguments`, and the form that stands stays as it is."""
    opened = await _opened(playground, slack, ANSWER)
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await slack.views_update(view_id=opened, view=view)


async def test_an_answer_with_a_bad_form_is_told_to_the_person(playground: Playground, slack: AsyncWebClient) -> None:
    """As a fault of the app's, in a sentence."""
    view = await _opened(playground, slack)
    playground.app.answer = {"response_action": "update", "view": {**ANSWER, "title": None}}
    sent = {"view": view, "answers": {"note": "vpn", "where": "1"}}
    assert await playground.do("slack/submit", **ANA, **sent) == (
        502,
        {"error": "Slack would refuse Waypost's answer (invalid_arguments)."},
    )


async def test_home_is_drawn_and_pressed(playground: Playground, slack: AsyncWebClient) -> None:
    """Opening it is an event of its tab; what is published is one person's; a press there has no conversation, but opens forms."""
    assert (await playground.do("slack/home", **ANA, tab="home"))[0] == 200
    event = playground.app.slack[-1].json["event"]
    assert (event["type"], event["user"], event["channel"], event["tab"]) == (
        "app_home_opened",
        "U0ANA",
        "D0ANA",
        "home",
    )
    assert "view" not in event
    first = await slack.views_publish(user_id="U0ANA", view=HOME)
    again = await slack.views_publish(user_id="U0ANA", view=HOME)
    view = first["view"]["id"]
    assert again["view"]["id"] == view
    homes = (await playground.state())["slack"]["homes"]
    assert [(person, home["id"]) for person, home in homes.items()] == [("U0ANA", view)]
    await playground.do("slack/home", **ANA, tab="home")
    assert playground.app.slack[-1].json["event"]["view"]["id"] == view
    pick = {"view": view, "action_id": "pick", "choice": "1"}
    assert (await playground.do("slack/press-in-view", **ANA, **pick))[0] == 200
    payload = playground.app.slack[-1].payload
    assert (payload["view"]["type"], payload["actions"][0]["selected_option"]["value"]) == ("home", "1")
    (picked,) = payload["view"]["state"]["values"].values()
    assert picked["pick"]["selected_option"]["value"] == "1"
    assert "channel" not in payload
    assert (await slack.views_open(trigger_id=payload["trigger_id"], view=ANSWER))["ok"]


async def test_the_messages_tab_is_told_too(playground: Playground) -> None:
    """With its name, by which the app knows that there is nothing to draw."""
    await playground.do("slack/home", **ANA, tab="messages")
    assert playground.app.slack[-1].json["event"]["tab"] == "messages"


async def test_an_emoji_is_put_on_a_message_and_taken_off(playground: Playground, slack: AsyncWebClient) -> None:
    """The app hears of it when it is put there, and can read the message; all can see whose emojis are on it."""
    ts = await _said(playground)
    put = {"channel": "C0GENERAL", "ts": ts}
    assert await playground.do("slack/react", **ANA, **put, emoji="compass") == (200, {"heard": True})
    event = playground.app.slack[-1].json["event"]
    assert event.pop("event_ts")
    assert event == {
        "type": "reaction_added",
        "user": "U0ANA",
        "reaction": "compass",
        "item_user": "U0BEN",
        "item": {"type": "message", "channel": "C0GENERAL", "ts": ts},
    }
    one = {"channel": "C0GENERAL", "ts": ts, "latest": ts, "oldest": ts, "inclusive": True, "limit": 1}
    (read,) = (await slack.conversations_replies(**one))["messages"]
    assert (read["text"], read["reactions"]) == (
        "my vpn drops",
        [{"name": "compass", "users": ["U0ANA"], "count": 1}],
    )
    assert await playground.do("slack/react", **{"as": "mei"}, **put, emoji="eyes") == (200, {"heard": None})
    (message,) = await playground.in_slack()
    assert message["reactions"] == [{"name": "compass", "users": ["U0ANA"]}, {"name": "eyes", "users": ["U0MEI"]}]
    sent = len(playground.app.slack)
    assert await playground.do("slack/react", **ANA, **put, emoji="compass") == (200, {"heard": None})
    assert len(playground.app.slack) == sent
    (message,) = await playground.in_slack()
    assert message["reactions"] == [{"name": "eyes", "users": ["U0MEI"]}]


@pytest.mark.parametrize(
    ("given", "asking", "all_of_them"),
    [
        (None, "compass", ("compass", "eyes", "white_check_mark", "heart")),
        (":mag:", "mag", ("mag", "eyes", "white_check_mark", "heart")),
        ("eyes", "eyes", ("eyes", "white_check_mark", "heart")),
    ],
)
def test_an_emoji_of_ones_own_asks(given: str | None, asking: str, all_of_them: tuple[str, ...]) -> None:
    """The setting's emoji stands first among those that can be put on messages, and Waypost listens to the same."""
    config = PlaygroundConfig.on_port(3000, given)
    assert config.settings()["slack_emoji"] == asking
    assert config.slack_emojis == all_of_them


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("slack/shortcut", {"callback": "who_owns_this", "channel": "C0GENERAL", "ts": "1.0"}),
        ("slack/shortcut", {"callback": "who_owns_this"}),
        ("slack/shortcut", {"callback": "ask_waypost", "channel": "C0GENERAL", "ts": "1.0"}),
        ("slack/shortcut", {"callback": "unknown"}),
        ("slack/react", {"channel": "C0GENERAL", "ts": "1.0", "emoji": "compass"}),
        ("slack/press-in-view", {"view": "V0", "action_id": "go"}),
        ("slack/home", {"tab": "about"}),
    ],
)
async def test_what_nobody_can_do_is_refused(playground: Playground, path: str, body: dict[str, object]) -> None:
    """What the person does not have is answered 400 and reaches nobody."""
    status, answer = await playground.do(path, **ANA, **body)
    assert (status, bool(answer["error"])) == (400, True)
    assert playground.app.slack == []


async def test_what_one_person_alone_sees_is_left_to_them(playground: Playground, slack: AsyncWebClient) -> None:
    """A whisper has neither shortcuts nor emojis, as in Slack; what is in a form or home of somebody only they press."""
    await slack.chat_postEphemeral(channel="C0GENERAL", user="U0ANA", text="psst")
    (whisper,) = await playground.in_slack()
    on_it = {"channel": "C0GENERAL", "ts": whisper["ts"]}
    assert (await playground.do("slack/shortcut", **ANA, callback="who_owns_this", **on_it))[0] == 400
    assert (await playground.do("slack/react", **ANA, emoji="compass", **on_it))[0] == 400
    ts = await _said(playground)
    assert (await playground.do("slack/react", **ANA, channel="C0GENERAL", ts=ts, emoji="unknown"))[0] == 400
    home = (await slack.views_publish(user_id="U0ANA", view=HOME))["view"]["id"]
    form = await _opened(playground, slack, ANSWER)
    for view in (home, form):
        press = {"view": view, "action_id": BUTTON["action_id"]}
        assert (await playground.do("slack/press-in-view", **{"as": "ben"}, **press))[0] == 400
    with pytest.raises(SlackApiError, match="user_not_found"):
        await slack.views_publish(user_id="U0NOBODY", view=HOME)
    with pytest.raises(SlackApiError, match="thread_not_found"):
        await slack.conversations_replies(channel="C0GENERAL", ts="1.0")
