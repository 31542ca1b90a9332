"""Copies of a SQLite database: taken while it is in use, and put back while it is not."""

import asyncio
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from core.storage.engine import LATEST, StorageError, connect, upgrade


def back_up(database: Path, target: Path, *, force: bool = False) -> None:
    """Copy a database, which may be in use, into one file that only its owner may read.

    Args:
        database: what to copy.
        target: where to. It appears there only once it is complete and checked.
        force: whether it may take the place of a file.

    Raises:
        StorageError: there is no such database, the target is there already, or the copy is not sound.
    """
    if not database.is_file():
        raise StorageError(f"There is no database at {database}.")
    if target.exists() and (not force or target.samefile(database)):
        hint = "" if target.samefile(database) else "; with --force it is replaced"
        raise StorageError(f"{target} exists already{hint}.")
    with _beside(target) as copy:
        _copy(database, copy)
        _check(copy)
        copy.replace(target)


def restore(backup: Path, database: Path, now: datetime) -> Path | None:
    """Put a backup in the place of the database, brought to the revision that this code needs.

    To be called while nobody uses the database (`single_process_lock`). Where anything is wrong, everything stays as it was.

    Args:
        backup: a file that `back_up` has written.
        database: where to put it.
        now: names the file to which the replaced database is moved.

    Returns:
        Where the replaced database is now, or None where there was none.

    Raises:
        StorageError: the backup is not sound, or was made by a newer version of Waypost.
    """
    if not backup.is_file():
        raise StorageError(f"There is no backup at {backup}.")
    if database.exists() and backup.samefile(database):
        raise StorageError(f"{backup} is the database itself.")
    with _beside(database) as copy:
        _copy(backup, copy)
        _check(copy)
        asyncio.run(_upgrade(copy))
        kept, was_there = database.with_name(f"{database.name}.replaced-{now:%Y%m%dT%H%M%S}"), database.exists()
        if kept.exists():
            raise StorageError(f"{kept} exists already.")
        # a log that a crash has left, also where the file itself was lost, belongs to that file and would spoil another one
        for suffix in ("-wal", "-shm", ""):
            with suppress(FileNotFoundError):
                Path(f"{database}{suffix}").rename(f"{kept}{suffix}")
        copy.replace(database)
    return kept if was_there else None


async def _upgrade(path: Path) -> None:
    engine = connect(f"sqlite+aiosqlite:///{path}")
    try:
        await upgrade(engine)
    finally:
        await engine.dispose()


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A new, empty file in the same folder that only its owner may read; gone at the end, unless it was moved."""
    path = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise StorageError(f"{target} cannot be written ({error.strerror}).") from error
    try:
        yield path
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    """All of a database as it is at one moment; who writes to it meanwhile is not kept waiting."""
    try:
        # never made where it is missing, but opened for writing: one with a log cannot be read otherwise
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=rw", uri=True)) as reading,
            closing(sqlite3.connect(target)) as writing,
        ):
            reading.backup(writing)
            writing.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
        with target.open("rb") as file:
            os.fsync(file.fileno())
    except sqlite3.Error as error:
        raise StorageError(f"{source} cannot be copied ({error}).") from error


def _check(path: Path) -> None:
    """See that a file is a sound database of ours, of this version or an older one."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if found != "ok":
                raise StorageError(f"The database is damaged ({found}).")
            revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as error:
        raise StorageError(f"This is no database of Waypost ({error}).") from error
    if revision is None or revision[0] > LATEST:
        raise StorageError("The database was made by a newer version of Waypost.")
