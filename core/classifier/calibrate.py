"""From held-out predictions on our own examples: what makes probabilities true, and the thresholds of doubt."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.classifier.arrays import softmax
from core.classifier.head import Floats, Thresholds

NOT_OURS = 0.25
"""Assumed share of what people ask that neither role owns. Examples hold another share, so `none` is weighed to this one."""

ROUTED_RIGHT_AT_LEAST = 0.95
"""How often a suggestion made without asking must be right on held-out own examples. Real requests come out 8 points lower.

The threshold that follows is stored with the encoder: another value takes effect with the next `waypost train --encoder`."""

STRANGENESS = 1.2
"""By how much the temperature is raised over the one that held-out examples ask for: those were written by the same people
as the ones that were learned, and real requests are not. Found on real requests (docs/classifier.md)."""

FLOOR_QUANTILE = 0.005
"""Share of in-scope examples that may be less like the others than the floor."""

_TEMPERATURES = np.geomspace(0.2, 5.0, 200)


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Predictions for examples that the predicting head had not seen.

    Attributes:
        logits: (N, A).
        truth: (N,) index of the right answer.
        none: index of `none`.
        similarity: (N,) mean cosine to the three nearest in-scope examples other than itself.
    """

    logits: Floats
    truth: npt.NDArray[np.int64]
    none: int
    similarity: Floats

    def weights(self) -> Floats:
        """(N,) what each example counts, so that `none` makes up its assumed share; the mean is 1."""
        not_ours = self.truth == self.none
        share = not_ours.mean()
        weights = np.where(not_ours, NOT_OURS / share, (1 - NOT_OURS) / (1 - share))
        return np.asarray(weights, dtype=np.float32)

    def probabilities(self, temperature: float) -> Floats:
        """(N, A) at a temperature, with `none` as likely beforehand as assumed."""
        scaled = self.logits / np.float32(temperature)
        scaled[:, self.none] += shift_of_none(self.truth, self.none)
        return softmax(scaled)


def shift_of_none(truth: npt.NDArray[np.int64], none: int) -> float:
    """What the assumed share of `none` adds to its logit (after the temperature), over the share among the examples."""
    share = float((truth == none).mean())
    return float(np.log(NOT_OURS / (1 - NOT_OURS)) - np.log(share / (1 - share)))


def temperature(held_out: HeldOut) -> float:
    """The temperature at which the held-out truth is likeliest."""
    rows = np.arange(len(held_out.truth))
    weights = held_out.weights()

    def surprise(value: float) -> float:
        probabilities = held_out.probabilities(value)
        return float(-(weights * np.log(np.maximum(probabilities[rows, held_out.truth], 1e-9))).mean())

    return float(min(_TEMPERATURES, key=surprise))


def thresholds(held_out: HeldOut, divisor: float) -> Thresholds:
    """The lowest thresholds that keep the promises named above.

    Args:
        held_out: predictions to choose on.
        divisor: the temperature.
    """
    probabilities = held_out.probabilities(divisor)
    floor = float(np.quantile(held_out.similarity[held_out.truth != held_out.none], FLOOR_QUANTILE))
    guess = probabilities.argmax(axis=1)
    considered = (guess != held_out.none) & (held_out.similarity >= floor)
    sure = probabilities.max(axis=1)[considered]
    order = np.argsort(-sure, kind="stable")
    weights = held_out.weights()[considered][order]
    right = np.cumsum(weights * (guess == held_out.truth)[considered][order]) / np.cumsum(weights)
    enough = np.flatnonzero(right >= ROUTED_RIGHT_AT_LEAST)
    route = float(sure[order][enough[-1]]) if len(enough) else 1.0
    return Thresholds(route=round(route, 4), floor=round(floor, 4))
