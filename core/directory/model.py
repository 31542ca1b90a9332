"""The records of the directory: who owns what in one organisation, and where they sit."""

import re
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from datetime import timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints

from core.addresses import AddressSchema, Channel, PlatformId, address_schemas, schema_of

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
    platform, _, named = value.strip().partition(":") if isinstance(value, str) else ("", "", "")
    schema = schema_of(platform)
    person = schema.administrator_id(named) if schema else None
    if person is None:
        raise ValueError(f"should be {', or '.join(each.administrator for each in address_schemas().values())}")
    return f"{platform}:{person}"


Administrator = Annotated[str, BeforeValidator(_administrator)]
Duration = Annotated[timedelta, BeforeValidator(_duration)]
Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$")]
Zone = Annotated[ZoneInfo, BeforeValidator(_zone)]


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
        channels: where it sits, by platform.
        home: the platform on which it gets its hand-offs; the first in `channels` where that is not said.
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
    _: KW_ONLY
    channels: Mapping[PlatformId, Channel] = field(
        default_factory=dict, hash=False
    )  # answers are hashed, mappings are not
    home: PlatformId | None = None
    hours: Hours | None = None
    remind_after: Duration | None = None
    escalate_after: Duration | None = None
    escalate_to: str | None = None
    contact: str | None = None
    responders: tuple[str, ...] = ()

    @property
    def has_place(self) -> bool:
        """Whether it can be given a request in a chat."""
        return bool(self.channels)


def responder(written: str, team: Team) -> str:
    """A responder as `platform:id`, from what a file says.

    Args:
        written: a platform, a colon and an id there; or the id alone where its shape says which platform's it is, or the team
            sits on one only.
        team: whose responder.

    Raises:
        ValueError: it does not say on which platform, or is no id there. The message is a sentence without its full stop.
    """
    platform, _, named = written.partition(":")
    schema = schema_of(platform)
    if schema is None:
        platform, schema = _platform(written, team)
        named = written
    try:
        return f"{platform}:{schema.person(named.strip())}"
    except ValueError as error:
        raise ValueError(f"{written} {error}") from error


def _platform(written: str, team: Team) -> tuple[PlatformId, AddressSchema]:
    known = address_schemas()
    by_shape = [platform for platform, schema in known.items() if schema.is_person(written)]
    found = by_shape[:1] or [platform for platform in team.channels if platform in known]
    if len(found) != 1:
        examples = " or ".join(f"{platform}:{schema.example}" for platform, schema in known.items())
        raise ValueError(f"{written} does not say on which platform: write {examples}")
    return found[0], known[found[0]]


@dataclass(frozen=True, slots=True)
class Organisation:
    """The organisation itself.

    Attributes:
        name: as people call it.
        timezone: in which the teams' hours are given.
        fallback: the team for what nobody owns.
        administrators: people who see what the directory leaves open, each `platform:id`.
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

    def is_administrator(self, platform: str, *ids: str) -> bool:
        """Whether the directory names a person as one of its administrators, by any of the person's ids there."""
        return any(f"{platform}:{each}" in self.organisation.administrators for each in ids if each)

    @property
    def fallback(self) -> Team | None:
        """The team to turn to when nobody owns a request, or None where the file names none."""
        name = self.organisation.fallback
        return self.teams.get(name) if name else None


def _bare(name: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", name.lower())).removeprefix("the ").removesuffix(" team")
