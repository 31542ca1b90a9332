"""What people write after an answer, by a hand that did not know the code nor what it learned from."""

from pathlib import Path

import yaml
from sqlalchemy.ext.asyncio import AsyncEngine

from core.catalogue.load import moves
from core.catalogue.model import NONE
from core.classifier.classifier import Classifier
from core.conversation.actions import Verb
from core.conversation.messages import Question
from core.conversation.people import Person, Place
from core.desk.desk import Desk
from core.desk.followups.turn import Choose, Turn
from core.desk.requests import Route
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
