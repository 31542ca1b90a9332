"""Socket Mode: Slack's payloads over a WebSocket that we open, for those who have no public address."""

import asyncio
import time

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bots.slack.shape import MalformedError, request_of

_log = structlog.get_logger()

QUIET_SECONDS = 600.0
"""After so long without anything from Slack the connection is made anew: a socket that answers pings may have fallen silent
for good (bolt-python issue 1529), and nobody would notice. A new connection costs two requests."""

_LOOK_SECONDS = 30.0


class SocketMode:
    """Keeps one connection to Slack open, and hands what comes over it to the same listeners as HTTP does."""

    def __init__(self, app: AsyncApp, app_token: str, web: AsyncWebClient) -> None:
        self._app = app
        self._app_token = app_token
        self._web = web
        self._handler: AsyncSocketModeHandler | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._heard = time.monotonic()

    async def start(self) -> None:
        """Begin to connect. Goes on trying in the background while Slack cannot be reached."""
        self._handler = AsyncSocketModeHandler(self._app, self._app_token, web_client=self._web)
        client = self._handler.client
        client.proxy = self._web.proxy
        client.message_listeners.append(self._note)
        client.socket_mode_request_listeners[:] = [self._take]
        connecting = self._handler.connect_async()  # type: ignore[no-untyped-call]
        self._tasks = [asyncio.create_task(connecting), asyncio.create_task(self._watch())]

    async def stop(self) -> None:
        """Take nothing more from Slack."""
        if self._handler is not None:
            await self._handler.close_async()  # type: ignore[no-untyped-call]
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def readiness_problem(self) -> str | None:
        """Why nothing comes over the socket, in one sentence, or None when it is open."""
        client = self._handler.client if self._handler else None
        session = client.current_session if client else None
        if client is None or session is None or session.closed or client.closed or client.stale:
            return "The socket to Slack is not open."
        return None

    async def _note(self, client: AsyncBaseSocketModeClient, message: dict[str, object], raw: str | None) -> None:  # noqa: ARG002 - as the SDK calls it
        """Something came."""
        self._heard = time.monotonic()

    async def _take(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        """Hand a payload on, in the shape that Bolt trusts it to have; one that is none of Slack's would come again and again."""
        try:
            request.payload = dict(request_of(request.payload, {}).body)
        except MalformedError:
            _log.warning("a payload is malformed", platform="slack", type=request.type)
            await client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))
            return
        if self._handler is not None:
            await self._handler.handle(self._handler.client, request)

    async def _watch(self) -> None:
        """Make the connection anew when nothing has come over it for long."""
        while True:
            await asyncio.sleep(min(_LOOK_SECONDS, QUIET_SECONDS / 4))
            if self._handler is None or time.monotonic() - self._heard < QUIET_SECONDS:
                continue
            self._heard = time.monotonic()
            _log.info("the socket has been quiet for long, and is opened anew", platform="slack")
            try:
                await self._handler.client.connect_to_new_endpoint(force=True)
            except Exception as error:  # noqa: BLE001 - tried again after the next silence; /readyz tells meanwhile
                _log.warning("the socket was not opened anew", platform="slack", why=type(error).__name__)
