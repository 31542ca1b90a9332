"""The platforms: which there are, and what the server needs of each.

A platform is one folder and one line in `PLATFORMS`. The folder's files are found by their names, and each is imported when it is
first wanted: no command loads the SDK of a platform that it does not serve.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from core import addresses

if TYPE_CHECKING:
    from aiohttp import web

    from core.addresses import AddressSchema, PlatformId
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


@dataclass(frozen=True, slots=True)
class PlatformFolder:
    """Where a platform's parts are.

    Attributes:
        id: what it is called in the database, in owners.yaml and in settings.
        name: what people call it.
        package: its folder, as a module path.
    """

    id: PlatformId
    name: str
    package: str

    @property
    def addresses(self) -> AddressSchema:
        """`address.py`: how it writes its ids."""
        return cast("AddressSchema", self._part("address", "ADDRESSES"))

    def _part(self, file: str, name: str) -> object:
        return getattr(import_module(f"{self.package}.{file}"), name)


PLATFORMS: dict[PlatformId, PlatformFolder] = {}
"""By their ids, in the order in which they are named and a team's channels are preferred."""


def add(folder: PlatformFolder) -> None:
    """Make a platform known, here and to the core."""
    PLATFORMS[folder.id] = folder
    addresses.register(folder.id, folder.addresses)


for _folder in (
    PlatformFolder("slack", "Slack", "bots.slack"),
    PlatformFolder("teams", "Teams", "bots.teams"),
):
    add(_folder)
