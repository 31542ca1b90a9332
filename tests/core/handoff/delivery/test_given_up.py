"""What was given up, deleted or out of reach: nobody loses a request by it, and what is still waited for comes in the end."""

import dataclasses
import json
from datetime import timedelta

import pytest
import sqlalchemy as sa

from core.catalogue.model import Catalogue
from core.handoff.delivery import outbox
from core.handoff.delivery.outbox import Kind
from core.handoff.delivery.planner import Planner
from core.handoff.delivery.ports import TemporaryError, UnreachableError, UnsureError
from core.handoff.lifecycle import Draft
from core.handoff.model import Handoff, Status
from core.handoff.relay import Relay
from core.storage.engine import writing
from core.storage.tables import deliveries
from tests.core.handoff.conftest import ANA, BOB, IN_DATA, IN_NETWORK, World, draft
from tests.core.handoff.delivery.test_courier import Desk

BOSS = dataclasses.replace(BOB, id="U9", name="Bea")
IN_MANAGEMENT = dataclasses.replace(IN_NETWORK, conversation="C9")


@pytest.fixture
async def desk(world: World, catalogue: Catalogue) -> Desk:
    """With nothing handed over yet."""
    return Desk(world, catalogue)


async def _current(desk: Desk, handoff: Handoff) -> Handoff:
    found = await desk.world.handoffs.get(handoff.id)
    assert found is not None
    return found


async def _write(desk: Desk, handoff: Handoff, text: str = "any news?", key: str = "k") -> None:
    """The requester writes to the team."""
    relay = Relay(desk.world.database, Planner(desk.world.outbox), lambda: desk.world.directory)
    now = await _current(desk, handoff)
    async with writing(desk.world.database) as connection:
        assert not await relay.write(connection, now, ANA, ANA.direct, text, key)


async def _hours(desk: Desk, hours: int) -> None:
    """Time passes, and what the engine does from hour to hour is done."""
    for _ in range(hours):
        desk.world.now += timedelta(hours=1)
        await desk.courier.try_again()
        await desk.work()


async def _all(desk: Desk, kind: Kind) -> list[outbox.Delivery]:
    async with desk.world.database.connect() as connection:
        ids = (
            (await connection.execute(sa.select(deliveries.c.id).where(deliveries.c.kind == kind.value)))
            .scalars()
            .all()
        )
        return [found for name in ids if (found := await outbox.find(connection, name))]


@pytest.mark.parametrize("kind", [Kind.CARD, Kind.STATUS])
async def test_each_message_is_replaced_once(desk: Desk, kind: Kind) -> None:
    """Where a channel keeps nothing a card gets one copy more, and not one for each change; so does the next team's."""
    handoff = await desk.world.opened()
    await desk.work()
    place = (await desk.state(desk.id_of(kind))).place.conversation
    desk.slack.loses.add(place)
    for _ in range(4):
        await desk.world.handoffs.claim(handoff.id, BOB, at=IN_NETWORK)
        await desk.work()
        await desk.world.handoffs.release(handoff.id, BOB, at=IN_NETWORK)
        await desk.work()
    keys = [m.key for m in desk.slack.messages.values() if m.place.conversation == place and f".{kind}" in m.key]
    assert len(keys) == len(set(keys))
    originals = [key for key in keys if not key.endswith(outbox.REPLACEMENT)]
    assert f"{originals[0]}{outbox.REPLACEMENT}" in keys
    assert set(keys) <= {*originals, *(f"{key}{outbox.REPLACEMENT}" for key in originals)}


async def test_a_deleted_escalation_comes_again(desk: Desk) -> None:
    """While nobody has taken the request."""
    await desk.world.opened()
    await desk.work()
    desk.world.now += timedelta(hours=3)
    await desk.work()
    desk.slack.loses.add("C9")
    (escalation,) = await _all(desk, Kind.ESCALATE)
    handoff = await desk.world.handoffs.get(escalation.handoff)
    assert handoff
    async with writing(desk.world.database) as connection:
        await Planner(desk.world.outbox).redraw_as(connection, handoff, escalation, "x")
    await desk.work()
    assert len(desk.said("C9")) == 2


async def test_a_deleted_reply_harms_nothing(desk: Desk) -> None:
    """Its author edits it afterwards: it stays deleted, and all that shows the request goes on."""
    handoff = await desk.world.opened()
    await desk.work()
    await _write(desk, handoff)
    await desk.work()
    (carried, *_) = [d for d in await _all(desk, Kind.RELAY) if json.loads(d.content)["to"] == "team"]
    desk.slack.loses.add("C1")
    now = await _current(desk, handoff)
    async with writing(desk.world.database) as connection:
        await Planner(desk.world.outbox).redraw_as(connection, now, carried, "edited")
    await desk.work()
    assert not [d for d in await _all(desk, Kind.RELAY) if not d.content]
    assert len([text for text in desk.said("C1") if "any news?" in text]) == 1


async def test_a_reply_without_content_stops_nobody(desk: Desk) -> None:
    """An older version planned such rows: lists, cards and digests of the team go on."""
    handoff = await desk.world.opened()
    await desk.work()
    bad = outbox.Delivery(
        id=f"{handoff.id}.relay.x", handoff=handoff.id, kind=Kind.RELAY, round=1, place=IN_NETWORK, thread=None, content="",
        due=desk.world.now,
    )  # fmt: skip
    async with writing(desk.world.database) as connection:
        await desk.world.outbox.plan(connection, bad)
        await outbox.mark(connection, bad, ["pending"], status="failed")
    now = await _current(desk, handoff)
    async with desk.world.database.connect() as connection:
        assert await desk.letters.listing(connection, [now])
    await desk.world.handoffs.claim(handoff.id, BOB, at=IN_NETWORK)
    await desk.work()
    assert desk.said("C1")[0].endswith("Taken by Bob.")


async def test_what_somebody_has_taken_is_not_taken_away(desk: Desk) -> None:
    """The card was never confirmed, and those above have taken the request meanwhile: it stays theirs."""
    handoff = await desk.world.opened()
    card = desk.id_of(Kind.CARD)
    desk.world.now += timedelta(hours=3)
    await desk.work(Kind.ESCALATE)
    assert (await desk.world.handoffs.claim(handoff.id, BOSS, at=IN_MANAGEMENT)).done
    desk.slack.failures.append(UnreachableError("The channel is archived."))
    await desk.courier.deliver(card)
    await desk.work()
    after = await _current(desk, handoff)
    assert (after.status, after.team) == (Status.CLAIMED, "network")


@pytest.mark.parametrize("step", ["_settle", "_handoffs"])
async def test_who_dies_while_giving_up_loses_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """The database fails in the diversion, or between it and the note that the card is given up: it is done again."""
    handoff = await desk.world.opened()
    card = desk.id_of(Kind.CARD)
    desk.slack.failures.extend([UnreachableError("The channel is archived.")] * 2)
    with monkeypatch.context() as broken:
        broken.setattr(desk.courier, step, None)
        assert await desk.courier.deliver(card) is not None
    desk.world.now += timedelta(seconds=2)
    assert await desk.courier.deliver(card) is None
    desk.slack.failures.clear()
    await desk.work()
    assert (await _current(desk, handoff)).team == "desk"
    assert len(desk.said("C2")) == 1


@pytest.mark.parametrize("failing", ["reminder", "redraw"])
async def test_a_channel_that_is_lost_later_leads_to_the_fallback(desk: Desk, failing: str) -> None:
    """Archived after the card arrived: nobody could press it, so the fallback team gets the request."""
    handoff = await desk.world.opened()
    await desk.work()
    if failing == "redraw":
        await desk.world.handoffs.claim(handoff.id, BOB, at=IN_NETWORK)
        await desk.work()
        await desk.world.handoffs.release(handoff.id, BOB, at=IN_NETWORK)
        wanted = next(d for d, _ in reversed(desk.world.queued) if d.kind is Kind.REDRAW and d.place == IN_NETWORK)
    else:
        desk.world.now += timedelta(minutes=31)
        wanted = next(d for d, _ in desk.world.queued if d.kind is Kind.REMIND)
    desk.slack.failures.append(UnreachableError("The channel is archived."))
    assert await desk.courier.deliver(wanted.id) is None
    await desk.work()
    assert (await _current(desk, handoff)).team == "desk"
    assert any("could not be reached" in text for text in desk.said("@U1"))


async def test_the_first_teams_lost_channel_moves_nothing(desk: Desk) -> None:
    """The card of a team that has passed the request on cannot be redrawn: the new team keeps it."""
    handoff = await desk.world.opened()
    await desk.work()
    await desk.world.handoffs.decline(handoff.id, BOB, "is.data", at=IN_NETWORK)
    redraw = next(d for d, _ in reversed(desk.world.queued) if d.kind is Kind.REDRAW and d.place == IN_NETWORK)
    desk.slack.failures.append(UnreachableError("The channel is archived."))
    await desk.courier.deliver(redraw.id)
    await desk.work()
    assert (await _current(desk, handoff)).team == "data"


async def test_a_conversation_that_is_lost_later_is_followed_by_the_direct_one(desk: Desk) -> None:
    """News cannot be posted any more where the requester asked: they get their status directly."""
    here = dataclasses.replace(IN_NETWORK, conversation="C7")
    asked = Draft(
        key="k",
        requester=ANA,
        asked_in=here,
        thread=None,
        link="",
        text="My VPN drops",
        responsibility="it.network",
        why="",
    )
    handoff = (await desk.world.handoffs.open(asked)).handoff
    assert handoff
    await desk.work()
    await desk.world.handoffs.claim(handoff.id, BOB, at=IN_NETWORK)
    news = desk.id_of(Kind.NOTIFY_REQUESTER)
    desk.slack.failures.append(UnreachableError("Waypost was removed from the channel."))
    assert await desk.courier.deliver(news) is None
    await desk.work()
    assert desk.said("@U1") == ["Your request to Network operations. Taken by Bob."]
    await _write(desk, handoff)
    await desk.work()
    desk.slack.loses.clear()
    assert len([text for text in desk.said("C1") if "any news?" in text]) == 1


async def test_what_is_given_up_is_tried_for_a_week_and_no_longer(desk: Desk) -> None:
    """Once an hour, and after a week no more; a request that ended long ago costs nothing."""
    handoff = await desk.world.opened()
    await desk.work(Kind.CARD)
    tries = 0
    desk.slack.failures.append(UnreachableError("The user is disabled."))
    await desk.work(Kind.STATUS)
    await desk.world.handoffs.resolve(handoff.id, BOB, at=IN_NETWORK)
    await desk.work(Kind.REDRAW)
    for _ in range(9 * 24):
        desk.world.now += timedelta(hours=1)
        await desk.courier.try_again()
        for status in await _all(desk, Kind.STATUS):
            if status.status == "pending":
                tries += 1
                desk.slack.failures.append(UnreachableError("The user is disabled."))
                await desk.courier.deliver(status.id)
    assert 7 * 24 - 2 <= tries <= 7 * 24


async def test_what_is_not_waited_for_keeps_nobody_waiting(desk: Desk) -> None:
    """An older message to the same place that may have arrived, or is of an ended request, does not stand before a status."""
    ended = await desk.world.opened("ask.ended")
    await desk.work()
    await _write(desk, ended)
    desk.slack.failures.append(UnreachableError("archived"))
    await desk.work(Kind.RELAY)
    await desk.world.handoffs.withdraw(ended.id, ANA, at=ANA.direct)
    await desk.work(Kind.REDRAW, Kind.NOTIFY_TEAM)
    handoff = (await desk.world.handoffs.open(draft("ask.1"))).handoff
    assert handoff
    status = f"{handoff.id}.status"
    desk.slack.failures.append(UnreachableError("The user is disabled."))
    await desk.courier.deliver(status)
    assert (await desk.state(status)).status == "failed"
    await _hours(desk, 2)
    assert (await desk.state(status)).status == "sent"


async def test_what_arrived_after_all_is_not_missed_any_more(desk: Desk) -> None:
    """The card said that a reply could not be delivered, and says so no longer when it was."""
    handoff = await desk.world.opened()
    await desk.work()
    await _write(desk, handoff)
    reply = next(d for d, _ in desk.world.queued if d.kind is Kind.RELAY and d.place == IN_NETWORK)
    desk.slack.failures.append(UnreachableError("archived"))
    await desk.courier.deliver(reply.id)
    await desk.work()
    cards = [m for m in desk.slack.messages.values() if m.place == IN_NETWORK and ".card." in m.key]
    said = "could not be delivered"
    if (await _current(desk, handoff)).team != "network":
        return
    assert said in str(cards[-1].outline)
    await _hours(desk, 2)
    assert said not in str(cards[-1].outline)


async def test_a_request_that_was_withdrawn_is_not_posted(desk: Desk) -> None:
    """Before its card got out: the team is not bothered. Reopened, it gets one."""
    handoff = await desk.world.opened()
    await desk.world.handoffs.withdraw(handoff.id, ANA, at=ANA.direct)
    await desk.work()
    assert desk.said("C1") == []
    await desk.world.handoffs.reopen(handoff.id, ANA, at=ANA.direct)
    await desk.work()
    assert len([m for m in desk.slack.messages.values() if ".card." in m.key]) == 1


async def test_a_card_that_came_twice_says_so(desk: Desk) -> None:
    """At once, and not only with the next change."""
    await desk.world.opened(responsibility="is.data")
    card = desk.id_of(Kind.CARD)
    desk.teams.finds, desk.teams.accepts = False, True
    desk.teams.failures.append(UnsureError("No answer in time."))
    while (seconds := await desk.courier.deliver(card)) is not None:
        desk.world.now += timedelta(seconds=seconds)
    await desk.work()
    shown = [m for m in desk.teams.messages.values() if m.place == IN_DATA]
    assert len(shown) == 2
    assert "twice" in str(shown[-1].outline)


async def test_an_unexpected_failure_is_not_for_ever(desk: Desk) -> None:
    """After hours of it a card goes to the fallback."""
    handoff = await desk.world.opened()
    card = desk.id_of(Kind.CARD)
    desk.slack.failures.extend([TemporaryError("down")] * 200)
    while (seconds := await desk.courier.deliver(card)) is not None:
        desk.world.now += timedelta(seconds=seconds)
    assert (await _current(desk, handoff)).team == "desk"


async def test_a_status_that_may_be_there_once_is_sent_again_when_its_place_is_back(desk: Desk) -> None:
    """One attempt broke off, and then the place was closed: that one is closed uses up no copy, and the requester is told."""
    await desk.world.opened()
    desk.slack.finds = False
    status = desk.id_of(Kind.STATUS)
    desk.slack.failures.append(UnsureError("No answer in time."))
    await desk.courier.deliver(status)
    desk.slack.closed = True
    await desk.work()
    await _hours(desk, 3)
    assert desk.said("@U1") == []
    desk.slack.closed = False
    await _hours(desk, 2)
    assert len(desk.said("@U1")) == 1


async def test_the_card_of_what_was_taken_from_an_escalation_comes_when_the_channel_is_back(desk: Desk) -> None:
    """It stays with who took it, and its card is not forgotten."""
    handoff = await desk.world.opened()
    card = desk.id_of(Kind.CARD)
    await desk.world.handoffs.claim(handoff.id, BOB, at=IN_NETWORK)
    desk.slack.failures.append(UnreachableError("archived"))
    await desk.courier.deliver(card)
    now = await _current(desk, handoff)
    assert (now.status, now.team, (await desk.state(card)).status) == (Status.CLAIMED, "network", "failed")
    await _hours(desk, 2)
    assert len(desk.said("C1")) == 1
