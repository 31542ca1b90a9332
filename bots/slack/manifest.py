"""The app manifest: what Slack must know of the app, made from the same constants as the listeners."""

import json
from collections.abc import Iterator
from typing import Any, Literal
from urllib.parse import urlsplit

from bots.slack.listeners import commands, home, mentions, messages, reactions, removals, shortcuts
from bots.slack.webhook import PATH, REDIRECT_PATH
from core.errors import UserError

Tier = Literal["minimal", "standard", "full"]
TIERS: tuple[Tier, ...] = ("minimal", "standard", "full")
"""How much the app may do: `minimal` answers commands, mentions and shortcuts; `standard` adds direct messages, the App Home,
and hand-offs with what is said about them; `full` adds the emoji route and posting to public channels uninvited."""

CONTEXT_CHANGED = "app_context_changed"
"""What people have open beside the conversation with us. To an app that asks for it Slack sends the same along with their messages,
so nothing listens to the event itself: where people are is nobody's business until they ask."""

_MESSAGES = {f"{messages.EVENT}.{name}": f"{name}:history" for name in messages.CHANNEL_TYPES.values()}

_SCOPE_OF: dict[str, str | None] = {
    mentions.EVENT: "app_mentions:read",
    **_MESSAGES,
    home.EVENT: None,
    CONTEXT_CHANGED: None,  # and none needed: it takes the agent's view
    reactions.EVENT: "reactions:read",
    **dict.fromkeys(removals.EVENTS),
}
"""The bot scope without which Slack does not send an event; None where it takes none. With the history of channels we also
look, after a crash, whether a message got there."""

EVENTS: dict[Tier, tuple[str, ...]] = {
    "minimal": (mentions.EVENT,),
    "standard": (mentions.EVENT, *_MESSAGES, home.EVENT, CONTEXT_CHANGED),
    "full": (mentions.EVENT, *_MESSAGES, home.EVENT, CONTEXT_CHANGED, reactions.EVENT),
}

_CALLED = frozenset({"commands", "chat:write", "users:read"})
_CALLED_TOO = _CALLED | {"im:write", "channels:read", "groups:read", "usergroups:read"}
_CALLS: dict[Tier, frozenset[str]] = {
    "minimal": _CALLED,
    "standard": _CALLED_TOO,
    "full": _CALLED_TOO | {"chat:write.public"},
}
"""The bot scopes of what we call: answer commands and shortcuts, post, open a direct conversation, find out a name and
whether somebody is a guest, or the name of a user group, see whether a channel can be reached."""

WITHOUT = {
    "commands": "no slash commands and no shortcuts",
    "chat:write": "no answers in channels, and no hand-offs",
    "app_mentions:read": "mentions are not heard",
    "im:history": "direct messages are not heard",
    "im:write": "requesters who asked privately are not kept posted",
    "users:read": "guests cannot be told from members, so a team that names no responders can take nothing",
    "channels:history": "what is said in the threads of hand-offs in public channels does not cross, and after a crash a message "
    "may be sent twice",
    "groups:history": "the same for private channels",
    "mpim:history": "the same for direct conversations of several people",
    "channels:read": "`waypost doctor` cannot tell whether a public channel can be reached",
    "groups:read": "the same for private channels",
    "usergroups:read": "user groups that a text mentions stay “@group”",
    "reactions:read": "the emoji route does not work",
    "chat:write.public": "in public channels too Waypost must be invited before it can post",
}
"""What is missing where a scope is."""

_REQUIRED: Tier = "minimal"
"""The tier without whose scopes nothing works; with optional scopes all others are left to whoever installs the app."""

_PROMPTS = (
    ("Something does not work", "My VPN drops every ten minutes"),
    ("We need something", "We need one definition of an active customer"),
    ("How do the roles differ?", "What is the difference between IT and IS?"),
    ("Who owns what?", "owners"),
)
"""What the agent's view suggests to ask; at most four."""


def scopes(tier: Tier) -> tuple[str, ...]:
    """The bot scopes of a tier, sorted."""
    needed = {scope for event in EVENTS[tier] if (scope := _SCOPE_OF[event])}
    return tuple(sorted(_CALLS[tier] | needed))


_DESCRIPTION = "Tells which IT or IS Management responsibility a request belongs to, why, and who owns it."
_COLOUR = "#1d4d4f"

_LONGEST = {"name": 35, "description": 140, "command": 32, "usage_hint": 1000, "command description": 2000}
_LONGEST |= {"shortcut": 24, "shortcut description": 150, "agent description": 300}
"""Slack's limits, in characters."""


class ManifestError(UserError):
    """No manifest can be made. The message is one sentence."""


def build(
    mode: Literal["http", "socket"],
    url: str | None,
    tier: Tier = "standard",
    *,
    oauth: bool = False,
    optional: bool = False,
) -> dict[str, Any]:
    """The manifest.

    Args:
        mode: how Slack reaches us.
        url: for `http`: our public address, such as `https://waypost.example.com`; None for `socket`.
        tier: how much the app may do.
        oauth: whether workspaces, or whole organisations, install the app themselves.
        optional: whether they choose which scopes beyond those of the tier `minimal` they grant.

    Raises:
        ManifestError: the address is missing, is not needed, or is none that Slack takes; or OAuth is wanted in Socket Mode.
    """
    address = _address(mode, url)
    if oauth and address is None:
        raise ManifestError("Workspaces install the app at a public address: OAuth needs the mode http.")
    manifest = _manifest(address + PATH if address else None, tier)
    if optional:
        manifest["oauth_config"]["scopes"] = _with_optional(manifest["oauth_config"]["scopes"]["bot"])
    if oauth and address:
        manifest["oauth_config"]["redirect_urls"] = [address + REDIRECT_PATH]
        manifest["settings"]["event_subscriptions"]["bot_events"] += removals.EVENTS
        manifest["settings"]["org_deploy_enabled"] = True
    if wrong := list(problems(manifest)):
        raise ManifestError(" ".join(wrong))
    return manifest


def _with_optional(asked: list[str]) -> dict[str, list[str]]:
    """Scopes parted into those that are needed and those that may be refused.

    https://docs.slack.dev/changelog/2026/03/16/optional-scopes
    """
    needed = scopes(_REQUIRED)
    return {"bot": [s for s in asked if s in needed], "bot_optional": [s for s in asked if s not in needed]}


def dump(manifest: dict[str, Any]) -> str:
    """The manifest as the text of a file."""
    return json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"


def problems(manifest: dict[str, Any]) -> Iterator[str]:
    """What Slack's own schema lets pass but does not work, in one sentence each."""
    settings, asked = manifest["settings"], manifest["oauth_config"]["scopes"]
    scopes = (*asked["bot"], *asked.get("bot_optional", ()))
    events = settings["event_subscriptions"]["bot_events"]
    slash = manifest["features"]["slash_commands"]
    yield from (
        f"The event {event} needs the scope {_SCOPE_OF.get(event, 'that nobody has listed')}."
        for event in events
        if _SCOPE_OF.get(event, "") is not None and _SCOPE_OF.get(event) not in scopes
    )
    if (slash or manifest["features"]["shortcuts"]) and "commands" not in scopes:
        yield "Slash commands and shortcuts need the scope commands."
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
    for shortcut in manifest["features"]["shortcuts"]:
        texts += [("shortcut", shortcut["name"]), ("shortcut description", shortcut["description"])]
    texts.append(("agent description", manifest["features"].get("agent_view", {}).get("agent_description", "")))
    for what, text in texts:
        if len(text) > _LONGEST[what]:
            yield f"The {what} {text!r} is longer than {_LONGEST[what]} characters."


def _address(mode: Literal["http", "socket"], url: str | None) -> str | None:
    if mode == "socket":
        if url is not None:
            raise ManifestError("Socket Mode needs no address.")
        return None
    parts = urlsplit(url or "")
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment:
        raise ManifestError("Slack needs a public https:// address, such as https://waypost.example.com.")
    return (url or "").rstrip("/")


def _manifest(request_url: str | None, tier: Tier) -> dict[str, Any]:
    to = {"request_url": request_url} if request_url else {}
    talks = tier != "minimal"
    agent = {
        "agent_description": _DESCRIPTION,
        "suggested_prompts": [{"title": title, "message": message} for title, message in _PROMPTS],
    }
    return {
        "display_information": {"name": "Waypost", "description": _DESCRIPTION, "background_color": _COLOUR},
        "features": {
            "app_home": {
                "home_tab_enabled": talks,
                "messages_tab_enabled": talks,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Waypost", "always_online": True},
            "shortcuts": [
                {
                    "name": shortcut.name,
                    "type": shortcut.kind,
                    "callback_id": shortcut.callback,
                    "description": shortcut.description,
                }
                for shortcut in shortcuts.SHORTCUTS
            ],
            "slash_commands": [_command(command, request_url) for command in commands.COMMANDS],
            **({"agent_view": agent} if talks else {}),
        },
        "oauth_config": {"scopes": {"bot": list(scopes(tier))}},
        "settings": {
            "event_subscriptions": {**to, "bot_events": list(EVENTS[tier])},
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
