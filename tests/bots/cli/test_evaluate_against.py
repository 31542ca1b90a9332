"""`waypost evaluate --against`."""

import json
from pathlib import Path

import pytest

from tests.bots.cli.conftest import Waypost
from tests.bots.cli.labelled import ROWS, labelled


def _saved(waypost: Waypost, **changes: object) -> Path:
    """A result on `ROWS`, with other figures or without some."""
    figures = json.loads(waypost("evaluate", labelled(*ROWS), "--json").out) | changes
    path = Path("earlier.json")
    path.write_text(json.dumps({name: value for name, value in figures.items() if value != "drop"}), encoding="utf-8")
    return path


def _turned(waypost: Waypost) -> Path:
    """A result on `ROWS` in which the third request was answered wrongly."""
    answers = json.loads(_saved(waypost).read_text(encoding="utf-8"))["answers"]
    answers[2] |= {"right": False, "guess": "it.network"}
    return _saved(waypost, answers=answers, responsibility_accuracy=0.75)


def test_what_changed_since_an_earlier_result_is_shown(waypost: Waypost) -> None:
    """Each figure before and now with the difference in points, and which lines became right; on the page as well."""
    ran = waypost("evaluate", labelled(*ROWS), "--against", _turned(waypost), "--report", "page.html")
    assert ran.code == 0
    row = next(line for line in ran.out.splitlines() if "+25.0" in line)
    assert row.split() == ["responsibility", "right", "75.0%", "100.0%", "+25.0"]
    for shown in (ran.out, Path("page.html").read_text(encoding="utf-8")):
        assert "+25.0" in shown
        assert "1 request (line 3) became right, 0 requests became wrong." in shown
        assert "another label" not in shown


def test_another_label_is_told_from_another_guess(waypost: Waypost) -> None:
    """Where the guess is the same, it is not the classifier that changed."""
    earlier = _turned(waypost)
    now = labelled(ROWS[0], {**ROWS[1], "responsibility": "is.data"}, *ROWS[2:])
    said = " ".join(waypost("evaluate", now, "--against", earlier).out.split())
    assert "1 request (line 3) became right, 1 request (line 2) became wrong." in said
    assert "1 request (line 2) of these only by another label: the guess is the same." in said


def test_the_order_of_the_requests_does_not_matter_to_a_comparison(waypost: Waypost) -> None:
    """An answer is found by its request, even where one stands there twice; lines are those of now."""
    result = json.loads(waypost("evaluate", labelled(*ROWS, ROWS[0]), "--json").out)
    result["answers"][2] |= {"right": False, "guess": "it.network"}
    Path("earlier.json").write_text(json.dumps(result), encoding="utf-8")
    ran = waypost("evaluate", labelled(ROWS[0], ROWS[0], *ROWS[1:]), "--against", "earlier.json")
    assert "1 request (line 4) became right, 0 requests became wrong." in ran.out


def test_a_result_with_figures_alone_is_compared_by_figures(waypost: Waypost) -> None:
    """Those of an older Waypost, which saved no answers; a figure that it did not have is left open."""
    earlier = _saved(waypost, answers="drop", clarify_accuracy="drop", responsibility_accuracy=0.5)
    ran = waypost("evaluate", labelled(*ROWS), "--against", earlier, "--report", "page.html")
    assert ran.code == 0
    assert "+50.0" in ran.out
    assert "The earlier result has no answers in it." in ran.out
    assert "became right" not in ran.out + Path("page.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "changes",
    [
        {"n": "4"},
        {"n": 5},
        {"responsibility_accuracy": None},
        {"coverage": 1.5},
        {"coverage": float("nan")},
        {"coverage": "1"},
        {"coverage": True},
        {"answers": 5},
        {"answers": []},
        {"answers": [{}] * 4},
        {"answers": [[]] * 4},
        {"answers": [{"text": "", "guess": "none", "right": 1}] * 4},
    ],
)
def test_a_damaged_result_is_not_compared_with(waypost: Waypost, changes: dict[str, object]) -> None:
    """One sentence, exit code 2."""
    ran = waypost("evaluate", labelled(*ROWS), "--against", _saved(waypost, **changes))
    says = "Error: earlier.json is not a result of `waypost evaluate --json`.\n"
    assert (ran.code, ran.out, ran.err) == (2, "", says)


@pytest.mark.parametrize("content", [b"no json", b"[]", b"{}", b"5", b"\xff", b"[" * 100_000, b""])
def test_a_foreign_file_is_not_compared_with(waypost: Waypost, content: bytes) -> None:
    """One sentence, exit code 2."""
    Path("earlier.json").write_bytes(content)
    ran = waypost("evaluate", labelled(*ROWS), "--against", "earlier.json")
    says = "Error: earlier.json is not a result of `waypost evaluate --json`.\n"
    assert (ran.code, ran.out, ran.err) == (2, "", says)


def test_a_result_that_is_not_there_is_said_to_be(waypost: Waypost) -> None:
    """One sentence, exit code 2."""
    ran = waypost("evaluate", labelled(*ROWS), "--against", "absent.json")
    says = "Error: absent.json cannot be read (No such file or directory).\n"
    assert (ran.code, ran.out, ran.err) == (2, "", says)


def test_a_result_on_other_requests_is_not_compared_with(waypost: Waypost) -> None:
    """It would mislead: one sentence that says how far the two differ, exit code 2."""
    earlier = _saved(waypost)
    fewer = waypost("evaluate", labelled(*ROWS[:3]), "--against", earlier)
    says = "Error: earlier.json is a result on other requests: 4 of them, and here are 3.\n"
    assert (fewer.code, fewer.out, fewer.err) == (2, "", says)
    other = waypost("evaluate", labelled(*ROWS[:3], ROWS[0]), "--against", earlier)
    says = "Error: earlier.json is a result on other requests: it has 3 of these 4.\n"
    assert (other.code, other.out, other.err) == (2, "", says)
