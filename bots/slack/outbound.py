"""How an answer gets to the person: into the conversation, or so that only they see it."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import KW_ONLY, dataclass
from http import HTTPStatus
from typing import Any
from weakref import WeakValueDictionary

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bots.slack.address import ADDRESSES
from bots.slack.oauth.clients import Clients, NotInstalledError
from bots.slack.payloads import Event
from bots.slack.render import FEEDBACK_BLOCK, Rendered
from core.conversation.people import Place

_log = structlog.get_logger()

LITERALLY: dict[str, Any] = {"parse": "none", "link_names": False}
"""Text is shown as it is: names and addresses in it become neither mentions nor links."""

NO_PREVIEWS: dict[str, Any] = {"unfurl_links": False, "unfurl_media": False}

TOO_RICH = ("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long")
"""Slack's errors for blocks that it does not draw; the answer then goes out as its plain summary."""


_UNDRAWN = ("invalid_blocks", "invalid_blocks_format")
"""Of these, those that leaving out a kind of block may mend."""


class UndeliveredError(Exception):
    """Slack took the answer in no way that there is."""


class UnreadableError(Exception):
    """Slack does not let us read a message."""


@dataclass(frozen=True, slots=True)
class ReplyTarget:
    """Where somebody spoke or pressed, and so where the answer goes.

    Attributes:
        workspace: team id (`T…`), or the organisation's (`E…`) where the app is installed for all of it.
        channel: conversation id (`C…`, `D…`, `G…`).
        user: the person.
        thread: `ts` of the thread's first message, or None outside of threads.
        quiet: whether nothing is known to be answered in that thread yet. Slack shows no private message in such a one, and says
            nothing of it: https://docs.slack.dev/reference/methods/chat.postEphemeral
        response_url: takes up to five answers within 30 minutes, also where we are no member; empty for events.
        message: `ts` of the message that the button sits on; empty for what is no press.
        ephemeral: whether only the person sees that message.
        asked: `ts` of the message in which something was asked; empty for what is no message.
        name: what the payload calls the person.
        team: the workspace that the payload says the person belongs to, or empty where it says nothing.
        view: id of the form in which somebody pressed; empty for messages.
        at_home: whether it was in the App Home.
        trigger: opens a form, once and within three seconds; also names the press. Empty for events.
        viewing: id of the channel that the person has open beside the conversation with us; empty where that is not known.
        viewing_team: its workspace, or empty.
    """

    workspace: str
    channel: str
    user: str
    _: KW_ONLY
    thread: str | None = None
    response_url: str = ""
    quiet: bool = False
    message: str = ""
    ephemeral: bool = False
    asked: str = ""
    name: str = ""
    team: str = ""
    view: str = ""
    at_home: bool = False
    trigger: str = ""
    viewing: str = ""
    viewing_team: str = ""

    @property
    def is_private(self) -> bool:
        """Whether only the person and we see what is there."""
        return self.ephemeral or self.is_direct or bool(self.view) or self.at_home

    @property
    def place(self) -> Place:
        """The conversation, as the core knows it."""
        return Place("slack", self.workspace, self.channel)

    @property
    def place_in_view(self) -> Place | None:
        """The channel that the person has open beside, as the core knows it."""
        if not self.viewing:
            return None
        organisation = self.workspace if ADDRESSES.is_organisation(self.workspace) else ""
        return Place("slack", self.viewing_team or self.workspace, self.viewing, organisation)

    @property
    def is_direct(self) -> bool:
        """Whether it is the conversation of one person with us."""
        return self.channel.startswith("D")


def refusal(error: SlackApiError) -> str:
    """Slack's name for an error, such as `not_in_channel`. A proxy in between may have answered in its place."""
    data = getattr(error.response, "data", None)
    return str(data["error"]) if isinstance(data, dict) and "error" in data else "unexpected_answer"


def retry_handlers() -> list[AsyncRetryHandler]:
    """When a call to Slack is made again: after a lost connection, a server error, or when it came too soon."""
    return [
        AsyncConnectionErrorRetryHandler(max_retry_count=1),
        AsyncServerErrorRetryHandler(max_retry_count=1),
        AsyncRateLimitErrorRetryHandler(max_retry_count=2),
    ]


class Sender:
    """Sends answers through Slack's Web API and through response URLs, over one shared connection pool."""

    def __init__(self, clients: Clients, once: Clients) -> None:
        """Take clients for all that is sent, and others that make no call twice, for what nobody can wait for."""
        self._clients = clients
        self._once = once
        # of each conversation as long as somebody waits in it
        self._lanes: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()

    async def say(self, rendered: Rendered, spot: ReplyTarget) -> None:
        """Post into the conversation, in the spot's thread.

        Raises:
            UndeliveredError: Slack refuses it.
        """
        await self._first_that_works((self._post,), rendered, spot)

    async def whisper(self, rendered: Rendered, spot: ReplyTarget) -> None:
        """Show it to the person alone.

        A response URL works in every conversation, but shows nothing in a thread; where there is one, we are a member.

        Raises:
            UndeliveredError: Slack refuses it.
        """
        in_thread = spot.thread and not spot.quiet
        ways = (self._whisper, self._respond) if in_thread else (self._respond, self._whisper)
        await self._first_that_works(ways, rendered, spot)

    async def redraw(self, rendered: Rendered, spot: ReplyTarget) -> None:
        """Put it in place of the message that the button sits on; where that is gone, show it to the person alone.

        Raises:
            UndeliveredError: Slack refuses it.
        """
        way = self._replace if spot.ephemeral else self._update
        await self._first_that_works((way, self._whisper, self._respond), rendered, spot)

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
            told = await web.conversations_replies(ts=spot.asked, limit=1, **given)
        except SlackApiError as error:
            raise UnreadableError(refusal(error)) from error
        except (NotInstalledError, aiohttp.ClientError, OSError) as error:
            raise UnreadableError(type(error).__name__) from error
        found = next((m for m in told.get("messages") or () if m.get("ts") == spot.asked), None)
        return Event.model_validate({"type": "message", **found}) if found else None

    async def update(self, view: dict[str, Any], spot: ReplyTarget) -> None:
        """Put a form in the place of the one in which somebody pressed.

        Raises:
            UndeliveredError: Slack refuses it.
        """
        web = await self._client(spot.workspace)
        await _or_undelivered(web.views_update(view_id=spot.view, view=view))

    async def publish(self, view: dict[str, Any], workspace: str, user: str) -> None:
        """Show somebody their App Home.

        Raises:
            UndeliveredError: Slack refuses it.
        """
        web = await self._client(workspace)
        await _or_undelivered(web.views_publish(user_id=user, view=view))

    async def _client(self, workspace: str) -> AsyncWebClient:
        try:
            return await self._clients.client(workspace)
        except NotInstalledError as error:
            raise UndeliveredError("not_installed") from error

    async def _first_that_works(
        self,
        ways: tuple[Callable[[dict[str, Any], ReplyTarget], Awaitable[None]], ...],
        rendered: Rendered,
        spot: ReplyTarget,
    ) -> None:
        message: dict[str, Any] = {"text": rendered.text, "blocks": list(rendered.blocks), **LITERALLY}
        refusals: list[str] = []
        for way in ways:
            try:
                await way(message, spot)
            except SlackApiError as error:
                refusals.append(refusal(error))
            except UndeliveredError as error:
                refusals.append(str(error))
            except (aiohttp.ClientError, OSError) as error:
                refusals.append(type(error).__name__)
            else:
                return
            if refusals[-1] in TOO_RICH and message["blocks"]:
                await self._first_that_works(ways, _plainer(rendered, refusals[-1]), spot)
                return
        raise UndeliveredError(f"{spot.workspace} {spot.channel}: {', '.join(refusals)}")

    async def _post(self, message: dict[str, Any], spot: ReplyTarget) -> None:
        web = await self._client(spot.workspace)
        # Slack takes about one message a second into a channel: all who were told so at once would come again at once
        lane = self._lanes.setdefault((spot.workspace, spot.channel), asyncio.Lock())
        async with lane:
            await web.chat_postMessage(channel=spot.channel, thread_ts=spot.thread, **message, **NO_PREVIEWS)

    async def _whisper(self, message: dict[str, Any], spot: ReplyTarget) -> None:
        web = await self._client(spot.workspace)
        thread = None if spot.quiet else spot.thread
        await web.chat_postEphemeral(channel=spot.channel, user=spot.user, thread_ts=thread, **message)

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
            raise UndeliveredError("no_response_url")
        web = await self._client(spot.workspace)
        client = AsyncWebhookClient(
            spot.response_url, session=web.session, retry_handlers=retry_handlers(), logger=web.logger
        )
        client.proxy = web.proxy
        response = await client.send_dict(message)
        if response.status_code != HTTPStatus.OK:
            # a name such as expired_url; anything longer may quote what was sent
            name = response.body or ""
            raise UndeliveredError(name if _NAME.fullmatch(name) else f"status {response.status_code}")


def _plainer(refused: Rendered, why: str) -> Rendered:
    """What to send where Slack refuses blocks: at first all but the newest kind, and then the text alone."""
    common = tuple(block for block in refused.blocks if block["type"] != FEEDBACK_BLOCK)
    if len(common) < len(refused.blocks) and why in _UNDRAWN:
        _log.warning("slack draws no feedback buttons there", platform="slack", why=why)
        return Rendered(refused.text, common)
    _log.error("slack refuses the blocks of an answer", platform="slack", why=why)
    return Rendered(refused.text, ())


_NAME = re.compile(r"[a-z_]{1,60}")
"""How Slack names errors."""


async def _or_undelivered(call: Awaitable[object]) -> None:
    try:
        await call
    except SlackApiError as error:
        raise UndeliveredError(refusal(error)) from error
    except (aiohttp.ClientError, OSError) as error:
        raise UndeliveredError(type(error).__name__) from error
