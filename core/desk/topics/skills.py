"""What it takes: the skills of a role or of a responsibility."""

from dataclasses import dataclass
from typing import ClassVar

from core.catalogue.model import Catalogue, Responsibility, Role
from core.conversation.actions import Action, Verb
from core.conversation.outline import Bullets, Button, Buttons, Outline, Paragraph, Part
from core.desk.knowledge import Knowledge
from core.desk.phrasings import patterns
from core.desk.topics.topic import Inquiry, Topic

PATTERNS = patterns(
    r"{skill}",
    r"(?:{show} )?(?:the )?{skill}(?: (?:needed|required|necessary))? (?:for|of|in|as|to be) ({thing})",
    r"(?:the )?{skill} (?!{elses}\b)({thing})",
    r"(?:{show} )?(?:the )?{skill}(?: that)? ({thing}) needs?",
    r"{which} {skill}",
    r"{what_is} (?:the )?{skill}(?: (?:needed|required|necessary))? (?:for|of|in|to be) ({thing})",
    r"{which} {skill} {must} (.*?) ?{needed}(?: to have)?",
    r"{which} {skill} {must} (?:.*? )?{needed} (?:for|to be|to|in|as|of) (.+)",
    r"{which} {skill} (?:for|in|make|makes) (.+)",
    r"{which} {skill} ([^?!;]+?) (?:needs?|requires?|takes?|(?:should|must) have)",
    r"(?:what does it take|what do (?:i|you|we) need(?: to know)?) to (?:be|become) (an? .*manager)",
    skill=r"(?:{key} )?(?:skill ?sets?|skills?|abilities|competenc(?:y|es|ies)|qualifications?|expertise)",
    key=r"(?:main|key|core|basic|right|required|necessary|(?:most )?important)",
    which=r"(?:what|which)(?: (?:kind|sort|set) of)?",
    must=r"(?:do|does|should|must|would|is|are|will)",
    needed=r"(?:need(?:ed)?|have|required?|requires|take|takes|necessary|important|bring)",
)

_SUBJECT_WORDS = 4
"""A longer phrase that names nothing of the catalogue describes a request, not a subject."""


@dataclass(frozen=True, slots=True)
class Skills:
    """What somebody must be able to do in a role, in a responsibility, or (no subject) in both roles."""

    kind: ClassVar[str] = "skills"

    subject: Role | Responsibility | None
    catalogue: Catalogue


def reply(known: Knowledge, inquiry: Inquiry) -> Skills | None:
    """The skills of what is asked about; None where that is nothing of the catalogue."""
    about = inquiry.about
    if not about:
        return Skills(None, known.catalogue)
    found = known.find_named(about)
    if found is None and len(about.split()) <= _SUBJECT_WORDS:
        found = known.guess(about)
    return Skills(found, known.catalogue) if found else None


def outline(reply: Skills) -> Outline:
    """What it takes, skill by skill."""
    match reply.subject:
        case Responsibility() as record:
            return _of_responsibility(record, reply.catalogue)
        case Role() as role:
            title = f"Skills of an {role.title}"
            parts = tuple(Bullets(f"{s.name}: {s.meaning}", s.shows) for s in role.skills)
            return Outline(title, parts, f"{title}: {', '.join(s.name for s in role.skills)}.")
        case None:
            return _of_both(reply.catalogue)


def _of_responsibility(record: Responsibility, catalogue: Catalogue) -> Outline:
    skills = [catalogue.skills[name] for name in record.skills]
    items = tuple(f"{s.name}: {record.skills[s.id]}" for s in skills)
    title = f"Skills for {record.name}"
    role = catalogue.roles[record.role]
    parts: tuple[Part, ...] = (
        Paragraph(record.definition),
        Bullets("What it takes", items),
        Bullets("Typical work", record.activities),
        Buttons((Button(f"All skills of an {role.title}", Action(Verb.SKILLS, choice=role.id)),)),
    )
    return Outline(title, parts, f"{title}: {', '.join(s.name for s in skills)}.")


def _of_both(catalogue: Catalogue) -> Outline:
    roles = tuple(catalogue.roles.values())
    counts = " and ".join(f"{len(role.skills)} of an {role.title}" for role in roles)
    says = f"There are {sum(len(role.skills) for role in roles)} skills: {counts}."
    parts: tuple[Part, ...] = (
        Paragraph(says, strong=True),
        *(Bullets(role.title, tuple(f"{s.name}: {s.meaning}" for s in role.skills)) for role in roles),
        Buttons(tuple(Button(f"More on the {role.title}", Action(Verb.SKILLS, choice=role.id)) for role in roles)),
    )
    summary = f"{says} " + " ".join(f"{r.title}: {', '.join(s.name for s in r.skills)}." for r in roles)
    return Outline("Skills of the two roles", parts, summary)


TOPIC = Topic({"skills": PATTERNS}, reply, Skills, outline)
