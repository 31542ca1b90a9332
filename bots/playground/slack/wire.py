"""How Slack reaches the app: signed requests, and what comes back at once."""

import hashlib
import hmac
import json
import secrets
import time
from urllib.parse import urlencode

from bots.playground.cast import SLACK_APP, SLACK_BOT_USER, SLACK_TEAM, Person
from bots.playground.config import PlaygroundConfig
from bots.playground.delivery import Courier
from bots.playground.live import Record

PATH = "/slack/events"
"""Where the app takes events, commands and presses."""

_PATIENCE_SECONDS = 3.0
"""Slack's own: an app that has not acknowledged by then has failed."""

_FORM = "application/x-www-form-urlencoded"


class Wire:
    """The way to the app. All of it raises `UndeliveredError` where the app does not take what it is sent."""

    def __init__(self, config: PlaygroundConfig, courier: Courier) -> None:
        self._secret = config.slack_signing_secret.encode()
        self._courier = courier

    async def event(self, callback: Record) -> None:
        """Tell the app what happened; see `callback`."""
        await self._send(json.dumps(callback).encode(), "application/json")

    async def command(self, form: Record) -> Record | None:
        """Give a slash command. What the app answers in the acknowledgement: a message, or nothing."""
        return _direct_answer(await self._send(urlencode(form).encode(), _FORM))

    async def interaction(self, kind: str, person: Person, payload: Record) -> Record | None:
        """Send what a person did beyond writing. What the app answers in the acknowledgement, or nothing.

        Args:
            kind: the payload's type, such as `block_actions`.
            person: who did it.
            payload: what goes with it.
        """
        whole: Record = {
            "type": kind,
            "team": {"id": SLACK_TEAM, "domain": "playground"},
            "user": {"id": person.slack, "username": person.id, "name": person.id, "team_id": SLACK_TEAM},
            "api_app_id": SLACK_APP,
            "token": "playground",
            "enterprise": None,
            "is_enterprise_install": False,
            **payload,
        }
        return _direct_answer(await self._send(urlencode({"payload": json.dumps(whole)}).encode(), _FORM))

    async def _send(self, body: bytes, content_type: str) -> bytes:
        timestamp = str(int(time.time()))
        signature = hmac.new(self._secret, b"v0:%s:%s" % (timestamp.encode(), body), hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": f"v0={signature}",
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        }
        return (await self._courier.post(PATH, body, headers, _PATIENCE_SECONDS)).body


def callback(event: Record) -> Record:
    """An event as it goes over the wire."""
    bot = {"enterprise_id": None, "team_id": SLACK_TEAM, "user_id": SLACK_BOT_USER, "is_bot": True}
    return {
        "token": "playground",
        "team_id": SLACK_TEAM,
        "api_app_id": SLACK_APP,
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev{secrets.token_hex(5).upper()}",
        "event_time": int(float(event["event_ts"])),
        "authorizations": [{**bot, "is_enterprise_install": False}],
        "is_ext_shared_channel": False,
        "event_context": secrets.token_hex(16),
    }


def _direct_answer(body: bytes) -> Record | None:
    """A message as JSON or plain text, or what to do with a form."""
    text = body.decode(errors="replace").strip()
    try:
        answer = json.loads(text)
    except ValueError:
        return {"text": text} if text else None
    return answer if isinstance(answer, dict) and answer else None
