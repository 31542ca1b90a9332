"""Questions as a platform would hand them to the desk."""

from core.conversation.messages import Question
from core.conversation.people import Place

HERE = Place("slack", "T0123", "C0456")


def asked(text: str) -> Question:
    """A question by Ana in a channel."""
    return Question(text, "U0ANA", HERE)
