"""Teams as people name them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.directory.model import Directory, Organisation, Team

_TEAMS = (
    Team("net", "Network"),
    Team("net-ops", "Network operations"),
    Team("is", "The IS team"),
    Team("desk", "Service Desk Team"),
    Team("smile", "🙂"),
)
_DIRECTORY = Directory(Organisation("Example"), {team.id: team for team in _TEAMS})


@pytest.mark.parametrize(
    ("phrase", "team"),
    [
        ("network operations", "net-ops"),
        ("the Network team", "net"),
        ("NET-OPS", "net-ops"),
        ("net ops", "net-ops"),
        ("is", "is"),
        ("the IS team", "is"),
        ("service desk", "desk"),
        ("the network drive order", None),
        ("what is open", None),
        ("the team", None),
        ("", None),
        ("…", None),
    ],
)
def test_a_team_is_named_by_the_whole_phrase(phrase: str, team: str | None) -> None:
    """By name or id; a phrase that merely contains one is about something else."""
    found = _DIRECTORY.team_named(phrase)
    assert (found.id if found else None) == team


@given(st.sampled_from(_TEAMS[:2]), st.sampled_from(["", "the ", "The "]), st.sampled_from(["", " team", " Team?"]))
def test_every_team_is_found_by_its_name(team: Team, before: str, behind: str) -> None:
    """However people put it in a sentence."""
    assert _DIRECTORY.team_named(f"{before}{team.name}{behind}") == team
