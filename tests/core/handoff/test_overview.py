"""What is under way, for those who may read it."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from core.catalogue.model import Catalogue
from core.classifier.classifier import Classifier
from core.conversation.actions import Verb
from core.conversation.messages import Question
from core.conversation.outline import Fact, Note, Paragraph
from core.conversation.people import Person, Place
from core.desk.desk import Desk
from tests.core.handoff.conftest import ANA, BOB, CLOSED, DATA, IN_DATA, NETWORK, directory
from tests.core.handoff.office import HERE, VPN, Office
from tests.support.app import open_waypost


async def test_status_lists_what_is_under_way(office: Office) -> None:
    """My own for me; a team's where its name is said, or in its channel; the oldest first for the team."""
    await office.sent()
    await office.sent("The Wi-Fi in the canteen is very slow since this morning")
    mine = await office.waypost.ask(Question("status", ANA.id, HERE))
    assert mine.kind == "status"
    assert mine.outline.summary == "Your open requests: 2."
    none = await office.waypost.ask(Question("what is open?", "U77", HERE))
    assert none.outline.summary == "You have no open requests."
    named = await office.waypost.ask(Question("status of network operations", "U77", HERE))
    there = await office.waypost.ask(Question("status", "U77", Place("slack", "T1", "C1")))
    assert "2 open requests, none taken yet" in named.outline.summary
    assert VPN not in str(named.outline)
    texts = [part.text for part in there.outline.parts if isinstance(part, Paragraph)]
    assert [VPN in text for text in texts] == [True, False]


async def test_a_teams_status_is_that_of_the_team_that_is_named(
    catalogue: Catalogue, classifier: Classifier, database: AsyncEngine
) -> None:
    """Not of another whose name is part of it, nor of one whose name only stands among the words of the question."""
    teams = (
        dataclasses.replace(DATA, id="net", name="Network"),
        NETWORK,
        dataclasses.replace(CLOSED, id="is", name="IS team"),
    )
    known = directory(*teams, fallback=None)
    waypost = open_waypost(Desk(catalogue, classifier.suggest, known), database, known).waypost
    for text, said in (
        ("Hi Waypost, status of network operations", "Network operations"),
        ("status of the network team", "Network."),
        ("what is the status of my requests?", "You have no open requests"),
    ):
        assert said in (await waypost.ask(Question(text, "U77", HERE))).outline.summary


async def test_status_in_a_thread_of_the_teams_channel_is_the_teams(office: Office) -> None:
    """A Teams thread has an id of its own, and where the directory names the organisation Slack tells the workspace."""
    in_thread = dataclasses.replace(IN_DATA, conversation=f"{IN_DATA.conversation};messageid=17")
    theirs = Person("slack", "T77", "29:u", "Uma", member_of=frozenset({"T1"}))
    for place, known_as in ((in_thread, None), (Place("slack", "T77", "C1"), theirs)):
        answer = await office.waypost.ask(Question("status", "29:u", place, known_as=known_as))
        assert answer.outline.summary.startswith(("Open in", "Nothing is open in"))
        assert not answer.privately


@pytest.mark.parametrize(("place", "privately"), [(HERE, True), (Place("slack", "T1", "C3"), False)])
async def test_what_a_responder_asks_elsewhere_is_for_them_alone(
    office: Office, place: Place, *, privately: bool
) -> None:
    """A team's requests are listed for all to see in the team's own channel, and nowhere else, whoever asks."""
    answer = await office.waypost.ask(Question("status of vault", BOB.id, place))
    assert answer.kind == "status"
    assert answer.privately is privately


async def test_what_waits_too_long_is_overdue_wherever_it_is_seen(office: Office) -> None:
    """At home, in `status` of the requester and in the team's channel, on the status and on the card: with who was told."""
    office.opened.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    await office.sent()
    office.opened.now += timedelta(hours=3)
    now = office.opened.now
    office.opened.queued = [(d, (d.due - now).total_seconds()) for d, _ in office.opened.queued]
    await office.work()
    there = Place("slack", "T1", "C1")
    home = await office.waypost.home(ANA)
    mine = await office.waypost.ask(Question("status", ANA.id, HERE))
    teams = await office.waypost.ask(Question("status", "U77", there))
    says = "Overdue: waiting for 3 hours; IT management was told today at 12:00"
    for shown, rest in ((home, "Network operations · "), (mine.outline, "Network operations · "), (teams.outline, "")):
        notes = [part.text for part in shown.parts if isinstance(part, Note)]
        asker = " · Ana" if shown is teams.outline else ""  # a list names nobody to themselves
        assert f"{rest}{says} · asked 3 hours ago{asker}" in notes
    dated = "waiting since Monday, 2 March, at 09:00; IT management was told on Monday, 2 March, at 12:00"
    assert Fact("Overdue", dated) in office.card.parts
    assert Fact("Overdue", dated) in office.status.parts
    await office.press(office.card, Verb.TAKE, BOB)
    await office.work()
    assert "Overdue" not in str(office.card) + str(office.status)
    assert "Overdue" not in str(await office.waypost.home(ANA))
