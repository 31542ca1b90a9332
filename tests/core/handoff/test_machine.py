"""Hand-offs under whatever people, time and platforms do, in any order: a model walks beside them, on both databases."""

import asyncio
from collections import Counter
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from core.catalogue.model import NONE
from core.conversation.people import Person, Place
from core.desk.desk import Desk
from core.desk.wording import the
from core.handoff import store
from core.handoff.delivery import outbox
from core.handoff.delivery.outbox import Delivery, Kind
from core.handoff.delivery.ports import UnreachableError
from core.handoff.lifecycle import Draft
from core.handoff.messages import story
from core.handoff.messages.content import MessageContent
from core.handoff.model import Change, Event, EventKind, Status
from core.handoff.places import home_of
from core.storage.engine import connect
from tests.core.handoff.conftest import ANA, BOB, CLOSED, EVA, directory
from tests.support.app import OpenWaypost, open_waypost
from tests.support.databases import ready_postgres, ready_sqlite
from tests.support.messenger import StandIn

_T = TypeVar("_T")
FAY = Person("teams", "tenant", "29:fay", "Fay")
_PEOPLE = st.sampled_from([ANA, BOB, EVA, FAY])
_OWNED = {"it.network": "network", "is.data": "data", "it.security": "closed", "is.strategy": "desk", NONE: "desk"}
"""Responsibilities with the team that gets them; what nobody owns goes to the fallback."""

_FIRST = "the word “VPN”"
_WHY = "not one of our cables"

_START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_KEYS = iter(range(1_000_000))


@dataclass
class Expected:
    """What a hand-off should be."""

    requester: Person
    team: str
    status: Status = Status.OPEN
    responder: str | None = None
    round: int = 1
    version: int = 1
    back: str = ""
    """Who put it back, or reopened it, in this round."""
    came: tuple[str, ...] = ()
    """What the reason says since it came from another team: who did it, from which, and why."""


class Walk(RuleBasedStateMachine):
    """People and time act on hand-offs; what each act should lead to is written down beside."""

    handoffs = Bundle("handoffs")

    def __init__(self, desk: Desk, url: str) -> None:
        super().__init__()
        self._desk, self._url = desk, url
        self._runner = asyncio.Runner()
        self.expected: dict[str, Expected] = {}
        self.histories: dict[str, tuple[Event, ...]] = {}

    def _run(self, work: Coroutine[Any, Any, _T]) -> _T:
        return self._runner.run(work)

    @initialize()
    def begin(self) -> None:
        """An organisation with nothing handed over."""
        self.engine = connect(self._url)
        self.opened: OpenWaypost = open_waypost(self._desk, self.engine, directory())
        self.opened.now = _START
        self.slack, self.teams = StandIn(), StandIn("teams")

    def teardown(self) -> None:
        """In the end everything is delivered, and shows what is."""
        if self.expected:
            self._run(self.opened.deliver(self.slack, self.teams))
            self._all_is_shown()
        self._run(self.engine.dispose())
        self._runner.close()

    # --- what people do ------------------------------------------------------------------------------------------------

    @rule(target=handoffs, by=_PEOPLE, belongs=st.sampled_from(list(_OWNED)))
    def open(self, by: Person, belongs: str) -> str:
        """Somebody hands a request over; twice with the same key is once."""
        draft = Draft(
            key=f"key-{next(_KEYS)}",
            requester=by,
            asked_in=by.direct,
            thread=None,
            link="",
            text="My VPN drops",
            responsibility=belongs,
            why=_FIRST,
        )
        first, second = (self._run(self.opened.handoffs.open(draft)) for _ in range(2))
        assert first.done
        assert not second.done
        assert first.handoff is not None
        assert first.handoff == second.handoff
        self.expected[first.handoff.id] = Expected(by, _OWNED[belongs])
        return first.handoff.id

    @rule(handoff=handoffs, by=st.lists(_PEOPLE, min_size=1, max_size=3, unique_by=lambda p: p.id))
    def claim(self, handoff: str, by: list[Person]) -> None:
        """Several take it at once: one of those who may has it, if it was open."""
        expected = self.expected[handoff]

        async def all_at_once() -> list[Change]:
            return await asyncio.gather(
                *(self.opened.handoffs.claim(handoff, person, at=_card(expected)) for person in by)
            )

        changes = self._run(all_at_once())
        may = [person for person in by if _may(expected, person)]
        won = [person for person, change in zip(by, changes, strict=True) if change.done]
        assert len(won) == (1 if may and expected.status is Status.OPEN else 0)
        assert set(won) <= set(may)
        if won:
            self._becomes(expected, Status.CLAIMED, won[0])

    @rule(handoff=handoffs, by=_PEOPLE)
    def release(self, handoff: str, by: Person) -> None:
        """Somebody puts it back."""
        expected = self.expected[handoff]
        change = self._run(self.opened.handoffs.release(handoff, by, at=_card(expected)))
        assert change.done is (expected.status is Status.CLAIMED and _may(expected, by))
        if change.done:
            self._renewed(expected, expected.team, back=f"Put back by {by.name}; open again.")

    @rule(handoff=handoffs, by=_PEOPLE)
    def resolve(self, handoff: str, by: Person) -> None:
        """Somebody says that it is done."""
        expected = self.expected[handoff]
        change = self._run(self.opened.handoffs.resolve(handoff, by, "done", at=_card(expected)))
        assert change.done is (_is_under_way(expected) and _may(expected, by))
        if change.done:
            self._becomes(expected, Status.RESOLVED, by)

    @rule(handoff=handoffs, by=_PEOPLE, belongs=st.sampled_from(list(_OWNED)))
    def decline(self, handoff: str, by: Person, belongs: str) -> None:
        """Not ours: it goes to whose it is, and where it is nobody's it ends; to the own team it cannot go."""
        expected = self.expected[handoff]
        change = self._run(self.opened.handoffs.decline(handoff, by, belongs, _WHY, at=_card(expected)))
        other = _OWNED[belongs] if belongs != NONE else None
        assert change.done is (_is_under_way(expected) and _may(expected, by) and other != expected.team)
        if change.done and other:
            expected.came = (f"{by.name} of ", self._name(expected.team), f"“{_WHY}”")
            self._renewed(expected, other)
        elif change.done:
            self._becomes(expected, Status.DECLINED, by)

    @rule(handoff=handoffs, by=_PEOPLE)
    def withdraw(self, handoff: str, by: Person) -> None:
        """The requester, and nobody else, takes it back."""
        expected = self.expected[handoff]
        change = self._run(self.opened.handoffs.withdraw(handoff, by, at=_card(expected)))
        assert change.done is (_is_under_way(expected) and by == expected.requester)
        if change.done:
            expected.status = Status.WITHDRAWN
            expected.version += 1

    @rule(handoff=handoffs, by=_PEOPLE)
    def reopen(self, handoff: str, by: Person) -> None:
        """What was ended is opened anew, by the requester or by the team."""
        expected = self.expected[handoff]
        change = self._run(self.opened.handoffs.reopen(handoff, by, at=_card(expected)))
        may = by == expected.requester or _may(expected, by)
        assert change.done is (not _is_under_way(expected) and may)
        if change.done:
            self._renewed(expected, expected.team, back=f"Reopened by {by.name}; open again.")

    @rule(handoff=handoffs, by=_PEOPLE, elsewhere=st.sampled_from(["C77", "@U2", "@29:eva", "19:x@thread.tacv2"]))
    def from_elsewhere(self, handoff: str, by: Person, elsewhere: str) -> None:
        """Where no card stands nobody acts for a team, but one whom it names, or who has taken it, in their own home."""
        expected = self.expected[handoff]
        at = Place(by.platform, by.workspace, elsewhere)
        at_home = at == by.direct and (expected.responder == by.name or expected.team == CLOSED.id)
        if at_home and _may(expected, by):
            return
        for act in (self.opened.handoffs.claim, self.opened.handoffs.release, self.opened.handoffs.resolve):
            assert not self._run(act(handoff, by, at=at)).done
        assert not self._run(self.opened.handoffs.decline(handoff, by, "is.data", at=at)).done

    # --- what time and the platforms do ----------------------------------------------------------------------------------

    @rule()
    def deliver(self) -> None:
        """What is due gets out."""
        self._run(self.opened.deliver(self.slack, self.teams))

    @rule(minutes=st.sampled_from([5, 31, 121]))
    def time_passes(self, minutes: int) -> None:
        """And with it what became due."""
        self.opened.now = self.opened.clock() + timedelta(minutes=minutes)
        now = self.opened.clock()
        self.opened.queued = [(d, (d.due - now).total_seconds()) for d, _ in self.opened.queued]
        waiting = {h: e for h, e in self.expected.items() if e.status is Status.OPEN}
        before = self._nudges()
        self._run(self.opened.deliver(self.slack, self.teams))
        nudged = {key.partition(".")[0] for key in self._nudges() - before}
        assert nudged <= set(waiting), "nobody is nudged about what was taken or ended"
        for handoff in waiting:
            current = self._run(self.opened.handoffs.get(handoff))
            assert current is not None
            self.expected[handoff].version = current.version  # to nudge is a change of Waypost's own

    @rule(handoff=handoffs)
    def its_channel_is_out_of_reach(self, handoff: str) -> None:
        """A card that cannot be delivered goes to the fallback, once, or ends it there; what was taken stays where it is."""
        expected = self.expected[handoff]
        diverted = self._run(self.opened.handoffs.divert(handoff, expected.round))
        assert diverted.done is (expected.status is Status.OPEN)
        if diverted.done and expected.team != "desk":
            came = self._last_passed(handoff)
            expected.came = (
                *came,
                f"{the(self._name(expected.team))} could not be reached, so the Service desk has it",
            )
            self._renewed(expected, "desk")
        elif diverted.done:
            expected.status, expected.responder = Status.DECLINED, "Waypost"
            expected.version += 1

    # --- what is always so -----------------------------------------------------------------------------------------------

    @invariant()
    def each_is_what_it_should_be(self) -> None:
        """In the database, and by its history alone; and the history only grows."""
        for handoff_id, expected in self.expected.items():
            current = self._run(self.opened.handoffs.get(handoff_id))
            assert current is not None
            seen = (current.team, current.status, current.round, current.version)
            assert seen == (expected.team, expected.status, expected.round, expected.version)
            if expected.status in (Status.CLAIMED, Status.RESOLVED, Status.DECLINED):
                assert current.responder is not None
                assert current.responder.name == expected.responder
            history = self._run(self.opened.handoffs.history(handoff_id))
            before = self.histories.get(handoff_id, ())
            assert history[: len(before)] == before
            self.histories[handoff_id] = history
            assert _told(history) is expected.status
            assert len(history) == current.version

    @invariant()
    def what_is_said_is_true(self) -> None:
        """Of each: how it stands contradicts nothing, and why it is there names who and which team brought it there."""
        for handoff_id, expected in self.expected.items():
            view = self._view(handoff_id)
            assert view.team == self._name(expected.team)
            says, why = story.stands(view), story.why_here(view)
            claims = ("Taken by", "Resolved by", "Declined by", "Not delivered", "Withdrawn by")
            said = [claim for claim in claims if says.startswith(claim)]
            assert (said == []) is (expected.status is Status.OPEN)
            if expected.status is Status.OPEN:
                on_its_way = says == f"On its way to {the(view.team)}."
                untaken = says == f"Open: nobody in {the(view.team)} has taken it yet."
                assert says == expected.back if expected.back else on_its_way or untaken
            else:
                assert "nobody" not in says
                assert story.overdue(view) == story.overdue_now(view, self.opened.clock()) == ""
            assert all(words in why for words in expected.came)
            assert (_FIRST in why) is (not expected.came)
            assert ("could not be reached" in why) is any("could not be reached" in words for words in expected.came)
            for event in view.events:
                if event.kind not in (
                    EventKind.OPENED,
                    EventKind.REMINDED,
                    EventKind.WITHDRAWN,
                    EventKind.DIVERTED,
                    EventKind.ESCALATED,
                ):
                    by_time = event.kind is EventKind.DECLINED and event.actor.name == "Waypost"
                    assert by_time or event.actor.name in story.news(view, event.kind, event.round)

    def _last_passed(self, handoff_id: str) -> tuple[str, ...]:
        """What is said of a pass-on that a diversion followed at once."""
        moves = [event for event in self._view(handoff_id).events if event.kind in story.MOVES]
        return self.expected[handoff_id].came if moves[-1].kind is EventKind.REROUTED else ()

    def _view(self, handoff_id: str, reader: Person | None = None) -> story.View:
        async def look() -> story.View:
            async with self.engine.connect() as connection:
                current = await store.get(connection, handoff_id)
                assert current is not None
                return await MessageContent(self._desk.catalogue, directory).view(connection, current, reader)

        return self._run(look())

    def _last_card(self, handoff_id: str) -> Delivery:
        async def look() -> Delivery:
            async with self.engine.connect() as connection:
                return (await outbox.of_handoff(connection, handoff_id, [Kind.CARD]))[-1]

        return self._run(look())

    def _name(self, team_id: str) -> str:
        return directory().teams[team_id].name

    # --- how -------------------------------------------------------------------------------------------------------------

    def _becomes(self, expected: Expected, status: Status, by: Person) -> None:
        expected.status, expected.responder = status, by.name
        expected.version += 1

    def _renewed(self, expected: Expected, team: str, back: str = "") -> None:
        expected.back = back
        expected.status, expected.responder, expected.team = Status.OPEN, None, team
        expected.round += 1
        expected.version += 1

    def _nudges(self) -> set[str]:
        messages = [*self.slack.messages.values(), *self.teams.messages.values()]
        return {m.key for m in messages if ".remind." in m.key or ".escalate." in m.key}

    def _all_is_shown(self) -> None:
        """Each message is there once; the newest card and the status say how it stands, and older cards where it went."""
        everything = [*self.slack.messages.values(), *self.teams.messages.values()]
        assert max(Counter(message.key for message in everything).values()) == 1
        for handoff_id, expected in self.expected.items():
            current = self._run(self.opened.handoffs.get(handoff_id))
            assert current is not None
            cards = [m for m in everything if m.key.startswith(f"{handoff_id}.card.")]
            (status,) = (m for m in everything if m.key == f"{handoff_id}.status")
            assert story.stands(self._view(handoff_id, expected.requester)) in status.outline.summary
            says = story.stands(self._view(handoff_id))
            if self._last_card(handoff_id).status == "skipped":
                assert not _is_under_way(expected), "only what ended before its team saw it needs no card"
                continue
            newest = max(cards, key=lambda m: int(m.key.rpartition(".")[2]))
            assert says in newest.outline.summary
            home = self.opened.handoffs.team(expected.team)
            assert home is not None
            assert newest.place.conversation in {channel.conversation for channel in home.channels.values()}
            for card in cards:
                if card is not newest and card.place != newest.place:
                    assert list(card.outline.actions()) == []


def _card(expected: Expected) -> Place:
    """Where the card of the team that has it stands."""
    home = home_of(directory().teams[expected.team])
    assert home is not None
    return home


def _may(expected: Expected, person: Person) -> bool:
    """Whether a person may act for the team: on its platform, and where it names people one of them."""
    named = expected.team != CLOSED.id or f"{person.platform}:{person.id}" in CLOSED.responders
    return named and person.platform == _card(expected).platform


def _is_under_way(expected: Expected) -> bool:
    return expected.status in (Status.OPEN, Status.CLAIMED)


_LEADS_TO = {
    EventKind.OPENED: Status.OPEN,
    EventKind.CLAIMED: Status.CLAIMED,
    EventKind.RELEASED: Status.OPEN,
    EventKind.RESOLVED: Status.RESOLVED,
    EventKind.REROUTED: Status.OPEN,
    EventKind.DIVERTED: Status.OPEN,
    EventKind.DECLINED: Status.DECLINED,
    EventKind.WITHDRAWN: Status.WITHDRAWN,
    EventKind.REOPENED: Status.OPEN,
}


def _told(history: tuple[Event, ...]) -> Status:
    """Where a history says that its hand-off stands."""
    return next(_LEADS_TO[event.kind] for event in reversed(history) if event.kind in _LEADS_TO)


@pytest.mark.parametrize(("kind", "walks"), [("sqlite", 25), ("postgresql", 12)])
def test_whatever_happens_hand_offs_stay_sound(
    request: pytest.FixtureRequest, tmp_path: Path, desk: Desk, kind: str, walks: int
) -> None:
    """One winner for each change, a history that tells the whole story, no nudge after a claim, cards that say what is."""
    lite = kind == "sqlite"
    url = ready_sqlite(tmp_path / "data") if lite else ready_postgres(request.getfixturevalue("postgres"))
    run_state_machine_as_test(
        lambda: Walk(desk, url),
        settings=settings(
            max_examples=walks, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


async def test_a_card_that_cannot_get_there_is_diverted(desk: Desk, tmp_path: Path) -> None:
    """What the walk does by hand the courier does when a platform says that a place is out of reach."""
    engine = connect(ready_sqlite(tmp_path / "data"))
    opened = open_waypost(desk, engine, directory())
    slack = StandIn()
    change = await opened.handoffs.open(
        Draft(
            key="k",
            requester=ANA,
            asked_in=ANA.direct,
            thread=None,
            link="",
            text="My VPN drops",
            responsibility="it.network",
            why="",
        )
    )
    assert change.handoff
    slack.failures.extend([UnreachableError("archived"), UnreachableError("archived")])
    await opened.deliver(slack)
    current = await opened.handoffs.get(change.handoff.id)
    assert current is not None
    assert current.team == "desk"
    await engine.dispose()
