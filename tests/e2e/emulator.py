"""Slack as npm's `emulate` plays it, with one workspace where Waypost is installed, and what a person does there.

The emulator stores messages and answers the Web API as Slack does, has the pages by which an app is installed, and sends
message events where it is told to. It does not send commands, mentions and presses: those are made here and signed with Slack's
own SDK.
"""

import asyncio
import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientSession
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from tests.e2e.browser import NODE, NODE_PARTS
from tests.e2e.processes import Program, free_port, running

TEAM = "T000000001"
GENERAL = "C000000001"
"""The emulator's own workspace and its channel, of which its first user is a member."""
PERSON = "U000000001"
BOT_USER = "U0WAYPOST"
BOT_TOKEN = "xoxb-waypost"
_PERSON_TOKEN = "xoxp-person"
SIGNING_SECRET = "a-secret-that-both-sides-know"
CLIENT_ID, CLIENT_SECRET = "1.1", "a-secret-of-the-app"
_RESPONDER = "B000000001"
_RESPONSES = f"/services/{TEAM}/{_RESPONDER}/X000000001"
"""An incoming webhook: it takes what a response URL takes, and shows it in #general."""

_PATIENCE_SECONDS = 20
_LOOK_SECONDS = 0.05

Json = dict[str, Any]

_numbers = count(1)


def seed(scopes: list[str], redirect: str | None = None) -> Json:
    """What there is in Slack at the start.

    Args:
        scopes: what Waypost may do, and no right beyond it.
        redirect: where the browser goes after an installation; None where Waypost is installed already.
    """
    app = {
        "app_id": "A0WAYPOST",
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "name": "Waypost",
        "redirect_uris": [redirect] if redirect else [],
        "scopes": scopes,
        "bot_id": "B0WAYPOST",
        "bot_user_id": BOT_USER,
        "bot_name": "waypost",
    }
    bot = {
        "token": BOT_TOKEN,
        "type": "bot",
        "user_id": BOT_USER,
        "bot_id": "B0WAYPOST",
        "bot_user_id": BOT_USER,
        "app_id": "A0WAYPOST",
        "scopes": scopes,
    }
    person = {
        "token": _PERSON_TOKEN,
        "type": "user",
        "user_id": PERSON,
        "scopes": ["chat:write", "channels:history", "channels:manage", "channels:write", "im:history", "im:write"],
    }
    tokens = [person] if redirect else [bot, person]
    return {"slack": {"strict_scopes": True, "signing_secret": SIGNING_SECRET, "oauth_apps": [app], "tokens": tokens}}


@contextmanager
def emulated(seeded: Json, folder: Path, events_url: str = "") -> Iterator[str]:
    """Slack, at the address that the context gives; it sends message events to another, where there is one."""
    port = free_port()
    file = folder / "slack.json"
    file.write_text(json.dumps(seeded), encoding="utf-8")
    program = NODE_PARTS / "slack.mjs"
    command: list[str | Path] = [NODE, program, "start", "--service", "slack", "--port", str(port), "--seed", file]
    with running(command, r"Ready\.", folder, {"SLACK_EVENTS_URL": events_url}):
        yield f"http://127.0.0.1:{port}"


@dataclass(frozen=True)
class Person:
    """Somebody in Slack, who also sees what Slack sends to Waypost on their behalf.

    Attributes:
        slack: the emulator's address.
        waypost: the server; the first group of what it said is its address.
        web: Slack's Web API with the person's token.
        session: by which Slack calls Waypost.
    """

    slack: str
    waypost: Program
    web: AsyncWebClient
    session: ClientSession

    @classmethod
    def at(cls, slack: str, waypost: Program, session: ClientSession) -> "Person":
        """The person, over a session of the test's."""
        return cls(slack, waypost, AsyncWebClient(_PERSON_TOKEN, f"{slack}/api/", session=session), session)

    async def say(self, channel: str, text: str) -> str:
        """Post a message; its `ts`."""
        posted = await self.web.chat_postMessage(channel=channel, text=text)
        return str(posted["ts"])

    async def direct(self) -> str:
        """The conversation with Waypost alone; its id."""
        # not by the SDK's own method, which puts arguments into the URL: the emulator does not look there
        opened = await self.web.api_call("conversations.open", data={"users": BOT_USER})
        return str(opened["channel"]["id"])

    async def see(self, channel: str, thread: str | None = None) -> list[Json]:
        """The messages of a thread, or of a channel outside of threads, oldest first."""
        # by POST, for the same reason
        if thread:
            answer = await self.web.api_call("conversations.replies", data={"channel": channel, "ts": thread})
            return list(answer["messages"])
        answer = await self.web.api_call("conversations.history", data={"channel": channel})
        return list(reversed(answer["messages"]))

    async def wait_for(self, seen: Callable[[list[Json]], bool], channel: str, thread: str | None = None) -> list[Json]:
        """The messages, once they are as wanted.

        Raises:
            AssertionError: they never were. It tells what Waypost logged.
        """
        give_up = time.monotonic() + _PATIENCE_SECONDS
        while not seen(messages := await self.see(channel, thread)):
            assert time.monotonic() < give_up, f"Slack shows {messages}; Waypost logged:\n{self.waypost.printed()}"
            await asyncio.sleep(_LOOK_SECONDS)
        return messages

    # --- what Slack sends to Waypost ---------------------------------------------------------------------------------

    async def command(self, name: str, text: str, secret: str = SIGNING_SECRET) -> tuple[int, str]:
        """Slack tells of a slash command in #general; the status and body of the answer."""
        payload = {
            "command": name,
            "text": text,
            "team_id": TEAM,
            "channel_id": GENERAL,
            "channel_name": "general",
            "user_id": PERSON,
            "response_url": self.slack + _RESPONSES,
            "trigger_id": f"1.1.{next(_numbers)}",
        }
        return await self._send(urlencode(payload), "application/x-www-form-urlencoded", secret)

    async def event(self, happened: Mapping[str, object]) -> tuple[int, str]:
        """Slack tells of an event."""
        payload = {
            "type": "event_callback",
            "team_id": TEAM,
            "api_app_id": "A0WAYPOST",
            "event_id": f"Ev{next(_numbers)}",
            "event_time": int(time.time()),
            "event": {"user": PERSON, "team": TEAM, **happened},
        }
        return await self._send(json.dumps(payload), "application/json")

    async def press(
        self, control: Json, channel: str, message: Json, pick: str | None = None, trigger: str = ""
    ) -> tuple[int, str]:
        """Slack tells of a press of a button of a message, or of a pick from a menu in it.

        Args:
            control: the button or menu, as it was sent.
            channel: where.
            message: on which.
            pick: for a menu, the value of the option.
            trigger: where the press opens a form, from `trigger`.
        """
        pressed = {"type": control["type"], "action_id": control["action_id"], "action_ts": str(time.time())}
        if pick is None:
            pressed["value"] = control["value"]
        else:
            pressed["selected_option"] = {"text": {"type": "plain_text", "text": "…"}, "value": pick}
        alone = "target_user" in message or message.get("bot_id") == _RESPONDER
        where = {"message_ts": message["ts"], "channel_id": channel, "is_ephemeral": alone}
        payload = {
            "type": "block_actions",
            "team": {"id": TEAM, "domain": "emulate"},
            "user": {"id": PERSON, "team_id": TEAM},
            "channel": {"id": channel, "name": "general"},
            "container": {"type": "message", **where},
            "message": message,
            "response_url": self.slack + _RESPONSES,
            "trigger_id": trigger or f"1.1.{next(_numbers)}",
            "actions": [pressed],
        }
        return await self._interact(payload)

    async def trigger(self) -> str:
        """A trigger id, good for one form within three seconds."""
        made = await self.web.api_call("views.generateTriggerId", data={"user_id": PERSON})
        return str(made["trigger_id"])

    async def shortcut(self, callback: str, trigger: str, message: Json | None = None) -> tuple[int, str]:
        """Slack tells of a shortcut that was chosen on a message in #general, or (None) from anywhere."""
        payload: Json = {
            "type": "shortcut",
            "callback_id": callback,
            "trigger_id": trigger,
            "team": {"id": TEAM, "domain": "emulate"},
            "user": {"id": PERSON, "team_id": TEAM},
        }
        if message is not None:
            about = {"channel": {"id": GENERAL, "name": "general"}, "message_ts": message["ts"], "message": message}
            payload |= {"type": "message_action", "response_url": self.slack + _RESPONSES, **about}
        return await self._interact(payload)

    async def form(self, kind: str) -> Json:
        """The newest form of a kind (its `callback_id`) that Waypost has opened, once there is one."""
        give_up = time.monotonic() + _PATIENCE_SECONDS
        while True:
            async with self.session.get(f"{self.slack}/seen/views") as answer:
                views: list[Json] = await answer.json()
            if found := [view for view in views if view["callback_id"] == kind]:
                return found[-1]
            assert time.monotonic() < give_up, f"no form was opened; Waypost logged:\n{self.waypost.printed()}"
            await asyncio.sleep(_LOOK_SECONDS)

    async def submit(self, view: Json, **filled_in: str) -> tuple[int, str]:
        """Slack tells of a form that was sent, with what was filled into its inputs."""
        values = {
            block["block_id"]: {
                block["element"]["action_id"]: {
                    "type": block["element"]["type"],
                    "value": filled_in.get(block["block_id"], block["element"].get("initial_value")),
                }
            }
            for block in view["blocks"]
        }
        payload = {
            "type": "view_submission",
            "trigger_id": f"1.1.{next(_numbers)}",
            "team": {"id": TEAM, "domain": "emulate"},
            "user": {"id": PERSON, "team_id": TEAM},
            "view": {**view, "id": view["view_id"], "state": {"values": values}},
        }
        return await self._interact(payload)

    async def _interact(self, payload: Json) -> tuple[int, str]:
        return await self._send(urlencode({"payload": json.dumps(payload)}), "application/x-www-form-urlencoded")

    async def _send(self, body: str, content_type: str, secret: str = SIGNING_SECRET) -> tuple[int, str]:
        now = str(int(time.time()))
        signature = SignatureVerifier(secret).generate_signature(timestamp=now, body=body)
        headers = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": now,
            "X-Slack-Signature": signature or "",
        }
        async with self.session.post(f"{self.waypost.said[1]}/slack/events", data=body, headers=headers) as response:
            return response.status, await response.text()
