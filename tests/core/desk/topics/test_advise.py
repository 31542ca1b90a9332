"""Which of the two roles fits."""

import pytest

from core.desk.desk import Desk
from core.desk.topics.advise import Advise
from tests.core.desk.questions import asked


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("do we need IT or IS management to repair a broken server?", "it"),
        ("is a strategy for our data IT or IS?", "is"),
        ("Do we need IT or IS?", None),
    ],
)
def test_advice_names_the_role_that_fits(desk: Desk, text: str, role: str | None) -> None:
    """With the responsibility in it; without a need there is nothing to choose by."""
    reply = desk.answer(asked(text))
    assert isinstance(reply, Advise)
    assert (reply.role.id if reply.role else None) == role
    assert (reply.responsibility.role if reply.responsibility else None) == role


def test_advice_without_a_likelier_role_names_none(undecided_desk: Desk) -> None:
    """Where a need could be either role's, neither it nor a responsibility is recommended."""
    reply = undecided_desk.answer(asked("IT or IS for a slow server?"))
    assert isinstance(reply, Advise)
    assert (reply.need, reply.role, reply.responsibility) == ("a slow server", None, None)
