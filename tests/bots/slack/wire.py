"""What Slack sends: payloads as they come over the wire, signed."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from itertools import count
from typing import Any
from urllib.parse import urlencode, urlsplit

from aiohttp import ClientSession

from tests.bots.slack.blockkit import Json
from tests.support.slack_cloud import BOT_USER, TEAM, SlackDouble

SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
ANA = "U0ANA"

JSON_TYPE = "application/json"
FORM_TYPE = "application/x-www-form-urlencoded"

_numbers = count(1)


def new_ts() -> str:
    """A message's id that was not there before."""
    return f"1763900000.{next(_numbers):06}"


def command(slack: SlackDouble, name: str, text: str = "", channel: str = "C0GENERAL", **other: str) -> dict[str, str]:
    """A slash command by Ana."""
    return {
        "token": "verification",
        "team_id": TEAM,
        "team_domain": "example",
        "channel_id": channel,
        "channel_name": "general",
        "user_id": ANA,
        "user_name": "ana",
        "command": name,
        "text": text,
        "api_app_id": "A0123",
        "is_enterprise_install": "false",
        "response_url": slack.response_url(),
        "trigger_id": f"13345224609.738474920.{next(_numbers)}",
        **other,
    }


def event(what: Mapping[str, Any], event_id: str = "") -> dict[str, Any]:
    """An event's callback."""
    return {
        "token": "verification",
        "team_id": TEAM,
        "api_app_id": "A0123",
        "event": dict(what),
        "type": "event_callback",
        "event_id": event_id or f"Ev{next(_numbers)}",
        "event_time": int(time.time()),
        "authorizations": [{"enterprise_id": None, "team_id": TEAM, "user_id": BOT_USER, "is_bot": True}],
        "is_ext_shared_channel": False,
    }


def mention(text: str, channel: str = "C0GENERAL", **other: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of an event
    """Ana mentions the bot."""
    said = {"type": "app_mention", "user": ANA, "text": f"<@{BOT_USER}> {text}", "ts": new_ts(), "team": TEAM}
    return said | {"channel": channel, "event_ts": said["ts"]} | other


def direct(text: str, **other: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of an event
    """Ana writes to the bot."""
    said = {"type": "message", "user": ANA, "text": text, "ts": new_ts(), "team": TEAM}
    return said | {"channel": "D0ANA", "channel_type": "im", "event_ts": said["ts"]} | other


def press(
    slack: SlackDouble,
    control: Json,
    *,
    channel: str = "C0GENERAL",
    message: str | None = None,
    thread: str | None = None,
    pick: str | None = None,
    **other: Any,  # noqa: ANN401 - fields of a payload
) -> dict[str, Any]:
    """Ana presses a button that was drawn, or picks from a menu.

    Args:
        slack: for the response URL.
        control: the button or menu, as it was sent.
        channel: where.
        message: `ts` of the message; None for an ephemeral one.
        thread: where the message stands in a thread, its first message.
        pick: for a menu, the value of the option.
        other: further fields.
    """
    pressed = {"action_id": control["action_id"], "block_id": "Xy1", "type": control["type"], "action_ts": new_ts()}
    if pick is None:
        pressed["value"] = control["value"]
    else:
        pressed["selected_option"] = {"text": {"type": "plain_text", "text": "…"}, "value": pick}
    container: dict[str, Any] = {"type": "message", "message_ts": message or new_ts(), "channel_id": channel}
    container |= {"is_ephemeral": message is None} | ({"thread_ts": thread} if thread else {})
    shown = {"message": {"ts": message, **({"thread_ts": thread} if thread else {})}} if message else {}
    return {
        "type": "block_actions",
        "user": {"id": ANA, "username": "ana", "team_id": TEAM},
        "api_app_id": "A0123",
        "container": container,
        "trigger_id": f"13345224609.738474920.{next(_numbers)}",
        "team": {"id": TEAM, "domain": "example"},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": channel, "name": "general"},
        **shown,
        "response_url": slack.response_url(),
        "actions": [pressed],
        **other,
    }


def shortcut(
    slack: SlackDouble,
    callback: str,
    *,
    text: str | None = None,
    channel: str = "C0GENERAL",
    **other: Any,  # noqa: ANN401 - fields of a payload
) -> dict[str, Any]:
    """Ana chooses a shortcut: on a message with that text, or (None) from anywhere. The trigger is good for one form."""
    trigger = f"13345224609.738474920.{next(_numbers)}"
    slack.triggers.add(trigger)
    common = {
        "token": "verification",
        "action_ts": new_ts(),
        "team": {"id": TEAM, "domain": "example"},
        "user": {"id": ANA, "username": "ana", "name": "ana", "team_id": TEAM},
        "is_enterprise_install": False,
        "enterprise": None,
        "callback_id": callback,
        "trigger_id": trigger,
    }
    if text is None:
        return {"type": "shortcut", **common, **other}
    message = {"type": "message", "user": "U0BEN", "ts": new_ts(), "text": text, "team": TEAM}
    about = {"channel": {"id": channel, "name": "general"}, "message_ts": message["ts"], "message": message}
    return {"type": "message_action", **common, **about, "response_url": slack.response_url(), **other}


def submission(view: Mapping[str, Any], user: str = ANA, **filled_in: str) -> dict[str, Any]:
    """Somebody sends a form that was opened.

    Args:
        view: as it was opened.
        user: who.
        filled_in: text or choice, by the input's name.
    """
    values: dict[str, Any] = {}
    for block in view["blocks"]:
        name, element = block["block_id"], block["element"]
        value = filled_in.get(name, element.get("initial_value"))
        if element["type"] == "static_select":
            option = {"text": {"type": "plain_text", "text": "…"}, "value": value} if value else None
            values[name] = {element["action_id"]: {"type": "static_select", "selected_option": option}}
        else:
            values[name] = {element["action_id"]: {"type": "plain_text_input", "value": value}}
    return {
        "type": "view_submission",
        "team": {"id": TEAM, "domain": "example"},
        "user": {"id": user, "username": "someone", "name": "someone", "team_id": TEAM},
        "api_app_id": "A0123",
        "trigger_id": f"13345224609.738474920.{next(_numbers)}",
        "view": {**view, "id": f"V{next(_numbers)}", "state": {"values": values}},
        "response_urls": [],
        "is_enterprise_install": False,
        "enterprise": None,
    }


class Sending:
    """Slack's side of the HTTP connection to a platform."""

    def __init__(self, session: ClientSession, url: str) -> None:
        self._session = session
        self.url = url

    async def command(self, payload: Mapping[str, str]) -> tuple[int, str]:
        """Send a slash command; its status and body."""
        return await self.raw(urlencode(payload).encode(), FORM_TYPE)

    async def event(self, payload: Mapping[str, Any]) -> tuple[int, str]:
        """Send an event."""
        return await self.raw(json.dumps(payload).encode(), JSON_TYPE)

    async def interaction(self, payload: Mapping[str, Any]) -> tuple[int, str]:
        """Send a press, a shortcut or a view's submission."""
        return await self.raw(urlencode({"payload": json.dumps(payload)}).encode(), FORM_TYPE)

    async def get(self) -> int:
        """Only look; the status."""
        async with self._session.get(f"{self.url}/slack/events") as response:
            return response.status

    async def exactly(self, headers: bytes, body: bytes) -> bytes:
        """Send bytes that no HTTP client would; the status line."""
        address = urlsplit(self.url)
        reader, writer = await asyncio.open_connection(address.hostname, address.port)
        length = str(len(body)).encode()
        writer.write(b"POST /slack/events HTTP/1.1\r\nHost: waypost\r\nContent-Type: application/json\r\n")
        writer.write(b"Content-Length: " + length + b"\r\nConnection: close\r\n" + headers + b"\r\n\r\n" + body)
        status = await reader.readline()
        writer.close()
        await writer.wait_closed()
        return status.strip()

    async def raw(self, body: bytes, content_type: str, headers: Mapping[str, str] | None = None) -> tuple[int, str]:
        """Send any body, signed unless the headers say otherwise."""
        sent = {"Content-Type": content_type, **(signed(body) if headers is None else headers)}
        async with self._session.post(f"{self.url}/slack/events", data=body, headers=sent) as response:
            return response.status, await response.text()


def signed(body: bytes, *, secret: str = SIGNING_SECRET, age: int = 0) -> dict[str, str]:
    """The headers by which Slack proves that a body is its own, `age` seconds ago."""
    timestamp = str(int(time.time()) - age)
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}
