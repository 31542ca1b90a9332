"""The Teams app package: what an administrator uploads so that people can add Waypost."""

import io
import json
import re
import uuid
import zipfile
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType

from yarl import URL

from bots.teams.extension import LOOK_UP, QUERY_PARAMETER, WHO_OWNS_THIS
from bots.teams.payloads import Json
from core.errors import UserError

MANIFEST_VERSION = "1.30"
"""The newest that is generally available: https://github.com/microsoft/json-schemas/tree/main/teams/v1.30, of August 2026. Suggested
prompts take 1.27, and what `preview` adds takes 1.29."""

ICONS = Path(__file__).parents[2] / "manifests" / "teams"
_COLOR, _OUTLINE = "color.png", "outline.png"

_ACCENT = "#1F4E79"
"""The colour of the icon's ground."""

_COMMANDS = (
    ("route", "Say what you need: which team looks after it, and why"),
    ("skills", "What an IT or an IS manager must be able to do"),
    ("compare", "How IT Management and IS Management differ"),
    ("owners", "Who owns which responsibility here"),
    ("status", "Requests of yours that are under way"),
    ("help", "What you can ask me"),
)
_PROMPTS = (
    ("Something does not work", "My VPN drops every ten minutes"),
    ("We need something", "We need one definition of an active customer"),
    ("How do the roles differ?", "What is the difference between IT and IS?"),
)
"""What people see to begin with, and what is put into their composer when they choose it.
https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/prompt-starters"""

_SCOPES = ("personal", "team", "groupChat")
_AMONG_OTHERS = ("team", "groupChat")
"""Where a slash command makes sense: it is a message that only Waypost and its writer see, and a personal chat is that already.
https://learn.microsoft.com/microsoftteams/platform/agents-in-teams/agent-slash-commands"""

_SHORT = "Says whether a request belongs to IT or IS Management, why, and who owns it."
_FULL = (
    "Tell Waypost what you need, in your own words. It says which responsibility of IT Management or IS Management your "
    "request belongs to, which words decided that, how sure it is, what skills the work takes, and which team owns it. "
    "When two responsibilities come close, it asks one question. When the answer is wrong, you can put it right. It also "
    "explains how the two roles differ and what each must be able to do. On a press it hands the request to the owning "
    "team and sees that somebody takes it. Waypost answers only when it is mentioned, asked or written to."
)


class ManifestError(UserError):
    """The manifest cannot be built. The message is one sentence."""


RSC = ("ChannelMessage.Read.Group", "ChatMessage.Read.Chat")
"""Permissions for single teams and chats, with which Waypost hears what does not mention it: only what is said in the
threads of hand-offs is kept, and carried to the other side."""


_WHO: Json = {
    "id": WHO_OWNS_THIS,
    "type": "action",
    "title": "Who owns this?",
    "description": "See which team owns what this message asks for, and why",
    "context": ["message"],
    "fetchTask": True,
}
_LOOK_UP: Json = {
    "id": LOOK_UP,
    "type": "query",
    "title": "Look up",
    "description": "Roles, responsibilities and who owns them",
    "context": ["compose", "commandBox"],
    "initialRun": True,
    "parameters": [
        {"name": QUERY_PARAMETER, "title": "Name", "description": "A role, a responsibility, or what it is about"}
    ],
}


_LANGUAGE = "en"
"""Of all that the manifest says."""
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}")
_NAME_CHARACTERS = 30
_FULL_NAME = "{name}: who looks after what in IT and IS"


def build(
    app_id: str,
    url: str,
    *,
    rsc: bool = False,
    preview: bool = False,
    names: Mapping[str, str] = MappingProxyType({}),
) -> Json:
    """The manifest of the app.

    Args:
        app_id: the bot's app id, a GUID.
        url: where people reach this Waypost, `https://host[/path]`.
        rsc: whether to ask for `RSC`, so that people need not mention Waypost in the threads of hand-offs.
        preview: whether to offer what Microsoft calls a public developer preview: slash commands, and messages that people send to
            Waypost alone in a channel or group chat.
        names: what the app is called in other languages, by language tag; the package holds a file for each.

    Raises:
        ManifestError: the app id is no GUID, the address is not https, or a name or its language is none.
    """
    _check_names(names)
    try:
        app = str(uuid.UUID(app_id))
    except ValueError as error:
        raise ManifestError("The app id should be a GUID, as Azure shows it.") from error
    try:
        address = URL(url)
    except ValueError as error:
        raise ManifestError("The address should be a URL.") from error
    if address.scheme != "https" or not address.host:
        raise ManifestError("The address should begin with https:// and name a host.")
    site = str(address)
    return {
        "$schema": f"https://developer.microsoft.com/json-schemas/teams/v{MANIFEST_VERSION}/MicrosoftTeams.schema.json",
        "manifestVersion": MANIFEST_VERSION,
        "version": version("waypost"),
        "id": app,
        "developer": {"name": "Waypost", "websiteUrl": site, "privacyUrl": site, "termsOfUseUrl": site},
        "name": {"short": "Waypost", "full": _FULL_NAME.format(name="Waypost")},
        "description": {"short": _SHORT, "full": _FULL},
        "icons": {"color": _COLOR, "outline": _OUTLINE},
        "accentColor": _ACCENT,
        "bots": [
            {
                "botId": app,
                "scopes": list(_SCOPES),
                "supportsFiles": False,
                "isNotificationOnly": False,
                **({"supportsTargetedMessages": True} if preview else {}),
                "commandLists": [_command_list(scope, preview=preview) for scope in _SCOPES],
            }
        ],
        "composeExtensions": [{"botId": app, "commands": [_WHO, _LOOK_UP]}],
        "supportsChannelFeatures": "tier1",  # shared and private channels too; before 1.25 `supportedChannelTypes` said so
        "validDomains": [address.host],
        **(_resource_specific(app) if rsc else {}),
        **(_localise(names) if names else {}),
    }


def _command_list(scope: str, *, preview: bool) -> Json:
    commands: list[Json] = [{"title": title, "description": description} for title, description in _COMMANDS]
    commands += [{"title": title, "type": "prompt", "prompt": prompt} for title, prompt in _PROMPTS]
    triggers: Json = {"triggers": ["mention", "slash"]} if preview and scope in _AMONG_OTHERS else {}
    return {"scopes": [scope], **triggers, "commands": commands}


def _check_names(names: Mapping[str, str]) -> None:
    for tag, name in names.items():
        if not _LANGUAGE_TAG.fullmatch(tag) or tag.lower() == _LANGUAGE:
            raise ManifestError(f"The language {tag} should be another one than English, as a tag such as de or pt-br.")
        if not name.strip() or len(name) > _NAME_CHARACTERS:
            raise ManifestError(f"The name in {tag} should have 1 to {_NAME_CHARACTERS} characters.")


def _localise(names: Mapping[str, str]) -> Json:
    languages = [{"languageTag": tag, "file": f"{tag}.json"} for tag in sorted(names)]
    return {"localizationInfo": {"defaultLanguageTag": _LANGUAGE, "additionalLanguages": languages}}


def _language_file(name: str) -> Json:
    """What a language says in other words: the name. The rest stays English, as the answers do."""
    return {
        "$schema": f"https://developer.microsoft.com/json-schemas/teams/v{MANIFEST_VERSION}/MicrosoftTeams.Localization.schema.json",
        "name.short": name,
        "name.full": _FULL_NAME.format(name=name),
        "description.short": _SHORT,
        "description.full": _FULL,
    }


def _resource_specific(app: str) -> Json:
    permissions = [{"name": name, "type": "Application"} for name in RSC]
    return {
        "authorization": {"permissions": {"resourceSpecific": permissions}},
        "webApplicationInfo": {"id": app, "resource": f"api://botid-{app}"},
    }


def package(
    app_id: str,
    url: str,
    *,
    rsc: bool = False,
    preview: bool = False,
    names: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """The zip file to upload: the manifest, the icons and a file for each other language. The same input gives the same bytes.

    Raises:
        ManifestError: see `build`.
    """
    manifest = build(app_id, url, rsc=rsc, preview=preview, names=names)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "manifest.json", _dump(manifest))
        for icon in (_COLOR, _OUTLINE):
            _add(archive, icon, (ICONS / icon).read_bytes())
        for tag, name in sorted(names.items()):
            _add(archive, f"{tag}.json", _dump(_language_file(name)))
    return packed.getvalue()


def _dump(content: Json) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=2).encode()


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
