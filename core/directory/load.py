"""Read `owners.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from pydantic import ConfigDict

from core.addresses import address_schemas, either
from core.catalogue.model import Catalogue
from core.directory.model import Directory, Organisation, Team, responder
from core.typed_yaml import Document, nearest, parse, read


@dataclass(frozen=True)
class _TeamFields:
    """A file gives the teams as a mapping; the id is the key, so that no id can be given twice."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    organisation: Organisation
    teams: Mapping[str, dict[str, object]]


_LONGEST_ID = 64
"""What the database keeps of a team's id; a cut one would be another team's."""


@lru_cache(maxsize=4)
def load(path: Path, catalogue: Catalogue) -> Directory:
    """The directory in `path`, checked against the catalogue.

    Raises:
        MistakeInFileError: the first mistake, in one sentence with file, line and field.
    """
    document = read(path)
    fields = parse(document, _TeamFields)
    teams = {name: _team(document, name, raw) for name, raw in fields.teams.items()}
    _check(document, fields.organisation, teams, catalogue)
    return Directory(fields.organisation, teams)


def _team(document: Document, name: str, raw: Mapping[str, object]) -> Team:
    """A team with its channels, each of which the file gives under the name of its platform."""
    at = ("teams", name)
    if "channels" in raw:
        raise document.mistake((*at, "channels"), "is not a known field")
    platforms = address_schemas()
    own = {key: value for key, value in raw.items() if key not in platforms}
    team = parse(document, Team, {**own, "id": name}, at)
    channels = {
        platform: parse(document, schema.section, raw[platform], (*at, platform)).to_channel()
        for platform, schema in platforms.items()
        if raw.get(platform) is not None
    }
    return _with_responders(document, replace(team, channels=channels))


def _with_responders(document: Document, team: Team) -> Team:
    """The team with its responders as `platform:id`."""
    named: list[str] = []
    for position, written in enumerate(team.responders):
        try:
            named.append(responder(written, team))
        except ValueError as error:
            raise document.mistake(("teams", team.id, "responders", position), str(error)) from error
    return replace(team, responders=tuple(named))


def _check(document: Document, organisation: Organisation, teams: Mapping[str, Team], catalogue: Catalogue) -> None:
    if organisation.fallback and organisation.fallback not in teams:
        raise document.mistake(
            ("organisation", "fallback"),
            f"{organisation.fallback} is not a team in this file",
            nearest(organisation.fallback, teams),
        )
    owners: dict[str, str] = {}
    for name, team in teams.items():
        at = ("teams", name)
        if len(name) > _LONGEST_ID:
            raise document.mistake(at, f"the id of a team has {_LONGEST_ID} characters at most")
        for position, responsibility in enumerate(team.responsibilities):
            here = (*at, "responsibilities", position)
            if responsibility not in catalogue.responsibilities:
                hint = nearest(responsibility, catalogue.responsibilities)
                raise document.mistake(here, f"{responsibility} is not a responsibility", hint)
            if responsibility in owners:
                raise document.mistake(here, f"{responsibility} already belongs to {owners[responsibility]}")
            owners[responsibility] = name
        if team.escalate_to and team.escalate_to not in teams:
            raise document.mistake(
                (*at, "escalate_to"), f"{team.escalate_to} is not a team in this file", nearest(team.escalate_to, teams)
            )
        _check_escalation(document, team, teams)
        if team.home and team.home not in address_schemas():
            raise document.mistake((*at, "home"), f"should be {either()} (it is {team.home!r})")
        if team.home and team.home not in team.channels:
            raise document.mistake((*at, "home"), f"is {team.home}, but the team has no place there")


def _check_escalation(document: Document, team: Team, teams: Mapping[str, Team]) -> None:
    """Whether whoever waits for this team in vain has somebody else told, and not before the team itself is reminded."""

    def mistake(field: str, what: str) -> Exception:
        return document.mistake(("teams", team.id, field), what)

    if team.escalate_after and not team.escalate_to:
        raise mistake("escalate_after", f"{team.name} escalates to nobody; add escalate_to with the id of another team")
    if team.escalate_to is None:
        return
    if not team.escalate_after:
        raise mistake("escalate_to", f"{team.name} never escalates; add escalate_after, such as 4h")
    if team.escalate_to == team.id:
        raise mistake("escalate_to", f"{team.name} cannot escalate to itself; name another team")
    if not teams[team.escalate_to].has_place:
        above = teams[team.escalate_to].name
        raise mistake("escalate_to", f"{above} has no {either()} place, so {team.name} cannot escalate to it")
    if team.remind_after and team.escalate_after <= team.remind_after:
        raise mistake("escalate_after", f"{team.name} must escalate later than it is reminded (see remind_after)")


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that the directory leaves open: no mistake in the file, but a request could end there."""

    what: str


def gaps(directory: Directory, catalogue: Catalogue) -> tuple[Gap, ...]:
    """Responsibilities without an owner, teams without a place, a missing fallback."""
    found = [
        Gap(f"{r.id} ({r.name}) has no owner")
        for r in catalogue.responsibilities.values()
        if directory.owner(r.id) is None
    ]
    found += [
        Gap(f"team {team.id} has no place: give it {either()}")
        for team in directory.teams.values()
        if not team.has_place
    ]
    if directory.fallback is None:
        found.append(Gap("organisation.fallback names no team, so what nobody owns reaches nobody"))
    return tuple(found)
