"""Who has it hard at work is sent to people, kindly, and their words to no team; insults and sarcasm are not taken for praise."""

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from core.conversation.messages import Question
from core.conversation.people import Place
from core.desk.desk import Desk
from core.desk.topics.talk import Talk
from tests.support.app import open_waypost


def _told(desk: Desk, text: str) -> str:
    reply = desk.answer(Question(text, "U1", Place("slack", "T1", "D1")))
    return reply.label if isinstance(reply, Talk) else reply.kind


@pytest.mark.parametrize(
    "text",
    [
        "I'm completely burnt out and nobody sees it",
        "feeling burned out since the reorganisation",
        "i cry every morning before work",
        "our supervisor keeps yelling at me in front of customers",
        "a colleague is bullying me",
        "I am being harassed by someone on my team",
        "what is the point of all this",
        "I can't stand this place anymore",
    ],
)
def test_hardship_is_met_with_people(desk: Desk, text: str) -> None:
    """Whatever brought it about, it is no request."""
    assert _told(desk, text) == "hardship"


@pytest.mark.parametrize(
    "text", ["thanks for nothing", "You're the most useless bot I've ever used", "this is the worst tool"]
)
def test_insults_are_no_praise(desk: Desk, text: str) -> None:
    """Nor is sarcasm."""
    assert _told(desk, text) == "anger"


@pytest.mark.parametrize(
    "text",
    [
        "burned out lamp in the projector of room 4",
        "the power supply is burnt out",
        "the alarm keeps screaming in the server room",
        "what is the point of two VPN clients on my laptop",
        "my manager shouts that the dashboard is wrong again",
        "our manager is shouting at me because the printer is broken, please fix it",
        "I'm being harassed by spam calls on my work phone",
        "i am bullied by pop-ups in the browser",
        "the bullying report form on the intranet gives an error",
    ],
)
def test_words_that_sound_alike_are_none(desk: Desk, text: str) -> None:
    """Things burn out, too."""
    assert _told(desk, text) != "hardship"


async def test_it_is_for_nobody_else(desk: Desk, engine: AsyncEngine) -> None:
    """Also where it was said in a channel."""
    question = Question("my boss is bullying me", "U1", Place("slack", "T1", "C1"), thread="1", openly=True)
    answer = await open_waypost(desk, engine).waypost.ask(question)
    assert answer.privately
