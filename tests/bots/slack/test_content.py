"""What any message says, wherever Slack put it: by every way in, on the wire, from payloads of recorded shapes."""

import html
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from prometheus_client import REGISTRY

from bots.http import MAX_BODY_BYTES
from bots.slack.payloads import Event
from bots.slack.text import MOST_CHARACTERS, readable
from tests.bots.slack.blockkit import texts
from tests.bots.slack.conftest import Database, Served
from tests.bots.slack.test_handoff import BEN, HOME, VPN, Room
from tests.bots.slack.wire import ANA, event, mention, new_ts, shortcut
from tests.support.slack_cloud import SlackDouble
from tests.support.spoiling import MISSING, paths, with_value

Json = dict[str, Any]

_SAMPLES = json.loads((Path(__file__).parent / "data" / "messages.json").read_text(encoding="utf-8"))
PEOPLE: list[Json] = _SAMPLES["people"]
APPS: list[Json] = _SAMPLES["apps"]
_EVERY = {each["name"]: each["says"] for each in PEOPLE}
_UNREAD = "[Attached to the original message:"


@pytest.fixture(autouse=True)
def _in_its_channels(slack: SlackDouble) -> None:
    slack.members |= {HOME, "D0ANA"}


@pytest.fixture
async def card(room: Room) -> str:
    """The `ts` of the card of a request that was handed over."""
    await room.handed_over()
    ts, _ = room.newest(HOME, "Request for")
    # so the thread is answered
    room.slack.posted.append((ts, {"channel": HOME, "thread_ts": ts, "text": "", "blocks": [{}]}))
    return ts


@pytest.fixture
def room(served: Served, slack: SlackDouble) -> Room:
    """With nothing said yet."""
    return Room(served, slack)


def _by_ben(message: Json, card: str) -> Json:
    said = {"type": "message", "user": BEN, "ts": new_ts(), "channel": HOME, "channel_type": "channel"}
    return {**said, "thread_ts": card, **message}


def _changed(now: Json, was: Json) -> Json:
    now = {**now, "edited": {"user": BEN, "ts": new_ts()}}
    about = {"channel": HOME, "channel_type": "channel", "message": now, "previous_message": was}
    return event({"type": "message", "subtype": "message_changed", "hidden": True, "ts": new_ts(), **about})


def _crossed(slack: SlackDouble) -> list[str]:
    """What of Ben's words the requester sees, as it was drawn last, in the order in which it was said."""
    drawn = {ts: args["text"] for ts, args in slack.posted if args["channel"] == "C0GENERAL"}
    drawn |= {call.args["ts"]: call.args["text"] for call in slack.sent("chat.update") if call.args["ts"] in drawn}
    said = (html.unescape(text).replace("\u2217", "*") for text in drawn.values() if text.startswith("Ben Okafor: "))
    return [text.removeprefix("Ben Okafor: ") for text in said]


async def test_whatever_is_said_in_a_thread_crosses(room: Room, slack: SlackDouble, card: str) -> None:
    """Each shape of a person's message reaches the other side as what it says, with what came with it named."""
    for each in PEOPLE:
        await room.served.sending.event(event(_by_ben(each["message"], card)))
        await room.served.deliver()
    assert dict(zip(_EVERY, _crossed(slack), strict=True)) == _EVERY


async def test_whatever_a_message_becomes_shows_on_the_other_side(room: Room, slack: SlackDouble, card: str) -> None:
    """An edit into each shape, and the later change by which Slack adds files, read as the message would have."""
    for each in PEOPLE:
        was = _by_ben({"text": "one moment"}, card)
        now = {name: value for name, value in was.items() if name != "text"} | each["message"]
        await room.served.sending.event(event(was))
        await room.served.deliver()
        await room.served.sending.event(_changed(now, was))
        await room.served.deliver()
    assert dict(zip(_EVERY, _crossed(slack), strict=True)) == _EVERY


async def test_an_edit_leaves_the_files_and_a_deletion_nothing(room: Room, slack: SlackDouble, card: str) -> None:
    """Words added to a screenshot leave it there; what was deleted, also where replies keep its place, is gone."""
    screenshot = next(each["message"] for each in PEOPLE if each["name"] == "a screenshot alone")
    shown, removed = (_by_ben(screenshot, card) for _ in range(2))
    for each in (shown, removed):
        await room.served.sending.event(event(each))
    await room.served.deliver()
    await room.served.sending.event(_changed({**shown, "text": "this one"}, shown))
    stays = {"text": "This message was deleted.", "subtype": "tombstone", "hidden": True}
    await room.served.sending.event(_changed({**removed, "files": [], **stays}, removed))
    await room.served.deliver()
    assert _crossed(slack) == [f"this one\n{_UNREAD} a picture]", "(deleted)"]


@pytest.mark.parametrize("sample", [*PEOPLE, *APPS], ids=lambda each: each["name"])
async def test_who_owns_this_reads_any_message(
    served: Served, slack: SlackDouble, database: Database, sample: Json
) -> None:
    """The shortcut takes what the message says, a person's or an app's; where only files are there, it says that it cannot read them."""
    asked = shortcut(slack, "who_owns_this", text="")
    asked["message"] = {"type": "message", "user": "U0BEN", "ts": new_ts(), **sample["message"]}
    assert await served.sending.interaction(asked) == (200, "")
    answer = " ".join(texts((await slack.wait_for(1))[-1].args))
    if sample["says"].startswith(_UNREAD):
        assert "I can't read files or pictures" in answer
    else:
        assert "can't read" not in answer
        assert [row.text for row in await database.asked()] in ([sample["says"]], [])


async def test_a_requests_files_are_named_on_its_preview_and_its_card(room: Room, slack: SlackDouble) -> None:
    """With the way to them; an edit of the text in the form leaves them."""
    files = [{"name": "report.xlsx", "mimetype": "application/x"}, {"name": "image.png", "mimetype": "image/png"}]
    asked = mention(VPN, subtype="file_share", files=files)
    await room.served.sending.event(event(asked))
    answer = (await slack.wait_for(1))[-1]
    where = {"message": slack.posted[-1][0], "thread": asked["ts"]}
    preview = (await room.press(answer, "Hand to Network operations", **where))[-1]
    named = "a file: report.xlsx, a picture (open the original message to see)"
    assert named in " ".join(texts(preview.args))
    opened = await room.press(preview, "Edit")
    view = next(call for call in opened if call.method == "views.open").args["view"]
    assert view["blocks"][0]["element"]["initial_value"] == VPN
    edited = (await room.fill_in(opened, text="VPN drops on floor 3"))[-1]
    await room.press(edited, "Send")
    shown = " ".join(texts(room.newest(HOME, "Request for")[1].args))
    assert named in shown
    assert "VPN drops on floor 3" in shown
    assert _UNREAD not in shown
    assert "/archives/C0GENERAL/p" in shown


async def test_files_that_the_team_cannot_open_are_told_of(room: Room, slack: SlackDouble) -> None:
    """Of a request from a direct conversation there is no link: the card says whom to ask for the files."""
    said = {"type": "message", "user": ANA, "ts": new_ts(), "channel": "D0ANA", "channel_type": "im"}
    files = [{"name": "log.txt", "mimetype": "text/plain"}]
    await room.served.sending.event(event({**said, "text": VPN, "subtype": "file_share", "files": files}))
    answer = (await slack.wait_for(1))[-1]
    preview = (await room.press(answer, "Hand to", channel="D0ANA", message=slack.posted[-1][0]))[-1]
    await room.press(preview, "Send", channel="D0ANA", message=slack.posted[-1][0])
    shown = " ".join(texts(room.newest(HOME, "Request for")[1].args))
    assert "a file: log.txt (not passed on: ask Ana Ribeiro to share)" in shown


# --- what no client sends, and some do ---------------------------------------------------------------------------

_JUNK: tuple[object, ...] = (
    None, [], {}, "", 0, -1, 1e308, True, "x", ["x", None, 1], {"type": 5}, {"a": {"b": []}}, "\u200b\u2060\ufeff",
    "\ud83d", "\0", "<@U0WAYPOST> <!channel> <", "Ü" * 20_000, [[[[]]]] * 50, "1763900000.000001",
)  # fmt: skip


def _payloads(slack: SlackDouble, card: str, message: Json, person: Json) -> list[Json]:
    """One of each way in, with a message of a recorded shape in it, under ids of their own."""
    about = shortcut(slack, "who_owns_this", text="")
    about["message"] = {**about["message"], **message}
    was = _by_ben({}, card)
    direct = {"type": "message", "user": ANA, "ts": new_ts(), "channel": "D0ANA", "channel_type": "im", **person}
    return [event(_by_ben(person, card)), _changed({**was, **person}, was), event(direct), about]


_MUTATION = st.tuples(
    st.sampled_from([*PEOPLE, *APPS]),
    st.sampled_from(PEOPLE),
    st.integers(0, 3),
    st.integers(0, 999),
    st.sampled_from([MISSING, *_JUNK]),
)


@given(mutations=st.lists(_MUTATION, min_size=5, max_size=12))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_no_field_of_any_payload_does_harm(
    room: Room, slack: SlackDouble, card: str, mutations: list[tuple[Json, Json, int, int, object]]
) -> None:
    """Null, missing, of another type, huge or invisible: taken or refused in one sentence, nothing fails, and the next is heard."""
    failed = _failures()
    for message, person, way, where, junk in mutations:
        payload = _payloads(slack, card, message["message"], person["message"])[way]
        places = paths(payload)
        sent = with_value(payload, places[where % len(places)], junk)
        interactive = sent.get("type") == "message_action"
        send = room.served.sending.interaction if interactive else room.served.sending.event
        status, body = await send(sent)
        assert status in (200, 400, 404), sent
        assert status != 400 or body == '{"error": "The body is malformed."}'
    marker = f"and now {new_ts()}?"
    await room.served.sending.event(event(_by_ben({"text": marker}, card)))
    await room.served.deliver()
    slack.unseen.clear()  # some threads are made up, and nobody has answered in them
    assert marker in _crossed(slack)
    assert VPN in " ".join(texts(room.newest(HOME, "Request for")[1].args))
    assert _failures() == failed


_NEEDED = {
    *(("type",), ("event",), ("team_id",), ("authorizations", 0), ("authorizations", 0, "team_id")),
    *(("event", name) for name in ("type", "user", "channel", "ts", "channel_type")),
}
"""Without these nobody could tell that somebody asked, who, or where."""


@pytest.mark.parametrize("value", [None, MISSING], ids=["null", "missing"])
async def test_who_asks_is_answered_whatever_else_is_missing(served: Served, slack: SlackDouble, value: object) -> None:
    """A question in a direct conversation is answered with any field null or left out but those that make it one."""
    said = {"type": "message", "user": ANA, "channel": "D0ANA", "channel_type": "im", "text": VPN, "team": "T0123"}
    blocks = [
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": VPN}]}]}
    ]
    files = [{"id": "F1", "name": "a.png", "mimetype": "image/png"}]
    extra = {"bot_id": None, "thread_ts": None, "edited": None, "attachments": [{"fallback": "x", "fields": []}]}
    unanswered = []
    for path in paths(event({**said, "ts": "1", "event_ts": "1", "blocks": blocks, "files": files, **extra})):
        if path in _NEEDED:
            continue
        ts = new_ts()
        whole = event({**said, "ts": ts, "event_ts": ts, "blocks": blocks, "files": files, **extra})
        before = len(slack.sent("chat.postMessage"))
        await served.sending.event(with_value(whole, path, value))
        await served.platform.settle()
        if len(slack.sent("chat.postMessage")) == before:
            unanswered.append(path)
    assert unanswered == []


@pytest.mark.parametrize("value", ["\ud83d", "\0", "x" * 300], ids=["half an emoji", "NUL", "long"])
async def test_no_id_of_any_payload_does_harm(room: Room, slack: SlackDouble, card: str, value: str) -> None:
    """Texts that no database takes are cleaned or refused, in whichever field they stand, and nothing fails."""
    failed = _failures()
    shape = next(each["message"] for each in PEOPLE if each["name"] == "two files")
    for payload in _payloads(slack, card, shape, shape):
        for path in paths(payload):
            send = room.served.sending.event if "event" in payload else room.served.sending.interaction
            assert (await send(with_value(payload, path, value)))[0] < 500
    await room.served.deliver()
    slack.unseen.clear()
    assert _failures() == failed


def _failures() -> float:
    """What /metrics says of unexpected failures."""
    return REGISTRY.get_sample_value("waypost_failures_total", {"platform": "slack"}) or 0.0


_NODES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.sampled_from(_JUNK[:16]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "text", "elements", "blocks", "rows", "fields", "files", "title", "is_share", "name"]),
            inner | st.sampled_from(["rich_text", "section", "table", "image", "mrkdwn", "context", "rich_text_list"]),
            max_size=5,
        )
    ),
    max_leaves=20,
)  # fmt: skip


@given(blocks=_NODES, attachments=_NODES, files=_NODES, text=st.none() | st.text(max_size=40))
@settings(deadline=None)
def test_anything_can_be_read(blocks: object, attachments: object, files: object, text: str | None) -> None:
    """Whatever stands in a message's fields, what it says is a text that can be stored, and says something where something is there."""
    message = Event(type="message", text=text, blocks=blocks, attachments=attachments, files=files)
    said = readable(message, "U0WAYPOST")
    assert "\0" not in said
    if text and text.strip(" \n") and "<" not in text:
        assert said


@pytest.mark.parametrize(
    "unit",
    [
        {"type": "section", "text": {"type": "mrkdwn", "text": "<" * 200}},
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "user"}] * 9}]},
        {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * 20]},
    ],
)
def test_a_huge_payload_is_read_in_part(unit: Json) -> None:
    """As much as a body may hold comes to no more than people read."""
    many = MAX_BODY_BYTES // len(json.dumps(unit))
    deep: object = unit
    for _ in range(400):
        deep = {"type": "container", "blocks": [deep]}
    message = Event(type="message", blocks=[unit] * many, attachments=[{"blocks": deep}])
    assert len(readable(message, None)) <= MOST_CHARACTERS
