"""Before a request goes to a team: what its requester sees, changes, confirms or cancels."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.catalogue.model import Catalogue
from core.classifier.classifier import Classifier
from core.conversation.actions import Verb
from core.conversation.answer import Answer
from core.conversation.messages import Press, Question
from core.conversation.outline import Fact, Form, Link, OwnedBy, Quoted
from core.desk.desk import Desk
from core.directory.model import Directory
from core.handoff.policy import FREE
from core.storage.engine import writing
from tests.core.handoff.conftest import ANA, BOB, NETWORK, directory
from tests.core.handoff.office import HERE, VPN, Office, text_of
from tests.support.app import open_waypost
from tests.support.sentences import is_one_sentence


async def test_nothing_goes_out_before_the_requester_has_seen_it(office: Office) -> None:
    """The preview shows the text, the facts and the place that the team's card will show; what is sent is that."""
    answer = await office.ask()
    preview = await office.press(answer, Verb.HAND_OVER)
    assert preview.presentation == "instead"
    assert office.opened.queued == []
    await office.press(preview, Verb.SEND)
    await office.work()
    shown, posted = preview.outline.parts, office.card.parts
    assert [part.text for part in shown if isinstance(part, Quoted)] == [
        part.text for part in posted if isinstance(part, Quoted)
    ]
    for kind in (Fact, Link):
        assert [part for part in shown if isinstance(part, kind)] == [part for part in posted if isinstance(part, kind)]
    assert next(part for part in shown if isinstance(part, OwnedBy)).team == NETWORK
    assert any(isinstance(part, Link) and part.url == "https://example.org/1" for part in posted)


async def test_the_text_can_be_changed_before_it_goes(office: Office) -> None:
    """What Edit… saves is what the next form shows, and what is sent."""
    preview = await office.press(await office.ask(), Verb.HAND_OVER)
    edit = next(button for button in preview.outline.buttons() if button.action.verb is Verb.EDIT)
    form = await office.waypost.form(edit.action, ANA, HERE)
    assert form == edit.form
    assert isinstance(form, Form)
    edited = await office.press(preview, Verb.EDIT, text="VPN drops since Monday")
    assert Quoted("VPN drops since Monday") in edited.outline.parts
    again = await office.waypost.form(edit.action, ANA, HERE)
    assert isinstance(again, Form)
    assert getattr(again.fields[0], "value", "") == "VPN drops since Monday"
    await office.press(edited, Verb.SEND)
    await office.work()
    assert Quoted("VPN drops since Monday", leads=True) in office.card.parts


async def test_what_is_handed_over_is_not_offered_again(office: Office) -> None:
    """After sending, the suggestion says so in place of the button; what else it offers stays. Unsent, the button is back."""
    await office.work()  # so that it is known whether the requester can be written to
    asked = await office.ask(openly=False)
    offered = {button.action.verb for button in asked.outline.buttons()}
    preview = await office.press(asked, Verb.HAND_OVER)
    kept = await office.press(preview, Verb.CANCEL)
    assert {button.action.verb for button in kept.outline.buttons()} == offered
    sent = await office.press(preview, Verb.SEND)
    assert {button.action.verb for button in sent.outline.buttons()} == offered - {Verb.HAND_OVER}
    assert "Handed to Network operations." in text_of(sent.outline)


async def test_one_persons_question_is_nobody_elses(office: Office) -> None:
    """In a channel several may press: whoever did not ask neither hands over, edits nor redraws, and nothing is changed."""
    answer = await office.ask()
    preview = await office.press(answer, Verb.HAND_OVER)
    for shown in (answer, preview):
        for action in shown.outline.actions():
            if action.verb in FREE:
                continue
            refused = await office.waypost.press(Press(action, BOB, HERE, inputs={"text": "Bob's words"}))
            assert (refused.kind, refused.presentation, refused.privately) == ("refused", "aside", True)
            assert is_one_sentence(refused.outline.summary)
            assert VPN not in str(refused.outline)
    edit = next(button.action for button in preview.outline.buttons() if button.action.verb is Verb.EDIT)
    told = await office.waypost.form(edit, BOB, HERE)
    assert isinstance(told, Answer)
    assert told.kind == "refused"
    assert office.opened.queued == []
    assert Quoted(VPN) in (await office.press(answer, Verb.HAND_OVER)).outline.parts


async def test_a_secret_is_pointed_out_and_can_be_masked(office: Office) -> None:
    """The warning names what it looks like; after masking nothing of it is left, and nothing is warned of."""
    answer = await office.ask(f"{VPN}, my VPN password is Hunter2!x")
    preview = await office.press(answer, Verb.HAND_OVER)
    assert "a password" in text_of(preview.outline)
    masked = await office.press(preview, Verb.MASK)
    assert "Hunter2" not in text_of(masked.outline)
    assert "[masked]" in text_of(masked.outline)
    assert Verb.MASK not in {action.verb for action in masked.outline.actions()}
    await office.press(masked, Verb.SEND)
    await office.work()
    assert "Hunter2" not in text_of(office.card)


async def test_it_can_be_left_alone(office: Office) -> None:
    """Don't send says so, and nothing was sent."""
    answer = await office.ask()
    preview = await office.press(answer, Verb.HAND_OVER)
    kept = await office.press(preview, Verb.CANCEL)
    assert (kept.presentation, kept.outline.summary) == ("replace", "Not handed over.")
    assert office.opened.queued == []


async def test_where_the_preview_took_its_place_the_suggestion_comes_back(office: Office) -> None:
    """As after a command, whose answer the preview replaces."""
    answer = await office.ask(openly=False)
    preview = await office.press(answer, Verb.HAND_OVER)
    kept = await office.press(preview, Verb.CANCEL)
    assert (kept.presentation, kept.outline.title) == ("replace", answer.outline.title)


async def test_sent_twice_is_sent_once(office: Office) -> None:
    """A second press on Send, and a second hand-over of the same question, show how it stands."""
    answer = await office.ask()
    preview = await office.press(answer, Verb.HAND_OVER)
    first = await office.press(preview, Verb.SEND)
    assert first.kind == "sent"
    second = await office.press(preview, Verb.SEND)
    third = await office.press(answer, Verb.HAND_OVER)
    assert {second.kind, third.kind} == {"stale"}
    assert "Network operations" in third.outline.summary
    await office.work()
    assert len([m for m in office.slack.messages.values() if m.place.conversation == "C1"]) == 1


@pytest.mark.parametrize(("openly", "place"), [(False, "@U1"), (True, "C7")])
async def test_the_requester_is_kept_posted_where_it_was_asked(office: Office, openly: bool, place: str) -> None:
    """In the thread of a public answer; where the answer was private, in the direct conversation."""
    preview = await office.press(await office.ask(openly=openly), Verb.HAND_OVER)
    await office.press(preview, Verb.SEND)
    await office.work()
    status = next(m for m in office.slack.messages.values() if m.outline == office.status)
    assert (status.place.conversation, status.thread) == (place, "17.5" if openly else None)


async def test_each_of_several_asks_goes_to_its_own_team(
    catalogue: Catalogue, classifier: Classifier, database: AsyncEngine
) -> None:
    """The second ask of a message is handed over with its own words, to its own owner."""
    both = directory()
    office = Office(open_waypost(Desk(catalogue, classifier.suggest, both), database, both))
    answer = await office.ask(f"1. {VPN}\n2. We need one agreed definition of an active customer in our data")
    preview = await office.press(answer, Verb.HAND_OVER, part=1)
    await office.press(preview, Verb.SEND, part=1)
    await office.work()
    (card,) = office.teams.messages.values()
    assert "active customer" in text_of(card.outline)
    assert "VPN" not in text_of(card.outline)


@pytest.mark.parametrize("text", ["", "   ", "\u200b"])
async def test_an_empty_edit_changes_nothing(office: Office, text: str) -> None:
    """Nobody hands over nothing."""
    preview = await office.press(await office.ask(), Verb.HAND_OVER)
    edited = await office.press(preview, Verb.EDIT, text=text)
    assert Quoted(VPN) in edited.outline.parts


async def test_a_request_that_is_too_long_is_refused_with_its_length(office: Office) -> None:
    """Forty thousand characters: what to do about it is said, and nothing is sent."""
    answer = await office.ask(f"{VPN}. {'It drops again and again. ' * 1600}")
    preview = await office.press(answer, Verb.HAND_OVER)
    sent = await office.press(preview, Verb.SEND)
    assert sent.kind == "refused"
    assert "3,000" in sent.outline.summary
    assert office.opened.queued == []


async def test_nobody_is_offered_what_nobody_can_be_given(
    catalogue: Catalogue, classifier: Classifier, database: AsyncEngine
) -> None:
    """Without a directory there is no button; with one whose teams have no place neither."""
    for known in (None, Directory(directory().organisation, {})):
        waypost = open_waypost(Desk(catalogue, classifier.suggest, known), database, known).waypost
        answer = await waypost.ask(Question(VPN, ANA.id, HERE))
        assert Verb.HAND_OVER not in {action.verb for action in answer.outline.actions()}


async def test_a_draft_that_stays_behind_is_no_failure(office: Office, database: AsyncEngine) -> None:
    """What was handed over is said to be, whatever becomes of the text that was edited on the way."""
    preview = await office.press(await office.ask(), Verb.HAND_OVER)
    edited = await office.press(preview, Verb.EDIT, text="VPN drops since Monday")
    async with writing(database) as connection:
        for statement in _NO_DELETION[database.dialect.name]:
            await connection.execute(sa.text(statement))
    try:
        sent = await office.press(edited, Verb.SEND)
    finally:
        async with writing(database) as connection:
            await connection.execute(sa.text(_DELETION[database.dialect.name]))
    assert sent.kind == "sent"
    await office.work()
    assert Quoted("VPN drops since Monday", leads=True) in office.card.parts


_NO_DELETION = {
    "sqlite": ["CREATE TRIGGER refuse BEFORE DELETE ON drafts BEGIN SELECT RAISE(ABORT, 'no'); END"],
    "postgresql": [
        "CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'no'; END $$ LANGUAGE plpgsql",
        "CREATE TRIGGER refuse BEFORE DELETE ON drafts FOR EACH ROW EXECUTE FUNCTION refuse()",
    ],
}
_DELETION = {"sqlite": "DROP TRIGGER refuse", "postgresql": "DROP FUNCTION refuse CASCADE"}
"""So that the next test can empty the database."""


async def test_what_it_belongs_to_is_part_of_what_was_seen(office: Office) -> None:
    """Chosen anew meanwhile, within the same team: nothing goes out under a reason that the requester did not read."""
    asked = await office.ask("My monitor stays black since this morning")
    preview = await office.press(asked, Verb.HAND_OVER)
    choices = await office.press(asked, Verb.CORRECT)
    menu = next(action for action in choices.outline.actions() if action.verb is Verb.CORRECT_TO)
    await office.waypost.press(Press(replace(menu, choice="it.support"), ANA, HERE))
    again = await office.press(preview, Verb.SEND)
    assert again.kind == "preview"
    assert office.opened.queued == []
    await office.press(again, Verb.SEND)
    await office.work()
    assert any("you chose it" in text or "Ana chose it" in text for text in _facts(office))


def _facts(office: Office) -> list[str]:
    cards = (m.outline for m in office.slack.messages.values() if m.place.conversation == "C2")
    return [part.value for card in cards for part in card.parts if isinstance(part, Fact)]


async def test_who_asks_for_a_person_can_hand_that_over(office: Office) -> None:
    """To the team for what nobody owns, with the reason in words; the answer stays the same answer afterwards."""
    asked = await office.ask("I want to speak to a person", openly=False)
    assert asked.kind == "person"
    preview = await office.press(asked, Verb.HAND_OVER)
    kept = await office.press(preview, Verb.CANCEL)
    assert kept.outline.title == asked.outline.title
    sent = await office.press(await office.press(kept, Verb.HAND_OVER), Verb.SEND)
    assert Verb.HAND_OVER not in {button.action.verb for button in sent.outline.buttons()}
    await office.work()
    assert any("asked to speak to a person" in text for text in _facts(office))
