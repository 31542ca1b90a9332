"""The Teams platform of the server."""

from collections.abc import AsyncIterator
from functools import partial

from aiohttp import ClientSession, DummyCookieJar, web
from sqlalchemy.ext.asyncio import AsyncEngine

from bots.access import Access, workspaces_of
from bots.background import InFlight, seconds_left
from bots.dedup import Deduplicator, memory_of_replicas
from bots.http import heed_expectation
from bots.settings import SettingsError
from bots.teams.connector import Connector
from bots.teams.conversations import References
from bots.teams.inbound import PLATFORM_ID, Inbound
from bots.teams.messenger import TeamsMessenger
from bots.teams.people import People
from bots.teams.sdk.adapter import make_adapter
from bots.teams.settings import TeamsSettings
from bots.teams.trust.credentials import Credentials
from bots.teams.trust.gate import Gate
from bots.teams.trust.jwt import KeyRing, TokenCheck
from bots.teams.webhook import Webhook
from core.app import Waypost
from core.handoff.store import workspaces_in_use

PATH = "/api/messages"


class TeamsPlatform:
    """Serves Teams at `POST /api/messages`."""

    name = PLATFORM_ID

    def __init__(self, settings: TeamsSettings, waypost: Waypost, engine: AsyncEngine) -> None:
        """Take the settings, the core, and the database, where it is kept who has met us.

        Raises:
            SettingsError: the settings do not enable Teams, or name a service host that is none.
        """
        if not settings.teams_enabled:
            raise SettingsError(
                "Teams needs WAYPOST_TEAMS_APP_ID, WAYPOST_TEAMS_TENANT_ID, and WAYPOST_TEAMS_APP_PASSWORD or "
                "WAYPOST_TEAMS_MANAGED_IDENTITY."
            )
        self._settings = settings
        self._waypost = waypost
        self._work = InFlight(PLATFORM_ID)
        self._references = References(engine)
        self._deduplicator = Deduplicator(shared=memory_of_replicas(engine))
        access = _access(settings, waypost, engine)
        self.messenger = TeamsMessenger(self._references, access, targeted=settings.teams_targeted_messages)
        self._gate = _gate(settings, access)
        self._credentials = _credentials(settings)
        self._keys: KeyRing | None = None
        self._webhook: Webhook | None = None

    def mount(self, application: web.Application) -> None:
        """Add the route, and what must start and stop with the application."""
        application.router.add_post(PATH, self._handle, expect_handler=heed_expectation)
        application.cleanup_ctx.append(self._running)

    async def settle(self) -> None:
        """Wait until all that was acknowledged is worked on."""
        await self._work.drain()

    def readiness_problem(self) -> str | None:
        """Why Teams cannot be served at the moment, in one sentence, or None."""
        if self._webhook is None:
            return "The Teams side is not running."
        return (
            (self._keys and self._keys.readiness_problem())
            or (self._credentials and self._credentials.readiness_problem())
            or None
        )

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        if self._webhook is None:
            raise web.HTTPServiceUnavailable
        return await self._webhook.handle(request)

    async def _running(self, application: web.Application) -> AsyncIterator[None]:
        work = self._work
        async with ClientSession(cookie_jar=DummyCookieJar()) as session:
            connector = Connector(session, self._credentials.token if self._credentials else None)
            adapter = make_adapter(self._token_check(session), connector)
            self.messenger.use(connector)
            bot = Inbound(self._waypost, self._references, self.messenger, work, self._deduplicator, People(connector))
            self._webhook = Webhook(adapter, self._gate, bot, work, self._deduplicator)
            yield
            await work.drain(seconds_left(application))
            self.messenger.use(None)
            self._webhook = None

    def _token_check(self, session: ClientSession) -> TokenCheck | None:
        """What incoming tokens are held to; None where none are asked for."""
        if self._settings.teams_anonymous or self._settings.teams_app_id is None:
            return None
        self._keys = KeyRing(session, self._settings.teams_openid_metadata_url)
        return TokenCheck(self._keys, self._settings.teams_app_id)


PLATFORM = TeamsPlatform


def _credentials(settings: TeamsSettings) -> Credentials | None:
    """Who we are at Microsoft; None where no tokens are used."""
    if settings.teams_anonymous or settings.teams_app_id is None:
        return None
    password = settings.teams_app_password
    return Credentials(
        login_url=settings.teams_login_url,
        tenant=settings.teams_tenant_id or "",
        app_id=settings.teams_app_id,
        password=password.get_secret_value() if password else None,
    )


def _access(settings: TeamsSettings, waypost: Waypost, engine: AsyncEngine) -> Access | None:
    """Which tenants may use us; None where there are no tokens, and this machine alone is served."""
    if settings.teams_anonymous:
        return None
    own = (settings.teams_tenant_id or "",)
    return Access(
        PLATFORM_ID,
        settings.teams_allowed_tenants,
        lambda: (*own, *workspaces_of(waypost.directory, "teams")),
        partial(workspaces_in_use, engine, "teams"),
    )


def _gate(settings: TeamsSettings, access: Access | None) -> Gate:
    try:
        return Gate(
            access=access,
            hosts=settings.teams_service_hosts,
            anonymous=settings.teams_anonymous,
        )
    except ValueError as error:
        raise SettingsError(f"WAYPOST_TEAMS_SERVICE_HOSTS: {error}") from error
