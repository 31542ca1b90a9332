"""What all replies have in common."""

from dataclasses import dataclass
from typing import ClassVar, Protocol

from core.directory.model import Team


class Reply(Protocol):
    """What the desk has to say: a frozen record that names its kind.

    The kinds of the command line (`waypost ask --json`) are these, but for `choose`, which only a press leads to.
    """

    kind: ClassVar[str]


@dataclass(frozen=True, slots=True)
class Ownership:
    """Who answers for a responsibility here.

    Attributes:
        team: the owner, or None where the directory names none.
        fallback: the team for what nobody owns, or None.
        directory: whether the organisation has a directory at all.
        withheld: whether who asks is not to be told.
    """

    team: Team | None
    fallback: Team | None
    directory: bool
    withheld: bool = False
