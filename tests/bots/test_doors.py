"""How many get in at once, and what happens to those who are turned away."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

import pytest
from aiohttp import web

from bots import http
from bots.cli.serve import listen, port_of, run
from bots.http import refuse

_HEALTH = b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"


@asynccontextmanager
async def _serving() -> AsyncIterator[int]:
    """A server with one route for each status, and the health; the port."""
    application = web.Application()
    http.mount(application)

    async def healthz(_: web.Request) -> web.Response:
        return web.Response(text="well")

    async def status(request: web.Request) -> web.Response:
        await http.read_body(request)
        return refuse("http", int(request.match_info["status"]), "No.")

    application.router.add_get("/healthz", healthz)
    application.router.add_post(r"/{status:\d+}", status)
    runner = web.AppRunner(application, **http.SERVER_OPTIONS)
    await runner.setup()
    server = runner.server
    assert server is not None
    listening = listen("127.0.0.1", 0)
    doors = await http.open_doors(server, application[http.DOORS], listening)
    watching = asyncio.create_task(http.close_half_open(server, application[http.DOORS]))
    try:
        yield port_of(listening)
    finally:
        watching.cancel()
        doors.close()
        await runner.cleanup()


async def _ask(port: int, head: bytes) -> tuple[bytes, bool]:
    """The status line of the answer, empty where there is none, and whether the connection was closed after it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(head)
        answer = await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionError):
        return b"", True
    else:
        return answer.partition(b"\r\n")[0], b"connection: close" in answer.lower()
    finally:
        writer.close()


async def _until(port: int, answer: tuple[bytes, bool]) -> None:
    """Ask for the health until it is answered so."""
    async with asyncio.timeout(5):
        while await _ask(port, _HEALTH) != answer:  # noqa: ASYNC110 - the answer is another process's, as it were
            await asyncio.sleep(0.05)


@pytest.mark.parametrize("status", [400, 401, 403, 408, 413, 415, 429])
async def test_who_is_refused_has_to_come_in_anew(status: int) -> None:
    """Whatever the refusal, also after the whole body was read, the connection is closed; a good answer leaves it open."""
    async with _serving() as port:
        head = f"POST /{status} HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx".encode()
        assert await _ask(port, head) == (f"HTTP/1.1 {status} {HTTPStatus(status).phrase}".encode(), True)
        assert await _ask(port, b"GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n") == (b"HTTP/1.1 404 Not Found", True)
        assert await _ask(port, _HEALTH) == (b"HTTP/1.1 200 OK", False)


async def test_a_crowd_leaves_room_for_the_health(monkeypatch: pytest.MonkeyPatch) -> None:
    """With all places taken by slow senders, the health is told and the rest refused; beyond the reserve nobody gets in."""
    monkeypatch.setattr(http, "MOST_CONNECTIONS", 10)
    monkeypatch.setattr(http, "RESERVED_CONNECTIONS", 3)
    monkeypatch.setattr(http, "RESERVED_HEAD_SECONDS", 0.1)
    monkeypatch.setattr(http, "_CHECK_SECONDS", 0.1)
    async with _serving() as port:
        crowd = [(await asyncio.open_connection("127.0.0.1", port))[1] for _ in range(10)]
        assert await _ask(port, _HEALTH) == (b"HTTP/1.1 200 OK", True)
        post = b"POST /200 HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"
        assert await _ask(port, post) == (b"HTTP/1.1 503 Service Unavailable", True)
        crowd += [(await asyncio.open_connection("127.0.0.1", port))[1] for _ in range(3)]
        assert await _ask(port, _HEALTH) == (b"", True)
        await _until(port, (b"HTTP/1.1 200 OK", True))  # the reserve is not for slow senders
        for writer in crowd:
            writer.close()
        await _until(port, (b"HTTP/1.1 200 OK", False))  # whoever comes when there is room is one like any other


async def test_who_holds_connections_for_nothing_keeps_nobody_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """With all places taken by connections that have asked once and now wait, everybody who comes gets in, many at once too."""
    monkeypatch.setattr(http, "MOST_CONNECTIONS", 100)
    async with _serving() as port:
        crowd = []
        for _ in range(100):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(_HEALTH)
            await reader.readuntil(b"\r\n\r\nwell")
            crowd.append((reader, writer))
        await asyncio.sleep(http.FLUSHED_SECONDS)
        post = b"POST /200 HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"
        answers = await asyncio.gather(*(_ask(port, post) for _ in range(60)))
        assert answers == [(b"HTTP/1.1 200 OK", False)] * 60
        # those who had waited for longest made room, and no others
        ended = await asyncio.gather(*(_is_at_end(reader) for reader, _ in crowd))
        assert ended == sorted(ended, reverse=True)
        assert set(ended) == {True, False}
        for _, writer in crowd:
            writer.close()


async def test_who_is_being_answered_is_not_sent_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """A request that is worked on keeps its connection, however many come meanwhile."""
    monkeypatch.setattr(http, "MOST_CONNECTIONS", 3)
    async with _serving() as port:
        working = []
        for _ in range(3):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"POST /200 HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n")  # and its body later
            working.append((reader, writer))
        await asyncio.sleep(2 * http.FLUSHED_SECONDS)
        post = b"POST /200 HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"
        assert await _ask(port, post) == (b"HTTP/1.1 503 Service Unavailable", True)
        for reader, writer in working:
            writer.write(b"x")
            assert (await reader.readline()) == b"HTTP/1.1 200 OK\r\n"
            writer.close()


async def _is_at_end(reader: asyncio.StreamReader) -> bool:
    """Whether the other side has closed the connection."""
    try:
        async with asyncio.timeout(0.1):
            return await reader.read(1) == b""
    except TimeoutError:
        return False


async def test_the_end_comes_while_bodies_time_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server ends in order though some bodies' time is just up."""
    monkeypatch.setattr(http, "BODY_SECONDS", 0.05)
    async with _serving() as port:
        writers = []
        for _ in range(20):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"POST /200 HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nx")
            writers.append(writer)
        await asyncio.sleep(0.05)
    for writer in writers:
        writer.close()


async def test_a_body_whose_time_is_up_is_left_alone() -> None:
    """What has expired is not given another end, which would be refused and break off the server's own."""
    application = web.Application()
    http.mount(application)
    application.freeze()
    with pytest.raises(TimeoutError):  # noqa: PT012 - what ends inside of it is the point
        async with asyncio.timeout(0) as reading:
            try:
                await asyncio.sleep(1)
            finally:
                application[http.DOORS].reading.add(reading)
                assert reading.expired()
                await application.shutdown()
    assert application[http.DOORS].stopping


async def test_what_has_begun_ends_where_the_server_cannot_start() -> None:
    """Such as the database, which is opened first, where a later part fails."""
    done: list[str] = []

    async def database(_: web.Application) -> AsyncIterator[None]:
        done.append("opened")
        yield
        done.append("closed")

    async def fails(_: web.Application) -> None:
        raise OSError("no classifier")

    application = web.Application()
    http.mount(application)
    application.cleanup_ctx.append(database)
    application.on_startup.append(fails)
    with listen("127.0.0.1", 0) as listening, pytest.raises(OSError, match="no classifier"):
        await run(application, listening, "")
    assert done == ["opened", "closed"]
