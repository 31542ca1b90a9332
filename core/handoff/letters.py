"""What a delivery says, from how its hand-off stands at the moment when it is sent."""

import json
from collections.abc import Callable

from sqlalchemy.ext.asyncio import AsyncConnection

from core.catalogue.model import Catalogue
from core.desk.outline import Outline
from core.directory.model import Directory
from core.handoff import cards, outbox, store
from core.handoff.cards import View
from core.handoff.model import Deed, Handoff
from core.handoff.outbox import Delivery, Kind


class Letters:
    """Writes what is sent."""

    def __init__(self, catalogue: Catalogue, directory: Callable[[], Directory | None]) -> None:
        self._catalogue = catalogue
        self._directory = directory

    async def view(self, connection: AsyncConnection, handoff: Handoff) -> View:
        """The hand-off with the names that people know."""
        directory = self._directory()
        team = directory.teams.get(handoff.team) if directory else None
        record = self._catalogue.responsibilities.get(handoff.responsibility)
        posted = await outbox.of_handoff(connection, handoff.id, [Kind.CARD])
        return View(
            handoff,
            team.name if team else handoff.team,
            record.name if record else "Nobody's in particular",
            await store.history(connection, handoff.id),
            arrived=bool(posted) and posted[-1].status == "sent",
        )

    async def write(self, connection: AsyncConnection, delivery: Delivery, handoff: Handoff) -> Outline:
        """What a delivery says now. For a redrawn message `delivery` is the one that is redrawn."""
        view = await self.view(connection, handoff)
        others = cards.elsewhere(self._catalogue, self._directory(), handoff.team)
        match delivery.kind:
            case Kind.CARD:
                newest = (await outbox.of_handoff(connection, handoff.id, [Kind.CARD]))[-1]
                return cards.card(view, others, moved=newest.id != delivery.id)
            case Kind.ESCALATE:
                return cards.escalation(view, others)
            case Kind.STATUS:
                return cards.status(view)
            case Kind.REMIND:
                return cards.reminder(view)
            case Kind.RELAY:
                content = json.loads(delivery.content)
                return cards.said(content["author"], content["text"], content["side"])
            case Kind.TOLD | Kind.NOTED:
                return cards.news(view, Deed(delivery.content.partition(" ")[0]))
            case _:
                raise ValueError(f"{delivery.kind} has no words of its own.")
