"""Each header of a request, spoiled in turn, on the wire: nothing fails, nothing gets in without a token, and nobody is answered twice."""

import json

from bots.teams.app import PATH
from tests.bots.teams.conftest import RunningWaypost
from tests.bots.teams.payloads import message
from tests.bots.teams.test_bad_input import failures
from tests.support.headers import ADDED, Header, is_refusal, post, spoiled_headers
from tests.support.microsoft_cloud import Microsoft

_VPN = "my vpn drops every ten minutes"


async def test_whatever_stands_in_a_header(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """Missing, empty, doubled, huge, no ASCII or another number: taken once or refused in a sentence, and what follows is served."""
    sent, after = (json.dumps(message(microsoft.service_url, _VPN)).encode() for _ in range(2))
    url, failed, faults, taken = str(waypost.server.make_url("")), failures(), [], 0
    for what, headers in spoiled_headers(_headers(waypost, sent), ADDED.items()):
        status, told = await post(url, PATH, headers, sent)
        has_token = any(name.lower() == b"authorization" for name, _ in headers)
        if not (status == 202 and has_token) and not is_refusal(status, told):
            faults.append(f"{what}: {status} {told[:80]!r}")
        taken += status == 202
    assert (await post(url, PATH, _headers(waypost, after), after))[0] == 202
    await waypost.platform.settle()
    assert not faults, "\n".join(faults)
    assert taken > 100
    assert [call.method for call in microsoft.connector.calls] == ["POST"] * 2
    assert failures() == failed


def _headers(waypost: RunningWaypost, body: bytes) -> list[Header]:
    length = (b"Content-Length", str(len(body)).encode())
    token = [(name.encode(), value.encode()) for name, value in waypost.authorized().items()]
    return [(b"Host", b"waypost"), (b"Content-Type", b"application/json; charset=utf-8"), length, *token]
