"""Socket Mode: Slack's payloads over a WebSocket that we open, for those who have no public address."""

import asyncio

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient


class SocketMode:
    """Keeps one connection to Slack open, and hands what comes over it to the same listeners as HTTP does."""

    def __init__(self, app: AsyncApp, app_token: str, web: AsyncWebClient) -> None:
        self._app = app
        self._app_token = app_token
        self._web = web
        self._handler: AsyncSocketModeHandler | None = None
        self._connecting: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to connect. Goes on trying in the background while Slack cannot be reached."""
        self._handler = AsyncSocketModeHandler(self._app, self._app_token, web_client=self._web)
        self._handler.client.proxy = self._web.proxy
        self._connecting = asyncio.create_task(self._handler.connect_async())  # type: ignore[no-untyped-call]

    async def stop(self) -> None:
        """Take nothing more from Slack."""
        if self._handler is not None and self._connecting is not None:
            await self._handler.close_async()  # type: ignore[no-untyped-call]
            self._connecting.cancel()
            await asyncio.gather(self._connecting, return_exceptions=True)

    def trouble(self) -> str | None:
        """Why nothing comes over the socket, in one sentence, or None when it is open."""
        client = self._handler.client if self._handler else None
        session = client.current_session if client else None
        if client is None or session is None or session.closed or client.closed or client.stale:
            return "The socket to Slack is not open."
        return None
