"""Which of the two roles fits a need."""

from dataclasses import dataclass
from typing import ClassVar

from core.catalogue.model import NONE, Catalogue, Responsibility, Role
from core.classifier.suggestion import Suggestion
from core.conversation.actions import Action, Verb
from core.conversation.outline import Bullets, Button, Buttons, Fact, Outline, Paragraph, Quoted
from core.desk.knowledge import READ_CHARACTERS, Knowledge
from core.desk.phrasings import patterns
from core.desk.topics.topic import Inquiry, Topic
from core.desk.wording import QUOTE_CHARACTERS, deciding_words
from core.text import clipped

PATTERNS = patterns(
    r"(?:do|would|will|should|shall) {we} {turn_to} {either}(?: (?:for|to|in order to|about|when|if|with) (.+))?",
    r"(?:do|would) you (?:recommend|suggest|advise) {either}(?: {about} (.+))?",
    r"(?:is|are) (.+?) {either}",
    r"{either}(?:(?: for| to| when| if|:) (.+))",
    r"(.+?) ?[,:–-] ?{either}",
    r"{either}",
    r"when (?:do|should|would) {we} {turn_to} (?:{it}|{is})(?: (?:over|instead of|rather than) (?:{it}|{is}))?",
    r"which(?: one)?(?: of the (?:two|roles))?(?: role| {side})? (?:do|should|would) {we} {turn_to}(?: {about} (.+))?",
    r"what (?:role|kind of {side}) (?:do|should|would) {we} {turn_to}(?: {about} (.+))?",
    r"which(?: role| {side}| of the two)? (?:fits?|suits|is right|is better|is best)(?: (?:for|to|if|when))? (.+)",
    either=r"(?:{it} or {is}|{is} or {it})",
    we=r"(?:we|i|they|one|(?:my|our|the|a) (?:team|company|organi[sz]ation|department|business))",
    about=r"(?:for|to|if|when|about)",
    turn_to=r"(?:need|want|use|hire|choose|ask|go to|call|involve|contact|pick|turn to|talk to|speak to|get|have)",
)

_SURELY_REQUEST = 0.9
"""How likely a request must be to overrule a pattern."""

_ADVICE_AT_LEAST = 0.6
"""How likely one role must be, against the other, before it is recommended for a need."""


@dataclass(frozen=True, slots=True)
class Advise:
    """Which of the two roles fits a need.

    Attributes:
        need: what the person wants to do.
        role: the one that fits, or None when the need says too little.
        responsibility: where in it, or None.
        suggestion: what the classifier said of the need.
        catalogue: for the reasons.
    """

    kind: ClassVar[str] = "advise"

    need: str
    role: Role | None
    responsibility: Responsibility | None
    suggestion: Suggestion
    catalogue: Catalogue


def reply(known: Knowledge, inquiry: Inquiry) -> Advise | None:
    """The role that fits; None where "Which role do I need to …" asks for a right in some system, as it often does."""
    if inquiry.by_pattern and not known.subjects.both_roles(inquiry.text) and _is_request(known, inquiry.text):
        return None
    need = inquiry.about if inquiry.by_pattern else inquiry.text
    suggestion = known.suggest((need or inquiry.text)[:READ_CHARACTERS])
    if not need:
        return Advise("", None, None, suggestion, known.catalogue)
    weight = {
        role: sum(r.confidence for r in suggestion.ranking if r.answer.startswith(f"{role}.")) for role in ("it", "is")
    }
    likelier = max(weight, key=lambda role: weight[role])
    if weight[likelier] < _ADVICE_AT_LEAST * (sum(weight.values()) or 1):
        return Advise(need, None, None, suggestion, known.catalogue)
    best = next(r.answer for r in suggestion.ranking if r.answer.startswith(f"{likelier}."))
    role, record = known.catalogue.roles[likelier], known.catalogue.responsibilities[best]
    return Advise(need, role, record, suggestion, known.catalogue)


def _is_request(known: Knowledge, text: str) -> bool:
    topic = known.suggest(" ".join(text.split())).topic
    return topic.answer == NONE and topic.confidence >= _SURELY_REQUEST


def outline(reply: Advise) -> Outline:
    """Which role fits, and why."""
    roles = reply.catalogue.roles
    if reply.role is None or reply.responsibility is None:
        lists = tuple(Bullets(f"{role.name}, when", role.choose_when) for role in roles.values())
        says = (
            "It depends on what has to change."
            if not reply.need
            else "It could be either: it depends on what has to change."
        )
        return Outline("IT or IS Management?", (Paragraph(says, strong=True), *lists), says)
    role, record = reply.role, reply.responsibility
    says = f"Turn to {role.name}."
    other = next(r for r in roles.values() if r.id != role.id)
    parts = (
        Quoted(clipped(reply.need, QUOTE_CHARACTERS)),
        Paragraph(says, strong=True),
        Fact(
            "Why",
            f"it is a matter of {record.name} ({deciding_words(reply.suggestion)}), and {role.name} is about {role.focus}",
        ),
        Fact("It would be " + other.name, f"if it were about {other.focus}"),
        Buttons((Button(f"Skills of an {role.title}", Action(Verb.SKILLS, choice=role.id)),)),
    )
    return Outline("IT or IS Management?", parts, f"{says} It is about {record.name}.")


TOPIC = Topic({"advise": PATTERNS}, reply, Advise, outline)
