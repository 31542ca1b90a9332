"""What `waypost serve` writes to its log while junk comes in and its database breaks: no word of what was sent."""

import asyncio
import json
import os
import sqlite3
import sys
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientError, ClientSession

from tests.bots.slack.wire import SIGNING_SECRET, Sending, command
from tests.support.slack_cloud import BOT_TOKEN, SlackDouble

_WAYPOST = Path(sys.executable).with_name("waypost")
_CANARY = "canary7391"
_PATIENCE_SECONDS = 60


async def _send_raw(url: str, request: bytes) -> None:
    """Bytes that need be no request."""
    address = urlsplit(url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    writer.write(request)
    with suppress(ConnectionError, TimeoutError):
        async with asyncio.timeout(2):
            await reader.read()
    writer.close()


async def _send_junk(session: ClientSession, url: str) -> None:
    """With the canary in each part of a request."""
    for path in ("/slack/events", "/api/messages", f"/{_CANARY}"):
        for given in (
            {"params": {"q": _CANARY}},
            {"headers": {"X-Other": _CANARY, "Authorization": f"Bearer {_CANARY}.{_CANARY}.x"}},
            {"headers": {"Cookie": f"a={_CANARY}", "Content-Type": f"text/{_CANARY}"}},
            {"data": _CANARY},
            {"json": {"type": _CANARY, "text": _CANARY}},
        ):
            with suppress(ClientError):
                async with session.post(f"{url}{path}", **given) as response:
                    assert response.status in (400, 401, 403, 404, 415)
    lines = (
        f"{_CANARY} nonsense",
        f"GET /{_CANARY} HTTP/9.9",
        f"GET / HTTP/1.1\r\n{_CANARY}",
        f"POST /%{_CANARY} HTTP/1.1",
    )
    for line in (*lines, "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: " + _CANARY):
        await _send_raw(url, f"{line}\r\n\r\n".encode())


@pytest.mark.parametrize("log_format", ["console", "json"])
async def test_no_word_of_what_was_sent_is_logged(tmp_path: Path, log_format: str) -> None:
    """In no part of a request, of any kind, and not when a signed one fails in the middle; that it failed, and where, is there."""
    async with SlackDouble() as slack:
        environment = {
            **os.environ,
            "WAYPOST_PORT": "0",
            "WAYPOST_LOG_LEVEL": "debug",
            "WAYPOST_LOG_FORMAT": log_format,
            "WAYPOST_DATA_DIR": str(tmp_path),
            "WAYPOST_TEAMS_ANONYMOUS": "true",
            "WAYPOST_SLACK_BOT_TOKEN": BOT_TOKEN,
            "WAYPOST_SLACK_SIGNING_SECRET": SIGNING_SECRET,
            "WAYPOST_SLACK_API_URL": f"{slack.url}/api/",
        }
        process = await asyncio.create_subprocess_exec(
            _WAYPOST, "serve", env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
        )
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS), ClientSession() as session:
                assert process.stdout is not None
                url = (await process.stdout.readline()).decode().split()[-1]
                await _send_junk(session, url)
                with closing(sqlite3.connect(tmp_path / "waypost.db")) as database:
                    for table in ("asks", "conversations"):
                        database.execute(f"ALTER TABLE {table} RENAME TO {table}_gone")
                    database.commit()
                sending = Sending(session, url)
                await sending.command(command(slack, "/route", f"my vpn drops, {_CANARY}"))
                async with session.post(
                    f"{url}/api/messages",
                    json={
                        "type": "message",
                        "id": "1",
                        "text": f"my vpn drops, {_CANARY}",
                        "channelId": "msteams",
                        "serviceUrl": slack.url,
                        "from": {"id": "29:a", "name": _CANARY},
                        "recipient": {"id": "28:b"},
                        "conversation": {"id": f"a:{_CANARY}", "conversationType": "personal", "tenantId": "t"},
                    },
                ):
                    pass
                while not any("may not have been saved" in str(call.args) for call in slack.sent("response_url")):  # noqa: ASYNC110 - the double tells when it is asked
                    await asyncio.sleep(0.05)
                process.terminate()
                _, told = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
    written = told.decode()
    assert _CANARY not in written
    assert BOT_TOKEN not in written
    assert "OperationalError" in written
    assert "request refused" in written
    if log_format == "json":
        assert all(json.loads(line) for line in written.splitlines())
