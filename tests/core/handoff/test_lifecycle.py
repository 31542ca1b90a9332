"""What people do to a hand-off, on SQLite and on PostgreSQL."""

import asyncio
from dataclasses import replace

import pytest

from core.addresses import Channel
from core.catalogue.model import NONE
from core.conversation.actions import Verb
from core.conversation.people import Person, Place
from core.handoff.delivery import outbox
from core.handoff.delivery.outbox import Kind
from core.handoff.lifecycle import HandoffRefusedError
from core.handoff.model import LONGEST_TEXT, EventKind, Handoff, Status
from core.storage.engine import writing
from tests.core.handoff.conftest import (
    ANA,
    BOB,
    CLOSED,
    DESK,
    EVA,
    IN_CLOSED,
    IN_NETWORK,
    MANAGEMENT,
    NETWORK,
    World,
    directory,
    draft,
)
from tests.support.sentences import is_one_sentence

_ABOVE = Place("slack", "T1", "C9")
_MIA = Person("slack", "T1", "U8", "Mia")
"""Where IT management is told, and somebody there."""


async def test_a_request_goes_to_its_owner(world: World) -> None:
    """It is open in the owning team; a card, a status and both timers are queued with it."""
    handoff = await world.opened()
    assert (handoff.team, handoff.status, handoff.round) == ("network", Status.OPEN, 1)
    waits = {delivery.kind.value: seconds for delivery, seconds in world.queued}
    assert waits == {"status": 0, "card": 0, "remind": 30 * 60, "escalate": 2 * 3600}
    places = {delivery.kind.value: delivery.place.conversation for delivery, _ in world.queued}
    assert places == {"status": "@U1", "card": "C1", "remind": "C1", "escalate": "C9"}


async def test_a_request_is_handed_over_once(world: World) -> None:
    """A second press, or the same one again, finds what the first one did."""
    first = await world.opened()
    again = await world.handoffs.open(draft())
    assert again.handoff is not None
    assert (again.done, again.handoff.id) == (False, first.id)
    assert world.kinds().count("card") == 1


async def test_of_many_presses_at_once_one_hands_over(world: World) -> None:
    """The others find it, wherever the database puts them in line."""
    changes = await asyncio.gather(*(world.handoffs.open(draft()) for _ in range(8)))
    assert [change.done for change in changes].count(True) == 1
    assert len({change.handoff.id for change in changes if change.handoff}) == 1
    assert world.kinds().count("card") == 1


@pytest.mark.parametrize("text", ["", "  \n ", "x" * (LONGEST_TEXT + 1), "word " * 8000])
async def test_nothing_and_too_much_are_refused(world: World, text: str) -> None:
    """With one sentence, and nothing is stored."""
    with pytest.raises(HandoffRefusedError) as refused:
        await world.handoffs.open(draft(text=text))
    assert is_one_sentence(str(refused.value).replace(". Please", ", please"))
    assert world.queued == []


@pytest.mark.parametrize("known", [None, directory(replace(DESK, channels={})), directory(MANAGEMENT, fallback=None)])
async def test_without_anybody_to_get_it_nothing_is_handed_over(world: World, known: object) -> None:
    """No directory, no place, no owner: it is said before anybody counts on it."""
    world.directory = known  # type: ignore[assignment]
    with pytest.raises(HandoffRefusedError):
        world.handoffs.receiver("it.network")


async def test_what_nobody_owns_goes_to_the_fallback(world: World) -> None:
    """So that a person looks at it."""
    assert (await world.opened(responsibility="is.strategy")).team == "desk"
    assert (await world.opened("ask.1", NONE)).team == "desk"


async def test_of_many_who_take_it_one_has_it(world: World) -> None:
    """Each of the others is told who."""
    handoff = await world.opened()
    people = [Person("slack", "T1", f"U{number}", f"P{number}") for number in range(8)]
    changes = await asyncio.gather(*(world.handoffs.claim(handoff.id, person, at=IN_NETWORK) for person in people))
    winners = [change.handoff.responder for change in changes if change.done and change.handoff]
    assert len(winners) == 1
    assert {change.handoff.responder for change in changes if change.handoff} == set(winners)
    assert [event.kind for event in await world.handoffs.history(handoff.id)] == [EventKind.OPENED, EventKind.CLAIMED]


async def test_declining_sends_it_to_whose_it_is(world: World) -> None:
    """It is open there, untaken; the requester is told, and history says who sent it."""
    handoff = await world.opened()
    await world.handoffs.claim(handoff.id, BOB, at=IN_NETWORK)
    moved = (await world.handoffs.decline(handoff.id, BOB, "is.data", "data", at=IN_NETWORK)).handoff
    assert moved is not None
    assert (moved.team, moved.status, moved.round, moved.responder, moved.responsibility) == (
        "data",
        Status.OPEN,
        2,
        None,
        "is.data",
    )
    last = (await world.handoffs.history(handoff.id))[-1]
    assert (last.kind, last.actor.name, last.detail) == (EventKind.REROUTED, "Bob", "Data office")
    card = [delivery for delivery, _ in world.queued if delivery.kind.value == "card"][-1]
    assert (card.place.platform, card.place.conversation) == ("teams", "19:data@thread.tacv2")


async def test_what_has_no_owner_goes_to_the_fallback(world: World) -> None:
    """Somebody there will know; from there it can only be declined."""
    handoff = await world.opened()
    moved = (await world.handoffs.decline(handoff.id, BOB, "is.strategy", at=IN_NETWORK)).handoff
    assert moved is not None
    assert (moved.team, moved.status, moved.responsibility) == ("desk", Status.OPEN, "is.strategy")
    in_desk = Place("slack", "T1", "C2")
    again = await world.handoffs.decline(handoff.id, BOB, "is.strategy", at=in_desk)
    assert (again.done, "owns that too" in again.refused) == (False, True)


@pytest.mark.parametrize(("belongs", "fallback"), [(NONE, "desk"), ("is.strategy", None)])
async def test_declining_what_nobody_owns_ends_it(world: World, belongs: str, fallback: str | None) -> None:
    """The requester hears that, and can open it anew."""
    handoff = await world.opened()
    world.directory = directory(fallback=fallback)
    declined = (await world.handoffs.decline(handoff.id, BOB, belongs, at=IN_NETWORK)).handoff
    assert declined is not None
    assert declined.status is Status.DECLINED
    assert "told" in world.kinds()
    assert (await world.handoffs.reopen(handoff.id, ANA, at=IN_NETWORK)).done


async def test_declining_to_the_own_team_is_refused(world: World) -> None:
    """It would go round in a circle."""
    handoff = await world.opened()
    change = await world.handoffs.decline(handoff.id, BOB, "it.network", at=IN_NETWORK)
    assert not change.done
    assert is_one_sentence(change.refused)


async def test_only_the_requester_withdraws(world: World) -> None:
    """Another person, or the same id on another platform, may not."""
    handoff = await world.opened()
    for other in (BOB, replace(ANA, workspace="T2"), EVA):
        change = await world.handoffs.withdraw(handoff.id, other, at=IN_NETWORK)
        assert (change.done, is_one_sentence(change.refused)) == (False, True)
    assert (await world.handoffs.withdraw(handoff.id, ANA, at=IN_NETWORK)).done
    assert "noted" in world.kinds()


async def test_only_named_responders_take_what_a_team_keeps_to_them(world: World) -> None:
    """Where the directory names them; elsewhere whoever sees the card."""
    handoff = await world.opened(responsibility="it.security")
    for act in (world.handoffs.claim, world.handoffs.resolve):
        change = await act(handoff.id, ANA, at=IN_CLOSED)
        assert (change.done, CLOSED.name in change.refused) == (False, True)
    assert (await world.handoffs.claim(handoff.id, BOB, at=IN_CLOSED)).done


async def test_what_is_over_stays_over_until_reopened(world: World) -> None:
    """A stale button changes nothing; reopening begins a new round, with new timers."""
    handoff = await world.opened()
    await world.handoffs.resolve(handoff.id, BOB, " done \0", at=IN_NETWORK)
    for act in (world.handoffs.claim, world.handoffs.release, world.handoffs.resolve):
        assert not (await act(handoff.id, BOB, at=IN_NETWORK)).done
    resolved = await world.handoffs.get(handoff.id)
    assert resolved is not None
    assert (resolved.status, resolved.note, resolved.responder) == (Status.RESOLVED, "done ?", replace(BOB))
    again = (await world.handoffs.reopen(handoff.id, ANA, at=IN_NETWORK)).handoff
    assert again is not None
    assert (again.status, again.round, again.note) == (Status.OPEN, 2, "")
    assert world.kinds().count("remind") == 2
    assert world.kinds().count("card") == 1


async def test_an_unknown_one_is_said_to_be_unknown(world: World) -> None:
    """An old button of a hand-off that was erased."""
    change = await world.handoffs.claim("gone", BOB, at=IN_NETWORK)
    assert (change.handoff, change.done) == (None, False)
    assert is_one_sentence(change.refused)


async def test_the_directory_may_change_meanwhile(world: World) -> None:
    """Whom a team named that is no longer listed can still end what it has; where it named nobody, only who has taken it can."""
    named, open_to_all = await world.opened("a", "it.security"), await world.opened("b")
    assert (await world.handoffs.claim(open_to_all.id, BOB, at=IN_NETWORK)).done
    world.directory = directory(DESK)
    assert world.handoffs.team(named.team) is None
    assert (await world.handoffs.claim(named.id, BOB, at=IN_CLOSED)).done
    assert (await world.handoffs.resolve(named.id, BOB, at=IN_CLOSED)).done
    assert (await world.handoffs.release(open_to_all.id, BOB, at=IN_NETWORK)).done
    refused = (await world.handoffs.claim(open_to_all.id, BOB, at=IN_NETWORK)).refused
    assert "no longer listed" in refused
    assert is_one_sentence(refused)


async def _told_above(world: World) -> Handoff:
    """A request that nobody has taken, with the card for those above standing in their channel."""
    handoff = await world.opened()
    async with writing(world.database) as connection:
        for told in await outbox.of_handoff(connection, handoff.id, [Kind.ESCALATE]):
            await outbox.mark(connection, told, ["pending"], status="sent")
    return handoff


async def test_an_escalation_card_works_where_it_stands(world: World) -> None:
    """For the team that was told, when its channel has moved since; who sits in the old one by now is nobody for it."""
    handoff = await _told_above(world)
    moved = replace(MANAGEMENT, channels={"slack": Channel("T1", "C99")}, responders=("slack:U8",))
    in_its_place = replace(DESK, channels={"slack": Channel("T1", "C9")})
    world.directory = directory(NETWORK, moved, in_its_place)
    refused = (await world.handoffs.claim(handoff.id, BOB, at=_ABOVE)).refused
    assert refused == "Only responders of Network operations or of IT management can do that."
    assert (await world.handoffs.claim(handoff.id, _MIA, at=_ABOVE)).done


async def test_who_has_taken_it_goes_on_with_it(world: World) -> None:
    """On either card and at home, when the directory names others by now for the team and for the one above; nobody else does."""
    handoff = await _told_above(world)
    assert (await world.handoffs.claim(handoff.id, _MIA, at=_ABOVE)).done
    others = ("slack:U77",)
    world.directory = directory(replace(NETWORK, responders=others), replace(MANAGEMENT, responders=others))
    for at in (_ABOVE, IN_NETWORK, _MIA.direct):
        for verb in (Verb.PUT_BACK, Verb.RESOLVE, Verb.NOT_OURS):
            assert await world.handoffs.refusal(handoff.id, _MIA, verb, at) == ""
            assert await world.handoffs.refusal(handoff.id, BOB, verb, at) != ""
    elsewhere = await world.handoffs.refusal(handoff.id, _MIA, Verb.RESOLVE, Place("slack", "T1", "C5"))
    assert elsewhere == "Please do that on the card that Network operations got."
    assert (await world.handoffs.release(handoff.id, _MIA, at=_ABOVE)).done
    assert await world.handoffs.refusal(handoff.id, _MIA, Verb.TAKE, _ABOVE) != ""


async def test_a_team_out_of_reach_passes_it_to_the_fallback_once(world: World) -> None:
    """The requester is told; a second failure of the same card does nothing more."""
    handoff = await world.opened()
    moved = (await world.handoffs.divert(handoff.id, 1)).handoff
    assert moved is not None
    assert (moved.team, moved.round) == ("desk", 2)
    assert not (await world.handoffs.divert(handoff.id, 1)).done
    lost = (await world.handoffs.divert(handoff.id, 2)).handoff
    assert lost is not None
    assert lost.status is Status.DECLINED
    assert world.kinds().count("told") == 2


def test_the_teams_above_are_the_ones_meant() -> None:
    """The fixtures say what the tests say."""
    assert NETWORK.escalate_to == MANAGEMENT.id
