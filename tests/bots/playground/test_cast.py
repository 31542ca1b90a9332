"""What the playground's Slack offers is what the app has there."""

from bots.playground.cast import SLACK_COMMANDS, SLACK_PROMPTS, SLACK_SHORTCUTS
from bots.playground.teams.extension import LOOK_UP, WHO_OWNS_THIS
from bots.slack.manifest import build
from bots.teams import extension


def test_the_workspace_offers_what_the_app_has() -> None:
    """Commands, shortcuts and suggested prompts are those of the manifest with which the app is installed."""
    has = build("http", "https://waypost.example.com")["features"]
    assert [command.name for command in SLACK_COMMANDS] == [command["command"] for command in has["slash_commands"]]
    assert [
        {"name": one.name, "type": one.kind, "callback_id": one.callback, "description": one.purpose}
        for one in SLACK_SHORTCUTS
    ] == has["shortcuts"]
    assert [{"title": title, "message": message} for title, message in SLACK_PROMPTS] == has["agent_view"][
        "suggested_prompts"
    ]


def test_teams_offers_what_the_message_extension_has() -> None:
    """The commands that the playground's Teams names are those that the bot answers."""
    assert (WHO_OWNS_THIS, LOOK_UP) == (extension.WHO_OWNS_THIS, extension.LOOK_UP)
