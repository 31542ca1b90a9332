"""Confidence intervals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.classifier import intervals as measured
from core.classifier.evaluate import Judged, Labelled, report
from core.classifier.intervals import intervals, wilson
from core.classifier.suggestion import Ranked, Suggestion


@pytest.mark.parametrize(
    ("right", "number", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662)],
)
def test_wilson_as_in_the_books(right: int, number: int, low: float, high: float) -> None:
    """Values that are computed by hand from the formula; the last is the example of Newcombe (1998)."""
    assert wilson(right, number) == pytest.approx((low, high), abs=2e-4)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_share(counted: tuple[int, int]) -> None:
    """It lies around the share, between 0 and 1."""
    right, number = counted
    low, high = wilson(right, number)
    assert 0 <= low <= right / number <= high <= 1


def test_nothing_has_no_interval() -> None:
    """Without a request there is nothing to say."""
    assert intervals([]) == {}


def _judged(number: int) -> list[Judged]:
    """Requests of which seven in ten are answered rightly, with confidences that are a little too high."""
    answers = ("it.access", "it.network", "is.data")
    found: list[Judged] = []
    for at in range(number):
        truth = answers[at % 3]
        guess = truth if at % 10 < 7 else answers[(at + 1) % 3]
        ranking = (Ranked(guess, 0.6 + at % 4 / 10), Ranked("none", 0.1))
        found.append(
            (Labelled("x", truth, (), {}), Suggestion("x", ranking, "route", candidates=(), reasons=(), examples=()))
        )
    return found


def test_resampling_agrees_with_the_formula() -> None:
    """Macro-F1 of equally common answers is nearly their accuracy, and so is its interval; more requests narrow it."""
    few, many = intervals(_judged(120)), intervals(_judged(1200))
    assert few["macro_f1"] == pytest.approx(few["responsibility_accuracy"], abs=0.02)
    for name in ("macro_f1", "ece"):
        assert few[name][1] - few[name][0] > 2 * (many[name][1] - many[name][0])


def test_the_same_requests_have_the_same_interval(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many resamples are drawn at a time."""
    whole = intervals(_judged(60))
    assert intervals(_judged(60)) == whole
    monkeypatch.setattr(measured, "_AT_ONCE", 60 * 7)
    in_parts = intervals(_judged(60))
    assert in_parts == {name: pytest.approx(found) for name, found in whole.items()}


@given(st.integers(1, 40))
def test_a_resampled_interval_holds_its_figure(number: int) -> None:
    """Of few requests too, where resampling alone would miss it."""
    judged = _judged(number)
    found, figures = intervals(judged), report(judged)
    for name in ("macro_f1", "ece"):
        low, high = found[name]
        assert 0 <= low <= figures[name] <= high <= 1
