"""How far a figure may be from what endless requests of the same kind would give: 95 % confidence intervals."""

from collections.abc import Callable, Mapping, Sequence
from math import sqrt

import numpy as np
import numpy.typing as npt

from core.classifier.evaluate import BINS, Judged, accepted_label, counts, report

Z = 1.959964
"""Two-sided 95 % of the normal distribution."""

RESAMPLES = 1000
SEED = 0
"""Of the resampling, so that the same requests give the same interval."""

_AT_ONCE = 4_000_000
"""Draws that are held at a time: 32 MB of them, however many requests there are."""

Interval = tuple[float, float]
_Weights = npt.NDArray[np.int64]
_Figure = Callable[[_Weights], npt.NDArray[np.float64]]


def intervals(judged: Sequence[Judged]) -> dict[str, Interval]:
    """An interval for each figure of `report` that is a number; those that have none are left out.

    Shares get Wilson's score interval (E. B. Wilson, Probable inference, the law of succession, and statistical inference,
    1927), which is right for shares near 0 and 1 too; macro-F1 and the calibration error, which are no shares, the middle
    95 % of what resampled requests give.
    """
    if not judged:
        return {}
    found = {name: wilson(right, number) for name, (right, number) in counts(judged).items() if number}
    figures = report(judged)
    resampled = _resample(len(judged), {"macro_f1": _macro_f1(judged), "ece": _calibration_error(judged)})
    return found | {name: _middle(values, figures[name]) for name, values in resampled.items()}


def wilson(right: int, number: int) -> Interval:
    """The interval of a share of `right` in `number`, which is at least 1."""
    share, spread = right / number, Z * Z / number
    middle = (share + spread / 2) / (1 + spread)
    half = Z / (1 + spread) * sqrt(share * (1 - share) / number + spread / (4 * number))
    # rounding must not leave the share itself outside, at 0 and 1
    return min(max(0.0, middle - half), share), max(min(1.0, middle + half), share)


def _resample(number: int, figures: Mapping[str, _Figure]) -> dict[str, npt.NDArray[np.float64]]:
    """The values of each figure, (RESAMPLES,), over resamples of `number` requests."""
    draw = np.random.default_rng(SEED)
    even = np.full(number, 1 / number)
    values: dict[str, list[npt.NDArray[np.float64]]] = {name: [] for name in figures}
    size = max(1, _AT_ONCE // number)
    for start in range(0, RESAMPLES, size):
        again = draw.multinomial(number, even, min(size, RESAMPLES - start))
        for name, figure in figures.items():
            values[name].append(figure(again))
    return {name: np.concatenate(found) for name, found in values.items()}


def _middle(values: npt.NDArray[np.float64], figure: float) -> Interval:
    """The middle of the values, stretched to the figure: resampling makes a small calibration error look larger."""
    low, high = np.quantile(values, (0.025, 0.975))
    return min(float(low), figure), max(float(high), figure)


def _macro_f1(judged: Sequence[Judged]) -> _Figure:
    """Macro-F1 of R resamples, (R,), each given as how often it holds each of the N requests, (R, N)."""
    pairs = [(accepted_label(row, suggestion), suggestion.best.answer) for row, suggestion in judged]
    names = sorted({name for pair in pairs for name in pair})
    truth = np.array([[truth == name for name in names] for truth, _ in pairs], dtype=np.float64)
    guess = np.array([[guess == name for name in names] for _, guess in pairs], dtype=np.float64)

    def figure(again: _Weights) -> npt.NDArray[np.float64]:
        of_truth, of_guess, hits = again @ truth, again @ guess, again @ (truth * guess)
        present = of_truth > 0
        scores = np.where(present, 2 * hits / np.maximum(of_truth + of_guess, 1), 0.0)
        return np.asarray(scores.sum(axis=1) / present.sum(axis=1))

    return figure


def _calibration_error(judged: Sequence[Judged]) -> _Figure:
    """Expected calibration error of R resamples, in the same way."""
    confidence = np.array([suggestion.best.confidence for _, suggestion in judged])
    right = np.array([row.accepts(suggestion.best.answer) for row, suggestion in judged], dtype=np.float64)
    bins = np.minimum((confidence * BINS).astype(np.int64), BINS - 1)
    in_bin = bins[:, None] == np.arange(BINS)[None, :]
    gaps = in_bin * (confidence - right)[:, None]

    def figure(again: _Weights) -> npt.NDArray[np.float64]:
        return np.asarray(np.abs(again @ gaps).sum(axis=1) / len(judged))

    return figure
