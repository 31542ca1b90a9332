"""A kind word back."""

from core.desk.desk import Desk
from core.desk.topics.smalltalk import Smalltalk
from tests.core.desk.questions import asked


def test_small_talk_is_answered_in_kind(desk: Desk) -> None:
    """Thanks, a greeting and a farewell get different kind words."""
    said = [desk.answer(asked(text)) for text in ("thanks", "hello", "bye")]
    assert all(isinstance(reply, Smalltalk) for reply in said)
    assert len({reply.says for reply in said if isinstance(reply, Smalltalk)}) == 3
