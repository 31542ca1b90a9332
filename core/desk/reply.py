"""The closed set of what the desk can reply. Each is frozen and says in `kind` which it is.

The kinds of the command line (`waypost ask --json`) are these, but for `choose`, which only a press leads to.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from core.catalogue.model import Boundary, Catalogue, Responsibility, Role
from core.classifier.suggestion import Suggestion
from core.directory.model import Team


@dataclass(frozen=True, slots=True)
class Ownership:
    """Who answers for a responsibility here.

    Attributes:
        team: the owner, or None where the directory names none.
        fallback: the team for what nobody owns, or None.
        directory: whether the organisation has a directory at all.
    """

    team: Team | None
    fallback: Team | None
    directory: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody said about where a request belongs.

    Attributes:
        answer: a responsibility id, or `none`.
        by: who, as a reader of the reply calls them: `you`, a name, or empty where that is not known.
        question, said: where it answered a clarifying question, that question and the answer in words; otherwise empty.
        to_question: whether it answered a clarifying question at all.
    """

    answer: str
    by: str = ""
    to_question: bool = False
    question: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """It belongs to this responsibility.

    Attributes:
        suggestion: what the classifier said.
        responsibility: where it belongs; a person's choice where there was one.
        role: its role.
        skills: what it takes: the names of the skills with how each shows.
        ownership: who answers for it.
        runner_up: the next best, or None when that is `none` or far behind.
        chosen: what a person said, or None where nobody did.
        shortened: whether only the first part of the text was read.
    """

    kind: ClassVar[str] = "route"

    suggestion: Suggestion
    responsibility: Responsibility
    role: Role
    skills: tuple[tuple[str, str], ...]
    ownership: Ownership
    runner_up: Responsibility | None
    chosen: Choice | None = None
    shortened: bool = False


@dataclass(frozen=True, slots=True)
class Clarify:
    """It could be either of two: one question decides.

    Attributes:
        suggestion: what the classifier said.
        first, second: the candidates, likelier first.
        boundary: the catalogue's question for the two, or None where it has none.
        shortened: whether only the first part of the text was read.
    """

    kind: ClassVar[str] = "clarify"

    suggestion: Suggestion
    first: Responsibility
    second: Responsibility
    boundary: Boundary | None
    shortened: bool = False


@dataclass(frozen=True, slots=True)
class NotOurs:
    """Neither role owns it.

    Attributes:
        suggestion: what the classifier said.
        fallback: a team of people to turn to, or None.
        chosen: what a person said, or None where nobody did.
        shortened: whether only the first part of the text was read.
    """

    kind: ClassVar[str] = "none"

    suggestion: Suggestion
    fallback: Team | None
    chosen: Choice | None = None
    shortened: bool = False


Single = Route | Clarify | NotOurs


@dataclass(frozen=True, slots=True)
class Several:
    """One text with several asks; each has a reply of its own, in the order of the text."""

    kind: ClassVar[str] = "several"

    suggestion: Suggestion
    parts: tuple[tuple[str, Single], ...]


Routable = Route | Clarify | NotOurs | Several
"""The replies that rest on the classifier, and so can be corrected."""


@dataclass(frozen=True, slots=True)
class Choose:
    """The list of all responsibilities, for somebody who said that the suggestion is not right.

    Attributes:
        current: the reply that was not right.
        part: which of its asks.
        catalogue: what there is to choose from.
    """

    kind: ClassVar[str] = "choose"

    current: Routable
    part: int
    catalogue: Catalogue


@dataclass(frozen=True, slots=True)
class Skills:
    """What somebody must be able to do in a role, in a responsibility, or (no subject) in both roles."""

    kind: ClassVar[str] = "skills"

    subject: Role | Responsibility | None
    catalogue: Catalogue


@dataclass(frozen=True, slots=True)
class Compare:
    """How IT and IS Management differ."""

    kind: ClassVar[str] = "compare"

    catalogue: Catalogue


@dataclass(frozen=True, slots=True)
class Define:
    """What a role, a responsibility or (no subject) information technology is."""

    kind: ClassVar[str] = "define"

    subject: Role | Responsibility | None
    catalogue: Catalogue


@dataclass(frozen=True, slots=True)
class Advise:
    """Which of the two roles fits a need.

    Attributes:
        need: what the person wants to do.
        role: the one that fits, or None when the need says too little.
        responsibility: where in it, or None.
        suggestion: what the classifier said of the need.
        catalogue: for the reasons.
    """

    kind: ClassVar[str] = "advise"

    need: str
    role: Role | None
    responsibility: Responsibility | None
    suggestion: Suggestion
    catalogue: Catalogue


@dataclass(frozen=True, slots=True)
class Owner:
    """Who owns a responsibility.

    Attributes:
        subject: the responsibility asked about, or None for the list of all.
        owners: each responsibility in question with its ownership.
    """

    kind: ClassVar[str] = "owner"

    subject: Responsibility | None
    owners: tuple[tuple[Responsibility, Ownership], ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What is under way. The desk has no part in it: who has, says it in a chat."""

    kind: ClassVar[str] = "status"


@dataclass(frozen=True, slots=True)
class Help:
    """What one can ask, with examples to press. `note` says why help is shown when nobody asked for it."""

    kind: ClassVar[str] = "help"

    examples: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Smalltalk:
    """A kind word back; nothing is routed."""

    kind: ClassVar[str] = "smalltalk"

    says: str


Reply = (
    Route
    | Clarify
    | NotOurs
    | Several
    | Choose
    | Skills
    | Compare
    | Define
    | Advise
    | Owner
    | Standing
    | Help
    | Smalltalk
)

Settled = Mapping[int, Choice]
"""What people chose, by the number of the ask in the text, from 0."""
