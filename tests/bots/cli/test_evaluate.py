"""`waypost evaluate`."""

import json
from pathlib import Path

import pytest

from tests.bots.cli.conftest import Waypost

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

_ROWS = (
    {"text": "My VPN connection drops every ten minutes", "responsibility": "it.network", "source": "chat"},
    {"text": "I forgot my password and cannot log in", "responsibility": "it.access", "source": "mail"},
    {"text": "The printer has a paper jam", "responsibility": "it.support", "also": ["it.hardware"], "source": "mail"},
    {"text": "When is lunch served in the canteen today?", "responsibility": "none"},
)


def _file(*rows: object) -> Path:
    path = Path("labelled.jsonl")
    path.write_text("".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def test_json_has_exactly_the_promised_keys(waypost: Waypost) -> None:
    """In their order, with one figure beside them."""
    ran = waypost("evaluate", _file(*_ROWS), "--json")
    figures = json.loads(ran.out)
    assert ran.code == 0
    assert [key for key in figures if key not in _BESIDE] == _PROMISED
    assert set(figures) - set(_PROMISED) == _BESIDE


def test_guesses_are_counted(waypost: Waypost) -> None:
    """An answer of `also` is right, but not strictly."""
    figures = json.loads(waypost("evaluate", _file(*_ROWS), "--json").out)
    assert (figures["n"], figures["responsibility_accuracy"], figures["role_accuracy"]) == (4, 1.0, 1.0)
    assert (figures["responsibility_accuracy_strict"], figures["role_accuracy_strict"]) == (0.75, 1.0)
    assert (figures["none_recall"], figures["in_scope_lost"]) == (1.0, 0.0)
    assert figures["confusion"]["it.hardware"] == {"it.hardware": 1}


def test_by_a_field_gives_the_same_keys_for_each_value(waypost: Waypost) -> None:
    """Lines without the field stand under None."""
    figures = json.loads(waypost("evaluate", _file(*_ROWS), "--json", "--by", "source").out)
    assert {value: group["n"] for value, group in figures["by"].items()} == {"None": 1, "chat": 1, "mail": 2}
    assert all(set(group) == set(_PROMISED) | _BESIDE for group in figures["by"].values())


def test_figures_are_printed_for_people(waypost: Waypost) -> None:
    """As percentages, by field, with the worst pairs."""
    wrong = {"text": "The printer has a paper jam", "responsibility": "is.data", "source": "chat"}
    ran = waypost("evaluate", _file(*_ROWS, wrong), "--by", "source")
    assert ran.code == 0
    for words in ("5 requests", "80.0%", "macro-F1", "chat", "is.data", "it.hardware"):
        assert words in ran.out
    assert ran.err == ""


@pytest.mark.parametrize(("least", "code"), [("0", 0), ("0.75", 0), ("0.76", 1), ("1", 1)])
def test_a_failed_check_is_exit_code_1(waypost: Waypost, least: str, code: int) -> None:
    """With --fail-under; the figures are printed all the same."""
    wrong = {"text": "The printer has a paper jam", "responsibility": "is.data"}
    ran = waypost("evaluate", _file(*_ROWS[:3], wrong), "--json", "--fail-under", least)
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
    ran = waypost("evaluate", _file(_ROWS[0], line), "--json")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Error: labelled.jsonl:2: ")
    assert says in ran.err
    assert ran.err.count("\n") == 1


def test_an_empty_or_foreign_file_is_named(waypost: Waypost) -> None:
    """There is nothing to measure on."""
    assert waypost("evaluate", _file(), "--json").err == "Error: labelled.jsonl: holds no line.\n"
    Path("latin.jsonl").write_bytes('{"text": "é", "responsibility": "none"}'.encode("latin-1"))
    ran = waypost("evaluate", "latin.jsonl", "--json")
    assert (ran.code, ran.err) == (2, "Error: latin.jsonl is not UTF-8 text.\n")


@pytest.mark.parametrize("arguments", [[], ["absent.jsonl"], ["."], ["labelled.jsonl", "--fail-under", "2"]])
def test_wrong_use_is_exit_code_2(waypost: Waypost, arguments: list[str]) -> None:
    """No file, none there, a folder, a share above one."""
    _file(*_ROWS)
    ran = waypost("evaluate", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "Error: " in ran.err
