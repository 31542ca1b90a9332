"""The part of Slack's Web API that an app like Waypost calls.

https://docs.slack.dev/reference/methods
"""

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
from bots.playground.slack.given import SlackError, arguments, content, metadata, unpack, without_token
from bots.playground.slack.views import View, Views
from bots.playground.slack.workspace import Message, Workspace, channel_name, channel_type, person_of


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
            "conversations.replies": self._replies,
            "users.info": self._user,
            "views.open": self._open_view,
            "views.push": self._push_view,
            "views.update": self._update_view,
            "views.publish": self._publish_view,
        }

    async def serve(self, request: web.Request) -> web.Response:
        """One call. Slack answers 200 also to what it refuses, with `ok: false` and the reason in `error`."""
        try:
            given = await arguments(request)
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
        message = self._new(given, _check_channel(channel))
        return {"channel": message.channel, "ts": message.ts, "message": message.as_sent()}

    def _post_ephemeral(self, given: Record) -> Record:
        person = person_of(str(given.get("user", "")))
        if person is None:
            raise SlackError("user_not_in_channel")
        channel, thread = _check_channel(str(given.get("channel", ""))), given.get("thread_ts")
        if thread and not self._workspace.is_answered(channel, str(thread)):
            content(given)  # checked, but as in Slack shown nowhere
            return {"message_ts": self._workspace.next_ts()}
        return {"message_ts": self._new(given, channel, only_for=person).ts}

    def _update(self, given: Record) -> Record:
        message = self._own(given, "cant_update_message")
        text, blocks = content(given)
        changed = self._workspace.change(message, text=text, blocks=blocks, raw=without_token(given))
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
        channel = _check_channel(str(given.get("channel", "")))
        kind = channel_type(channel)
        about = {"id": channel, "name": channel_name(channel), "is_member": True, "is_archived": False}
        kinds = {"is_im": kind == "im", "is_mpim": kind == "mpim", "is_channel": kind == "channel"}
        return {"channel": {**about, **kinds, "is_private": kind != "channel", "is_ext_shared": False}}

    def _history(self, given: Record) -> Record:
        """Newest first."""
        channel = _check_channel(str(given.get("channel", "")))
        return self._page([m for m in self._public_messages(channel) if m.thread is None][::-1], given)

    def _replies(self, given: Record) -> Record:
        """Oldest first, with the message itself: it need not have any, and may be one."""
        channel, ts = _check_channel(str(given.get("channel", ""))), given.get("ts")
        found = [m for m in self._public_messages(channel) if ts in (m.ts, m.thread)]
        if not found:
            raise SlackError("thread_not_found")
        return self._page(found, given)

    def _page(self, messages: list[Message], given: Record) -> Record:
        """Those between `oldest` and `latest`. One page holds all, for there are few."""
        oldest, latest = str(given.get("oldest") or "0"), str(given.get("latest") or "9" * 10)
        ends = (oldest, latest) if str(given.get("inclusive", "")).lower() in ("true", "1") else ()
        found = [self._workspace.payload_of(m) for m in messages if oldest < m.ts < latest or m.ts in ends]
        return {"messages": found, "has_more": False, "response_metadata": {"next_cursor": ""}}

    def _public_messages(self, channel: str) -> list[Message]:
        return [m for m in self._workspace if m.channel == channel and m.only_for is None]

    def _open_view(self, given: Record) -> Record:
        return self._show_view(lambda view: self._views.open(str(given.get("trigger_id", "")), view), given)

    def _push_view(self, given: Record) -> Record:
        return self._show_view(lambda view: self._views.push(str(given.get("trigger_id", "")), view), given)

    def _update_view(self, given: Record) -> Record:
        return self._show_view(lambda view: self._views.update(str(given.get("view_id", "")), view), given)

    def _publish_view(self, given: Record) -> Record:
        person = person_of(str(given.get("user_id", "")))
        if person is None:
            raise SlackError("user_not_found")
        return self._show_view(lambda view: self._views.publish(person, view), given)

    def _show_view(self, show: Callable[[object], View], given: Record) -> Record:
        return {"view": show(unpack(given.get("view"))).as_sent()}

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
                raw=without_token(given),
                metadata=metadata(given),
            )
        )

    def _own(self, given: Record, otherwise: str) -> Message:
        message = self._workspace.find(_check_channel(str(given.get("channel", ""))), str(given.get("ts", "")))
        if message is None or message.only_for:
            # To the Web API an ephemeral message does not exist; only its response_url reaches it.
            raise SlackError("message_not_found")
        if message.user != SLACK_BOT_USER:
            raise SlackError(otherwise)
        return message


def _unknown(_: Record) -> Record:
    raise SlackError("unknown_method")


def _check_channel(channel: str) -> str:
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
        "is_restricted": person.is_guest,
        "is_ultra_restricted": False,
        "locale": "en-GB",
        "tz": "Europe/Lisbon",
        "profile": {
            "real_name": person.name,
            "display_name": first,
            "title": person.job,
            "email": person.email,
        },
    }
