"""What people press on requests that were handed over."""

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from core.catalogue.model import Catalogue
from core.classifier.classifier import Classifier
from core.conversation.actions import Action, Verb
from core.conversation.messages import Press
from core.conversation.outline import Fact, Form, Pick
from core.conversation.people import Person, Place
from core.desk.desk import Desk
from tests.core.handoff.conftest import ANA, BOB, CLOSED, IN_NETWORK, World, directory
from tests.core.handoff.office import HERE, Office, text_of
from tests.support.app import open_waypost


async def test_the_team_takes_it_and_ends_it(office: Office) -> None:
    """Each press answers with the card as it then is, and both sides are redrawn."""
    card = await office.sent()
    taken = await office.press(card, Verb.TAKE, BOB)
    assert taken.presentation == "follows"
    assert "Taken by Bob" in text_of(taken.outline)
    await office.work()
    assert "Taken by Bob" in text_of(office.card)
    assert "Taken by Bob" in text_of(office.status)
    resolved = await office.press(office.card, Verb.RESOLVE, BOB, note="new cable")
    await office.work()
    assert Fact("Note", "new cable") in resolved.outline.parts
    assert Fact("Note", "new cable") in office.status.parts


async def test_who_comes_second_is_told_who_was_first(office: Office) -> None:
    """Their press changes nothing."""
    card = await office.sent()
    await office.press(card, Verb.TAKE, BOB)
    late = await office.press(card, Verb.TAKE, Person("slack", "T1", "U3", "Cem"))
    assert (late.kind, late.presentation) == ("stale", "aside")
    assert "Taken by Bob" in late.outline.summary


async def test_not_ours_passes_it_on(office: Office) -> None:
    """The form offers the other places; the other team gets it, on its own platform."""
    card = await office.sent()
    button = next(button for button in card.buttons() if button.action.verb is Verb.NOT_OURS)
    form = await office.waypost.form(button.action, BOB, office.card_place)
    assert isinstance(form, Form)
    pick = next(field for field in form.fields if isinstance(field, Pick))
    assert "is.data" in {option.choice for _, options in pick.options for option in options}
    assert "it.network" not in {option.choice for _, options in pick.options for option in options}
    await office.press(card, Verb.NOT_OURS, BOB, belongs="is.data", note="about figures")
    await office.work()
    assert len(office.teams.messages) == 1
    assert "Data office" in text_of(office.card)


async def test_only_a_place_that_exists_can_be_chosen(office: Office) -> None:
    """A forged choice declines nothing."""
    card = await office.sent()
    answer = await office.press(card, Verb.NOT_OURS, BOB, belongs="it.nonsense")
    assert answer.kind == "refused"
    await office.work()
    assert "Open" in text_of(office.card)


async def test_the_requester_withdraws_and_reopens(office: Office) -> None:
    """Only the requester can withdraw; reopened, it is open again and the team hears of it."""
    card = await office.sent()
    refused = await office.waypost.press(Press(Action(Verb.WITHDRAW, next(card.actions()).ask), BOB, office.card_place))
    assert refused.kind == "refused"
    await office.press(office.status, Verb.WITHDRAW)
    await office.work()
    assert "Withdrawn by Ana" in text_of(office.card)
    await office.press(office.status, Verb.REOPEN)
    await office.work()
    assert "Reopened by Ana; open again." in text_of(office.card)
    assert any("reopened" in m.outline.summary for m in office.slack.messages.values() if m.place.conversation == "C1")


async def test_only_those_whom_the_directory_lists_may_take_it(
    catalogue: Catalogue, classifier: Classifier, database: AsyncEngine
) -> None:
    """The vault names its responders: Eva is none of them."""
    vault = directory(CLOSED)
    office = Office(open_waypost(Desk(catalogue, classifier.suggest, vault), database, vault))
    preview = await office.press(
        await office.ask("I got a phishing mail asking for my login, please look into it"), Verb.HAND_OVER
    )
    await office.press(preview, Verb.SEND)
    await office.work()
    card = next(m.outline for m in office.slack.messages.values() if m.place.conversation == "C3")
    refused = await office.press(card, Verb.TAKE, Person("slack", "T1", "U9", "Eva"))
    assert (refused.kind, refused.presentation) == ("refused", "aside")
    assert "Only Vault’s responders" in refused.outline.summary
    assert (await office.press(card, Verb.TAKE, BOB)).kind == "take"


async def test_a_reply_is_shown_to_both_sides(office: Office) -> None:
    """In the thread of the card and of the status, with who wrote it; the same press twice writes once."""
    card = await office.sent()
    write = next(action for action in card.actions() if action.verb is Verb.REPLY)
    press = Press(write, BOB, office.card_place, id="press-1", inputs={"text": "Which floor?"})
    await office.waypost.press(press)
    await office.waypost.press(press)
    await office.work()
    said = [
        (m.place.conversation, m.thread) for m in office.slack.messages.values() if "Which floor?" in m.outline.summary
    ]
    assert len(said) == 2
    assert all(thread for _, thread in said)
    assert {place for place, _ in said} == {"C1", "C7"}
    empty = await office.waypost.press(Press(write, BOB, office.card_place, inputs={"text": " "}))
    assert empty.kind == "refused"


@pytest.mark.parametrize("verb", [Verb.TAKE, Verb.RESOLVE, Verb.HAND_OVER, Verb.SEND, Verb.REPLY, Verb.REOPEN])
async def test_a_stale_button_says_so(office: Office, verb: Verb) -> None:
    """What its hand-off or question was is not known any more, and nothing happens."""
    answer = await office.waypost.press(Press(Action(verb, "gone"), ANA, HERE, inputs={"text": "hello"}))
    assert answer.presentation == "aside"
    assert answer.kind in ("gone", "refused")
    assert await office.waypost.form(Action(verb, "gone"), ANA, HERE) is None


@pytest.mark.parametrize(("verb", "belongs"), [(Verb.RESOLVE, ""), (Verb.NOT_OURS, "none"), (Verb.NOT_OURS, "is.data")])
async def test_no_note_carries_a_secret(office: Office, verb: Verb, belongs: str) -> None:
    """It is masked for the requester and in the team's channel, and who wrote it is told."""
    await office.sent()
    done = await office.press(office.card, verb, BOB, note="log in with password Start123!x", belongs=belongs)
    assert done.warning
    assert "a password" in done.warning.summary
    await office.work()
    assert "Start123" not in str(office.slack.messages)


async def test_a_reply_carries_no_secret(office: Office) -> None:
    """Written with the Reply button it is masked on both sides, and the answer says so."""
    await office.sent()
    told = await office.press(office.card, Verb.REPLY, BOB, text="use password Start123!x")
    assert "[masked]" in told.outline.summary
    await office.work()
    assert "Start123" not in str(office.slack.messages)


async def test_what_came_back_can_be_passed_on_again(world: World) -> None:
    """A press that arrives twice has done its work; the same press after a round trip has not."""
    sent = await world.opened()
    in_desk = Place("slack", "T1", "C2")
    await world.handoffs.decline(sent.id, BOB, "it.support", at=IN_NETWORK)
    assert await world.handoffs.last_done(sent.id, BOB, Verb.NOT_OURS, "it.support")
    await world.handoffs.decline(sent.id, BOB, "it.network", at=in_desk)
    assert await world.handoffs.last_done(sent.id, BOB, Verb.NOT_OURS, "it.network")
    assert await world.handoffs.last_done(sent.id, BOB, Verb.NOT_OURS, "it.support") is None
