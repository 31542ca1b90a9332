"""Somebody who may harm themselves hears of people who help, and never of a service desk."""

import pytest

from core.conversation.messages import Question
from core.conversation.people import Place
from core.desk.compose import compose
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
        "I feel like ending it all",
        "my colleague says she wants to kill herself",
        "they would be better off without me",
        "The laptop is slow, the boss is angry, and nobody answers my tickets since March. " * 5
        + "I want to kill myself.",
    ],
)
def test_somebody_in_despair_is_told_who_helps(desk: Desk, text: str) -> None:
    """With a number that is answered at any hour, in whatever words they say it."""
    assert desk.answer(Question(text, "U1", _AT)).kind == "distress"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Ich will mich umbringen", "0800 111 0 111"),
        ("ich will nicht mehr leben", "0800 111 0 111"),
        ("Je veux mourir", "3114"),
        ("j'ai des pensées suicidaires", "3114"),
        ("Quiero suicidarme", "024"),
        ("ya no quiero vivir", "024"),
    ],
)
def test_in_their_own_language_too(desk: Desk, text: str, number: str) -> None:
    """Nobody in despair is told that only English is read."""
    assert number in repr(compose(desk.answer(Question(text, "U1", _AT))))


@pytest.mark.parametrize(
    "text",
    [
        "kill the process myself or ask you?",
        "My phone died and I want to learn to mend it myself",
        "the battery is dead, I want to die laughing",
        "the old server would be better off dead",
        "I want to change the name of the life cycle report",
        "does the licence live on the server or is it dead?",
        "I don't want to live with this slow laptop any more, can I get a new one",
        "Der Server kann ohne Netz nicht leben",
        "no point in going on with the old printer, order a new one",
        "the screens don't want to wake up after standby",
        "please cut my self-service rights",
        "I shot myself in the foot, or will shoot myself in the foot with this migration",
        "where do I change my data, taking my life insurance into account",
        "suicide prevention training in the LMS does not start",
        "I cut myself on the printer",
        "I'd hang myself if this Excel crashes again",
    ],
)
def test_words_that_sound_alike_are_no_despair(desk: Desk, text: str) -> None:
    """A dead battery and a killed process are ordinary requests."""
    assert desk.answer(Question(text, "U1", _AT)).kind != "distress"
