"""What is said on one side of a hand-off appears on the other."""

import asyncio
import hashlib
from dataclasses import replace
from itertools import permutations

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.catalogue.model import Catalogue
from core.classifier.classifier import Classifier
from core.conversation.messages import ThreadMessage
from core.conversation.people import Place
from core.desk.desk import Desk
from core.handoff.lifecycle import Draft
from core.storage.engine import writing
from core.storage.tables import deliveries
from tests.core.handoff.conftest import ANA, BOB, EVA, IN_DATA, IN_NETWORK, directory
from tests.support.app import OpenWaypost, open_waypost
from tests.support.messenger import Message, StandIn


class Sides:
    """A hand-off from a thread in Slack to a team on Slack or on Teams."""

    def __init__(self, opened: OpenWaypost) -> None:
        self.opened = opened
        self.slack, self.teams = StandIn(), StandIn("teams")

    async def opened_for(self, responsibility: str) -> None:
        """Hand it over, and deliver."""
        here = Place("slack", "T1", "C7")
        draft = Draft(
            key=f"ask.{responsibility}",
            requester=ANA,
            asked_in=here,
            thread="17.5",
            link="",
            text="My VPN drops",
            responsibility=responsibility,
            why="",
        )
        await self.opened.handoffs.open(draft)
        await self.work()

    async def work(self) -> None:
        """Deliver all that is due."""
        await self.opened.deliver(self.slack, self.teams)

    def said_in(self, conversation: str) -> list[Message]:
        """Messages that were carried there."""
        everything = [*self.slack.messages.values(), *self.teams.messages.values()]
        return [m for m in everything if m.place.conversation == conversation and ".relay." in m.key]


@pytest.fixture
def sides(catalogue: Catalogue, classifier: Classifier, database: AsyncEngine) -> Sides:
    """With nothing handed over yet."""
    known = directory()
    return Sides(open_waypost(Desk(catalogue, classifier.suggest, known), database, known))


def _in_requesters_thread(text: str, message: str = "18.1") -> ThreadMessage:
    return ThreadMessage(ANA, Place("slack", "T1", "C7"), "17.5", message, text)


async def test_both_ways_across_platforms(sides: Sides) -> None:
    """From the requester's thread in Slack to the card's thread in Teams, and back, each with its author."""
    await sides.opened_for("is.data")
    assert await sides.opened.waypost.relay_message(_in_requesters_thread("Any news?"))
    card = next(iter(sides.teams.messages))
    home = Place("teams", "tenant", "19:data@thread.tacv2")
    assert await sides.opened.waypost.relay_message(ThreadMessage(EVA, home, card, "900", "On it <at>all</at> *now*"))
    await sides.work()
    (there,) = sides.said_in(home.conversation)
    assert (there.thread, there.outline.summary) == (card, "Ana: Any news?")
    (here,) = sides.said_in("C7")
    assert (here.thread, here.outline.summary) == ("17.5", "Eva: On it <at>all</at> *now*")


async def test_a_message_is_carried_once(sides: Sides) -> None:
    """However often the platform tells of it."""
    await sides.opened_for("it.network")
    for _ in range(3):
        assert await sides.opened.waypost.relay_message(_in_requesters_thread("Any news?"))
    await sides.work()
    assert len(sides.said_in("C1")) == 1


async def test_edits_and_deletions_are_followed(sides: Sides) -> None:
    """The carried message is changed in its place, before it was sent or after."""
    await sides.opened_for("it.network")
    await sides.opened.waypost.relay_message(_in_requesters_thread("Any nws?"))
    await sides.opened.waypost.relay_edit(_in_requesters_thread("Any news?"))
    await sides.work()
    (carried,) = sides.said_in("C1")
    assert carried.outline.summary == "Ana: Any news?"
    assert await sides.opened.waypost.relay_edit(_in_requesters_thread("No hurry")) is None
    await sides.work()
    assert carried.outline.summary == "Ana: No hurry"
    await sides.opened.waypost.relay_edit(_in_requesters_thread(""))
    await sides.work()
    assert "deleted" in carried.outline.summary
    assert len(sides.said_in("C1")) == 1


async def test_an_edit_may_go_back_to_what_stood_there_before(sides: Sides) -> None:
    """However often: the other side shows the last wording."""
    await sides.opened_for("it.network")
    await sides.opened.waypost.relay_message(_in_requesters_thread("Come at 4"))
    await sides.work()
    for text in ("Come at 5", "Come at 6", "Come at 5", "Come at 6", "Come at 4"):
        await sides.opened.waypost.relay_edit(_in_requesters_thread(text))
        await sides.work()
        (carried,) = sides.said_in("C1")
        assert carried.outline.summary == f"Ana: {text}"


async def test_other_threads_are_nobodys_business(sides: Sides) -> None:
    """What is said elsewhere is not heard, nor is an edit of what was not carried."""
    await sides.opened_for("it.network")
    elsewhere = ThreadMessage(ANA, Place("slack", "T1", "C7"), "99.9", "18.1", "Lunch?")
    assert not await sides.opened.waypost.relay_message(elsewhere)
    assert not await sides.opened.waypost.relay_message(
        ThreadMessage(ANA, Place("teams", "T1", "C7"), "17.5", "18.1", "Lunch?")
    )
    assert not await sides.opened.waypost.relay_edit(_in_requesters_thread("my password is hunter2!", "77.7"))
    await sides.work()
    assert sides.said_in("C1") == []


async def test_a_long_message_is_cut_visibly(sides: Sides) -> None:
    """What does not fit ends in an ellipsis."""
    await sides.opened_for("it.network")
    await sides.opened.waypost.relay_message(_in_requesters_thread("word " * 2000))
    await sides.work()
    (carried,) = sides.said_in("C1")
    assert carried.outline.summary.endswith("…")


async def test_after_it_was_passed_on_the_new_team_hears_it(sides: Sides) -> None:
    """The thread of the newest card is the one that people talk in."""
    await sides.opened_for("it.network")
    handoff = await sides.opened.handoffs.of_key("ask.it.network")
    assert handoff is not None
    await sides.opened.handoffs.decline(handoff.id, BOB, "is.data", at=IN_NETWORK)
    await sides.work()
    await sides.opened.waypost.relay_message(_in_requesters_thread("Any news?"))
    await sides.work()
    assert sides.said_in("C1") == []
    assert len(sides.said_in("19:data@thread.tacv2")) == 1


async def test_an_edited_message_is_cut_visibly_too(sides: Sides) -> None:
    """After an edit the rest of a long message is missing as visibly as before."""
    await sides.opened_for("it.network")
    await sides.opened.waypost.relay_message(_in_requesters_thread("word " * 2000))
    await sides.work()
    await sides.opened.waypost.relay_edit(_in_requesters_thread("other " * 2000))
    await sides.work()
    (carried,) = sides.said_in("C1")
    assert carried.outline.summary.startswith("Ana: other")
    assert carried.outline.summary.endswith("…")


async def test_a_secret_is_not_carried(sides: Sides) -> None:
    """Neither as it was written nor as it was edited: the other side sees that something was left out, and the writer is told."""
    await sides.opened_for("it.network")
    said = _in_requesters_thread("my password is hunter2!, call +49 151 23456789")
    assert await sides.opened.waypost.relay_message(said)
    told = await sides.opened.waypost.warn_of_masking(said)
    assert told
    assert "a password" in told.summary
    assert "hunter2" not in str(told)
    await sides.work()
    (there,) = sides.said_in("C1")
    assert "hunter2" not in str(there.outline)
    assert "[masked], call +49 151 23456789" in there.outline.summary
    assert await sides.opened.waypost.relay_edit(_in_requesters_thread("sorry: password=Tr0ub4dor&3")) is None
    await sides.work()
    (there,) = sides.said_in("C1")
    assert "Tr0ub4dor" not in str(there.outline)
    assert "[masked]" in str(there.outline)
    assert await sides.opened.waypost.warn_of_masking(_in_requesters_thread("call +49 151 23456789")) is None


async def test_an_edit_that_brings_in_a_secret_is_told_once(sides: Sides) -> None:
    """Like a new message with one; again only after the secret was gone meanwhile, and never for an edit without one."""
    await sides.opened_for("it.network")
    waypost = sides.opened.waypost
    await waypost.relay_message(_in_requesters_thread("Any news?"))
    told = await waypost.relay_edit(_in_requesters_thread("Any news? My password is hunter2!"))
    assert told
    assert "a password" in told.summary
    assert "hunter2" not in str(told)
    assert await waypost.relay_edit(_in_requesters_thread("Any news? My password is hunter2! Thanks")) is None
    assert await waypost.relay_edit(_in_requesters_thread("Any news?")) is None
    assert await waypost.relay_edit(_in_requesters_thread("Any news? My password is hunter3!"))


def _at(moment: float, text: str) -> ThreadMessage:
    return ThreadMessage(ANA, Place("slack", "T1", "C7"), "17.5", "18.1", text, moment)


_STATES = [_at(0, "Come at 4"), _at(1, "Come at 5"), _at(2, "Come at 6")]


async def test_the_last_state_counts_in_whatever_order_it_is_heard_of(sides: Sides) -> None:
    """A message, its edit, and a later edit (also back) or its deletion, in every order: the other side ends up with the last one."""
    await sides.opened_for("it.network")
    orders = [(order, last) for order in permutations(range(3)) for last in ("Come at 6", "Come at 4", "")]
    for number, (order, last) in enumerate(orders):
        states = [replace(state, message=f"18.{number}", text=f"{number}: {state.text}") for state in _STATES]
        states[2] = replace(states[2], text=last and f"{number}: {last}")
        for which in order:
            tell = sides.opened.waypost.relay_edit if which else sides.opened.waypost.relay_message
            await tell(states[which])
            await sides.work()
    shown = [message.outline.summary for message in sides.said_in("C1")]
    kept = [f"Ana: {number}: {last}" for number, (_, last) in enumerate(orders) if last]
    # what was deleted before we heard of it is not carried at all
    said_first = [order for order, last in orders if not last and order.index(0) < order.index(2)]
    assert sorted(shown) == sorted([*kept, *("Ana: (deleted)" for _ in said_first)])


async def test_what_comes_at_once_ends_in_the_last_state(sides: Sides) -> None:
    """A message and its deletion that are worked on side by side leave nothing with the other side."""
    await sides.opened_for("it.network")
    for number in range(10):
        said = replace(_STATES[0], message=f"19.{number}")
        gone = replace(said, text="", at=3.0)
        await asyncio.gather(sides.opened.waypost.relay_message(said), sides.opened.waypost.relay_edit(gone))
    await sides.work()
    assert {message.outline.summary for message in sides.said_in("C1")} <= {"Ana: (deleted)"}


async def test_an_edit_is_followed_after_the_thread_got_another_request(sides: Sides) -> None:
    """Two requests may come from one thread: what was carried for the first is changed there."""
    await sides.opened_for("it.network")
    await sides.opened.waypost.relay_message(_STATES[0])
    await sides.work()
    await sides.opened_for("is.data")
    await sides.opened.waypost.relay_edit(_STATES[1])
    await sides.work()
    (carried,) = sides.said_in("C1")
    assert carried.outline.summary == "Ana: Come at 5"


async def test_a_deletion_counts_after_the_thread_got_another_request(sides: Sides) -> None:
    """What was deleted before we heard of it is not carried for the second request either."""
    await sides.opened_for("it.network")
    await sides.opened.waypost.relay_edit(replace(_STATES[0], text="", at=3.0))
    await sides.opened_for("is.data")
    await sides.opened.waypost.relay_message(_STATES[0])
    await sides.work()
    assert [*sides.said_in("C1"), *sides.said_in(IN_DATA.conversation)] == []


async def test_what_was_carried_before_is_still_edited(sides: Sides, database: AsyncEngine) -> None:
    """Messages that an earlier version carried are known by their workspace too; their edits are followed as ever."""
    await sides.opened_for("it.network")
    await sides.opened.waypost.relay_message(_STATES[0])
    await sides.work()
    async with writing(database) as connection:
        kept = (await connection.execute(sa.select(deliveries.c.id).where(deliveries.c.kind == "relay"))).scalar_one()
        old = f"{kept.rpartition('.')[0]}.{hashlib.sha256(b'slack/T1/C7/18.1').hexdigest()[:24]}"
        content = '{"to": "team", "author": "Ana", "side": "requester", "text": "Come at 4"}'
        await connection.execute(sa.update(deliveries).where(deliveries.c.id == kept).values(id=old, content=content))
    await sides.opened.waypost.relay_edit(_STATES[1])
    await sides.work()
    (carried,) = sides.said_in("C1")
    assert carried.outline.summary == "Ana: Come at 5"
