"""Slack and Teams, as far as Waypost calls them: they take every answer at once, and tell whoever waits for it."""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web


class Platforms:
    """Both of them, on one port of this machine.

    Attributes:
        url: their address; Slack's Web API is at `/api/`, a response URL at `/responses/<name>`.
    """

    def __init__(self) -> None:
        self.url = ""
        loop = asyncio.get_running_loop()
        self._answered: dict[str, asyncio.Future[float]] = defaultdict(loop.create_future)

    @classmethod
    @asynccontextmanager
    async def served(cls) -> AsyncIterator["Platforms"]:
        """Serve them on a free port."""
        platforms = cls()
        application = web.Application()
        application.router.add_post("/api/auth.test", platforms._who_am_i)
        application.router.add_get("/api/users.info", platforms._profile)  # as the SDK asks
        application.router.add_post("/responses/{name}", platforms._take_response)
        application.router.add_post("/v3/conversations/{name}/activities", platforms._take)
        application.router.add_post("/v3/conversations/{name}/activities/{activity}", platforms._take)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        platforms.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield platforms
        finally:
            await runner.cleanup()

    async def answer(self, name: str) -> float:
        """Wait until the response URL or conversation of that name has got its answer; when that was, by perf_counter."""
        return await self._answered[name]

    async def _take(self, request: web.Request) -> web.Response:
        await request.read()
        self._answered[request.match_info["name"]].set_result(time.perf_counter())
        return web.json_response({"id": "1"})

    async def _take_response(self, request: web.Request) -> web.Response:
        await self._take(request)
        return web.Response(text="ok")

    async def _profile(self, request: web.Request) -> web.Response:
        user = request.query.get("user", "")
        return web.json_response({"ok": True, "user": {"id": user, "team_id": "T1", "name": "ana", "real_name": "Ana"}})

    async def _who_am_i(self, _request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "user_id": "U0WAYPOST", "bot_id": "B0WAYPOST", "team_id": "T1"})
