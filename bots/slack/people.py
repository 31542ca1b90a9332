"""What colleagues, channels and user groups are called: asked of Slack once, and remembered for a while."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError

from bots.access import Access, workspaces_of
from bots.slack.oauth.clients import Clients
from bots.slack.oauth.identity import Identity
from bots.slack.outbound import refusal
from bots.slack.reply_target import ReplyTarget
from bots.slack.text import Names, Written
from core.conversation.people import Person
from core.directory.model import Directory

_log = structlog.get_logger()

_KEPT_SECONDS = 3600.0
_NAMELESS_SECONDS = 60.0
"""For so long a look-up that gave no name is remembered: the name may be known again soon, and is asked for in each message."""
_MOST = 5000
"""People whose names are remembered: a few hundred bytes each."""
_MOST_WORKSPACES = 100
"""Workspaces whose user groups are remembered: some have a thousand groups."""


_MOST_IN_A_TEXT = 20
"""People, channels and groups of one text whose names are looked up; each may take a call."""
_CHANNELS = ("C", "G")
"""What ids of channels begin with."""
_GROUPS = "S"
"""What ids of user groups begin with."""
_PRIVATE = "private channel"
"""What a private channel is called to who may not be in it; so does Slack."""


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

    def __init__(
        self, clients: Clients, identity: Identity, access: Access, directory: Callable[[], Directory | None]
    ) -> None:
        """Take what Slack is asked by, what we are there, which workspaces may use us, and those that the directory names."""
        self._clients = clients
        self._identity = identity
        self._access = access
        self._directory = directory
        self._profiles: OrderedDict[tuple[str, str], tuple[float, Profile]] = OrderedDict()
        self._names: OrderedDict[tuple[str, str], tuple[float, str]] = OrderedDict()
        self._groups_known: OrderedDict[str, tuple[float, Mapping[str, str]]] = OrderedDict()

    async def profile(self, workspace: str, user: str) -> Profile:
        """What Slack tells of somebody. Where it cannot be asked, that is not remembered: the next request asks again."""
        known = self._profiles.get((workspace, user))
        if known and known[0] > time.monotonic():
            return known[1]
        profile = await self._look_up(workspace, user)
        if profile.unverified:
            return profile
        kept = _KEPT_SECONDS if profile.name else _NAMELESS_SECONDS
        self._profiles[workspace, user] = (time.monotonic() + kept, profile)
        while len(self._profiles) > _MOST:
            self._profiles.popitem(last=False)
        return profile

    async def names(self, workspace: str, ids: Iterable[str]) -> dict[str, str]:
        """What those are called whom a text names, by id; those of whom Slack tells nothing are left out."""
        wanted = list(islice(ids, _MOST_IN_A_TEXT))
        groups = await self._groups(workspace) if any(each.startswith(_GROUPS) for each in wanted) else {}
        others = [each for each in wanted if not each.startswith(_GROUPS)]
        found = await asyncio.gather(*(self._name(workspace, each) for each in others))
        names = dict(zip(others, found, strict=True)) | {each: groups[each] for each in wanted if each in groups}
        return {each: name for each, name in names.items() if name}

    async def read(self, written: Written, spot: ReplyTarget) -> str:
        """What was written, with the names of those whom it names, which are looked up here where Slack gives ids alone."""
        unnamed = Names({})
        text = written(unnamed)
        if not unnamed.missing:
            return text
        return written(Names(await self.names(spot.workspace, unnamed.missing)))

    async def person(self, spot: ReplyTarget) -> Person:
        """Who did it, as far as Slack tells."""
        profile = await self.profile(spot.workspace, spot.user)
        organisation = self._identity.organisation(spot.workspace)
        whole = organisation if self._access.allows(organisation) else ""
        external = profile.is_external(spot.workspace, spot.team, whole)
        return Person(
            platform="slack",
            workspace=spot.workspace,
            id=spot.user,
            name=profile.name or (f"@{spot.name}" if spot.name else ""),
            external=external,
            # who is said to be of another workspace is none of ours, whatever else Slack would tell
            unverified=profile.unverified and self.is_of_workspace(spot),
            member_of=profile.workspaces if external else profile.workspaces | await self._all_of(spot.workspace),
        )

    async def _all_of(self, workspace: str) -> frozenset[str]:
        """Ids that a directory may write for a workspace: its organisation's, and in one that is served as a whole any of its own."""
        named = {each for each in workspaces_of(self._directory(), "slack") if each != workspace}
        ours = {each for each in named if await self._identity.home(each, "") == workspace}
        return frozenset(ours | {self._identity.organisation(workspace)} - {""})

    def is_of_workspace(self, spot: ReplyTarget) -> bool:
        """Whether the payload places who did it in the workspace, or in one of the organisation, or says nothing."""
        return spot.team in ("", spot.workspace) or self._identity.organisation(spot.team) == spot.workspace

    async def _name(self, workspace: str, named: str) -> str:
        known = self._names.get((workspace, named))
        if known and known[0] > time.monotonic():
            return known[1]
        if named[:1] in _CHANNELS:
            name = await self._channel(workspace, named)
        else:
            name = (await self.profile(workspace, named)).name
        self._names[workspace, named] = (time.monotonic() + (_KEPT_SECONDS if name else _NAMELESS_SECONDS), name)
        while len(self._names) > _MOST:
            self._names.popitem(last=False)
        return name

    async def _channel(self, workspace: str, channel: str) -> str:
        """The name of a public channel. A private one's is for those alone who are in it, and the text may go elsewhere."""
        try:
            told = await (await self._clients.client(workspace)).conversations_info(channel=channel)
        except Exception as error:  # noqa: BLE001 - whatever it was, the text goes without the name
            _note_nameless("a channel", error)
            return ""
        found = told.get("channel")
        if not isinstance(found, dict) or found.get("is_private") is not False:
            return _PRIVATE if isinstance(found, dict) and found.get("is_private") is True else ""
        return str(found.get("name") or "")

    async def _groups(self, workspace: str) -> Mapping[str, str]:
        """The handles of a workspace's user groups, by id. Slack tells those of all at once, or of none."""
        known = self._groups_known.get(workspace)
        if known and known[0] > time.monotonic():
            return known[1]
        found: dict[str, str] = {}
        try:
            told = await (await self._clients.client(workspace)).usergroups_list()
        except Exception as error:  # noqa: BLE001 - as above
            _note_nameless("the user groups", error)
        else:
            groups = told.get("usergroups")
            for each in groups if isinstance(groups, list) else ():
                name = (each.get("handle") or each.get("name")) if isinstance(each, dict) else None
                if isinstance(name, str) and isinstance(each.get("id"), str):
                    found[each["id"]] = name
        self._groups_known[workspace] = (time.monotonic() + (_KEPT_SECONDS if found else _NAMELESS_SECONDS), found)
        while len(self._groups_known) > _MOST_WORKSPACES:
            self._groups_known.popitem(last=False)
        return found

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


def _note_nameless(what: str, error: Exception) -> None:
    """Log that something could not be looked up; not granting the scope for that is a choice, which `waypost doctor` tells of."""
    why = refusal(error) if isinstance(error, SlackApiError) else type(error).__name__
    if why != "missing_scope":
        _log.warning(f"{what} could not be looked up", platform="slack", why=why)


def _workspaces(person: Mapping[str, Any]) -> frozenset[str]:
    in_organisation = person.get("enterprise_user") or {}
    teams = in_organisation.get("teams") or ()
    found = (person.get("team_id"), in_organisation.get("enterprise_id"), *teams)
    return frozenset(team for team in found if isinstance(team, str) and team)
