"""What it takes."""

import pytest

from core.desk.desk import Desk
from core.desk.topics.help import Help
from core.desk.topics.skills import Skills
from tests.core.desk.questions import asked


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("skills", None),
        ("What skills does an IS manager need?", "is"),
        ("skills it.security", "it.security"),
        ("Which skills are needed for data management?", "is.data"),
        ("what skills do I need for firewalls", "it.network"),
    ],
)
def test_skills_are_of_what_was_asked(desk: Desk, text: str, subject: str | None) -> None:
    """Both roles, one role, or a responsibility by id, name or meaning."""
    reply = desk.answer(asked(text))
    assert isinstance(reply, Skills)
    assert (reply.subject.id if reply.subject else None) == subject


def test_skills_by_id_or_not_at_all(desk: Desk) -> None:
    """A button's subject is looked up; one that is gone leads to help that says so."""
    found, all_, gone = desk.skills("it.network"), desk.skills(""), desk.skills("it.gone")
    assert isinstance(found, Skills)
    assert isinstance(all_, Skills)
    assert all_.subject is None
    assert isinstance(gone, Help)
    assert gone.note
