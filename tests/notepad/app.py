"""Notepad's side of the server."""

from collections.abc import AsyncIterator
from functools import partial

from aiohttp import ClientSession, web
from sqlalchemy.ext.asyncio import AsyncEngine

from bots.access import Access, workspaces_of
from bots.background import InFlight
from bots.dedup import Deduplicator, memory_of_replicas
from bots.settings import SettingsError
from core.app import Waypost
from core.handoff.store import workspaces_in_use
from tests.notepad.inbound import Inbound
from tests.notepad.messenger import NotepadMessenger
from tests.notepad.settings import NEEDED, NotepadSettings
from tests.notepad.webhook import Webhook


class NotepadPlatform:
    """Serves Notepad at `POST /notepad`."""

    name = "notepad"

    def __init__(self, settings: NotepadSettings, waypost: Waypost, engine: AsyncEngine) -> None:
        """Take the settings, the core, and the database.

        Raises:
            SettingsError: the settings do not enable Notepad.
        """
        if settings.notepad_url is None or settings.notepad_secret is None:
            raise SettingsError(f"Notepad needs {NEEDED}.")
        secret = settings.notepad_secret.get_secret_value()
        self.messenger = NotepadMessenger(settings.notepad_url, secret)
        self._work = InFlight(self.name)
        named = partial(workspaces_in_use, engine, "notepad")
        access = Access(self.name, (), lambda: workspaces_of(waypost.directory, "notepad"), named)
        inbound = Inbound(waypost, self.messenger)
        self._webhook = Webhook(secret, access, inbound, self._work, Deduplicator(shared=memory_of_replicas(engine)))

    def mount(self, application: web.Application) -> None:
        """Add the route, and what must start and stop with the application."""
        application.router.add_post("/notepad", self._webhook.handle)
        application.cleanup_ctx.append(self._run)

    def readiness_problem(self) -> str | None:
        """Why Notepad cannot be served at the moment, in one sentence, or None."""
        return None if self.messenger.session else "The Notepad side is not running."

    async def settle(self) -> None:
        """Wait until all that was acknowledged is worked on."""
        await self._work.drain()

    async def _run(self, _application: web.Application) -> AsyncIterator[None]:
        async with ClientSession() as session:
            self.messenger.session = session
            yield
            await self._work.drain()
            self.messenger.session = None


PLATFORM = NotepadPlatform
