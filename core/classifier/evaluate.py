"""How right the classifier is on labelled requests: the figures of `waypost evaluate`."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.catalogue.model import NONE
from core.classifier.suggestion import Suggestion

BINS = 10
"""Of the calibration error: ten equal widths of confidence, as is usual."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A request and where it belongs.

    Attributes:
        text: the request.
        responsibility: the right answer, `none` included.
        also: answers that are accepted beside it.
        fields: everything else on the line, to group by.
    """

    text: str
    responsibility: str
    also: tuple[str, ...]
    fields: dict[str, Any]

    def accepts(self, answer: str) -> bool:
        """Whether `answer` counts as right."""
        return answer == self.responsibility or answer in self.also

    def accepts_role(self, answer: str) -> bool:
        """Whether the role of `answer` counts as right."""
        return role_of(answer) in {role_of(accepted) for accepted in (self.responsibility, *self.also)}


Judged = tuple[Labelled, Suggestion]


def role_of(answer: str) -> str:
    """`it`, `is` or `none`."""
    return answer.partition(".")[0]


FIGURES: Mapping[str, str] = {
    "responsibility_accuracy": "responsibility right",
    "role_accuracy": "role right",
    "responsibility_accuracy_strict": "responsibility right, first label only",
    "role_accuracy_strict": "role right, first label only",
    "macro_f1": "macro-F1",
    "coverage": "in-scope requests routed without asking",
    "routed_accuracy": "right where routed without asking",
    "clarify_accuracy": "one of the two candidates right where it asks",
    "none_recall": "out-of-scope requests recognised",
    "in_scope_lost": "in-scope requests turned away",
    "ece": "expected calibration error",
}
"""Names of the figures of `report`, in their order, with what each says."""


def report(judged: Sequence[Judged]) -> dict[str, Any]:
    """All figures. Shares are from 0 to 1, and None where there is nothing to take a share of."""
    values = {name: right / number if number else None for name, (right, number) in counts(judged).items()}
    values |= {"macro_f1": _macro_f1(judged), "ece": _calibration_error(judged)}
    return {"n": len(judged), **{name: values[name] for name in FIGURES}, "confusion": _confusion(judged)}


def counts(judged: Sequence[Judged]) -> dict[str, tuple[int, int]]:
    """For each figure that is a share: of how many it holds, and how many there are."""
    out_of_scope = [pair for pair in judged if pair[0].responsibility == NONE]
    in_scope = [pair for pair in judged if pair[0].responsibility != NONE]
    routed = [pair for pair in judged if pair[1].outcome == "route"]
    asked = [pair for pair in judged if pair[1].outcome == "clarify"]
    return {
        "responsibility_accuracy": _count(judged, lambda row, s: row.accepts(s.best.answer)),
        "role_accuracy": _count(judged, lambda row, s: row.accepts_role(s.best.answer)),
        "responsibility_accuracy_strict": _count(judged, lambda row, s: row.responsibility == s.best.answer),
        "role_accuracy_strict": _count(judged, lambda row, s: role_of(row.responsibility) == role_of(s.best.answer)),
        "coverage": _count(in_scope, lambda _, s: s.outcome == "route"),
        "routed_accuracy": _count(routed, lambda row, s: row.accepts(s.best.answer)),
        "clarify_accuracy": _count(asked, lambda row, s: any(map(row.accepts, s.candidates))),
        "none_recall": _count(out_of_scope, lambda _, s: s.outcome == "none"),
        "in_scope_lost": _count(in_scope, lambda row, s: s.outcome == "none" and NONE not in row.also),
    }


@dataclass(frozen=True, slots=True)
class Mistaken:
    """An answer that is mistaken for another: how often, and requests where it was, in the order of the file."""

    truth: str
    guess: str
    times: int
    texts: tuple[str, ...]


def worst_pairs(judged: Sequence[Judged], most: int = 10) -> list[Mistaken]:
    """Which answers are mistaken for which others, most often first."""
    texts: dict[tuple[str, str], list[str]] = {}
    for row, suggestion in judged:
        if not row.accepts(suggestion.best.answer):
            texts.setdefault((row.responsibility, suggestion.best.answer), []).append(row.text)
    ordered = sorted(texts.items(), key=lambda item: -len(item[1]))
    return [Mistaken(truth, guess, len(found), tuple(found)) for (truth, guess), found in ordered[:most]]


@dataclass(frozen=True, slots=True)
class Bin:
    """Requests that were answered with about the same confidence.

    Attributes:
        low: where the bin begins, from 0 to 1; it is one tenth wide.
        number: how many requests are in it, at least 1.
        confidence: their mean confidence.
        right: the share of them whose guess was right. Where confidence is true, the two are alike.
    """

    low: float
    number: int
    confidence: float
    right: float


def reliability(judged: Sequence[Judged]) -> list[Bin]:
    """How often guesses of a confidence were right: the bins that are not empty, from low to high."""
    found: dict[int, list[tuple[float, bool]]] = {}
    for row, suggestion in judged:
        confidence = suggestion.best.confidence
        entry = (confidence, row.accepts(suggestion.best.answer))
        found.setdefault(min(int(confidence * BINS), BINS - 1), []).append(entry)
    return [
        Bin(at / BINS, len(entries), _mean([said for said, _ in entries]), _mean([right for _, right in entries]))
        for at, entries in sorted(found.items())
    ]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _count(judged: Sequence[Judged], holds: Callable[[Labelled, Suggestion], bool]) -> tuple[int, int]:
    return sum(holds(row, suggestion) for row, suggestion in judged), len(judged)


def accepted_label(row: Labelled, suggestion: Suggestion) -> str:
    """The label to hold a guess against: the guess itself where it is accepted."""
    return suggestion.best.answer if row.accepts(suggestion.best.answer) else row.responsibility


def _macro_f1(judged: Sequence[Judged]) -> float | None:
    pairs = [(accepted_label(row, suggestion), suggestion.best.answer) for row, suggestion in judged]
    truths, guesses = Counter(t for t, _ in pairs), Counter(g for _, g in pairs)
    hits = Counter(t for t, g in pairs if t == g)
    scores = [2 * hits[name] / (truths[name] + guesses[name]) for name in truths]
    return sum(scores) / len(scores) if scores else None


def _calibration_error(judged: Sequence[Judged]) -> float | None:
    """Expected calibration error: how far confidence is from the share of right guesses, over bins of confidence."""
    gaps = (found.number * abs(found.confidence - found.right) for found in reliability(judged))
    return sum(gaps) / len(judged) if judged else None


def _confusion(judged: Sequence[Judged]) -> dict[str, dict[str, int]]:
    table: dict[str, Counter[str]] = {}
    for row, suggestion in judged:
        table.setdefault(accepted_label(row, suggestion), Counter())[suggestion.best.answer] += 1
    return {truth: dict(sorted(row.items())) for truth, row in sorted(table.items())}
