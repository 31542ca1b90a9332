"""What a hand-off's history says, on cards, statuses, lists and in news, at every stage."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalogue.model import NONE, Catalogue
from core.conversation.outline import Fact, Note, Outline
from core.conversation.people import Person
from core.handoff import store
from core.handoff.delivery import outbox
from core.handoff.delivery.outbox import Delivery, Kind
from core.handoff.messages import card as cards
from core.handoff.messages import story
from core.handoff.messages.content import MessageContent
from core.handoff.messages.story import View
from core.handoff.model import SYSTEM, Event, EventKind, Handoff
from core.storage.engine import writing
from tests.core.handoff.conftest import ANA, BOB, EVA, IN_DATA, IN_NETWORK, START, World, directory, draft, stored


class Reader:
    """Reads what would be said of a hand-off now."""

    def __init__(self, world: World, catalogue: Catalogue) -> None:
        self.world, self.letters = world, MessageContent(catalogue, lambda: world.directory)

    async def view(self, handoff: Handoff) -> View:
        """The hand-off as it is now, its card delivered."""
        async with writing(self.world.database) as connection:
            for card in await outbox.of_handoff(connection, handoff.id, [Kind.CARD]):
                await outbox.mark(connection, card, ["pending"], status="sent")
            current = await store.get(connection, handoff.id)
            assert current is not None
            return await self.letters.view(connection, current)

    async def escalated(self, handoff: Handoff, *, remind: bool = True) -> None:
        """Time has passed, and nobody has taken it."""
        async with writing(self.world.database) as connection:
            if remind:
                await self.world.handoffs.remind(connection, handoff.id, handoff.round)
            await self.world.handoffs.escalate(connection, handoff.id, handoff.round)

    async def written(self, handoff: Handoff, kind: Kind) -> list[Outline]:
        """Each message of a kind as it would be drawn now, oldest first."""
        view = await self.view(handoff)
        async with self.world.database.connect() as connection:
            planned: tuple[Delivery, ...] = await outbox.of_handoff(connection, handoff.id, [kind])
            return [await self.letters.write(connection, delivery, view.handoff) for delivery in planned]


@pytest.fixture
def reader(world: World, catalogue: Catalogue) -> Reader:
    """With nothing handed over yet."""
    world.now = START
    return Reader(world, catalogue)


def _fact(outline: Outline, label: str) -> str:
    return next((part.value for part in outline.parts if isinstance(part, Fact) and part.label == label), "")


async def test_the_new_team_reads_who_passed_it_on_and_why(reader: Reader) -> None:
    """In place of the words that brought it to the first team; the first team's card says where it went, in the past."""
    handoff = await reader.world.opened()
    await reader.world.handoffs.decline(handoff.id, BOB, "is.data", "it is about figures", at=IN_NETWORK)
    first, second = await reader.written(handoff, Kind.CARD)
    assert _fact(second, "Why here").endswith("; Bob of Network operations passed it on: “it is about figures”")
    assert "VPN" not in _fact(second, "Why here")
    assert "Not ours, said Bob: it went to the Data office." in first.summary
    assert first.title == "Request for Network operations"
    (status,) = await reader.written(handoff, Kind.STATUS)
    assert _fact(status, "Why the Data office") == "Bob of Network operations passed it on: “it is about figures”"
    (news,) = await reader.written(handoff, Kind.NOTIFY_REQUESTER)
    assert news.summary == (
        "Bob of Network operations says that your request belongs to another team; it went to the Data office. "
        "“it is about figures”"
    )


async def test_an_old_card_keeps_its_own_story(reader: Reader) -> None:
    """Passed on and back again: each card says what happened to it, and the newest how it stands."""
    handoff = await reader.world.opened()
    await reader.world.handoffs.decline(handoff.id, BOB, "is.data", at=IN_NETWORK)
    await reader.world.handoffs.decline(handoff.id, EVA, "it.network", "cables after all", at=IN_DATA)
    first, second, third = await reader.written(handoff, Kind.CARD)
    assert "it went to the Data office." in first.summary
    assert "Not ours, said Eva: it went to Network operations." in second.summary
    assert [*first.actions(), *second.actions()] == []
    assert _fact(third, "Why here").endswith("Eva of the Data office passed it on: “cables after all”")
    assert next(iter(third.actions())).verb == "take"


async def test_a_diversion_says_whom_it_could_not_reach(reader: Reader) -> None:
    """Also right after a pass-on, where both are told; and where there is nobody else it was not declined by anybody."""
    handoff = await reader.world.opened()
    await reader.world.handoffs.divert(handoff.id, 1)
    came = "Network operations could not be reached, so the Service desk has it"
    assert (await reader.view(handoff)).team == "Service desk"
    assert story.how_it_came(await reader.view(handoff)) == came
    (news,) = await reader.written(handoff, Kind.NOTIFY_REQUESTER)
    assert news.summary == "Network operations could not be reached, so your request went to the Service desk."

    passed = await reader.world.opened("ask.1")
    await reader.world.handoffs.decline(passed.id, BOB, "is.data", at=IN_NETWORK)
    await reader.world.handoffs.divert(passed.id, 2)
    both = "Bob of Network operations passed it on; the Data office could not be reached, so the Service desk has it"
    assert story.how_it_came(await reader.view(passed)) == both

    await reader.world.handoffs.divert(passed.id, 3)
    assert story.stands(await reader.view(passed)) == "Not delivered: the Service desk could not be reached."
    assert "declined" not in (await reader.written(passed, Kind.NOTIFY_REQUESTER))[-1].summary


async def test_put_back_or_reopened_is_not_untaken(reader: Reader) -> None:
    """Who did it is said in place of nobody's having taken it."""
    handoff = await reader.world.opened()
    await reader.world.handoffs.claim(handoff.id, BOB, at=IN_NETWORK)
    await reader.world.handoffs.release(handoff.id, BOB, at=IN_NETWORK)
    assert story.stands(await reader.view(handoff)) == "Put back by Bob; open again."
    await reader.world.handoffs.withdraw(handoff.id, ANA, at=ANA.direct)
    await reader.world.handoffs.reopen(handoff.id, ANA, at=ANA.direct)
    assert story.stands(await reader.view(handoff)) == "Reopened by Ana; open again."
    await reader.world.handoffs.decline(handoff.id, BOB, "is.data", at=IN_NETWORK)
    stands = story.stands(await reader.view(handoff))
    assert stands == "Open: nobody in the Data office has taken it yet."


async def test_late_news_tells_its_own_round(reader: Reader) -> None:
    """Taken by Bob, put back, taken by Eva: what is sent late still says who did what it is about."""
    handoff = await reader.world.opened()
    await reader.world.handoffs.claim(handoff.id, BOB, at=IN_NETWORK)
    await reader.world.handoffs.release(handoff.id, BOB, at=IN_NETWORK)
    await reader.world.handoffs.claim(handoff.id, Person("slack", "T1", "U3", "Eva"), at=IN_NETWORK)
    said = [news.summary for news in await reader.written(handoff, Kind.NOTIFY_REQUESTER)]
    assert said == [
        "Bob has taken your request.",
        "Bob has put your request back; it is open again.",
        "Eva has taken your request.",
    ]


async def test_an_escalation_names_whom_it_told(reader: Reader) -> None:
    """In the news, on the status and the card, in the list; with dates where it stays, in days where it is drawn anew."""
    handoff = await reader.world.opened()
    reader.world.now = START + timedelta(days=4, hours=2)
    await reader.escalated(handoff)
    (news,) = await reader.written(handoff, Kind.NOTIFY_REQUESTER)
    assert news.summary == "Nobody in Network operations has taken your request yet, so I've told IT management."
    waits = "waiting since Friday, 6 March, at 09:00; IT management was told on Tuesday, 10 March, at 11:00"
    for kind in (Kind.STATUS, Kind.CARD, Kind.ESCALATE):
        (shown,) = await reader.written(handoff, kind)
        assert _fact(shown, "Overdue") == waits
    view = await reader.view(handoff)
    listed = cards.listing("Your open requests", [view], reader.world.now, empty="", of="requester")
    says = "Overdue: waiting for 4 days; IT management was told today at 11:00"
    assert listed.parts[1] == Note(f"Network operations · {says} · asked 4 days ago")
    assert listed.summary == "Your open requests: 1, 1 of them overdue."
    assert story.overdue_now(view, reader.world.now + timedelta(days=2)).endswith("was told on Tuesday")
    assert story.overdue_now(view, reader.world.now + timedelta(days=9)).endswith("was told on 10 March")


async def test_a_reminder_alone_shows_too(reader: Reader) -> None:
    """The requester's status says that the team was reminded, and is redrawn for it."""
    handoff = await reader.world.opened()
    await reader.view(handoff)
    reader.world.now += timedelta(hours=1)
    async with writing(reader.world.database) as connection:
        (status,) = await outbox.of_handoff(connection, handoff.id, [Kind.STATUS])
        await outbox.mark(connection, status, ["pending"], status="sent")
        await reader.world.handoffs.remind(connection, handoff.id, 1)
    (shown,) = await reader.written(handoff, Kind.STATUS)
    assert _fact(shown, "Overdue").endswith("Network operations was reminded on Friday, 6 March, at 10:00")
    assert [d.content for d, _ in reader.world.queued if d.kind is Kind.REDRAW].count(status.id) == 1


@pytest.mark.parametrize("then", ["claim", "withdraw", "release", "reroute"])
async def test_what_has_moved_on_is_not_overdue_any_more(reader: Reader, then: str) -> None:
    """Nor does the news that comes late, the reminder or the escalation say that nobody has taken it."""
    handoff = await reader.world.opened()
    await reader.escalated(handoff)
    act = reader.world.handoffs
    if then == "withdraw":
        await act.withdraw(handoff.id, ANA, at=ANA.direct)
    elif then == "reroute":
        await act.decline(handoff.id, BOB, "is.data", at=IN_NETWORK)
    else:
        await act.claim(handoff.id, BOB, at=IN_NETWORK)
    if then == "release":
        await act.release(handoff.id, BOB, at=IN_NETWORK)
    view = await reader.view(handoff)
    assert story.overdue(view) == story.overdue_now(view, reader.world.now) == ""
    told = (await reader.written(handoff, Kind.NOTIFY_REQUESTER))[0]
    assert told.summary == "Nobody in Network operations had taken your request, so I've told IT management."
    for kind in (Kind.REMIND, Kind.ESCALATE):
        shown = (await reader.written(handoff, kind))[0]
        assert "obody in Network operations has taken" not in shown.summary
        assert "Nobody has taken" not in shown.summary
        assert shown.title != "Waiting in Network operations"
        if then == "reroute":
            assert "it went to the Data office" in shown.summary
            assert [*shown.actions()] == []


async def test_whom_was_told_is_who_was_planned_to_be(reader: Reader) -> None:
    """A directory that changed since names another team above: the news names the one whose place got the message."""
    handoff = await reader.world.opened()
    known = directory()
    moved = {**known.teams, "network": known.teams["desk"]}
    reader.world.directory = type(known)(known.organisation, moved)
    await reader.escalated(handoff, remind=False)
    assert (await reader.world.handoffs.history(handoff.id))[-1].detail == "IT management"


@pytest.mark.parametrize(
    ("event_kind", "detail", "says"),
    [
        (EventKind.ESCALATED, "", "the team above was told"),
        (EventKind.REROUTED, "Data office", "Bob of Network operations passed it on"),
    ],
)
def test_events_of_before_are_vaguer_and_still_true(event_kind: EventKind, detail: str, says: str) -> None:
    """They name no team that was told, and no reason why it was passed on."""
    moved = event_kind is EventKind.REROUTED
    view = _view(
        [
            Event(EventKind.OPENED, 1, ANA, "Network operations", START),
            Event(event_kind, 2 if moved else 1, BOB if moved else SYSTEM, detail, START),
        ],
        escalated=None if moved else START,
    )
    assert says in f"{story.how_it_came(view)} {story.overdue(view)}"


def _view(events: list[Event], *, escalated: datetime | None = None) -> View:
    handoff = stored(events[-1].round, len(events), escalated_at=escalated)
    return View(handoff, "Network operations", "Networks", tuple(events), arrived=True, zone=ZoneInfo("Europe/Lisbon"))


@given(st.lists(st.integers(1, 10_000_000), min_size=2).map(sorted))
def test_ages_never_go_backwards(seconds: list[int]) -> None:
    """A longer time is never said as a shorter one, and one is singular."""
    units = {"minute": 60, "hour": 3_600, "day": 86_400}

    def told(said: str) -> int:
        number, unit = said.split() if said else ("0", "minute")
        assert unit.endswith("s") is (number != "1") or not said
        return int(number) * units[unit.removesuffix("s")]

    ages = [told(story.age(one)) for one in seconds]
    assert all(earlier <= later for earlier, later in pairwise(ages))


async def test_nobody_is_named_to_themselves(reader: Reader) -> None:
    """Who alone reads it is “you” at every stage, in all that is said of a hand-off; before others it is their name."""
    world, handoff = reader.world, await reader.world.opened()
    steps = (
        world.handoffs.claim(handoff.id, ANA, at=IN_NETWORK),
        world.handoffs.release(handoff.id, ANA, at=IN_NETWORK),
        world.handoffs.resolve(handoff.id, ANA, at=IN_NETWORK),
        world.handoffs.reopen(handoff.id, ANA, at=IN_NETWORK),
        world.handoffs.decline(handoff.id, ANA, NONE, at=IN_NETWORK),
        world.handoffs.reopen(handoff.id, ANA, at=IN_NETWORK),
        world.handoffs.decline(handoff.id, ANA, "is.data", "figures", at=IN_NETWORK),
        world.handoffs.withdraw(handoff.id, ANA, at=ANA.direct),
    )
    for step in steps:
        assert (await step).done
        view = replace(await reader.view(handoff), undelivered=frozenset({"requester", "team"}))
        alone, others = _all_said(replace(view, reader=ANA), world.now), _all_said(view, world.now)
        assert "Ana" not in alone
        assert "you" in alone.lower()
        assert "Ana" in others
        assert " you " not in others.replace("gives you", "")
    assert "you has" not in alone.lower()


def _all_said(view: View, now: datetime) -> str:
    outlines = [cards.status(view), cards.standing(view), cards.card(view, ())]
    outlines.append(cards.listing("Open", [view], now, empty="", of="team"))
    outlines += [
        cards.news(view, event.kind, event.round) for event in view.events if event.kind is not EventKind.OPENED
    ]
    return " ".join(f"{outline.title} {outline.parts} {outline.summary}" for outline in outlines)


async def test_a_status_that_others_read_names_the_requester(reader: Reader) -> None:
    """What is kept posted in a channel says no “you”; in the direct conversation it does."""
    for key, asked_in, says in (("a", ANA.direct, "Withdrawn by you."), ("b", IN_NETWORK, "Withdrawn by Ana.")):
        opened = await reader.world.handoffs.open(replace(draft(key), asked_in=asked_in))
        assert opened.handoff
        await reader.world.handoffs.withdraw(opened.handoff.id, ANA, at=ANA.direct)
        (status,) = await reader.written(opened.handoff, Kind.STATUS)
        assert says in str(status.parts)


@pytest.mark.parametrize(
    ("taken", "says"),
    [
        (0, "3 open requests, none taken yet; the oldest is from 2 hours ago."),
        (1, "3 open requests, 2 of them not taken yet; the oldest is from 2 hours ago."),
        (3, "3 open requests, all taken; the oldest is from 2 hours ago."),
    ],
)
async def test_a_count_says_how_many_are_taken(reader: Reader, taken: int, says: str) -> None:
    """In words that hold for none, some and all."""
    opened = [await reader.world.opened(str(number)) for number in range(3)]
    for handoff in opened[:taken]:
        await reader.world.handoffs.claim(handoff.id, BOB, at=IN_NETWORK)
    views = [await reader.view(handoff) for handoff in opened]
    counted = cards.count("Service desk", views, reader.world.now + timedelta(hours=2))
    assert counted.summary == f"The Service desk has {says}"
