"""Read the catalogue: the shipped files, and an organisation's own file on top."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ConfigDict

from core.catalogue.facts import Facts
from core.catalogue.model import NONE, Boundary, Catalogue, Difference, Responsibility, Role
from core.typed_yaml import Document, Location, nearest, parse, read

_T = TypeVar("_T")
DATA = Path(__file__).parent / "data"
_BOUNDARY_ENDS = 2


@dataclass(frozen=True)
class _RolesFile:
    __pydantic_config__ = ConfigDict(extra="forbid")

    information_technology: str
    roles: Mapping[str, dict[str, Any]]
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class _BoundariesFile:
    __pydantic_config__ = ConfigDict(extra="forbid")

    boundaries: tuple[Boundary, ...]


@dataclass(frozen=True)
class Overrides:
    """An organisation's own file: the same records as the shipped ones, all optional.

    Attributes:
        roles: role id to the fields that change.
        responsibilities: id to the fields that change, or a whole new responsibility.
        boundaries: added to the shipped ones; the same pair replaces ours.
        examples: answer to example requests, added to the shipped ones. They count after `waypost train`.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    roles: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    responsibilities: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    boundaries: tuple[Boundary, ...] = ()
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@lru_cache(maxsize=4)
def load(own: Path | None = None) -> Catalogue:
    """The catalogue, with `own` on top where it is given.

    Raises:
        MistakeInFileError: the first mistake, in one sentence with file, line and field.
    """
    roles_file = read(DATA / "roles.yaml")
    head = parse(roles_file, _RolesFile)
    own_file = read(own) if own else None
    overrides = parse(own_file, Overrides) if own_file and own_file.data is not None else Overrides()

    roles = {
        name: _merge(roles_file, ("roles", name), dict(raw, id=name), own_file, overrides.roles.get(name), Role)
        for name, raw in head.roles.items()
    }
    for name in overrides.roles:
        if name not in roles and own_file:
            raise own_file.mistake(("roles", name), "is not a role; there are it and is")
    responsibilities: dict[str, Responsibility] = {}
    for path in sorted((DATA / "responsibilities").glob("*.yaml"), key=_order):
        document = read(path)
        raw = document.data if isinstance(document.data, dict) else {}
        change = overrides.responsibilities.get(path.stem)
        record = _merge(document, (), raw, own_file, change, Responsibility)
        if record.id != path.stem:
            raise document.mistake(("id",), f"must be the file's name, {path.stem}")
        responsibilities[record.id] = record
    for name, raw in overrides.responsibilities.items():
        if name not in responsibilities and own_file:
            if not name.startswith(tuple(f"{role}." for role in roles)):
                raise own_file.mistake(
                    ("responsibilities", name), "must start with “it.” or “is.”", nearest(name, responsibilities)
                )
            responsibilities[name] = parse(own_file, Responsibility, dict(raw, id=name), ("responsibilities", name))
    boundaries_file = read(DATA / "boundaries.yaml")
    shipped = parse(boundaries_file, _BoundariesFile).boundaries
    replaced = {frozenset(b.between) for b in overrides.boundaries}
    catalogue = Catalogue(
        head.information_technology,
        roles,
        head.differences,
        responsibilities,
        (*(b for b in shipped if frozenset(b.between) not in replaced), *overrides.boundaries),
        parse(read(DATA / "facts.yaml"), Facts),
    )
    _check_boundaries(boundaries_file, shipped, catalogue)
    if own_file:
        _check_boundaries(own_file, overrides.boundaries, catalogue)
        for answer in overrides.examples:
            if answer != NONE and answer not in responsibilities:
                raise own_file.mistake(
                    ("examples", answer), "is not a responsibility", nearest(answer, responsibilities)
                )
    for record in responsibilities.values():
        source = own_file if own_file and record.id in overrides.responsibilities else None
        _check_responsibility(source, record, catalogue)
    return catalogue


def examples(own: Path | None = None) -> dict[str, tuple[str, ...]]:
    """Example requests by answer (`none` included), shipped ones first.

    They lie in `data/examples/<answer>.yaml`, one list a file: reading them takes longer than all the rest, and only
    training and the checks need them.

    Raises:
        MistakeInFileError: a file that is not a list of texts, or an answer that nobody knows.
    """
    found: dict[str, tuple[str, ...]] = {}
    known = {*load(own).responsibilities, NONE}
    for path in sorted((DATA / "examples").glob("*.yaml"), key=_order):
        document = read(path)
        if path.stem not in known:
            raise document.mistake((), "is named after no responsibility")
        found[path.stem] = parse(document, tuple[str, ...])
    if own:
        document = read(own)
        for answer, texts in parse(document, Overrides).examples.items() if document.data else ():
            found[answer] = (*found.get(answer, ()), *texts)
    return found


def practice() -> dict[str, tuple[str, ...]]:
    """Texts by answer on which the encoder alone is tuned, in `data/practice/<batch>/<answer>.yaml`.

    They were written in large batches, and teach what words mean; the head, which decides, is fitted to the examples alone:
    fitted to both it is less right about real requests (docs/classifier.md).

    Raises:
        MistakeInFileError: a file that is not a list of texts, or an answer that nobody knows.
    """
    found: dict[str, tuple[str, ...]] = {}
    known = {*load().responsibilities, NONE}
    for path in sorted((DATA / "practice").glob("*/*.yaml"), key=_order):
        document = read(path)
        if path.stem not in known:
            raise document.mistake((), "is named after no responsibility")
        found[path.stem] = (*found.get(path.stem, ()), *parse(document, tuple[str, ...]))
    return found


def questions() -> dict[str, tuple[str, ...]]:
    """Ways of asking about the roles themselves, by topic; under `none`, requests that sound like it."""
    return {path.stem: parse(read(path), tuple[str, ...]) for path in sorted((DATA / "questions").glob("*.yaml"))}


def moves() -> dict[str, tuple[str, ...]]:
    """What people write after an answer, by what it does; under `none`, what stands for itself."""
    return {path.stem: parse(read(path), tuple[str, ...]) for path in sorted((DATA / "moves").glob("*.yaml"))}


_ORDER = (
    "it.support it.access it.network it.hardware it.software it.infrastructure it.security it.projects "
    "is.strategy is.alignment is.process is.data is.analytics is.change is.leadership none"
).split()
"""From what most people meet to what few do. The order of menus and tables."""


def _order(path: Path) -> tuple[int, str, str]:
    return (_ORDER.index(path.stem) if path.stem in _ORDER else len(_ORDER), path.stem, str(path.parent))


def _merge(
    document: Document,
    at: Location,
    raw: dict[str, Any],
    own: Document | None,
    change: dict[str, Any] | None,
    kind: type[_T],
) -> _T:
    """The shipped record, with the organisation's fields in place of ours; each mistake is blamed on its own file."""
    shipped = parse(document, kind, raw, at)
    if not change or own is None:
        return shipped
    section = "roles" if kind is Role else "responsibilities"
    where: Location = (section, str(raw.get("id")))
    if "id" in change:
        raise own.mistake((*where, "id"), "cannot be changed; leave it out")
    return parse(own, kind, {**raw, **change}, where)


def _check_boundaries(document: Document, boundaries: tuple[Boundary, ...], catalogue: Catalogue) -> None:
    seen: set[frozenset[str]] = set()
    for position, boundary in enumerate(boundaries):
        pair = frozenset(boundary.between)
        at = ("boundaries", position)
        for name in boundary.between:
            if name not in catalogue.responsibilities:
                raise document.mistake(
                    (*at, "between"), f"{name} is not a responsibility", nearest(name, catalogue.responsibilities)
                )
        if len(pair) != _BOUNDARY_ENDS or pair in seen:
            raise document.mistake((*at, "between"), "must be two different responsibilities, each pair once")
        if set(boundary.answers) != pair:
            raise document.mistake((*at, "answers"), "must hold one answer for each of the two")
        seen.add(pair)


def _check_responsibility(own: Document | None, record: Responsibility, catalogue: Catalogue) -> None:
    document = own or read(DATA / "responsibilities" / f"{record.id}.yaml")
    at: Location = ("responsibilities", record.id) if own else ()
    skills = {skill.id for skill in catalogue.roles[record.role].skills}
    for skill in record.skills:
        if skill not in skills:
            raise document.mistake((*at, "skills", skill), f"is not a skill of {record.role}", nearest(skill, skills))
    for position, elsewhere in enumerate(record.not_here):
        if elsewhere.goes_to != NONE and elsewhere.goes_to not in catalogue.responsibilities:
            raise document.mistake(
                (*at, "not_here", position, "goes_to"), f"{elsewhere.goes_to} is not a responsibility"
            )
