"""How an answer gets to the person: into the conversation, or so that only they see it."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from typing import Any
from weakref import WeakValueDictionary

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bots.last_resort import NoWayError, send_once
from bots.slack.oauth.clients import Clients, NotInstalledError
from bots.slack.payloads import Event
from bots.slack.render import FEEDBACK_BLOCK, Rendered
from bots.slack.reply_target import ReplyTarget
from bots.slack.retries import retry_handlers
from core.handoff.delivery.ports import DeliveryError, TemporaryError, UnreachableError, UnsureError
from core.storage.engine import FAILURES

_log = structlog.get_logger()

LITERALLY: dict[str, Any] = {"parse": "none", "link_names": False}
"""Text is shown as it is: names and addresses in it become neither mentions nor links."""

NO_PREVIEWS: dict[str, Any] = {"unfurl_links": False, "unfurl_media": False}

NOT_SLACKS = (AttributeError, TypeError, ValueError)
"""What Slack's SDK raises over an answer that is none of Slack's, such as a page with status 200 that a network put in its place."""

TOO_RICH = ("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long")
"""Slack's errors for blocks that it does not draw; the answer then goes out as its plain summary."""


NOT_IN_THREAD = frozenset(
    {
        "cannot_reply_to_message",
        "restricted_action_non_threadable_channel",
        "restricted_action_thread_locked",
    }
)
"""Slack's errors for a thread that takes no answers, in a channel that may."""

_NO_THREAD = NOT_IN_THREAD | {"thread_not_found"}
"""The same, or what began the thread was deleted."""

_PASSING = frozenset(
    {
        "account_inactive",
        "fatal_error",
        "internal_error",
        "invalid_auth",
        "not_authed",
        "ratelimited",
        "request_timeout",
        "service_unavailable",
        "team_added_to_org",
        "token_expired",
        "token_revoked",
        "unexpected_answer",
    }
)
"""Slack's errors after which the same call may be taken in a moment; trouble with the token is some: it may be new by then."""

_SERVER_ERROR = HTTPStatus.INTERNAL_SERVER_ERROR

_UNDRAWN = ("invalid_blocks", "invalid_blocks_format")
"""Of the errors for blocks, those that leaving out a kind of block may mend."""


class UndeliveredError(Exception):
    """Slack took the answer in no way that there is."""


class _RefusedError(UnreachableError):
    """Slack does not take an answer in one of the ways; the text is its name for why."""


class UnreadableError(Exception):
    """Slack does not let us read a message."""


def refusal(error: SlackApiError) -> str:
    """Slack's name for an error, such as `not_in_channel`. A proxy in between may have answered in its place."""
    data = getattr(error.response, "data", None)
    return str(data["error"]) if isinstance(data, dict) and "error" in data else "unexpected_answer"


class Sender:
    """Sends answers through Slack's Web API and through response URLs, over one shared connection pool."""

    def __init__(self, clients: Clients, once: Clients, plain: AsyncWebClient) -> None:
        """Take what is needed.

        Args:
            clients: for all that is sent.
            once: others that make no call twice, for what nobody can wait for.
            plain: holds no token but the connections and the proxy: response URLs need no more.
        """
        self._clients = clients
        self._once = once
        self._plain = plain
        # of each conversation as long as somebody waits in it
        self._lanes: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()

    async def say(self, rendered: Rendered, spot: ReplyTarget) -> None:
        """Post into the conversation, in the spot's thread; where that cannot be, show it to the person alone.

        Raises:
            UndeliveredError: Slack refuses it in every way.
        """
        alone = () if spot.is_direct else (self._whisper, self._respond)
        await self._first_that_works((self._post, *alone, self._post_in_person), rendered, spot)

    async def share(self, rendered: Rendered, spot: ReplyTarget) -> None:
        """Post into the conversation, in the spot's thread.

        Raises:
            UndeliveredError: Slack refuses it.
        """
        await self._first_that_works((self._post,), rendered, spot)

    async def whisper(self, rendered: Rendered, spot: ReplyTarget) -> None:
        """Show it to the person alone.

        A response URL works in every conversation, but shows nothing in a thread; where there is one, we are a member. Where
        neither works, there is the person's own conversation with us.

        Raises:
            UndeliveredError: Slack refuses it in every way.
        """
        in_thread = spot.thread and not spot.quiet
        ways = (self._whisper, self._respond) if in_thread else (self._respond, self._whisper)
        await self._first_that_works((*ways, self._post_in_person), rendered, spot)

    async def warn(self, rendered: Rendered, spot: ReplyTarget) -> None:
        """Tell one person alone; that it cannot be told keeps nobody from their answer."""
        try:
            if spot.at_home:
                await self.say(rendered, replace(spot, channel=spot.user))
            else:
                await self.whisper(rendered, spot)
        except UndeliveredError as error:
            _log.warning("a warning was not delivered", platform="slack", why=str(error))

    async def redraw(self, rendered: Rendered, spot: ReplyTarget) -> None:
        """Put it in place of the message that the button sits on; where that is gone, show it to the person alone.

        Raises:
            UndeliveredError: Slack refuses it in every way.
        """
        way = self._replace if spot.ephemeral else self._update
        await self._first_that_works((way, self._whisper, self._respond, self._post_in_person), rendered, spot)

    async def open(self, view: dict[str, Any], spot: ReplyTarget) -> None:
        """Open a form, over the one in which somebody pressed where that was in one.

        Raises:
            UndeliveredError: Slack does not, for instance because the press is more than three seconds old.
        """
        web = await self._client(spot.workspace)
        method = web.views_push if spot.view else web.views_open
        await _or_undelivered(method(trigger_id=spot.trigger, view=view))

    async def message(self, spot: ReplyTarget) -> Event | None:
        """The message that a spot names, or None where there is none.

        It is asked for once: where Slack lets us read one a minute, nobody waits that long for an answer.

        Raises:
            UnreadableError: we may not read it, or not now.
        """
        given: dict[str, Any] = {"channel": spot.channel, "latest": spot.asked, "oldest": spot.asked, "inclusive": True}
        try:
            web = await self._once.client(spot.workspace)
            messages: object = (await web.conversations_replies(ts=spot.asked, limit=1, **given)).get("messages")
        except SlackApiError as error:
            raise UnreadableError(refusal(error)) from error
        except (NotInstalledError, aiohttp.ClientError, OSError, *NOT_SLACKS) as error:
            raise UnreadableError(type(error).__name__) from error
        if not isinstance(messages, list):
            raise UnreadableError("unexpected_answer")
        found = next((m for m in messages if isinstance(m, dict) and m.get("ts") == spot.asked), None)
        return Event.model_validate({"type": "message", **found}) if found else None

    async def permalink(self, spot: ReplyTarget, message: str) -> str:
        """The address of a message as Slack itself gives it, or empty where it does not."""
        try:
            web = await self._client(spot.workspace)
            told = await web.chat_getPermalink(channel=spot.channel, message_ts=message)
        except Exception as error:  # noqa: BLE001 - whatever it was, an answer does not wait for a better address
            _log.warning("the address of a message was not found out", platform="slack", why=type(error).__name__)
            return ""
        link = told.get("permalink")
        return link if isinstance(link, str) and link.startswith("https://") else ""

    async def update(self, view: dict[str, Any], spot: ReplyTarget) -> None:
        """Put a form in the place of the one in which somebody pressed.

        Raises:
            UndeliveredError: Slack refuses it.
        """
        await self._until_taken(lambda web: web.views_update(view_id=spot.view, view=view), spot.workspace)

    async def publish(self, view: dict[str, Any], workspace: str, user: str) -> None:
        """Show somebody their App Home.

        Raises:
            UndeliveredError: Slack refuses it.
        """
        await self._until_taken(lambda web: web.views_publish(user_id=user, view=view), workspace)

    async def _until_taken(self, call: Callable[[AsyncWebClient], Awaitable[object]], workspace: str) -> None:
        """Make a call that may be made twice, and has no other way."""

        async def make() -> None:
            await call(await self._client(workspace))

        try:
            await send_once([lambda: _call(make())])
        except NoWayError as error:
            raise UndeliveredError(str(error)) from error

    async def _client(self, workspace: str) -> AsyncWebClient:
        try:
            return await self._clients.client(workspace)
        except NotInstalledError as error:
            raise UndeliveredError("not_installed") from error

    async def _first_that_works(self, ways: "tuple[_Way, ...]", rendered: Rendered, spot: ReplyTarget) -> None:
        message: dict[str, Any] = {"text": rendered.text, "blocks": list(rendered.blocks), **LITERALLY}
        try:
            await send_once([partial(_send, way, message, spot) for way in ways])
        except NoWayError as error:
            raise UndeliveredError(f"{spot.workspace} {spot.channel}: {error}") from error

    async def _post(self, message: dict[str, Any], spot: ReplyTarget) -> None:
        web = await self._client(spot.workspace)
        # Slack takes about one message a second into a channel: all who were told so at once would come again at once
        lane = self._lanes.setdefault((spot.workspace, spot.channel), asyncio.Lock())
        given = {"channel": spot.channel, **message, **NO_PREVIEWS}
        async with lane:
            try:
                await web.chat_postMessage(thread_ts=spot.thread, **given)
            except SlackApiError as error:
                if not spot.thread or refusal(error) not in _NO_THREAD:
                    raise
                await web.chat_postMessage(**given)

    async def _post_in_person(self, message: dict[str, Any], spot: ReplyTarget) -> None:
        # what is posted to a person arrives in our conversation with them
        await self._post(message, replace(spot, channel=spot.user, thread=None))

    async def _whisper(self, message: dict[str, Any], spot: ReplyTarget) -> None:
        web = await self._client(spot.workspace)
        thread = None if spot.quiet else spot.thread
        given = {"channel": spot.channel, "user": spot.user, **message}
        try:
            await web.chat_postEphemeral(thread_ts=thread, **given)
        except SlackApiError as error:
            if not thread or refusal(error) not in _NO_THREAD:
                raise
            await web.chat_postEphemeral(**given)

    async def _update(self, message: dict[str, Any], spot: ReplyTarget) -> None:
        web = await self._client(spot.workspace)
        await web.chat_update(channel=spot.channel, ts=spot.message, **message)

    async def _respond(self, message: dict[str, Any], spot: ReplyTarget) -> None:
        own = {"response_type": "ephemeral", "replace_original": False}
        await self._to_response_url({**message, **NO_PREVIEWS, **own}, spot)

    async def _replace(self, message: dict[str, Any], spot: ReplyTarget) -> None:
        await self._to_response_url({**message, **NO_PREVIEWS, "replace_original": True}, spot)

    async def _to_response_url(self, message: dict[str, Any], spot: ReplyTarget) -> None:
        """Bolt's own `respond` takes no session and no retry handlers, and lets a used-up URL pass for success."""
        if not spot.response_url:
            raise _RefusedError("no_response_url")
        web = self._plain
        client = AsyncWebhookClient(
            spot.response_url, session=web.session, retry_handlers=retry_handlers(), logger=web.logger
        )
        client.proxy = web.proxy
        response = await client.send_dict(message)
        body = "".join((response.body or "").split())
        if response.status_code != HTTPStatus.OK:
            # a name such as expired_url; anything longer may quote what was sent
            why = body if _NAME.fullmatch(body) else f"status {response.status_code}"
            passes = response.status_code >= _SERVER_ERROR or response.status_code == HTTPStatus.TOO_MANY_REQUESTS
            raise (TemporaryError if passes else _RefusedError)(why)
        if not _is_taken(body):
            raise TemporaryError("unexpected_answer")


_Way = Callable[[dict[str, Any], ReplyTarget], Awaitable[None]]

_NAME = re.compile(r"[a-z_]{1,60}")
"""How Slack names errors."""


def _is_taken(body: str) -> bool:
    """Whether a response URL has taken a message, by its answer. A page with status 200 comes from something in between."""
    if body in ("", "ok"):
        return True
    try:
        answer = json.loads(body)
    except ValueError:
        return False
    return isinstance(answer, dict) and answer.get("ok") is True


async def _send(way: _Way, message: dict[str, Any], spot: ReplyTarget) -> None:
    """Send an answer in one way; from now on with plainer blocks, or none, where Slack does not draw its own.

    Raises:
        DeliveryError: it was not taken, or perhaps not.
    """
    try:
        await _call(way(message, spot))
    except _RefusedError as error:
        if str(error) not in TOO_RICH or not message["blocks"]:
            raise
        message["blocks"] = _plainer(message["blocks"], str(error))
        await _send(way, message, spot)


def _plainer(refused: list[dict[str, Any]], why: str) -> list[dict[str, Any]]:
    """What to send where Slack refuses blocks: at first all but the newest kind, and then none."""
    common = [block for block in refused if block["type"] != FEEDBACK_BLOCK]
    if len(common) < len(refused) and why in _UNDRAWN:
        _log.warning("slack draws no feedback buttons there", platform="slack", why=why)
        return common
    _log.error("slack refuses the blocks of an answer", platform="slack", why=why)
    return []


async def _call(call: Awaitable[None]) -> None:
    try:
        await call
    except SlackApiError as error:
        raise _error_of(error) from error
    except UndeliveredError as error:
        raise _RefusedError(str(error)) from error
    except aiohttp.InvalidURL as error:
        raise _RefusedError(type(error).__name__) from error  # a response URL that is none
    except aiohttp.ClientConnectorError as error:
        raise TemporaryError(type(error).__name__) from error
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        # Slack may have taken it, and only its acknowledgement is slow, or was lost
        raise UnsureError(type(error).__name__) from error
    except FAILURES as error:
        raise TemporaryError(type(error).__name__) from error  # the token was not to be had
    except NOT_SLACKS as error:
        raise TemporaryError("unexpected_answer") from error


def _error_of(error: SlackApiError) -> DeliveryError:
    name, status = refusal(error), getattr(error.response, "status_code", None) or 0
    passes = name in _PASSING or status >= _SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS
    return TemporaryError(name) if passes else _RefusedError(name)


async def _or_undelivered(call: Awaitable[object]) -> None:
    try:
        await call
    except SlackApiError as error:
        raise UndeliveredError(refusal(error)) from error
    except (aiohttp.ClientError, OSError, *NOT_SLACKS) as error:
        raise UndeliveredError(type(error).__name__) from error
