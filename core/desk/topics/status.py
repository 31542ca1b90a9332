"""What is under way."""

from dataclasses import dataclass
from typing import ClassVar

from core.conversation.outline import Outline, Paragraph
from core.desk.knowledge import Knowledge
from core.desk.phrasings import patterns
from core.desk.topics.topic import Inquiry, Topic
from core.directory.model import Team

PATTERNS = patterns(
    r"status(?: (?:of|for|in))?(?: (.+))?",
    r"(?:{show} )?(?:my|our|all|the) (?:open |pending )?(?:requests|tickets|hand-?offs)(?: status)?",
    r"(?:what(?:'s|’s| is)|{show})(?: the)? status(?: of)? (?:my|our|all) (?:open |pending )?(?:requests?|tickets|hand-?offs?)",
    r"(?:what|which requests?) (?:is|are|do i have|do we have)(?: still)? (?:open|pending|under way)(?: (?:in|for|with) (.+))?",
    r"open (?:requests|tickets|hand-?offs)(?: (?:in|for|of|with|at) (.+))?",
)


@dataclass(frozen=True, slots=True)
class Status:
    """What is under way: of a team, or (no team) of the asker. In a chat, the hand-offs answer it."""

    kind: ClassVar[str] = "status"

    team: Team | None = None


def reply(known: Knowledge, inquiry: Inquiry) -> Status | None:
    """That it is asked how things stand: one's own, or a team's. "Status of my laptop order" is a request: None."""
    if not inquiry.about:
        return Status()
    team = known.directory.team_named(inquiry.about) if known.directory else None
    return Status(team) if team else None


def outline(_: Status) -> Outline:
    """What is said where nothing can be handed over."""
    says = "You can ask for the status of your requests in a chat only."
    return Outline("Status", (Paragraph(says),), says)


TOPIC = Topic({"status": PATTERNS}, reply, Status, outline, learned=False)
"""Not learned: nobody can tell by its words whether the status of something is a team's or a request."""
