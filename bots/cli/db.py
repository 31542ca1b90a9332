"""`waypost db`."""

import asyncio

import click

from bots.cli.context import Context
from core.storage.engine import connect, sqlite_url, upgrade


@click.group()
def db() -> None:
    """Look after the database."""


@db.command("upgrade")
@click.pass_obj
def upgrade_command(context: Context) -> None:
    """Bring the tables to what this version needs. SQLite is brought there by `serve` itself."""
    settings = context.settings
    url = settings.database_url.get_secret_value() if settings.database_url else sqlite_url(settings.data_dir)

    async def run() -> None:
        engine = connect(url)
        try:
            await upgrade(engine)
        finally:
            await engine.dispose()

    asyncio.run(run())
    click.echo("The database is up to date.")
