"""How the figures of an evaluation are named and written, on the terminal and on the page alike."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.catalogue.model import NONE
from core.classifier.comparison import Changes
from core.classifier.evaluate import role_of
from core.classifier.intervals import Interval, wilson
from core.text import shorten

Figures = Mapping[str, Any]
"""What `core.classifier.evaluate.report` gives; of all requests with `intervals` beside."""

Groups = Mapping[str, Mapping[str, Figures]]
"""Field, then value, then the figures of the requests that have it."""

BY_HEADS = ("requests", "right", "95 % interval", "role right", "routed", "right where routed")
"""Of the columns of a breakdown, beside the value."""

_CODE = 4


def percent(share: float | None) -> str:
    """A share for people."""
    return "–" if share is None else f"{share:.1%}"


def interval(found: Interval | None) -> str:
    """An interval for people, empty where there is none."""
    return f"{found[0]:.1%} – {found[1]:.1%}" if found else ""


def by_cells(group: Figures) -> tuple[str, ...]:
    """The cells of a value's row in a breakdown, under `BY_HEADS`."""
    number, share = group["n"], group["responsibility_accuracy"]
    return (
        str(number),
        percent(share),
        interval(wilson(round(share * number), number)),
        percent(group["role_accuracy"]),
        percent(group["coverage"]),
        percent(group["routed_accuracy"]),
    )


def points(before: float | None, now: float | None) -> str:
    """The difference of two shares in percentage points."""
    if before is None or now is None:
        return "–"
    difference = round(100 * (now - before), 1)
    return f"{difference:+.1f}" if difference else "0.0"


def describe_changes(changes: Changes, most: int) -> str:
    """Which requests became right or wrong, by line, `most` of each."""
    said = f"{_lines(changes.mended, most)} became right, {_lines(changes.broken, most)} became wrong."
    if not changes.relabelled:
        return said
    return f"{said} {_lines(changes.relabelled, most)} of these only by another label: the guess is the same."


def _lines(numbers: Sequence[int], most: int) -> str:
    noun = "request" if len(numbers) == 1 else "requests"
    if not numbers:
        return f"0 {noun}"
    shown = ", ".join(map(str, numbers[:most])) + (", …" if len(numbers) > most else "")
    return f"{len(numbers)} {noun} ({'line' if len(numbers) == 1 else 'lines'} {shown})"


def by_role(confusion: Mapping[str, Mapping[str, int]]) -> list[list[str]]:
    """The answers that occur in a confusion, a list for each role: IT, IS, and `none` last."""
    names = {*confusion, *(guess for row in confusion.values() for guess in row)}
    roles = ("it", "is", NONE)
    found = [sorted(name for name in names if role_of(name) == role) for role in roles]
    return [group for group in found if group]


def codes(names: Sequence[str]) -> dict[str, str]:
    """A code for each answer, to head a narrow column with: four letters, and a number where others have them too."""
    found: dict[str, str] = {}
    for name in names:
        bare, number = name.partition(".")[2] or name, 1
        code = bare[:_CODE]
        while code in found.values():
            number += 1
            code = f"{bare[: _CODE - len(str(number))]}{number}"
        found[name] = code
    return found


def flatten(text: str, most: int) -> str:
    """A text on one line of at most `most` characters, without what a terminal or a browser would act on."""
    flat = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return shorten(flat, most)
