"""Each header of a request, spoiled in turn, on the wire: nothing fails, nothing gets in unsigned, and nobody is answered twice."""

import json
from urllib.parse import urlencode

import pytest
from prometheus_client import REGISTRY

from bots.slack.webhook import PATH
from tests.bots.slack.conftest import Served
from tests.bots.slack.wire import FORM_TYPE, JSON_TYPE, command, direct, event, signed
from tests.support.headers import ADDED, Header, is_refusal, post, spoiled_headers
from tests.support.slack_cloud import SlackDouble

_VPN = "my vpn drops every ten minutes"
_PROOF = ("X-Slack-Request-Timestamp", "X-Slack-Signature")
_SLACKS = ((b"X-Slack-Retry-Num", b"1"), (b"X-Slack-Retry-Reason", b"http_timeout"), (b"X-Slack-No-Retry", b"1"))


@pytest.mark.parametrize("kind", ["event", "command"])
async def test_whatever_stands_in_a_header(served: Served, slack: SlackDouble, kind: str) -> None:
    """Missing, empty, doubled, huge, no ASCII or another number: taken once or refused in a sentence, and what follows is served."""
    sent, after = [_body(slack, kind) for _ in range(2)]
    usual, failures, faults, taken = _headers(sent, kind), _failures(), [], 0
    for what, headers in spoiled_headers(usual, ADDED.items() if kind == "event" else ()):
        status, told = await post(served.sending.url, PATH, headers, sent)
        is_unsigned = status == 200 and any(
            name.lower() not in {each.lower() for each, _ in headers} for name in _WANTED
        )
        if (status not in (200, 401) and not is_refusal(status, told)) or is_unsigned:
            faults.append(f"{what}: {status} {told[:80]!r}")
        taken += status == 200
    assert await post(served.sending.url, PATH, _headers(after, kind), after) == (200, b"")
    await served.platform.settle()
    assert not faults, "\n".join(faults)
    assert taken > 100
    assert len(slack.sent()) == 2
    assert _failures() == failures


_WANTED = tuple(name.encode() for name in _PROOF)


def _body(slack: SlackDouble, kind: str) -> bytes:
    return (
        json.dumps(event(direct(_VPN))).encode()
        if kind == "event"
        else urlencode(command(slack, "/route", _VPN)).encode()
    )


def _headers(body: bytes, kind: str) -> list[Header]:
    proof = [(name.encode(), value.encode()) for name, value in signed(body).items()]
    type_ = (JSON_TYPE if kind == "event" else FORM_TYPE).encode()
    length = str(len(body)).encode()
    return [(b"Host", b"waypost"), (b"Content-Type", type_), (b"Content-Length", length), *proof, *_SLACKS]


def _failures() -> float:
    """What /metrics says of unexpected failures."""
    return REGISTRY.get_sample_value("waypost_failures_total", {"platform": "slack"}) or 0.0
