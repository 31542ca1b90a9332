"""What one can ask."""

from dataclasses import dataclass
from typing import ClassVar

from core.conversation.actions import Action, Verb
from core.conversation.outline import Bullets, Button, Buttons, Fact, Note, Outline, Paragraph, Part
from core.desk.knowledge import Knowledge
from core.desk.phrasings import patterns
from core.desk.topics.topic import Inquiry, Topic
from core.desk.wording import LABEL_CHARACTERS
from core.text import shorten

PATTERNS = patterns(
    r"(?:{show} )?(?:the )?(?:help|usage|commands)|\?|help me(?: please)?",
    r"(?:can|could) you help(?: me)?",
    r"what (?:can|do) {you} do(?: for me)?",
    r"what can i ask(?: {you})?",
    r"how (?:do|can|should) i use {you}",
    r"how does {you} work",
    r"(?:who|what) are you|what is (?:waypost|this bot)",
)

EXAMPLES = (
    "My VPN drops every ten minutes",
    "We need one definition of an active customer",
    "What skills does an IS manager need?",
    "What is the difference between IT and IS?",
    "Who owns the network?",
)
"""Questions to press."""

NO_TEXT = "You sent no text."
ONLY_ATTACHED = "I can't read files or pictures. Tell me in a few words what you need."
UNKNOWN_SUBJECT = "I don't know that role or responsibility."


@dataclass(frozen=True, slots=True)
class Help:
    """What one can ask. `note` says why help is shown when nobody asked for it."""

    kind: ClassVar[str] = "help"

    note: str = ""


def reply(_known: Knowledge, _inquiry: Inquiry) -> Help:
    """The help."""
    return Help()


def outline(reply: Help) -> Outline:
    """What one can ask, with examples to press."""
    says = "I tell you which IT or IS Management responsibility a question or request belongs to, why, and who owns it."
    parts: list[Part] = [Paragraph(reply.note)] if reply.note else []
    parts += [
        Paragraph(says, strong=True),
        Bullets(
            "You can",
            (
                "describe what you need or what is wrong, in your own words",
                "ask which skills a role or a responsibility needs (skills it, skills data management)",
                "ask what IT or IS Management is, and how they differ (compare)",
                "ask which of the two fits a need (do we need IT or IS management for …)",
                "ask who owns something (owners, who owns the network)",
                "hand a request to the team that owns it with the button under my answer, and ask how it is going (status)",
            ),
        ),
        Fact("What I can’t help with", "other departments’ matters, such as pay, holidays or the building"),
        Paragraph("Or try one of these:"),
        Buttons(
            tuple(Button(shorten(example, LABEL_CHARACTERS), Action(Verb.ASK, choice=example)) for example in EXAMPLES)
        ),
        Note("Answers are suggestions. Nothing goes to a team before you have seen it and sent it."),
    ]
    return Outline("How I can help", tuple(parts), says)


TOPIC = Topic({"help": PATTERNS}, reply, Help, outline)
