"""The records of the catalogue: what IT Management and IS Management are.

All are frozen. They are built by `core.catalogue.load`, which also checks them, so holders may rely on every id to exist.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from core.catalogue.facts import Facts

RoleId = Literal["it", "is"]
Answer = str
"""A responsibility id such as `it.network`, or `NONE`."""

NONE: Answer = "none"
"""The answer for a request that neither role owns. Not a responsibility: it has no owner, skills or activities."""

_STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True, str_min_length=1)


@dataclass(frozen=True, slots=True)
class Skill:
    """What somebody in a role must be able to do.

    Attributes:
        id: kebab-case, unique over both roles, such as `system-administration`.
        name: as people say it.
        meaning: one sentence on what it is.
        shows: how one sees that somebody has it, two to four observations.
        aliases: other names by which people ask for it, lower case.
    """

    __pydantic_config__ = _STRICT

    id: str
    name: str
    meaning: str
    shows: tuple[str, ...]
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """One of the two kinds of management.

    Attributes:
        id: `it` or `is`.
        name: "IT Management" or "IS Management".
        title: what the person is called, "IT manager".
        definition: one sentence that starts with its verb, to be put behind the name.
        gives: what an organisation has from it, a noun phrase.
        needs: phrases in a need, lower case, which say that this is the role wanted.
        focus: what it looks at, a phrase.
        choose_when: situations in which this role is the one to turn to.
        skills: the five that it takes.
        aliases: other names by which people ask for it, lower case.
    """

    __pydantic_config__ = _STRICT

    id: RoleId
    name: str
    title: str
    definition: str
    gives: str
    needs: tuple[str, ...]
    focus: str
    choose_when: tuple[str, ...]
    skills: tuple[Skill, ...]
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One point in which the roles differ.

    Attributes:
        point: what is compared, "Core question".
        it: how IT Management stands to it.
        is_: how IS Management does (`is` in the file).
    """

    __pydantic_config__ = _STRICT

    point: str
    it: str
    is_: Annotated[str, Field(alias="is")]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Something that people mistake for this responsibility, and where it goes instead.

    Attributes:
        what: the thing, as a noun phrase.
        goes_to: a responsibility id, or `none` when it is another department's work.
    """

    __pydantic_config__ = _STRICT

    what: str
    goes_to: str


@dataclass(frozen=True, slots=True)
class References:
    """Codes of the public frameworks that describe the same work. Codes only; see docs/credits.md.

    Attributes:
        onet: O*NET-SOC occupation codes, such as `15-1244.00`.
        nice: NICE Framework work role ids, such as `IO-WRL-004`.
    """

    __pydantic_config__ = _STRICT

    onet: tuple[str, ...] = ()
    nice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Responsibility:
    """What must be looked after.

    Attributes:
        id: `<role>.<word>`, stable.
        name: a short noun phrase.
        short: what it is about in at most eight words, for menus.
        definition: one sentence.
        activities: what is done there, each a short phrase starting with a verb.
        skills: ids of the skills of its role that it takes, most needed first, to how each shows in this work.
        include: what to write in such a request so that the owner need not ask back.
        not_here: what goes elsewhere.
        aliases: other names by which people ask for it, lower case.
        references: codes of public frameworks.
    """

    __pydantic_config__ = _STRICT

    id: str
    name: str
    short: str
    definition: str
    activities: tuple[str, ...]
    skills: Mapping[str, str]
    include: tuple[str, ...]
    not_here: tuple[Elsewhere, ...]
    aliases: tuple[str, ...]
    references: References = field(default_factory=References)

    @property
    def role(self) -> RoleId:
        """The role that it belongs to, the first part of its id."""
        return "it" if self.id.startswith("it.") else "is"


@dataclass(frozen=True, slots=True)
class Boundary:
    """How two responsibilities that are easily confused differ, as a question to the requester.

    Attributes:
        between: the two ids.
        question: one question in plain words, answerable by somebody who knows neither role.
        answers: for each of the two ids the answer that points to it, short enough for a button (at most 60 characters).
    """

    __pydantic_config__ = _STRICT

    between: tuple[str, str]
    question: str
    answers: Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Everything that is known about the roles and their responsibilities. Compared by identity: `load` gives one per file.

    Attributes:
        information_technology: what "information technology" itself means, one or two sentences.
        roles: by id.
        differences: point by point, most telling first.
        responsibilities: by id, in the order of the files.
        boundaries: of the confusable pairs.
        facts: on information technology, and on both roles together.
    """

    information_technology: str
    roles: Mapping[str, Role]
    differences: tuple[Difference, ...]
    responsibilities: Mapping[str, Responsibility]
    boundaries: tuple[Boundary, ...]
    facts: Facts

    @cached_property
    def skills(self) -> Mapping[str, Skill]:
        """All skills of both roles, by id."""
        return {skill.id: skill for role in self.roles.values() for skill in role.skills}

    def of_role(self, role: str) -> tuple[Responsibility, ...]:
        """The responsibilities of one role, in catalogue order."""
        return tuple(r for r in self.responsibilities.values() if r.role == role)

    def boundary(self, one: str, other: str) -> Boundary | None:
        """What separates two responsibilities, or None where nobody has written it down."""
        return self._boundaries.get(frozenset((one, other)))

    def neighbours(self, responsibility: str) -> tuple[str, ...]:
        """The responsibilities with which this one shares a boundary."""
        return tuple(
            next(iter(set(b.between) - {responsibility})) for b in self.boundaries if responsibility in b.between
        )

    @cached_property
    def _boundaries(self) -> Mapping[frozenset[str], Boundary]:
        return {frozenset(b.between): b for b in self.boundaries}
