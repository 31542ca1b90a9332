"""The figures of `waypost evaluate`, against a case that is counted by hand."""

from collections.abc import Sequence
from typing import Literal

import pytest

from core.catalogue.model import NONE
from core.classifier.evaluate import Bin, Judged, Labelled, Mistaken, reliability, report, role_of, worst_pairs
from core.classifier.suggestion import Ranked, Suggestion

Outcome = Literal["route", "clarify", "none"]


def _judged(truth: str, guess: str, confidence: float, outcome: Outcome, *also: str, or_: str = "is.change") -> Judged:
    ranking = (Ranked(guess, confidence), Ranked(or_, 1 - confidence))
    candidates = (guess, or_) if outcome == "clarify" else ()
    return Labelled("x", truth, also, {}), Suggestion(
        "x", ranking, outcome, candidates=candidates, reasons=(), examples=()
    )


_CASE: Sequence[Judged] = (
    _judged("it.access", "it.access", 0.95, "route"),
    _judged("it.access", "it.network", 0.85, "route"),  # right role, wrong responsibility
    _judged("it.access", "it.security", 0.75, "route", "it.security"),  # right by `also`
    _judged("is.data", "is.data", 0.45, "clarify"),
    _judged("is.data", "it.software", 0.35, "clarify", or_="is.data"),  # the second candidate is right
    _judged("is.data", NONE, 0.55, "none"),  # lost
    _judged("it.projects", NONE, 0.65, "none", NONE),  # `none` is accepted: not lost
    _judged(NONE, NONE, 0.99, "none"),
    _judged(NONE, "it.support", 0.15, "clarify"),
    _judged(NONE, "is.change", 0.95, "route", "is.change"),
)


def test_the_case_counted_by_hand() -> None:
    """Ten requests: each figure is the fraction that one gets with paper and pencil."""
    figures = report(_CASE)
    assert figures["n"] == 10
    assert figures["responsibility_accuracy"] == 6 / 10
    assert figures["role_accuracy"] == 7 / 10
    assert figures["responsibility_accuracy_strict"] == 3 / 10
    assert figures["role_accuracy_strict"] == 5 / 10
    assert figures["coverage"] == 3 / 7  # of the in-scope requests, three are routed
    assert figures["routed_accuracy"] == 3 / 4  # of the routed ones, out of scope included
    assert figures["clarify_accuracy"] == 2 / 3
    assert figures["none_recall"] == 1 / 3
    assert figures["in_scope_lost"] == 1 / 7


def test_the_calibration_error_counted_by_hand() -> None:
    """Over ten bins: how far the sum of confidences is from the number of right guesses, added up, over all."""
    # bins 9: .95 + .99 + .95 against 3; 8: .85/0; 7: .75/1; 6: .65/1; 5: .55/0; 4: .45/1; 3: .35/0; 1: .15/0
    by_hand = (0.11 + 0.85 + 0.25 + 0.35 + 0.55 + 0.55 + 0.35 + 0.15) / 10
    assert report(_CASE)["ece"] == pytest.approx(by_hand)


def test_the_bins_counted_by_hand() -> None:
    """Those that are not empty, from low to high: how many, how sure, how often right."""
    bins = reliability(_CASE)
    assert [(found.low, found.number) for found in bins] == [
        (0.1, 1), (0.3, 1), (0.4, 1), (0.5, 1), (0.6, 1), (0.7, 1), (0.8, 1), (0.9, 3)
    ]  # fmt: skip
    assert bins[0] == Bin(0.1, 1, 0.15, 0.0)
    assert (bins[-1].confidence, bins[-1].right) == (pytest.approx((0.95 + 0.99 + 0.95) / 3), 1.0)


def test_the_confusion_counted_by_hand() -> None:
    """Truth, then guess, then how often; an accepted guess counts as its own truth."""
    assert report(_CASE)["confusion"] == {
        "is.change": {"is.change": 1},
        "is.data": {"is.data": 1, "it.software": 1, NONE: 1},
        "it.access": {"it.access": 1, "it.network": 1},
        "it.security": {"it.security": 1},
        NONE: {"it.support": 1, NONE: 2},
    }


def test_macro_f1_counted_by_hand() -> None:
    """The mean, over the labels that occur, of 2 hits / (truths + guesses)."""
    of_labels = (1.0, 2 * 1 / (3 + 1), 2 * 1 / (2 + 1), 1.0, 2 * 2 / (3 + 3))
    assert report(_CASE)["macro_f1"] == pytest.approx(sum(of_labels) / 5)


def test_the_worst_pairs_come_first() -> None:
    """Only guesses that are not accepted count, the commonest confusion first."""
    twice = _judged("is.data", "it.software", 0.5, "route")
    assert worst_pairs([*_CASE, twice])[0] == Mistaken("is.data", "it.software", 2, ("x", "x"))
    assert ("it.access", "it.security") not in [(pair.truth, pair.guess) for pair in worst_pairs(_CASE)]
    assert len(worst_pairs(_CASE, most=2)) == 2


def test_shares_of_nothing_are_nothing() -> None:
    """Where there is nothing to take a share of, a figure is None and not a made-up nought."""
    figures = report([])
    assert (figures["n"], figures["confusion"]) == (0, {})
    assert all(value is None for name, value in figures.items() if name not in ("n", "confusion"))
    assert report([_CASE[0]])["none_recall"] is None


def test_a_perfect_confidence_has_a_bin() -> None:
    """A confidence of exactly one belongs to the last bin, with those from nine tenths on."""
    judged = [_judged("it.access", "is.data", 1.0, "route"), _judged("it.access", "it.access", 0.95, "route")]
    assert report(judged)["ece"] == pytest.approx((1.95 - 1) / 2)


@pytest.mark.parametrize(("answer", "role"), [("it.access", "it"), ("is.data", "is"), (NONE, NONE)])
def test_the_role_is_the_first_part(answer: str, role: str) -> None:
    """Of a responsibility's id; `none` is its own."""
    assert role_of(answer) == role
