"""`waypost ask`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from core.catalogue.model import Catalogue
from tests.bots.cli.conftest import WAYPOST, Waypost

_VPN = "My VPN connection drops every ten minutes"
_TWO = "1. I forgot my password and cannot log in\n2. The printer on floor 3 has a paper jam"
_KEYS = ["kind", "role", "responsibility", "confidence", "read", "evidence", "alternatives", "parts"]


def _lines(*texts: str) -> str:
    return "".join(json.dumps({"text": text, "id": number}) + "\n" for number, text in enumerate(texts))


def test_a_text_is_answered_as_the_bot_would(waypost: Waypost) -> None:
    """In a few words: where it belongs, whose it is, and why."""
    ran = waypost("ask", _VPN)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Networks and connectivity (IT Management)\n")
    for words in ("Owner: ", "Why: ", "sure ("):
        assert words in ran.out
    assert "Good to include" not in ran.out


def test_more_of_an_answer_is_told_on_request(waypost: Waypost) -> None:
    """What is covered, why, what to include and the skills, for each of several asks; and in JSON all is there anyway."""
    ran = waypost("ask", _VPN, "--more")
    assert (ran.code, ran.err) == (0, "")
    for words in (
        "More about Networks and connectivity",
        "How sure: ",
        "Good to include in the request",
        "Skills needed",
    ):
        assert words in ran.out
    assert waypost("ask", _TWO, "--more").out.count("More about") == 2
    refused = waypost("ask", _VPN, "--more", "--json")
    assert (refused.code, refused.out) == (2, "")
    assert "--more" in refused.err


def test_the_owner_of_the_directory_is_named(waypost: Waypost, monkeypatch: pytest.MonkeyPatch) -> None:
    """With how to reach it."""
    text = "organisation: {name: E}\nteams:\n  ops: {name: Net ops, responsibilities: [it.network], contact: ext. 1}\n"
    path = Path("owners.yaml").resolve()
    path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("WAYPOST_DIRECTORY", str(path))
    assert "Owner: Net ops (ext. 1)" in waypost("ask", _VPN).out


def test_json_has_the_promised_shape(waypost: Waypost, catalogue: Catalogue) -> None:
    """One object with the keys on which scripts rely."""
    ran = waypost("ask", _VPN, "--json")
    answer = json.loads(ran.out)
    assert ran.out.count("\n") == 1
    assert list(answer) == _KEYS
    assert (answer["kind"], answer["role"], answer["responsibility"]) == ("route", "it", "it.network")
    assert 0 < answer["confidence"] <= 1
    assert "VPN" in answer["evidence"]
    assert answer["parts"] == []
    for alternative in answer["alternatives"]:
        assert set(alternative) == {"responsibility", "confidence"}
        assert alternative["responsibility"] in {*catalogue.responsibilities, "none"}


def test_json_of_several_asks_has_a_part_for_each(waypost: Waypost) -> None:
    """Each of the same shape, with its own text, beside the best single guess for the whole."""
    answer = json.loads(waypost("ask", _TWO, "--json").out)
    assert answer["kind"] == "several"
    assert [part["responsibility"] for part in answer["parts"]] == ["it.access", "it.hardware"]
    assert [part["text"] for part in answer["parts"]] == [line[3:] for line in _TWO.split("\n")]
    assert all(set(_KEYS) <= set(part) for part in answer["parts"])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("skills it", "skills"),
        ("compare", "compare"),
        ("what is IS management?", "define"),
        ("IT or IS for a slow server?", "advise"),
        ("who owns the network?", "owner"),
        ("help", "help"),
        ("", "help"),
        ("thanks", "smalltalk"),
        ("When is lunch served in the canteen today?", "none"),
    ],
)
def test_json_says_what_the_desk_makes_of_it(waypost: Waypost, text: str, kind: str) -> None:
    """The kind is the desk's, and the role and responsibility are the classifier's guess all the same."""
    answer = json.loads(waypost("ask", text, "--json").out)
    assert answer["kind"] == kind
    assert answer["role"] == answer["responsibility"].partition(".")[0]
    assert answer["role"] in ("it", "is", "none")


def test_a_file_gives_one_line_a_line_in_order(waypost: Waypost) -> None:
    """Other fields are ignored."""
    Path("asks.jsonl").write_text(_lines(_VPN, "compare", _TWO), encoding="utf-8")
    ran = waypost("ask", "--file", "asks.jsonl", "--json")
    assert [json.loads(line)["kind"] for line in ran.out.splitlines()] == ["route", "compare", "several"]


def test_a_line_break_in_a_text_breaks_no_line(waypost: Waypost) -> None:
    """Also the less common ones, and half an emoji."""
    ran = waypost("ask", "--file", "-", "--json", stdin='{"text":"a\\u2028b\\n\\u0085c \\ud83d"}\n')
    assert ran.code == 0
    assert ran.out.count("\n") == 1


def test_standard_input_is_answered_line_by_line() -> None:
    """Each answer is there before the next question is asked."""
    command = [str(WAYPOST), "ask", "--file", "-", "--json"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdin is not None
        assert process.stdout is not None
        for text, kind in ((_VPN, "route"), ("help", "help"), (_TWO, "several")):
            process.stdin.write(_lines(text))
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["kind"] == kind
        process.stdin.close()
        assert process.wait() == 0


@pytest.mark.parametrize(
    "line",
    ["not json", "{}", '{"text": 5}', '{"text": null}', '["text"]', '"text"', "5", "", "[" * 100_000],
)
def test_a_bad_line_stops_with_file_and_line(waypost: Waypost, line: str) -> None:
    """What came before it is answered; then one sentence, exit code 2."""
    Path("asks.jsonl").write_text(_lines("help") + line + "\n" + _lines("help"), encoding="utf-8")
    ran = waypost("ask", "--file", "asks.jsonl", "--json")
    assert ran.code == 2
    assert ran.out.count("\n") == 1
    assert ran.err.startswith("Error: asks.jsonl:2: ")
    assert ran.err.count("\n") == 1


def test_standard_input_is_named_too(waypost: Waypost) -> None:
    """A mistake there has a line as well."""
    ran = waypost("ask", "--file", "-", "--json", stdin="x\n")
    assert (ran.code, ran.err.startswith("Error: standard input:1: ")) == (2, True)


def test_a_file_that_is_not_utf_8_is_said_to_be(waypost: Waypost) -> None:
    """One sentence, exit code 2."""
    Path("asks.jsonl").write_bytes('{"text": "café"}\n'.encode("latin-1"))
    ran = waypost("ask", "--file", "asks.jsonl", "--json")
    assert (ran.code, ran.err) == (2, "Error: asks.jsonl is not UTF-8 text.\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "Give either a text or --file."),
        (["x", "--file", "y"], "Give either a text or --file."),
        (["--file", "y"], "--file goes with --json."),
        (["--file", "absent.jsonl", "--json"], "absent.jsonl cannot be read (No such file or directory)."),
        (["--file", ".", "--json"], ". cannot be read (Is a directory)."),
        (["x", "--loud"], "No such option"),
    ],
)
def test_wrong_use_is_explained(waypost: Waypost, arguments: list[str], says: str) -> None:
    """On standard error, exit code 2."""
    ran = waypost("ask", *arguments)
    assert ran.code == 2
    assert says in ran.err
    assert ran.out == ""


def test_nothing_in_a_text_moves_the_cursor(waypost: Waypost) -> None:
    """Control characters and markup of a request are printed as plain text."""
    ran = waypost("ask", "1. my laptop \x1b[2J\x07 [bold red]is broken[/]\n2. I forgot my password")
    assert "\x1b" not in ran.out
    assert "\x07" not in ran.out
    assert "[bold red]is broken[/]" in ran.out


_HEAVY = {"aiohttp", "slack_bolt", "slack_sdk", "botbuilder", "sqlalchemy", "alembic", "prometheus_client"}
_MODULES = """
import sys
sys.argv[0] = "waypost"
from bots.cli.__main__ import main
try:
    main()
finally:
    print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


@pytest.mark.parametrize(("options", "heavy"), [((), _HEAVY), (("--json",), {*_HEAVY, "rich"})])
def test_asking_loads_no_server_and_no_database(options: tuple[str, ...], heavy: set[str]) -> None:
    """`waypost ask` must feel instant: it imports no web server, chat SDK, database or metrics, and draws nothing for `--json`."""
    command = [sys.executable, "-c", _MODULES, "ask", "My VPN drops", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own
    *answer, modules = done.stdout.splitlines()
    assert "it.network" in answer[0] if options else "Networks" in answer[0]
    assert "onnxruntime" in modules.split()
    assert not heavy & set(modules.split())


def test_a_reader_that_has_had_enough_is_no_failure() -> None:
    """As with `waypost ask … | head -1`: exit code 0 and nothing on standard error."""
    Path("asks.jsonl").write_text(_lines(*["compare"] * 50), encoding="utf-8")
    for arguments in (["ask", "--file", "asks.jsonl", "--json"], ["compare"], ["catalogue", "lint"]):
        process = subprocess.Popen(  # noqa: S603 - our own
            [str(WAYPOST), *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        with process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.close()
            assert process.stderr.read() == b""
            assert process.wait() == 0
