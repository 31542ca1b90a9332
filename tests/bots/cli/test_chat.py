"""`waypost chat`."""

from pathlib import Path

import pytest

from tests.bots.cli.conftest import Waypost

_OWNERS = "organisation: {name: E}\nteams:\n  ops: {name: Net ops, responsibilities: [it.network], contact: ext. 1}\n"


@pytest.fixture
def owners(monkeypatch: pytest.MonkeyPatch) -> None:
    """An organisation with one team."""
    path = Path("owners.yaml").resolve()
    path.write_text(_OWNERS, encoding="utf-8")
    monkeypatch.setenv("WAYPOST_DIRECTORY", str(path))


def test_a_line_is_a_turn(waypost: Waypost, owners: None) -> None:
    """From a pipe: what follows goes on with what was said, and empty lines say nothing."""
    ran = waypost("chat", stdin="my vpn drops every ten minutes\n\nand who do I call about it?\nwhy?\n")
    assert (ran.code, ran.err) == (0, "")
    first, owner, why = ran.out.split("> ")[1:]
    assert "Networks and connectivity" in first
    assert "Not right?" in first
    assert owner.startswith("and who do I call about it?\nNetworks and connectivity")
    assert "Contact: ext. 1" in owner
    assert "because of the words" in why


def test_a_question_back_is_answered_in_words(waypost: Waypost) -> None:
    """By its place: there is nothing to press on a terminal."""
    ran = waypost("chat", stdin="I can't get into the VPN\nthe second one\n")
    assert "You can answer: My account is refused · The connection fails · Neither" in ran.out
    assert "Why: you answered “The connection fails”" in " ".join(ran.out.split())


def test_nothing_is_handed_over_from_a_terminal(waypost: Waypost, owners: None) -> None:
    """It is said in a sentence."""
    ran = waypost("chat", stdin="my vpn drops every ten minutes\nhand it over\n")
    assert ran.code == 0
    says = " ".join(ran.out.split("> ")[-1].split())
    assert "nothing can be sent from here. Write it to the bot in your chat" in says
    assert "No team" not in says


def test_what_is_no_text_is_told_in_a_sentence(waypost: Waypost) -> None:
    """Without a traceback."""
    ran = waypost("chat", stdin=b"\xff\xfe\n")
    assert (ran.code, ran.err) == (2, "Error: standard input is not UTF-8 text.\n")


def test_nothing_to_say_is_nothing_wrong(waypost: Waypost) -> None:
    """An empty pipe ends at once."""
    ran = waypost("chat", stdin="")
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_nothing_is_left_behind(waypost: Waypost) -> None:
    """What was said lives in memory."""
    waypost("chat", stdin="my vpn drops every ten minutes\n")
    assert not list(Path().rglob("*.db*"))
