"""The example directory."""

from bots.playground.cast import SLACK_CHANNELS, SLACK_TEAM, TEAMS_CHANNELS, TEAMS_TEAM, TEAMS_TENANT
from bots.playground.config import OWNERS
from core.catalogue.load import load as load_catalogue
from core.directory.load import gaps, load


def test_one_responsibility_has_no_owner() -> None:
    """The example shows what happens where nobody owns something, and leaves nothing else open."""
    catalogue = load_catalogue()
    (gap,) = gaps(load(OWNERS, catalogue), catalogue)
    assert "is.leadership" in gap.what


def test_its_teams_sit_in_the_playgrounds_channels() -> None:
    """Every place in the example is one that the page shows, and every kind of place is there."""
    teams = load(OWNERS, load_catalogue()).teams.values()
    in_slack = [team.channels["slack"] for team in teams if "slack" in team.channels]
    in_teams = [team.channels["teams"] for team in teams if "teams" in team.channels]
    assert {channel.workspace for channel in in_slack} == {SLACK_TEAM}
    assert {channel.conversation for channel in in_slack} <= {channel.id for channel in SLACK_CHANNELS}
    assert {(channel.workspace, channel.group) for channel in in_teams} == {(TEAMS_TENANT, TEAMS_TEAM)}
    assert {channel.conversation for channel in in_teams} <= {channel.id for channel in TEAMS_CHANNELS}
    assert any({"slack", "teams"} <= set(team.channels) for team in teams)
