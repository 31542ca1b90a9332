"""Replies laid out as outlines: the words that people read, the same on every platform."""

from collections.abc import Collection
from dataclasses import replace

from core.conversation.outline import Note, Outline, Paragraph
from core.desk import here, requests, several, topics
from core.desk.followups import replies as followups
from core.desk.here import OwnsHere
from core.desk.reply import Reply
from core.desk.requests import Clarify, ForPerson, More, NotOurs, Route
from core.desk.several import Choose, Several
from core.desk.topics import person


def compose(
    reply: Reply, ask_id: str | None = None, handed_over: Collection[int] = (), *, quotes: bool = False
) -> Outline:
    """Lay out a reply.

    Args:
        reply: what the desk said.
        ask_id: of the stored question, for the buttons; None where it was not stored, and so cannot be corrected.
        handed_over: which of its asks are with a team already, and so have no button for that.
        quotes: whether the request is shown, for who does not see it beside the answer; one of several always is.

    Raises:
        ValueError: it offers a choice, for a question that was not stored.
    """
    match reply:
        case Several():
            return several.outline(reply, ask_id, handed_over)
        case ForPerson():
            return person.outline_to_hand_over(reply, ask_id, can_hand_over=0 not in handed_over)
        case Route() | Clarify() | NotOurs():
            return requests.outline(reply, ask_id, can_hand_over=0 not in handed_over, quotes=quotes)
        case More():
            return requests.outline_more(reply)
        case Choose():
            if ask_id is None:
                raise ValueError("Only for a stored question there is something to choose.")
            return several.outline_to_choose(reply, ask_id)
        case (
            followups.Because()
            | followups.CannotTell()
            | followups.Dropped()
            | followups.Farewell()
            | followups.InShort()
            | followups.SameOwner()
        ):
            return followups.outline(reply)
        case OwnsHere():
            return here.outline(reply)
        case _:
            return topics.outline(reply)


def compose_gone() -> Outline:
    """For a press on something that is not known any more."""
    says = "This answer is no longer known to me, so its buttons have stopped working. Please ask again."
    return Outline("Please ask again", (Paragraph(says),), says)


def compose_for_members(*, unverified: bool = False) -> Outline:
    """For somebody from elsewhere who asks for everything that there is, or of whom the platform cannot tell."""
    says = "Only people of this organisation can see the whole list of owners. Tell me what you need, and I’ll say who looks after it."
    if unverified:
        says = "I can’t check at the moment whether you belong to this organisation. Please ask for the whole list again later."
    return Outline("Owners", (Paragraph(says),), says)


_PASSED_ON = "I’ve passed that on to the other side of this request."
PASSED_ON = Outline("", (Paragraph(_PASSED_ON),), _PASSED_ON)
"""For somebody who mentions us in the thread of a hand-off: there they speak to the people in it."""


def compose_failure(error: BaseException | None = None) -> Outline:
    """For an unexpected failure. Where the database failed, nobody knows whether it was stored: it may have been lost at the end."""
    from core.storage.engine import FAILURES  # noqa: PLC0415 - `waypost ask` takes half as long without SQLAlchemy

    says = "Sorry, something went wrong on my side and I could not answer. It has been noted. Please try again in a moment."
    if isinstance(error, FAILURES):
        says = (
            "Something went wrong while saving that, and it may not have been saved. Please try again in a few minutes."
        )
    return Outline("That did not work", (Paragraph(says),), says)


def compose_agreed() -> Outline:
    """For somebody who has said that a suggestion is right."""
    says = "Thank you. It helps me to know when I’m right."
    return Outline("", (Paragraph(says),), says)


def compose_thanks(outline: Outline) -> Outline:
    """The same outline with a thank-you for a correction."""
    thanks = Note("Thank you. Your correction is kept.")
    return replace(outline, parts=(*outline.parts, thanks))
