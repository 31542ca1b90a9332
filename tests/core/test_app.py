"""The one door: what each verb leads to, whatever platform it comes from."""

import asyncio
from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.addresses import Channel
from core.catalogue.model import Catalogue
from core.classifier.classifier import Classifier
from core.conversation.actions import Action, Verb
from core.conversation.answer import Answer
from core.conversation.messages import Press, Question
from core.conversation.outline import Outline, OwnedBy, Quoted
from core.conversation.people import Person, Place
from core.desk.desk import Desk
from core.limits import Limit
from core.storage.tables import asks
from tests.core.handoff.conftest import ANA, BOB, directory
from tests.support.app import OpenWaypost, open_waypost
from tests.support.messenger import StandIn

_HERE = Place("slack", "T1", "C7")
_CARDS = Place("slack", "T1", "C1")
_VPN = "My VPN connection drops every ten minutes"
_ONCE = {"handoffs": Limit.of("1/1h"), "messages": Limit.of("1/1h")}


def _action(outline: Outline, verb: Verb) -> Action:
    return next(action for action in outline.actions() if action.verb is verb)


async def _press(opened: OpenWaypost, outline: Outline, verb: Verb, person: Person = ANA, at: Place = _HERE) -> Answer:
    return await opened.waypost.press(Press(_action(outline, verb), person, at, id=f"{verb}"))


async def _preview(opened: OpenWaypost, text: str = _VPN) -> Outline:
    answer = await opened.waypost.ask(Question(text, ANA.id, _HERE, openly=False))
    return (await _press(opened, answer.outline, Verb.HAND_OVER)).outline


async def _card(opened: OpenWaypost) -> Outline:
    """A request of Ana's on the network team's card."""
    await _press(opened, await _preview(opened), Verb.SEND)
    slack = StandIn()
    await opened.deliver(slack, StandIn("teams"))
    return next(message.outline for message in slack.messages.values() if message.place == _CARDS)


@pytest.fixture
def directed(catalogue: Catalogue, classifier: Classifier) -> Desk:
    """A desk that knows the teams."""
    return Desk(catalogue, classifier.suggest, directory())


async def test_every_verb_leads_somewhere(directed: Desk, engine: AsyncEngine) -> None:
    """No press that a button can carry is without an answer, also where what it belongs to is gone."""
    waypost = open_waypost(directed, engine).waypost
    for verb in Verb:
        answer = await waypost.press(Press(Action(verb, "gone", choice="help"), ANA, _HERE))
        assert answer.outline.summary, verb


@pytest.mark.parametrize("privately", [True, False])
async def test_an_example_is_asked_as_if_typed(directed: Desk, engine: AsyncEngine, *, privately: bool) -> None:
    """By the person who pressed, where it was pressed, and as private as the answer that it stood in."""
    waypost = open_waypost(directed, engine).waypost
    shown = await waypost.ask(Question("help", ANA.id, _HERE))
    example = _action(shown.outline, Verb.ASK)
    answer = await waypost.press(Press(example, BOB, _HERE, privately=privately))
    assert (answer.kind, answer.presentation) == ("route", "add")
    async with engine.connect() as connection:
        columns = asks.c.conversation, asks.c.asker, asks.c.text, asks.c.openly
        assert list(await connection.execute(sa.select(*columns))) == [("C7", BOB.id, example.choice, not privately)]


async def test_a_pressed_question_on_what_is_under_way_is_answered(directed: Desk, engine: AsyncEngine) -> None:
    """As a typed one is, from the hand-offs."""
    waypost = open_waypost(directed, engine).waypost
    typed = await waypost.ask(Question("status", ANA.id, _HERE))
    pressed = await waypost.press(Press(Action(Verb.ASK, choice="status"), ANA, _HERE))
    assert typed.outline == pressed.outline
    assert typed.outline.title == "Your open requests"


async def test_what_was_sent_is_not_said_to_wait(directed: Desk, engine: AsyncEngine) -> None:
    """A second press of Send at the limit says how the request stands; another request has to wait."""
    opened = open_waypost(directed, engine, directory(), limits=_ONCE)
    preview = await _preview(opened)
    assert (await _press(opened, preview, Verb.SEND)).kind == "sent"
    again = await _press(opened, preview, Verb.SEND)
    assert (again.kind, "hasn't been sent" in again.outline.summary) == ("stale", False)
    other = await _press(opened, await _preview(opened, "Our Wi-Fi is slow on floor 3"), Verb.SEND)
    assert (other.kind, "hasn't been sent" in other.outline.summary) == ("limited", True)


async def test_what_somebody_did_last_is_not_said_to_wait(directed: Desk, engine: AsyncEngine) -> None:
    """A second press of what changed the request says how it stands; a change of it has to wait."""
    opened = open_waypost(directed, engine, directory(), limits=_ONCE)
    card = await _card(opened)
    assert (await _press(opened, card, Verb.TAKE, BOB, _CARDS)).kind == "take"
    assert (await _press(opened, card, Verb.TAKE, BOB, _CARDS)).kind == "stale"
    put_back = Action(Verb.PUT_BACK, _action(card, Verb.TAKE).ask)
    assert (await opened.waypost.press(Press(put_back, BOB, _CARDS))).kind == "limited"


async def test_a_reply_that_was_carried_is_not_said_to_wait(directed: Desk, engine: AsyncEngine) -> None:
    """The same press of Reply at the limit is answered as before; another one has to wait, and keeps its words."""
    opened = open_waypost(directed, engine, directory(), limits=_ONCE)
    reply = Action(Verb.REPLY, _action(await _card(opened), Verb.TAKE).ask)
    press = Press(reply, BOB, _CARDS, id="p1", inputs={"text": "Which floor?"})
    first, again = await opened.waypost.press(press), await opened.waypost.press(press)
    assert first == again
    assert first.kind == "written"
    other = await opened.waypost.press(replace(press, id="p2", inputs={"text": "And my password is hunter2!"}))
    assert other.kind == "limited"
    assert "hunter2" not in str(other.outline)
    assert any(isinstance(part, Quoted) and "And my password" in part.text for part in other.outline.parts)


async def test_who_has_to_wait_is_warned_of_a_secret(directed: Desk, engine: AsyncEngine) -> None:
    """What others can read is dangerous at the limit, too; and what is quoted back is quoted without it."""
    waypost = open_waypost(directed, engine, limits={"asks": Limit.of("1/1h")}).waypost
    await waypost.ask(Question("help", ANA.id, _HERE))
    openly = await waypost.ask(Question("VPN drops, my password is hunter2!", ANA.id, _HERE))
    assert openly.kind == "limited"
    assert openly.warning
    alone = await waypost.ask(Question("VPN drops, my password is hunter2!", ANA.id, _HERE, openly=False))
    assert "VPN drops" in str(alone.outline)
    assert "hunter2" not in str(alone.outline)


async def test_a_request_goes_to_the_team_that_its_requester_saw(directed: Desk, engine: AsyncEngine) -> None:
    """Where the directory changes between preview and Send, nothing goes out before the new team was shown."""
    opened = open_waypost(directed, engine, directory())
    preview = await _preview(opened)
    known = directory()
    network, vault = known.teams["network"], known.teams["closed"]
    moved = {
        **known.teams,
        "network": replace(network, responsibilities=()),
        "closed": replace(vault, responsibilities=(*vault.responsibilities, "it.network")),
    }
    opened.answering.directory = replace(known, teams=moved)
    answer = await _press(opened, preview, Verb.SEND)
    assert answer.kind == "preview"
    assert "nothing has been sent yet" in str(answer.outline)
    assert next(part for part in answer.outline.parts if isinstance(part, OwnedBy)).team.id == "closed"
    assert opened.queued == []
    assert (await _press(opened, answer.outline, Verb.SEND)).kind == "sent"
    assert opened.queued


async def test_an_old_button_without_a_team_still_sends(directed: Desk, engine: AsyncEngine) -> None:
    """Buttons from before the team stood on them go on working."""
    opened = open_waypost(directed, engine, directory())
    action = replace(_action(await _preview(opened), Verb.SEND), choice="")
    answers = await asyncio.gather(*(opened.waypost.press(Press(action, ANA, _HERE)) for _ in range(3)))
    assert {answer.kind for answer in answers} <= {"sent", "stale"}
    assert len({delivery.handoff for delivery, _ in opened.queued}) == 1


async def test_a_stranger_at_the_limit_reads_nothing(directed: Desk, engine: AsyncEngine) -> None:
    """How a request stands is told to its asker alone, also where its id stands on a button that all can see."""
    opened = open_waypost(directed, engine, directory(), limits=_ONCE)
    preview = await _preview(opened, f"{_VPN} in room 4711")
    assert (await _press(opened, preview, Verb.SEND)).kind == "sent"
    for stranger in (BOB, Person("slack", "T9", "U9", "Guest", external=True)):
        kinds = [(await _press(opened, preview, Verb.SEND, stranger)).kind for _ in range(3)]
        answer = await _press(opened, preview, Verb.SEND, stranger)
        assert kinds == ["refused", "limited", "limited"]
        assert "4711" not in str(answer.outline)


async def test_only_what_the_preview_showed_is_sent(directed: Desk, engine: AsyncEngine) -> None:
    """An older preview that is still open does not send a later text, nor one to a team that has moved."""
    opened = open_waypost(directed, engine, directory())
    old = await _preview(opened)
    edit = Press(_action(old, Verb.EDIT), ANA, _HERE, inputs={"text": "VPN drops since Monday"})
    edited = (await opened.waypost.press(edit)).outline
    again = await _press(opened, old, Verb.SEND)
    assert (again.kind, opened.queued) == ("preview", [])
    assert Quoted("VPN drops since Monday") in again.outline.parts
    known = directory()
    network = replace(known.teams["network"], channels={"slack": Channel("T1", "C99")})
    opened.answering.directory = replace(known, teams={**known.teams, "network": network})
    assert (await _press(opened, edited, Verb.SEND)).kind == "preview"
    assert opened.queued == []


async def test_one_person_in_two_workspaces_of_an_organisation(directed: Desk, engine: AsyncEngine) -> None:
    """What was asked from one is theirs in the other; the same id elsewhere is somebody else."""
    opened = open_waypost(directed, engine, directory())
    card = await _card(opened)
    here = Person("slack", "T2", ANA.id, "Ana", member_of=frozenset({"E1", ANA.workspace}))
    other = Person("slack", "T2", ANA.id, "Another Ana", member_of=frozenset({"E2"}))
    withdraw = Action(Verb.WITHDRAW, _action(card, Verb.TAKE).ask)
    assert _VPN not in str(await opened.waypost.home(other))
    assert _VPN in str(await opened.waypost.home(here))
    assert (await opened.waypost.press(Press(withdraw, other, other.direct))).kind == "refused"
    assert (await opened.waypost.press(Press(withdraw, here, here.direct))).kind == "withdraw"


async def test_the_list_of_owners_needs_somebody_who_is_known(directed: Desk, engine: AsyncEngine) -> None:
    """While the platform cannot be asked nobody counts as a member, and is told that, not that they come from elsewhere."""
    waypost = open_waypost(directed, engine).waypost
    for unverified, said in ((True, "can’t check at the moment"), (False, "Only people of this organisation")):
        asker = Person("slack", "T1", "U9", "", external=True, unverified=unverified)
        answer = await waypost.ask(Question("owners", "U9", _HERE, known_as=asker))
        assert said in answer.outline.summary
    assert (await waypost.ask(Question("owners", ANA.id, _HERE, known_as=ANA))).kind == "owner"
