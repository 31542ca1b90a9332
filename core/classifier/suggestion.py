"""What the classifier says about a text."""

from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass
from functools import cached_property
from typing import Literal, TypeVar, overload

_T = TypeVar("_T")
Outcome = Literal["route", "clarify", "none"]


@dataclass(frozen=True, slots=True)
class Ranked:
    """One answer and how likely it is.

    Attributes:
        answer: a responsibility id, or `none`.
        confidence: calibrated probability, from 0 to 1; all of one suggestion add up to 1.
    """

    answer: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Reason:
    """A word of the text and what it did.

    Attributes:
        word: as it stands in the text.
        weight: how much it raised the best answer above the average one, in logits; weak and negative ones are left out.
    """

    word: str
    weight: float


@dataclass(frozen=True, slots=True)
class Example:
    """A request of the catalogue that resembles the text.

    Attributes:
        text: the example.
        answer: where it belongs.
        similarity: cosine of the two vectors, from -1 to 1.
    """

    text: str
    answer: str
    similarity: float


class Late(Sequence[_T]):
    """A sequence that is made when it is first looked at: most suggestions are read without their evidence."""

    def __init__(self, make: Callable[[], Sequence[_T]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> tuple[_T, ...]:
        return tuple(self._make())

    @overload
    def __getitem__(self, at: int) -> _T: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[_T, ...]: ...
    def __getitem__(self, at: int | slice) -> _T | tuple[_T, ...]:
        return self._made[at]

    def __len__(self) -> int:
        return len(self._made)

    def __eq__(self, other: object) -> bool:
        return self._made == (other._made if isinstance(other, Late) else other)

    def __hash__(self) -> int:
        return hash(self._made)

    def __repr__(self) -> str:
        return repr(self._made)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A ranked answer with its evidence.

    Attributes:
        text: what was read, after shortening.
        ranking: every answer, most likely first.
        outcome: `route` when sure enough, `clarify` when two are close, `none` when it is not ours.
        candidates: for `clarify` the two responsibilities to choose between, likelier first; otherwise empty.
        reasons: the words that decided, weightiest first.
        examples: the nearest requests of the catalogue, nearest first.
        unread: whether too few of its words are recognised to say anything of it: it is in another language, or no text at
            all. The outcome is `none` then, and the ranking means nothing.
        topic: what the text asks about the roles or the bot, such as `skills`, if it is no request, and how likely it is none.
        moves: how the text may go on with an answer, likeliest first; `none` for what stands for itself. Empty where nobody knows.
    """

    text: str
    ranking: tuple[Ranked, ...]
    outcome: Outcome
    _: KW_ONLY
    candidates: tuple[str, ...]
    reasons: Sequence[Reason]
    examples: Sequence[Example]
    unread: bool = False
    topic: Ranked = Ranked("none", 0.0)
    moves: Sequence[Ranked] = ()

    @property
    def best(self) -> Ranked:
        """The likeliest answer."""
        return self.ranking[0]
