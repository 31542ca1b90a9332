"""What happens at the door before a request has proved where it comes from: as little as possible, for a short time."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, cast

import structlog
from aiohttp import HttpVersion11, web

from bots.background import DEADLINE, Deadline
from bots.metrics import REFUSED

_log = structlog.get_logger()

MAX_BODY_BYTES = 256 * 1024
"""Slack's and Teams' payloads stay far below; Teams' own limit for a message is about 100 KB."""

BODY_SECONDS = 10
"""How long a body may take. Slack gives up on a request after 3 seconds and Teams after 15; their bodies come in one piece."""

HEAD_SECONDS = 10
"""How long a new connection may take until its first request's head is whole."""

KEEP_ALIVE_SECONDS = 75
"""How long a connection may stay idle between requests: longer than the 60 seconds of common proxies, which must close first."""

MOST_CONNECTIONS = 500
"""Connections that may be open at once. Slack and Teams, or a proxy before us, need some tens; with a full body each these take
128 MB, and they stay far below the 1,024 open files that many systems allow a process."""

RESERVED_CONNECTIONS = 32
"""Further ones, on which only the health is told, so that whoever watches can tell a crowd from a dead server. Each is closed
after its answer, and what comes beyond them is closed at once."""

RESERVED_HEAD_SECONDS = 2
"""How long one of those may take until its request's head is whole: a slow sender must not hold them either."""

FLUSHED_SECONDS = 0.1
"""How long after its last answer a connection counts as idle: by then the answer has left. The one that has been idle for longest
is closed for whoever comes when `MOST_CONNECTIONS` are open: who keeps connections for nothing keeps nobody out."""

HEALTH_PATHS = ("/healthz", "/readyz")

SERVER_OPTIONS: dict[str, Any] = {
    # aiohttp would unpack a body while it arrives, whether anybody reads it or not, and after it was refused
    "auto_decompress": False,
    # the rest of a refused body is not read: the connection closes
    "lingering_time": 0,
    "keepalive_timeout": KEEP_ALIVE_SECONDS,
}
"""For `web.AppRunner`."""

_CHECK_SECONDS = 1.0

_BACKLOG = 128
"""Connections that wait in the system until we take them, as aiohttp's own."""


def refuse(platform: str, status: int, why: str) -> web.Response:
    """A short refusal, logged once and counted. `why` is one sentence without anything from the request in it."""
    REFUSED.labels(platform, str(status)).inc()
    _log.warning("request refused", platform=platform, status=status, why=why)
    return web.json_response({"error": why}, status=status)


async def heed_expectation(request: web.Request) -> None:
    """Let who asks first send their body, and pass over any other expectation, as RFC 9110 (10.1.1) allows.

    To be given to routes as their `expect_handler`: aiohttp's own refuses with the header's words, and fails where they are no text.
    """
    asked = request.headers.get("Expect", "").strip().lower()
    if asked == "100-continue" and request.version >= HttpVersion11:
        await request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        request.writer.output_size = 0  # of the answer nothing has been sent yet


class BodyError(Exception):
    """A body that is not taken.

    Attributes:
        status: what to answer.
        why: one sentence without anything from the request in it.
    """

    def __init__(self, status: HTTPStatus, why: str) -> None:
        super().__init__(why)
        self.status = status


@dataclass(slots=True)
class Doors:
    """What is known of the connections.

    Attributes:
        stopping: whether the server ends.
        reading: the time limits of the bodies that are being read.
        greeted: connections that have shown a whole request.
        reserve: connections that came when all others were taken.
        idle: connections without a request, with the time of their last answer; the longest idle first.
        leaving: connections that were closed to make room, and still count as open for a moment.
    """

    stopping: bool = False
    reading: set[asyncio.Timeout] = field(default_factory=set)
    greeted: set[web.RequestHandler] = field(default_factory=set)
    reserve: set[web.RequestHandler] = field(default_factory=set)
    idle: dict[web.RequestHandler, float] = field(default_factory=dict)
    leaving: set[web.RequestHandler] = field(default_factory=set)

    def make_room(self, now: float) -> bool:
        """Close the connection that has been idle for longest; says whether there was one."""
        for handler, since in list(self.idle.items()):
            if now - since < FLUSHED_SECONDS:
                return False
            del self.idle[handler]
            if handler.transport is None:  # it has left by itself, and made room already
                continue
            self.leaving.add(handler)
            handler.force_close()
            return True
        return False


DOORS = web.AppKey("DOORS", Doors)


def mount(application: web.Application) -> None:
    """Guard all routes of the application, known and unknown."""
    doors = application[DOORS] = Doors()
    deadline = application[DEADLINE] = Deadline()

    @web.middleware
    async def guard(
        request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        doors.greeted.add(request.protocol)
        doors.idle.pop(request.protocol, None)
        try:
            return await answer(request, handler)
        finally:
            if request.protocol not in doors.reserve:
                doors.idle[request.protocol] = asyncio.get_running_loop().time()

    async def answer(
        request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        is_crowded = request.protocol in doors.reserve
        refusal = _refuse_crowd(request) if is_crowded else None
        refusal = refusal or _refusal(request)
        if refusal is not None:
            refusal.force_close()
            return refusal
        try:
            response = await handler(request)
        except web.HTTPException as error:
            if is_crowded or _is_refused(error) or not request.content.is_eof():
                error.force_close()
            raise
        if not response.prepared and (is_crowded or _is_refused(response) or not request.content.is_eof()):
            response.force_close()
        return response

    async def stop(_: web.Application) -> None:
        # half a body would hold the end up for as long as its sender likes
        doors.stopping = True
        deadline.begin()
        now = asyncio.get_running_loop().time()
        for reading in doors.reading:
            if not reading.expired():  # whose time is up already cannot be given another end
                reading.reschedule(now)

    application.middlewares.append(guard)
    application.on_shutdown.append(stop)


def _is_refused(response: web.StreamResponse) -> bool:
    """Whether somebody was turned away: who then wants to try again has to come in anew."""
    return HTTPStatus.BAD_REQUEST <= response.status < HTTPStatus.INTERNAL_SERVER_ERROR


def _refuse_crowd(request: web.Request) -> web.Response | None:
    """Nothing where somebody asks for the health; a refusal for the rest."""
    if request.path in HEALTH_PATHS:
        return None
    return refuse(
        "http", HTTPStatus.SERVICE_UNAVAILABLE, "Too many connections are open. Please try again in a moment."
    )


def _refusal(request: web.Request) -> web.Response | None:
    if request.headers.get("Content-Encoding", "").strip().lower() not in ("", "identity"):
        return refuse("http", HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Packed bodies are not taken.")
    has_body = bool(request.content_length) or "Transfer-Encoding" in request.headers
    if has_body and request.method in ("GET", "HEAD"):
        return refuse("http", HTTPStatus.BAD_REQUEST, "This request takes no body.")
    if (request.content_length or 0) > MAX_BODY_BYTES:
        return refuse("http", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The body is too large.")
    return None


async def read_body(request: web.Request) -> bytes:
    """The body, of which no more is read than is allowed, for no longer than `BODY_SECONDS`.

    Raises:
        BodyError: it is too large, takes too long, or was broken off.
    """
    doors = request.config_dict[DOORS]
    raw = bytearray()
    try:
        async with asyncio.timeout(0 if doors.stopping and not request.content.is_eof() else BODY_SECONDS) as reading:
            doors.reading.add(reading)
            try:
                async for chunk in request.content.iter_any():
                    raw += chunk
                    if len(raw) > MAX_BODY_BYTES:
                        raise BodyError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The body is too large.")
            finally:
                doors.reading.discard(reading)
    except TimeoutError as error:
        raise BodyError(HTTPStatus.REQUEST_TIMEOUT, "The body takes too long.") from error
    except (web.RequestPayloadError, asyncio.IncompleteReadError, ValueError) as error:
        raise BodyError(HTTPStatus.BAD_REQUEST, "The body cannot be read.") from error
    return bytes(raw)


class _Closed(asyncio.Protocol):
    """A connection that there is no room for."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Close it, without a word: to whoever takes all room a word is only more work."""
        cast("asyncio.Transport", transport).abort()


async def open_doors(server: web.Server, doors: Doors, listening: socket.socket) -> asyncio.Server:
    """Take connections, at most `MOST_CONNECTIONS` and, for questions after the health, `RESERVED_CONNECTIONS` more."""

    def receive() -> asyncio.BaseProtocol:
        connections = server.connections
        doors.leaving.intersection_update(connections)
        open_ones = len(connections) - len(doors.leaving)
        if open_ones >= MOST_CONNECTIONS and doors.make_room(asyncio.get_running_loop().time()):
            open_ones -= 1
        if open_ones >= MOST_CONNECTIONS + RESERVED_CONNECTIONS:
            return _Closed()
        handler = server()
        if open_ones >= MOST_CONNECTIONS:
            doors.reserve.add(handler)
        return handler

    return await asyncio.get_running_loop().create_server(receive, sock=listening, backlog=_BACKLOG)


async def close_half_open(server: web.Server, doors: Doors) -> None:
    """Close, until cancelled, every connection that has not shown a whole request head within its time."""
    loop = asyncio.get_running_loop()
    since: dict[web.RequestHandler, float] = {}
    while True:
        await asyncio.sleep(_CHECK_SECONDS)
        now = loop.time()
        connections = set(server.connections)
        doors.greeted &= connections
        doors.reserve &= connections
        for gone in doors.idle.keys() - connections:
            del doors.idle[gone]
        since = {connection: since.get(connection, now) for connection in connections - doors.greeted}
        for connection, begun in since.items():
            if now - begun > (RESERVED_HEAD_SECONDS if connection in doors.reserve else HEAD_SECONDS):
                connection.force_close()
