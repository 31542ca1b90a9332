"""What colleagues call each other: asked of Slack once, and remembered for a while."""

import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError

from bots.slack.oauth.clients import Clients
from bots.slack.outbound import refusal

_log = structlog.get_logger()

_KEPT_SECONDS = 3600.0
_MOST = 5000
"""People whose names are remembered: a few hundred bytes each."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of somebody.

    Attributes:
        name: in full where Slack knows it, or empty.
        guest: whether they are a guest there, or a stranger to it.
        workspaces: those that they belong to, with their organisation; empty where Slack does not tell.
        unverified: whether Slack could not be asked, so that nothing is known and nobody counts as a member.
    """

    name: str = ""
    guest: bool = False
    workspaces: frozenset[str] = frozenset()
    unverified: bool = False

    def is_external(self, workspace: str, team: str = "", organisation: str = "") -> bool:
        """Whether they are not of a workspace.

        Args:
            workspace: team id, or the organisation's.
            team: the workspace that a payload says they belong to, or empty.
            organisation: the one over the workspace, where all of its people count as members; empty otherwise.
        """
        homes = self.workspaces or ({team} if team else set())
        return self.guest or self.unverified or bool(homes and homes.isdisjoint({workspace, organisation} - {""}))


_UNVERIFIED = Profile(unverified=True)


class People:
    """The people of our workspaces."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients
        self._profiles: OrderedDict[tuple[str, str], tuple[float, Profile]] = OrderedDict()

    async def profile(self, workspace: str, user: str) -> Profile:
        """What Slack tells of somebody. Where it cannot be asked, that is not remembered: the next request asks again."""
        known = self._profiles.get((workspace, user))
        if known and known[0] > time.monotonic():
            return known[1]
        profile = await self._look_up(workspace, user)
        if profile.unverified:
            return profile
        self._profiles[workspace, user] = (time.monotonic() + _KEPT_SECONDS, profile)
        while len(self._profiles) > _MOST:
            self._profiles.popitem(last=False)
        return profile

    async def _look_up(self, workspace: str, user: str) -> Profile:
        try:
            told = await (await self._clients.client(workspace)).users_info(user=user)
        except Exception as error:  # noqa: BLE001 - whatever it was, only what hangs on membership is refused
            why = refusal(error) if isinstance(error, SlackApiError) else type(error).__name__
            _log.warning("a person could not be looked up", platform="slack", why=why)
            return _UNVERIFIED
        person = told.get("user")
        if not isinstance(person, dict) or not person:
            _log.warning("a person could not be looked up", platform="slack", why="an answer without a user")
            return _UNVERIFIED
        profile = person.get("profile") or {}
        # in full first: a display name is often a first name or a nickname, and the team may not know it
        names = (profile.get("real_name"), person.get("real_name"), profile.get("display_name"), person.get("name"))
        name = next((name for name in names if isinstance(name, str) and name.strip()), "")
        guest = any(person.get(flag) is True for flag in _GUEST)
        return Profile(name, guest, _workspaces(person))


_GUEST = ("is_restricted", "is_ultra_restricted", "is_stranger")
"""Slack's flags of those who are in a workspace and do not belong to it: https://docs.slack.dev/reference/objects/user-object"""


def _workspaces(person: Mapping[str, Any]) -> frozenset[str]:
    in_organisation = person.get("enterprise_user") or {}
    teams = in_organisation.get("teams") or ()
    found = (person.get("team_id"), in_organisation.get("enterprise_id"), *teams)
    return frozenset(team for team in found if isinstance(team, str) and team)
