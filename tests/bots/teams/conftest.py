"""A Waypost that serves Teams, and the Microsoft that it talks to."""

import json
from collections.abc import AsyncIterator, Awaitable, Iterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from ssl import SSLContext
from typing import Any, Protocol

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric import rsa
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncEngine

from bots import http
from bots.settings import Settings
from bots.teams.app import PATH, TeamsPlatform
from core.addresses import Channel
from core.app import Waypost
from core.catalogue.load import load
from core.classifier.loading import open_classifier
from core.desk.desk import Desk
from core.directory.model import Directory, Organisation, Team
from core.storage.engine import connect
from tests.bots.teams.payloads import message
from tests.support.app import OpenWaypost, open_waypost
from tests.support.databases import ready_sqlite
from tests.support.microsoft_cloud import (
    APP_ID,
    PASSWORD,
    TENANT,
    Call,
    Connector,
    Login,
    Microsoft,
    Signer,
    certificate,
    new_key,
)
from tests.support.settings import settings_with

_PLACE = Channel(TENANT, "19:network@thread.tacv2", "9d1a0000-0000-4000-8000-00000000000a")
_DIRECTORY = Directory(
    Organisation("Example Ltd", fallback="service-desk"),
    {
        "network-ops": Team("network-ops", "Network operations", ("it.network",), channels={"teams": _PLACE}),
        "service-desk": Team("service-desk", "Service desk"),
    },
)


@pytest.fixture(scope="session")
def desk() -> Desk:
    """The real desk with the shipped classifier and a directory of two teams."""
    catalogue = load()
    return Desk(catalogue, open_classifier(catalogue).suggest, _DIRECTORY)


@pytest.fixture(scope="session")
def key() -> rsa.RSAPrivateKey:
    """The key by which tokens are signed."""
    return new_key()


@pytest.fixture(scope="session")
def other_key() -> rsa.RSAPrivateKey:
    """Another one."""
    return new_key()


@pytest.fixture(scope="session")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SSLContext]:
    """What the login serves with; trusted for the session."""
    context, trusted = certificate(tmp_path_factory.mktemp("tls"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REQUESTS_CA_BUNDLE", str(trusted))
        yield context


@pytest.fixture
async def microsoft(key: rsa.RSAPrivateKey, tls: SSLContext) -> AsyncIterator[Microsoft]:
    """Microsoft's servers, started afresh."""
    signer, connector, login = Signer({"first": key}), Connector(), Login()
    async with AsyncExitStack() as stack:
        servers = []
        for application, scheme, context in (
            (signer.application(), "http", None),
            (connector.application(), "http", None),
            (login.application(), "https", tls),
        ):
            server = TestServer(application, scheme=scheme)
            await server.start_server(ssl=context)
            stack.push_async_callback(server.close)
            servers.append(server)
        yield Microsoft(signer, connector, login, *servers)


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """A database of the test's own."""
    engine = connect(ready_sqlite(tmp_path))
    yield engine
    await engine.dispose()


@pytest.fixture
def opened(desk: Desk, engine: AsyncEngine) -> OpenWaypost:
    """The real core, and what is queued behind it."""
    return open_waypost(desk, engine)


@pytest.fixture
def core(opened: OpenWaypost) -> Waypost:
    """The real core."""
    return opened.waypost


@dataclass(frozen=True)
class Answer:
    """What came back over HTTP."""

    status: int
    body: bytes

    def json(self) -> dict[str, Any]:
        """The body as JSON."""
        read: dict[str, Any] = json.loads(self.body)
        return read


class RunningWaypost:
    """A running Waypost, as Teams sees it."""

    def __init__(
        self, platform: TeamsPlatform, server: TestServer, session: ClientSession, microsoft: Microsoft
    ) -> None:
        self.platform = platform
        self.server = server
        self._session = session
        self._microsoft = microsoft

    async def receive(self, activity: dict[str, Any], token: str | None = "") -> Answer:
        """Post an activity with a good token, with another one, or (None) without."""
        token = self._microsoft.signer.token(activity.get("serviceUrl", "")) if token == "" else token
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return await self.post(json.dumps(activity).encode(), headers)

    async def post(self, body: bytes | AsyncIterator[bytes], headers: Mapping[str, str]) -> Answer:
        """Post anything, as JSON unless the headers say otherwise; an empty content type leaves it out."""
        all_headers = {"Content-Type": "application/json", **headers}
        if not all_headers["Content-Type"]:
            del all_headers["Content-Type"]
        return await self.request("POST", body, all_headers)

    def authorized(self) -> dict[str, str]:
        """A header with a good token: without one no body is read."""
        return {"Authorization": f"Bearer {self._microsoft.signer.token(self._microsoft.service_url)}"}

    async def request(
        self, method: str, body: bytes | AsyncIterator[bytes] | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Send anything to the endpoint."""
        async with self._session.request(
            method, self.server.make_url(PATH), data=body, headers=headers, skip_auto_headers=["Content-Type"]
        ) as response:
            return Answer(response.status, await response.read())


@pytest.fixture
def settings(microsoft: Microsoft) -> Settings:
    """Settings for one tenant, with the test's Microsoft in place of the real one."""
    return settings_with(
        teams_app_id=APP_ID,
        teams_app_password=SecretStr(PASSWORD),
        teams_tenant_id=TENANT,
        teams_openid_metadata_url=str(microsoft.signer_server.make_url("/openid")),
        teams_login_url=str(microsoft.login_server.make_url("")),
        teams_service_hosts=(f"127.0.0.1:{microsoft.connector_server.port}",),
    )


class Start(Protocol):
    """Starts a Waypost."""

    def __call__(self, core: Waypost = ..., **changes: object) -> Awaitable[RunningWaypost]:
        """Start it with another core, or with settings that differ."""


@pytest.fixture
async def start(core: Waypost, engine: AsyncEngine, settings: Settings, microsoft: Microsoft) -> AsyncIterator[Start]:
    """Starts a Waypost whose settings differ from the usual ones as given."""
    async with AsyncExitStack() as stack:

        async def started(other: Waypost = core, **changes: object) -> RunningWaypost:
            platform = TeamsPlatform(settings.model_copy(update=changes), other, engine)
            application = web.Application()
            http.mount(application)
            platform.mount(application)
            server = TestServer(application)
            await server.start_server()
            stack.push_async_callback(server.close)
            session = await stack.enter_async_context(ClientSession())
            return RunningWaypost(platform, server, session, microsoft)

        yield started


@pytest.fixture
async def waypost(start: Start) -> RunningWaypost:
    """A Waypost with the usual settings."""
    return await start()


async def asked(waypost: RunningWaypost, microsoft: Microsoft, text: str = "My VPN drops every ten minutes") -> Call:
    """The answer to a question in the personal chat."""
    response = await waypost.receive(message(microsoft.service_url, text))
    assert response.status == 202
    return await microsoft.connector.next()


def texts(node: object) -> str:
    """Every text in a card."""
    if isinstance(node, dict):
        return " ".join(texts(value) for name, value in node.items() if name not in ("fallbackText", "speak"))
    if isinstance(node, list):
        return " ".join(texts(item) for item in node)
    return str(node)
