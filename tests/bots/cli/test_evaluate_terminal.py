"""What `waypost evaluate` shows on a terminal."""

import json
import os
import pty
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.cli.evaluation.figures import codes
from bots.cli.evaluation.terminal import show
from core.classifier.evaluate import FIGURES, Judged, Labelled, counts, report
from core.classifier.intervals import intervals
from core.classifier.suggestion import Ranked, Suggestion
from tests.bots.cli.conftest import WAYPOST, Waypost
from tests.bots.cli.labelled import HOSTILE, ROWS, labelled


def test_nothing_in_a_request_moves_the_cursor(waypost: Waypost) -> None:
    """Control characters and halves of characters are left out on the terminal; as JSON they are escaped."""
    ran = waypost("evaluate", labelled(*ROWS, HOSTILE), "--by", "source")
    assert ran.code == 0
    assert all(char.isprintable() or char == "\n" for char in ran.out)
    as_json = waypost("evaluate", labelled(*ROWS, HOSTILE), "--by", "source", "--json")
    assert '<b onclick="x">\0\udfff' in json.loads(as_json.out)["by"]


def test_the_confusion_fits_the_terminal(waypost: Waypost) -> None:
    """A row for each answer, counts right-aligned under codes that a legend explains, right ones in brackets."""
    ran = waypost("evaluate", labelled(*ROWS, {"text": "my VPN drops", "responsibility": "is.process"}))
    lines = ran.out.splitlines()
    head = next(line for line in lines if "netw" in line and "acce" in line)
    ends = {code: head.index(code) + 3 for code in head.split()}
    wrong = next(line for line in lines if line.startswith("is.process"))
    right = next(line for line in lines if line.startswith("it.network"))
    assert (wrong[ends["netw"]], wrong[ends["acce"]]) == ("1", "·")
    assert right[ends["netw"] - 1 : ends["netw"] + 2] == "[1]"
    assert any("netw it.network" in line for line in lines)
    assert max(map(len, lines)) <= 100


def test_every_figure_is_named_for_people() -> None:
    """None is measured and then kept back."""
    assert set(FIGURES) == {*counts([_judged("it.network", "it.network")]), "macro_f1", "ece"}


def _judged(truth: str, guess: str) -> Judged:
    ranking = (Ranked(guess, 0.9), Ranked("none", 0.1))
    return Labelled("x", truth, (), {}), Suggestion("x", ranking, "route", candidates=(), reasons=(), examples=())


def test_a_confusion_of_many_answers_fits_too(capsys: pytest.CaptureFixture[str]) -> None:
    """Of an organisation's own responsibilities, and with thousands in a cell: its columns go on below."""
    names = [f"{role}.observability-number-{number}" for role in ("it", "is") for number in range(15)]
    judged = [_judged(name, name) for name in names] + [_judged(names[-1], names[0])] * 1234
    show({**report(judged), "intervals": intervals(judged)}, {}, judged, None)
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 100
    assert sum("[1]" in line for line in lines) == len(names)
    assert sum(line.split()[-1:] == ["1234"] or " 1234 " in line for line in lines) == 2  # in the matrix, and the pairs


@given(st.lists(st.from_regex(r"(it|is)\.[a-z-]{1,8}", fullmatch=True), unique=True, max_size=40))
def test_no_two_answers_have_the_same_code(names: list[str]) -> None:
    """Nor is one longer than four letters."""
    found = codes(names)
    assert list(found) == names
    assert len(set(found.values())) == len(names)
    assert all(1 <= len(code) <= 4 for code in found.values())


@pytest.mark.parametrize(("arguments", "shown"), [((), True), (("--json",), False)])
def test_progress_is_shown_to_people_alone(arguments: tuple[str, ...], shown: bool) -> None:
    """On a terminal there is a bar while it classifies; with --json there is none."""
    command = [str(WAYPOST), "evaluate", str(labelled(*ROWS)), *arguments]
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, env={**os.environ, "TERM": "xterm"}) as process:  # noqa: S603 - our own
        os.close(theirs)
        printed = _read(ours)
    assert process.returncode == 0
    assert "it.network" in printed
    assert ("Classifying" in printed) == shown


def test_progress_is_not_piped(process: Waypost, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody looks there is no bar, even if the environment asks for colours."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    ran = process("evaluate", labelled(*ROWS))
    assert (ran.code, ran.err) == (0, "")


def _read(terminal: int) -> str:
    """All that is printed on a terminal until it is left."""
    found = b""
    try:
        while some := os.read(terminal, 65536):
            found += some
    except OSError:  # Linux says so when the other side is closed
        pass
    os.close(terminal)
    return found.decode()
