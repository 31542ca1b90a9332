"""Takes a changed directory into service while the server runs: by itself, and at once on SIGHUP."""

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from pathlib import Path

import structlog
from aiohttp import web

from bots.settings import Settings
from core.catalogue.model import Catalogue
from core.desk.desk import Desk
from core.directory import holder
from core.directory.holder import DirectoryFile
from core.directory.load import load
from core.directory.model import Directory
from core.typed_yaml import MistakeInFileError

_log = structlog.get_logger()


def reloading(
    settings: Settings, desk: Desk, took: Callable[[], Awaitable[None]]
) -> Callable[[web.Application], AsyncIterator[None]]:
    """Watch the directory's file for as long as the application runs.

    Args:
        settings: name the file; without one only SIGHUP is handled, which would end the process otherwise.
        desk: holds the directory that everybody reads.
        took: called after a new directory was taken into service.
    """
    file = DirectoryFile(settings.directory, lambda path: _read(path, desk.catalogue)) if settings.directory else None

    async def lifetime(_: web.Application) -> AsyncIterator[None]:
        now = asyncio.Event()
        loop = asyncio.get_running_loop()
        with suppress(NotImplementedError, RuntimeError, ValueError):  # no such signal, or not in the main thread
            loop.add_signal_handler(signal.SIGHUP, now.set)
        watching = asyncio.create_task(_watch(file, desk, took, now))
        try:
            yield
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)

    return lifetime


def _read(path: Path, catalogue: Catalogue) -> Directory:
    load.cache_clear()  # it remembers what stood there before
    return load(path, catalogue)


async def _watch(
    file: DirectoryFile | None, desk: Desk, took: Callable[[], Awaitable[None]], now: asyncio.Event
) -> None:
    planned = True
    while True:
        with suppress(TimeoutError):
            await asyncio.wait_for(now.wait(), holder.POLL_SECONDS)
        now.clear()
        try:
            new = await asyncio.to_thread(file.read_if_changed) if file else None
            if new is not None:
                desk.directory = new  # one assignment: whoever reads meanwhile has the old one or the new one
                _log.info("the directory was read again", teams=len(new.teams))
                planned = False
            if not planned:
                await took()
                planned = True
        except MistakeInFileError as error:
            _log.error("the changed directory cannot be used; the old one stays in service", why=str(error))
        except Exception:  # noqa: BLE001 - logged; tried again at the next look
            _log.exception("a changed directory was not taken into service completely")
