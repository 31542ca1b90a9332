"""Activities of every type over the wire with parts missing, of wrong types, or senseless: never a failure of ours."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from prometheus_client import REGISTRY
from sqlalchemy.ext.asyncio import AsyncEngine

from bots.http import MAX_BODY_BYTES
from bots.teams.extension import FETCH, INVOKES, LOOK_UP, QUERY, QUERY_PARAMETER, SUBMIT, WHO_OWNS_THIS
from bots.teams.inbound import CARD_ACTION, PLATFORM_ID
from core.conversation.actions import Verb
from tests.bots.teams.conftest import Answer, RunningWaypost
from tests.bots.teams.payloads import CHANNEL, actions, activity, in_channel, installed, joined, message, press
from tests.support.microsoft_cloud import Microsoft

Json = dict[str, Any]
Path = tuple[str | int, ...]

_TYPES = (
    "message",
    "invoke",
    "conversationUpdate",
    "installationUpdate",
    "messageReaction",
    "messageUpdate",
    "messageDelete",
    "event",
    "typing",
    "endOfConversation",
    "command",
    "made/up",
    "message\n",
)
_INVOKES = (
    CARD_ACTION,
    *sorted(INVOKES),
    "composeExtension/queryLink",
    "composeExtension/anonymousQueryLink",
    "composeExtension/selectItem",
    "task/fetch",
    "task/submit",
    "message/submitAction",
    "signin/verifyState",
    "fileConsent/invoke",
    "actionableMessage/executeAction",
    "invented/one",
    "",
)
_IN_CHANNEL = {"isGroup": True, "conversationType": "channel", "id": CHANNEL}


def failures() -> float:
    """What /metrics says of unexpected failures."""
    return REGISTRY.get_sample_value("waypost_failures_total", {"platform": PLATFORM_ID}) or 0.0


class Edge:
    """Waypost's edge, a request that was handed over behind it, and whether anything has failed there."""

    def __init__(self, waypost: RunningWaypost, microsoft: Microsoft) -> None:
        self.waypost, self.microsoft = waypost, microsoft
        self.failed_before = failures()
        self.asks: tuple[str, ...] = ()

    async def prepare(self) -> None:
        """Let there be a question to press on."""
        await self.waypost.receive(message(self.microsoft.service_url, "my VPN drops every ten minutes"))
        await self.waypost.platform.settle()
        shown = (await self.microsoft.connector.next()).card
        self.asks = tuple({action["data"]["ask"] for action in actions(shown) if "ask" in action["data"]})

    async def take(self, sent: Json) -> Answer:
        """Post an activity with a good token, and wait until all is done that follows from it."""
        answer = await self.waypost.receive(sent)
        await self.waypost.platform.settle()
        assert answer.status < 500 or (answer.status, sent.get("type")) == (501, "invoke"), answer
        assert failures() == self.failed_before
        return answer


@pytest.fixture
def engine(database: AsyncEngine) -> AsyncEngine:
    """A database of each kind: they differ in what they take."""
    return database


@pytest.fixture
async def edge(waypost: RunningWaypost, microsoft: Microsoft) -> Edge:
    """With a question that was asked."""
    edge = Edge(waypost, microsoft)
    await edge.prepare()
    return edge


def samples(url: str, ask: str) -> list[Json]:
    """Good activities of every type that Teams sends, and some that it does not."""
    about = {
        "commandId": WHO_OWNS_THIS,
        "messagePayload": {
            "id": "1",
            "replyToId": "1",
            "linkToMessage": "https://teams.microsoft.com/l/message/1/2",
            "body": {"contentType": "html", "content": "<p>My <at>Waypost</at> VPN drops</p>"},
            "mentions": [{"id": 0, "mentionText": "Waypost", "mentioned": {"application": {"id": "1"}}}],
        },
    }
    looked_up = {"commandId": LOOK_UP, "parameters": [{"name": QUERY_PARAMETER, "value": "network"}]}
    edited = {"channelData": {"tenant": {"id": activity(url)["conversation"]["tenantId"]}, "eventType": "editMessage"}}
    presses = [
        {"type": "Action.Execute", "verb": f"waypost.{verb}", "data": {"ask": ask, "part": 0, "choice": "it.network"}}
        for verb in Verb
    ]
    forms = [{**p, "data": {**p["data"], "form": "f.", "f.text": "hello", "f.belongs": "none"}} for p in presses]
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "content": {"type": "AdaptiveCard"}}
    return [
        message(url, "my VPN drops"),
        in_channel(url, "<at>Waypost</at> who owns the network?"),
        message(url, None, attachments=[attachment]),
        *(activity(url, type=kind) for kind in _TYPES),
        *(activity(url, type="invoke", name=name, value={}) for name in _INVOKES),
        *(press(url, {**given, "verb": given["verb"]}) for given in [*presses, *forms]),
        *(message(url, None, value={"verb": given["verb"], **given["data"]}) for given in forms),
        activity(url, type="invoke", name=FETCH, value=about, conversation=_IN_CHANNEL),
        *(
            activity(url, type="invoke", name=SUBMIT, value={**about, "data": {"verb": p["verb"], **p["data"]}})
            for p in forms
        ),
        activity(url, type="invoke", name=QUERY, value=looked_up),
        installed(url),
        installed(url, "remove"),
        joined(url),
        activity(url, type="messageReaction", reactionsAdded=[{"type": "like"}], replyToId="sent-1"),
        in_channel(url, "<at>Waypost</at> since Monday", type="messageUpdate") | edited,
        activity(url, type="messageDelete", conversation=_IN_CHANNEL),
    ]


_TEXTS = st.one_of(
    st.text(st.characters(), max_size=12),
    st.sampled_from(
        ["\0", "\ud83d", "..", "../..", "<at>", "{{DATE(", "waypost.", "@", "\u202e", "9" * 400, "a b" * 999]
    ),
)
_JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=8,
)


def paths(node: object, at: Path = ()) -> Iterator[Path]:
    """Where there is something in an activity."""
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for name, value in inner:
        yield (*at, name)
        yield from paths(value, (*at, name))


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[int, list[tuple[int, bool, object]]]:
    """Which sample to spoil, and how: for each change where, and what to put there or that it is to be missing."""
    change = st.tuples(st.integers(0, 10_000), st.booleans(), _JUNK)
    return draw(st.integers(0, 10_000)), draw(st.lists(change, max_size=4))


def spoil(sample: Json, changes: list[tuple[int, bool, object]]) -> Json:
    """The sample with parts of it missing or replaced."""
    spoilt = deepcopy(sample)
    for where, missing, instead in changes:
        there = list(paths(spoilt))
        *way, last = there[where % len(there)]
        holder: Any = spoilt
        for step in way:
            holder = holder[step]
        if missing and isinstance(holder, dict):
            del holder[last]
        else:
            holder[last] = instead
        if not spoilt:
            break
    return spoilt


async def test_every_good_sample_is_taken(edge: Edge) -> None:
    """What the next test spoils is good to begin with: of all types, and none is refused."""
    statuses = {(await edge.take(sent)).status for sent in samples(edge.microsoft.service_url, edge.asks[0])}
    assert statuses == {200, 202, 501}


@pytest.mark.parametrize("kind", [*_TYPES, *_INVOKES])
async def test_no_part_is_relied_on(edge: Edge, kind: str) -> None:
    """Of every type and every invoke, each part may be missing or be something else."""
    good = samples(edge.microsoft.service_url, edge.asks[0])
    one = next(sent for sent in reversed(good) if kind in (sent["type"], sent.get("name")))
    for part in one:
        rest = {name: value for name, value in one.items() if name != part}
        for number, instead in enumerate(({}, {part: None}, {part: 7}, {part: [{}]}, {part: {"id": []}})):
            fresh = {"id": f"{one['id']}-{part}-{number}"} if "id" in rest else {}
            await edge.take({**rest, **fresh, **instead})


@given(spoilt())
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_spoilt_activities_never_fail(edge: Edge, chosen: tuple[int, list[tuple[int, bool, object]]]) -> None:
    """Whatever is missing from an activity or stands in its place, it is refused or answered."""
    good = samples(edge.microsoft.service_url, edge.asks[0])
    number, changes = chosen
    await edge.take(spoil(good[number % len(good)], changes))


@pytest.mark.parametrize("unit", ["x", "my VPN drops. ", "<at>", "<p>&nbsp;", "é", "1 ", "\n", "a@b.c "])
async def test_huge_texts_never_fail(edge: Edge, unit: str) -> None:
    """A text up to the edge's limit, wherever people can write, is read, answered and handed over like any other."""
    url, ask = edge.microsoft.service_url, edge.asks[0]
    room = MAX_BODY_BYTES - 3000
    text = unit * (room // len(json.dumps(unit)[1:-1]))
    for sent in (
        message(url, text),
        in_channel(url, f"<at>Waypost</at> {text}"),
        press(url, {"type": "", "verb": "waypost.edit", "data": {"ask": ask, "form": "f.", "f.text": text}}),
        press(url, {"type": "", "verb": "waypost.send", "data": {"ask": ask}}),
        press(url, {"type": "", "verb": "waypost.ask", "data": {"choice": text}}),
        activity(url, type="invoke", name=FETCH, value={"messagePayload": {"body": {"content": text}}}),
        activity(url, type="invoke", name=QUERY, value={"parameters": [{"name": QUERY_PARAMETER, "value": text}]}),
    ):
        assert (await edge.take(sent)).status in (200, 202)


@pytest.mark.parametrize("length", [36, 256, MAX_BODY_BYTES // 3])
async def test_long_names_and_ids_never_fail(edge: Edge, length: int) -> None:
    """Nor does anything fail for being long that no one writes by hand: longer than a column holds, or than a URL."""
    long = "x" * length
    for name in ("id", "replyToId", "locale", "action", "name", "type"):
        await edge.take({**message(edge.microsoft.service_url, "help"), name: long})
    for name in ("from", "recipient", "conversation"):
        for part in ("id", "name", "conversationType"):
            sent = message(edge.microsoft.service_url, "my VPN drops")
            await edge.take({**sent, name: {**sent[name], part: long}})
