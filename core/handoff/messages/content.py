"""What a delivery says, from how its hand-off stands at the moment when it is sent."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from core.catalogue.model import NONE, Catalogue
from core.conversation.outline import Outline
from core.conversation.people import Person
from core.directory.model import Directory, Team
from core.handoff import store
from core.handoff.delivery import outbox
from core.handoff.delivery.outbox import Delivery, Kind
from core.handoff.messages import card as cards
from core.handoff.messages.card import Elsewhere
from core.handoff.messages.story import View
from core.handoff.model import EventKind, Handoff
from core.handoff.places import home_of
from core.handoff.relay import RelayedMessage, read_relayed

MOST_LISTED = 100
"""Hand-offs that are looked up for a list; it shows fewer and says how many more there are."""


class MessageContent:
    """Writes what is sent."""

    def __init__(self, catalogue: Catalogue, directory: Callable[[], Directory | None]) -> None:
        self.catalogue = catalogue
        self._directory = directory

    async def view(self, connection: AsyncConnection, handoff: Handoff, reader: Person | None = None) -> View:
        """The hand-off with the names that people know.

        Args:
            connection: to the database.
            handoff: which.
            reader: who alone reads it, or None where others may.
        """
        directory = self._directory()
        team = directory.teams.get(handoff.team) if directory else None
        sent = await outbox.of_handoff(connection, handoff.id, [Kind.CARD, Kind.STATUS, Kind.ESCALATE, Kind.RELAY])
        posted = [delivery for delivery in sent if delivery.kind is Kind.CARD]
        return View(
            handoff,
            team.name if team else handoff.team,
            self.responsibility(handoff.responsibility),
            await store.history(connection, handoff.id),
            arrived=bool(posted) and posted[-1].status == "sent",
            zone=directory.organisation.timezone if directory else UTC,
            undelivered=_people_not_reached(sent, handoff.round),
            unconfirmed=bool(posted) and posted[-1].unsure > 1,
            reader=reader,
        )

    async def listing(
        self, connection: AsyncConnection, handoffs: Sequence[Handoff], reader: Person | None = None
    ) -> list[View]:
        """Hand-offs with the names that people know; `reader` as in `view`."""
        return [await self.view(connection, handoff, reader) for handoff in handoffs]

    async def digest(self, connection: AsyncConnection, team: Team, now: datetime) -> Outline | None:
        """What a team has under way, or None where that is nothing."""
        found = await store.of_teams(connection, [team.id], MOST_LISTED)
        if not found:
            return None
        views = await self.listing(connection, found)
        return cards.listing(f"Open in {team.name}", views, now, empty="", of="team")

    async def card(self, connection: AsyncConnection, handoff: Handoff, reader: Person | None = None) -> Outline:
        """The team's card as it is now; `reader` as in `view`."""
        view = await self.view(connection, handoff, reader)
        directory = self._directory()
        team = directory.teams.get(handoff.team) if directory else None
        return cards.card(view, self._elsewhere(handoff), reader=home_of(team) if team else None)

    async def status(self, connection: AsyncConnection, handoff: Handoff, reader: Person | None = None) -> Outline:
        """The requester's status as it is now; `reader` as in `view`."""
        return cards.status(await self.view(connection, handoff, reader))

    async def write(self, connection: AsyncConnection, delivery: Delivery, handoff: Handoff) -> Outline:
        """What a delivery says now. For a redrawn message `delivery` is the one that is redrawn."""
        alone = delivery.kind in (Kind.STATUS, Kind.NOTIFY_REQUESTER) and delivery.place.is_direct
        view = await self.view(connection, handoff, handoff.requester if alone else None)
        match delivery.kind:
            case Kind.CARD:
                return cards.card(view, self._elsewhere(handoff), in_round=delivery.round, reader=delivery.place)
            case Kind.ESCALATE:
                return cards.escalation(view, self._elsewhere(handoff), delivery.round, delivery.place)
            case Kind.STATUS:
                return cards.status(view)
            case Kind.REMIND:
                return cards.reminder(view, delivery.round)
            case Kind.RELAY:
                carried = RelayedMessage.of(delivery)
                return cards.quote_reply(carried.author, carried.text, carried.side or view.team)
            case Kind.NOTIFY_REQUESTER | Kind.NOTIFY_TEAM:
                return cards.news(view, EventKind(delivery.content.partition(" ")[0]), delivery.round)
            case _:
                raise ValueError(f"{delivery.kind} has no words of its own.")

    def knows(self, name: str) -> bool:
        """Whether a request can belong there: a responsibility, or `none`."""
        return name == NONE or name in self.catalogue.responsibilities

    def responsibility(self, name: str) -> str:
        """What people call a responsibility."""
        record = self.catalogue.responsibilities.get(name)
        return record.name if record else "No responsibility in particular"

    def _elsewhere(self, handoff: Handoff) -> Elsewhere:
        return cards.elsewhere(self.catalogue, self._directory(), handoff.team)


def _people_not_reached(sent: Sequence[Delivery], in_round: int) -> frozenset[str]:
    """Whom messages did not reach that were given up."""
    lost = [delivery for delivery in sent if delivery.status in ("failed", "left")]
    # rows without content: an older version planned such ones when a carried message was deleted
    relays = [delivery for delivery in lost if delivery.kind is Kind.RELAY and delivery.content]
    whom: set[str] = {message.to for delivery in relays if (message := read_relayed(delivery))}
    statuses = [delivery for delivery in sent if delivery.kind is Kind.STATUS]
    if statuses and all(delivery in lost for delivery in statuses):
        whom.add("requester")
    escalated = any(delivery.kind is Kind.ESCALATE and delivery.round == in_round for delivery in lost)
    return frozenset({*whom, "above"} if escalated else whom)
