"""One aiohttp application that serves what the settings enable."""

import asyncio
import ctypes
import hmac
import platform
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import cast

import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, Gauge, generate_latest
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncEngine

from bots import http
from bots.background import seconds_left
from bots.http import MAX_BODY_BYTES, heed_expectation, refuse
from bots.platform import PLATFORMS, Platform, enabled_platforms
from bots.reload import reloading
from bots.settings import Settings
from core.app import Waypost
from core.desk.desk import Desk
from core.errors import UserError
from core.handoff.delivery.outbox import Outbox
from core.handoff.delivery.queue import Engine
from core.storage.engine import connect, single_process_lock, sqlite_url, upgrade
from core.storage.health import Health

_log = structlog.get_logger()
_READY = Gauge("waypost_ready", "Whether a part can serve (1) or not (0)", ["part"])


class NothingEnabledError(UserError):
    """No chat platform is set up. The message says how to enable them."""


@dataclass(frozen=True)
class Parts:
    """What the server is made of.

    Attributes:
        settings: what is enabled, and with which secrets.
        desk: answers questions.
        clock: the time, in UTC.
    """

    settings: Settings
    desk: Desk
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)


ENGINE = web.AppKey("ENGINE", Engine)
"""What delivers: the playground hurries it when it lets time pass."""


def build(parts: Parts, extend: Sequence[Callable[[web.Application], None]] = ()) -> web.Application:
    """The application. Its routes are in docs/settings.md.

    Args:
        parts: what it is made of.
        extend: called with the application, to mount more (the playground does).

    Raises:
        NothingEnabledError: there is nothing to serve.
        StorageError: the database's URL or folder cannot be used.
    """
    settings = parts.settings
    if not enabled_platforms(settings):
        raise NothingEnabledError(_how_to_enable())
    url = settings.database_url.get_secret_value() if settings.database_url else sqlite_url(settings.data_dir)
    engine = connect(url)
    durable = Engine(engine, parts.clock)
    outbox = Outbox(durable.enqueue, parts.clock)
    waypost = Waypost(engine, parts.desk, outbox, settings.limits, settings.guests)
    platforms = [folder.build(settings, waypost, engine) for folder in enabled_platforms(settings)]
    application = web.Application(client_max_size=MAX_BODY_BYTES)
    application[ENGINE] = durable
    http.mount(application)
    application.cleanup_ctx.append(_database(engine))
    application.on_startup.append(_warm(parts.desk))
    for each in platforms:
        each.mount(application)
    # after the platforms, so that deliveries begin when there is who sends them, and end before
    application.cleanup_ctx.append(_deliveries(engine, durable, waypost, platforms))
    application.cleanup_ctx.append(reloading(settings, parts.desk, lambda: waypost.digests.begin(engine)))
    _mount_health(application, Health(engine, parts.clock), platforms, settings.metrics_token)
    for mount in extend:
        mount(application)
    return application


def _how_to_enable() -> str:
    each = "; for ".join(f"{folder.name} set {folder.needed}" for folder in PLATFORMS.values())
    return f"Nothing to serve. For {each}. To try Waypost without any account run: waypost playground."


def _database(engine: AsyncEngine) -> Callable[[web.Application], AsyncIterator[None]]:
    async def lifetime(_: web.Application) -> AsyncIterator[None]:
        try:
            with single_process_lock(engine):
                await upgrade(engine)
                yield
        finally:
            await engine.dispose()

    return lifetime


def _deliveries(
    engine: AsyncEngine, durable: Engine, waypost: Waypost, platforms: Sequence[Platform]
) -> Callable[[web.Application], AsyncIterator[None]]:
    messengers = {each.messenger.platform: each.messenger for each in platforms}

    async def lifetime(application: web.Application) -> AsyncIterator[None]:
        courier = waypost.courier(messengers)
        await durable.start(courier.deliver, courier.try_again)
        try:
            await waypost.digests.begin(engine)
            yield
        finally:
            await durable.stop(seconds_left(application))

    return lifetime


def _warm(desk: Desk) -> Callable[[web.Application], "asyncio.Future[None]"]:
    """Load the classifier before the first request: a wrong file must stop the start, not an answer."""

    async def warm(_: web.Application) -> None:
        desk.best_guess("warming up")
        _give_memory_back()

    return cast("Callable[[web.Application], asyncio.Future[None]]", warm)


def _give_memory_back() -> None:
    """Return to the system what loading the model has left over: about 15 of 200 MB. Only glibc can, and need."""
    if platform.libc_ver()[0] == "glibc":
        ctypes.CDLL(None).malloc_trim(0)


def _is_operator(request: web.Request, token: SecretStr | None) -> bool:
    """Whether the request carries the metrics token. Without one set nobody is: the port may be open to the world."""
    if token is None:
        return False
    expected = f"Bearer {token.get_secret_value()}".encode()
    return hmac.compare_digest(expected, request.headers.get("Authorization", "").encode(errors="surrogateescape"))


def _mount_health(
    application: web.Application, health: Health, platforms: Sequence[Platform], token: SecretStr | None
) -> None:
    async def healthz(_: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def readyz(request: web.Request) -> web.Response:
        troubles = {each.name: each.readiness_problem() for each in platforms}
        troubles["database"] = await health.readiness_problem()
        for part, trouble in troubles.items():
            _READY.labels(part).set(trouble is None)
        status = 200 if not any(troubles.values()) else 503
        if not _is_operator(request, token):
            return web.json_response({"status": "ok" if status == HTTPStatus.OK else "not ready"}, status=status)
        return web.json_response({part: trouble or "ok" for part, trouble in troubles.items()}, status=status)

    async def metrics(request: web.Request) -> web.Response:
        if token is None:
            raise web.HTTPNotFound
        if not _is_operator(request, token):
            return refuse("http", HTTPStatus.UNAUTHORIZED, "The metrics token is missing or wrong.")
        await health.readiness_problem()  # brings the age of the queue up to date
        return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def stop(_: web.Application) -> None:
        await health.stop()

    application.on_shutdown.append(stop)
    application.router.add_get("/healthz", healthz, expect_handler=heed_expectation)
    application.router.add_get("/readyz", readyz, expect_handler=heed_expectation)
    application.router.add_get("/metrics", metrics, expect_handler=heed_expectation)
