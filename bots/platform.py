"""The platforms: which there are, and what the server needs of each.

A platform is one folder and one line at the end of this file; docs/extending.md tells how to add one. The folder's files are found by
their names, and each is imported when it is first wanted: no command loads the SDK of a platform that it does not serve.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from bots.settings import Settings, combine
from core import addresses

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiohttp import web
    from sqlalchemy.ext.asyncio import AsyncEngine

    from core.addresses import AddressSchema, PlatformId
    from core.app import Waypost
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


_ID = re.compile(r"[a-z][a-z0-9]{0,15}")
"""Settings begin with it, and the database keeps no more of it (`core/storage/tables.py`)."""


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

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise ValueError(f"The id of a platform has 1 to 16 lower-case letters and digits (it is {self.id!r}).")

    @property
    def addresses(self) -> AddressSchema:
        """`address.py`: how it writes its ids."""
        return cast("AddressSchema", self._part("address", "ADDRESSES"))

    @property
    def settings(self) -> type[Settings]:
        """`settings.py`: what can be set for it. Each name begins with its id, and `<id>_enabled` says whether it can be served."""
        return cast("type[Settings]", self._part("settings", "SETTINGS"))

    @property
    def needed(self) -> str:
        """`settings.py`: which settings it takes to serve it, as the end of a sentence."""
        return cast("str", self._part("settings", "NEEDED"))

    def build(self, settings: Settings, waypost: Waypost, engine: AsyncEngine) -> Platform:
        """`app.py`: its side of the server.

        Raises:
            UserError: the settings cannot be used.
        """
        make = cast("Callable[[Settings, Waypost, AsyncEngine], Platform]", self._part("app", "PLATFORM"))
        return make(settings, waypost, engine)

    def command(self, name: str) -> object:
        """`cli.py`: its command of that name, `manifest` or `doctor`."""
        return self._part("cli", name)

    def _part(self, file: str, name: str) -> object:
        return getattr(import_module(f"{self.package}.{file}"), name)


PLATFORMS: dict[PlatformId, PlatformFolder] = {}
"""By their ids, in the order in which they are named and a team's channels are preferred."""


def add(folder: PlatformFolder) -> None:
    """Make a platform known, here and to the core."""
    PLATFORMS[folder.id] = folder
    addresses.register(folder.id, folder.addresses)


def all_settings() -> type[Settings]:
    """All that can be set: what is common, and the section of each platform."""
    return combine(tuple(folder.settings for folder in PLATFORMS.values()))


def enabled_platforms(settings: Settings) -> list[PlatformFolder]:
    """The platforms that the settings enable."""
    return [folder for folder in PLATFORMS.values() if getattr(settings, f"{folder.id}_enabled")]


for _folder in (
    PlatformFolder("slack", "Slack", "bots.slack"),
    PlatformFolder("teams", "Teams", "bots.teams"),
):
    add(_folder)
