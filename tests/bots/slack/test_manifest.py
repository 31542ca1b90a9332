"""The app manifest says what the app does: no more, no less."""

import copy
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bots.slack.listeners import (
    actions,
    commands,
    fallback,
    forms,
    home,
    mentions,
    messages,
    reactions,
    removals,
    shortcuts,
)
from bots.slack.manifest import CONTEXT_CHANGED, TIERS, WITHOUT, ManifestError, build, dump, problems, scopes
from tests.bots.slack.conftest import Served
from tests.bots.slack.wire import command, direct, event, mention
from tests.support.slack_cloud import SlackDouble

FILES = Path(__file__).parents[3] / "manifests" / "slack"
URL = "https://waypost.example.com"


class Register:
    """Takes down what listeners register for, in place of Bolt's app: its methods are those of that app."""

    def __init__(self) -> None:
        self.commands: set[str] = set()
        self.events: set[str] = set()
        self.shortcuts: set[str] = set()
        self.views: set[str] = set()
        self.presses = 0

    def command(self, name: str) -> Callable[[object], None]:
        """Note a slash command."""
        self.commands.add(name)
        return lambda _: None

    def event(self, name: str) -> Callable[[object], None]:
        """Note an event."""
        self.events.add(name)
        return lambda _: None

    def action(self, _: object) -> Callable[[object], None]:
        """Note that presses are listened to."""
        self.presses += 1
        return lambda _: None

    def shortcut(self, constraints: dict[str, str]) -> Callable[[object], None]:
        """Note a shortcut."""
        self.shortcuts.add(constraints["callback_id"])
        return lambda _: None

    def view(self, name: str) -> Callable[[object], None]:
        """Note a form."""
        self.views.add(name)
        return lambda _: None

    def error(self, _: object) -> None:
        """Pass over the fallback: it listens to nothing that a manifest names."""


@pytest.fixture
def register() -> Register:
    """What the listeners register for."""
    register = Register()
    app: Any = register
    for kind in (commands, mentions, messages, actions, forms, shortcuts, home, fallback):
        kind.register(app, app)
    reactions.register(app, app, "mag")
    removals.register(app, app)
    return register


def test_commands_agree(register: Register) -> None:
    """Each command in the manifest has a listener, and each listener to a command is in the manifest."""
    declared = {command["command"] for command in build("socket", None)["features"]["slash_commands"]}
    assert declared == register.commands == {"/route", "/skills", "/waypost"}


def test_events_agree(register: Register) -> None:
    """Each event in the manifest has a listener, but for the one that comes along with messages; and each listener is in the manifest."""
    declared = build("http", URL, "full", oauth=True)["settings"]["event_subscriptions"]["bot_events"]
    expected = {"app_mention", "message", "app_home_opened", "reaction_added"}
    expected |= {"app_uninstalled", "tokens_revoked"}
    assert {name.partition(".")[0] for name in declared} - {CONTEXT_CHANGED} == register.events == expected


def test_shortcuts_agree(register: Register) -> None:
    """Each shortcut in the manifest has a listener, and each listener to a shortcut is in the manifest."""
    declared = {shortcut["callback_id"] for shortcut in build("socket", None)["features"]["shortcuts"]}
    assert declared == register.shortcuts == {"who_owns_this", "ask_waypost"}


def test_tiers_grow() -> None:
    """Each tier may do what the one before may, and each scope that any asks for is explained."""
    minimal, standard, full = (set(scopes(tier)) for tier in TIERS)
    assert minimal == {"commands", "chat:write", "app_mentions:read", "users:read"}
    assert minimal < standard < full
    assert full == set(WITHOUT)


def test_interactivity_agrees(register: Register) -> None:
    """Presses are enabled because there are buttons."""
    assert build("socket", None)["settings"]["interactivity"]["is_enabled"] is (register.presses > 0)


async def test_whatever_the_manifest_promises_is_kept(served: Served, slack: SlackDouble) -> None:
    """Every command and event of the manifest, sent for real, gets an answer of its own."""
    manifest = build("http", URL)
    in_channel = partial(direct, channel="C0GENERAL", thread_ts="1.1")
    said = {
        "app_mention": mention,
        "message.im": direct,
        "message.mpim": partial(in_channel, channel_type="mpim"),
        "message.channels": partial(in_channel, channel_type="channel"),
        "message.groups": partial(in_channel, channel_type="group"),
        "app_home_opened": lambda _: {"type": "app_home_opened", "user": "U0ANA", "channel": "D0ANA", "tab": "home"},
        "app_context_changed": lambda _: {"type": "app_context_changed", "context": {}},
    }
    for declared in manifest["features"]["slash_commands"]:
        await served.sending.command(command(slack, declared["command"], "help"))
    for name in manifest["settings"]["event_subscriptions"]["bot_events"]:
        await served.sending.event(event(said[name]("help")))
    await served.finish()
    titles = [call.args["blocks"][0]["text"]["text"] for call in slack.sent()]
    assert (
        len(titles) == 5
    )  # homes are drawn, not answered; what is said in channels is heard, and answered only where it mentions us
    assert "I don't know that one" not in titles


def test_scopes_are_as_few_as_can_be() -> None:
    """The app asks for what its commands, events and answers need, and for nothing else."""
    asked_for = build("socket", None)["oauth_config"]["scopes"]
    assert asked_for == {
        "bot": [
            "app_mentions:read",
            "channels:history",
            "channels:read",
            "chat:write",
            "commands",
            "groups:history",
            "groups:read",
            "im:history",
            "im:write",
            "mpim:history",
            "usergroups:read",
            "users:read",
        ]
    }


@pytest.mark.parametrize(("mode", "url"), [("http", URL), ("socket", None)])
def test_the_files_are_what_is_built(mode: Any, url: str | None) -> None:  # noqa: ANN401 - a literal
    """The manifests in the repository are up to date."""
    assert (FILES / f"{mode}.json").read_text(encoding="utf-8") == dump(build(mode, url))


def test_http_names_the_endpoint_everywhere() -> None:
    """Over HTTP every kind of payload is sent to the endpoint, whether the address ends in a slash or not."""
    manifest = build("http", "https://waypost.example.com/chat/")
    found = json.dumps(manifest).count('"https://waypost.example.com/chat/slack/events"')
    assert found == len(manifest["features"]["slash_commands"]) + 2
    assert manifest["settings"]["socket_mode_enabled"] is False


def test_oauth_comes_back_to_us() -> None:
    """Where workspaces install the app themselves, Slack knows where to send them back, and tells of removals."""
    manifest = build("http", URL, oauth=True)
    assert manifest["oauth_config"]["redirect_urls"] == [f"{URL}/slack/oauth_redirect"]
    assert manifest["settings"]["org_deploy_enabled"] is True
    assert "app_uninstalled" not in str(build("http", URL))
    with pytest.raises(ManifestError, match="mode http"):
        build("socket", None, oauth=True)


@pytest.mark.parametrize(
    ("mode", "url"),
    [
        ("http", None),
        ("http", ""),
        ("http", "http://waypost.example.com"),
        ("http", "waypost.example.com"),
        ("http", "https://"),
        ("http", "https://waypost.example.com/?a=b"),
        ("socket", URL),
    ],
)
def test_an_address_that_slack_does_not_take_is_refused(mode: Any, url: str | None) -> None:  # noqa: ANN401
    """A missing, needless or impossible address is an error, not a manifest that does not work."""
    with pytest.raises(ManifestError):
        build(mode, url)


def _without_scope(manifest: dict[str, Any]) -> None:
    manifest["oauth_config"]["scopes"]["bot"].remove("im:history")


def _without_commands_scope(manifest: dict[str, Any]) -> None:
    manifest["oauth_config"]["scopes"]["bot"].remove("commands")


def _with_unknown_event(manifest: dict[str, Any]) -> None:
    manifest["settings"]["event_subscriptions"]["bot_events"].append("team_join")


def _without_url(manifest: dict[str, Any]) -> None:
    del manifest["settings"]["interactivity"]["request_url"]


def _with_socket(manifest: dict[str, Any]) -> None:
    manifest["settings"]["socket_mode_enabled"] = True


def _with_long_name(manifest: dict[str, Any]) -> None:
    manifest["display_information"]["name"] = "Waypost" * 6


@pytest.mark.parametrize(
    "spoil", [_without_scope, _without_commands_scope, _with_unknown_event, _without_url, _with_socket, _with_long_name]
)
def test_what_slack_would_not_notice_is_noticed(spoil: Callable[[dict[str, Any]], None]) -> None:
    """Mistakes that Slack's schema lets pass are found, one sentence each."""
    manifest = copy.deepcopy(build("http", URL))
    assert list(problems(manifest)) == []
    spoil(manifest)
    (problem,) = problems(manifest)
    assert problem.endswith(".")


@pytest.mark.parametrize("tier", TIERS)
def test_scopes_can_be_left_to_who_installs_it(tier: Any) -> None:  # noqa: ANN401 - a literal
    """The same scopes are asked for as by the tier; those of the smallest tier are required, and all others optional."""
    asked = build("socket", None, tier, optional=True)["oauth_config"]["scopes"]
    assert asked["bot"] == list(scopes("minimal"))
    assert sorted(asked["bot"] + asked["bot_optional"]) == list(scopes(tier))
    assert set(asked["bot"]).isdisjoint(asked["bot_optional"])
    assert "bot_optional" not in build("socket", None, tier)["oauth_config"]["scopes"]
