"""The records of the directory: who owns what in one organisation, and where they sit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints

_STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True, str_min_length=1)

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}


def _duration(value: object) -> object:
    found = re.fullmatch(r"([0-9]{1,6})([mhd])", value.strip()) if isinstance(value, str) else None
    if found is None:
        raise ValueError("should be a number and a unit, such as 30m, 2h or 1d")
    return int(found[1]) * _UNITS[found[2]]


def _days(value: object) -> object:
    """`mon-fri`, or `mon,wed,sat`, to the numbers of the week days from 0 for Monday."""
    if not isinstance(value, str):
        raise ValueError("should be week days, such as mon-fri or mon,wed")  # noqa: TRY004 - pydantic wants ValueError
    numbers: list[int] = []
    for piece in value.lower().replace(" ", "").split(","):
        first, dash, last = piece.partition("-")
        if first not in _DAYS or (dash and last not in _DAYS):
            raise ValueError("should be week days, such as mon-fri or mon,wed")
        start, end = _DAYS.index(first), _DAYS.index(last or first)
        numbers.extend(range(start, end + 1) if start <= end else [*range(start, 7), *range(end + 1)])
    return tuple(sorted(set(numbers)))


def _zone(value: object) -> object:
    try:
        return ZoneInfo(str(value))
    except (ValueError, LookupError, OSError) as error:
        raise ValueError("should be a time zone, such as Europe/Lisbon") from error


def _administrator(value: object) -> object:
    if not isinstance(value, str) or not re.fullmatch(
        r"slack:[UW][A-Z0-9]+|teams:[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", value.strip()
    ):
        raise ValueError("should be slack: and a user id (slack:U0123), or teams: and an object id (teams:<GUID>)")
    platform, _, person = value.strip().partition(":")
    return f"{platform}:{person.lower() if platform == 'teams' else person}"


Administrator = Annotated[str, BeforeValidator(_administrator)]
Duration = Annotated[timedelta, BeforeValidator(_duration)]
Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$")]
Zone = Annotated[ZoneInfo, BeforeValidator(_zone)]


@dataclass(frozen=True, slots=True)
class SlackPlace:
    """Where a team sits in Slack.

    Attributes:
        workspace: team id, `T…` (or `E…` for an Enterprise Grid organisation).
        channel: channel id, `C…` or `G…`.
        group: user group id, `S…`, or None.
    """

    __pydantic_config__ = _STRICT

    workspace: Annotated[str, StringConstraints(pattern=r"^[TE][A-Z0-9]+$")]
    channel: Annotated[str, StringConstraints(pattern=r"^[CG][A-Z0-9]+$")]
    group: Annotated[str, StringConstraints(pattern=r"^S[A-Z0-9]+$")] | None = None


@dataclass(frozen=True, slots=True)
class TeamsPlace:
    """Where a team sits in Microsoft Teams.

    Attributes:
        tenant: tenant id, a GUID.
        team: team id, a GUID or `19:…`.
        channel: channel id, `19:…@thread.tacv2` (older ones end in `@thread.skype`).
    """

    __pydantic_config__ = _STRICT

    tenant: str
    team: str
    channel: str


@dataclass(frozen=True, slots=True)
class Hours:
    """When a team works, in the organisation's time zone.

    Attributes:
        days: numbers of the week days, 0 for Monday.
        from_: first moment, `HH:MM`.
        to: end, `HH:MM`.
    """

    __pydantic_config__ = _STRICT

    days: Annotated[tuple[int, ...], BeforeValidator(_days)]
    from_: Annotated[Clock, Field(alias="from")]
    to: Clock


@dataclass(frozen=True, slots=True)
class Team:
    """A team that answers requests.

    Attributes:
        id: its key in the file.
        name: as people call it.
        responsibilities: ids that it owns.
        slack: its place in Slack, or None.
        teams: its place in Teams, or None.
        home: which of the two gets its hand-offs when it has both.
        hours: when it works; None for always.
        remind_after, escalate_after: how long an open hand-off waits; None for never.
        escalate_to: the team to which it then goes.
        contact: how else to reach it, free text such as an extension or a page.
        responders: those who may take and end its hand-offs, each `platform:id` as `responder` makes it; empty for
            everybody in its channel.
    """

    __pydantic_config__ = _STRICT

    id: str
    name: str
    responsibilities: tuple[str, ...] = ()
    slack: SlackPlace | None = None
    teams: TeamsPlace | None = None
    home: Literal["slack", "teams"] | None = None
    hours: Hours | None = None
    remind_after: Duration | None = None
    escalate_after: Duration | None = None
    escalate_to: str | None = None
    contact: str | None = None
    responders: tuple[str, ...] = ()

    @property
    def has_place(self) -> bool:
        """Whether it can be given a request in a chat."""
        return self.slack is not None or self.teams is not None


_SLACK_ID = re.compile(r"[UW][A-Z0-9]{2,}")
"""A person's id in Slack; `W…` in some organisations of Enterprise Grid."""
_OBJECT_ID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
"""A person's object id in Microsoft Entra, a GUID; the same for every bot, and to be found in the admin centre."""
_TEAMS_ID = re.compile(r"(?:29|8):\S+")
"""As activities name people: `29:…`, or `8:orgid:…`. Other shapes are not promised away, and so taken with `teams:` before them."""


def responder(written: str, team: Team) -> str:
    """A responder as `platform:id`, from what a file says.

    Args:
        written: `slack:U0123`, `teams:29:…`, `teams:` with an object id of Microsoft Entra; or the id alone where its shape
            says which of the two it is, or the team sits on one of the two only.
        team: whose responder.

    Raises:
        ValueError: it does not say on which platform, or is no id there. The message is a sentence without its full stop.
    """
    platform, _, named = written.partition(":")
    if platform not in ("slack", "teams"):
        platform, named = _platform(written, team), written
    named = named.strip()
    if platform == "slack" and not _SLACK_ID.fullmatch(named):
        raise ValueError(f"{written} should be a member id of Slack (U…), which the person's profile shows")
    if platform == "teams" and not re.fullmatch(r"[^\s@#]+", named):
        raise ValueError(f"{written} should be an id of Teams (29:…) or an object id of Microsoft Entra")
    return f"{platform}:{named.lower() if _OBJECT_ID.fullmatch(named) else named}"


def _platform(written: str, team: Team) -> str:
    if _SLACK_ID.fullmatch(written):
        return "slack"
    if _TEAMS_ID.fullmatch(written) or _OBJECT_ID.fullmatch(written):
        return "teams"
    places = [name for name, place in (("slack", team.slack), ("teams", team.teams)) if place]
    if len(places) != 1:
        raise ValueError(f"{written} does not say on which platform: write slack:U… or teams:29:…")
    return places[0]


@dataclass(frozen=True, slots=True)
class Organisation:
    """The organisation itself.

    Attributes:
        name: as people call it.
        timezone: in which the teams' hours are given.
        fallback: the team for what nobody owns.
        administrators: people who see what the directory leaves open: `slack:` and a user id (`U…`, `W…`), or `teams:`
            and an object id in Microsoft Entra (a GUID).
    """

    __pydantic_config__ = _STRICT

    name: str
    timezone: Zone = field(default_factory=lambda: ZoneInfo("UTC"))
    fallback: str | None = None
    administrators: tuple[Administrator, ...] = ()


@dataclass(frozen=True)
class Directory:
    """Who owns what.

    Attributes:
        organisation: whose directory it is.
        teams: by id, in the order of the file.
    """

    organisation: Organisation
    teams: Mapping[str, Team]

    def owner(self, responsibility: str) -> Team | None:
        """The team that owns it, or None."""
        return next((team for team in self.teams.values() if responsibility in team.responsibilities), None)

    def team_named(self, phrase: str) -> Team | None:
        """The team whose name or id a phrase is, or None. Neither case nor "the" before it and "team" behind it count."""
        bare = _bare(phrase)
        named = (team for team in self.teams.values() if bare in (_bare(team.name), _bare(team.id)))
        return next(named, None) if bare else None

    def is_administrator(self, platform: str, person: str) -> bool:
        """Whether the directory names a person as one of its administrators."""
        return f"{platform}:{person}" in self.organisation.administrators

    @property
    def fallback(self) -> Team | None:
        """The team to turn to when nobody owns a request, or None where the file names none."""
        name = self.organisation.fallback
        return self.teams.get(name) if name else None


def _bare(name: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", name.lower())).removeprefix("the ").removesuffix(" team")
