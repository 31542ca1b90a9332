"""`waypost backup` and `waypost restore`."""

from datetime import UTC, datetime
from pathlib import Path

import click

from bots.cli.context import Context
from core.storage.backup import back_up
from core.storage.backup import restore as put_back
from core.storage.engine import StorageError, connect, single_process_lock, sqlite_url

_FILE = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))


@click.command()
@_FILE
@click.option("--force", is_flag=True, help="Replace FILE where it exists.")
@click.pass_obj
def backup(context: Context, file: Path, force: bool) -> None:
    """Copy the SQLite database into FILE; the server may go on serving."""
    back_up(_database(_url(context), "pg_dump"), file, force=force)
    click.echo(f"The database is copied to {file}.")


@click.command()
@_FILE
@click.pass_obj
def restore(context: Context, file: Path) -> None:
    """Put the copy in FILE in the place of the SQLite database; the server must not be running."""
    url = _url(context)
    database = _database(url, "pg_restore")
    with single_process_lock(connect(url)):
        kept = put_back(file, database, datetime.now(UTC))
    click.echo(f"The database is the one from {file} now." + (f" The one before is kept as {kept}." if kept else ""))


def _url(context: Context) -> str:
    settings = context.settings
    return settings.database_url.get_secret_value() if settings.database_url else sqlite_url(settings.data_dir)


def _database(url: str, instead: str) -> Path:
    """The SQLite file.

    Raises:
        StorageError: there is none.
    """
    parsed = connect(url).url
    if parsed.get_backend_name() != "sqlite":
        raise StorageError(f"This command is for SQLite; for PostgreSQL use {instead} (docs/operations.md).")
    if parsed.database in (None, "", ":memory:"):
        raise StorageError("The database is in memory, so there is no file.")
    return Path(str(parsed.database))
