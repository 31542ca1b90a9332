"""How the figures of an evaluation are named and written, on the terminal and on the page alike."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.catalogue.model import NONE

FIGURES = (
    ("responsibility_accuracy", "responsibility right"),
    ("role_accuracy", "role right"),
    ("responsibility_accuracy_strict", "responsibility right, first label only"),
    ("role_accuracy_strict", "role right, first label only"),
    ("macro_f1", "macro-F1"),
    ("coverage", "in-scope requests routed without asking"),
    ("routed_accuracy", "right where routed without asking"),
    ("clarify_accuracy", "one of the two candidates right where it asks"),
    ("none_recall", "out-of-scope requests recognised"),
    ("in_scope_lost", "in-scope requests turned away"),
    ("ece", "expected calibration error"),
)
"""Names of the figures of `core.classifier.evaluate.report`, with what they say."""

BY = (
    ("responsibility_accuracy", "responsibility"),
    ("role_accuracy", "role"),
    ("coverage", "routed"),
    ("routed_accuracy", "right where routed"),
)
"""The figures of a breakdown."""

_CODE = 4


def percent(share: float | None) -> str:
    """A share for people."""
    return "–" if share is None else f"{share:.1%}"


def interval(figures: Mapping[str, Any], name: str) -> str:
    """The interval of a figure for people, empty where it has none."""
    found = figures["intervals"].get(name)
    return f"{found[0]:.1%} – {found[1]:.1%}" if found else ""


def points(before: float | None, now: float | None) -> str:
    """The difference of two shares in percentage points."""
    return "–" if before is None or now is None else f"{100 * (now - before):+.1f}"


def in_order(confusion: Mapping[str, Mapping[str, int]]) -> list[str]:
    """The answers that occur in a confusion: by role, `none` last."""
    names = {*confusion, *(guess for row in confusion.values() for guess in row)}
    return sorted(names, key=lambda name: (name == NONE, not name.startswith("it."), name))


def codes(names: Sequence[str]) -> dict[str, str]:
    """A short code for each answer, to head a column with: four letters of it, or as many as tell it from the others."""
    length = _CODE
    bare = {name: name.partition(".")[2] or name for name in names}
    while len({value[:length] for value in bare.values()}) < len(set(bare.values())):
        length += 1
    return {name: value[:length] for name, value in bare.items()}
