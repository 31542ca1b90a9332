"""One evaluation held against an earlier one of the same requests."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.classifier.evaluate import FIGURES, Judged, Labelled
from core.errors import UserError

_DIGITS = 16
"""Of a text's sha256: enough to tell requests apart, and no text leaves the file that it is in."""


class ComparisonError(UserError):
    """The earlier result cannot be compared with. The message is one sentence."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said of a request earlier."""

    guess: str
    right: bool


@dataclass(frozen=True, slots=True)
class Earlier:
    """A result that was saved.

    Attributes:
        figures: name to value, None where there was nothing to measure or the figure was not known yet.
        answers: one a request, in the order in which they are asked now; None if only figures were saved.
    """

    figures: Mapping[str, float | None]
    answers: tuple[Answer, ...] | None


@dataclass(frozen=True, slots=True)
class Changes:
    """Requests that are answered differently now. All are line numbers, from 1.

    Attributes:
        mended: wrong before, right now.
        broken: right before, wrong now.
        relabelled: those of both where the guess is the same: not the classifier changed, but what counts as right.
    """

    mended: tuple[int, ...]
    broken: tuple[int, ...]
    relabelled: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed since an earlier result.

    Attributes:
        figures: name to its value before and now; None where there is none.
        changes: by request; None if the earlier result has only figures.
    """

    figures: Mapping[str, tuple[float | None, float | None]]
    changes: Changes | None


def answers(judged: Sequence[Judged]) -> list[dict[str, Any]]:
    """What was answered to each request, in the order of the file; of the text there is only a checksum."""
    return [
        {
            "line": line,
            "text": _checksum(row.text),
            "guess": suggestion.best.answer,
            "confidence": round(suggestion.best.confidence, 4),
            "outcome": suggestion.outcome,
            "right": row.accepts(suggestion.best.answer),
        }
        for line, (row, suggestion) in enumerate(judged, start=1)
    ]


def read(path: Path, rows: Sequence[Labelled]) -> Earlier:
    """A result that was saved from `waypost evaluate --json`.

    Args:
        path: of the file.
        rows: the requests that are measured on now.

    Raises:
        ComparisonError: it cannot be read, is no such result, or is one on other requests.
    """
    try:
        saved = json.loads(path.read_text(encoding="utf-8"))
        number = saved["n"]
        figures = {name: _share(saved.get(name)) for name in FIGURES}
        given = [_answer(answer) for answer in saved["answers"]] if "answers" in saved else None
        whole = (
            isinstance(number, int)
            and figures["responsibility_accuracy"] is not None
            and (given is None or len(given) == number)
        )
    except OSError as error:
        raise ComparisonError(f"{path} cannot be read ({error.strerror}).") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ComparisonError(f"{path} is not a result of `waypost evaluate --json`.") from error
    if not whole:
        raise ComparisonError(f"{path} is not a result of `waypost evaluate --json`.")
    if number != len(rows):
        raise ComparisonError(f"{path} is a result on other requests: {number} of them, and here are {len(rows)}.")
    return Earlier(figures, _in_order(path, given, rows) if given is not None else None)


def compare(now: Mapping[str, Any], before: Earlier) -> Comparison:
    """Hold two results against each other.

    Args:
        now: figures, with `answers`.
        before: the same of earlier.
    """
    return Comparison(
        {name: (before.figures[name], now[name]) for name in FIGURES},
        _changes(before.answers, now["answers"]) if before.answers is not None else None,
    )


def _changes(before: Sequence[Answer], now: Sequence[Mapping[str, Any]]) -> Changes:
    turned = [(old, new) for old, new in zip(before, now, strict=True) if old.right != new["right"]]
    return Changes(
        mended=tuple(new["line"] for old, new in turned if not old.right),
        broken=tuple(new["line"] for old, new in turned if old.right),
        relabelled=tuple(new["line"] for old, new in turned if old.guess == new["guess"]),
    )


def _in_order(path: Path, given: Sequence[tuple[str, Answer]], rows: Sequence[Labelled]) -> tuple[Answer, ...]:
    """The answers in the order of `rows`; a request that stands there twice has two."""
    waiting: dict[str, list[Answer]] = {}
    for checksum, answer in reversed(given):
        waiting.setdefault(checksum, []).append(answer)
    found = [left.pop() for row in rows if (left := waiting.get(_checksum(row.text)))]
    if len(found) < len(rows):
        raise ComparisonError(f"{path} is a result on other requests: it has {len(found)} of these {len(rows)}.")
    return tuple(found)


def _answer(saved: Mapping[str, object]) -> tuple[str, Answer]:
    checksum, guess, right = saved["text"], saved["guess"], saved["right"]
    if not (isinstance(checksum, str) and isinstance(guess, str) and isinstance(right, bool)):
        raise TypeError
    return checksum, Answer(guess, right)


def _share(saved: object) -> float | None:
    if saved is None:
        return None
    if isinstance(saved, bool) or not isinstance(saved, int | float):
        raise TypeError
    if not 0 <= saved <= 1:  # nor what is no number, which JSON files can hold all the same
        raise ValueError
    return float(saved)


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:_DIGITS]
