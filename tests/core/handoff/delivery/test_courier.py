"""What is sent, and what each way of failing leads to, on SQLite and on PostgreSQL."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.catalogue.model import Catalogue
from core.conversation.people import Place
from core.handoff.delivery import outbox
from core.handoff.delivery.courier import Courier
from core.handoff.delivery.outbox import Delivery, Kind
from core.handoff.delivery.ports import (
    DeliveryError,
    MessageGoneError,
    RateLimitedError,
    TemporaryError,
    UnreachableError,
    UnsureError,
)
from core.handoff.delivery.retry import GIVE_UP_AFTER, WAITED_AT_MOST
from core.handoff.digest import Digests
from core.handoff.messages.content import MessageContent
from core.handoff.model import Handoff, Status
from core.storage.engine import writing
from tests.core.handoff.conftest import ANA, BOB, IN_NETWORK, World, draft
from tests.support.messenger import StandIn


class Desk:
    """The hand-offs of a world with a courier, which works on what is queued when it is told to."""

    def __init__(self, world: World, catalogue: Catalogue) -> None:
        self.world = world
        self.slack = StandIn()
        self.teams = StandIn("teams")
        self.letters = MessageContent(catalogue, lambda: world.directory)
        self.courier = Courier(
            world.database,
            {"slack": self.slack, "teams": self.teams},
            world.handoffs,
            self.letters,
            Digests(lambda: world.directory, world.outbox),
            world.outbox,
        )
        self._worked_on = 0

    async def work(self, *kinds: Kind) -> None:
        """Deliver all that is due by now, and what follows from it; with `kinds` only those."""
        while True:
            due = [d for d, _ in self.world.queued if d.due <= self.world.now and (not kinds or d.kind in kinds)]
            waiting = [d for d in due if (await self.state(d.id)).status in ("pending", "sending")]
            if not waiting:
                return
            waits = [await self.courier.deliver(delivery.id) for delivery in waiting]
            if None not in waits:  # each waits for its time, or for another one
                self.world.now += timedelta(seconds=min(seconds for seconds in waits if seconds is not None))

    async def state(self, delivery_id: str) -> Delivery:
        """A delivery as it is stored."""
        async with self.world.database.connect() as connection:
            found = await outbox.find(connection, delivery_id)
        assert found is not None
        return found

    def said(self, conversation: str) -> list[str]:
        """Summaries of what stands in a conversation, in order."""
        everything = [*self.slack.messages.values(), *self.teams.messages.values()]
        return [message.outline.summary for message in everything if message.place.conversation == conversation]

    def id_of(self, kind: Kind) -> str:
        """Of the last delivery of a kind that was queued."""
        return next(d.id for d, _ in reversed(self.world.queued) if d.kind is kind)


@pytest.fixture
async def desk(world: World, catalogue: Catalogue) -> Desk:
    """With nothing handed over yet."""
    return Desk(world, catalogue)


async def test_the_team_and_the_requester_see_how_it_stands(desk: Desk) -> None:
    """A card and a status, each redrawn as things happen; the requester hears of what others did."""
    handoff = await desk.world.opened()
    await desk.work()
    assert desk.said("C1") == ["Request from Ana: “My VPN drops” Open: nobody in Network operations has taken it yet."]
    assert desk.said("@U1") == [
        "Your request to Network operations. Open: nobody in Network operations has taken it yet."
    ]
    await desk.world.handoffs.claim(handoff.id, BOB, at=IN_NETWORK)
    await desk.world.handoffs.resolve(handoff.id, BOB, "new cable", at=IN_NETWORK)
    await desk.work()
    assert desk.said("C1") == ["Request from Ana: “My VPN drops” Resolved by Bob."]
    status, *news = desk.said("@U1")
    assert status == "Your request to Network operations. Resolved by Bob."
    assert news == [
        "Bob has taken your request.",
        "Bob says that your request is resolved. You can reopen it if it is not. “new cable”",
    ]
    threads = [message.thread for message in desk.slack.messages.values() if message.place.conversation == "@U1"]
    assert threads == [None, "1", "1"]


async def test_it_goes_from_slack_to_teams(desk: Desk) -> None:
    """The old card says where it went and by whom, without a button; the new team has one of its own."""
    handoff = await desk.world.opened()
    await desk.work()
    await desk.world.handoffs.decline(handoff.id, BOB, "is.data", at=IN_NETWORK)
    await desk.work()
    assert desk.said("C1") == ["Request from Ana: “My VPN drops” Not ours, said Bob: it went to the Data office."]
    old = next(m for m in desk.slack.messages.values() if m.place.conversation == "C1")
    assert list(old.outline.actions()) == []
    (card,) = desk.teams.messages.values()
    assert card.place.conversation == "19:data@thread.tacv2"
    assert "take" in [action.verb for action in card.outline.actions()]


async def test_nobody_took_it(desk: Desk) -> None:
    """The team is reminded, then those above are told, and the requester is too; each once."""
    await desk.world.opened()
    await desk.work()
    desk.world.now += timedelta(minutes=31)
    await desk.work()
    assert len([text for text in desk.said("C1") if text.startswith("Nobody has taken this request")]) == 1
    desk.world.now += timedelta(hours=2)
    await desk.work()
    await desk.work()
    assert len(desk.said("C9")) == 1
    assert "Nobody in Network operations has taken this request yet." in desk.said("C9")[0]
    news = "Nobody in Network operations has taken your request yet, so I've told IT management."
    assert news in desk.said("@U1")


@pytest.mark.parametrize("status", [Status.CLAIMED, Status.RESOLVED, Status.WITHDRAWN])
async def test_what_was_taken_or_ended_is_not_chased(desk: Desk, status: Status) -> None:
    """A claim or an end cancels the reminder and the escalation."""
    handoff = await desk.world.opened()
    await desk.work()
    if status is Status.CLAIMED:
        await desk.world.handoffs.claim(handoff.id, BOB, at=IN_NETWORK)
    elif status is Status.RESOLVED:
        await desk.world.handoffs.resolve(handoff.id, BOB, at=IN_NETWORK)
    else:
        await desk.world.handoffs.withdraw(handoff.id, ANA, at=IN_NETWORK)
    desk.world.now += timedelta(hours=3)
    await desk.work()
    assert not [text for text in desk.said("C1") if text.startswith("Nobody")]
    assert desk.said("C9") == []
    for kind in (Kind.REMIND, Kind.ESCALATE):
        assert (await desk.state(desk.id_of(kind))).status == "skipped"


@pytest.mark.parametrize(
    ("failure", "seconds"), [(RateLimitedError(7), 7.0), (TemporaryError("The platform is down."), 2.0)]
)
async def test_what_was_not_accepted_is_sent_again(desk: Desk, failure: DeliveryError, seconds: float) -> None:
    """After the time that the platform asks for, or a growing one; once in the end."""
    await desk.world.opened()
    card = desk.id_of(Kind.CARD)
    desk.slack.failures.append(failure)
    assert await desk.courier.deliver(card) == seconds
    assert (await desk.state(card)).status == "pending"
    desk.world.now += timedelta(seconds=seconds)
    assert await desk.courier.deliver(card) is None
    assert len(desk.said("C1")) == 1


@pytest.mark.parametrize(
    ("accepted", "finds", "copies"), [(True, True, 1), (False, True, 1), (True, False, 2), (False, False, 1)]
)
async def test_an_unsure_card_is_looked_for(desk: Desk, accepted: bool, finds: bool, copies: int) -> None:
    """It gets there in every case; twice only where it was accepted unseen and the platform cannot look."""
    await desk.world.opened()
    card = desk.id_of(Kind.CARD)
    desk.slack.accepts, desk.slack.finds = accepted, finds
    desk.slack.failures.append(UnsureError("No answer in time."))
    assert await desk.courier.deliver(card) is not None
    assert await desk.courier.deliver(card) is None
    assert len(desk.said("C1")) == copies
    assert (await desk.state(card)).sent is not None


async def test_an_unsure_reminder_is_left(desk: Desk) -> None:
    """Nobody is nagged twice."""
    await desk.world.opened()
    await desk.work()
    desk.world.now += timedelta(minutes=31)
    remind = desk.id_of(Kind.REMIND)
    desk.slack.accepts = True
    desk.slack.failures.append(UnsureError("The connection broke."))
    assert await desk.courier.deliver(remind) is not None
    assert await desk.courier.deliver(remind) is None
    assert (await desk.state(remind)).status == "left"
    assert len([text for text in desk.said("C1") if text.startswith("Nobody")]) == 1


async def test_a_process_that_died_while_sending_is_made_good(desk: Desk) -> None:
    """The row says that it was being sent; the next one looks before it sends."""
    await desk.world.opened()
    card = await desk.state(desk.id_of(Kind.CARD))
    async with writing(desk.world.database) as connection:
        await outbox.mark(connection, card, ["pending"], status="sending", started_at=desk.world.now, attempts=1)
    await desk.work()
    assert len(desk.said("C1")) == 1
    assert (await desk.state(card.id)).status == "sent"


async def test_a_place_out_of_reach_leads_to_the_fallback(desk: Desk) -> None:
    """The request goes to the fallback team, and the requester is told."""
    handoff = await desk.world.opened()
    await desk.work(Kind.STATUS)
    desk.slack.failures.append(UnreachableError("The channel is archived."))
    await desk.work(Kind.CARD)
    await desk.work()
    moved = await _current(desk, handoff)
    assert (moved.team, moved.status) == ("desk", Status.OPEN)
    assert len(desk.said("C2")) == 1
    assert any("could not be reached" in text for text in desk.said("@U1"))


async def test_a_platform_that_is_not_set_up_is_out_of_reach(desk: Desk) -> None:
    """A directory that names Teams where only Slack is served."""
    handoff = await desk.world.opened(responsibility="is.data")
    desk.courier = Courier(
        desk.world.database,
        {"slack": desk.slack},
        desk.world.handoffs,
        desk.letters,
        Digests(lambda: desk.world.directory, desk.world.outbox),
        desk.world.outbox,
    )
    await desk.work()
    assert (await _current(desk, handoff)).team == "desk"


async def test_a_card_that_was_deleted_comes_back(desk: Desk) -> None:
    """Where it is still under way; the request must not vanish with it."""
    handoff = await desk.world.opened()
    await desk.work()
    await desk.world.handoffs.claim(handoff.id, BOB, at=IN_NETWORK)
    desk.slack.failures.append(MessageGoneError("The message was deleted."))
    card = next(d for d, _ in desk.world.queued if d.kind is Kind.REDRAW and d.place.conversation == "C1")
    await desk.courier.deliver(card.id)
    await desk.work()
    assert [text.endswith("Taken by Bob.") for text in desk.said("C1")] == [False, True]


async def test_a_platform_that_stays_down_leads_to_the_fallback(desk: Desk) -> None:
    """After hours of failed tries, with growing pauses, the fallback gets it, where its place can be reached."""
    handoff = await desk.world.opened()
    card, began = desk.id_of(Kind.CARD), desk.world.now
    desk.slack.failures.extend([TemporaryError("The platform is down.")] * 1000)
    delays = []
    while (seconds := await desk.courier.deliver(card)) is not None:
        delays.append(seconds)
        desk.world.now += timedelta(seconds=seconds)
    assert delays == sorted(delays)
    assert desk.world.now - began >= GIVE_UP_AFTER[Kind.CARD]
    assert (await desk.state(card)).status == "failed"
    assert (await _current(desk, handoff)).team == "desk"


async def test_a_wait_that_is_asked_for_uses_up_nothing(desk: Desk) -> None:
    """A platform that asks to wait a hundred times gets the card in the end, and is not called while it rests."""
    handoff = await desk.world.opened()
    card = desk.id_of(Kind.CARD)
    desk.slack.failures.extend([RateLimitedError(60.0)] * 100)
    while (seconds := await desk.courier.deliver(card)) is not None:
        left = len(desk.slack.failures)
        assert await desk.courier.deliver(desk.id_of(Kind.CARD)) is not None
        assert len(desk.slack.failures) == left
        desk.world.now += timedelta(seconds=seconds)
    state = await desk.state(card)
    assert (state.status, state.attempts) == ("sent", 0)
    assert (await _current(desk, handoff)).team == "network"


@pytest.mark.parametrize("kind", [Kind.CARD, Kind.STATUS])
async def test_at_most_two_copies_where_one_cannot_look(desk: Desk, kind: Kind) -> None:
    """What is taken but never confirmed goes out twice and no more; then the request goes on in another way."""
    handoff = await desk.world.opened()
    wanted = desk.id_of(kind)
    place = (await desk.state(wanted)).place.conversation
    desk.slack.accepts, desk.slack.finds = True, False
    desk.slack.failures.extend([UnsureError("No answer in time.")] * 50)
    while (seconds := await desk.courier.deliver(wanted)) is not None:
        desk.world.now += timedelta(seconds=seconds)
    assert len(desk.said(place)) == 2
    assert (await desk.state(wanted)).status == "left"
    if kind is Kind.CARD:
        assert (await _current(desk, handoff)).team == "desk"


async def test_the_last_copy_waits_until_the_platform_is_well(desk: Desk) -> None:
    """Where one cannot look, the second copy is not for a platform that is still broken; then it gets there."""
    handoff = await desk.world.opened()
    card, place = desk.id_of(Kind.CARD), IN_NETWORK.conversation
    desk.slack.finds, desk.slack.broken = False, True
    desk.slack.failures.append(UnsureError("No answer in time."))
    for _ in range(20):
        seconds = await desk.courier.deliver(card)
        assert seconds is not None
        desk.world.now += timedelta(seconds=seconds)
    assert desk.said(place) == []
    desk.slack.broken = False
    assert await desk.courier.deliver(card) is None
    assert len(desk.said(place)) == 1
    assert (await _current(desk, handoff)).team == "network"


@pytest.mark.parametrize("seconds", [0.0, 1e9, float("inf")])
async def test_a_strange_wait_neither_hurries_nor_hangs(desk: Desk, seconds: float) -> None:
    """A platform that asks to wait for no time, or for ever, is tried again after a second, or in three days at most."""
    await desk.world.opened()
    desk.slack.failures.append(RateLimitedError(seconds))
    waits = await desk.courier.deliver(desk.id_of(Kind.CARD))
    assert waits is not None
    assert 1.0 <= waits <= WAITED_AT_MOST.total_seconds()


async def _current(desk: Desk, handoff: Handoff) -> Handoff:
    found = await desk.world.handoffs.get(handoff.id)
    assert found is not None
    return found


@pytest.mark.parametrize(("kind", "conversation", "hours"), [(Kind.REMIND, "C1", 1), (Kind.ESCALATE, "C9", 3)])
@pytest.mark.parametrize("error", [RateLimitedError(7.0), TemporaryError("no connection")])
async def test_a_nudge_that_was_turned_away_comes_later(
    desk: Desk, kind: Kind, conversation: str, hours: int, error: DeliveryError
) -> None:
    """A reminder or an escalation that meets a full or lost line is sent at the next attempt."""
    await desk.world.opened()
    await desk.work()
    desk.world.now += timedelta(hours=hours)
    before = len(desk.said(conversation))
    desk.slack.failures.append(error)
    await desk.work(kind)
    assert len(desk.said(conversation)) == before + 1
    assert not desk.slack.failures


async def test_a_nudge_that_was_turned_away_is_dropped_once_somebody_has_it(desk: Desk) -> None:
    """Between the two attempts somebody took it: nobody above is told then."""
    handoff = await desk.world.opened()
    await desk.work()
    desk.world.now += timedelta(hours=3)
    desk.slack.failures.append(TemporaryError("no connection"))
    escalate = desk.id_of(Kind.ESCALATE)
    assert await desk.courier.deliver(escalate) is not None
    await desk.world.handoffs.claim(handoff.id, BOB, at=IN_NETWORK)
    assert await desk.courier.deliver(escalate) is None
    assert desk.said("C9") == []


async def test_where_it_was_asked_cannot_be_reached(desk: Desk) -> None:
    """The requester is kept posted directly then, and hears there what the team does."""
    here = Place("slack", "T1", "C7")
    change = await desk.world.handoffs.open(replace(draft(), asked_in=here, thread="17.5"))
    desk.slack.failures.append(UnreachableError("not_in_channel"))
    await desk.work(Kind.STATUS)
    await desk.work()
    assert change.handoff is not None
    await desk.world.handoffs.claim(change.handoff.id, BOB, at=IN_NETWORK)
    await desk.work()
    assert desk.said("C7") == []
    assert desk.said("@U1") == ["Your request to Network operations. Taken by Bob.", "Bob has taken your request."]
