"""Slack's side of the server."""

import asyncio
import logging
from collections.abc import AsyncIterator
from functools import partial
from urllib.parse import urlsplit

import structlog
from aiohttp import ClientSession, ClientTimeout, web
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncEngine

from bots.access import Access, workspaces_of
from bots.background import DRAIN_SECONDS, InFlight, seconds_left
from bots.dedup import Deduplicator, memory_of_replicas
from bots.http import heed_expectation
from bots.settings import SettingsError
from bots.slack.inbound import Inbound
from bots.slack.listeners import (
    actions,
    commands,
    fallback,
    forms,
    home,
    mentions,
    messages,
    reactions,
    removals,
    shortcuts,
)
from bots.slack.manifest import scopes
from bots.slack.messenger import SlackMessenger
from bots.slack.oauth.clients import SingleWorkspaceClients
from bots.slack.oauth.identity import SingleWorkspaceIdentity
from bots.slack.oauth.installations import NOBODY_MAY_INSTALL, App, Installations, NoRetryClients
from bots.slack.outbound import Sender
from bots.slack.people import People
from bots.slack.retries import retry_handlers
from bots.slack.settings import NEEDED, SlackSettings
from bots.slack.socket import SocketMode
from bots.slack.trust import Gate
from bots.slack.webhook import PATH, Webhook
from core.app import Waypost
from core.handoff.store import workspaces_in_use
from core.storage.seen import SeenStore

_log = structlog.get_logger()

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class SlackPlatform:
    """Serves one Slack workspace, over HTTP or, where there is an app-level token, in Socket Mode."""

    name = "slack"

    def __init__(self, settings: SlackSettings, waypost: Waypost, engine: AsyncEngine) -> None:
        """Build the app. Nothing is opened before the application that it is mounted on starts.

        Args:
            settings: with Slack enabled: a signing secret or an app-level token, and a bot token or OAuth credentials.
            waypost: answers questions and presses, and hears what is said about hand-offs.
            engine: the database: installations, and what replicas have met.

        Raises:
            SettingsError: Slack is not enabled, or the encryption key is none.
        """
        if not settings.slack_enabled:
            raise SettingsError(f"Slack needs {NEEDED}.")
        token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else None
        self._web = AsyncWebClient(token, settings.slack_api_url, retry_handlers=retry_handlers(), logger=_logger())
        # of its own, for it makes no call twice
        self._once = AsyncWebClient(token, settings.slack_api_url, retry_handlers=[], logger=_logger())
        if urlsplit(settings.slack_api_url).hostname in _LOOPBACK:
            # Slack's SDK would take a proxy from the environment even to a Slack on this machine
            self._web.proxy = self._once.proxy = None
        own = SingleWorkspaceIdentity(self._web, token or "")
        self._access = Access(
            self.name,
            settings.slack_allowed_workspaces,
            lambda: (*workspaces_of(waypost.directory, "slack"), *own.workspaces()),
            partial(workspaces_in_use, engine, "slack"),
        )
        self._installations = _installations(settings, engine, self._access)
        self._identity: SingleWorkspaceIdentity | Installations = self._installations or own
        self._in_flight = InFlight(self.name)

        def may_post(workspace: str) -> bool:
            known = own.ids()
            # the token itself reaches no workspace but its own
            if not self._access.is_listed or not known:
                return True
            is_ours = workspace in known or own.organisation(
                workspace
            )  # an organisation's token is for all its workspaces
            return self._access.allows(workspace, *(known if is_ours else ()))

        clients = self._installations or SingleWorkspaceClients(self._web, may_post)
        once = (
            NoRetryClients(self._installations) if self._installations else SingleWorkspaceClients(self._once, may_post)
        )
        people = People(clients, self._identity, self._access, lambda: waypost.directory)
        deduplicator = Deduplicator(shared=memory_of_replicas(engine))
        reception = Inbound(
            waypost,
            Sender(clients, once, self._web),
            people,
            self._identity,
            self._access,
            deduplicator,
            SeenStore(engine),
            self._in_flight,
        )
        gate = Gate(self._access, None if self._installations else own, people, self._identity, reception.tell)
        self._app = _app(self._web, self._identity, gate)
        self.messenger = SlackMessenger(once, spares_reads=self._installations is not None)
        self._listen(settings, reception)
        self._socket: SocketMode | None = None
        self._webhook: Webhook | None = None
        if settings.slack_app_token is not None:
            self._socket = SocketMode(self._app, settings.slack_app_token.get_secret_value(), self._web)
        elif settings.slack_signing_secret is not None:
            self._webhook = Webhook(self._app, settings.slack_signing_secret.get_secret_value())

    def _listen(self, settings: SlackSettings, reception: Inbound) -> None:
        for kind in (commands, mentions, messages, actions, forms, shortcuts, home, fallback):
            kind.register(self._app, reception)
        if settings.slack_emoji:
            reactions.register(self._app, reception, settings.slack_emoji.strip(":"))
        if self._installations:
            removals.register(self._app, self._installations.forget)

    def mount(self, application: web.Application) -> None:
        """Add `POST /slack/events`, unless in Socket Mode, and what must start and stop with the application."""
        if self._installations is not None:
            self._installations.mount(application)
        if self._webhook is not None:
            application.router.add_post(PATH, self._webhook.handle, expect_handler=heed_expectation)
        application.cleanup_ctx.append(self._run)

    async def settle(self) -> None:
        """Wait until all that was acknowledged is worked on."""
        await self._in_flight.drain()

    def readiness_problem(self) -> str | None:
        """Why Slack cannot be served at the moment, in one sentence, or None when it can."""
        return self._identity.readiness_problem() or (self._socket.readiness_problem() if self._socket else None)

    async def _run(self, application: web.Application) -> AsyncIterator[None]:
        """One connection pool for all calls; at the end, what was acknowledged is answered before it closes."""
        # work has DRAIN_SECONDS at shutdown; a call that takes longer than that would be lost then anyway
        async with ClientSession(timeout=ClientTimeout(total=DRAIN_SECONDS)) as session:
            self._web.session = self._once.session = session
            if self._installations is not None:
                self._installations.use(self._web)
                await self._installations.begin()
                if not self._access.ids():
                    _log.warning(NOBODY_MAY_INSTALL, platform=self.name)
            # not waited for: the playground is Slack and Waypost in one server, which has yet to start
            finding_out = asyncio.create_task(self._identity.resolve_with_retries())
            if self._socket is not None:
                await self._socket.start()
            yield
            if self._socket is not None:
                await self._socket.stop()
            await self._in_flight.drain(seconds_left(application))
            finding_out.cancel()
            await asyncio.gather(finding_out, return_exceptions=True)


PLATFORM = SlackPlatform


def _installations(settings: SlackSettings, engine: AsyncEngine, access: Access) -> Installations | None:
    """Where workspaces install us themselves; None with a bot token of one."""
    secret, key = settings.slack_client_secret, settings.slack_encryption_key
    if settings.slack_client_id is None or secret is None or key is None:
        return None
    app = App(
        settings.slack_client_id,
        secret.get_secret_value(),
        key.get_secret_value(),
        settings.slack_api_url,
        scopes("full" if settings.slack_emoji else "standard"),
    )
    try:
        return Installations(app, engine, _logger(), access)
    except ValueError as error:
        raise SettingsError(
            "SLACK_ENCRYPTION_KEY is no key: make one with `python -c 'from cryptography.fernet import Fernet; "
            "print(Fernet.generate_key().decode())'`."
        ) from error


def _app(web_client: AsyncWebClient, identity: AsyncAuthorize, gate: Gate) -> AsyncApp:
    """Bolt's app, with all that it would otherwise look up in environment variables of its own given here."""
    return AsyncApp(
        name="waypost",
        logger=_logger(),
        # without a token: Bolt is told it by `authorize`, and warns where it finds two
        client=AsyncWebClient(None, web_client.base_url, logger=_logger()),
        signing_secret="",
        before_authorize=gate.check,
        authorize=identity,  # type: ignore[arg-type] # Bolt takes None for "not installed", and says otherwise
        # the edge has verified the signature, on the raw bytes
        request_verification_enabled=False,
        ssl_check_enabled=False,
        # listeners only acknowledge and start the work, so waiting for them costs nothing; otherwise Bolt looks every
        # 10 ms whether they have acknowledged
        process_before_response=True,
        # so that the fallback hears of it, instead of a 404
        raise_error_for_unhandled_request=True,
    )


def _logger() -> logging.Logger:
    """For Bolt and the SDK: warnings alone, because at debug level they log whole payloads with what people wrote."""
    logger = logging.getLogger("bots.slack.sdk")
    logger.setLevel(logging.WARNING)
    return logger
