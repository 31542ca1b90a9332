"""Processes that hand over and deliver, and the chat platform that they deliver to, for tests that kill and measure them."""

import asyncio
import os
import random
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web

_SLOW_ONE_IN = 12
_SLOW_SECONDS = 0.4
"""Some posts are answered late, so that kills hit between acceptance and answer."""

_REPLICA = Path(__file__).with_name("replica.py")


class Platform:
    """The chat platform: keeps what it accepts, with the time."""

    def __init__(self, *, slow: bool = True) -> None:
        """Take whether some posts are answered late."""
        self._slow = slow
        self.posts: list[tuple[float, str, str]] = []
        self._chance = random.Random(3)  # noqa: S311 - a delay is no secret

    async def post(self, request: web.Request) -> web.Response:
        """Accept a message, and answer, sometimes late."""
        said = await request.json()
        self.posts.append((time.time(), said["place"], said["key"]))
        number = len(self.posts)
        if self._slow and self._chance.randrange(_SLOW_ONE_IN) == 0:
            await asyncio.sleep(_SLOW_SECONDS)
        return web.json_response({"message": str(number)})

    async def update(self, _: web.Request) -> web.Response:
        """Accept a change."""
        return web.json_response({"message": ""})

    async def find(self, request: web.Request) -> web.Response:
        """Look for a message by its key."""
        said = await request.json()
        found = [
            str(n) for n, (_, place, key) in enumerate(self.posts, 1) if (place, key) == (said["place"], said["key"])
        ]
        return web.json_response({"message": found[0] if found else ""})

    @asynccontextmanager
    async def served(self) -> AsyncIterator[str]:
        """Its URL."""
        application = web.Application()
        for name in ("post", "update", "find"):
            application.router.add_post(f"/{name}", getattr(self, name))
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            yield f"http://127.0.0.1:{runner.addresses[0][1]}"
        finally:
            await runner.cleanup()


class Replica:
    """A process that is started again whenever it was killed."""

    def __init__(self, database: str, url: str, *options: str) -> None:
        """Take the database, the platform's URL, and options of `replica.py`."""
        self._arguments = [sys.executable, str(_REPLICA), database, url, *options]
        self._process: asyncio.subprocess.Process | None = None
        self.port = 0
        self.kills = 0

    async def start(self) -> None:
        """Start it, and wait until it takes commands."""
        environment = {**os.environ, "PYTHONPATH": str(_REPLICA.parents[4])}
        self._process = await asyncio.create_subprocess_exec(
            *self._arguments, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL, env=environment
        )
        assert self._process.stdout
        self.port = int(await self._process.stdout.readline())

    @property
    def pid(self) -> int:
        """Its process id."""
        assert self._process
        return self._process.pid

    @property
    def has_ended(self) -> bool:
        """Whether it has ended by itself."""
        return self._process is not None and self._process.returncode is not None

    async def kill(self) -> None:
        """Kill it with SIGKILL."""
        if self._process and self._process.returncode is None:
            self._process.send_signal(signal.SIGKILL)
            await self._process.wait()
            self.kills += 1
