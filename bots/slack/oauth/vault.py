"""Installations in the database, their tokens encrypted at rest."""

import logging
from datetime import UTC

import sqlalchemy as sa
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.sqlalchemy import AsyncSQLAlchemyInstallationStore, SQLAlchemyInstallationStore
from sqlalchemy.ext.asyncio import AsyncEngine

from bots.slack.oauth.clients import SealedError
from core.storage.engine import writing
from core.storage.tables import Name

_SECRETS = ("bot_token", "bot_refresh_token", "user_token", "user_refresh_token", "incoming_webhook_url")
"""Columns that let somebody act in our name."""


_NAMES = ("enterprise_name", "team_name")

_CLOCKS_DIFFER_SECONDS = 5.0
"""By so much our clock, which dates an installation, may be ahead of Slack's, which dates a removal in whole seconds."""


class Vault(AsyncSQLAlchemyInstallationStore):
    """slack_sdk's store of installations, which encrypts what it is given and decrypts what it gives.

    Its tables are the library's own, made by `create_tables`; ciphertext is longer than the tokens that they were made for, so
    those columns are wider here.
    """

    def __init__(self, client_id: str, engine: AsyncEngine, key: str, logger: logging.Logger) -> None:
        """Take the app's client id, the database, and Fernet keys separated by commas: the first encrypts, all decrypt.

        Raises:
            ValueError: one of them is none.
        """
        super().__init__(client_id, engine, logger=logger)
        self._first = Fernet(key.split(",", maxsplit=1)[0].strip())
        self._cipher = MultiFernet([Fernet(each.strip()) for each in key.split(",")])

    @classmethod
    def build_installations_table(cls, metadata: sa.MetaData, table_name: str) -> sa.Table:
        """With room for ciphertext."""
        return _widen(SQLAlchemyInstallationStore.build_installations_table(metadata, table_name))

    @classmethod
    def build_bots_table(cls, metadata: sa.MetaData, table_name: str) -> sa.Table:
        """With room for ciphertext."""
        return _widen(SQLAlchemyInstallationStore.build_bots_table(metadata, table_name))

    async def async_save(self, installation: Installation) -> None:
        """Keep an installation."""
        sealed = Installation(**installation.to_dict_for_copying())
        self._seal(sealed)
        await super().async_save(sealed)

    async def async_save_bot(self, bot: Bot) -> None:
        """Keep the bot's part of an installation."""
        sealed = Bot(**bot.to_dict_for_copying())
        self._seal(sealed)
        await super().async_save_bot(sealed)

    async def async_find_bot(
        self, *, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None = False
    ) -> Bot | None:
        """The bot in a workspace or an organisation, or None."""
        found = await super().async_find_bot(
            enterprise_id=enterprise_id, team_id=team_id, is_enterprise_install=is_enterprise_install
        )
        return self._open(found) if found else None

    async def is_newer(self, enterprise_id: str | None, team_id: str | None, moment: float) -> bool:
        """Whether the installation in a workspace or an organisation is of after a moment, in seconds since 1970."""
        c = self.bots.c
        here = (c.client_id == self.client_id, c.enterprise_id == enterprise_id, c.team_id == team_id)
        async with self.engine.connect() as connection:
            newest = (await connection.execute(sa.select(sa.func.max(c.installed_at)).where(*here))).scalar()
        # the library keeps UTC, and says so nowhere
        return newest is not None and newest.replace(tzinfo=UTC).timestamp() > moment + _CLOCKS_DIFFER_SECONDS

    async def renew(self) -> int:
        """Encrypt anew, with the first key, what another one of the keys has encrypted; then that one may go.

        Returns:
            How many rows none of the keys opens.
        """
        sealed = 0
        for table in (self.bots, self.installations):
            columns = [table.c[name] for name in _SECRETS if name in table.c]
            async with writing(self.engine) as connection:
                # in one order, so that replicas that do the same do not wait for each other for ever
                rows = (await connection.execute(sa.select(table.c.id, *columns).order_by(table.c.id))).all()
                for row in rows:
                    kept = {column.name: row._mapping[column] for column in columns}  # noqa: SLF001 - SQLAlchemy's name
                    sealed += any(old and not self._is_sealed(old) for old in kept.values())
                    anew = {name: value for name, old in kept.items() if old and (value := self._renew(old)) != old}
                    if anew:
                        # a row that somebody has changed meanwhile holds newer tokens, sealed with the first key
                        unchanged = [table.c[name] == kept[name] for name in anew]
                        await connection.execute(sa.update(table).where(table.c.id == row.id, *unchanged).values(anew))
        return sealed

    def _renew(self, sealed: str) -> str:
        """The same text by the first key. What none of the keys opens stays as it is: who asks for it is told."""
        try:
            return sealed if _opens(self._first, sealed) else self._cipher.rotate(sealed.encode()).decode()
        except InvalidToken:
            return sealed

    async def only_organisation(self) -> str | None:
        """The organisation that has installed us as a whole; None where none has, or several have."""
        whole = sa.select(self.bots.c.enterprise_id).where(
            self.bots.c.client_id == self.client_id, self.bots.c.is_enterprise_install.is_(True)
        )
        async with self.engine.connect() as connection:
            found = set((await connection.execute(whole)).scalars())
        return found.pop() if len(found) == 1 else None

    def _seal(self, kept: Installation | Bot) -> None:
        for name in _SECRETS:
            value = getattr(kept, name, None)
            # the library keeps the bot's part of an installation by way of `async_save_bot`: that is sealed already
            if value and not self._is_sealed(value):
                setattr(kept, name, self._cipher.encrypt(value.encode()).decode())

    def _is_sealed(self, value: str) -> bool:
        return _opens(self._cipher, value)

    def _open(self, kept: Bot) -> Bot:
        try:
            for name in _SECRETS:
                value = getattr(kept, name, None)
                if value:
                    setattr(kept, name, self._cipher.decrypt(value.encode()).decode())
        except InvalidToken:
            raise SealedError(str(kept.team_id or kept.enterprise_id)) from None
        return kept


def _opens(cipher: Fernet | MultiFernet, value: str) -> bool:
    try:
        cipher.decrypt(value.encode())
    except InvalidToken:
        return False
    return True


def _widen(table: sa.Table) -> sa.Table:
    for name in _SECRETS:
        if name in table.c:
            table.c[name].type = sa.Text()
    for column in table.c:
        if column.name in _NAMES and isinstance(column.type, sa.String):
            column.type = Name(column.type.length)
    return table
