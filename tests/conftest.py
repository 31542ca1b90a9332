"""What all tests share: no settings from outside, and the shipped catalogue, classifier and desk, built once."""

import gc
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog
from hypothesis import settings
from sqlalchemy.ext.asyncio import AsyncEngine

import bots.platform  # noqa: F401 - makes the platforms known to the core
from bots import last_resort
from bots.settings import PREFIX
from core.catalogue.load import load
from core.catalogue.model import Catalogue
from core.classifier.classifier import Classifier
from core.classifier.loading import open_classifier
from core.desk.desk import Desk
from core.storage.engine import connect, sqlite_url
from tests.support.databases import new_postgres, postgres_server, ready_postgres, ready_sqlite
from tests.support.questions import OpenQuestions

# how long an example takes says nothing on machines that several test runs share
settings.register_profile("waypost", deadline=None)
settings.load_profile("waypost")


def pytest_collection_finish() -> None:
    """What is there by now stays to the end: Python need not look through half a million objects for what has become free."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _nothing_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test sees the developer's settings, nor a waypost.toml or a data folder where the tests were started."""
    for name in os.environ:
        if name.startswith(PREFIX):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(autouse=True)
def _plain_tracebacks() -> None:
    """A failure is logged in a moment: structlog's usual traceback draws every local variable, for seconds."""
    renderer = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[structlog.processors.add_log_level, renderer])


@pytest.fixture(autouse=True)
def _rounds_follow_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that is refused for a while is sent again without waiting."""
    monkeypatch.setattr(last_resort, "WAITS", (0.0,) * len(last_resort.WAITS))


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The shipped catalogue."""
    return load()


@pytest.fixture(scope="session")
def classifier(catalogue: Catalogue) -> Classifier:
    """The shipped classifier."""
    return open_classifier(catalogue)


@pytest.fixture(scope="session")
def desk(catalogue: Catalogue, classifier: Classifier) -> Desk:
    """The desk as it is shipped: without a directory."""
    return Desk(catalogue, classifier.suggest, None)


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """A database of the test's own, with the tables that the migrations make."""
    engine = connect(ready_sqlite(tmp_path / "data"))
    yield engine
    await engine.dispose()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL server for the whole run, started when a test first wants it: the URL of its administration database."""
    with postgres_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new and empty database of each kind."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "data")
    return new_postgres(request.getfixturevalue("postgres"))


@pytest.fixture(params=["sqlite", "postgresql"])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """A database of each kind, with our tables."""
    lite = request.param == "sqlite"
    engine = connect(ready_sqlite(tmp_path / "data") if lite else ready_postgres(request.getfixturevalue("postgres")))
    yield engine
    await engine.dispose()


@pytest.fixture
def questions(desk: Desk, engine: AsyncEngine) -> OpenQuestions:
    """What is asked and pressed, on that database."""
    return OpenQuestions(desk, engine)
