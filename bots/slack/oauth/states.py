"""The marks by which an installation that comes back is known as one that began here."""

from datetime import UTC, datetime
from typing import Any

from slack_sdk.oauth.state_store.sqlalchemy import AsyncSQLAlchemyOAuthStateStore


class States(AsyncSQLAlchemyOAuthStateStore):
    """slack_sdk's own, which deletes a mark only when it is used: anybody may open the address of installation."""

    async def async_issue(self, *args: Any, **kwargs: Any) -> str:  # noqa: ANN401 - slack_sdk's signature
        """A new mark. Those that have expired go."""
        now = datetime.now(UTC).replace(tzinfo=None)  # as slack_sdk stores it
        async with self.engine.begin() as connection:
            await connection.execute(self.oauth_states.delete().where(self.oauth_states.c.expire_at < now))
        return str(await super().async_issue(*args, **kwargs))
