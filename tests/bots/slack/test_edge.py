"""The HTTP edge: only Slack gets in, and nothing it sends breaks anything."""

import copy
import gzip
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bots.http import MAX_BODY_BYTES
from tests.bots.slack.wire import FORM_TYPE, JSON_TYPE, Sending, command, direct, event, mention, signed
from tests.support.slack_cloud import SlackDouble

BODY = b'{"type":"url_verification","challenge":"3eZbrw1a"}'


def _with(header: str, value: str) -> dict[str, str]:
    return {**signed(BODY), header: value}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        signed(BODY, secret="another"),
        signed(BODY + b" "),
        signed(BODY, age=301),
        signed(BODY, age=-3600),
        _with("X-Slack-Signature", ""),
        _with("X-Slack-Signature", "v0="),
        _with("X-Slack-Signature", "v0=\udcff\udcfe"),
        _with("X-Slack-Signature", "v0=é"),
        _with("X-Slack-Request-Timestamp", ""),
        _with("X-Slack-Request-Timestamp", "soon"),
        _with("X-Slack-Request-Timestamp", "1e9"),
        _with("X-Slack-Request-Timestamp", "²"),
        _with("X-Slack-Request-Timestamp", "١٧٦٣٨٠٠٠٠٠"),
        _with("X-Slack-Request-Timestamp", "9" * 5000),
        _with("X-Slack-Request-Timestamp", "-1763800000"),
    ],
)
async def test_who_cannot_prove_to_be_slack_is_turned_away(sending: Sending, headers: dict[str, str]) -> None:
    """A signature or timestamp that is missing, wrong, stale or no ASCII gets 401, before the body is read."""
    assert await sending.raw(BODY, JSON_TYPE, headers) == (
        401,
        '{"error": "The signature is missing, wrong or too old."}',
    )
    assert (await sending.raw(b"{", JSON_TYPE, headers))[0] == 401


@pytest.mark.parametrize("header", [b"X-Slack-Signature", b"X-Slack-Request-Timestamp"])
async def test_headers_that_are_no_text_are_turned_away(sending: Sending, header: bytes) -> None:
    """Bytes that are no UTF-8 in a header get 401, too."""
    headers = {name.encode(): value.encode() for name, value in signed(BODY).items()} | {header: b"v0=\xff\xfe"}
    lines = [name + b": " + value for name, value in headers.items()]
    assert await sending.exactly(b"\r\n".join(lines), BODY) == b"HTTP/1.1 401 Unauthorized"


async def test_slack_can_verify_the_url(sending: Sending) -> None:
    """Slack's check of the request URL is answered with its challenge."""
    status, body = await sending.raw(BODY, JSON_TYPE)
    assert (status, json.loads(body)) == (200, {"challenge": "3eZbrw1a"})


MALFORMED = (400, '{"error": "The body is malformed."}')


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"{}",
        b"\xff\xfe",
        b'{"type": 7}',
        b"[" * 100_000,
        b'{"n": ' + b"9" * 5000 + b', "type": "x"}',
        b'{"type":' + b'{"a":' * 40_000,
        b'{"command": "/route"}',
        b'{"type": "event_callback"}',
        b'{"type": "event_callback", "event": []}',
        b'{"type": "event_callback", "event": {"type": []}}',
    ],
    ids=lambda body: repr(body[:72]),
)
async def test_a_malformed_event_is_refused(sending: Sending, body: bytes) -> None:
    """A signed body in JSON that is none of Slack's gets 400, not a server error."""
    assert await sending.raw(body, JSON_TYPE) == MALFORMED


@pytest.mark.parametrize(
    "body",
    [b"", b"payload=", b"payload=junk", b"payload=[1,2]", b"payload=%FF", b"a=1&b=2", b"command=/route"],
)
async def test_a_malformed_form_is_refused(sending: Sending, body: bytes) -> None:
    """A signed form that is none of Slack's gets 400, not a server error."""
    assert await sending.raw(body, FORM_TYPE) == MALFORMED


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "block_actions"},
        {"type": "block_actions", "user": {"id": "U1"}, "actions": []},
        {"type": "block_actions", "user": {"id": "U1"}, "actions": [{}]},
        {"type": "block_actions", "user": "U1", "actions": [{"action_id": "waypost:ask:0"}]},
        {"type": "view_submission", "view": 7, "user": 8},
        {"type": "interactive_message", "callback_id": "x"},
        {"type": "interactive_message", "callback_id": "x", "actions": []},
    ],
    ids=str,
)
async def test_a_malformed_interaction_is_refused(sending: Sending, payload: dict[str, object]) -> None:
    """A signed press that lacks what makes it one gets 400, not a server error."""
    assert await sending.interaction(payload) == MALFORMED


_PRESSED = {"action_id": "waypost:skills:0", "block_id": "b", "type": "button", "value": "{}"}
_WHO = {"user": {"id": "U1"}, "team": {"id": "T1"}, "trigger_id": "1.2", "channel": {"id": "C1"}}
SAMPLES = (
    event(mention("hello")),
    event(direct("hello")),
    event(
        {"type": "message", "subtype": "message_changed", "channel": "D1", "ts": "1.2", "message": {"text": "hello"}}
    ),
    event({"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "messages"}),
    {"command": "/waypost", "text": "help", "user_id": "U1", "channel_id": "C1", "team_id": "T1", "trigger_id": "1.2"},
    {
        "type": "block_actions",
        "actions": [_PRESSED],
        "container": {"message_ts": "1.2"},
        "message": {"ts": "1"},
        **_WHO,
    },
    {"type": "block_actions", "actions": [{"action_id": "x", "selected_option": {"value": "y"}}], **_WHO},
    {"type": "interactive_message", "callback_id": "x", "actions": [{"name": "y"}], **_WHO},
    {"type": "message_action", "callback_id": "x", "message": {"ts": "1.2", "user": "U1"}, **_WHO},
    {"type": "shortcut", "callback_id": "x", **_WHO},
    {"type": "dialog_submission", "callback_id": "x", "submission": {}, **_WHO},
    {"type": "view_submission", "view": {"callback_id": "x", "type": "modal"}, "response_urls": [], **_WHO},
    {"type": "view_closed", "view": {"callback_id": "x", "type": "workflow_step"}, **_WHO},
    {"type": "block_suggestion", "action_id": "x", "block_id": "y", "value": "z", **_WHO},
)
_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["message", "event_callback"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["id", "type", "event"]), inner),
    max_leaves=4,
)


@st.composite
def _bent(draw: st.DrawFn) -> dict[str, Any]:
    """A payload in which one or two things are not as they should be."""
    payload: dict[str, Any] = copy.deepcopy(draw(st.sampled_from(SAMPLES)))
    for _ in range(draw(st.integers(1, 2))):
        holder, name = draw(st.sampled_from(list(_places(payload))))
        holder[name] = draw(_ANYTHING)
    return payload


def _places(node: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401 - any piece of JSON
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for name, child in children:
        yield node, name
        yield from _places(child)


@given(_bent())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_no_shape_of_payload_breaks_the_server(sending: Sending, payload: dict[str, Any]) -> None:
    """Whatever is wrong in a signed payload, it is acknowledged or refused, never a server error."""
    assert (await sending.raw(json.dumps(payload).encode(), JSON_TYPE))[0] in (200, 400)


async def test_a_body_that_is_too_large_is_refused(sending: Sending) -> None:
    """A body over the limit gets 413, whether it says so or not, signed or not."""
    body = b"x" * (MAX_BODY_BYTES + 1)
    assert await sending.raw(body, JSON_TYPE, {}) == (413, '{"error": "The body is too large."}')
    assert (await sending.raw(gzip.compress(body), JSON_TYPE, {"Content-Encoding": "gzip"}))[0] == 415


async def test_the_largest_body_is_read(sending: Sending) -> None:
    """A body of exactly the limit is still looked at."""
    body = b"{" + b" " * (MAX_BODY_BYTES - 1)
    assert (await sending.raw(body, JSON_TYPE))[0] == 400


async def test_a_garbled_encoding_is_refused(sending: Sending) -> None:
    """A packed body gets 415, whatever is in it."""
    headers = {"Content-Encoding": "gzip", **signed(b"no gzip")}
    assert (await sending.raw(b"no gzip", JSON_TYPE, headers))[0] == 415


async def test_a_word_in_the_text_does_not_lose_the_command(sending: Sending, slack: SlackDouble) -> None:
    """A command that speaks of a "payload" is a command like any other."""
    status, _ = await sending.command(command(slack, "/route", "how large may the payload be over our vpn"))
    assert status == 200
    (answer,) = await slack.wait_for(1)
    assert "payload" in json.dumps(answer.args["blocks"])


@pytest.mark.parametrize("more", ["", "&token=abc"])
async def test_the_check_of_the_certificate_is_answered(sending: Sending, slack: SlackDouble, more: str) -> None:
    """Slack asks now and then whether the certificate is valid, and wants 200; unsigned it is refused as everything."""
    body = f"ssl_check=1{more}".encode()
    assert await sending.raw(body, FORM_TYPE, signed(body)) == (200, "")
    assert (await sending.raw(body, FORM_TYPE, {}))[0] == 401
    assert slack.sent() == []
