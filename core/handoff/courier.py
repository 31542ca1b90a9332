"""Sending one message: what is written down before and after, and what each way of failing leads to."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from prometheus_client import Counter
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.desk.outline import Outline
from core.desk.question import Platform
from core.handoff import outbox, store
from core.handoff.digest import Digests
from core.handoff.letters import Letters
from core.handoff.lifecycle import Handoffs
from core.handoff.messenger import (
    DeliveryError,
    MessageGoneError,
    Messenger,
    RateLimitedError,
    Sent,
    UnreachableError,
    UnsureError,
)
from core.handoff.model import Handoff, Status
from core.handoff.outbox import AFTER_CRASH, AfterCrash, Delivery, Kind, Outbox
from core.handoff.planning import CARDS, Planner
from core.handoff.relay import Carried
from core.storage.engine import writing

_log = logging.getLogger(__name__)

DELIVERED = Counter("waypost_deliveries_total", "Messages of hand-offs, by what came of each", ["kind", "outcome"])

ATTEMPTS_AT_MOST = 20
"""With the delays below, most of a day of an outage."""

_FIRST_DELAY_SECONDS = 2.0
_LONGEST_DELAY_SECONDS = 3600.0
_SETTLE_SECONDS = 5.0
"""How long a platform may take to show a message of which it is not known whether it was accepted."""
_UNSENT_SECONDS = 1.0
"""How long to wait for a message that another one changes or answers."""


@dataclass(frozen=True, slots=True)
class _Order:
    """What to send: a new message, or, with `onto`, a change of one."""

    outline: Outline
    onto: Sent | None = None
    thread: str | None = None
    version: int = 0


class Courier:
    """Delivers what the outbox holds."""

    def __init__(
        self,
        engine: AsyncEngine,
        messengers: Mapping[Platform, Messenger],
        handoffs: Handoffs,
        letters: Letters,
        digests: Digests,
        box: Outbox,
    ) -> None:
        self._engine = engine
        self._messengers = messengers
        self._handoffs = handoffs
        self._letters = letters
        self._outbox = box
        self._planner = Planner(box)
        self._digests = digests

    async def deliver(self, delivery_id: str) -> float | None:
        """Work on a delivery. Doing so twice, also at once, or after a crash at any point, is safe.

        Returns:
            In how many seconds to work on it again, or None when it is settled.
        """
        try:
            return await self._deliver(delivery_id)
        except Exception:  # noqa: BLE001 - logged and counted; the next attempt is planned
            # whatever it is, the message is not to be lost for it
            _log.exception("delivery %s failed unexpectedly", delivery_id)
            DELIVERED.labels(delivery_id.split(".")[1] if "." in delivery_id else "", "error").inc()
            return await self._postponed(delivery_id)

    async def _deliver(self, delivery_id: str) -> float | None:
        async with writing(self._engine) as connection:
            delivery = await outbox.find(connection, delivery_id)
            if delivery is None or delivery.status not in ("pending", "sending"):
                return None
            interrupted = delivery.status == "sending"
            if interrupted and AFTER_CRASH[delivery.kind] is AfterCrash.LEAVE:
                await self._settle(connection, delivery, "left")
                return None
            order = await self._order(connection, delivery, interrupted=interrupted)
            if order is None:
                await self._settle(connection, delivery, "skipped")
                return None
            if isinstance(order, float):
                return order
            now = self._outbox.clock()
            began = delivery.started if interrupted else now
            values = {"status": "sending", "started_at": began, "attempts": delivery.attempts + 1}
            await outbox.mark(connection, delivery, ["pending", "sending"], **values)
            delivery = replace(delivery, attempts=delivery.attempts + 1, started=began)
        messenger = self._messengers.get(delivery.place.platform)
        if messenger is None:
            return await self._failed(delivery, UnreachableError("The platform is not set up here."))
        try:
            sent = await self._send(messenger, delivery, order, look=interrupted)
        except DeliveryError as error:
            return await self._failed(delivery, error)
        await self._sent(delivery, sent, order)
        return None

    async def _send(self, messenger: Messenger, delivery: Delivery, order: _Order, *, look: bool) -> Sent:
        if order.onto is not None:
            await messenger.update(order.onto, order.outline)
            return order.onto
        if look and delivery.started and AFTER_CRASH[delivery.kind] is AfterCrash.LOOK:
            since = delivery.started - timedelta(seconds=_SETTLE_SECONDS)
            found = await messenger.find(delivery.place, delivery.id, since, order.thread)
            if found is not None:
                return found
            _log.warning("delivery %s is sent again after an interruption", delivery.id)
            DELIVERED.labels(delivery.kind, "again").inc()
        return await messenger.post(delivery.place, order.outline, delivery.id, order.thread)

    # --- what to send ------------------------------------------------------------------------------------------------

    async def _order(
        self, connection: AsyncConnection, delivery: Delivery, *, interrupted: bool
    ) -> _Order | float | None:
        """What to send, or None when nothing is called for any more, or in how many seconds to come back."""
        if delivery.kind is Kind.DIGEST:
            return await self._digest(connection, delivery)
        handoff = await store.get(connection, delivery.handoff)
        if handoff is None:
            return None
        match delivery.kind:
            case Kind.SHOW:
                return await self._redrawing(connection, delivery, handoff)
            case Kind.TOLD | Kind.NOTED:
                return await self._answering(connection, delivery, handoff, delivery.content.partition(" ")[2])
            case Kind.RELAY:
                side = Kind.CARD if Carried.of(delivery).to == "team" else Kind.STATUS
                beside = (await outbox.of_handoff(connection, handoff.id, [side]))[-1:]
                return await self._answering(connection, delivery, handoff, beside[0].id) if beside else None
            case Kind.REMIND | Kind.ESCALATE if not interrupted:
                noted = await self._nudged(connection, delivery, handoff)
                if noted is None:
                    return None
                handoff = noted
            case _:
                pass
        outline = await self._letters.write(connection, delivery, handoff)
        return _Order(outline, None, delivery.thread, handoff.version)

    async def _nudged(self, connection: AsyncConnection, delivery: Delivery, handoff: Handoff) -> Handoff | None:
        """The hand-off with the nudge noted in its history; None when it is no longer called for."""
        if delivery.started:  # noted at the first attempt, which the platform turned away
            called_for = handoff.status is Status.OPEN and handoff.round == delivery.round
            return handoff if called_for else None
        nudge = self._handoffs.remind if delivery.kind is Kind.REMIND else self._handoffs.escalate
        return await nudge(connection, handoff.id, delivery.round)

    async def _digest(self, connection: AsyncConnection, delivery: Delivery) -> _Order | None:
        """What the team has open, or None where that is nothing; and the next one is planned."""
        team = self._handoffs.team(delivery.content)
        if team is None:
            return None
        now = self._outbox.clock()
        # after a long silence one digest makes up for all
        await self._digests.plan(connection, team, max(delivery.due, now))
        outline = await self._letters.digest(connection, team, now)
        return _Order(outline) if outline else None

    async def _redrawing(
        self, connection: AsyncConnection, delivery: Delivery, handoff: Handoff
    ) -> _Order | float | None:
        shown = await outbox.find(connection, delivery.content)
        if shown is None or shown.status in ("skipped", "left", "failed"):
            return None
        if shown.sent is None:
            return _UNSENT_SECONDS
        return _Order(await self._letters.write(connection, shown, handoff), shown.sent, version=handoff.version)

    async def _answering(
        self, connection: AsyncConnection, delivery: Delivery, handoff: Handoff, beside: str
    ) -> _Order | float | None:
        answered = await outbox.find(connection, beside)
        if answered is None or answered.status in ("skipped", "left", "failed"):
            return None
        if answered.sent is None:
            return _UNSENT_SECONDS
        outline = await self._letters.write(connection, delivery, handoff)
        # a thread has one level: what answers an answer goes beside it
        return _Order(outline, None, answered.thread or answered.sent.message)

    # --- what came of it ---------------------------------------------------------------------------------------------

    async def _sent(self, delivery: Delivery, sent: Sent, order: _Order) -> None:
        async with writing(self._engine) as connection:
            await self._settle(connection, delivery, "sent", sent)
            handoff = await store.get(connection, delivery.handoff) if delivery.handoff else None
            if handoff is None or delivery.kind not in (*CARDS, Kind.STATUS):
                return
            if handoff.version != order.version:
                await self._planner.redraw(connection, handoff, delivery)
            if delivery.kind is Kind.CARD:
                await self._planner.arrived(connection, handoff, delivery)

    async def _settle(
        self, connection: AsyncConnection, delivery: Delivery, status: str, sent: Sent | None = None, error: str = ""
    ) -> None:
        values = {"sent_conversation": sent.place.conversation, "sent_message": sent.message} if sent else {}
        now = self._outbox.clock()
        await outbox.mark(
            connection, delivery, ["pending", "sending"], status=status, sent_at=now, error=error, **values
        )
        DELIVERED.labels(delivery.kind, status).inc()

    async def _failed(self, delivery: Delivery, error: DeliveryError) -> float | None:
        """What a failure leads to: another attempt, another place, or giving up in a way that people notice."""
        _log.warning("delivery %s did not get to %s: %s", delivery.id, delivery.place.platform, error)
        DELIVERED.labels(delivery.kind, type(error).__name__).inc()
        if isinstance(error, UnsureError):
            # whether it got there is looked up, or left, by the rule of its kind, as after a crash
            return _SETTLE_SECONDS
        if isinstance(error, MessageGoneError) and delivery.kind is Kind.SHOW:
            await self._reposted(delivery)
            return None
        lasting = isinstance(error, UnreachableError | MessageGoneError)
        if lasting or delivery.attempts >= ATTEMPTS_AT_MOST:
            async with writing(self._engine) as connection:
                await self._settle(connection, delivery, "failed", error=str(error))
                handoff = await store.get(connection, delivery.handoff) if delivery.kind is Kind.STATUS else None
                if handoff and delivery.place != handoff.requester.direct:
                    # where they asked we cannot post; they are to know all the same
                    await self._planner.keep_posted_directly(connection, handoff)
            if delivery.kind is Kind.CARD:
                await self._handoffs.divert(delivery.handoff, delivery.round)
            return None
        async with writing(self._engine) as connection:
            await outbox.mark(connection, delivery, ["sending"], status="pending", error=str(error))
        return error.seconds if isinstance(error, RateLimitedError) else _delay(delivery.attempts)

    async def _reposted(self, delivery: Delivery) -> None:
        """Somebody deleted the card or status: post it anew where it still matters."""
        async with writing(self._engine) as connection:
            await self._settle(connection, delivery, "failed", error="The message was deleted.")
            handoff = await store.get(connection, delivery.handoff)
            lost = await outbox.find(connection, delivery.content)
            if handoff and lost and handoff.status in (Status.OPEN, Status.CLAIMED):
                await self._planner.repost(connection, handoff, lost)

    async def _postponed(self, delivery_id: str) -> float | None:
        async with writing(self._engine) as connection:
            delivery = await outbox.find(connection, delivery_id)
            if delivery is None or delivery.status not in ("pending", "sending"):
                return None
            attempts = delivery.attempts + 1
            if attempts > ATTEMPTS_AT_MOST:
                await self._settle(connection, delivery, "failed", error="It failed unexpectedly, again and again.")
                return None
            await outbox.mark(connection, delivery, ["pending", "sending"], attempts=attempts)
        return _delay(attempts)


def _delay(attempts: int) -> float:
    return min(_FIRST_DELAY_SECONDS * 2.0 ** (attempts - 1), _LONGEST_DELAY_SECONDS)
