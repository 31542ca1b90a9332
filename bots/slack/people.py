"""What colleagues call each other: asked of Slack once, and remembered for a while."""

import time
from collections import OrderedDict
from dataclasses import dataclass

import structlog
from slack_sdk.errors import SlackApiError

from bots.slack.clients import Clients

_log = structlog.get_logger()

_KEPT_SECONDS = 3600.0
_MOST = 5000
"""People whose names are remembered: a few hundred bytes each."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of somebody.

    Attributes:
        name: as colleagues see it, or empty.
        workspaces: ids of the person's own workspace and of its organisation, as far as Slack tells them.
    """

    name: str = ""
    workspaces: tuple[str, ...] = ()


class People:
    """The people of our workspaces."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients
        self._profiles: OrderedDict[tuple[str, str], tuple[float, Profile]] = OrderedDict()

    async def name(self, workspace: str, user: str, otherwise: str = "") -> str:
        """The person's name as colleagues see it; `otherwise`, or failing that the id, where Slack does not tell."""
        return (await self.profile(workspace, user)).name or otherwise or user

    async def profile(self, workspace: str, user: str) -> Profile:
        """What Slack tells of somebody; little where it does not."""
        known = self._profiles.get((workspace, user))
        if known and known[0] > time.monotonic():
            return known[1]
        profile = await self._asked(workspace, user)
        self._profiles[workspace, user] = (time.monotonic() + _KEPT_SECONDS, profile)
        while len(self._profiles) > _MOST:
            self._profiles.popitem(last=False)
        return profile

    async def _asked(self, workspace: str, user: str) -> Profile:
        try:
            told = await (await self._clients.client(workspace)).users_info(user=user)
        except SlackApiError:  # without the scope users:read, names are as the payloads give them
            return Profile()
        except Exception as error:  # noqa: BLE001 - a name is not worth failing for
            _log.warning("a name was not found out", face="slack", why=type(error).__name__)
            return Profile()
        person = told.get("user") or {}
        profile = person.get("profile") or {}
        names = (profile.get("display_name"), profile.get("real_name"), person.get("real_name"), person.get("name"))
        name = next((name for name in names if isinstance(name, str) and name.strip()), "")
        organisation = person.get("enterprise_user") or {}
        homes = (person.get("team_id"), organisation.get("enterprise_id"))
        return Profile(name, tuple(home for home in homes if isinstance(home, str) and home))
