"""What something is."""

import pytest

from core.desk.desk import Desk
from core.desk.topics.define import Define
from tests.core.desk.questions import asked


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("what is IT?", None),
        ("what is information technology", None),
        ("what is IT management?", "it"),
        ("what does an IS manager do?", "is"),
        ("what is change management?", "is.change"),
    ],
)
def test_definitions_are_of_what_was_asked(desk: Desk, text: str, subject: str | None) -> None:
    """Information technology itself, a role, or a responsibility."""
    reply = desk.answer(asked(text))
    assert isinstance(reply, Define)
    assert (reply.subject.id if reply.subject else None) == subject
