"""A Waypost that serves Notepad beside the shipped platforms, and the Notepad that it talks to."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncEngine

import bots.platform
from bots import http
from bots.platform import PLATFORMS, PlatformFolder
from bots.settings import Settings
from core import addresses
from core.catalogue.load import load
from core.classifier.classifier import Classifier
from core.desk.desk import Desk
from core.directory.load import load as load_directory
from tests.bots.notepad.double import SECRET, NotepadDouble
from tests.notepad.app import NotepadPlatform
from tests.support.app import OpenWaypost, open_waypost
from tests.support.settings import settings_with

OWNERS = """
organisation: {name: Example Ltd, fallback: service-desk, administrators: ["notepad:p-mei"]}
teams:
  network-ops:
    name: Network operations
    responsibilities: [it.network]
    notepad: {book: acme, pad: pad-network}
  service-desk: {name: Service desk}
"""


@pytest.fixture(scope="module", autouse=True)
def _registered() -> Iterator[None]:
    """Notepad is a platform while its tests run."""
    with patch.dict(PLATFORMS), patch.dict(addresses._schemas):  # noqa: SLF001 - so that other tests know nothing of it
        bots.platform.add(PlatformFolder("notepad", "Notepad", "tests.notepad"))
        yield


@pytest.fixture
def owners(tmp_path: Path) -> Path:
    """A directory whose team has a pad."""
    path = tmp_path / "owners.yaml"
    path.write_text(OWNERS, encoding="utf-8")
    return path


@pytest.fixture
async def notepad() -> AsyncIterator[NotepadDouble]:
    """Notepad."""
    double = NotepadDouble()
    async with TestServer(double.application()) as server:
        double.url = str(server.make_url("/"))
        yield double


@pytest.fixture
def settings(notepad: NotepadDouble) -> Settings:
    """Settings for Notepad."""
    return settings_with(notepad_url=notepad.url, notepad_secret=SecretStr(SECRET))


@pytest.fixture
def opened(owners: Path, classifier: Classifier, engine: AsyncEngine) -> OpenWaypost:
    """The real core."""
    catalogue = load()
    return open_waypost(Desk(catalogue, classifier.suggest, load_directory(owners, catalogue)), engine)


@pytest.fixture
def platform(settings: Settings, opened: OpenWaypost, engine: AsyncEngine) -> NotepadPlatform:
    """Notepad's side of the server, found as the server finds it."""
    (folder,) = bots.platform.enabled_platforms(settings)
    built = folder.build(settings, opened.waypost, engine)
    assert isinstance(built, NotepadPlatform)
    return built


@pytest.fixture
async def client(platform: NotepadPlatform) -> AsyncIterator[TestClient]:
    """Notepad's side of the connection to it."""
    application = web.Application()
    http.mount(application)
    platform.mount(application)
    async with TestClient(TestServer(application)) as client:
        yield client
