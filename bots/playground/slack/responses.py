"""Response URLs: where an app answers a command or a press, five times within half an hour."""

import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass
from http import HTTPStatus

from aiohttp import web

from bots.playground.cast import SLACK_BOT_USER, Person
from bots.playground.live import Record
from bots.playground.reading import json_of
from bots.playground.slack.given import SlackError, content
from bots.playground.slack.workspace import Message, Workspace

_USES = 5
_SECONDS = 30 * 60
_MOST_KEPT = 1_000
"""Older ones are forgotten; each is a command or press of a person at this machine."""


@dataclass(slots=True)
class _Line:
    """What a response URL leads to: the person and the conversation, and for a press the message that was pressed."""

    person: Person
    channel: str
    message: str | None
    until: float
    left: int = _USES


class Responses:
    """`{base}/playground/slack/response/<id>`."""

    def __init__(self, base_url: str, workspace: Workspace) -> None:
        self._base_url = base_url
        self._workspace = workspace
        self._lines: OrderedDict[str, _Line] = OrderedDict()

    def url(self, person: Person, channel: str, message: str | None = None) -> str:
        """A new response URL, for a command (no `message`) or a press on the message with that `ts`."""
        line = secrets.token_urlsafe(16)
        self._lines[line] = _Line(person, channel, message, time.monotonic() + _SECONDS)
        if len(self._lines) > _MOST_KEPT:
            self._lines.popitem(last=False)
        return f"{self._base_url}/playground/slack/response/{line}"

    async def serve(self, request: web.Request) -> web.Response:
        """One use. Slack answers `ok`, or says in `error` why not."""
        line = self._lines.get(request.match_info["line"])
        if line is None or line.until < time.monotonic():
            return _refusal("expired_url")
        if not line.left:
            return _refusal("used_url")
        line.left -= 1
        given = await json_of(request)
        if not isinstance(given, dict):
            return _refusal("invalid_payload", HTTPStatus.BAD_REQUEST)
        try:
            self.answer(given, line.person, line.channel, line.message)
        except SlackError as error:
            return _refusal(error.code)
        return web.Response(text="ok")

    def answer(self, given: Record, person: Person, channel: str, pressed: str | None = None) -> None:
        """Carry out what an app answers to a command or a press.

        Raises:
            SlackError: the message is one that Slack refuses.
        """
        original = self._workspace.find(channel, pressed) if pressed else None
        if original and given.get("delete_original"):
            self._workspace.remove(original)
            return
        text, blocks = content(given)
        if original and given.get("replace_original"):
            self._workspace.change(original, text=text, blocks=blocks, raw=given)
            return
        thread = given.get("thread_ts")
        self._workspace.add(
            Message(
                channel=channel,
                ts=self._workspace.next_ts(),
                user=SLACK_BOT_USER,
                text=text,
                blocks=blocks,
                thread=str(thread) if thread else None,
                only_for=None if given.get("response_type") == "in_channel" else person.slack,
                raw=given,
            )
        )


def _refusal(code: str, status: HTTPStatus = HTTPStatus.NOT_FOUND) -> web.Response:
    return web.json_response({"ok": False, "error": code}, status=status)
