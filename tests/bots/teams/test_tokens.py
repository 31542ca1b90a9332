"""Who is let in: the checks of tokens, tenants and service addresses over the wire. Case by case: test_token_table."""

import base64
import json
import time
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from sqlalchemy.ext.asyncio import AsyncEngine

from bots.settings import SettingsError
from bots.teams.app import TeamsPlatform
from bots.teams.payloads import Incoming
from bots.teams.trust.credentials import scope
from bots.teams.trust.gate import Gate, is_loopback
from bots.teams.trust.refused import ForbiddenError
from core.app import Waypost
from tests.bots.teams.conftest import RunningWaypost, Start
from tests.bots.teams.payloads import message, of_tenant
from tests.support.microsoft_cloud import APP_ID, TENANT, Microsoft
from tests.support.settings import settings_with


async def _status(waypost: RunningWaypost, microsoft: Microsoft, token: str | None) -> int:
    """The status of an otherwise good message with this token."""
    response = await waypost.receive(message(microsoft.service_url, "help"), token)
    if response.status != 202:
        assert list(response.json()) == ["error"]
        assert token is None or token not in response.body.decode()
    return response.status


async def test_good_token_is_let_in(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """A token as Teams signs it is accepted, and the keys are fetched once for many messages."""
    token = microsoft.signer.token(microsoft.service_url)
    assert [await _status(waypost, microsoft, token) for _ in range(3)] == [202] * 3
    assert microsoft.signer.fetched == 1


async def test_the_governments_cloud_is_let_in_too(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """Its tokens have an issuer of their own, its logins a scope, and its service addresses are known."""
    token = microsoft.signer.token(microsoft.service_url, iss="https://api.botframework.us")
    assert await _status(waypost, microsoft, token) == 202
    assert scope("https://login.microsoftonline.us") == "https://api.botframework.us/.default"
    assert scope("https://login.microsoftonline.com") == "https://api.botframework.com/.default"
    gate = Gate(access=None, hosts=(), anonymous=False)
    for cloud in ("gcc.teams.microsoft.com", "gov.teams.microsoft.us", "dod.teams.microsoft.us"):
        await gate.check(
            Incoming(
                type="message", channel="msteams", service_url=f"https://smba.infra.{cloud}/teams", conversation="19:x"
            ),
            None,
        )


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": int(time.time()) - 3600},
        {"exp": None},
        {"exp": "tomorrow"},
        {"nbf": int(time.time()) + 3600},
        {"aud": "00000000-0000-4000-8000-000000000000"},
        {"aud": None},
        {"aud": [APP_ID[:-1]]},
        {"iss": "https://sts.windows.net/evil/"},
        {"iss": None},
        {"serviceurl": "https://smba.trafficmanager.net/emea/"},
        {"serviceurl": None},
    ],
)
async def test_wrong_claims_are_refused(waypost: RunningWaypost, microsoft: Microsoft, claims: dict[str, Any]) -> None:
    """A token that is well signed but says something else is no token for us."""
    assert await _status(waypost, microsoft, microsoft.signer.token(microsoft.service_url, **claims)) == 401


async def test_clocks_may_differ_a_little(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """A token that ended four minutes ago still holds; one that ended six minutes ago does not."""
    now = int(time.time())
    tokens = [microsoft.signer.token(microsoft.service_url, exp=now - 60 * minutes) for minutes in (4, 6)]
    assert [await _status(waypost, microsoft, token) for token in tokens] == [202, 401]


def _header(header: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(header).encode()).decode().rstrip("=") + ".e30.c2ln"


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer",
        "Bearer ",
        "Basic dXNlcjpwYXNz",
        "Bearer garbage",
        "Bearer a.b.c",
        "Bearer ...",
        "Bearer \xff\xfe.\xff.\xff",
        f"Bearer {_header([])}",
        f"Bearer {_header({'alg': 'RS256', 'typ': 'JWT'})}",
        f"Bearer {_header({'alg': 'RS256', 'kid': ['first']})}",
        f"Bearer {_header({'alg': 'RS256', 'kid': 'first', 'crit': ['exp']})}",
        "Bearer " + base64.urlsafe_b64encode(b"[" * 5000).decode().rstrip("=") + ".e30.c2ln",
    ],
)
async def test_garbage_is_refused(waypost: RunningWaypost, microsoft: Microsoft, authorization: str) -> None:
    """Whatever stands in the header, it is refused and never a failure of ours."""
    body = json.dumps(message(microsoft.service_url, "help")).encode()
    response = await waypost.post(body, {"Authorization": authorization})
    assert response.status == 401


async def test_key_rollover(waypost: RunningWaypost, microsoft: Microsoft, other_key: rsa.RSAPrivateKey) -> None:
    """A token by a key that appeared since the keys were fetched is accepted; forged key ids cause no more fetches."""
    assert await _status(waypost, microsoft, microsoft.signer.token(microsoft.service_url)) == 202
    microsoft.signer.keys = {"second": other_key}
    assert await _status(waypost, microsoft, microsoft.signer.token(microsoft.service_url, kid="second")) == 202
    forged = [
        microsoft.signer.token(microsoft.service_url, kid=f"forged-{number}", key=other_key) for number in range(5)
    ]
    assert [await _status(waypost, microsoft, token) for token in forged] == [401] * 5
    assert microsoft.signer.fetched == 2


async def test_unknown_key_before_any_rollover(
    waypost: RunningWaypost, microsoft: Microsoft, other_key: rsa.RSAPrivateKey
) -> None:
    """An unknown key id is looked up once and refused."""
    token = microsoft.signer.token(microsoft.service_url, kid="nowhere", key=other_key)
    assert [await _status(waypost, microsoft, token) for _ in range(3)] == [401] * 3
    assert microsoft.signer.fetched == 2


async def test_keys_out_of_reach(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """While Microsoft's keys cannot be fetched the sender is told to come again, and readiness says why."""
    assert waypost.platform.readiness_problem() is None
    microsoft.signer.down = True
    token = microsoft.signer.token(microsoft.service_url)
    assert [await _status(waypost, microsoft, token) for _ in range(2)] == [503, 503]
    assert waypost.platform.readiness_problem() == "Microsoft's signing keys could not be fetched."


@pytest.mark.parametrize(
    "changes",
    [
        of_tenant("11111111-0000-4000-8000-000000000000"),
        {"conversation": {"id": "a:1", "tenantId": "11111111-0000-4000-8000-000000000000"}},
        {"conversation": {"id": "a:1"}, "channelData": {"tenant": {"id": "11111111-0000-4000-8000-000000000000"}}},
        {"channelData": {}, "conversation": {"id": "a:1"}},
        {"channelData": None, "conversation": {"id": "a:1", "tenantId": "other"}},
    ],
)
async def test_other_tenants_are_refused(
    waypost: RunningWaypost, microsoft: Microsoft, changes: dict[str, Any]
) -> None:
    """Without a list of tenants our own is the only one that is served."""
    assert (await waypost.receive(message(microsoft.service_url, "help", **changes))).status == 403


async def test_listed_tenants_are_served(start: Start, microsoft: Microsoft) -> None:
    """With a list of tenants those are served, whatever the case of their letters, and our own is not unless listed."""
    waypost = await start(teams_allowed_tenants=("ABCDEF00-0000-4000-8000-000000000000",))
    listed = of_tenant("abcdef00-0000-4000-8000-000000000000")
    assert (await waypost.receive(message(microsoft.service_url, "help", **listed))).status == 202
    assert (await waypost.receive(message(microsoft.service_url, "help"))).status == 403


async def test_unknown_service_address_is_refused(start: Start, microsoft: Microsoft) -> None:
    """Where our token would go to a host that nobody named, the activity is refused although its token is good."""
    waypost = await start(teams_service_hosts=())
    assert (await waypost.receive(message(microsoft.service_url, "help"))).status == 403


async def test_anonymous_serves_this_machine_without_tokens(start: Start, microsoft: Microsoft) -> None:
    """For the local playground no token is asked for and none is sent."""
    waypost = await start(teams_anonymous=True, teams_service_hosts=(), teams_tenant_id=None)
    response = await waypost.receive(message(microsoft.service_url, "help"), token=None)
    answer = await microsoft.connector.next()
    assert (response.status, answer.authorization, waypost.platform.readiness_problem()) == (202, None, None)
    assert microsoft.login.asked == []


async def test_anonymous_calls_only_this_machine(start: Start, microsoft: Microsoft) -> None:
    """Without tokens nothing outside this machine is called, not even Microsoft."""
    waypost = await start(teams_anonymous=True)
    for service_url in ("https://smba.trafficmanager.net/emea/", "http://10.0.0.1/"):
        assert (await waypost.receive(message(service_url, "help"), token=None)).status == 403


async def _allowed(gate: Gate, service_url: str, peer: str | None = "203.0.113.7") -> bool:
    try:
        await gate.check(Incoming(type="message", channel="msteams", service_url=service_url, conversation="a:1"), peer)
    except ForbiddenError:
        return False
    return True


@pytest.mark.parametrize(
    ("service_url", "allowed"),
    [
        ("https://smba.trafficmanager.net/emea/", True),
        ("https://SMBA.TrafficManager.net/amer/3c9f/", True),
        ("https://smba.infra.gcc.teams.microsoft.com/gcc/", True),
        ("https://webchat.botframework.com/", True),
        ("https://proxy.example:8443/v1", True),
        ("https://relay.example:9999/", True),
        ("http://127.0.0.1:4010/", True),
        ("http://[::1]:4011/", True),
        ("http://smba.trafficmanager.net/emea/", False),
        ("http://relay.example/", False),
        ("http://127.0.0.1:4012/", False),
        ("https://proxy.example/", False),
        ("https://smba.trafficmanager.net:8443/", False),
        ("https://smba.trafficmanager.net.evil.example/", False),
        ("https://evilbotframework.com/", False),
        ("https://botframework.com.evil.example/", False),
        ("https://smba.trafficmanager.net@evil.example/", False),
        ("https://user:pw@smba.trafficmanager.net/", False),
        ("https://evil.example\\@smba.trafficmanager.net/", False),
        ("https://smba.trafficmanager.net/?to=x", False),
        ("https://smba.trafficmanager.net/#x", False),
        ("https://169.254.169.254/latest", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("https://[::1", False),
        ("//smba.trafficmanager.net/", False),
        ("", False),
    ],
)
async def test_service_addresses(service_url: str, *, allowed: bool) -> None:
    """Only Microsoft's hosts over TLS, and hosts that the operator named, are ever called."""
    hosts = ("proxy.example:8443", "relay.example", "127.0.0.1:4010", "[::1]:4011")
    assert await _allowed(Gate(access=None, hosts=hosts, anonymous=False), service_url) is allowed


@pytest.mark.parametrize(
    ("peer", "served"),
    [
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("192.168.1.4", False),
        ("::ffff:192.168.1.4", False),
        ("fe80::1%eth0", False),
        ("", False),
        (None, False),
    ],
)
async def test_anonymous_peers(peer: str | None, *, served: bool) -> None:
    """Without tokens only this machine is served."""
    gate = Gate(access=None, hosts=(), anonymous=True)
    assert await _allowed(gate, "http://localhost:56150/_connector", peer) is served
    assert is_loopback(peer) is served


@pytest.mark.parametrize("host", ["https://relay.example", "relay.example/path", "relay.example:http"])
def test_service_hosts_that_are_none(core: Waypost, engine: AsyncEngine, host: str) -> None:
    """A setting that names no host is told at the start."""
    settings = settings_with(teams_anonymous=True, teams_service_hosts=(host,))
    with pytest.raises(SettingsError, match=r"WAYPOST_TEAMS_SERVICE_HOSTS: .* should be a host"):
        TeamsPlatform(settings, core, engine)


def test_no_face_without_credentials(core: Waypost, engine: AsyncEngine) -> None:
    """Without app id and password there is no platform that could let everybody in."""
    with pytest.raises(SettingsError, match="WAYPOST_TEAMS_APP_ID"):
        TeamsPlatform(settings_with(), core, engine)


async def test_token_check_comes_before_tenants(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """Nobody without a token learns which tenants are served."""
    other = message(microsoft.service_url, "help", channelData={"tenant": {"id": "other"}})
    assert (await waypost.receive(other, token=None)).status == 401
    assert TENANT not in (await waypost.receive(other)).body.decode()
