"""Replies laid out as outlines: the words that people read, the same on every platform."""

from dataclasses import replace

from core.conversation.outline import Note, Outline, Paragraph
from core.desk import compose_requests as requests
from core.desk import compose_roles as roles
from core.desk.reply import (
    Advise,
    Choose,
    Clarify,
    Compare,
    Define,
    Help,
    NotOurs,
    Owner,
    Reply,
    Route,
    Several,
    Skills,
    Smalltalk,
    Standing,
)
from core.storage.engine import FAILURES


def compose(reply: Reply, ask: str) -> Outline:
    """Lay out a reply.

    Args:
        reply: what the desk said.
        ask: id of the stored question, for the buttons; empty for replies that cannot be corrected.
    """
    match reply:
        case Several():
            return requests.several(reply, ask)
        case Route() | Clarify() | NotOurs():
            return requests.single(reply, ask, 0)
        case Choose():
            return requests.choose(reply, ask)
        case Skills():
            return roles.skills(reply)
        case Compare():
            return roles.compare(reply.catalogue)
        case Define():
            return roles.define(reply)
        case Advise():
            return roles.advise(reply)
        case Owner():
            return roles.owner(reply)
        case Standing():
            says = "You can ask for the status of your requests in the chat only."
            return Outline("Status", (Paragraph(says),), says)
        case Help():
            return roles.help_(reply)
        case Smalltalk():
            return Outline("Waypost", (Paragraph(reply.says),), reply.says)


def compose_gone() -> Outline:
    """For a press on something that is not known any more."""
    says = "This answer is no longer known to me, so its buttons have stopped working. Please ask again."
    return Outline("Please ask again", (Paragraph(says),), says)


def compose_failure(error: BaseException | None = None) -> Outline:
    """For an unexpected failure. Where the database failed, nobody knows whether it was stored: it may have been lost at the end."""
    says = "Sorry, something went wrong on my side and I could not answer. It has been noted. Please try again in a moment."
    if isinstance(error, FAILURES):
        says = (
            "Something went wrong while saving that, and it may not have been saved. Please try again in a few minutes."
        )
    return Outline("That did not work", (Paragraph(says),), says)


def compose_thanks(outline: Outline) -> Outline:
    """The same outline with a thank-you for a correction."""
    thanks = Note("Thank you. Your correction is kept, so that I can learn from it.")
    return replace(outline, parts=(*outline.parts, thanks))
