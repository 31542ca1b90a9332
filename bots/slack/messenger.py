"""The messages of hand-offs in Slack: each sent once, for what became of it is the courier's business."""

import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any, TypeVar

import structlog
from aiohttp import ClientConnectorError, ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bots.retry_after import seconds_to_wait
from bots.slack.oauth.clients import Clients, NotInstalledError, SealedError
from bots.slack.outbound import LITERALLY, NO_PREVIEWS, NOT_IN_THREAD, NOT_SLACKS, TOO_RICH, refusal
from bots.slack.render import Rendered, render
from core.conversation.outline import Outline
from core.conversation.people import DIRECT, Place, PlatformId
from core.handoff.delivery.ports import (
    CannotLookError,
    DeliveryError,
    MessageGoneError,
    RateLimitedError,
    Sent,
    TemporaryError,
    UnreachableError,
    UnsureError,
)

_log = structlog.get_logger()

METADATA_EVENT = "waypost_delivery"
"""Under this name a message carries the delivery's id, by which it is found again after a crash."""

_PAGE = 100
_PAGES = 5
"""Of a channel's history that is looked through: since the attempt began, which is seconds or minutes ago."""

_SPARE_PAGE = 15
_SPARE_SECONDS = 60.0
"""What an app that workspaces install, and that is not in Slack's Marketplace, may read: so many messages by one call of
`conversations.history` and of `conversations.replies`, and one such call a minute in each workspace.
https://docs.slack.dev/changelog/2025/05/29/rate-limit-changes-for-non-marketplace-apps"""

_WAIT_SECONDS = 30.0
"""Where Slack limits the rate and does not say for how long."""

_SHORTEST_WAIT_SECONDS = 1.0
"""Slack counts in whole seconds; a wait of none would only bring the same refusal again."""

_GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed", "thread_not_found"})

_UNREACHABLE = frozenset(
    {
        "not_in_channel",
        "channel_not_found",
        "is_archived",
        "channel_is_archived",
        "restricted_action",
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
        "user_not_found",
        "user_disabled",
        "user_not_visible",
        "users_not_found",
        "cannot_dm_bot",
        "messages_tab_disabled",
        "access_denied",
        "no_permission",
        "ekm_access_denied",
        "team_access_not_granted",
        "invalid_users",
    }
)
"""Slack's errors that will not pass by waiting. Trouble with the token will: an administrator mends it."""


_T = TypeVar("_T", str, dict[str, Any], list[Any])
_Method = Callable[..., Awaitable[AsyncSlackResponse]]


class SlackMessenger:
    """Posts and changes messages in the workspaces where we are installed."""

    platform: PlatformId = "slack"

    def __init__(self, clients: Clients, *, spares_reads: bool = False) -> None:
        """Take what is needed.

        Args:
            clients: they make no call twice: what follows a failure is for the courier to say.
            spares_reads: whether Slack lets us read little: see `_SPARE_PAGE`.
        """
        self._clients = clients
        self._spares_reads = spares_reads
        self._read_at: dict[str, float] = {}
        self._direct: dict[tuple[str, str], str] = {}

    async def post(self, place: Place, outline: Outline, key: str, thread: str | None = None) -> Sent:
        """Post a message; see `Messenger`."""
        channel = await self._channel(place)
        drawn = render(outline)
        metadata = {"event_type": METADATA_EVENT, "event_payload": {"id": key}}
        given: dict[str, Any] = {"channel": channel, "thread_ts": thread, "metadata": metadata, **NO_PREVIEWS}
        web = await self._client(place)
        try:
            told = await self._draw(web.chat_postMessage, drawn, given, replays=False)
        except _NotInThreadError:
            told = await self._draw(web.chat_postMessage, drawn, {**given, "thread_ts": None}, replays=False)
        except UnreachableError:
            # a person's conversation may be another one by now
            self._direct.pop((place.workspace, place.conversation.removeprefix(DIRECT)), None)
            if (anew := await self._channel(place)) == channel:
                raise
            channel = anew
            told = await self._draw(web.chat_postMessage, drawn, {**given, "channel": channel}, replays=False)
        ts = _value_in(told, "ts", str, replays=False)
        return Sent(Place("slack", place.workspace, str(told.get("channel") or channel)), ts)

    async def update(self, sent: Sent, outline: Outline) -> None:
        """Change a message; see `Messenger`."""
        given = {"channel": sent.place.conversation, "ts": sent.message}
        web = await self._client(sent.place)
        await self._draw(web.chat_update, render(outline), given, replays=True)

    async def find(self, place: Place, key: str, since: datetime, thread: str | None = None) -> Sent | None:
        """Look for a message by the id in its metadata; see `Messenger`. It takes the right to read the history.

        Where little may be read, one looks within what one call brings, and waits until it may be made.
        """
        channel = await self._channel(place)
        limit, pages = (_SPARE_PAGE, 1) if self._spares_reads else (_PAGE, _PAGES)
        given: dict[str, Any] = {"channel": channel, "oldest": f"{since.timestamp():.6f}", "limit": limit}
        given["include_all_metadata"] = True
        if thread:
            given["ts"] = thread
        web = await self._client(place)
        method: _Method = web.conversations_replies if thread else web.conversations_history
        for _ in range(pages):
            self._await_turn_to_read(place.workspace)
            try:
                told = await _call(method(**given), replays=True)
            except UnreachableError as error:
                raise CannotLookError("Waypost may not read the history there.") from error
            for message in _value_in(told, "messages", list):
                if isinstance(message, Mapping) and _key_of(message) == key:
                    return Sent(Place("slack", place.workspace, channel), str(message.get("ts", "")))
            cursor = (told.get("response_metadata") or {}).get("next_cursor")
            if not (cursor or told.get("has_more")):
                return None
            given["cursor"] = cursor
        raise CannotLookError("Too much has been written there since.")

    def _await_turn_to_read(self, workspace: str) -> None:
        """Count a call that reads, where there may be few.

        Raises:
            RateLimitedError: the last one was too short a while ago.
        """
        if not self._spares_reads:
            return
        now = time.monotonic()
        wait = self._read_at.get(workspace, -_SPARE_SECONDS) + _SPARE_SECONDS - now
        if wait > 0:
            raise RateLimitedError(wait)
        self._read_at[workspace] = now

    async def reach(self, place: Place) -> None:
        """See that we are in a channel that is not archived; see `Messenger`."""
        if place.conversation.startswith(DIRECT):
            await self._channel(place)
            return
        web = await self._client(place)
        told = await _call(web.conversations_info(channel=place.conversation), replays=True)
        channel = _value_in(told, "channel", dict)
        if channel.get("is_archived"):
            raise UnreachableError("The channel is archived.")
        if not (channel.get("is_member") or channel.get("is_im")):
            raise UnreachableError("Waypost is not in the channel; invite it there.")

    async def _channel(self, place: Place) -> str:
        """The channel of a place; a person's direct conversation is opened when it is first wanted."""
        if not place.conversation.startswith(DIRECT):
            return place.conversation
        user = place.conversation.removeprefix(DIRECT)
        known = (place.workspace, user)
        if known not in self._direct:
            web = await self._client(place)
            told = await _call(web.conversations_open(users=user), replays=True)
            self._direct[known] = _value_in(_value_in(told, "channel", dict), "id", str)
        return self._direct[known]

    async def _client(self, place: Place) -> AsyncWebClient:
        try:
            return await self._clients.client(place.workspace)
        except SealedError as error:
            raise TemporaryError("The token of that workspace cannot be decrypted.") from error
        except NotInstalledError as error:
            raise UnreachableError("Waypost is not installed in that workspace, or may not be used there.") from error

    async def _draw(
        self, method: _Method, drawn: Rendered, given: dict[str, Any], *, replays: bool
    ) -> Mapping[str, Any]:
        """Send blocks, and where Slack does not draw them the plain text alone."""
        try:
            return await _call(
                method(text=drawn.text, blocks=list(drawn.blocks), **given, **LITERALLY), replays=replays
            )
        except _TooRichError as error:
            _log.error("slack refuses the blocks of a hand-off", platform="slack", why=str(error))
            return await _call(method(text=drawn.text, blocks=[], **given, **LITERALLY), replays=replays)


class _NotInThreadError(UnreachableError):
    """A thread takes no answers; its channel may."""


class _TooRichError(DeliveryError):
    """Slack does not draw the blocks."""


async def _call(call: Awaitable[AsyncSlackResponse], *, replays: bool) -> Mapping[str, Any]:
    """What Slack answers.

    Args:
        call: a call of the Web API.
        replays: whether making it twice does no harm.

    Raises:
        DeliveryError: what went wrong, in the courier's terms.
    """
    try:
        answer = await call
    except ClientConnectorError as error:
        raise TemporaryError("Slack cannot be reached.") from error
    except (TimeoutError, ClientError, OSError) as error:
        raise _error_without_answer(f"No answer ({type(error).__name__}).", replays=replays) from error
    except SlackApiError as error:
        raise _error_of(error, replays=replays) from error
    except NOT_SLACKS as error:
        raise _error_without_answer("The answer is none of Slack's.", replays=replays) from error
    return answer.data if isinstance(answer.data, dict) else {}


def _value_in(holder: Mapping[str, Any], name: str, kind: type[_T], *, replays: bool = True) -> _T:
    """What a part of Slack's answer holds that is always there.

    Raises:
        DeliveryError: it is not: the answer is not whole, or none of Slack's.
    """
    value = holder.get(name)
    if isinstance(value, kind) and (value or kind is not str):
        return value
    raise _error_without_answer(f"The answer lacks {name}.", replays=replays)


def _error_of(error: SlackApiError, *, replays: bool) -> DeliveryError:
    status = getattr(error.response, "status_code", None) or getattr(error.response, "status", None) or 0
    headers = getattr(error.response, "headers", None) or {}
    name = refusal(error)
    if status == HTTPStatus.TOO_MANY_REQUESTS or name in ("ratelimited", "rate_limited", "message_limit_exceeded"):
        wait = seconds_to_wait(headers.get("Retry-After"))
        return RateLimitedError(_WAIT_SECONDS if wait is None else max(wait, _SHORTEST_WAIT_SECONDS))
    if name in TOO_RICH:
        return _TooRichError(name)
    if name in NOT_IN_THREAD:
        return _NotInThreadError(f"Slack says: {name}.")
    if name in _GONE:
        return MessageGoneError(f"Slack says: {name}.")
    if name in _UNREACHABLE or (name == "missing_scope" and replays):
        return UnreachableError(f"Slack says: {name}.")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or name in ("internal_error", "fatal_error", "unexpected_answer"):
        return _error_without_answer(f"Slack answers {status}, {name}.", replays=replays)
    return TemporaryError(f"Slack says: {name}.")


def _error_without_answer(why: str, *, replays: bool) -> DeliveryError:
    return TemporaryError(why) if replays else UnsureError(why)


def _key_of(message: Mapping[str, Any]) -> str | None:
    metadata = message.get("metadata")
    if not isinstance(metadata, Mapping) or metadata.get("event_type") != METADATA_EVENT:
        return None
    payload = metadata.get("event_payload")
    return payload.get("id") if isinstance(payload, Mapping) else None
