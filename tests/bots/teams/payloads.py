"""Activities as Teams sends them."""

from itertools import count
from typing import Any

from tests.support.microsoft_cloud import APP_ID, TENANT

BOT = f"28:{APP_ID}"
PERSON = "29:1AbCdEf"
CHANNEL = "19:general@thread.tacv2;messageid=1700000000000"
CHAT = "a:1-personal"

_ids = count(1)


def activity(service_url: str, **fields: object) -> dict[str, Any]:
    """What every activity has; `fields` come on top, None leaves one out."""
    usual: dict[str, Any] = {
        "type": "message",
        "id": f"{1700000000000 + next(_ids)}",
        "timestamp": "2026-11-22T10:00:00.000Z",
        "serviceUrl": service_url,
        "channelId": "msteams",
        "from": {"id": PERSON, "name": "Alex", "aadObjectId": "9a1f0000-0000-4000-8000-000000000001"},
        "conversation": {"conversationType": "personal", "tenantId": TENANT, "id": CHAT},
        "recipient": {"id": BOT, "name": "Waypost"},
        "channelData": {"tenant": {"id": TENANT}},
        "locale": "en-GB",
    }
    return {name: value for name, value in {**usual, **fields}.items() if value is not None}


def message(service_url: str, text: str | None, **fields: object) -> dict[str, Any]:
    """Somebody writes to the bot alone."""
    return activity(service_url, **{"text": text, "textFormat": "plain", **fields})


def in_channel(service_url: str, text: str, *, mentioned: bool = True, **fields: object) -> dict[str, Any]:
    """Somebody writes in a channel; the bot's mention is in the text as `<at>Waypost</at>`."""
    mention = {"type": "mention", "mentioned": {"id": BOT, "name": "Waypost"}, "text": "<at>Waypost</at>"}
    usual: dict[str, Any] = {
        "conversation": {"isGroup": True, "conversationType": "channel", "tenantId": TENANT, "id": CHANNEL},
        "channelData": {"tenant": {"id": TENANT}, "team": {"id": "19:general@thread.tacv2"}},
        "entities": [*([mention] if mentioned else []), {"type": "clientInfo", "locale": "en-GB"}],
    }
    return message(service_url, text, **{**usual, **fields})


def of_tenant(tenant: str) -> dict[str, Any]:
    """Fields of a personal chat in a tenant, as Teams names it in both places."""
    conversation = {"conversationType": "personal", "tenantId": tenant, "id": CHAT}
    return {"conversation": conversation, "channelData": {"tenant": {"id": tenant}}}


def press(service_url: str, action: dict[str, Any], reply_to: str = "sent-1", **fields: object) -> dict[str, Any]:
    """Somebody presses a button of a card; `action` is the card's own, with what inputs add in its data."""
    value = {"action": {name: action[name] for name in ("type", "verb", "data")}, "trigger": "manual"}
    usual = {"type": "invoke", "name": "adaptiveCard/action", "value": value, "replyToId": reply_to}
    return activity(service_url, **{**usual, **fields})


def installed(service_url: str, action: str = "add") -> dict[str, Any]:
    """The app was installed, removed, or brought up to date."""
    return activity(service_url, type="installationUpdate", action=action)


def joined(service_url: str, who: str = BOT) -> dict[str, Any]:
    """Somebody joined the conversation."""
    return activity(service_url, type="conversationUpdate", membersAdded=[{"id": who}])


def actions(card: dict[str, Any]) -> list[dict[str, Any]]:
    """All actions of a card, from top to bottom."""
    sets = (element for element in card["body"] if element["type"] == "ActionSet")
    return [action for element in sets for action in element["actions"]]


def action_of(card: dict[str, Any], title: str) -> dict[str, Any]:
    """The action of that title."""
    return next(action for action in actions(card) if action["title"] == title)
