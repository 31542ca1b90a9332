"""Which messages follow from what happens to a hand-off."""

import dataclasses
import hashlib
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from core.conversation.people import Place
from core.handoff.delivery import outbox
from core.handoff.delivery.outbox import Delivery, Kind, Outbox
from core.handoff.model import EventKind, Handoff
from core.handoff.places import Deadlines

CARDS = (Kind.CARD, Kind.ESCALATE)
"""Kinds that show the request to a team, and are redrawn when it changes."""

_TELLS = {
    EventKind.CLAIMED,
    EventKind.RELEASED,
    EventKind.RESOLVED,
    EventKind.REROUTED,
    EventKind.DECLINED,
    EventKind.ESCALATED,
    EventKind.DIVERTED,
}
"""Events of others, of which the requester is told."""

_NOTES = {EventKind.WITHDRAWN, EventKind.REOPENED}
"""Events that the team would not notice, for a redrawn card makes no sound."""


_MOVES = {EventKind.REROUTED, EventKind.DIVERTED}
"""Events after which the card is at another place."""


_MARK_CHARACTERS = 24


class Planner:
    """Plans a hand-off's messages, in the transaction of the change that calls for them."""

    def __init__(self, box: Outbox) -> None:
        self._outbox = box

    async def plan_opening(
        self, connection: AsyncConnection, handoff: Handoff, place: Place | None, waits: Deadlines
    ) -> None:
        """A request was handed over: show it to the team and how it stands to the requester, and set the timers."""
        await self._plan(connection, handoff, Kind.STATUS, "", handoff.asked_in, thread=handoff.thread)
        await self.plan_round(connection, handoff, place, waits)

    async def plan_round(
        self, connection: AsyncConnection, handoff: Handoff, place: Place | None, waits: Deadlines
    ) -> None:
        """A round began: at a new place when one is given, otherwise where the card is already."""
        number = f".{handoff.round}"
        cards = await outbox.of_handoff(connection, handoff.id, [Kind.CARD])
        if place is None and cards and not cards[-1].shows:
            place = cards[-1].place  # the card never got there, or was deleted: what is open anew needs one
        if place:
            await self._plan(connection, handoff, Kind.CARD, number, place)
            cards = await outbox.of_handoff(connection, handoff.id, [Kind.CARD])
        if waits.remind and cards:
            await self._plan(connection, handoff, Kind.REMIND, number, cards[-1].place, due=waits.remind)
        if waits.escalate and waits.above:
            await self._plan(
                connection, handoff, Kind.ESCALATE, number, waits.above, content=waits.above_team, due=waits.escalate
            )

    async def plan_change(self, connection: AsyncConnection, handoff: Handoff, event_kind: EventKind) -> None:
        """Something changed: redraw what shows it, and tell those who would not notice."""
        shown = await outbox.of_handoff(connection, handoff.id, [*CARDS, Kind.REMIND, Kind.STATUS])
        cards = [card for card in shown if card.kind is Kind.CARD]
        # cards of earlier teams say since their round's end where it went, and need not say so again
        done_with = {card.id for card in cards[: -2 if event_kind in _MOVES else -1]}
        for message in shown:
            # one that has not gone out yet will show the hand-off as it is then
            if message.status in ("sending", "sent") and not message.gone and message.id not in done_with:
                await self.redraw(connection, handoff, message)
        if event_kind in _TELLS:
            await self._tell(connection, handoff, Kind.NOTIFY_REQUESTER, [Kind.STATUS], event_kind)
        if event_kind in _NOTES:
            await self._tell(connection, handoff, Kind.NOTIFY_TEAM, [Kind.CARD], event_kind)

    async def redraw(self, connection: AsyncConnection, handoff: Handoff, shown: Delivery) -> None:
        """Draw a card or status as the hand-off is now."""
        await self._plan(
            connection, handoff, Kind.REDRAW, f".{shown.id}.{handoff.version}", shown.place, content=shown.id
        )

    async def plan_arrival(self, connection: AsyncConnection, handoff: Handoff, card: Delivery) -> None:
        """The card is with the team: let the requester's status say so."""
        for shown in await outbox.of_handoff(connection, handoff.id, [Kind.STATUS]):
            if shown.status in ("sending", "sent"):
                await self._plan(
                    connection, handoff, Kind.REDRAW, f".{shown.id}.{card.id}", shown.place, content=shown.id
                )

    async def redraw_as(self, connection: AsyncConnection, handoff: Handoff, shown: Delivery, mark: str) -> None:
        """Draw a message anew whose own content has changed; `mark` names the new content."""
        await self._plan(connection, handoff, Kind.REDRAW, f".{shown.id}.{mark}", shown.place, content=shown.id)

    async def relay(self, connection: AsyncConnection, handoff: Handoff, place: Place, key: str, content: str) -> None:
        """Carry a message to the other side. Told twice of it, it is carried once."""
        await self._plan(connection, handoff, Kind.RELAY, f".{key}", place, content=content)

    async def note_relay(
        self, connection: AsyncConnection, handoff: Handoff, place: Place, key: str, content: str
    ) -> None:
        """Write down something about a message of a hand-off's thread that is not carried (yet)."""
        name = f"{handoff.id}.{Kind.RELAY.value}.{key}"
        now = self._outbox.clock()
        await self._outbox.note(
            connection,
            Delivery(
                id=name,
                handoff=handoff.id,
                kind=Kind.RELAY,
                round=handoff.round,
                place=place,
                thread=None,
                content=content,
                due=now,
            ),
        )

    async def replace(self, connection: AsyncConnection, handoff: Handoff, lost: Delivery) -> None:
        """A message was deleted: post it anew, once. A status that is deleted again goes to the requester directly.

        A reminder is not replaced, for the card is there, nor what somebody wrote: whoever deleted it may have meant to. Nor is a
        card that is deleted again, as where a channel keeps nothing for long: the team's daily list has the request.
        """
        if lost.kind not in (*CARDS, Kind.STATUS):
            return
        if not lost.stands_in:
            name = lost.id.removeprefix(f"{handoff.id}.{lost.kind.value}") + outbox.REPLACEMENT
            then = dataclasses.replace(handoff, round=lost.round)
            await self._plan(connection, then, lost.kind, name, lost.place, thread=lost.thread, content=lost.content)
        elif lost.kind is Kind.STATUS and lost.place != handoff.requester.direct:
            await self.keep_posted_directly(connection, handoff)

    async def redraw_all(self, connection: AsyncConnection, handoff: Handoff, because: str) -> None:
        """Draw the newest card and the status anew: something other than the hand-off itself has changed.

        Args:
            connection: in a transaction.
            handoff: whose.
            because: names what has changed, so that it is drawn once.
        """
        for kind in (Kind.CARD, Kind.STATUS):
            for shown in (await outbox.of_handoff(connection, handoff.id, [kind]))[-1:]:
                if shown.status == "sent" and not shown.gone:
                    mark = hashlib.sha256(because.encode()).hexdigest()[:_MARK_CHARACTERS]
                    await self.redraw_as(connection, handoff, shown, mark)

    async def keep_posted_directly(self, connection: AsyncConnection, handoff: Handoff) -> None:
        """Where the requester asked cannot be reached: show how it stands in their direct conversation."""
        if handoff.asked_in == handoff.requester.direct:
            return
        await self._plan(connection, handoff, Kind.STATUS, ".direct", handoff.requester.direct)

    async def _tell(
        self,
        connection: AsyncConnection,
        handoff: Handoff,
        kind: Kind,
        beside: list[Kind],
        event_kind: EventKind,
    ) -> None:
        """Say it in the thread of the newest message of a kind."""
        messages = await outbox.of_handoff(connection, handoff.id, beside)
        if messages:
            last = messages[-1]
            await self._plan(
                connection, handoff, kind, f".{handoff.version}", last.place, content=f"{event_kind.value} {last.id}"
            )

    async def _plan(
        self,
        connection: AsyncConnection,
        handoff: Handoff,
        kind: Kind,
        name: str,
        place: Place,
        *,
        thread: str | None = None,
        content: str = "",
        due: datetime | None = None,
    ) -> None:
        delivery = Delivery(
            id=f"{handoff.id}.{kind.value}{name}",
            handoff=handoff.id,
            kind=kind,
            round=handoff.round,
            place=place,
            thread=thread,
            content=content,
            due=due or self._outbox.clock(),
        )
        await self._outbox.plan(connection, delivery)
