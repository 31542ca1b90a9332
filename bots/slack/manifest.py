"""The app manifest: what Slack must know of the app, made from the same constants as the listeners."""

import json
from collections.abc import Iterator
from typing import Any, Literal
from urllib.parse import urlsplit

from bots.slack.edge import PATH
from bots.slack.listeners import commands, mentions, messages

_SCOPE_OF = {
    mentions.EVENT: "app_mentions:read",
    **{f"{messages.EVENT}.{name}": f"{name}:history" for name in messages.CHANNEL_TYPES.values()},
}
"""The bot scope without which Slack does not send an event. With the history of channels we also look, after a crash,
whether a message got there."""

_CALLS = {"commands", "chat:write", "im:write", "users:read", "channels:read", "groups:read"}
"""The bot scopes of what we call: answer commands, post, open a direct conversation, find out a name, see whether a channel
can be reached."""

_DESCRIPTION = "Tells which IT or IS Management responsibility a request belongs to, why, and who owns it."
_COLOUR = "#1d4d4f"

_LONGEST = {"name": 35, "description": 140, "command": 32, "usage_hint": 1000, "command description": 2000}
"""Slack's limits, in characters."""


class ManifestError(ValueError):
    """No manifest can be made. The message is one sentence."""


def build(mode: Literal["http", "socket"], url: str | None) -> dict[str, Any]:
    """The manifest.

    Args:
        mode: how Slack reaches us.
        url: for `http`: our public address, such as `https://waypost.example.com`; None for `socket`.

    Raises:
        ManifestError: the address is missing, is not needed, or is none that Slack takes.
    """
    manifest = _manifest(_request_url(mode, url))
    if wrong := list(problems(manifest)):
        raise ManifestError(" ".join(wrong))
    return manifest


def dumped(manifest: dict[str, Any]) -> str:
    """The manifest as the text of a file."""
    return json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"


def problems(manifest: dict[str, Any]) -> Iterator[str]:
    """What Slack's own schema lets pass but does not work, in one sentence each."""
    settings, scopes = manifest["settings"], manifest["oauth_config"]["scopes"]["bot"]
    events = settings["event_subscriptions"]["bot_events"]
    slash = manifest["features"]["slash_commands"]
    yield from (
        f"The event {event} needs the scope {_SCOPE_OF.get(event, 'that nobody has listed')}."
        for event in events
        if _SCOPE_OF.get(event) not in scopes
    )
    if slash and "commands" not in scopes:
        yield "Slash commands need the scope commands."
    endpoints = [settings["event_subscriptions"], settings["interactivity"]]
    urls = [where.get("request_url") for where in endpoints] + [command.get("url") for command in slash]
    if settings["socket_mode_enabled"] and any(urls):
        yield "In Socket Mode there are no request URLs."
    if not settings["socket_mode_enabled"] and not all(urls):
        yield "Over HTTP each command, the events and the interactivity need a request URL."
    yield from _too_long(manifest)


def _too_long(manifest: dict[str, Any]) -> Iterator[str]:
    about = manifest["display_information"]
    texts = [("name", about["name"]), ("description", about["description"])]
    for command in manifest["features"]["slash_commands"]:
        texts += [("command", command["command"]), ("usage_hint", command["usage_hint"])]
        texts += [("command description", command["description"])]
    for what, text in texts:
        if len(text) > _LONGEST[what]:
            yield f"The {what} {text!r} is longer than {_LONGEST[what]} characters."


def _request_url(mode: Literal["http", "socket"], url: str | None) -> str | None:
    if mode == "socket":
        if url is not None:
            raise ManifestError("Socket Mode needs no address.")
        return None
    parts = urlsplit(url or "")
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment:
        raise ManifestError("Slack needs a public https:// address, such as https://waypost.example.com.")
    return (url or "").rstrip("/") + PATH


def _manifest(request_url: str | None) -> dict[str, Any]:
    to = {"request_url": request_url} if request_url else {}
    return {
        "display_information": {"name": "Waypost", "description": _DESCRIPTION, "background_color": _COLOUR},
        "features": {
            "app_home": {
                "home_tab_enabled": False,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Waypost", "always_online": True},
            "slash_commands": [_command(command, request_url) for command in commands.COMMANDS],
        },
        "oauth_config": {"scopes": {"bot": sorted({*_CALLS, *_SCOPE_OF.values()})}},
        "settings": {
            "event_subscriptions": {**to, "bot_events": list(_SCOPE_OF)},
            "interactivity": {"is_enabled": True, **to},
            "org_deploy_enabled": False,
            "socket_mode_enabled": request_url is None,
            "token_rotation_enabled": False,
        },
    }


def _command(command: commands.SlashCommand, url: str | None) -> dict[str, Any]:
    return {
        "command": command.name,
        **({"url": url} if url else {}),
        "description": command.description,
        "usage_hint": command.usage,
        # so that people and channels in the text come as they do in messages, and `plain` reads both
        "should_escape": True,
    }
