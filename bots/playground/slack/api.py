"""The part of Slack's Web API that an app like Waypost calls.

https://docs.slack.dev/reference/methods
"""

import json
import secrets
from collections.abc import Callable

from aiohttp import web

from bots.playground.cast import (
    SLACK_APP,
    SLACK_BOT,
    SLACK_BOT_USER,
    SLACK_TEAM,
    Person,
    slack_direct,
)
from bots.playground.config import PlaygroundConfig
from bots.playground.live import Record
from bots.playground.reading import UNREADABLE, json_of
from bots.playground.slack.limits import MOST_TEXT, complaints
from bots.playground.slack.views import ViewError, Views
from bots.playground.slack.workspace import Message, Workspace, channel_name, person_of


class SlackError(Exception):
    """What the call comes back with instead of a result: Slack's error code, and sentences on what is wrong."""

    def __init__(self, code: str, messages: tuple[str, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.messages = messages


class SlackApi:
    """`{base}/playground/slack/api/<method>`. Takes forms and JSON, as Slack does."""

    def __init__(self, config: PlaygroundConfig, workspace: Workspace, views: Views) -> None:
        self._config = config
        self._workspace = workspace
        self._views = views
        self._methods: dict[str, Callable[[Record], Record]] = {
            "auth.test": self._auth_test,
            "chat.postMessage": self._post_message,
            "chat.postEphemeral": self._post_ephemeral,
            "chat.update": self._update,
            "chat.delete": self._delete,
            "conversations.open": self._open,
            "conversations.info": self._channel,
            "conversations.history": self._history,
            "conversations.replies": self._history,
            "users.info": self._user,
            "views.open": self._open_view,
        }

    async def serve(self, request: web.Request) -> web.Response:
        """One call. Slack answers 200 also to what it refuses, with `ok: false` and the reason in `error`."""
        try:
            given = await _arguments(request)
            self._authorise(request.headers.get("Authorization", "").removeprefix("Bearer ") or given.get("token"))
            method = self._methods.get(request.match_info["method"], _unknown)
            return web.json_response({"ok": True, **method(given)})
        except SlackError as error:
            refusal: Record = {"ok": False, "error": error.code}
            if error.messages:
                refusal |= {"errors": error.messages, "response_metadata": {"messages": error.messages}}
            return web.json_response(refusal)

    def _authorise(self, token: object) -> None:
        if not token:
            raise SlackError("not_authed")
        if not secrets.compare_digest(str(token).encode(), self._config.slack_bot_token.encode()):
            raise SlackError("invalid_auth")

    def _auth_test(self, _: Record) -> Record:
        return {
            "url": self._config.base_url,
            "team": "Playground",
            "user": "waypost",
            "team_id": SLACK_TEAM,
            "user_id": self._config.slack_bot_user,
            "bot_id": SLACK_BOT,
            "app_id": SLACK_APP,
            "is_enterprise_install": False,
        }

    def _post_message(self, given: Record) -> Record:
        channel = str(given.get("channel", ""))
        person = person_of(channel)
        if person:
            channel = slack_direct(person)
        message = self._new(given, _known(channel))
        return {"channel": message.channel, "ts": message.ts, "message": message.as_sent()}

    def _post_ephemeral(self, given: Record) -> Record:
        person = person_of(str(given.get("user", "")))
        if person is None:
            raise SlackError("user_not_in_channel")
        message = self._new(given, _known(str(given.get("channel", ""))), only_for=person)
        return {"message_ts": message.ts}

    def _update(self, given: Record) -> Record:
        message = self._own(given, "cant_update_message")
        text, blocks = content(given)
        changed = self._workspace.change(message, text=text, blocks=blocks, raw=_shown(given))
        return {"channel": changed.channel, "ts": changed.ts, "text": changed.text, "message": changed.as_sent()}

    def _delete(self, given: Record) -> Record:
        message = self._own(given, "cant_delete_message")
        self._workspace.remove(message)
        return {"channel": message.channel, "ts": message.ts}

    def _open(self, given: Record) -> Record:
        users = given.get("users", "")
        person = person_of(users[0] if isinstance(users, list) and users else str(users))
        if person is None:
            raise SlackError("user_not_found")
        return {"channel": {"id": slack_direct(person)}, "no_op": True, "already_open": True}

    def _channel(self, given: Record) -> Record:
        channel = _known(str(given.get("channel", "")))
        about = {"id": channel, "name": channel_name(channel), "is_member": True, "is_archived": False}
        return {"channel": {**about, "is_im": channel.startswith("D")}}

    def _history(self, given: Record) -> Record:
        """Newest first as in Slack; one page holds all, for there are few."""
        channel, thread = _known(str(given.get("channel", ""))), given.get("ts")
        oldest = str(given.get("oldest") or "0")
        found = [
            message.as_sent()
            for message in self._workspace
            if message.channel == channel
            and message.only_for is None
            and message.ts >= oldest
            and (message.thread == thread or (thread and message.ts == thread))
        ]
        return {"messages": found[::-1], "has_more": False, "response_metadata": {"next_cursor": ""}}

    def _open_view(self, given: Record) -> Record:
        try:
            view = self._views.open(str(given.get("trigger_id", "")), _unpacked(given.get("view")))
        except ViewError as error:
            raise SlackError(error.code) from error
        return {"view": {**view.content, "id": view.id}}

    def _user(self, given: Record) -> Record:
        person = person_of(str(given.get("user", "")))
        if person is None:
            raise SlackError("user_not_found")
        return {"user": _profile(person)}

    def _new(self, given: Record, channel: str, only_for: Person | None = None) -> Message:
        text, blocks = content(given)
        thread = given.get("thread_ts")
        return self._workspace.add(
            Message(
                channel=channel,
                ts=self._workspace.next_ts(),
                user=SLACK_BOT_USER,
                text=text,
                blocks=blocks,
                thread=str(thread) if thread else None,
                only_for=only_for.slack if only_for else None,
                raw=_shown(given),
                metadata=_metadata(given),
            )
        )

    def _own(self, given: Record, otherwise: str) -> Message:
        message = self._workspace.find(_known(str(given.get("channel", ""))), str(given.get("ts", "")))
        if message is None or message.only_for:
            # To the Web API an ephemeral message does not exist; only its response_url reaches it.
            raise SlackError("message_not_found")
        if message.user != SLACK_BOT_USER:
            raise SlackError(otherwise)
        return message


def _unknown(_: Record) -> Record:
    raise SlackError("unknown_method")


def content(given: Record) -> tuple[str, tuple[Record, ...]]:
    """Text and blocks of a message, checked as Slack checks them.

    Raises:
        SlackError: `no_text`, `msg_too_long`, or `invalid_blocks` with the reasons.
    """
    text, blocks = given.get("text") or "", given.get("blocks") or []
    wrong = complaints(blocks)
    if wrong:
        raise SlackError("invalid_blocks", tuple(wrong))
    if not isinstance(text, str) or not (text or blocks):
        raise SlackError("no_text")
    if len(text) > MOST_TEXT:
        raise SlackError("msg_too_long")
    return text, tuple(blocks)


async def _arguments(request: web.Request) -> Record:
    """What was given in the query, the form or the JSON body. In forms, structures come as JSON text."""
    given: Record = dict(request.query)
    if request.content_type == "application/json":
        body = await json_of(request)
        if not isinstance(body, dict):
            raise SlackError("json_not_object" if body is not None else "invalid_json")
        return given | body
    try:
        form = await request.post()
    except UNREADABLE as error:
        raise SlackError("invalid_form_data") from error
    given |= {name: value for name, value in form.items() if isinstance(value, str)}
    if isinstance(given.get("blocks"), str):
        try:
            given["blocks"] = json.loads(given["blocks"])
        except (ValueError, RecursionError) as error:
            raise SlackError("invalid_blocks_format") from error
    return given


def _shown(given: Record) -> Record:
    """The call as the page may show it: without the token."""
    return {name: value for name, value in given.items() if name != "token"}


def _unpacked(value: object) -> object:
    """A structure that came as JSON text, as it does in forms."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return None


def _metadata(given: Record) -> Record | None:
    metadata = _unpacked(given.get("metadata"))
    return metadata if isinstance(metadata, dict) else None


def _known(channel: str) -> str:
    if channel_name(channel) is None:
        raise SlackError("channel_not_found")
    return channel


def _profile(person: Person) -> Record:
    first = person.name.split()[0]
    return {
        "id": person.slack,
        "team_id": SLACK_TEAM,
        "name": person.id,
        "real_name": person.name,
        "deleted": False,
        "is_bot": False,
        "locale": "en-GB",
        "tz": "Europe/Lisbon",
        "profile": {
            "real_name": person.name,
            "display_name": first,
            "title": person.job,
            "email": f"{person.id}@example.com",
        },
    }
