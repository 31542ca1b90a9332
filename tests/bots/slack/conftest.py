"""A Waypost that serves Slack, with the real core on a database of its own, and the Slack that it talks to."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from aiohttp import ClientSession, web
from pydantic import SecretStr
from slack_sdk.http_retry import builtin_async_handlers
from slack_sdk.http_retry.builtin_interval_calculators import BackoffRetryIntervalCalculator
from sqlalchemy.ext.asyncio import AsyncEngine

from bots import http
from bots.settings import Settings
from bots.slack.app import SlackPlatform
from core.addresses import Channel
from core.catalogue.load import load
from core.classifier.loading import open_classifier
from core.desk.desk import Desk
from core.directory.model import Directory, Organisation, Team
from core.limits import Kind, Limit
from core.storage.engine import connect, writing
from core.storage.tables import asks, verdicts
from tests.bots.slack.wire import SIGNING_SECRET, Sending
from tests.support.app import OpenWaypost, open_waypost
from tests.support.databases import ready_sqlite
from tests.support.settings import settings_with
from tests.support.slack_cloud import APP_TOKEN, BOT_TOKEN, PATIENCE_SECONDS, TEAM, SlackDouble

_DIRECTORY = Directory(
    Organisation("Example Ltd", fallback="service-desk", administrators=("slack:U0MEI",)),
    {
        "network-ops": Team(
            "network-ops", "Network operations", ("it.network",), channels={"slack": Channel(TEAM, "C0456")}
        ),
        "service-desk": Team("service-desk", "Service desk"),
    },
)


@dataclass(frozen=True)
class Database:
    """The database behind the core."""

    engine: AsyncEngine

    async def asked(self) -> list[sa.Row[tuple[str, ...]]]:
        """The questions that were stored, oldest first: text, asker, workspace, conversation, thread."""
        columns = (asks.c.text, asks.c.asker, asks.c.workspace, asks.c.conversation, asks.c.thread)
        async with self.engine.connect() as connection:
            return list(await connection.execute(sa.select(*columns).order_by(asks.c.asked_at)))

    async def verdicts(self) -> list[sa.Row[tuple[str, str, str]]]:
        """What people said is right: the choice, how, and who."""
        async with self.engine.connect() as connection:
            return list(await connection.execute(sa.select(verdicts.c.chosen, verdicts.c.how, verdicts.c.actor)))

    @asynccontextmanager
    async def busy(self) -> AsyncIterator[None]:
        """Meanwhile nothing can be written: whoever wants to, waits."""
        async with writing(self.engine):
            yield


@pytest.fixture(autouse=True)
def _calls_follow_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A call that Slack's client makes again follows at once, or after as long as Slack asks for: seconds in 60 tests."""
    monkeypatch.setattr(BackoffRetryIntervalCalculator, "calculate_sleep_duration", lambda *_: 0.0)
    monkeypatch.setattr(builtin_async_handlers, "random", SimpleNamespace(random=lambda: 0.0))


@pytest.fixture(scope="session")
def desk() -> Desk:
    """The real desk, with the shipped catalogue and classifier, and a directory of two teams."""
    catalogue = load()
    return Desk(catalogue, open_classifier(catalogue).suggest, _DIRECTORY)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """A database of the test's own."""
    engine = connect(ready_sqlite(tmp_path))
    yield Database(engine)
    await engine.dispose()


@pytest.fixture
async def slack() -> AsyncIterator[SlackDouble]:
    """Slack. Whatever was sent in the test, somebody saw."""
    async with SlackDouble() as double:
        yield double
    assert double.unseen == []


@pytest.fixture
def settings(slack: SlackDouble) -> Settings:
    """Settings for Slack over HTTP."""
    return settings_with(
        slack_bot_token=SecretStr(BOT_TOKEN),
        slack_signing_secret=SecretStr(SIGNING_SECRET),
        slack_api_url=f"{slack.url}/api/",
    )


@pytest.fixture
def socket_settings(settings: Settings) -> Settings:
    """Settings for Slack in Socket Mode."""
    return settings.model_copy(update={"slack_app_token": SecretStr(APP_TOKEN)})


@dataclass(frozen=True)
class Served:
    """A platform that is served, and Slack's side of the connection to it."""

    platform: SlackPlatform
    sending: Sending
    opened: OpenWaypost
    _runner: web.AppRunner

    async def until_trouble_is(self, trouble: str | None) -> None:
        """Wait until the platform says that it has this trouble, or (None) none."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while self.platform.readiness_problem() != trouble:  # noqa: ASYNC110 - the platform tells when it is asked
                await asyncio.sleep(0.01)

    async def deliver(self) -> None:
        """Wait until all that came in is worked on, then deliver what follows from it."""
        await self.platform.settle()
        await self.opened.deliver(self.platform.messenger)

    async def finish(self) -> None:
        """Stop as on SIGTERM: afterwards all that was going to be answered is answered."""
        await self._runner.cleanup()


Serve = Callable[[Settings], AbstractAsyncContextManager[Served]]


@asynccontextmanager
async def serving(
    desk: Desk, engine: AsyncEngine, settings: Settings, limits: Mapping[Kind, Limit | None] | None = None
) -> AsyncIterator[Served]:
    """Serve a platform on a free port, with limits for one person where they are given."""
    opened = open_waypost(desk, engine, limits=limits)
    platform = SlackPlatform(settings, opened.waypost, engine)
    application = web.Application()
    http.mount(application)
    platform.mount(application)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        async with ClientSession() as session:
            yield Served(platform, Sending(session, f"http://127.0.0.1:{runner.addresses[0][1]}"), opened, runner)
    finally:
        await runner.cleanup()


@pytest.fixture
def serve(desk: Desk, database: Database) -> Serve:
    """Serves a platform on a free port."""
    return partial(serving, desk, database.engine)


@pytest.fixture
async def served(serve: Serve, settings: Settings) -> AsyncIterator[Served]:
    """A platform over HTTP."""
    async with serve(settings) as served:
        yield served


@pytest.fixture
def sending(served: Served) -> Sending:
    """Slack's side of the HTTP connection."""
    return served.sending
