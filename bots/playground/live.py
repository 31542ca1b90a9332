"""What happens in the playground, as every open page sees it: the whole state at first, then each change."""

import asyncio
from collections.abc import Callable
from typing import Any

from aiohttp import WSCloseCode, web

Record = dict[str, Any]
"""A JSON object."""

Publish = Callable[[Record], None]
"""Tells every open page of a change: `{"type": …, …}`."""

_BACKLOG = 1_000
"""Changes that wait for a slow page before it is cut off; it reconnects and gets the state anew."""

_HEARTBEAT_SECONDS = 20.0


class Live:
    """The open pages."""

    def __init__(self, state: Callable[[], Record]) -> None:
        self.state = state
        self._pages: set[asyncio.Queue[Record | None]] = set()

    def publish(self, change: Record) -> None:
        """Send a change to every open page."""
        for page in tuple(self._pages):
            if page.qsize() < _BACKLOG:
                page.put_nowait(change)
            else:
                self._hang_up(page)

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """One page's connection, for as long as it is open. Pages only listen; what a person does comes by POST."""
        socket = web.WebSocketResponse(heartbeat=_HEARTBEAT_SECONDS)
        await socket.prepare(request)
        page: asyncio.Queue[Record | None] = asyncio.Queue()
        page.put_nowait({"type": "state", "state": self.state()})
        self._pages.add(page)
        sender = asyncio.create_task(self._send(socket, page))
        try:
            async for _ in socket:
                pass
        finally:
            self._pages.discard(page)
            sender.cancel()
        return socket

    async def close(self, _: web.Application) -> None:
        """Hang up on every page, so that the server can stop at once."""
        for page in tuple(self._pages):
            self._hang_up(page)

    def _hang_up(self, page: asyncio.Queue[Record | None]) -> None:
        self._pages.discard(page)
        page.put_nowait(None)

    async def _send(self, socket: web.WebSocketResponse, page: asyncio.Queue[Record | None]) -> None:
        while (change := await page.get()) is not None:
            try:
                await socket.send_json(change)
            except ConnectionError:
                return
        await socket.close(code=WSCloseCode.GOING_AWAY)
