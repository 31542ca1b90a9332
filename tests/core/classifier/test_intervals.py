"""Confidence intervals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.classifier.intervals import intervals, wilson


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
