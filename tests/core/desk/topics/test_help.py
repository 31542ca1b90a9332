"""What one can ask."""

import pytest

from core.desk.compose import compose
from core.desk.desk import Desk
from core.desk.topics.help import Help
from tests.core.desk.questions import asked


def test_help_offers_questions_that_work(desk: Desk) -> None:
    """Each example that can be pressed gets an answer that is neither help nor a refusal."""
    pressed = [action.choice for action in compose(desk.answer(asked("help"))).actions()]
    assert len(pressed) >= 4
    kinds = [desk.answer(asked(text)).kind for text in pressed]
    assert not {"help", "none", "smalltalk"} & set(kinds)
    assert len(set(kinds)) >= 3


@pytest.mark.parametrize("text", ["", " ", "\n\t "])
def test_an_empty_text_gets_help(desk: Desk, text: str) -> None:
    """And is told that there was no text."""
    reply = desk.answer(asked(text))
    assert isinstance(reply, Help)
    assert reply.note == "You sent no text."
