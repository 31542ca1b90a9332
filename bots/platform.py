"""What the server needs of a chat platform."""

from typing import Protocol

from aiohttp import web

from core.handoff.delivery.ports import Messenger


class Platform(Protocol):
    """A chat platform's side of the server."""

    name: str

    @property
    def messenger(self) -> Messenger:
        """Sends the messages of hand-offs."""

    def mount(self, application: web.Application) -> None:
        """Add the routes and what must start and stop with the application."""

    def readiness_problem(self) -> str | None:
        """Why the platform cannot serve at the moment, in one sentence, or None when it can."""
