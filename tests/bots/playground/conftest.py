"""A playground on a port of its own, and an app of the tests' own on both platforms, which records what it is sent."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import parse_qs

import pytest
from aiohttp import ClientSession, web

from bots import http
from bots.http import MAX_BODY_BYTES
from bots.playground.config import PlaygroundConfig
from bots.playground.mount import mount
from bots.playground.time import PlaygroundTime

_PATIENCE_SECONDS = 10
"""After this a request that has not come is taken for lost."""


@dataclass(frozen=True)
class Received:
    """A request that the app got."""

    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        """The body, where it is JSON."""
        return cast("dict[str, Any]", json.loads(self.body))

    @property
    def form(self) -> dict[str, str]:
        """The body, where it is a form."""
        return {name: values[0] for name, values in parse_qs(self.body.decode(), keep_blank_values=True).items()}

    @property
    def payload(self) -> dict[str, Any]:
        """The interaction in the form's field `payload`."""
        return cast("dict[str, Any]", json.loads(self.form["payload"]))


@dataclass
class App:
    """What stands at the other end of both platforms. It answers as a test tells it to."""

    slack: list[Received] = field(default_factory=list)
    teams: list[Received] = field(default_factory=list)
    status: int = 200
    answer: object = None
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def take_slack(self, request: web.Request) -> web.Response:
        """Take what Slack sends."""
        self.slack.append(Received(request.headers, await request.read()))
        return self._answer()

    async def take_teams(self, request: web.Request) -> web.Response:
        """Take what Teams sends."""
        self.teams.append(Received(request.headers, await request.read()))
        async with self._news:
            self._news.notify_all()
        return self._answer()

    async def wait_for_teams(self, requests: int) -> None:
        """Wait until Teams has sent so many requests."""
        async with asyncio.timeout(_PATIENCE_SECONDS), self._news:
            await self._news.wait_for(lambda: len(self.teams) >= requests)

    def _answer(self) -> web.Response:
        if self.answer is None:
            return web.Response(status=self.status)
        return web.json_response(self.answer, status=self.status)


@dataclass(frozen=True)
class Playground:
    """A running playground, and a browser's way to it."""

    config: PlaygroundConfig
    app: App
    session: ClientSession
    time: PlaygroundTime

    def url(self, path: str) -> str:
        """The address of something in the playground."""
        return f"{self.config.base_url}/playground/{path}"

    async def do(self, path: str, **body: object) -> tuple[int, dict[str, Any]]:
        """Do what the page does. Status and body of the answer."""
        origin = {"Origin": self.config.base_url}
        async with self.session.post(self.url(path), json=body, headers=origin) as response:
            return response.status, await response.json()

    async def state(self) -> dict[str, Any]:
        """Everything that the page shows."""
        async with self.session.get(self.url("state")) as response:
            return cast("dict[str, Any]", await response.json())

    async def in_slack(self) -> list[dict[str, Any]]:
        """Slack's messages, oldest first."""
        return cast("list[dict[str, Any]]", (await self.state())["slack"]["messages"])

    async def in_teams(self) -> list[dict[str, Any]]:
        """Teams' messages, oldest first."""
        return cast("list[dict[str, Any]]", (await self.state())["teams"]["messages"])


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    """A running playground."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = PlaygroundConfig.on_port(listening.getsockname()[1])
    app = App()
    application = web.Application(client_max_size=MAX_BODY_BYTES)
    http.mount(application)
    application.router.add_post("/slack/events", app.take_slack)
    application.router.add_post("/api/messages", app.take_teams)
    time = PlaygroundTime()
    mount(application, config, time)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.SockSite(runner, listening).start()
    async with ClientSession() as session:
        yield Playground(config, app, session, time)
    await runner.cleanup()
