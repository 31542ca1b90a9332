"""How what we send reaches Teams: tokens, haste, failures."""

import asyncio
import re
import time
from email.utils import formatdate

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from bots import http, last_resort
from bots.teams.trust.credentials import Credentials, CredentialsError
from tests.bots.teams.conftest import RunningWaypost, Start
from tests.bots.teams.payloads import CHAT, action_of, message, press
from tests.support.microsoft_cloud import APP_ID, PASSWORD, TENANT, Microsoft


async def test_token_is_fetched_once_and_sent(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """Every call carries our token, which one request to the tenant's login has brought."""
    for _ in range(3):
        await waypost.receive(message(microsoft.service_url, "help"))
    calls = [await microsoft.connector.next() for _ in range(3)]
    (asked,) = microsoft.login.asked
    assert {call.authorization for call in calls} == {"Bearer token-1"}
    assert (asked["grant_type"], asked["client_id"], asked["client_secret"]) == ("client_credentials", APP_ID, PASSWORD)
    assert "https://api.botframework.com/.default" in asked["scope"].split()


async def test_token_is_renewed_before_its_end(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """A token that ends within five minutes is renewed before the next call."""
    microsoft.login.lifetime = 200
    seen = []
    for _ in range(2):
        await waypost.receive(message(microsoft.service_url, "help"))
        seen.append((await microsoft.connector.next()).authorization)
    assert seen == ["Bearer token-1", "Bearer token-2"]


async def test_old_token_serves_while_no_new_one_is_to_be_had(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """When the renewal is refused the old token is used to its end, and readiness says what is wrong."""
    microsoft.login.lifetime = 200
    await waypost.receive(message(microsoft.service_url, "help"))
    await microsoft.connector.next()
    microsoft.login.refuses = True
    await waypost.receive(message(microsoft.service_url, "help"))
    assert (await microsoft.connector.next()).authorization == "Bearer token-1"
    assert waypost.platform.readiness_problem() == "Microsoft's login refused the app (AADSTS7000215)."


async def test_refused_credentials_are_named(microsoft: Microsoft) -> None:
    """A login that refuses us, or is not there, is told in a sentence without the secret."""
    microsoft.login.refuses = True
    login = str(microsoft.login_server.make_url(""))
    for url, tenant, why in (
        (login, TENANT, "refused the app \\(AADSTS7000215\\)"),
        ("https://127.0.0.1:9", TENANT, "out of reach"),
        ("http://127.0.0.1:9", TENANT, "out of reach"),
        (login, "", "WAYPOST_TEAMS_TENANT_ID is not set"),
    ):
        credentials = Credentials(login_url=url, tenant=tenant, app_id=APP_ID, password=PASSWORD)
        with pytest.raises(CredentialsError, match=why):
            await credentials.token()
        assert re.search(why, credentials.readiness_problem() or "")
        assert PASSWORD not in (credentials.readiness_problem() or "")


async def test_haste_is_obeyed(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """Told to wait a second, we wait at least that long and send the same message again."""
    microsoft.connector.answers.append((429, {"Retry-After": "1"}))
    await waypost.receive(message(microsoft.service_url, "help"))
    first, second = [await microsoft.connector.next() for _ in range(2)]
    assert second.at - first.at >= 1
    assert second.body == first.body


_PAST = formatdate(1_700_000_000, usegmt=True)


@pytest.mark.parametrize("retry_after", ["", "soon", "-5", "nan", _PAST])
async def test_odd_waits_are_survived(waypost: RunningWaypost, microsoft: Microsoft, retry_after: str) -> None:
    """Whatever we are told to wait, the message is sent again."""
    microsoft.connector.answers.append((429, {"Retry-After": retry_after}))
    await waypost.receive(message(microsoft.service_url, "help"))
    assert [(await microsoft.connector.next()).method for _ in range(2)] == ["POST", "POST"]


async def test_haste_is_obeyed_only_so_often(
    waypost: RunningWaypost, microsoft: Microsoft, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When Teams goes on refusing, we stop after four tries, and rest before we go on."""
    monkeypatch.setattr(last_resort, "WAITS", ())
    microsoft.connector.answers.extend([(429, {})] * 10)
    await waypost.receive(message(microsoft.service_url, "help"))
    await waypost.server.close()
    assert len(microsoft.connector.calls) == 4


@pytest.mark.parametrize("status", [408, 0])
async def test_what_may_have_arrived_is_not_sent_again(
    waypost: RunningWaypost, microsoft: Microsoft, status: int
) -> None:
    """After a failure that leaves open whether a message arrived: neither in the same way nor in another."""
    microsoft.connector.answers.append((status, {}))
    await waypost.receive(message(microsoft.service_url, "help"))
    await waypost.server.close()
    assert len(microsoft.connector.calls) == 1


async def test_redirects_are_not_followed(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """Neither our token nor the message goes to a place that only a redirect names."""
    elsewhere = f"{microsoft.service_url}v3/conversations/elsewhere/activities"
    microsoft.connector.answers.append((307, {"Location": elsewhere}))
    await waypost.receive(message(microsoft.service_url, "help"))
    await waypost.server.close()
    assert {call.conversation for call in microsoft.connector.calls} == {CHAT}


@pytest.mark.parametrize("status", [502, 503, 0])
async def test_updates_are_repeated(waypost: RunningWaypost, microsoft: Microsoft, status: int) -> None:
    """Putting a card in the place of another may be repeated, and is after a passing failure."""
    await waypost.receive(message(microsoft.service_url, "My VPN drops every ten minutes"))
    card = (await microsoft.connector.next()).card
    microsoft.connector.answers.append((status, {}))
    await waypost.receive(press(microsoft.service_url, action_of(card, "Not right?")))
    updates = [await microsoft.connector.next() for _ in range(2)]
    assert [update.method for update in updates] == ["PUT", "PUT"]
    assert updates[0].body == updates[1].body


async def test_connection_that_never_came_about_is_tried_again(start: Start, microsoft: Microsoft) -> None:
    """A message for a server that cannot be reached was not sent, so it is sent once the server is there."""
    waypost = await start(teams_anonymous=True)
    server = TestServer(microsoft.connector.application(), port=unused_port())
    response = await waypost.receive(message(f"http://127.0.0.1:{server.port}/", "help"), token=None)
    assert response.status == 202
    await asyncio.sleep(0.2)  # long enough for a first try that finds nobody
    await server.start_server()
    try:
        assert (await microsoft.connector.next()).method == "POST"
    finally:
        await server.close()


async def test_a_managed_identity_needs_no_secret(
    start: Start, microsoft: Microsoft, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In Azure the machine itself vouches for us: what it answers is what we send, asked for once."""
    asked: list[dict[str, str]] = []

    async def vouch(request: web.Request) -> web.Response:
        asked.append(dict(request.query))
        assert request.headers["X-IDENTITY-HEADER"] == "known"
        return web.json_response({"access_token": "vouched", "expires_on": str(int(time.time()) + 3600)})

    application = web.Application()
    http.mount(application)
    application.router.add_get("/identity", vouch)
    async with TestServer(application) as machine:
        monkeypatch.setenv("IDENTITY_ENDPOINT", str(machine.make_url("/identity")))
        monkeypatch.setenv("IDENTITY_HEADER", "known")
        waypost = await start(teams_app_password=None, teams_managed_identity=True)
        for _ in range(2):
            await waypost.receive(message(microsoft.service_url, "help"))
            assert (await microsoft.connector.next()).authorization == "Bearer vouched"
    (once,) = asked
    assert (once["client_id"], once["resource"]) == (APP_ID, "https://api.botframework.com")
    assert microsoft.login.asked == []
