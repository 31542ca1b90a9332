"""Conversations at the one door: what goes on with the last turn, whose it is, how long it counts, and what is kept of it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.catalogue.model import Catalogue
from core.classifier.classifier import Classifier
from core.conversation.actions import Verb
from core.conversation.answer import Answer, Presentation
from core.conversation.messages import Press, Question
from core.conversation.outline import Quoted
from core.conversation.people import Person, Place
from core.desk.desk import Desk
from core.desk.followups.turn import EXPIRES
from core.handoff.drafts import DraftStore
from core.limits import Limit
from core.storage.engine import connect, upgrade
from core.storage.tables import asks, turns, verdicts
from tests.core.handoff.conftest import ANA, BOB, directory
from tests.support.app import OpenWaypost, open_waypost
from tests.support.databases import new_postgres

_CHANNEL = Place("slack", "T1", "C7")
_DIRECT = Place("slack", "T1", "D7")
_VPN = "My VPN connection drops every ten minutes"
_NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def opened(catalogue: Catalogue, classifier: Classifier, engine: AsyncEngine) -> OpenWaypost:
    """Waypost for an organisation with teams, at noon."""
    waypost = open_waypost(Desk(catalogue, classifier.suggest, directory()), engine)
    waypost.now = _NOON
    return waypost


@pytest.fixture
async def replica(
    catalogue: Catalogue, classifier: Classifier, request: pytest.FixtureRequest
) -> AsyncIterator[OpenWaypost]:
    """The same on PostgreSQL, where replicas find each other's turns in the database."""
    engine = connect(new_postgres(request.getfixturevalue("postgres")))
    await upgrade(engine)
    waypost = open_waypost(Desk(catalogue, classifier.suggest, directory()), engine)
    waypost.now = _NOON
    yield waypost
    await engine.dispose()


async def _say(
    opened: OpenWaypost, text: str, person: Person = ANA, at: Place = _DIRECT, thread: str | None = None
) -> Answer:
    return await opened.waypost.ask(Question(text, person.id, at, thread=thread, known_as=person))


def _quoted(answer: Answer) -> str:
    return next((part.text for part in answer.outline.parts if isinstance(part, Quoted)), "")


async def test_after_half_an_hour_nothing_goes_on(opened: OpenWaypost) -> None:
    """Just before it the last turn counts, just after it the same words stand for themselves."""
    for wait, kind in ((EXPIRES - timedelta(seconds=1), "why"), (EXPIRES, "bot")):
        await _say(opened, _VPN)
        opened.now = (opened.now or _NOON) + wait
        assert (await _say(opened, "why there?")).kind == kind


async def test_a_conversation_is_that_of_its_place(opened: OpenWaypost) -> None:
    """What was asked in a thread goes on there, and neither in another thread nor with us alone."""
    await _say(opened, _VPN, at=_CHANNEL, thread="1")
    assert (await _say(opened, "why there?", at=_CHANNEL, thread="2")).kind == "bot"
    assert (await _say(opened, "why there?")).kind == "bot"
    assert (await _say(opened, "why there?", at=_CHANNEL, thread="1")).kind == "why"


async def test_with_one_person_alone_threads_do_not_part_a_conversation(opened: OpenWaypost) -> None:
    """They write now below an answer and now beside it."""
    await _say(opened, _VPN)
    assert (await _say(opened, "why there?", thread="1")).kind == "why"


async def test_a_colleague_may_ask_about_it_and_no_more(opened: OpenWaypost) -> None:
    """In a thread others can ask why and who; what they add or hand over is theirs alone."""
    await _say(opened, _VPN, at=_CHANNEL, thread="1")
    assert (await _say(opened, "and who do I call?", BOB, _CHANNEL, "1")).kind == "owner"
    assert (await _say(opened, "hand it over", BOB, _CHANNEL, "1")).kind != "preview"
    assert "VPN" not in _quoted(await _say(opened, "since this morning", BOB, _CHANNEL, "1"))


async def test_what_was_asked_alone_is_nobody_elses(opened: OpenWaypost) -> None:
    """A private answer in a channel leaves no turn for others there."""
    await opened.waypost.ask(Question(_VPN, ANA.id, _CHANNEL, openly=False, known_as=ANA))
    answer = await opened.waypost.ask(Question("who owns it?", BOB.id, _CHANNEL, openly=False, known_as=BOB))
    assert "Network" not in answer.outline.summary or answer.outline.title == "Owners"


async def test_a_yes_to_the_preview_hands_over_what_was_seen(opened: OpenWaypost) -> None:
    """In words as by presses: a preview first, for the requester alone, and only then the hand-off, once."""
    await _say(opened, _VPN, at=_CHANNEL, thread="1")
    preview = await _say(opened, "ok send it", at=_CHANNEL, thread="1")
    assert (preview.kind, preview.privately, preview.presentation) == ("preview", True, Presentation.NEW)
    assert not opened.queued
    assert (await _say(opened, "yes please", at=_CHANNEL, thread="1")).kind == "sent"
    assert opened.queued
    planned = len(opened.queued)
    await _say(opened, "send it", at=_CHANNEL, thread="1")
    assert len(opened.queued) == planned


async def test_what_changed_since_the_preview_is_shown_again(opened: OpenWaypost) -> None:
    """The yes carries the seal of what was seen, as the button does."""
    await _say(opened, _VPN)
    preview = await _say(opened, "ok send it")
    edit = next(action for action in preview.outline.actions() if action.verb is Verb.EDIT)
    await DraftStore(opened.engine).keep(edit.ask, edit.part, ANA.id, "VPN drops, floor 3")
    assert (await _say(opened, "yes")).kind == "preview"
    assert not opened.queued


@pytest.mark.parametrize(("verb", "inputs"), [(Verb.EDIT, {"text": "VPN drops, floor 3"}), (Verb.MASK, {})])
async def test_a_yes_is_to_the_preview_as_it_was_changed(
    opened: OpenWaypost, verb: Verb, inputs: dict[str, str]
) -> None:
    """Who edits or masks by a button sees the new preview, and agrees to that."""
    await _say(opened, f"{_VPN}, my password is Hunter2!xyz")
    preview = await _say(opened, "ok send it")
    change = next(action for action in preview.outline.actions() if action.verb is verb)
    assert (await opened.waypost.press(Press(change, ANA, _DIRECT, inputs=inputs))).kind == "preview"
    assert (await _say(opened, "yes")).kind == "sent"


async def test_what_was_cancelled_by_a_button_is_not_sent_by_a_word(opened: OpenWaypost) -> None:
    """A preview that was put away is no question any more that an “ok” could answer."""
    await _say(opened, _VPN)
    preview = await _say(opened, "hand it over")
    cancel = next(action for action in preview.outline.actions() if action.verb is Verb.CANCEL)
    await opened.waypost.press(Press(cancel, ANA, _DIRECT))
    assert (await _say(opened, "ok")).kind != "sent"
    assert not opened.queued


async def test_an_open_question_is_settled_in_words(opened: OpenWaypost, engine: AsyncEngine) -> None:
    """By its place, or by what the button says: kept as the press would be."""
    for words in ("the second one", None):
        asked = await _say(opened, "I can't get into the VPN")
        assert asked.kind == "clarify"
        second = list(asked.outline.buttons())[1]
        answer = await _say(opened, words or second.label)
        assert (answer.kind, answer.outline.title) == ("route", "Networks and connectivity (IT Management)")
    async with engine.connect() as connection:
        kept = list(await connection.execute(sa.select(verdicts.c.chosen, verdicts.c.how)))
    assert kept == [("it.network", "clarification")] * 2


async def test_a_request_grows_and_keeps_all_its_words(opened: OpenWaypost, engine: AsyncEngine) -> None:
    """What is added belongs to the request from then on, and what was meant decides; one press takes it for a new one."""
    await _say(opened, "it does not turn on any more")
    answer = await _say(opened, "sorry, I meant the printer on floor 3")
    assert answer.outline.title == "Hardware and devices (IT Management)"
    assert "turn on" in _quoted(answer)
    new = next(action for action in answer.outline.actions() if action.verb is Verb.ASK)
    assert new.choice == "sorry, I meant the printer on floor 3"
    assert "turn on" not in _quoted(await opened.waypost.press(Press(new, ANA, _DIRECT)))
    async with engine.connect() as connection:
        texts = [row.text for row in await connection.execute(sa.select(asks.c.text).order_by(asks.c.asked_at))]
    assert texts[1] == "it does not turn on any more\nMeant: the printer on floor 3"


async def test_words_of_the_asker_are_not_kept_with_the_turn(replica: OpenWaypost) -> None:
    """Questions on the roles are not stored: of them only the kind and the subject are, and small talk leaves no trace."""
    await _say(replica, "thanks")
    await _say(replica, "which skills does an IS manager need?")
    async with replica.engine.connect() as connection:
        (row,) = await connection.execute(sa.select(turns))
        assert not list(await connection.execute(sa.select(asks)))
    assert (row.kind, row.about, row.ask_id) == ("skills", "is", None)


async def test_a_question_that_is_deleted_takes_its_turn_along(opened: OpenWaypost, engine: AsyncEngine) -> None:
    """What follows then stands for itself."""
    await _say(opened, _VPN)
    async with engine.begin() as connection:
        await connection.execute(sa.delete(asks))
    assert (await _say(opened, "why there?")).kind == "bot"


async def test_lists_stay_for_people_of_the_organisation(opened: OpenWaypost) -> None:
    """Also where a follow-up asks for them."""
    guest = Person("slack", "T1", "U9", "Gus", external=True)
    await _say(opened, "what is IT management?", guest)
    assert (await _say(opened, "and who owns that?", guest)).kind == "refused"


async def test_a_conversation_without_its_database_is_answered(replica: OpenWaypost) -> None:
    """Where no turn can be found or kept, a question stands for itself, and the answer goes out."""
    async with replica.engine.begin() as connection:
        await connection.execute(sa.text("DROP TABLE turns"))
    assert (await _say(replica, "compare")).kind == "compare"
    assert (await _say(replica, "which skills does an IS manager need?")).kind == "skills"


async def test_turns_count_for_the_limits(catalogue: Catalogue, classifier: Classifier, engine: AsyncEngine) -> None:
    """A press in words cannot get round what a person may do."""
    limits = {"handoffs": Limit.of("1/1h")}
    opened = open_waypost(Desk(catalogue, classifier.suggest, directory()), engine, directory(), limits)
    kinds = []
    for text in (_VPN, "Our Wi-Fi is slow on floor 3"):
        await _say(opened, text)
        await _say(opened, "hand it over")
        kinds.append((await _say(opened, "yes")).kind)
    assert kinds == ["sent", "limited"]
