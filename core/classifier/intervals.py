"""How far a figure may be from what endless requests of the same kind would give: 95 % confidence intervals."""

from collections.abc import Sequence
from math import sqrt

import numpy as np
import numpy.typing as npt

from core.classifier.evaluate import BINS, Judged, counts, credited

Z = 1.959964
"""Two-sided 95 % of the normal distribution."""

RESAMPLES = 1000
SEED = 0
"""Of the resampling, so that the same requests give the same interval."""

Interval = tuple[float, float]


def intervals(judged: Sequence[Judged]) -> dict[str, Interval]:
    """An interval for each figure of `report` that is a number; those that have none are left out.

    Shares get Wilson's score interval (E. B. Wilson, Probable inference, the law of succession, and statistical inference,
    1927), which is right for shares near 0 and 1 too; macro-F1 and the calibration error, which are no shares, the middle
    95 % of what resampled requests give.
    """
    if not judged:
        return {}
    found = {name: wilson(right, number) for name, (right, number) in counts(judged).items() if number}
    again = np.random.default_rng(SEED).multinomial(len(judged), np.full(len(judged), 1 / len(judged)), RESAMPLES)
    return found | {"macro_f1": _middle(_macro_f1(judged, again)), "ece": _middle(_calibration_error(judged, again))}


def wilson(right: int, number: int) -> Interval:
    """The interval of a share of `right` in `number`, which is at least 1."""
    share, spread = right / number, Z * Z / number
    middle = (share + spread / 2) / (1 + spread)
    half = Z / (1 + spread) * sqrt(share * (1 - share) / number + spread / (4 * number))
    # rounding must not leave the share itself outside, at 0 and 1
    return min(max(0.0, middle - half), share), max(min(1.0, middle + half), share)


def _middle(values: npt.NDArray[np.float64]) -> Interval:
    low, high = np.quantile(values, (0.025, 0.975))
    return float(low), float(high)


def _macro_f1(judged: Sequence[Judged], again: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """(R,) macro-F1 over R resamples, each given as how often it holds each request."""
    pairs = [(credited(row, suggestion), suggestion.best.answer) for row, suggestion in judged]
    names = sorted({name for pair in pairs for name in pair})
    truth = np.array([[truth == name for name in names] for truth, _ in pairs], dtype=np.float64)
    guess = np.array([[guess == name for name in names] for _, guess in pairs], dtype=np.float64)
    of_truth, of_guess, hits = again @ truth, again @ guess, again @ (truth * guess)
    present = of_truth > 0
    scores = np.where(present, 2 * hits / np.maximum(of_truth + of_guess, 1), 0.0)
    return np.asarray(scores.sum(axis=1) / np.maximum(present.sum(axis=1), 1))


def _calibration_error(judged: Sequence[Judged], again: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """(R,) expected calibration error over R resamples."""
    confidence = np.array([suggestion.best.confidence for _, suggestion in judged])
    right = np.array([row.accepts(suggestion.best.answer) for row, suggestion in judged], dtype=np.float64)
    bins = np.minimum((confidence * BINS).astype(np.int64), BINS - 1)
    in_bin = bins[:, None] == np.arange(BINS)[None, :]
    gaps = np.abs(again @ (in_bin * (confidence - right)[:, None]))
    return np.asarray(gaps.sum(axis=1) / len(judged))
