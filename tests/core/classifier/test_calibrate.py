"""Calibration, on data whose truth is known."""

import numpy as np
import pytest

from core.classifier.calibrate import (
    FLOOR_QUANTILE,
    NOT_OURS,
    ROUTED_RIGHT_AT_LEAST,
    HeldOut,
    shift_of_none,
    softmax,
    temperature,
    thresholds,
)

_N = 20_000
_NONE = 3


def _held_out(scaling: float, answers: int = 4, seed: int = 3) -> HeldOut:
    """Predictions whose truth is drawn with the probabilities that the logits give at a temperature of `scaling`."""
    random = np.random.default_rng(seed)
    logits = random.normal(scale=3, size=(_N, answers)).astype(np.float32)
    drawn = random.random((_N, 1)) < softmax(logits / scaling).cumsum(axis=1)
    truth = drawn.argmax(axis=1)
    return HeldOut(logits, truth, _NONE, random.uniform(0, 1, _N).astype(np.float32))


@pytest.mark.parametrize("scaling", [0.5, 1.0, 2.0])
def test_the_temperature_that_made_the_data_is_found(scaling: float) -> None:
    """Logits that are twice too bold are halved, and so on. With four answers `none` has its assumed share already."""
    assert temperature(_held_out(scaling)) == pytest.approx(scaling, rel=0.05)


def test_probabilities_at_the_right_temperature_are_true() -> None:
    """Of the guesses with a confidence of about p, about p are right."""
    held_out = _held_out(2.0)
    probabilities = held_out.probabilities(2.0)
    sure, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == held_out.truth
    for low in (0.4, 0.6, 0.8):
        among = (sure >= low) & (sure < low + 0.2)
        assert right[among].mean() == pytest.approx(sure[among].mean(), abs=0.03)


def test_none_is_weighed_to_its_assumed_share() -> None:
    """However many `none` the examples hold, they count as a quarter, and the mean weight stays one."""
    truth = np.array([_NONE] * 10 + [0] * 90)
    weights = HeldOut(np.zeros((100, 4), np.float32), truth, _NONE, np.zeros(100, np.float32)).weights()
    assert weights[truth == _NONE].sum() / weights.sum() == pytest.approx(NOT_OURS)
    assert weights.mean() == pytest.approx(1)


@pytest.mark.parametrize(("share", "direction"), [(0.1, 1), (NOT_OURS, 0), (0.6, -1)])
def test_the_shift_of_none_makes_up_for_its_share(share: float, direction: int) -> None:
    """Examples with too few `none` make it likelier, those with too many less likely, the assumed share neither."""
    truth = np.zeros(1000, dtype=np.int64)
    truth[: round(1000 * share)] = _NONE
    assert np.sign(round(shift_of_none(truth, _NONE), 6)) == direction


def test_none_is_made_as_likely_as_assumed() -> None:
    """Where the examples hold fewer `none` than people ask, the same logits make it likelier, by the odds."""
    truth = np.array([_NONE] * 10 + [0] * 90)
    same = HeldOut(np.zeros((100, 4), np.float32), truth, _NONE, np.zeros(100, np.float32)).probabilities(1.0)[0]
    assert same[_NONE] / same[0] == pytest.approx((NOT_OURS / (1 - NOT_OURS)) / (0.1 / 0.9), rel=1e-4)


def test_what_is_below_the_floor_does_not_count() -> None:
    """It is not routed anyway, so its errors do not make the others be asked."""
    bold = np.zeros((1000, 4), np.float32)
    bold[:, 0] = np.linspace(2, 6, 1000)
    truth = np.where(np.arange(1000) % 3 == 0, _NONE, 0)
    unlike = HeldOut(bold, truth, _NONE, (truth != _NONE).astype(np.float32))
    alike = HeldOut(bold, truth, _NONE, np.ones(1000, np.float32))
    assert thresholds(unlike, 1.0).route < thresholds(alike, 1.0).route


def test_routes_are_as_right_as_promised() -> None:
    """Among what is routed the promised share is right, and a lower threshold would break the promise."""
    held_out = _held_out(1.5)
    chosen = thresholds(held_out, 1.5)
    probabilities = held_out.probabilities(1.5)
    guess, sure, weights = probabilities.argmax(axis=1), probabilities.max(axis=1), held_out.weights()
    considered = (guess != _NONE) & (held_out.similarity >= chosen.floor)

    def right_from(route: float) -> float:
        among = considered & (sure >= route)
        return float(np.average(guess[among] == held_out.truth[among], weights=weights[among]))

    assert right_from(chosen.route) == pytest.approx(ROUTED_RIGHT_AT_LEAST, abs=0.001)
    assert right_from(chosen.route - 0.02) < ROUTED_RIGHT_AT_LEAST


def test_few_of_ours_fall_below_the_floor() -> None:
    """The floor lets all but the promised share of in-scope examples pass."""
    held_out = _held_out(1.0)
    ours = held_out.similarity[held_out.truth != _NONE]
    assert float((ours < thresholds(held_out, 1.0).floor).mean()) == pytest.approx(FLOOR_QUANTILE, abs=0.002)


def test_nothing_is_routed_where_nothing_can_be_promised() -> None:
    """A classifier that guesses at random never routes without asking."""
    random = np.random.default_rng(1)
    logits = random.normal(scale=3, size=(2000, 4)).astype(np.float32)
    held_out = HeldOut(logits, random.integers(0, 4, 2000), _NONE, np.ones(2000, np.float32))
    probabilities = held_out.probabilities(1.0)
    route = thresholds(held_out, 1.0).route
    assert float((probabilities.max(axis=1) >= route).mean()) < 0.02
