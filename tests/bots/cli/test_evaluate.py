"""`waypost evaluate`."""

import json
import re
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

_OF_THE_WHOLE = {"intervals", "answers"}
"""What only the figures on all requests have."""

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
    """In their order, with one figure beside them, and what later results are compared by."""
    ran = waypost("evaluate", _file(*_ROWS), "--json")
    figures = json.loads(ran.out)
    assert ran.code == 0
    assert [key for key in figures if key not in _BESIDE | _OF_THE_WHOLE] == _PROMISED
    assert set(figures) - set(_PROMISED) == _BESIDE | _OF_THE_WHOLE


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


def test_every_figure_has_its_interval(waypost: Waypost) -> None:
    """From low to high, around the figure; what cannot be measured on these requests has none."""
    figures = json.loads(waypost("evaluate", _file(*_ROWS), "--json").out)
    measured = {key for key, value in figures.items() if isinstance(value, float)}
    assert set(figures["intervals"]) == measured
    for name, (low, high) in figures["intervals"].items():
        assert 0 <= low <= high <= 1
        assert low <= figures[name] <= high or name == "ece"


def test_a_saved_result_holds_no_text(waypost: Waypost) -> None:
    """It can be kept and passed on: of a request there is only a checksum."""
    saved = waypost("evaluate", _file(*_ROWS), "--json").out
    assert "VPN" not in saved
    assert [answer["right"] for answer in json.loads(saved)["answers"]] == [True] * 4


def test_what_changed_since_an_earlier_result_is_shown(waypost: Waypost) -> None:
    """Figures before and now, and which lines became right or wrong."""
    earlier = Path("earlier.json")
    file = _file(*_ROWS)
    result = json.loads(waypost("evaluate", file, "--json").out)
    result["answers"][2]["right"] = False
    result["responsibility_accuracy"] = 0.75
    earlier.write_text(json.dumps(result), encoding="utf-8")
    ran = waypost("evaluate", file, "--against", earlier)
    assert ran.code == 0
    for words in ("before", "75.0%", "+25.0", "1 requests became right and 0 wrong"):
        assert words in ran.out


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("no json", "is not a result of"),
        ("[]", "is not a result of"),
        ('{"n": 4, "answers": [{}]}', "is not a result of"),
        ('{"n": "4", "answers": []}', "is not a result of"),
        ('{"n": 0, "answers": []}', "is a result on other requests"),
    ],
)
def test_another_file_is_not_compared_with(waypost: Waypost, content: str, says: str) -> None:
    """A comparison of other requests, or with no result at all, would mislead: one sentence, exit code 2."""
    Path("earlier.json").write_text(content, encoding="utf-8")
    ran = waypost("evaluate", _file(*_ROWS), "--against", "earlier.json")
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


def test_the_page_holds_everything_and_loads_nothing(waypost: Waypost) -> None:
    """Well-formed, without script or outside resource, with the texts of requests escaped and every table captioned."""
    hostile = {"text": "<script>alert(1)</script> & the printer jams", "responsibility": "is.data", "source": "<b>"}
    ran = waypost("evaluate", _file(*_ROWS, hostile), "--by", "source", "--report", "page.html")
    page = Path("page.html").read_text(encoding="utf-8")
    assert ran.code == 0
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; the printer jams" in page
    assert "<script" not in page
    assert "http" not in page
    tables = re.findall(r"<table>.*?</table>", page)
    assert len(tables) == 4
    assert all("<caption>" in table and 'scope="col"' in table for table in tables)
    for words in ("responsibility right", "95 % interval", "&lt;b&gt;", 'role="img"'):
        assert words in page


def test_a_page_that_cannot_be_written_is_said_to_be(waypost: Waypost) -> None:
    """One sentence, exit code 2."""
    ran = waypost("evaluate", _file(*_ROWS), "--report", "absent/page.html")
    assert (ran.code, ran.out) == (2, "")
    assert "absent/page.html cannot be written (No such file or directory)." in ran.err


def test_the_confusion_fits_the_terminal(waypost: Waypost) -> None:
    """A row for each answer, counts under four letters of each, nothing wider than 100 columns."""
    ran = waypost("evaluate", _file(*_ROWS, {"text": "my VPN drops", "responsibility": "is.process"}))
    lines = ran.out.splitlines()
    head = next(line for line in lines if "netw" in line and "acce" in line)
    row = next(line for line in lines if line.startswith("is.process"))
    assert row[head.index("netw") : head.index("netw") + 4].strip() == "1"
    assert max(map(len, lines)) <= 100
