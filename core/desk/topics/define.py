"""What a role, a responsibility or information technology is."""

from dataclasses import dataclass
from typing import ClassVar

from core.catalogue.model import NONE, Catalogue, Responsibility, Role
from core.conversation.actions import Action, Verb
from core.conversation.outline import Bullets, Button, Buttons, Fact, Outline, Paragraph, Part
from core.desk.knowledge import Knowledge
from core.desk.phrasings import patterns
from core.desk.topics.compare import Compare
from core.desk.topics.topic import Inquiry, Topic

PATTERNS = patterns(
    r"{what_is} ({it}|{is}|our (?:{it}|{is}))(?: (?:do|mean|about|stand for))?(?: exactly)?",
    # one name, with a full stop only inside it, as in an id
    r"{what_is} ((?:[^,.;?]|\.(?=\w)){{3,60}}?)(?: (?:do|mean|cover|include))?",
)

_TECHNOLOGY = ("it", "information technology", "technology")
"""What names information technology itself, and not the role."""


@dataclass(frozen=True, slots=True)
class Define:
    """What a role, a responsibility or (no subject) information technology is."""

    kind: ClassVar[str] = "define"

    subject: Role | Responsibility | None
    catalogue: Catalogue


def reply(known: Knowledge, inquiry: Inquiry) -> Define | Compare | None:
    """The definition of what is asked about; the comparison where that is both roles; None where we cannot define it."""
    if not inquiry.about:
        return Compare(known.catalogue) if known.subjects.both_roles(inquiry.text) else None
    if inquiry.about.lower().removeprefix("the ").strip() in _TECHNOLOGY:
        return Define(None, known.catalogue)
    found = known.named(inquiry.about)
    return Define(found, known.catalogue) if found else None


def outline(reply: Define) -> Outline:
    """What it is, and what belongs to it."""
    catalogue = reply.catalogue
    match reply.subject:
        case Role() as role:
            owned = tuple(f"{r.name}: {r.short}" for r in catalogue.of_role(role.id))
            parts: tuple[Part, ...] = (
                Paragraph(role.definition, strong=True),
                Bullets("Turn to it when", role.choose_when),
                Bullets("Its responsibilities", owned),
                Buttons((Button("Skills", Action(Verb.SKILLS, choice=role.id)),)),
            )
            return Outline(role.name, parts, role.definition)
        case Responsibility() as record:
            elsewhere = tuple(
                f"{e.what}: {catalogue.responsibilities[e.goes_to].name if e.goes_to != NONE else 'another department'}"
                for e in record.not_here
            )
            parts = (
                Paragraph(record.definition, strong=True),
                Fact("Role", catalogue.roles[record.role].name),
                Bullets("Typical work", record.activities),
                Bullets("Not here", elsewhere),
                Buttons((Button("Skills", Action(Verb.SKILLS, choice=record.id)),)),
            )
            return Outline(record.name, parts, record.definition)
        case None:
            parts = (
                Paragraph(catalogue.information_technology, strong=True),
                *(Fact(role.name, role.definition) for role in catalogue.roles.values()),
            )
            return Outline("Information technology", parts, catalogue.information_technology)


TOPIC = Topic({"define": PATTERNS}, reply, Define, outline)
