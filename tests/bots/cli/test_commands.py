"""The other commands, and what all of them do with mistakes."""

import json
import sqlite3
from importlib.metadata import version
from pathlib import Path

import pytest

from core.catalogue.model import Catalogue
from tests.bots.cli.conftest import Waypost

_COMMANDS = (
    "ask",
    "skills",
    "compare",
    "owners",
    "catalogue",
    "evaluate",
    "train",
    "serve",
    "playground",
    "manifest",
    "db",
)

_OWNERS = """
organisation: {name: Example Ltd, fallback: desk}
teams:
  desk:
    name: Service desk
    responsibilities: [%s]
    slack: {workspace: T1, channel: C1}
"""


@pytest.fixture
def owners(monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory that leaves all but the network open; the settings name it."""
    path = Path("owners.yaml").resolve()
    path.write_text(_OWNERS % "it.network", encoding="utf-8")
    monkeypatch.setenv("WAYPOST_DIRECTORY", str(path))
    return path


def test_help_lists_every_command(waypost: Waypost) -> None:
    """Each with what it does, and each has help of its own."""
    ran = waypost("--help")
    assert ran.code == 0
    for name in _COMMANDS:
        assert f"\n  {name} " in ran.out
        assert waypost(name, "--help").code == 0


def test_the_version_is_told(waypost: Waypost) -> None:
    """As it was installed."""
    ran = waypost("--version")
    assert (ran.code, ran.out.endswith(f", version {version('waypost')}\n")) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ["skills"],
            ["Skills of the two roles", "IT manager", "IS manager", "Cybersecurity awareness", "Change management"],
        ),
        (["skills", "it"], ["Skills of an IT manager", "Problem-solving"]),
        (["skills", "IS", "management"], ["Skills of an IS manager", "Strategic planning"]),
        (["skills", "is.data"], ["Skills for Data management"]),
        (["skills", "data", "management"], ["Skills for Data management"]),
        (["skills", "passwords"], ["Skills for Accounts and access"]),
        (["compare"], ["IT Management and IS Management", "Core question", "Time horizon"]),
        (["catalogue", "show"], ["it.support", "is.leadership", "Networks and connectivity"]),
        (["catalogue", "show", "it.network"], ["Networks and connectivity", "Typical work", "Not here"]),
        (["catalogue", "show", "IS"], ["IS Management", "Turn to it when", "Its responsibilities"]),
        (["owners"], ["owners.yaml"]),
    ],
)
def test_what_is_asked_for_is_shown(waypost: Waypost, arguments: list[str], words: list[str]) -> None:
    """Names are found as people write them."""
    ran = waypost(*arguments)
    assert (ran.code, ran.err) == (0, "")
    assert all(word in ran.out for word in words)


@pytest.mark.parametrize("arguments", [["skills", "juggling"], ["catalogue", "show", "the", "weather"]])
def test_an_unknown_name_is_exit_code_2(waypost: Waypost, arguments: list[str]) -> None:
    """In one sentence with the name."""
    ran = waypost(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Error: Nothing in the catalogue is called “")


def test_owners_shows_the_directory(waypost: Waypost, owners: Path, catalogue: Catalogue) -> None:
    """Each responsibility with its team, or that nobody is listed."""
    ran = waypost("owners")
    assert ran.code == 0
    assert ran.out.count("no owner listed") == len(catalogue.responsibilities) - 1
    assert "Service desk" in ran.out


def test_owners_check_says_that_nobody_administers(
    waypost: Waypost, owners: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until somebody is named."""
    assert "organisation.administrators names nobody" in waypost("owners", "check").out
    named = owners.with_name("named.yaml")
    text = _OWNERS.replace("fallback: desk", "fallback: desk, administrators: ['slack:U0123']")
    named.write_text(text % "it.network", encoding="utf-8")
    monkeypatch.setenv("WAYPOST_DIRECTORY", str(named))
    assert "administrators" not in waypost("owners", "check").out


def test_the_doctor_says_who_may_install(waypost: Waypost, owners: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where workspaces install the app themselves: those of the directory, those that are listed, or nobody."""
    key = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
    for name, value in (("CLIENT_ID", "1.1"), ("CLIENT_SECRET", "s"), ("ENCRYPTION_KEY", key), ("SIGNING_SECRET", "s")):
        monkeypatch.setenv(f"WAYPOST_SLACK_{name}", value)
    ran = waypost("doctor", "slack")
    assert (ran.code, ran.out) == (0, "ok    access: Allowed by default: T1.\n")
    monkeypatch.setenv("WAYPOST_SLACK_ALLOWED_WORKSPACES", "T2, E3")
    ran = waypost("doctor", "slack")
    assert ran.code == 1
    assert "Allowed by SLACK_ALLOWED_WORKSPACES: E3, T2." in ran.out
    assert "place of Service desk: It is in T1, which SLACK_ALLOWED_WORKSPACES leaves out." in ran.out
    for name in ("SLACK_ALLOWED_WORKSPACES", "DIRECTORY"):
        monkeypatch.delenv(f"WAYPOST_{name}")
    ran = waypost("doctor", "slack")
    assert ran.code == 1
    assert "Nobody may use Waypost yet" in ran.out


def test_owners_check_names_the_gaps(waypost: Waypost, owners: Path) -> None:
    """A sentence each; exit code 1, because the answer is no."""
    ran = waypost("owners", "check")
    assert (ran.code, ran.err) == (1, "")
    assert "it.access (Accounts and access) has no owner.\n" in ran.out
    assert "it.network" not in ran.out


def test_owners_check_says_when_all_is_well(waypost: Waypost, owners: Path, catalogue: Catalogue) -> None:
    """Exit code 0."""
    owners.write_text(_OWNERS % ", ".join(catalogue.responsibilities), encoding="utf-8")
    ran = waypost("owners", "check")
    assert ran.code == 0
    assert ran.out.endswith(f"1 teams own all {len(catalogue.responsibilities)} responsibilities.\n")


def test_owners_check_needs_a_directory(waypost: Waypost) -> None:
    """It says which setting to give."""
    ran = waypost("owners", "check")
    assert ran.code == 2
    assert ran.err.startswith("Error: No directory is set: give WAYPOST_DIRECTORY ")


def test_the_shipped_catalogue_is_clean(waypost: Waypost) -> None:
    """Exit code 0 and a count."""
    ran = waypost("catalogue", "lint")
    assert ran.code == 0
    assert ran.out.startswith("15 responsibilities and ")
    assert ran.out.endswith(" examples keep all rules.\n")


def test_an_own_catalogue_is_checked_too(waypost: Waypost, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken rule is a sentence and exit code 1."""
    own = Path("own.yaml").resolve()
    own.write_text("responsibilities:\n  it.access: {aliases: []}\n", encoding="utf-8")
    monkeypatch.setenv("WAYPOST_CATALOGUE", str(own))
    ran = waypost("catalogue", "lint")
    assert (ran.code, ran.out) == (1, "it.access: has no aliases.\n")


def test_db_upgrade_makes_the_tables(waypost: Waypost, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the data folder, once or twice."""
    monkeypatch.setenv("WAYPOST_DATA_DIR", "somewhere/else")
    for _ in range(2):
        ran = waypost("db", "upgrade")
        assert (ran.code, ran.out) == (0, "The database is up to date.\n")
    database = sqlite3.connect("somewhere/else/waypost.db")
    tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    database.close()
    assert {"asks", "verdicts"} <= tables


_MISTAKES = {
    "own.yaml": "responsibilities:\n  it.access: {nam: x}\n",
    "owners.yaml": "organisation: {name: E}\nteams:\n  ops: {name: Ops, responsibilities: [it.netwrok]}\n",
    "bad.yaml": "teams: [\n",
    "waypost.toml": "prot = 1\n",
}


@pytest.mark.parametrize(
    ("name", "file", "says"),
    [
        ("WAYPOST_CATALOGUE", "own.yaml", ":2: responsibilities.it.access.nam: is not a known field."),
        ("WAYPOST_CATALOGUE", "absent.yaml", ": cannot be read (No such file or directory)."),
        ("WAYPOST_DIRECTORY", "owners.yaml", ":3: teams.ops.responsibilities.0: it.netwrok is not a responsibility."),
        ("WAYPOST_DIRECTORY", "bad.yaml", ":2: not valid YAML: "),
    ],
)
def test_a_mistake_in_a_file_is_one_sentence(
    waypost: Waypost, monkeypatch: pytest.MonkeyPatch, name: str, file: str, says: str
) -> None:
    """With file and line, exit code 2, no traceback."""
    path = Path(file).resolve()
    if file in _MISTAKES:
        path.write_text(_MISTAKES[file], encoding="utf-8")
    monkeypatch.setenv(name, str(path))
    ran = waypost("owners")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"Error: {path}{says}")
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("WAYPOST_PORT", "http", "WAYPOST_PORT: "),
        ("WAYPOST_PROT", "1", "WAYPOST_PROT is not a setting. Did you mean WAYPOST_PORT?"),
    ],
)
def test_a_mistake_in_the_environment_is_one_sentence(
    waypost: Waypost, monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    """With the variable's name, exit code 2."""
    monkeypatch.setenv(name, value)
    ran = waypost("owners")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"Error: {says}")
    assert ran.err.count("\n") == 1


def test_a_mistake_in_the_settings_file_is_one_sentence(waypost: Waypost) -> None:
    """Named by --config, or found in the working folder."""
    assert (
        waypost("--config", "absent.toml", "compare").err
        == "Error: absent.toml: cannot be read (No such file or directory).\n"
    )
    Path("waypost.toml").write_text(_MISTAKES["waypost.toml"], encoding="utf-8")
    ran = waypost("compare")
    assert (ran.code, ran.err) == (2, "Error: waypost.toml: prot is not a setting. Did you mean port?\n")


def test_a_settings_file_can_be_named(waypost: Waypost, owners: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With --config, before the command."""
    monkeypatch.delenv("WAYPOST_DIRECTORY")
    Path("mine.toml").write_text(f"directory = {json.dumps(str(owners))}\n", encoding="utf-8")
    assert waypost("--config", "mine.toml", "owners", "check").code == 1


def test_a_process_ends_as_promised(process: Waypost) -> None:
    """0 done, 1 the answer is no, 2 wrong use; mistakes on standard error without a traceback."""
    Path("waypost.toml").write_text('directory = "owners.yaml"\n', encoding="utf-8")
    Path("owners.yaml").write_text(_OWNERS % "it.network", encoding="utf-8")
    assert process("compare").code == 0
    assert process("owners", "check").code == 1
    Path("owners.yaml").write_text(_MISTAKES["owners.yaml"], encoding="utf-8")
    broken, unknown = process("owners", "check"), process("fly")
    assert (broken.code, broken.out, broken.err.count("\n")) == (2, "", 1)
    assert broken.err.startswith("Error: owners.yaml:3: ")
    assert unknown.code == 2
    assert "Error: No such command 'fly'." in unknown.err
    assert "Traceback" not in broken.err + unknown.err


def test_a_damaged_head_is_one_sentence(waypost: Waypost) -> None:
    """An own head that cannot be used stops the command, and not with a traceback."""
    Path("data").mkdir()
    Path("data/head.npz").write_bytes(b"")
    ran = waypost("ask", "my laptop is broken", "--json")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "Error: data/head.npz is damaged; run `waypost train` to make it anew.\n"


def test_the_doctor_looks_at_all_that_is_set_up(
    waypost: Waypost, owners: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a platform's name; where none is set up, it says what it takes."""
    ran = waypost("doctor")
    assert ran.code == 2
    assert "No chat platform is set up yet. For Slack set WAYPOST_SLACK_" in ran.err
    assert "WAYPOST_TEAMS_APP_ID" in ran.err
    key = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
    for name, value in (("CLIENT_ID", "1.1"), ("CLIENT_SECRET", "s"), ("ENCRYPTION_KEY", key), ("SIGNING_SECRET", "s")):
        monkeypatch.setenv(f"WAYPOST_SLACK_{name}", value)
    ran = waypost("doctor")
    assert (ran.code, ran.out) == (0, "Slack:\nok    access: Allowed by default: T1.\n")
    monkeypatch.setenv("WAYPOST_SLACK_ALLOWED_WORKSPACES", "T2")
    assert waypost("doctor").code == 1
