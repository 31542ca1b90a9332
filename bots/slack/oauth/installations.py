"""Many workspaces, by OAuth: who we are in each, with which token, and how they install and remove us.

No request waits for Slack to be authorised: what was found in the database is remembered for a minute, and a removal that this
process hears of counts at once.
"""

import asyncio
import html
import logging
import time
from collections import OrderedDict
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import structlog
from aiohttp import ClientError, web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.errors import SlackApiError, SlackTokenRotationError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncEngine

from bots.access import Access
from bots.http import heed_expectation
from bots.slack.oauth.clients import NotInstalledError, SealedError
from bots.slack.oauth.identity import permalink
from bots.slack.oauth.states import States
from bots.slack.oauth.vault import Vault
from bots.slack.retries import retry_handlers as patient_handlers
from bots.slack.webhook import INSTALL_PATH, REDIRECT_PATH
from core.storage.engine import one_replica

_log = structlog.get_logger()

NOBODY_MAY_INSTALL = (
    "No workspace may install Waypost yet: whoever runs it must set WAYPOST_SLACK_ALLOWED_WORKSPACES, or give it an "
    "owners.yaml in which teams have a Slack workspace."
)

_KEPT_SECONDS = 60.0
"""How long a found installation is taken for granted: another replica may hear of its removal."""
_MOST_KEPT = 2000

_SEALED = "SLACK_ENCRYPTION_KEY does not open the token of a workspace: it was kept with another key."

_STATE_SECONDS = 600
_ROTATED_MINUTES_BEFORE = 120
"""Slack's tokens live twelve hours; the SDK's own default."""
_SLACK = "https://slack.com/api/"


@dataclass(frozen=True, slots=True)
class App:
    """The app at Slack.

    Attributes:
        client_id, client_secret: its OAuth credentials.
        key: Fernet keys separated by commas; tokens are kept encrypted with the first, and all of them decrypt.
        api_url: Slack's Web API, ending in a slash.
        scopes: what a workspace is asked for.
    """

    client_id: str
    client_secret: str
    key: str
    api_url: str
    scopes: tuple[str, ...]


class Installations(AsyncAuthorize):
    """The workspaces where we are installed."""

    def __init__(self, app: App, engine: AsyncEngine, logger: logging.Logger, access: Access) -> None:
        """Take the app, the database, and which workspaces may install it.

        Raises:
            ValueError: the key is none.
        """
        self._app = app
        self._engine = engine
        self._logger = logger
        self._access = access
        self._vault = Vault(app.client_id, engine, app.key, logger)
        self._states = States(_STATE_SECONDS, engine, logger=logger)
        self._bots: OrderedDict[str, tuple[float, Bot]] = OrderedDict()
        self._enterprises: dict[str, str] = {}
        self._urls: dict[str, str] = {}
        self._rotating: dict[str, asyncio.Lock] = {}
        self._plain = AsyncWebClient(None, app.api_url, logger=logger)
        self._trouble: str | None = "The installations have not been looked up yet."
        self._flow = self._make_flow()

    def use(self, web_client: AsyncWebClient) -> None:
        """Call Slack over the pool, and past the proxy, of this client."""
        self._plain.session, self._plain.proxy = web_client.session, web_client.proxy

    async def begin(self) -> None:
        """Make the tables, which are slack_sdk's own."""
        await self._vault.create_tables()  # type: ignore[no-untyped-call]
        await self._states.create_tables()  # type: ignore[no-untyped-call]
        self._trouble = _SEALED if await self._vault.renew() else None

    # --- who we are ------------------------------------------------------------------------------------------------------

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,  # noqa: ARG002 - Bolt passes it
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,  # noqa: ARG002
        **_actor: str | None,
    ) -> AuthorizeResult | None:
        """What Bolt wants to know of us; None where we are not installed. Never calls Slack, but to rotate a token."""
        if team_id and enterprise_id:
            self._enterprises[team_id] = enterprise_id
        try:
            bot = await self._bot(team_id or enterprise_id or "", enterprise_id)
        except SealedError:
            self._trouble = _SEALED
            _log.error(
                "the token of a workspace cannot be decrypted", platform="slack", workspace=team_id or enterprise_id
            )
            return None
        if bot is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_user_id=bot.bot_user_id,
            bot_id=bot.bot_id,
            bot_token=bot.bot_token,
        )

    def bot_user(self, workspace: str) -> str | None:
        """Our user id in a workspace, or None while nothing came from there."""
        known = self._bots.get(workspace)
        return known[1].bot_user_id if known else None

    def organisation(self, workspace: str) -> str:
        """The organisation of a workspace's installation; empty for none, or while nothing came from there."""
        known = self._bots.get(workspace)
        return (known[1].enterprise_id if known else None) or ""

    async def home(self, workspace: str, organisation: str) -> str:
        """The organisation whose installation serves a workspace; see `Identity`."""
        named = workspace or organisation
        try:
            bot = await self._bot(named, organisation or self._enterprises.get(named))
        except SealedError:
            return named  # Bolt asks next, and then it is told
        return (bot.enterprise_id if bot and bot.is_enterprise_install else None) or named

    def link(self, workspace: str, channel: str, message: str, thread: str = "") -> str:
        """The address of a message, by its `ts` and its thread's, or of its channel; see `permalink`."""
        return permalink(self._urls.get(workspace, ""), workspace, channel, message, thread)

    def readiness_problem(self) -> str | None:
        """Why workspaces cannot be looked up, in one sentence, or None when they can."""
        return self._trouble

    async def resolve_with_retries(self) -> None:
        """Nothing: each workspace is looked up when something comes from it."""

    # --- clients ---------------------------------------------------------------------------------------------------------

    async def client(self, workspace: str, retry_handlers: list[AsyncRetryHandler] | None = None) -> AsyncWebClient:
        """A client with our token in a workspace; unless said otherwise it makes calls again that may be.

        Raises:
            NotInstalledError: we are not installed there.
        """
        bot = await self._bot(workspace, self._enterprises.get(workspace))
        if bot is None or not await self._access.admits(workspace, bot.enterprise_id):
            raise NotInstalledError(workspace)
        made = AsyncWebClient(
            bot.bot_token,
            self._app.api_url,
            retry_handlers=patient_handlers() if retry_handlers is None else retry_handlers,
            logger=self._logger,
            session=self._plain.session,
        )
        made.proxy = self._plain.proxy
        if workspace not in self._urls:
            self._urls[workspace] = ""
            await self._find_url(workspace, made)
        return made

    async def _find_url(self, workspace: str, made: AsyncWebClient) -> None:
        """Ask once for the address under which people open the workspace: links to messages begin with it."""
        try:
            self._urls[workspace] = str((await made.auth_test()).get("url") or "")
        except Exception as error:  # noqa: BLE001 - cards go without a link then
            self._urls.pop(workspace, None)
            _log.warning("a workspace's address was not found out", platform="slack", why=type(error).__name__)

    async def _bot(self, workspace: str, enterprise: str | None) -> Bot | None:
        known = self._bots.get(workspace)
        if known and known[0] > time.monotonic() and not _is_old(known[1]):
            return known[1]
        bot = await self._find(workspace, enterprise)
        if bot is not None and _is_old(bot):
            bot = await self._rotate(workspace, enterprise)
        if bot is None:
            self._bots.pop(workspace, None)
            return None
        self._bots[workspace] = (time.monotonic() + _KEPT_SECONDS, bot)
        while len(self._bots) > _MOST_KEPT:
            self._bots.popitem(last=False)
        return bot

    async def _find(self, workspace: str, enterprise: str | None) -> Bot | None:
        """The installation of the workspace itself, or else that of its organisation.

        Which organisation a workspace belongs to is known once something came from it. Before that, a hand-off that goes there
        takes the one that has installed us as a whole, where there is but one: its token is good in its own workspaces alone.
        """
        enterprise = enterprise or await self._vault.only_organisation()
        team = None if workspace == enterprise else workspace
        bot = await self._vault.async_find_bot(
            enterprise_id=enterprise, team_id=team, is_enterprise_install=team is None
        )
        if bot is None and enterprise and team:
            bot = await self._vault.async_find_bot(enterprise_id=enterprise, team_id=None, is_enterprise_install=True)
        return bot

    async def _rotate(self, workspace: str, enterprise: str | None) -> Bot | None:
        """The bot with a new token. One at a time: a refresh token is good once, and who comes second finds the new one."""
        lock = self._rotating.setdefault(workspace, asyncio.Lock())
        async with lock, one_replica(self._engine, f"rotate {workspace}"):
            bot = await self._find(workspace, enterprise)
            if bot is None or not _is_old(bot):
                return bot
            rotator = AsyncTokenRotator(
                client_id=self._app.client_id, client_secret=self._app.client_secret, client=self._plain
            )
            try:
                fresh = await rotator.perform_bot_token_rotation(
                    bot=bot, minutes_before_expiration=_ROTATED_MINUTES_BEFORE
                )
            except (SlackTokenRotationError, ClientError, OSError):
                # Slack is down, and the token has some time left; or it was taken back
                _log.warning("a token was not rotated", platform="slack", workspace=workspace)
                return await self._find(workspace, enterprise)
            if fresh is not None:
                await self._vault.async_save_bot(fresh)
            return fresh or bot

    # --- coming and going ------------------------------------------------------------------------------------------------

    def mount(self, application: web.Application) -> None:
        """Add the pages by which a workspace installs us."""

        async def install(request: web.Request) -> web.Response:
            if not self._access.ids():
                return _page(NOBODY_MAY_INSTALL)
            return await to_aiohttp_response(await self._flow.handle_installation(await to_bolt_request(request)))

        async def come_back(request: web.Request) -> web.Response:
            try:
                response = await to_aiohttp_response(await self._flow.handle_callback(await to_bolt_request(request)))
            except _OutsiderError as error:
                self._access.note_outsider("installation")
                return _page(str(error))
            self._bots.clear()
            return response

        application.router.add_get(INSTALL_PATH, install, expect_handler=heed_expectation)
        application.router.add_get(REDIRECT_PATH, come_back, expect_handler=heed_expectation)

    async def forget(self, workspace: str, enterprise: str | None, at: float = 0.0) -> None:
        """A workspace has removed us, or taken our token back.

        Args:
            workspace: team id, or the organisation's.
            enterprise: the organisation, or None.
            at: when, in seconds since 1970: it may have installed us again since. 0 where that is not known.
        """
        team = None if workspace == enterprise else workspace
        if at and await self._vault.is_newer(enterprise, team, at):
            _log.info("a removal from before the installation is left alone", platform="slack", workspace=workspace)
            return
        await self._vault.async_delete_all(enterprise_id=enterprise, team_id=team)
        self._bots.clear()  # an organisation's installation serves all its workspaces
        _log.info("removed from a workspace", platform="slack", workspace=workspace)

    def _make_flow(self) -> AsyncOAuthFlow:
        api = urlsplit(self._app.api_url)
        elsewhere = None if self._app.api_url == _SLACK else f"{api.scheme}://{api.netloc}/oauth/v2/authorize"
        settings = AsyncOAuthSettings(
            client_id=self._app.client_id,
            client_secret=self._app.client_secret,
            scopes=list(self._app.scopes),
            install_path=INSTALL_PATH,
            redirect_uri_path=REDIRECT_PATH,
            authorization_url=elsewhere,
            installation_store=self._vault,
            state_store=self._states,
            state_expiration_seconds=_STATE_SECONDS,
            logger=self._logger,
        )
        return _Flow(self._access, client=self._plain, logger=self._logger, settings=settings)


class _OutsiderError(Exception):
    """A workspace that may not use Waypost wants to install it. The message is for its browser."""


class _Flow(AsyncOAuthFlow):
    """Bolt's installation, for those who may."""

    def __init__(self, access: Access, **given: Any) -> None:  # noqa: ANN401 - what Bolt's own takes
        super().__init__(**given)
        self._access = access

    async def store_installation(self, request: AsyncBoltRequest, installation: Installation) -> None:
        """Keep an installation; one of a workspace that is not allowed is taken back instead.

        Raises:
            _OutsiderError: the workspace is not allowed.
        """
        whole = installation.is_enterprise_install
        home = installation.enterprise_id if whole else installation.team_id
        if self._access.allows(installation.team_id, installation.enterprise_id):
            await super().store_installation(request, installation)
            return
        for token in filter(None, (installation.bot_token, installation.user_token)):
            try:
                await self.client.auth_revoke(token=token)
            except (SlackApiError, ClientError, OSError) as error:
                # nobody has it but us, and it is forgotten here
                _log.warning("a token that is not wanted was not revoked", platform="slack", why=type(error).__name__)
        raise _OutsiderError(
            f"Waypost isn't set up for this Slack {'organisation' if whole else 'workspace'} ({home}): please ask "
            "whoever runs Waypost to allow it."
        )


def _page(says: str) -> web.Response:
    """A refusal as a page of one sentence."""
    page = f"<!doctype html><html lang=en><title>Waypost</title><p>{html.escape(says)}</p></html>"
    return web.Response(status=HTTPStatus.FORBIDDEN, text=page, content_type="text/html")


class NoRetryClients:
    """The same workspaces, by clients that make no call twice: for hand-offs, whose failures the courier follows up."""

    def __init__(self, installations: Installations) -> None:
        self._installations = installations

    async def client(self, workspace: str) -> AsyncWebClient:
        """A client with our token in that workspace.

        Raises:
            NotInstalledError: we are not installed there.
        """
        return await self._installations.client(workspace, [])


def _is_old(bot: Bot) -> bool:
    """Whether a token ends so soon that it is to be replaced; tokens that do not rotate never end."""
    ends = bot.bot_token_expires_at
    return ends is not None and ends <= time.time() + 60 * _ROTATED_MINUTES_BEFORE
