"""Who we are in Slack: asked once with `auth.test` and kept, so that no request waits for it."""

import asyncio
from typing import Protocol

import structlog
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bots.slack.outbound import refusal

_log = structlog.get_logger()

_RETRY_SECONDS = 10
"""Between two attempts while Slack has not answered. Far below the limit of auth.test, which is hundreds a minute."""

_PATIENCE_SECONDS = 10
"""How long one attempt may take; a request to Slack takes a fraction of a second."""


class Identity(Protocol):
    """Who we are in our workspaces."""

    def bot_user(self, workspace: str) -> str | None:
        """Our user id there, or None while it is not known."""

    def organisation(self, workspace: str) -> str:
        """The organisation (`E…`) over a workspace, as Slack said it of our token; empty for none, or while not known."""

    async def home(self, workspace: str, organisation: str) -> str:
        """The organisation over a workspace where it has installed us as a whole, so that all of it is one; else the workspace."""

    def link(self, workspace: str, channel: str, message: str, thread: str = "") -> str:
        """The address of a message, by its `ts` and its thread's, or of its channel; see `permalink`."""

    def readiness_problem(self) -> str | None:
        """Why we do not know who we are, in one sentence, or None when we do."""


def permalink(url: str, workspace: str, channel: str, message: str = "", thread: str = "") -> str:
    """The address of a message, or without one of the channel; empty for a direct conversation, which nobody else can open.

    Args:
        url: the workspace's own address, or empty while it is not known: then Slack's own finds the channel by its id.
        workspace: team id.
        channel: conversation id.
        message: its `ts`, or empty.
        thread: the `ts` of the message that began its thread, or empty: without it Slack opens a reply nowhere.
    """
    if channel[:1] not in _SHARED:
        return ""
    if not url.startswith("https://"):
        # https://docs.slack.dev/interactivity/deep-linking
        return f"https://slack.com/app_redirect?team={workspace}&channel={channel}"
    opened = f"{url.rstrip('/')}/archives/{channel}"
    if not message:
        return opened
    # as chat.getPermalink gives them: https://docs.slack.dev/reference/methods/chat.getPermalink
    in_thread = f"?thread_ts={thread}&cid={channel}" if thread not in ("", message) else ""
    return f"{opened}/p{message.replace('.', '')}{in_thread}"


_SHARED = ("C", "G")
"""What ids of conversations begin with that more than two people can open."""


class SingleWorkspaceIdentity(AsyncAuthorize):
    """Our bot user in the one workspace that there is; Bolt asks it on each request."""

    def __init__(self, web: AsyncWebClient, bot_token: str) -> None:
        self._web = web
        self._token = bot_token
        self._bot_user: str | None = None
        self._bot: str | None = None
        self._url = ""
        self._workspace = ""
        self._organisation = ""
        self._is_whole = False
        self._known = asyncio.Event()
        self._trouble: str | None = "Slack has not been asked yet who we are."

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,  # noqa: ARG002 - Bolt passes it
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,  # noqa: ARG002
        **_actor: str | None,
    ) -> AuthorizeResult:
        """What Bolt wants to know of us. Never waits.

        `user_id` stays out of the result: Bolt would put it in place of the sender's, and drop each event as our own.
        """
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_user_id=self._bot_user,
            bot_id=self._bot,
            bot_token=self._token,
        )

    async def find_out(self) -> None:
        """Ask Slack who we are. What goes wrong is kept for `trouble`."""
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                told = await self._web.auth_test()
        except SlackApiError as error:
            self._trouble = f"Slack refuses the bot token ({refusal(error)})."
        except Exception as error:  # noqa: BLE001 - whatever it was, asking again is all that helps
            self._trouble = f"Slack cannot be reached ({type(error).__name__})."
        else:
            self._bot_user, self._bot, self._trouble = told.get("user_id"), told.get("bot_id"), None
            self._url = str(told.get("url") or "")
            self._workspace = str(told.get("team_id") or "")
            self._organisation = str(told.get("enterprise_id") or "")
            self._is_whole = told.get("is_enterprise_install") is True
            self._known.set()
            return
        _log.warning("not yet known in Slack", platform="slack", why=self._trouble)

    async def resolve_with_retries(self) -> None:
        """Keep asking until Slack has answered."""
        await self.find_out()
        while self._trouble is not None:
            await asyncio.sleep(_RETRY_SECONDS)
            await self.find_out()

    def workspaces(self) -> tuple[str, ...]:
        """What the token is for: our workspace, or the organisation where that has installed us as a whole.

        None while Slack has not told it.
        """
        return tuple(filter(None, (self._workspace, self._organisation if self._is_whole else "")))

    def ids(self) -> tuple[str, ...]:
        """The ids of our workspace and of the organisation over it; none while Slack has not told them."""
        return tuple(filter(None, (self._workspace, self._organisation)))

    def organisation(self, workspace: str) -> str:
        """The organisation over a workspace that the token is for; empty for none, or while Slack has not told it."""
        return self._organisation if self._is_whole or workspace in self.ids() else ""

    async def home(self, workspace: str, organisation: str) -> str:
        """The organisation where the token is for the whole of it; see `Identity`."""
        return (self._is_whole and self._organisation) or workspace or organisation

    async def wait_until_known(self, seconds: float) -> bool:
        """Whether Slack has told who we are; waits so long for it."""
        try:
            async with asyncio.timeout(seconds):
                await self._known.wait()
        except TimeoutError:
            return False
        return True

    def bot_user(self, workspace: str) -> str | None:  # noqa: ARG002 - there is one
        """Our user id, or None while Slack has not told it."""
        return self._bot_user

    def link(self, workspace: str, channel: str, message: str, thread: str = "") -> str:
        """The address of a message, by its `ts` and its thread's, or of its channel; see `permalink`."""
        return permalink(self._url, workspace, channel, message, thread)

    def readiness_problem(self) -> str | None:
        """Why we do not know who we are, in one sentence, or None when we do."""
        return self._trouble
