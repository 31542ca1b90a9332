"""Somebody who may harm themselves hears of people who help, and never of a service desk."""

import pytest

from core.conversation.messages import Question
from core.conversation.people import Place
from core.desk.desk import Desk

_AT = Place("slack", "T1", "D1")


@pytest.mark.parametrize(
    "text",
    [
        "I want to kill myself",
        "honestly i don't want to live anymore",
        "I'm going to end my life",
        "I feel suicidal",
        "there is no point in living",
        "i just want to die",
        "I can't do this any more. I keep thinking about suicide. Sorry.",
        "They would be happier. I'd be better off dead.",
    ],
)
def test_somebody_in_despair_is_told_who_helps(desk: Desk, text: str) -> None:
    """With a number that is answered at any hour, in whatever words they say it."""
    assert desk.answer(Question(text, "U1", _AT)).kind == "distress"


@pytest.mark.parametrize(
    "text",
    [
        "kill the process myself or ask you?",
        "My phone died and I want to learn to mend it myself",
        "the battery is dead, I want to die laughing",
        "the old server would be better off dead",
        "I want to change the name of the life cycle report",
        "does the licence live on the server or is it dead?",
    ],
)
def test_words_that_sound_alike_are_no_despair(desk: Desk, text: str) -> None:
    """A dead battery and a killed process are ordinary requests."""
    assert desk.answer(Question(text, "U1", _AT)).kind != "distress"
