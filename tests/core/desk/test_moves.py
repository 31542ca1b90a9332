"""What people write after an answer, by a hand that did not know the code nor what it learned from."""

from pathlib import Path

import pytest
import yaml
from sqlalchemy.ext.asyncio import AsyncEngine

from core.catalogue.load import moves
from core.catalogue.model import NONE
from core.classifier.classifier import Classifier
from core.conversation.actions import Verb
from core.conversation.messages import Question
from core.conversation.people import Person, Place
from core.desk.desk import Desk
from core.desk.followups.replies import Dropped
from core.desk.followups.turn import Ask, Choose, Tell, Turn
from core.desk.requests import Clarify, Route
from core.desk.several import Routable, Several
from tests.core.handoff.conftest import directory
from tests.support.app import open_waypost

_DIALOGUES = yaml.safe_load((Path(__file__).parent / "data" / "moves.yaml").read_text(encoding="utf-8"))

_RIGHT = 0.78
"""Recorded: of what goes on with an answer, so much is taken for what it does."""
_NEW = 0.96
"""Of what stands for itself, so much is."""
_NOT_OURS = 0.06
"""At most so much of what goes on with an answer is told that it is not ours."""


def test_what_a_text_does_is_told_by_its_words_alone(classifier: Classifier) -> None:
    """At the recorded levels, on turns that nothing was trained on."""
    learned = {text.casefold() for texts in moves().values() for text in texts}
    later = [turn for dialogue in _DIALOGUES for turn in dialogue["turns"][1:]]
    turns = [turn for turn in later if turn["text"].casefold() not in learned]
    assert len(turns) > 140
    for is_new, level in ((False, _RIGHT), (True, _NEW)):
        asked = [turn for turn in turns if (turn["does"] == NONE) == is_new]
        wrong = [turn["text"] for turn in asked if classifier.suggest(turn["text"]).moves[0].answer != turn["does"]]
        assert 1 - len(wrong) / len(asked) >= level, wrong


async def test_hardly_any_follow_up_is_told_that_it_is_not_ours(desk: Desk, engine: AsyncEngine) -> None:
    """Played turn by turn, with what was said before."""
    waypost = open_waypost(Desk(desk.catalogue, desk.suggest, directory()), engine).waypost
    ana, told, count = Person("slack", "T1", "U1", "Ana"), [], 0
    for number, dialogue in enumerate(_DIALOGUES):
        for turn in dialogue["turns"]:
            place = Place("slack", "T1", f"D{number}")
            answer = await waypost.ask(Question(turn["text"], ana.id, place, known_as=ana))
            count += turn.get("does", NONE) != NONE
            told += [turn["text"]] * (turn.get("does", NONE) != NONE and answer.kind == NONE)
    assert len(told) / count <= _NOT_OURS, told


def test_only_a_yes_sends(desk: Desk) -> None:
    """Of all that people write below a preview, nothing is sent at a no, a doubt, a question or something new."""
    reply = desk.answer(Question("my vpn drops every ten minutes", "U1", Place("slack", "T1", "D1")))
    assert isinstance(reply, Route)
    preview = Turn(kind="preview", about="seal", request="my vpn drops every ten minutes", current=reply)
    sent = [
        text
        for does, texts in moves().items()
        if does not in ("agree", "hand_over")
        for text in texts[::3]
        if desk.follow(preview, text) == Choose(Verb.SEND, "seal")
    ]
    assert sent == []
    assert desk.follow(preview, "yes hand it over please") == Choose(Verb.SEND, "seal")


def _after(desk: Desk, text: str, kind: str = "") -> Turn:
    reply = desk.answer(Question(text, "U1", Place("slack", "T1", "D1")))
    assert isinstance(reply, Routable)
    return Turn(kind=kind or reply.kind, about="seal", request=text, current=reply)


@pytest.mark.parametrize(
    "text",
    [
        "send it to my boss instead",
        "yes please send it except the last line",
        "ok send it without my name",
        "yeah send that off please but make it anonymous",
        "send it only if it is free",
        "pls send it over to them when ready",
        "alright, send it off, and tell them to call me",
        "yes, tomorrow",
        "ja aber nicht heute",
    ],
)
def test_a_yes_with_a_condition_sends_nothing(desk: Desk, text: str) -> None:
    """What was shown is shown again, or read as something else; a press or a plain yes sends it."""
    preview = _after(desk, "my vpn drops every ten minutes", "preview")
    assert desk.follow(preview, text) != Choose(Verb.SEND, "seal")


@pytest.mark.parametrize("text", ["that's all, send it", "do it, thanks, that's all", "yes, that is all", "send it"])
def test_a_plain_yes_sends(desk: Desk, text: str) -> None:
    """Whatever politeness stands around it."""
    assert desk.follow(_after(desk, "my vpn drops every ten minutes", "preview"), text) == Choose(Verb.SEND, "seal")


@pytest.mark.parametrize(
    "text",
    [
        "never mind the printer",
        "the vpn works again",
        "the first is solved",
        "forget the second one",
        "skip the second",
        "not the second one",
    ],
)
def test_one_of_several_that_is_done_ends_not_the_others(desk: Desk, text: str) -> None:
    """Nor is what is not wanted opened."""
    several = _after(desk, "my vpn drops every ten minutes, and I need a new printer for room 3")
    assert isinstance(several.current, Several)
    move = desk.follow(several, text)
    assert not isinstance(move, Ask)
    assert not (isinstance(move, Tell) and isinstance(move.reply, Dropped))


@pytest.mark.parametrize("text", ["my printer is fine now", "my screen is back", "it is all good now except the sound"])
def test_news_of_something_else_ends_nothing(desk: Desk, text: str) -> None:
    """A request is dropped when it is over, and not when another thing is."""
    for kind in ("", "preview"):
        move = desk.follow(_after(desk, "my vpn drops every ten minutes", kind), text)
        assert not (isinstance(move, Tell) and isinstance(move.reply, Dropped))
        assert not (isinstance(move, Choose) and move.verb is Verb.CANCEL)


@pytest.mark.parametrize("text", ["neither, i told you", "I don't know, do you?"])
def test_who_chooses_nothing_gets_no_choice_made(desk: Desk, text: str) -> None:
    """“You decide” leaves it to us; these do not."""
    open_question = _after(desk, "I can't get into the VPN")
    assert isinstance(open_question.current, Clarify)
    move = desk.follow(open_question, text)
    assert not (isinstance(move, Choose) and move.verb is Verb.CLARIFY)
    assert desk.follow(open_question, "dunno, whatever you think") == Choose(
        Verb.CLARIFY, open_question.current.first.id
    )
