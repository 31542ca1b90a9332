"""The database: SQLite in the data folder by default, PostgreSQL by URL. One code path for both."""

import hashlib
import os
import sqlite3
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from core.errors import UserError

LATEST = "0009"
"""The revision that this code needs; a test holds it to the newest file under `migrations/versions`."""

BUSY_MILLISECONDS = 5000
"""How long a writer waits for another one in SQLite before it fails."""


class StorageError(UserError):
    """The database cannot be used. The message is one sentence."""


class LostFileError(StorageError):
    """The SQLite file that is open is no longer the one at its path, so nothing written to it would last."""


FAILURES: tuple[type[Exception], ...] = (StorageError, SQLAlchemyError)
"""What is raised where the database fails, for those who need not know what it is reached with."""


def sqlite_url(folder: Path) -> str:
    """The URL of the default database, in a data folder which is made where it is missing.

    Raises:
        StorageError: the folder cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"The data folder {folder} cannot be made ({error.strerror}).") from error
    return f"sqlite+aiosqlite:///{folder / 'waypost.db'}"


def connect(url: str) -> AsyncEngine:
    """An engine for `url`. Nothing is opened yet.

    Raises:
        StorageError: the URL is of no database that we support, or of a file in no folder.
    """
    try:
        parsed = make_url(url)
        if parsed.drivername not in ("sqlite+aiosqlite", "postgresql+psycopg"):
            raise StorageError(
                "DATABASE_URL must start with sqlite+aiosqlite:// or postgresql+psycopg://, "
                f"not {parsed.drivername}://."
            )
        _check_folder(parsed)
        # SQLite has one writer: several connections of ours would only keep each other waiting, in the end in vain.
        pool = {"pool_size": 1, "max_overflow": 0} if _is_sqlite(parsed) else {"pool_pre_ping": True}
        if parsed.database == ":memory:":
            pool = {}  # there is but one connection, and it is the database
        # An error must not carry what people wrote into the log.
        engine = create_async_engine(parsed, hide_parameters=True, **pool)
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise StorageError("DATABASE_URL is not a database URL.") from error
    if _is_sqlite(parsed):
        sa.event.listen(engine.sync_engine, "connect", _tune_sqlite)
        sa.event.listen(engine.sync_engine, "begin", _begin_sqlite)
        if parsed.database not in (None, "", ":memory:"):
            sa.event.listen(engine.sync_engine, "connect", _Identity(str(parsed.database)).note)
            sa.event.listen(engine.sync_engine, "commit", refuse_lost_file)
    return engine


def _check_folder(url: sa.URL) -> None:
    """SQLite makes its file, but not the folder, and says so by a traceback of a thread of its own."""
    if not _is_sqlite(url) or url.database in (None, "", ":memory:"):
        return
    folder = Path(str(url.database)).parent
    if not folder.is_dir():
        raise StorageError(f"DATABASE_URL names a file in the folder {folder}, which does not exist.")


def _is_sqlite(url: sa.URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _tune_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - a DBAPI connection has no type
    connection.isolation_level = None  # transactions begin as `_begin_sqlite` says, not as the driver thinks
    cursor = connection.cursor()
    # WAL: readers do not wait for the writer. NORMAL: a power cut may lose the last commits, a crash of ours none.
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", f"busy_timeout={BUSY_MILLISECONDS}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    # A transaction that reads first and writes later is refused at once, without waiting, when another connection has
    # written between: so one that will write takes its turn at the beginning.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")


_FILES = "waypost files"
"""Under this key a connection knows its files: each path with the device and inode that it had when it was opened."""


class _Identity:
    """Notes which file an engine has opened. Its first connection decides: one made later may have made a new, empty file."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._first: tuple[int, int] | None = None

    def note(self, _connection: object, record: Any) -> None:  # noqa: ANN401 - SQLAlchemy's record has no public type
        """Keep it with the connection; to be called when a connection is made, after its first access to the file."""
        self._first = self._first or _identity(self._path)
        # what is committed stands in the log until it is copied over: without it the file alone is not enough
        log = f"{self._path}-wal"
        record.info[_FILES] = {self._path: self._first, log: _identity(log)}


def _identity(path: str) -> tuple[int, int] | None:
    """Device and inode of what is at the path now; None where nothing is."""
    try:
        found = os.stat(path)  # noqa: PTH116 - at every commit, and half as costly as by way of a Path
    except OSError:
        return None
    return found.st_dev, found.st_ino


def refuse_lost_file(connection: sa.Connection) -> None:
    """See that the open SQLite file and its log are still the ones at their paths. Called before each commit.

    A file that was removed while it is open takes writes as before, and loses them all when the process ends.

    Raises:
        LostFileError: they were removed or replaced.
    """
    files = connection.info.get(_FILES, {})
    for path, opened in files.items():
        now = _identity(path)
        if opened is None:
            files[path] = now  # SQLite makes the log with the first write
        elif now != opened:
            raise LostFileError(
                f"The database file {path} was removed or replaced while it was in use; restart Waypost."
            )


@asynccontextmanager
async def writing(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A connection in a transaction that will write; committed at the end, rolled back when an error leaves it."""
    async with engine.connect() as plain:
        connection = await plain.execution_options(writes=True)
        async with connection.begin():
            yield connection


_LOCKS = 0x5741_5953
"""Names our locks in PostgreSQL among those of others ("WAYS")."""


@asynccontextmanager
async def one_replica(engine: AsyncEngine, name: str) -> AsyncIterator[None]:
    """Keep other replicas from what has that name; they wait. Within a process a lock of its own has to do that."""
    if _is_sqlite(engine.url):  # a single process serves on it: see `single_process_lock`
        yield
        return
    # both of 32 bits with a sign; two names with one number only wait for each other
    number = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=4).digest(), signed=True)
    async with engine.begin() as connection:
        await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCKS, number)))
        yield


async def insert_once(connection: AsyncConnection, table: sa.Table, values: Mapping[str, Any]) -> bool:
    """Insert a row, and say whether it was: not where its key is there already."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    wanted = insert(table).values(values).on_conflict_do_nothing().returning(*table.primary_key)
    return (await connection.execute(wanted)).first() is not None


async def put_all(connection: AsyncConnection, table: sa.Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows, each in place of the one with its key where there is one. No key may be there twice."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    key = [column.name for column in table.primary_key]
    # in one order everywhere: two who want the same rows in other orders would wait for each other for ever
    ordered = sorted(rows, key=lambda row: [row[name] for name in key])
    wanted = insert(table)
    others = {column.name: wanted.excluded[column.name] for column in table.c if column.name not in key}
    await connection.execute(wanted.on_conflict_do_update(index_elements=key, set_=others), ordered)


async def put_missing(connection: AsyncConnection, table: sa.Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows, but none whose key is there already."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    key = [column.name for column in table.primary_key]
    ordered = sorted(rows, key=lambda row: [row[name] for name in key])  # as in `put_all`
    await connection.execute(insert(table).on_conflict_do_nothing(index_elements=key), ordered)


@contextmanager
def single_process_lock(engine: AsyncEngine) -> Iterator[None]:
    """Keep other processes from serving on the same SQLite file; PostgreSQL takes many.

    Raises:
        StorageError: one does already.
    """
    file = engine.url.database
    if not _is_sqlite(engine.url) or file in (None, "", ":memory:"):
        yield
        return
    # a lock of SQLite's own on a file beside: gone with the process, however that ends, on every system
    lock = sqlite3.connect(f"{file}.lock", timeout=0, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        lock.close()
        raise StorageError(
            f"Another Waypost serves on {file} already; for several at once set DATABASE_URL to a PostgreSQL database."
        ) from error
    try:
        yield
    finally:
        lock.close()


async def upgrade(engine: AsyncEngine) -> None:
    """Bring the tables to what this code needs. Does nothing, and imports nothing, where they are already there.

    Raises:
        StorageError: the database cannot be reached, or belongs to a newer version of Waypost.
    """
    try:
        async with engine.connect() as connection:
            current = await connection.run_sync(_revision)
        if current == LATEST:
            return
        from core.storage.migrate import migrate  # noqa: PLC0415 - Alembic is wanted once in a database's life

        async with writing(engine) as connection:
            await connection.run_sync(migrate)
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise StorageError(f"The database cannot be used: {reason}.") from error


def _revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


async def ping(engine: AsyncEngine) -> None:
    """See that the database answers and holds our tables.

    Raises:
        SQLAlchemyError: it does not.
    """
    async with engine.connect() as connection:
        await connection.execute(sa.text("SELECT version_num FROM alembic_version"))
