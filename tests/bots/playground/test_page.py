"""The page: who may use it, what it is told, and that junk does no harm."""

from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bots.playground.page import HOW_TO_BUILD, Page
from tests.bots.playground.conftest import Playground
from tests.support.settings import settings_with

ACTS = ["slack/say", "slack/command", "slack/press", "teams/say", "teams/press"]


async def test_the_front_door_leads_to_the_page(playground: Playground) -> None:
    """GET / and GET /playground redirect to /playground/."""
    for path in ("/", "/playground"):
        async with playground.session.get(f"{playground.config.base_url}{path}", allow_redirects=False) as response:
            assert (response.status, response.headers["Location"]) == (302, "/playground/")


async def test_without_a_build_the_page_says_how_to_build(tmp_path: Path) -> None:
    """Where nobody has built the page, one sentence says how, with status 503."""
    async with _serving(Page(tmp_path)) as client, client.get("/") as response:
        assert (response.status, await response.text()) == (503, HOW_TO_BUILD)


async def test_the_built_files_are_served_and_nothing_else(tmp_path: Path) -> None:
    """Page and assets come with a policy that lets nothing foreign in; no path leads out of the folder."""
    dist = tmp_path / "dist"
    dist.mkdir()
    (dist / "index.html").write_text("<p>page</p>")
    (dist / "playground.js").write_text("1")
    (tmp_path / "secret").write_text("secret")
    async with _serving(Page(dist)) as client:
        async with client.get("/") as response:
            assert await response.text() == "<p>page</p>"
            assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        async with client.get("/assets/playground.js") as response:
            assert response.status == 200
            assert response.content_type.endswith("/javascript")
        for path in ("/assets/none.js", "/assets/..%2Fsecret", "/assets/%2Fetc%2Fpasswd"):
            async with client.get(path) as response:
                assert response.status == 404


@pytest.mark.parametrize("path", ACTS)
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        b"[" * 60_000,
        b"{}",
        b'{"as": "nobody", "channel": "C0GENERAL", "text": "x"}',
        b'{"as": "ana", "channel": 7, "place": 7, "text": 7, "command": 7}',
        b'{"as": "ana", "channel": "C0GENERAL", "text": "x", "more": 1}',
        b'{"as": "ana", "channel": "C0GENERAL", "text": "\\ud800", "command": "/route", "place": "19:sales@thread.tacv2"}',
    ],
)
async def test_junk_from_the_page_is_refused(playground: Playground, path: str, body: bytes) -> None:
    """A body that the page would not send is answered 400 with a reason, and nothing happens."""
    headers = {"Content-Type": "application/json"}
    async with playground.session.post(playground.url(path), data=body, headers=headers) as response:
        assert response.status == 400
        assert (await response.json())["error"]
    assert (playground.app.slack, playground.app.teams) == ([], [])


async def test_a_form_is_refused(playground: Playground) -> None:
    """A foreign page could send a form without asking the browser; the playground takes JSON only."""
    form = {"as": "ana", "channel": "C0GENERAL", "text": "x"}
    async with playground.session.post(playground.url("slack/say"), data=form) as response:
        assert response.status == 400


async def test_a_body_that_is_too_large_is_refused(playground: Playground) -> None:
    """Over the server's limit the answer is 413."""
    status, answer = await playground.do("slack/say", **{"as": "ana"}, channel="C0GENERAL", text="x" * 300_000)
    assert (status, answer) == (413, {"error": "The body is too large."})


@pytest.mark.parametrize("path", ["state", "live", "", *ACTS])
@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Host": "evil.example"}])
async def test_other_pages_are_kept_out(playground: Playground, path: str, headers: dict[str, str]) -> None:
    """A foreign origin, or a foreign name for this machine, gets 403 at everything that the page uses."""
    method = "POST" if path in ACTS else "GET"
    body: dict[str, str] | None = {} if method == "POST" else None
    async with playground.session.request(method, playground.url(path), json=body, headers=headers) as response:
        assert response.status == 403


@pytest.mark.parametrize("path", ["slack/api/auth.test", "slack/response/x", "teams/v3/conversations/x/activities"])
async def test_pages_are_kept_away_from_the_platforms(playground: Playground, path: str) -> None:
    """What the platforms call, no page may call, not even the playground's own."""
    headers = {"Origin": playground.config.base_url}
    async with playground.session.post(playground.url(path), json={}, headers=headers) as response:
        assert response.status == 403


async def test_localhost_is_this_machine_too(playground: Playground) -> None:
    """The page also works for who types localhost."""
    name = playground.config.base_url.replace("127.0.0.1", "localhost")
    headers = {"Host": name.removeprefix("http://"), "Origin": name}
    async with playground.session.get(playground.url("state"), headers=headers) as response:
        assert response.status == 200


async def test_every_change_reaches_every_page(playground: Playground) -> None:
    """A page gets the whole state first, then each change as it happens."""
    async with (
        playground.session.ws_connect(playground.url("live")) as one,
        playground.session.ws_connect(playground.url("live")) as other,
    ):
        for page in (one, other):
            first = await page.receive_json()
            assert (first["type"], first["state"]["slack"]["messages"]) == ("state", [])
        await playground.do("slack/say", **{"as": "ana"}, channel="C0GENERAL", text="lunch?")
        for page in (one, other):
            change = await page.receive_json()
            assert (change["type"], change["message"]["text"]) == ("slack.message", "lunch?")


def test_the_settings_are_ones_that_the_faces_take(playground: Playground) -> None:
    """With the values that the playground names, both platforms are enabled and talk to this machine alone."""
    settings = settings_with(**playground.config.settings())
    assert settings.slack_enabled
    assert settings.teams_enabled
    assert settings.slack_api_url.startswith(playground.config.base_url)
    assert settings.host == "127.0.0.1"


def test_secrets_differ_from_start_to_start(playground: Playground) -> None:
    """Nobody can prepare a signed request for the next start; and the secrets do not show in logs."""
    again = type(playground.config)(playground.config.base_url)
    assert again.slack_signing_secret != playground.config.slack_signing_secret
    assert again.slack_bot_token != playground.config.slack_bot_token
    assert again.slack_signing_secret not in repr(again)


def _serving(page: Page) -> TestClient[web.Request, web.Application]:
    application = web.Application()
    application.router.add_get("/", page.index)
    application.router.add_get("/assets/{name}", page.asset)
    return TestClient(TestServer(application))
