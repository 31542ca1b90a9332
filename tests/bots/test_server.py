"""The server: what it mounts, and its health."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import product

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from bots.server import NothingEnabledError, Parts, build
from bots.settings import Settings
from core.desk.desk import Desk
from tests.support.served import OPERATOR, TOKEN, ready
from tests.support.settings import settings_with
from tests.support.slack_cloud import BOT_TOKEN, SlackDouble


@pytest.fixture
def settings(slack: SlackDouble) -> Settings:
    """Slack over HTTP."""
    return settings_with(
        slack_bot_token=SecretStr(BOT_TOKEN),
        slack_signing_secret=SecretStr("sign"),
        slack_api_url=f"{slack.url}/api/",
        metrics_token=SecretStr(TOKEN),
    )


@asynccontextmanager
async def _served(application: web.Application) -> AsyncIterator[tuple[ClientSession, str]]:
    """A client, and the address of the application."""
    async with TestServer(application) as server, ClientSession() as session:
        yield session, str(server.make_url("")).rstrip("/")


async def test_the_process_is_healthy(desk: Desk, settings: Settings) -> None:
    """/healthz asks nobody else."""
    async with _served(build(Parts(settings, desk))) as (session, url), session.get(f"{url}/healthz") as response:
        assert (response.status, await response.json()) == (200, {"status": "ok"})


async def test_ready_means_database_and_connections(desk: Desk, settings: Settings) -> None:
    """Once Slack knows us and the tables are there, every part is ok, and the gauge says so."""
    async with _served(build(Parts(settings, desk))) as (session, url):
        assert await ready(session, url) == (200, {"slack": "ok", "database": "ok"})
        async with session.get(f"{url}/metrics", headers=OPERATOR) as response:
            text = await response.text()
            assert response.content_type == "text/plain"
    assert 'waypost_ready{part="database"} 1.0' in text
    assert 'waypost_ready{part="slack"} 1.0' in text
    assert "waypost_answers_total" in text


async def test_a_broken_database_is_not_ready(desk: Desk, settings: Settings) -> None:
    """503 with the reason, until it is mended."""

    def change(statement: str) -> None:
        database = sqlite3.connect("data/waypost.db")
        database.execute(statement)
        database.close()

    async with _served(build(Parts(settings, desk))) as (session, url):
        change("ALTER TABLE alembic_version RENAME TO lost")
        assert await ready(session, url) == (503, {"slack": "ok", "database": "The database does not answer."})
        async with session.get(f"{url}/metrics", headers=OPERATOR) as response:
            assert 'waypost_ready{part="database"} 0.0' in await response.text()
        change("ALTER TABLE lost RENAME TO alembic_version")
        assert (await ready(session, url))[0] == 200


async def test_a_refused_token_is_not_ready(desk: Desk, settings: Settings) -> None:
    """The reason names the platform and what it said."""
    wrong = settings.model_copy(update={"slack_bot_token": SecretStr("xoxb-wrong")})
    async with _served(build(Parts(wrong, desk))) as (session, url):
        status, body = await ready(session, url)
    assert (status, body["database"]) == (503, "ok")
    assert "invalid_auth" in body["slack"]


async def test_reasons_and_metrics_are_for_the_operator(desk: Desk, settings: Settings) -> None:
    """Others learn from /readyz whether all can serve and no more, and nothing at all from /metrics."""
    for chosen, status in ((settings, 401), (settings.model_copy(update={"metrics_token": None}), 404)):
        async with _served(build(Parts(chosen, desk))) as (session, url):
            for given in ("", "Bearer", "Bearer None", "Bearer " + TOKEN[:-1], "Basic " + TOKEN):
                headers = {"Authorization": given}
                async with session.get(f"{url}/metrics", headers=headers) as response:
                    assert response.status == status
                    assert "waypost_" not in await response.text()
                async with session.get(f"{url}/readyz", headers=headers) as response:
                    assert await response.json() in ({"status": "ok"}, {"status": "not ready"})


async def test_a_packed_body_is_refused_everywhere(desk: Desk, settings: Settings) -> None:
    """415, and the connection closes, whatever is asked for."""
    paths = ("/slack/events", "/api/messages", "/healthz", "/readyz", "/metrics", "/nowhere")
    methods = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH")
    async with _served(build(Parts(settings, desk))) as (session, url):
        for path, method in product(paths, methods):
            response = await session.request(method, url + path, data=b"x", headers={"Content-Encoding": "gzip"})
            assert (response.status, response.headers["Connection"]) == (415, "close"), (method, path)


async def test_only_what_is_enabled_is_mounted(desk: Desk, settings: Settings) -> None:
    """With Slack alone there is no endpoint for Teams, and the other way round."""
    teams = settings_with(teams_anonymous=True)
    for chosen, there, absent in (
        (settings, "/slack/events", "/api/messages"),
        (teams, "/api/messages", "/slack/events"),
    ):
        async with _served(build(Parts(chosen, desk))) as (session, url):
            async with session.post(f"{url}{there}", data="x") as response:
                assert response.status in (400, 401, 415)
            async with session.post(f"{url}{absent}", data="x") as response:
                assert response.status == 404


async def test_a_body_that_is_too_large_is_refused(desk: Desk, settings: Settings) -> None:
    """413, without reading it to the end."""
    async with _served(build(Parts(settings, desk))) as (session, url):
        response = await session.post(f"{url}/slack/events", data=b"x" * 1024 * 1024)
        assert response.status == 413


def test_nothing_enabled_says_how_to_enable(desk: Desk) -> None:
    """Both platforms' settings are named, and the way without any account."""
    with pytest.raises(NothingEnabledError) as caught:
        build(Parts(settings_with(), desk))
    for name in ("WAYPOST_SLACK_BOT_TOKEN", "WAYPOST_TEAMS_APP_ID", "waypost playground"):
        assert name in str(caught.value)


async def test_more_can_be_mounted(desk: Desk, settings: Settings) -> None:
    """As the playground does."""

    async def page(_: web.Request) -> web.Response:
        return web.Response(text="hello")

    def mount(application: web.Application) -> None:
        application.router.add_get("/more", page)

    async with _served(build(Parts(settings, desk), [mount])) as (session, url):
        response = await session.get(f"{url}/more")
        assert await response.text() == "hello"
