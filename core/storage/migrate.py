"""Run the migrations, without a configuration file of Alembic's own."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy.exc import SQLAlchemyError


def migrate(connection: sa.Connection) -> None:
    """Bring the tables on this connection to the newest revision.

    Raises:
        SQLAlchemyError: the database refuses, or is newer than this code.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise SQLAlchemyError(f"its tables were made by a newer version of Waypost ({error})") from error
