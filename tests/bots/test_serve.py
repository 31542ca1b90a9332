"""`waypost serve` as a process: how it starts and stops, and what it survives."""

import asyncio
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from itertools import count
from pathlib import Path

import pytest
from aiohttp import ClientSession, web
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bots.background import DRAIN_SECONDS
from tests.bots.slack.blockkit import controls
from tests.bots.slack.wire import SIGNING_SECRET, Sending, command, direct, event, press
from tests.support.served import OPERATOR, PATIENCE_SECONDS, TOKEN, ready
from tests.support.slack_cloud import APP_TOKEN, BOT_TOKEN, SlackDouble

_WAYPOST = Path(sys.executable).with_name("waypost")


@asynccontextmanager
async def _process(*arguments: str, **settings: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """`waypost` with these arguments and settings; gone at the end, whatever happens."""
    environment: Mapping[str, str] = {**os.environ, **{f"WAYPOST_{name}": value for name, value in settings.items()}}
    process = await asyncio.create_subprocess_exec(
        _WAYPOST, *arguments, env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def _slack(double: SlackDouble) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_SIGNING_SECRET": "sign",
        "SLACK_API_URL": f"{double.url}/api/",
        "METRICS_TOKEN": TOKEN,
    }


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_serve_ends_cleanly_when_asked_to(slack: SlackDouble, number: signal.Signals) -> None:
    """It says where it listens, serves there, and on the signal ends with exit code 0 and nothing to complain about."""
    async with _process("serve", PORT="0", LOG_LEVEL="warning", **_slack(slack)) as process:
        assert process.stdout is not None
        line = (await process.stdout.readline()).decode()
        found = re.fullmatch(r"Waypost serves Slack on (http://127\.0\.0\.1:\d+)\n", line)
        assert found is not None
        async with ClientSession() as session:
            assert await ready(session, found[1]) == (200, {"slack": "ok", "database": "ok"})
        process.send_signal(number)
        out, err = await process.communicate()
        assert (process.returncode, out, err) == (0, b"", b"")


async def _said(process: asyncio.subprocess.Process) -> str:
    """The one sentence of a process that ends with exit code 2."""
    out, err = await process.communicate()
    assert (process.returncode, out) == (2, b"")
    assert err.count(b"\n") == 1
    return err.decode()


async def test_serve_without_settings_explains_itself() -> None:
    """Exit code 2 and how to enable what."""
    async with _process("serve") as process:
        assert (await _said(process)).startswith("Error: Nothing to serve. For Slack set WAYPOST_SLACK_BOT_TOKEN ")


async def test_a_port_in_use_is_said(slack: SlackDouble) -> None:
    """With the address and the reason."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        async with _process("serve", PORT=port, **_slack(slack)) as process:
            assert await _said(process) == f"Error: Cannot listen on 127.0.0.1:{port} (Address already in use).\n"


async def test_a_newer_database_stops_the_start(slack: SlackDouble, tmp_path: Path) -> None:
    """Before any request is taken."""
    database = sqlite3.connect(tmp_path / "waypost.db")
    database.execute("CREATE TABLE alembic_version (version_num VARCHAR(32))")
    database.execute("INSERT INTO alembic_version VALUES ('9999')")
    database.commit()
    database.close()
    async with _process("serve", PORT="0", DATA_DIR=str(tmp_path), **_slack(slack)) as process:
        assert (await _said(process)).startswith("Error: The database cannot be used: its tables were made by a newer")


async def test_a_damaged_classifier_stops_the_start(slack: SlackDouble, tmp_path: Path) -> None:
    """A wrong file must not wait for the first question."""
    (tmp_path / "head.npz").write_bytes(b"")
    async with _process("serve", PORT="0", DATA_DIR=str(tmp_path), **_slack(slack)) as process:
        assert "is damaged; run `waypost train`" in await _said(process)


async def test_a_second_process_on_one_file_is_refused(slack: SlackDouble, tmp_path: Path) -> None:
    """SQLite takes one; the sentence says what takes several."""
    async with _process("serve", PORT="0", DATA_DIR=str(tmp_path), LOG_LEVEL="warning", **_slack(slack)) as first:
        assert first.stdout is not None
        await first.stdout.readline()
        async with _process("serve", PORT="0", DATA_DIR=str(tmp_path), **_slack(slack)) as second:
            said = await _said(second)
            assert said.startswith("Error: Another Waypost serves on ")
            assert "PostgreSQL" in said


_OWNERS = """
organisation: {name: Example, fallback: desk}
teams:
  network: {name: Network operations, responsibilities: [it.network], slack: {workspace: T0123, channel: C0456}}
  desk: {name: Service desk, slack: {workspace: T0123, channel: C0GENERAL}}
"""


async def test_what_was_handed_over_survives_a_kill(slack: SlackDouble, tmp_path: Path) -> None:
    """Slack is down when the request is handed over, and the process is killed; the next one delivers."""
    (tmp_path / "owners.yaml").write_text(_OWNERS)
    settings = {"PORT": "0", "DATA_DIR": str(tmp_path), "DIRECTORY": str(tmp_path / "owners.yaml")}
    settings |= {**_slack(slack), "SLACK_SIGNING_SECRET": SIGNING_SECRET}
    slack.members.add("C0456")
    async with _process("serve", **settings) as process, ClientSession() as session:
        assert process.stdout is not None
        url = (await process.stdout.readline()).decode().split()[-1]
        await ready(session, url)
        sending = Sending(session, url)
        await sending.command(command(slack, "/route", "my vpn drops every ten minutes"))
        for label in ("Hand to Network operations…", "Send it"):
            shown = (await slack.wait_for(1 if label.startswith("Hand") else 2))[-1]
            control = next(c for c in controls(shown.args) if c.get("text", {}).get("text") == label)
            slack.next_answers["chat.postMessage"].extend([lambda: web.Response(status=503)] * 10)
            await sending.interaction(press(slack, control))
        await slack.wait_for(1, "chat.postMessage")
        process.kill()
    slack.next_answers["chat.postMessage"].clear()
    async with _process("serve", **settings) as process:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not any(args["channel"] == "C0456" for _, args in slack.posted):
                await slack.wait_for(len(slack.sent("chat.postMessage")) + 1, "chat.postMessage")
    cards = [args for _, args in slack.posted if args["channel"] == "C0456"]
    assert len(cards) == 1


async def test_sigterm_over_a_socket_loses_nothing(slack: SlackDouble, tmp_path: Path) -> None:
    """Asked to end right after a press was acknowledged and while messages are on their way: each arrives, and once."""
    (tmp_path / "owners.yaml").write_text(_OWNERS)
    settings = {"PORT": "0", "DATA_DIR": str(tmp_path), "DIRECTORY": str(tmp_path / "owners.yaml")}
    settings |= {**_slack(slack), "SLACK_APP_TOKEN": APP_TOKEN}
    del settings["SLACK_SIGNING_SECRET"]
    slack.members |= {"C0456", "D0ANA"}
    asked = [event(direct("who owns the vpn?")) for _ in range(5)]
    async with _process("serve", **settings) as process:
        assert process.stdout is not None
        await process.stdout.readline()
        await slack.wait_for_socket()
        await slack.send("slash_commands", command(slack, "/route", "my vpn drops every ten minutes"))
        for number, label in enumerate(("Hand to Network operations…", "Send it"), 1):
            shown = (await slack.wait_for(number))[-1]
            control = next(c for c in controls(shown.args) if c.get("text", {}).get("text") == label)
            await slack.send("interactive", press(slack, control))
        for each in asked:
            await slack.send("events_api", each)
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0
    assert len([args for _, args in slack.posted if args["channel"] == "D0ANA"]) == len(asked)
    async with _process("serve", **settings) as process, asyncio.timeout(PATIENCE_SECONDS):
        while not any(args["channel"] == "C0456" for _, args in slack.posted):  # noqa: ASYNC110 - another process posts
            await asyncio.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0
    assert len([args for _, args in slack.posted if args["channel"] == "C0456"]) == 1


_NOT_SAVED = (
    "Something went wrong while saving that, and it may not have been saved. Please try again in a few minutes."
)


def _remove(folder: Path) -> None:
    for name in ("waypost.db", "waypost.db-wal", "waypost.db-shm"):
        (folder / name).unlink(missing_ok=True)


def _replace(folder: Path) -> None:
    shutil.copy(folder / "waypost.db", folder / "other")
    (folder / "other").replace(folder / "waypost.db")


def _lock(folder: Path) -> None:
    other = sqlite3.connect(folder / "waypost.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    _OPEN.append(other)


_OPEN: list[sqlite3.Connection] = []
"""Connections that hold a lock until their test ends."""


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (_remove, "was removed or replaced while it was in use; restart Waypost."),
        (_replace, "was removed or replaced while it was in use; restart Waypost."),
        (lambda folder: (folder / "waypost.db-wal").unlink(), "was removed or replaced while it was in use"),
        (_lock, "The database did not answer within 2 seconds."),
    ],
    ids=["removed", "replaced", "log removed", "locked"],
)
async def test_nothing_is_confirmed_that_would_not_last(
    slack: SlackDouble, tmp_path: Path, harm: Callable[[Path], None], says: str
) -> None:
    """Whatever happens to the database's file while it is in use: not ready, and a hand-off is refused in one sentence."""
    (tmp_path / "owners.yaml").write_text(_OWNERS)
    settings = {"PORT": "0", "DATA_DIR": str(tmp_path), "DIRECTORY": str(tmp_path / "owners.yaml")}
    settings |= {**_slack(slack), "SLACK_SIGNING_SECRET": SIGNING_SECRET, "LOG_LEVEL": "error"}
    slack.members.add("C0456")
    async with _process("serve", **settings) as process, ClientSession() as session:
        assert process.stdout is not None
        url = (await process.stdout.readline()).decode().split()[-1]
        sending = Sending(session, url)
        await sending.command(command(slack, "/route", "my vpn drops every ten minutes"))
        for number, label in enumerate(("Hand to Network operations…", "Send it"), 1):
            shown = (await slack.wait_for(number))[-1]
            control = next(c for c in controls(shown.args) if c.get("text", {}).get("text") == label)
            if label == "Send it":
                harm(tmp_path)
                status, body = await ready(session, url)
                assert status == 503
                assert says in body["database"]
            await sending.interaction(press(slack, control))
        answer = (await slack.wait_for(3))[-1].args
        assert _NOT_SAVED in json.dumps(answer)
        assert "Handed to" not in json.dumps(answer)
        assert slack.posted == []
        while _OPEN:
            _OPEN.pop().close()


async def _until_owner_is(slack: SlackDouble, sending: Sending, name: str) -> None:
    """Ask until the answer names that owner."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        for number in count(len(slack.sent()) + 1):
            await sending.command(command(slack, "/route", "my vpn drops every ten minutes"))
            if name in json.dumps((await slack.wait_for(number))[-1].args):
                return
            await asyncio.sleep(0.3)


async def test_a_changed_directory_is_taken_into_service(slack: SlackDouble, tmp_path: Path) -> None:
    """By itself and on SIGHUP; a broken one leaves the old one in service, and the metric says so until it is mended."""
    owners = tmp_path / "owners.yaml"
    owners.write_text(_OWNERS)
    settings = {"PORT": "0", "DATA_DIR": str(tmp_path), "DIRECTORY": str(owners), "LOG_LEVEL": "error"}
    settings |= {**_slack(slack), "SLACK_SIGNING_SECRET": SIGNING_SECRET}
    async with _process("serve", **settings) as process, ClientSession() as session:
        assert process.stdout is not None
        url = (await process.stdout.readline()).decode().split()[-1]
        sending = Sending(session, url)

        async def until_current_is(value: str) -> None:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while True:
                    async with session.get(f"{url}/metrics", headers=OPERATOR) as response:
                        if f"waypost_directory_current {value}" in await response.text():
                            return
                    await asyncio.sleep(0.1)

        await _until_owner_is(slack, sending, "Network operations")
        owners.write_text(_OWNERS.replace("Network operations", "Cable people"))
        await _until_owner_is(slack, sending, "Cable people")
        owners.write_text("teams: [")
        process.send_signal(signal.SIGHUP)
        await until_current_is("0.0")
        await _until_owner_is(slack, sending, "Cable people")
        owners.write_text(_OWNERS.replace("Network operations", "Wire people") + _NEW_TEAM)
        process.send_signal(signal.SIGHUP)
        await until_current_is("1.0")
        await _until_owner_is(slack, sending, "Wire people")
        with sqlite3.connect(tmp_path / "waypost.db") as database:
            planned = database.execute("SELECT id FROM deliveries WHERE kind = 'digest'").fetchall()
        assert any("digest.new-team." in row[0] for row in planned)
        process.send_signal(signal.SIGTERM)
        _, err = await process.communicate()
        assert process.returncode == 0
        assert err.count(b"the changed directory cannot be used") == 1


_NEW_TEAM = """  new-team: {name: New team, slack: {workspace: T0123, channel: C0789}}
"""

_HALF = (
    b"",
    b"POST /slack/events HTTP/1.1\r\nHost: a\r\nX-Half: ",
    b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n",
)


async def test_half_requests_do_not_hold_up_the_end(slack: SlackDouble) -> None:
    """With hundreds of connections idle, in the middle of a head and of a body, SIGTERM ends it within the drain time."""
    body = (
        f"POST /slack/events HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\nX-Slack-Request-Timestamp: {time.time():.0f}\r\n"
        f"X-Slack-Signature: v0={'0' * 64}\r\n\r\n1"
    ).encode()
    async with _process("serve", PORT="0", LOG_LEVEL="error", **_slack(slack)) as process:
        assert process.stdout is not None
        port = int((await process.stdout.readline()).decode().rpartition(":")[2])
        writers = []
        for number in range(300):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write((*_HALF, body)[number % 5])
            await writer.drain()
            writers.append(writer)
        await asyncio.sleep(0.5)
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(DRAIN_SECONDS):
            assert await process.wait() == 0
        for writer in writers:
            writer.close()


_PIECES = (
    b"POST /slack/events HTTP/1.1\r\nHost: a\r\n",
    b"POST /api/messages HTTP/1.0\r\n",
    b"GET /healthz?" + b"a=b&" * 1000 + b" HTTP/1.1\r\nHost: a\r\n",
    b"Expect: 100-continue\r\n",
    b"Content-Type: multipart/form-data; boundary=x\r\n",
    b"Content-Length: 99999999999999999999\r\n",
    b"Content-Length: 3\r\n",
    b"Transfer-Encoding: chunked\r\n",
    b"Content-Encoding: br\r\n",
    b"X-Long: " + b"x" * 9000 + b"\r\n",
    b"3;" + b"e" * 20000 + b"\r\nabc\r\n",
    b"\r\n",
    b"0\r\n\r\n",
)


@pytest.fixture(scope="module")
def served_port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a Waypost that serves both platforms. Slack is not there."""
    folder = tmp_path_factory.mktemp("served")
    given = {"PORT": "0", "DATA_DIR": str(folder), "LOG_LEVEL": "error", "TEAMS_ANONYMOUS": "true"}
    given |= {"SLACK_BOT_TOKEN": "x", "SLACK_SIGNING_SECRET": "x", "SLACK_API_URL": "http://127.0.0.1:9/api/"}
    environment = {**os.environ, **{f"WAYPOST_{name}": value for name, value in given.items()}}
    process = subprocess.Popen(  # noqa: S603 - our own program
        [_WAYPOST, "serve"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline().rpartition(":")[2])
    finally:
        process.kill()
        process.communicate()


@given(st.lists(st.sampled_from(_PIECES) | st.binary(max_size=60), max_size=12))
@hypothesis_settings(max_examples=150, deadline=None)
def test_nothing_that_comes_over_the_wire_is_a_failure(served_port: int, pieces: list[bytes]) -> None:
    """Whatever bytes arrive, no answer is a 5xx, and the server still answers."""
    with socket.create_connection(("127.0.0.1", served_port), timeout=PATIENCE_SECONDS) as connection:
        answer = b""
        with suppress(ConnectionError):
            connection.sendall(b"".join(pieces))
            connection.shutdown(socket.SHUT_WR)
            connection.settimeout(0.05)
            with suppress(TimeoutError):
                while received := connection.recv(65536):
                    answer += received
    assert b"HTTP/1.1 5" not in answer
    assert b"HTTP/1.0 5" not in answer
    with socket.create_connection(("127.0.0.1", served_port), timeout=PATIENCE_SECONDS) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
        assert connection.recv(15) == b"HTTP/1.1 200 OK"
