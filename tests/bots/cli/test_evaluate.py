"""`waypost evaluate`."""

import json
from pathlib import Path

import pytest

from tests.bots.cli.conftest import Waypost
from tests.bots.cli.labelled import ROWS, labelled
from tests.core.classifier.test_held_out import RESPONSIBILITY_AT_LEAST

_PROMISED = [
    "n",
    "responsibility_accuracy",
    "role_accuracy",
    "responsibility_accuracy_strict",
    "role_accuracy_strict",
    "macro_f1",
    "coverage",
    "routed_accuracy",
    "none_recall",
    "in_scope_lost",
    "ece",
    "confusion",
]
_BESIDE = {"clarify_accuracy"}
"""A figure beyond those that scripts rely on."""

_OF_THE_WHOLE = {"answers_right", "taken_apart", "false_splits", "intervals", "answers"}
"""What only the figures on all requests have."""


def test_json_has_exactly_the_promised_keys(waypost: Waypost) -> None:
    """In their order, with one figure beside them, and what later results are compared by."""
    ran = waypost("evaluate", labelled(*ROWS), "--json")
    figures = json.loads(ran.out)
    assert ran.code == 0
    assert [key for key in figures if key not in _BESIDE | _OF_THE_WHOLE] == _PROMISED
    assert set(figures) - set(_PROMISED) == _BESIDE | _OF_THE_WHOLE


def test_guesses_are_counted(waypost: Waypost) -> None:
    """An answer of `also` is right, but not strictly."""
    figures = json.loads(waypost("evaluate", labelled(*ROWS), "--json").out)
    assert (figures["n"], figures["responsibility_accuracy"], figures["role_accuracy"]) == (4, 1.0, 1.0)
    assert (figures["responsibility_accuracy_strict"], figures["role_accuracy_strict"]) == (0.75, 1.0)
    assert (figures["none_recall"], figures["in_scope_lost"]) == (1.0, 0.0)
    assert figures["confusion"]["it.hardware"] == {"it.hardware": 1}


def test_by_a_field_gives_the_same_keys_for_each_value(waypost: Waypost) -> None:
    """Lines without the field stand under None."""
    figures = json.loads(waypost("evaluate", labelled(*ROWS), "--json", "--by", "source").out)
    assert {value: group["n"] for value, group in figures["by"].items()} == {"None": 1, "chat": 1, "mail": 2}
    assert all(set(group) == set(_PROMISED) | _BESIDE for group in figures["by"].values())


def test_figures_are_printed_for_people(waypost: Waypost) -> None:
    """As percentages, by field, with the worst pairs."""
    wrong = {"text": "The printer has a paper jam", "responsibility": "is.data", "source": "chat"}
    ran = waypost("evaluate", labelled(*ROWS, wrong), "--by", "source")
    assert ran.code == 0
    for words in ("5 requests", "80.0%", "37.6% – 96.4%", "macro-F1", "by source", "chat", "is.data", "it.hardware"):
        assert words in ran.out
    assert ran.err == ""


@pytest.mark.parametrize(("least", "code"), [("0", 0), ("0.75", 0), ("0.76", 1), ("1", 1)])
def test_a_failed_check_is_exit_code_1(waypost: Waypost, least: str, code: int) -> None:
    """With --fail-under; the figures are printed all the same."""
    wrong = {"text": "The printer has a paper jam", "responsibility": "is.data"}
    ran = waypost("evaluate", labelled(*ROWS[:3], wrong), "--json", "--fail-under", least)
    assert ran.code == code
    assert json.loads(ran.out)["responsibility_accuracy"] == 0.75


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("no json", 'is not a line of JSON with "text" and "responsibility".'),
        ("[]", "is not a line of JSON"),
        ('{"text": "x"}', "is not a line of JSON"),
        ('{"responsibility": "none"}', "is not a line of JSON"),
        ("", "is not a line of JSON"),
        ("[" * 100_000, "is not a line of JSON"),
        ({"text": 5, "responsibility": "none"}, "text is not a string."),
        ({"text": "x", "responsibility": "it.acess"}, '"it.acess" is not a responsibility.'),
        ({"text": "x", "responsibility": ["none"]}, '["none"] is not a responsibility.'),
        ({"text": "x", "responsibility": "none", "also": ["it"]}, '"it" is not a responsibility.'),
        ({"text": "x", "responsibility": "none", "also": [{}]}, "{} is not a responsibility."),
        ({"text": "x", "responsibility": "none", "also": 5}, "is not a line of JSON"),
    ],
)
def test_a_bad_line_is_named_by_file_and_line(waypost: Waypost, line: object, says: str) -> None:
    """Before anything is classified: one sentence, exit code 2."""
    ran = waypost("evaluate", labelled(ROWS[0], line), "--json")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Error: labelled.jsonl:2: ")
    assert says in ran.err
    assert ran.err.count("\n") == 1


def test_an_empty_or_foreign_file_is_named(waypost: Waypost) -> None:
    """There is nothing to measure on."""
    assert waypost("evaluate", labelled(), "--json").err == "Error: labelled.jsonl: holds no line.\n"
    Path("latin.jsonl").write_bytes('{"text": "é", "responsibility": "none"}'.encode("latin-1"))
    ran = waypost("evaluate", "latin.jsonl", "--json")
    assert (ran.code, ran.err) == (2, "Error: latin.jsonl is not UTF-8 text.\n")


@pytest.mark.parametrize("arguments", [[], ["absent.jsonl"], ["."], ["labelled.jsonl", "--fail-under", "2"]])
def test_wrong_use_is_exit_code_2(waypost: Waypost, arguments: list[str]) -> None:
    """No file, none there, a folder, a share above one."""
    labelled(*ROWS)
    ran = waypost("evaluate", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "Error: " in ran.err


def test_by_several_fields_gives_each_field_its_values(waypost: Waypost) -> None:
    """A field can be repeated, on the terminal too; only then the values stand under their field."""
    ran = waypost("evaluate", labelled(*ROWS), "--json", "--by", "source", "--by", "responsibility")
    by = json.loads(ran.out)["by"]
    assert list(by) == ["source", "responsibility"]
    assert by["responsibility"]["none"]["n"] == 1
    shown = waypost("evaluate", labelled(*ROWS), "--by", "source", "--by", "responsibility").out
    assert "by source" in shown
    assert "by responsibility" in shown


def test_every_figure_has_its_interval(waypost: Waypost) -> None:
    """From low to high, around the figure; what cannot be measured on these requests has none."""
    figures = json.loads(waypost("evaluate", labelled(*ROWS), "--json").out)
    measured = {key for key, value in figures.items() if isinstance(value, float)}
    assert set(figures["intervals"]) == measured
    for name, (low, high) in figures["intervals"].items():
        assert 0 <= low <= figures[name] <= high <= 1


def test_a_saved_result_holds_no_text(waypost: Waypost) -> None:
    """It can be kept and passed on: of a request there are its line, a checksum, and what was said of it."""
    saved = waypost("evaluate", labelled(*ROWS), "--json").out
    assert "VPN" not in saved
    first, *rest = json.loads(saved)["answers"]
    assert set(first) == {"line", "text", "guess", "confidence", "outcome", "right"}
    assert (first["line"], first["text"], first["guess"], first["right"]) == (1, "53fd7611e06ee014", "it.network", True)
    assert [answer["line"] for answer in rest] == [2, 3, 4]


def test_the_own_held_out_set_keeps_its_level(waypost: Waypost) -> None:
    """The command that guards the level in CI: with fewer right answers than recorded the check would fail."""
    held_out = Path(__file__).parents[2] / "core" / "classifier" / "data" / "held_out.jsonl"
    assert waypost("evaluate", held_out, "--json", "--fail-under", RESPONSIBILITY_AT_LEAST).code == 0


def test_a_request_that_is_wrongly_taken_apart_is_a_wrong_answer(waypost: Waypost) -> None:
    """Where the bot would answer two things to one request, the guess on the whole text does not count; two labels do."""
    text = "The printer on floor 3 has a paper jam. Also, the Wi-Fi in the meeting room keeps disconnecting."
    one = {"text": text, "responsibility": "it.hardware"}
    figures = json.loads(waypost("evaluate", labelled(*ROWS[:3], one), "--json").out)
    assert (figures["taken_apart"], figures["false_splits"], figures["answers_right"]) == (0.25, 0.25, 0.75)
    both = {**one, "also": ["it.network"]}
    figures = json.loads(waypost("evaluate", labelled(*ROWS[:3], both), "--json").out)
    assert (figures["taken_apart"], figures["false_splits"], figures["answers_right"]) == (0.25, 0.0, 1.0)
    assert "wrongly taken apart" in waypost("evaluate", labelled(*ROWS[:3], one)).out
