"""Renewing what an older key has encrypted, while somebody else writes."""

import logging
import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import psycopg
import pytest
import sqlalchemy as sa
from cryptography.fernet import Fernet
from slack_sdk.oauth.installation_store import Bot
from sqlalchemy.ext.asyncio import AsyncEngine

from bots.slack.oauth.clients import SealedError
from bots.slack.oauth.vault import Vault
from core.storage.engine import connect

_OLD, _NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()
_LOGGER = logging.getLogger(__name__)


def _bot(team: str, token: str) -> Bot:
    return Bot(
        app_id="A1", team_id=team, bot_token=token, bot_id="B1", bot_user_id="U1", installed_at=datetime.now(UTC)
    )


def _write_beside(engine: AsyncEngine, sealed: str) -> bool:
    """Write a token over another connection, as another replica would; whether the database takes it now."""
    if engine.url.get_backend_name() == "sqlite":
        other = sqlite3.connect(str(engine.url.database), timeout=0, isolation_level=None)
        try:
            other.execute("UPDATE slack_bots SET bot_token = ? WHERE team_id = 'T1'", (sealed,))
        except sqlite3.OperationalError:
            return False
        finally:
            other.close()
        return True
    url = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET lock_timeout = '200ms'")
        try:
            connection.execute("UPDATE slack_bots SET bot_token = %s WHERE team_id = 'T1'", (sealed,))
        except psycopg.errors.LockNotAvailable:
            return False
    return True


@pytest.fixture
async def tables(database_url: str) -> AsyncIterator[AsyncEngine]:
    """A database of each kind."""
    engine = connect(database_url)
    yield engine
    await engine.dispose()


async def _tokens(vault: Vault) -> list[str | None]:
    found = [await vault.async_find_bot(enterprise_id=None, team_id=team) for team in ("T1", "T2")]
    return [bot.bot_token if bot else None for bot in found]


async def test_a_renewal_overwrites_nothing_newer(tables: AsyncEngine) -> None:
    """Who writes a token while it is renewed has written last, or has to wait; the other rows are renewed all the same."""
    old = Vault("client", tables, _OLD, _LOGGER)
    await old.create_tables()  # type: ignore[no-untyped-call]
    for team in ("T1", "T2"):
        await old.async_save_bot(_bot(team, "xoxb-first"))
    newer = Fernet(_NEW).encrypt(b"xoxb-newer").decode()
    written: list[bool] = []

    class Interrupted(Vault):
        def _renew(self, sealed: str) -> str:
            if not written:
                written.append(_write_beside(tables, newer))
            return super()._renew(sealed)

    vault = Interrupted("client", tables, f"{_NEW},{_OLD}", _LOGGER)
    await vault.renew()
    if not written[0]:
        assert _write_beside(tables, newer)
    assert await _tokens(vault) == ["xoxb-newer", "xoxb-first"]
    assert await _tokens(Vault("client", tables, _NEW, _LOGGER)) == ["xoxb-newer", "xoxb-first"]


async def test_a_renewal_leaves_what_it_cannot_open(tables: AsyncEngine) -> None:
    """A token by a key that is gone stays as it is, and keeps no other one from being renewed."""
    for key, team in ((Fernet.generate_key().decode(), "T1"), (_OLD, "T2")):
        vault = Vault("client", tables, key, _LOGGER)
        await vault.create_tables()  # type: ignore[no-untyped-call]
        await vault.async_save_bot(_bot(team, "xoxb-first"))
    async with tables.connect() as connection:
        before = (await connection.execute(sa.text("SELECT bot_token FROM slack_bots WHERE team_id = 'T1'"))).scalar()
    assert await Vault("client", tables, f"{_NEW},{_OLD}", _LOGGER).renew() == 1
    renewed = Vault("client", tables, _NEW, _LOGGER)
    with pytest.raises(SealedError):
        await renewed.async_find_bot(enterprise_id=None, team_id="T1")
    found = await renewed.async_find_bot(enterprise_id=None, team_id="T2")
    assert found
    assert found.bot_token == "xoxb-first"
    async with tables.connect() as connection:
        after = (await connection.execute(sa.text("SELECT bot_token FROM slack_bots WHERE team_id = 'T1'"))).scalar()
    assert after == before
