"""One evaluation held against an earlier one of the same requests."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.classifier.evaluate import Judged

_DIGITS = 16
"""Of a text's sha256: enough to tell requests apart, and no text leaves the file that it is in."""


class ComparisonError(Exception):
    """The earlier result cannot be compared with. The message is one sentence."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed since an earlier result.

    Attributes:
        figures: name to its value before and now; None where there is none.
        mended: lines that were wrong and are right.
        broken: lines that were right and are wrong.
    """

    figures: Mapping[str, tuple[float | None, float | None]]
    mended: tuple[int, ...]
    broken: tuple[int, ...]


def answers(judged: Sequence[Judged]) -> list[dict[str, Any]]:
    """What was answered to each request, in the order of the file, without the requests themselves."""
    return [
        {
            "text": hashlib.sha256(row.text.encode("utf-8", "replace")).hexdigest()[:_DIGITS],
            "guess": suggestion.best.answer,
            "confidence": round(suggestion.best.confidence, 4),
            "outcome": suggestion.outcome,
            "right": row.accepts(suggestion.best.answer),
        }
        for row, suggestion in judged
    ]


def read(path: Path) -> dict[str, Any]:
    """A result that was saved from `waypost evaluate --json`.

    Raises:
        ComparisonError: it is none.
    """
    try:
        saved = json.loads(path.read_text(encoding="utf-8"))
        fits = isinstance(saved["n"], int) and all(
            isinstance(answer["text"], str) and isinstance(answer["right"], bool) for answer in saved["answers"]
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ComparisonError(f"{path} is not a result of `waypost evaluate --json`.") from error
    if not fits:
        raise ComparisonError(f"{path} is not a result of `waypost evaluate --json`.")
    found: dict[str, Any] = saved
    return found


def compare(now: Mapping[str, Any], before: Mapping[str, Any], path: Path) -> Comparison:
    """Hold two results against each other.

    Args:
        now: figures, with `answers`.
        before: the same of earlier.
        path: where `before` was read from, for the error.

    Raises:
        ComparisonError: they are of different requests.
    """
    if [answer["text"] for answer in now["answers"]] != [answer["text"] for answer in before["answers"]]:
        raise ComparisonError(f"{path} is a result on other requests, so there is nothing to compare.")
    names = [name for name, value in now.items() if name != "n" and (value is None or isinstance(value, float))]
    pairs = list(zip(before["answers"], now["answers"], strict=True))
    return Comparison(
        {name: (_number(before.get(name)), now[name]) for name in names},
        tuple(at for at, (old, new) in enumerate(pairs, start=1) if new["right"] and not old["right"]),
        tuple(at for at, (old, new) in enumerate(pairs, start=1) if old["right"] and not new["right"]),
    )


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
