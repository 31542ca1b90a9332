"""Other programs that a test needs: started as processes, waited for until they serve, and gone at its end."""

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from aiohttp import ClientSession

WAYPOST = Path(sys.executable).with_name("waypost")

_START_SECONDS = 60
"""Far more than any of them takes, also where many tests share few cores."""

_STOP_SECONDS = 15
"""Waypost itself lets work in flight end, for ten seconds at most."""

_LOOK_SECONDS = 0.05


class NotServingError(Exception):
    """A program ended, or did not get to serve. The message holds what it printed."""


@dataclass(frozen=True)
class Program:
    """A program that serves.

    Attributes:
        said: the words by which it told so.
        log: the file with all that it prints.
        pid: its process.
    """

    said: re.Match[str]
    log: Path
    pid: int

    def printed(self) -> str:
        """What it has printed so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")


@contextmanager
def running(
    command: Sequence[str | Path], says: str, folder: Path, settings: Mapping[str, str] | None = None
) -> Iterator[Program]:
    """A program that runs in `folder` while the context lasts.

    Args:
        command: the program and its arguments.
        says: pattern of what it prints once it serves.
        folder: its working folder, where its output is kept too.
        settings: environment variables; our own `WAYPOST_…` are not passed on.

    Raises:
        NotServingError: it ended, or did not say that it serves.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WAYPOST_")}
    log = folder / f"{Path(command[0]).name}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - programs that the tests name
            command,
            cwd=folder,
            env=environment | dict(settings or {}),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield Program(_said(process, log, says), log, process.pid)
    finally:
        _stop(process)


async def until_ready(waypost: Program, session: ClientSession) -> None:
    """Wait until a server of Waypost's says that all its parts can serve. The first group of what it said is its address.

    Raises:
        NotServingError: it never did.
    """
    give_up = time.monotonic() + _START_SECONDS
    while True:
        async with session.get(f"{waypost.said[1]}/readyz") as response:
            troubles = await response.text()
            if response.ok:
                return
        if time.monotonic() > give_up:
            raise NotServingError(f"Waypost is not ready: {troubles}. It printed:\n{waypost.printed()}")
        await asyncio.sleep(_LOOK_SECONDS)


def free_port() -> int:
    """A port on which nobody listens, for programs that pick none themselves."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


def _said(process: subprocess.Popen[bytes], log: Path, says: str) -> re.Match[str]:
    give_up = time.monotonic() + _START_SECONDS
    while True:
        ended = process.poll() is not None
        printed = log.read_text(encoding="utf-8", errors="replace")
        if found := re.search(says, printed):
            return found
        if ended or time.monotonic() > give_up:
            how = f"ended with {process.returncode}" if ended else "is not serving"
            raise NotServingError(f"{process.args!r} {how}. It printed:\n{printed}")
        time.sleep(_LOOK_SECONDS)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a program in good order, or else at once, and with it all that it has started itself."""
    process.terminate()
    try:
        with suppress(subprocess.TimeoutExpired):
            process.wait(_STOP_SECONDS)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
