"""Once on each working day, when it begins, a team is told what it has open; nothing is said where nothing is."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.directory.model import Directory, Team
from core.handoff.delivery.outbox import Delivery, Kind, Outbox
from core.handoff.hours import next_opening
from core.handoff.places import home_of
from core.storage.engine import writing


class Digests:
    """Plans the digests of the teams in a directory."""

    def __init__(self, directory: Callable[[], Directory | None], box: Outbox) -> None:
        self._directory = directory
        self._outbox = box

    async def begin(self, engine: AsyncEngine) -> None:
        """Plan the next digest of every team; one that is planned already is planned once."""
        directory = self._directory()
        if directory is None:
            return
        async with writing(engine) as connection:
            for team in directory.teams.values():
                await self.plan(connection, team, self._outbox.clock())

    async def plan(self, connection: AsyncConnection, team: Team, after: datetime) -> None:
        """Plan a team's first digest after a moment."""
        directory, place = self._directory(), home_of(team)
        if directory is None or place is None:
            return
        due = next_opening(after, team.hours, directory.organisation.timezone)
        name = f"{Kind.DIGEST.value}.{team.id}.{due:%Y-%m-%d}"
        await self._outbox.plan(
            connection,
            Delivery(
                id=name, handoff="", kind=Kind.DIGEST, round=0, place=place, thread=None, content=team.id, due=due
            ),
        )
