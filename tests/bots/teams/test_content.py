"""What any message says, wherever Teams put it: by every way in, on the wire, from payloads of recorded shapes."""

import html
import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from prometheus_client import REGISTRY
from sqlalchemy.ext.asyncio import AsyncEngine

from bots.http import MAX_BODY_BYTES
from bots.teams.attachments import of_attachments
from bots.teams.markup import read_html
from core.storage.tables import asks
from tests.bots.teams.conftest import RunningWaypost, texts
from tests.bots.teams.payloads import activity, in_channel, message
from tests.bots.teams.test_handoff import BEN, HOME, IN_CHANNEL, VPN, Room
from tests.support.app import OpenWaypost
from tests.support.microsoft_cloud import APP_ID, TENANT, Microsoft
from tests.support.spoiling import MISSING, paths, with_value

Json = dict[str, Any]

SAMPLES: list[Json] = json.loads((Path(__file__).parent / "data" / "messages.json").read_text(encoding="utf-8"))
_EVERY = {each["name"]: each["says"] for each in SAMPLES}
_UNREAD = "[Attached to the original message:"


@pytest.fixture
def room(waypost: RunningWaypost, microsoft: Microsoft, opened: OpenWaypost) -> Room:
    """With nothing said yet."""
    return Room(waypost, microsoft, opened)


@pytest.fixture
async def thread(room: Room) -> Json:
    """The conversation of the thread of a request's card, as a field of an activity."""
    await room.handed_over()
    number = room.calls.index(room.shown("Request for")[0]) + 1
    there = {"conversationType": "channel", "tenantId": TENANT, "id": f"{HOME};messageid=sent-{number}"}
    return {"conversation": there}


def _by_ben(url: str, thread: Json, sample: Json) -> Json:
    return in_channel(url, **{"text": "", **sample, **thread, **BEN})


def _changed(said: Json, now: Json, second: int, event: str = "editMessage") -> Json:
    """A message that was edited, deleted, or brought back."""
    kind = "messageDelete" if event == "softDeleteMessage" else "messageUpdate"
    data = {**said["channelData"], "eventType": event}
    return {**said, **now, "type": kind, "timestamp": f"2026-11-22T10:05:{second:02}.123Z", "channelData": data}


def _crossed(room: Room) -> list[str]:
    """What of Ben's words the requester sees, as it was drawn last, in the order in which it was said."""
    drawn: dict[str, str] = {}
    for number, call in enumerate(room.calls, 1):
        name = call.activity if call.method == "PUT" else f"sent-{number}"
        if "Ben Okafor (Network operations):" in texts(call.card):
            drawn[name] = _quoted(call.card)
    return [*drawn.values()]


def _quoted(card: Json) -> str:
    """The text of the quotation in a card, with its lines."""
    lines = [_runs(block) for block in _all_rich(card["body"])]
    return html.unescape("\n".join(lines[1:] if lines and lines[0].startswith("Ben Okafor") else lines))


def _all_rich(node: object) -> list[Json]:
    if isinstance(node, list):
        return [each for item in node for each in _all_rich(item)]
    if not isinstance(node, dict):
        return []
    if node.get("type") == "RichTextBlock":
        return [node]
    return [each for value in node.values() for each in _all_rich(value)]


def _runs(block: Json) -> str:
    return "".join(run if isinstance(run, str) else run.get("text", "") for run in block["inlines"])


async def test_whatever_is_said_in_a_thread_crosses(room: Room, thread: Json) -> None:
    """Each shape of a message reaches the other side as what it says, with what came with it named."""
    for each in SAMPLES:
        await room.waypost.receive(_by_ben(room.url, thread, each["message"]))
        await room.settle()
    assert dict(zip(_EVERY, _crossed(room), strict=True)) == _EVERY


async def test_whatever_a_message_becomes_shows_on_the_other_side(room: Room, thread: Json) -> None:
    """An edit into each shape reads as the message would have; so does a message that was deleted and brought back."""
    for number, each in enumerate(SAMPLES):
        was = _by_ben(room.url, thread, {"text": "<at>Waypost</at> one moment"})
        now = _by_ben(room.url, thread, each["message"])
        now = {**now, "id": was["id"]}
        steps = [was, _changed(now, {}, 1)]
        if number % 2:
            gone = _changed(was, {"text": ""}, 1, "softDeleteMessage")
            steps = [was, gone, _changed(now, {}, 2, "undeleteMessage")]
        for step in steps:
            await room.waypost.receive(step)
            await room.settle()
    assert dict(zip(_EVERY, _crossed(room), strict=True)) == _EVERY


@pytest.mark.parametrize("timed", [True, False])
async def test_every_deletion_counts(room: Room, thread: Json, timed: bool) -> None:
    """Deleted, brought back and deleted again is deleted, whether Teams says when or not; what arrives twice changes nothing."""
    said = _by_ben(room.url, thread, {"text": "<at>Waypost</at> the door code is on the wall"})
    steps = [said]
    for second, event in enumerate(("softDeleteMessage", "undeleteMessage") * 2 + ("softDeleteMessage",), 1):
        change = _changed(said, {"text": ""} if event == "softDeleteMessage" else {}, second, event)
        steps += [change, change] if timed else [{**change, "timestamp": None}]
    shown = []
    for step in steps:
        await room.waypost.receive(step)
        await room.settle()
        shown.append(_crossed(room)[-1])
    there, gone = "the door code is on the wall", "(deleted)"
    each = [gone, gone, there, there] if timed else [gone, there]
    assert shown == [there, *each, *each, *([gone, gone] if timed else [gone])]


async def test_an_edit_leaves_the_pictures(room: Room, thread: Json) -> None:
    """Words added to a picture, or a picture that replaces words, are no deletion."""
    picture = {"text": "<at>Waypost</at>", "attachments": [{"contentType": "image/png", "contentUrl": "https://x"}]}
    said = _by_ben(room.url, thread, picture)
    for number, text in enumerate(("", "this one", "")):
        change = {"text": f"<at>Waypost</at> {text}"}
        await room.waypost.receive(_changed(said, change, number) if number else said)
        await room.settle()
        assert _crossed(room) == [f"{text}\n{_UNREAD} a picture]".strip()]


def _on_message(sample: Json) -> Json:
    """The value of "Who owns this?" on a message of that shape, as Graph writes one: its HTML in the body, the rest attached."""
    attached = sample.get("attachments") or []
    pages = [each["content"] for each in attached if each["contentType"] == "text/html"]
    page = pages[0] if pages and isinstance(pages[0], str) and "Waypost" in pages[0] else sample["text"]
    mention = {
        "id": 0,
        "mentionText": "Waypost",
        "mentioned": {"application": {"id": APP_ID, "displayName": "Waypost"}},
    }
    return {
        "commandId": "whoOwnsThis",
        "commandContext": "message",
        "messagePayload": {
            "id": "1700000000001",
            "subject": sample.get("subject"),
            "body": {"contentType": "html", "content": page},
            "attachments": [each for each in attached if each["contentType"] != "text/html"],
            "mentions": [mention],
            "from": {"application": None, "user": {"id": "1", "displayName": "Ben"}},
        },
    }


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda each: each["name"])
async def test_who_owns_this_reads_any_message(
    waypost: RunningWaypost, microsoft: Microsoft, engine: AsyncEngine, sample: Json
) -> None:
    """The message extension takes what the message says; where only files are there, it says that it cannot read them."""
    there = IN_CHANNEL["conversation"]
    value = _on_message(sample["message"])
    name = "composeExtension/fetchTask"
    asked = activity(microsoft.service_url, type="invoke", name=name, value=value, conversation=there)
    response = await waypost.receive(asked)
    answer = texts(response.json()["task"]["value"]["card"]["content"])
    if sample["says"].startswith(_UNREAD):
        assert "I can't read files or pictures" in answer
        return
    assert "can't read" not in answer
    async with engine.connect() as connection:
        stored = [*(await connection.execute(sa.select(asks.c.text))).scalars()]
    assert stored in ([sample["says"]], [])


async def test_a_requests_files_are_named_on_its_preview_and_its_card(room: Room) -> None:
    """With the way to them."""
    files = [{"contentType": "reference", "name": "report.xlsx"}, {"contentType": "image/*", "contentUrl": "https://x"}]
    await room.waypost.receive(in_channel(room.url, f"<at>Waypost</at> {VPN}", attachments=files))
    await room.settle()
    preview = await room.press(room.calls[-1].card, "Hand to Network operations…", **IN_CHANNEL)
    named = "a file: report.xlsx, a picture (open the original message to see)"
    assert named in texts(preview["value"])
    edited = await room.press(preview["value"], "Edit…", {"text": "VPN drops on floor 3"}, **IN_CHANNEL)
    await room.press(edited["value"], "Send it", **IN_CHANNEL)
    shown = texts(room.shown("Request for")[1])
    assert named in shown
    assert "VPN drops on floor 3" in shown
    assert _UNREAD not in shown


async def test_files_that_the_team_cannot_open_are_told_of(room: Room) -> None:
    """Of a request from a personal chat there is no link: the card says whom to ask for the files."""
    files = [{"contentType": "application/vnd.microsoft.teams.file.download.info", "name": "log.txt"}]
    await room.waypost.receive(message(room.url, VPN, attachments=files))
    await room.settle()
    preview = await room.press(room.calls[-1].card, "Hand to Network operations…")
    await room.press(preview["value"], "Send it")
    assert "a file: log.txt (not passed on: ask Alex to share)" in texts(room.shown("Request for")[1])


# --- what no client sends, and some do ---------------------------------------------------------------------------

_JUNK: tuple[object, ...] = (
    None, [], {}, "", 0, -1, 1e308, True, "x", ["x", None, 1], {"type": 5}, {"a": {"b": []}}, "\u200b\u2060\ufeff",
    "\ud83d", "\0", "<at>Waypost</at> <", "Ü" * 20_000, [[[[]]]] * 50, "2026-11-22T10:00:00Z", "28:x",
)  # fmt: skip


def _activities(url: str, thread: Json, sample: Json) -> list[Json]:
    """One of each way in, with a message of a recorded shape in it."""
    said = _by_ben(url, thread, sample)
    there = IN_CHANNEL["conversation"]
    name = "composeExtension/fetchTask"
    about = activity(url, type="invoke", name=name, value=_on_message(sample), conversation=there)
    return [said, _changed(said, {}, 1), _changed(said, {}, 2, "softDeleteMessage"), message(url, **sample), about]


_MUTATION = st.tuples(
    st.sampled_from(SAMPLES), st.integers(0, 4), st.integers(0, 999), st.sampled_from([MISSING, *_JUNK])
)


@given(mutations=st.lists(_MUTATION, min_size=5, max_size=12))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_no_field_of_any_activity_does_harm(
    room: Room, thread: Json, mutations: list[tuple[Json, int, int, object]]
) -> None:
    """Null, missing, of another type, huge or invisible: taken or refused in one sentence, nothing fails, and the next is heard."""
    failed = _failures()
    token = room.microsoft.signer.token(room.url)
    for sample, way, where, junk in mutations:
        payload = _activities(room.url, thread, sample["message"])[way]
        places = paths(payload)
        answer = await room.waypost.receive(with_value(payload, places[where % len(places)], junk), token)
        assert answer.status in (200, 202, 400, 401, 403) or (answer.status == 501 and way == 4), answer
        assert answer.status < 400 or answer.status == 501 or set(answer.json()) == {"error"}
    await room.settle()
    marker = _by_ben(room.url, thread, {"text": "<at>Waypost</at> and now?"})
    marker["text"] += f" {marker['id']}"
    await room.waypost.receive(marker)
    await room.settle()
    assert f"and now? {marker['id']}" in _crossed(room)
    assert VPN in texts(room.shown("Request for")[1])
    assert _failures() == failed


_NEEDED = {
    *(("type",), ("channelId",), ("serviceUrl",), ("conversation",), ("conversation", "id"), ("from",), ("from", "id")),
    *(("recipient",), ("recipient", "id"), ("text",)),
}
"""Without these nobody could tell that somebody asked, who, or where."""


@pytest.mark.parametrize("value", [None, MISSING], ids=["null", "missing"])
async def test_who_asks_is_answered_whatever_else_is_missing(room: Room, value: object) -> None:
    """A question in a personal chat is answered with any field null or left out but those that make it one."""
    more = {"attachments": [{"contentType": "text/html", "content": f"<p>{VPN}</p>"}, {"contentType": "image/png"}]}
    entities = [{"type": "clientInfo", "locale": "en-GB", "platform": "Web"}]
    unanswered = []
    for path in paths(message(room.url, VPN, entities=entities, **more)):
        if path in _NEEDED:
            continue
        before = len(room.calls)
        await room.waypost.receive(with_value(message(room.url, VPN, entities=entities, **more), path, value))
        await room.waypost.platform.settle()
        if len(room.calls) == before:
            unanswered.append(path)
    assert unanswered == []


def _failures() -> float:
    """What /metrics says of unexpected failures."""
    return REGISTRY.get_sample_value("waypost_failures_total", {"platform": "teams"}) or 0.0


_NODES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.sampled_from(_JUNK[:16]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "text", "items", "body", "inlines", "facts", "rows", "cells", "title", "value", "url"]),
            inner | st.sampled_from(["TextBlock", "RichTextBlock", "TableRow", "Image", "FactSet"]),
            max_size=5,
        )
    ),
    max_leaves=20,
)  # fmt: skip
_CONTENT_TYPES = (
    "application/vnd.microsoft.card.adaptive",
    "application/vnd.microsoft.card.codesnippet",
    "forwardedMessageReference",
    "messageReference",
    "image/*",
)


@given(kind=st.sampled_from(_CONTENT_TYPES), content=_NODES)
@settings(deadline=None)
def test_anything_attached_can_be_read(kind: str, content: object) -> None:
    """Whatever stands in an attachment, it gives lines and names."""
    for each in of_attachments([{"contentType": kind, "content": content}]):
        assert each is not None


@given(st.text(max_size=200))
def test_any_html_becomes_text(content: str) -> None:
    """Without a tag left in it that was one."""
    written, _ = read_html(f"<p>{content.replace('<', '').replace('>', '').replace('&', '')}</p><br><table>")
    assert "<" not in written


@pytest.mark.parametrize(
    "unit", ["<", "<p>", "<a ", "<!--", "</at>", "<at>", "<td>", '<img alt="', "alt= ", "&", "<pre>", " "]
)
def test_huge_html_is_read_in_part(unit: str) -> None:
    """Whatever it repeats: no more comes of it than people read."""
    written, items = read_html(unit * (MAX_BODY_BYTES // len(unit)))
    assert len(written) + len(items) <= MAX_BODY_BYTES
