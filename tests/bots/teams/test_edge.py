"""What is no activity is refused shortly, and never a failure of ours."""

import gzip
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bots.http import MAX_BODY_BYTES
from bots.teams.payloads import read
from bots.teams.trust.refused import MalformedError
from tests.bots.teams.conftest import RunningWaypost
from tests.bots.teams.payloads import PERSON, activity, message
from tests.support.microsoft_cloud import Microsoft


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"nonsense",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b'"text"',
        b"[" * 100_000,
        b'{"a":' * 30_000 + b"1" + b"}" * 30_000,
        b'{"value":' + b"[" * 900 + b"]" * 900 + b"}",
        b'{"a":' + b"9" * 5000 + b"}",
    ],
)
async def test_no_activity_is_refused(waypost: RunningWaypost, body: bytes) -> None:
    """A body that is no JSON object of an activity gets 400 with one sentence."""
    response = await waypost.post(body, waypost.authorized())
    assert response.status == 400
    assert list(response.json()) == ["error"]


@pytest.mark.parametrize("missing", ["type", "serviceUrl", "conversation", "channelId"])
@pytest.mark.parametrize("instead", [None, "", 7, [], {}])
async def test_incomplete_activity_is_refused(
    waypost: RunningWaypost, microsoft: Microsoft, missing: str, instead: object
) -> None:
    """An activity that lacks what every activity has gets 400, whatever its token is for."""
    body = message(microsoft.service_url, "help")
    body[missing] = instead
    response = await waypost.receive(body)
    assert response.status == 400
    assert missing in response.json()["error"]


@pytest.mark.parametrize("content_type", ["", "text/plain", "application/x; y"])
async def test_other_content_types_are_refused(
    waypost: RunningWaypost, microsoft: Microsoft, content_type: str
) -> None:
    """What a web page may send to another origin without asking is refused."""
    body = json.dumps(message(microsoft.service_url, "help")).encode()
    response = await waypost.post(body, {**waypost.authorized(), "Content-Type": content_type})
    assert response.status == 400


async def test_oversized_body_is_refused(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """A body above the limit gets 413, said to be so large or not; a packed one gets 415."""
    large = json.dumps(message(microsoft.service_url, "x" * MAX_BODY_BYTES)).encode()

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(large), 10_000):
            yield large[start : start + 10_000]

    packed = gzip.compress(large)
    assert len(packed) < 10_000
    statuses = [
        (await waypost.post(large, waypost.authorized())).status,
        (await waypost.post(pieces(), waypost.authorized())).status,
        (await waypost.post(packed, {"Content-Encoding": "gzip"})).status,
    ]
    assert statuses == [413, 413, 415]


async def test_packed_body_is_refused(waypost: RunningWaypost) -> None:
    """A body that is said to be packed gets 415, whatever is in it."""
    response = await waypost.post(b"nonsense", {"Content-Encoding": "gzip"})
    assert response.status == 415


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])
async def test_other_methods_are_not_allowed(waypost: RunningWaypost, method: str) -> None:
    """Only POST is answered; probes get 405."""
    assert (await waypost.request(method)).status == 405


async def test_path_in_an_id_is_refused(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """An id that would climb out of its place in our own calls is refused."""
    response = await waypost.receive(message(microsoft.service_url, "help", conversation={"id": ".."}))
    assert response.status == 400


async def test_id_stays_one_step_of_the_path(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """An id with slashes, questions marks or blanks in it reaches Teams as it is."""
    conversation = "19:a/../b?c#d e;messageid=1@thread.tacv2"
    body = message(microsoft.service_url, "help", conversation={"id": conversation, "conversationType": "personal"})
    body["channelData"] = {"tenant": {"id": activity("")["conversation"]["tenantId"]}}
    assert (await waypost.receive(body)).status == 202
    assert (await microsoft.connector.next()).conversation == conversation


async def test_odd_types_are_survived(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """Fields of other types than they should have count as not there."""
    odd: dict[str, Any] = {
        "text": ["help"],
        "entities": {"type": "mention"},
        "from": {"id": PERSON, "name": ["Alex"], "aadObjectId": 7},
        "recipient": 1,
        "locale": {"tag": "en"},
        "replyToId": 12,
        "id": None,
        "timestamp": "yesterday",
        "membersAdded": "all",
    }
    assert (await waypost.receive(activity(microsoft.service_url, **odd))).status == 202
    assert "You sent no text." in json.dumps((await microsoft.connector.next()).card)


async def test_broken_characters_are_survived(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """Half surrogate pairs and NUL, which no database takes, do not keep a question from being answered."""
    text = "my vpn drops \ud83d and \udc00 \0 every ten minutes"
    await waypost.receive(message(microsoft.service_url, text, **{"from": {"id": f"{PERSON}\ud800\0"}}))
    assert "attachments" in (await microsoft.connector.next()).body


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
_FIELDS = st.sampled_from([*activity(""), "text", "entities", "value", "name", "action", "membersAdded"])


@given(st.dictionaries(_FIELDS, _VALUES, max_size=6))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_json_is_read_or_refused(fields: dict[str, Any]) -> None:
    """Whatever an activity's fields hold, it is read into clean text or refused, and nothing else happens."""
    body = json.dumps({**activity("https://smba.trafficmanager.net/"), **fields}).encode()
    try:
        incoming = read(body)
    except MalformedError:
        return
    assert incoming.type
    for text in (incoming.text, incoming.sender, incoming.conversation, incoming.tenant):
        assert "\0" not in text
        text.encode()
