"""Who may use Waypost at all: which workspaces, organisations and tenants. One rule for every platform."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence

import structlog
from prometheus_client import Counter

from bots.checks import Finding
from core.conversation.people import PlatformId
from core.directory.model import Directory, Team
from core.storage.engine import FAILURES

_log = structlog.get_logger()

OUTSIDERS = Counter(
    "waypost_outsiders_total", "Requests from workspaces or tenants that may not use Waypost", ["platform"]
)

NOT_ALLOWED = "Waypost isn't set up for your organisation."
"""What somebody from elsewhere is told, wherever they can be told anything."""

_QUIET_SECONDS = 60.0
"""Between two log lines about outsiders; the metric counts each."""

_IN_USE_SECONDS = 10.0
"""For so long what the database says of open requests is taken as it is. Strangers who ask all day cost a query in each."""


def workspaces_of(directory: Directory | None, platform: PlatformId) -> frozenset[str]:
    """Ids of the workspaces (Slack) or tenants (Teams) where the teams of a directory sit."""
    teams = directory.teams.values() if directory else ()
    return frozenset(_place_of(team, platform) for team in teams) - {""}


class Access:
    """The workspaces or tenants of one platform that may use Waypost."""

    def __init__(
        self,
        platform: str,
        listed: Iterable[str],
        named: Callable[[], Iterable[str]],
        in_use: Callable[[], Awaitable[Iterable[str]]] | None = None,
    ) -> None:
        """Take what is allowed.

        Args:
            platform: which, for the log and the metric.
            listed: ids that a setting lists. Where it lists any, they are all that is allowed.
            named: the ids that are allowed otherwise; asked each time, since the directory may be read anew.
            in_use: where open requests stand, by the database. Nothing is listed: people there may see them through, also when
                the directory names their place no more.
        """
        self._platform = platform
        self._listed = frozenset(map(_bare, listed)) - {""}
        self._named = named
        self._silent_until = 0.0
        self._ask_in_use = in_use
        self._in_use: frozenset[str] = frozenset()
        self._in_use_until = 0.0
        self._asking = asyncio.Lock()

    @property
    def is_listed(self) -> bool:
        """Whether a setting says who is allowed."""
        return bool(self._listed)

    def ids(self) -> frozenset[str]:
        """The ids that are allowed, in lower case. Empty: nobody is."""
        return self._listed or frozenset(map(_bare, self._named())) - {""}

    def allows(self, *ids: str | None) -> bool:
        """Whether one of the ids of a workspace (its own, its organisation's) is allowed; no id never is."""
        allowed = self.ids()
        return any(_bare(each) in allowed for each in ids if each)

    async def admits(self, *ids: str | None) -> bool:
        """Whether one of the ids is allowed, or, where no setting lists any, still has an open request."""
        if self.allows(*ids):
            return True
        asked = frozenset(_bare(each) for each in ids if each) - {""}
        if self._listed or self._ask_in_use is None or not asked:
            return False
        async with self._asking:
            if time.monotonic() >= self._in_use_until:
                try:
                    self._in_use = frozenset(map(_bare, await self._ask_in_use()))
                except FAILURES as error:
                    _log.warning(
                        "open requests could not be looked up", platform=self._platform, why=type(error).__name__
                    )
                self._in_use_until = time.monotonic() + _IN_USE_SECONDS
        return not asked.isdisjoint(self._in_use)

    def note_outsider(self, what: str) -> None:
        """Count a request that is turned away, and log it unless another one was logged a moment ago.

        Args:
            what: the kind of request, such as `event`; nothing from the request itself.
        """
        OUTSIDERS.labels(self._platform).inc()
        now = time.monotonic()
        if now >= self._silent_until:
            self._silent_until = now + _QUIET_SECONDS
            _log.warning("a request from a workspace or tenant that is not allowed", platform=self._platform, what=what)


def examine_access(
    platform: PlatformId,
    setting: str,
    listed: Sequence[str],
    own: Iterable[str],
    teams: Iterable[Team],
    organisation: str = "",
) -> tuple[Finding, ...]:
    """Who may use Waypost on a platform, and which teams that leaves out.

    Args:
        platform: which.
        setting: the name of the setting that lists ids, without its prefix.
        listed: what it lists.
        own: the ids of our own workspace or tenant, where the credentials are of one.
        teams: those of the directory.
        organisation: the one over our own workspace, which a list may name in its place; empty for none.
    """
    places = {team.name: place for team in teams if (place := _place_of(team, platform))}
    own = tuple(filter(None, own))
    access = Access(platform, listed, lambda: (*own, *places.values()))
    if not access.ids():
        says = f"Nobody may use Waypost yet: set WAYPOST_{setting}, or name teams' places in owners.yaml."
        return (Finding("fail", "access", says),)
    named = ", ".join(sorted({*listed} or {*own, *places.values()}))
    found = [Finding("ok", "access", f"Allowed {f'by {setting}' if listed else 'by default'}: {named}.")]
    known = (*own, organisation)
    if own and not access.allows(*known):
        found.append(Finding("fail", "access", f"{setting} leaves out your own, {own[0]}."))
    for name, place in places.items():
        if not access.allows(place, *(known if place in known else ())):
            found.append(Finding("fail", f"place of {name}", f"It is in {place}, which {setting} leaves out."))
    return tuple(found)


def _place_of(team: Team, platform: PlatformId) -> str:
    channel = team.channels.get(platform)
    return channel.workspace if channel else ""


def _bare(written: str) -> str:
    return written.strip().lower()
