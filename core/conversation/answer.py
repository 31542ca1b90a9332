"""What comes back for a question or a press, and how a platform is to show it."""

from dataclasses import dataclass, replace
from enum import StrEnum

from core.conversation.outline import Outline, Paragraph


class Presentation(StrEnum):
    """How an answer is shown; each platform turns it into its own means."""

    NEW = "add"
    """A message of its own."""
    REPLACE = "replace"
    """In place of the message that the button sits on."""
    PRIVATE = "aside"
    """A word to the person alone."""
    PRIVATE_REPLACE = "instead"
    """To the person alone, and in place of the message where nobody else sees that."""
    REDRAWN_LATER = "follows"
    """A delivery redraws the message for everybody. This is what it will say, for platforms that want a card at once."""
    SHARE_IN_THREAD = "share"
    """Posted in the thread `Answer.thread`, for everybody."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What to show.

    Attributes:
        outline: the content.
        kind: the reply's kind, for logs and counts.
        presentation: how to show it.
        thread: for `SHARE_IN_THREAD`, the thread in the conversation of the press; None for the conversation itself.
        privately: whether it is nobody's business but the asker's, also where it was asked for all to hear.
        warning: what else to tell the person alone, and first; None where there is nothing.
    """

    outline: Outline
    kind: str
    presentation: Presentation = Presentation.NEW
    thread: str | None = None
    privately: bool = False
    warning: Outline | None = None


def notice(says: str, kind: str) -> Answer:
    """A sentence to the person alone.

    Args:
        says: the sentence.
        kind: as `Answer.kind`.
    """
    return Answer(Outline("Waypost", (Paragraph(says),), says), kind, Presentation.PRIVATE)


def refusal(says: str) -> Answer:
    """Why something is not done, to the person alone."""
    return replace(notice(says, "refused"), privately=True)
