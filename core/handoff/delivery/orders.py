"""What to send for a delivery now: a new message, a change of one, nothing any more, or not yet."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from core.conversation.outline import Outline
from core.conversation.people import Place
from core.handoff import store
from core.handoff.delivery import outbox
from core.handoff.delivery.outbox import Delivery, Kind
from core.handoff.delivery.ports import Sent
from core.handoff.delivery.retry import NEWS_IS_OLD_AFTER
from core.handoff.digest import Digests
from core.handoff.lifecycle import Handoffs
from core.handoff.messages.content import MessageContent
from core.handoff.model import UNDER_WAY, Handoff, Status
from core.handoff.relay import RelayedMessage

_UNSENT_SECONDS = 1.0
_LONGEST_UNSENT_SECONDS = 300.0
"""How long to wait for a message that another one changes or answers: until that is tried next, within these bounds."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to send: a new message, or, with `onto`, a change of one.

    Attributes:
        outline: the content.
        onto: the message to change, or None.
        thread: the message to answer, or None.
        beside: id of the delivery whose message is changed or answered, or empty.
        place: where it goes, where that is not where it was planned to go.
        version: of the hand-off as the outline shows it.
    """

    outline: Outline
    onto: Sent | None = None
    thread: str | None = None
    beside: str = ""
    place: Place | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Later:
    """Nothing can be sent yet; come back in so many seconds."""

    seconds: float


class Orders:
    """Looks up what a delivery calls for, from how its hand-off stands."""

    def __init__(self, handoffs: Handoffs, letters: MessageContent, digests: Digests) -> None:
        self._handoffs = handoffs
        self._letters = letters
        self._digests = digests

    async def of(
        self, connection: AsyncConnection, delivery: Delivery, now: datetime, *, again: bool
    ) -> Order | Later | None:
        """What to send, or None when nothing is called for any more.

        Args:
            connection: in a transaction that writes: reminders and escalations are noted with their first try.
            delivery: for which.
            now: the time.
            again: whether it may have gone out before.
        """
        if delivery.kind is Kind.DIGEST:
            return await self._digest(connection, delivery, now)
        handoff = await store.get(connection, delivery.handoff)
        if handoff is None:
            return None
        match delivery.kind:
            case Kind.REDRAW:
                return await self._redraw(connection, delivery, handoff, now)
            case Kind.NOTIFY_REQUESTER | Kind.NOTIFY_TEAM:
                if await _is_old_news(connection, delivery, now):
                    return None
                side = Kind.STATUS if delivery.kind is Kind.NOTIFY_REQUESTER else Kind.CARD
                return await self._answer(connection, delivery, handoff, side, now)
            case Kind.RELAY:
                if not delivery.content:
                    return None  # of an older version, which lost it
                side = Kind.CARD if RelayedMessage.of(delivery).to == "team" else Kind.STATUS
                return await self._answer(connection, delivery, handoff, side, now)
            case Kind.CARD if not await _is_wanted(connection, delivery, handoff):
                return None
            case Kind.ESCALATE if again and handoff.status is not Status.OPEN:
                return None
            case Kind.REMIND | Kind.ESCALATE if not again:
                noted = await self._nudge(connection, delivery, handoff)
                if noted is None:
                    return None
                handoff = noted
            case _:
                pass
        outline = await self._letters.write(connection, delivery, handoff)
        return Order(outline, thread=delivery.thread, version=handoff.version)

    async def _nudge(self, connection: AsyncConnection, delivery: Delivery, handoff: Handoff) -> Handoff | None:
        """Note the reminder or escalation in the history, with its first try; None when it is no longer called for."""
        if delivery.tried or delivery.started or delivery.stands_in:
            called_for = handoff.status is Status.OPEN and handoff.round == delivery.round
            return handoff if called_for else None
        nudge = self._handoffs.remind if delivery.kind is Kind.REMIND else self._handoffs.escalate
        return await nudge(connection, handoff.id, delivery.round)

    async def _digest(self, connection: AsyncConnection, delivery: Delivery, now: datetime) -> Order | None:
        """What the team has open, or None where that is nothing; and the next one is planned."""
        team = self._handoffs.team(delivery.content)
        if team is None:
            return None
        # after a long silence one digest makes up for all
        await self._digests.plan(connection, team, max(delivery.due, now))
        outline = await self._letters.digest(connection, team, now)
        return Order(outline) if outline else None

    async def _redraw(
        self, connection: AsyncConnection, delivery: Delivery, handoff: Handoff, now: datetime
    ) -> Order | Later | None:
        shown = await outbox.find(connection, delivery.content)
        if shown is None or not shown.shows:
            return None
        if shown.sent is None:
            return _until(shown, now)
        if not await _is_newest_redraw(connection, delivery):
            return None  # a later one draws the same
        outline = await self._letters.write(connection, shown, handoff)
        return Order(outline, shown.sent, beside=shown.id, version=handoff.version)

    async def _answer(
        self, connection: AsyncConnection, delivery: Delivery, handoff: Handoff, side: Kind, now: datetime
    ) -> Order | Later | None:
        """In the thread of the newest card or status; where that was deleted or never got there, news and replies go out alone."""
        shown = await outbox.of_handoff(connection, handoff.id, [side])
        if not shown:
            return None
        answered = next((message for message in reversed(shown) if message.shows), shown[-1])
        if answered.shows and answered.sent is None:
            return _until(answered, now)
        alone = delivery.kind is not Kind.NOTIFY_TEAM and answered.status in ("failed", "left")
        if not (answered.shows or answered.gone or alone):
            return None
        outline = await self._letters.write(connection, delivery, handoff)
        if answered.sent is None or answered.gone:
            return Order(outline, thread=answered.thread, place=answered.place)
        # a thread has one level: what answers an answer goes beside it
        return Order(outline, thread=answered.thread or answered.sent.message, beside=answered.id, place=answered.place)


async def _is_wanted(connection: AsyncConnection, card: Delivery, handoff: Handoff) -> bool:
    """Whether a card that has not been posted is still called for: neither another one by now, nor the request at its end."""
    newest = (await outbox.of_handoff(connection, handoff.id, [Kind.CARD]))[-1]
    return handoff.status in UNDER_WAY and newest.id == card.id


def _until(other: Delivery, now: datetime) -> Later:
    """When to come back for a message that has not gone out: when it is tried next."""
    return Later(min(max((other.due - now).total_seconds() + 1.0, _UNSENT_SECONDS), _LONGEST_UNSENT_SECONDS))


async def _is_old_news(connection: AsyncConnection, delivery: Delivery, now: datetime) -> bool:
    """Whether news is so late that newer news has overtaken it."""
    if delivery.tried is None or now - delivery.tried < NEWS_IS_OLD_AFTER:
        return False
    return (await outbox.of_handoff(connection, delivery.handoff, [delivery.kind]))[-1].id != delivery.id


async def _is_newest_redraw(connection: AsyncConnection, delivery: Delivery) -> bool:
    """Whether no later redrawing of the same message waits: of many that piled up one is enough."""
    redraws = await outbox.of_handoff(connection, delivery.handoff, [Kind.REDRAW])
    waiting = [redraw for redraw in redraws if redraw.content == delivery.content and redraw.status == "pending"]
    return not waiting or waiting[-1].id == delivery.id or delivery.id not in {redraw.id for redraw in waiting}
