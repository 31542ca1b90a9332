"""Sending one message: what is written down before and after, and what each way of failing leads to."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from prometheus_client import Counter
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.conversation.people import Place, PlatformId
from core.handoff import store
from core.handoff.delivery import outbox
from core.handoff.delivery.orders import Later, Order, Orders
from core.handoff.delivery.outbox import AFTER_CRASH, AfterCrash, Delivery, Kind, Outbox
from core.handoff.delivery.planner import CARDS, Planner
from core.handoff.delivery.ports import (
    CannotLookError,
    DeliveryError,
    MessageGoneError,
    Messenger,
    RateLimitedError,
    Sent,
    UnreachableError,
    UnsureError,
)
from core.handoff.delivery.retry import (
    COPIES_AT_MOST,
    FORGOTTEN_AFTER,
    TRIED_AGAIN_AFTER,
    WAITED_AT_MOST,
    delay,
    delay_unsure,
    is_over,
)
from core.handoff.digest import Digests
from core.handoff.lifecycle import Handoffs
from core.handoff.messages.content import MessageContent
from core.handoff.model import UNDER_WAY
from core.storage.engine import writing

_log = logging.getLogger(__name__)

DELIVERED = Counter("waypost_deliveries_total", "Messages of hand-offs, by what came of each", ["kind", "outcome"])
"""Outcomes: how a delivery was settled (`sent`, `skipped`, `left`, `failed`), `again` for a second copy that went out because the
fate of the first is unknown, `revived` for one that was given up and is tried again, or the class of a failed try's error."""

_SETTLE = timedelta(seconds=5)
"""How far the clocks of a platform and ours may differ."""

_ANSWER_ANEW_SECONDS = 1.0
"""After the message that was to be answered turned out to be deleted."""

_PLACES_AT_MOST = 10_000
"""Places that asked to wait, kept in memory; each falls out when its time has passed."""

_MISSED = (Kind.STATUS, Kind.RELAY, Kind.ESCALATE)
"""What the card and the status say when it was given up."""


class CopiesUsedUpError(DeliveryError):
    """It went out as often as it may without our knowing whether it arrived."""


class Courier:
    """Delivers what the outbox holds."""

    def __init__(
        self,
        engine: AsyncEngine,
        messengers: Mapping[PlatformId, Messenger],
        handoffs: Handoffs,
        letters: MessageContent,
        digests: Digests,
        box: Outbox,
    ) -> None:
        self._engine = engine
        self._messengers = messengers
        self._handoffs = handoffs
        self._orders = Orders(handoffs, letters, digests)
        self._outbox = box
        self._planner = Planner(box)
        self._held: dict[Place, datetime] = {}

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
            return await self._postpone_unexpected(delivery_id)

    async def try_again(self) -> None:
        """Take up one message to each place of those that were given up a while ago, to see whether the place can be reached."""
        now = self._outbox.clock()
        async with writing(self._engine) as connection:
            found = await outbox.find_given_up(
                connection, now - FORGOTTEN_AFTER, now - TRIED_AGAIN_AFTER, COPIES_AT_MOST
            )
            await self._revive(connection, found)

    async def _deliver(self, delivery_id: str) -> float | None:
        async with writing(self._engine) as connection:
            delivery = await outbox.find(connection, delivery_id)
            if delivery is None or delivery.status not in ("pending", "sending"):
                return None
            now = self._outbox.clock()
            if (held := self._seconds_to_wait(delivery.place, now)) > 0:
                await self._postpone(connection, delivery, held)
                return held
            rule = AFTER_CRASH[delivery.kind]
            unsure = max(delivery.unsure, int(delivery.status == "sending"))
            if unsure and rule is AfterCrash.LEAVE:
                await self._settle(connection, delivery, "left")
                return None
            order = await self._orders.of(connection, delivery, now, again=unsure > 0)
            if order is None:
                await self._settle(connection, delivery, "skipped")
                return None
            if isinstance(order, Later):
                await self._postpone(connection, delivery, order.seconds)
                return order.seconds
            delivery = replace(
                delivery,
                started=delivery.started if unsure and delivery.started else now,
                tried=delivery.tried or now,
                # a change may be made twice; of a new message it is written down before that it goes out
                unsure=0 if rule is AfterCrash.AGAIN else max(unsure, 1),
            )
            values = {"started_at": delivery.started, "tried_at": delivery.tried, "unsure": delivery.unsure}
            await outbox.mark(connection, delivery, ["pending", "sending"], status="sending", **values)
        messenger = self._messengers.get(delivery.place.platform)
        try:
            if messenger is None:
                raise UnreachableError("The platform is not set up here.")
            sent = await self._send(messenger, delivery, order, look=unsure > 0 and rule is AfterCrash.LOOK)
        except DeliveryError as error:
            return await self._note_failure(delivery, error, order, unsure)
        await self._note_sent(delivery, sent, order)
        return None

    async def _send(self, messenger: Messenger, delivery: Delivery, order: Order, *, look: bool) -> Sent:
        if order.onto is not None:
            await messenger.update(order.onto, order.outline)
            return order.onto
        place = order.place or delivery.place
        if look and delivery.started:
            try:
                found = await messenger.find(place, delivery.id, delivery.started - _SETTLE, order.thread)
                copies = 1  # one that one looked for in vain did not arrive
            except CannotLookError as error:
                found, copies = None, delivery.unsure + 1
                if copies > COPIES_AT_MOST:
                    raise CopiesUsedUpError(f"It may have arrived; {error}") from error
                await messenger.reach(place)  # the only copy that is left is not for a platform that is still broken
            if found is not None:
                return found
            _log.warning("delivery %s is sent again: nobody knows whether it arrived", delivery.id)
            DELIVERED.labels(delivery.kind, "again").inc()
            async with writing(self._engine) as connection:
                await outbox.mark(connection, delivery, ["sending"], unsure=copies)
        return await messenger.post(place, order.outline, delivery.id, order.thread)

    # --- what came of it ---------------------------------------------------------------------------------------------

    async def _note_sent(self, delivery: Delivery, sent: Sent, order: Order) -> None:
        async with writing(self._engine) as connection:
            await self._settle(connection, delivery, "sent", sent)
            now = self._outbox.clock()
            waiting = await outbox.find_given_up(connection, now - FORGOTTEN_AFTER, now, COPIES_AT_MOST, delivery.place)
            await self._revive(connection, waiting)
            handoff = await store.get(connection, delivery.handoff) if delivery.handoff else None
            if handoff is None:
                return
            if delivery.given_up and delivery.kind in _MISSED:
                # what shows the request need not say any more that this is missing
                await self._planner.redraw_all(connection, handoff, f"{delivery.id} {delivery.given_up}")
            if delivery.kind not in (*CARDS, Kind.STATUS):
                return
            kept = await outbox.find(connection, delivery.id)
            if handoff.version != order.version or (kept and kept.unsure > 1):
                await self._planner.redraw(connection, handoff, delivery)
            if delivery.kind is Kind.CARD:
                await self._planner.plan_arrival(connection, handoff, delivery)

    async def _revive(self, connection: AsyncConnection, given_up: Sequence[Delivery]) -> None:
        """Try again what was given up; the engine's sweep finds what is due."""
        values = {"status": "pending", "attempts": 0, "tried_at": None, "due_at": self._outbox.clock()}
        for delivery in given_up:
            if await outbox.mark(connection, delivery, outbox.GIVEN_UP, **values):
                DELIVERED.labels(delivery.kind, "revived").inc()

    async def _settle(
        self, connection: AsyncConnection, delivery: Delivery, status: str, sent: Sent | None = None, error: str = ""
    ) -> None:
        values = {"sent_conversation": sent.place.conversation, "sent_message": sent.message} if sent else {}
        now = self._outbox.clock()
        await outbox.mark(
            connection, delivery, ["pending", "sending"], status=status, sent_at=now, error=error, **values
        )
        DELIVERED.labels(delivery.kind, status).inc()

    async def _note_failure(self, delivery: Delivery, error: DeliveryError, order: Order, before: int) -> float | None:
        """What a failure leads to: another try, another place, or giving up in a way that people notice.

        Args:
            delivery: what was tried.
            error: what came of it.
            order: what was sent.
            before: how often it had gone out before this try without our knowing whether it arrived.
        """
        _log.warning("delivery %s did not get to %s: %s", delivery.id, delivery.place.platform, error)
        DELIVERED.labels(delivery.kind, type(error).__name__).inc()
        now = self._outbox.clock()
        if isinstance(error, MessageGoneError) and order.beside:
            return await self._note_gone(replace(delivery, unsure=before), order.beside)
        if isinstance(error, RateLimitedError):
            seconds = min(max(error.seconds, 1.0), WAITED_AT_MOST.total_seconds())
            self._hold(delivery.place, now, seconds)
            if delivery.tried and now - delivery.tried < WAITED_AT_MOST:
                return await self._try_later(delivery, error, seconds, before, failures=delivery.attempts)
        lasting = isinstance(error, UnreachableError | MessageGoneError | CopiesUsedUpError | RateLimitedError)
        failures = delivery.attempts + 1
        if lasting or is_over(delivery.kind, failures, delivery.tried, now):
            unknown = isinstance(error, UnsureError | CopiesUsedUpError)
            given_up = delivery if unknown else replace(delivery, unsure=before)
            await self._give_up(given_up, str(error), out_of_reach=isinstance(error, UnreachableError))
            return None
        if isinstance(error, UnsureError) and AFTER_CRASH[delivery.kind] is not AfterCrash.AGAIN:
            # whether it got there is looked up, or left, by the rule of its kind, as after a crash
            return await self._try_later(delivery, error, delay_unsure(failures), None, failures=failures)
        return await self._try_later(delivery, error, delay(failures), before, failures=failures)

    async def _try_later(
        self, delivery: Delivery, error: DeliveryError, seconds: float, unsure: int | None, *, failures: int
    ) -> float:
        """Plan the next try.

        Args:
            delivery: of what.
            error: why this one failed.
            seconds: until then.
            unsure: how often it has gone out without our knowing whether it arrived; None for once more than was known.
            failures: how often it has failed by now.
        """
        values: dict[str, Any] = {"error": str(error), "attempts": failures}
        if unsure is not None:
            values |= {"unsure": unsure, "status": "sending" if unsure else "pending"}
        async with writing(self._engine) as connection:
            await self._postpone(connection, delivery, seconds, **values)
        return seconds

    async def _postpone(self, connection: AsyncConnection, delivery: Delivery, seconds: float, **values: Any) -> None:  # noqa: ANN401 - columns
        """Note when it is tried next, so that the engine's sweep does not take it for lost."""
        due = self._outbox.clock() + timedelta(seconds=seconds)
        await outbox.mark(connection, delivery, ["pending", "sending"], due_at=due, **values)

    async def _give_up(self, delivery: Delivery, error: str, *, out_of_reach: bool = False) -> None:
        """Stop trying, so that those whom it concerns notice: another place gets it, or what shows the request says so.

        Args:
            delivery: what is given up.
            error: why.
            out_of_reach: whether its place cannot be reached, whatever is sent there.
        """
        _log.error("delivery %s is given up: %s", delivery.id, error)
        about = await self._what_it_shows(delivery)
        if about is Kind.CARD and (delivery.kind is Kind.CARD or out_of_reach):
            # before the delivery is settled: who dies between the two does both again, and the second time diverts nothing
            await self._handoffs.divert(delivery.handoff, delivery.round)
        async with writing(self._engine) as connection:
            await outbox.mark(connection, delivery, ["pending", "sending"], unsure=delivery.unsure)
            await self._settle(connection, delivery, "left" if delivery.unsure else "failed", error=error)
            handoff = await store.get(connection, delivery.handoff) if delivery.handoff else None
            if handoff is None:
                return
            if about is Kind.STATUS and (delivery.kind is Kind.STATUS or out_of_reach):
                # where they asked we cannot post; they are to know all the same
                await self._planner.keep_posted_directly(connection, handoff)
            if delivery.kind in _MISSED:
                await self._planner.redraw_all(connection, handoff, f"{delivery.id} {self._outbox.clock()}")

    async def _what_it_shows(self, delivery: Delivery) -> Kind:
        """Whether a message is, or changes or follows, the team's card or the requester's status; its own kind otherwise."""
        match delivery.kind:
            case Kind.REDRAW:
                async with self._engine.connect() as connection:
                    cards = await outbox.of_handoff(connection, delivery.handoff, [Kind.CARD])
                    shown = await outbox.find(connection, delivery.content)
                earlier = shown in cards[:-1]  # that of another team, or of another time
                return shown.kind if shown and not earlier else delivery.kind
            case Kind.REMIND | Kind.NOTIFY_TEAM:
                return Kind.CARD
            case Kind.NOTIFY_REQUESTER:
                return Kind.STATUS
            case _:
                return delivery.kind

    async def _note_gone(self, delivery: Delivery, gone: str) -> float | None:
        """Somebody deleted the message that was to be changed or answered: note it once, and replace it once where it matters."""
        redraws = delivery.kind is Kind.REDRAW
        async with writing(self._engine) as connection:
            if redraws:
                await self._settle(connection, delivery, "skipped", error="The message was deleted.")
            else:
                status = "sending" if delivery.unsure else "pending"
                values = {"status": status, "unsure": delivery.unsure}
                await self._postpone(connection, delivery, _ANSWER_ANEW_SECONDS, **values)
            lost = await outbox.find(connection, gone)
            if lost and await outbox.mark_gone(connection, lost, self._outbox.clock()):
                DELIVERED.labels(lost.kind, "gone").inc()
                handoff = await store.get(connection, lost.handoff)
                if handoff and handoff.status in UNDER_WAY:
                    await self._planner.replace(connection, handoff, lost)
        return None if redraws else _ANSWER_ANEW_SECONDS

    async def _postpone_unexpected(self, delivery_id: str) -> float | None:
        async with writing(self._engine) as connection:
            delivery = await outbox.find(connection, delivery_id)
            if delivery is None or delivery.status not in ("pending", "sending"):
                return None
            failures, now = delivery.attempts + 1, self._outbox.clock()
            over = is_over(delivery.kind, failures, delivery.tried, now)
            if not over:
                values = {"attempts": failures, "tried_at": delivery.tried or now}
                await self._postpone(connection, delivery, delay(failures), **values)
        if over:
            await self._give_up(delivery, "It failed unexpectedly, again and again.")
            return None
        return delay(failures)

    # --- places that asked to wait -------------------------------------------------------------------------------------

    def _seconds_to_wait(self, place: Place, now: datetime) -> float:
        """How many seconds a place is still left alone, as its platform asked."""
        until = self._held.get(place)
        if until is None:
            return 0.0
        if until <= now:
            del self._held[place]
            return 0.0
        return min((until - now).total_seconds(), WAITED_AT_MOST.total_seconds())

    def _hold(self, place: Place, now: datetime, seconds: float) -> None:
        if len(self._held) >= _PLACES_AT_MOST:
            self._held = {known: until for known, until in self._held.items() if until > now}
        if len(self._held) < _PLACES_AT_MOST:
            self._held[place] = now + timedelta(seconds=seconds)
