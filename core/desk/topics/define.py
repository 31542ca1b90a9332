"""What a role, a responsibility, a skill or information technology is."""

import re
from dataclasses import dataclass
from typing import ClassVar

from core.catalogue.facts import SharedSkill
from core.catalogue.model import NONE, Catalogue, Responsibility, Role, Skill
from core.conversation.actions import Action, Verb
from core.conversation.outline import Bullets, Button, Buttons, Fact, Outline, Paragraph, Part
from core.desk.knowledge import Knowledge
from core.desk.phrasings import patterns
from core.desk.topics.compare import Compare
from core.desk.topics.topic import Inquiry, Topic
from core.desk.wording import begin_small, sentence_on

PATTERNS = patterns(
    r"{what_is} ({it}|{is}|our (?:{it}|{is}))(?: (?:do|mean|about|stand for))?(?: exactly)?",
    r"{what_is} (?:the |an? )?{skill}(?: of| called| named)? {name}(?: mean| about)?",
    r"{what_is} (?:the meaning of |having )?{name} (?:mean |be )?(?:as an? )?(?:{it} |{is} )?{skill}(?: mean| about)?",
    (
        r"(?:what|how) (?:do|would|should|can) (?:you|we|i|people|one) (?:mean by|understand by|understand under|call|define"
        r"|describe|explain|imagine under) {name}"
    ),
    r"{name},? (?:meaning|definition|explained|what is (?:that|it|this)|what does (?:that|it|this) mean)",
    r"(?:in (?:plain|simple|easy|other|short|a few) (?:words|terms|english),? )(?:what(?:'s|’s| is| are| does)) {name}(?: mean)?",
    r"what (?:does|would) it mean to (?:have|know|be good at|do|be) {name}",
    r"(?:what is|what['’]s) (?:behind|meant with|the idea of|the idea behind|the concept of) {name}",
    (
        r"(?:how|when) (?:do|can|would) (?:i|we|you|one) (?:know|see|tell|recogni[sz]e|notice)(?: that| if| whether)?"
        r" (?:somebody|someone|a person|i|people|one) (?:is|are|am) good at {name}"
    ),
    r"how (?:does|can) {name} (?:show|be seen|look(?: like)?)(?: in practice| at work| in real life)?",
    r"(?:i (?:don['’]?t|do not) (?:know|understand|get) what|what exactly (?:is|does)|remind me what) {name}(?: mean(?:s)?| is| are)?",
    r"{what_is} (?:the )?(?:meaning|definition|sense|idea) (?:of|behind) {name}",
    r"give me (?:a|the) (?:short |simple |quick )?(?:definition|explanation|meaning) of {name}",
    # one name, with a full stop only inside it, as in an id
    (
        r"{what_is} {name}(?: (?:do|mean|cover|include|involve|stand for))?(?: (?:exactly|actually|really|here|for you|please"
        r"|as an? (?:area|field|responsibility)))?"
    ),
    name=r"((?:[^,.;?]|\.(?=\w)){{3,60}}?)",
    skill=r"(?:skill|ability|competenc[ey])",
)

TECHNOLOGY = (
    "it",
    "information technology",
    "technology",
    "tech",
    "information technology (it)",
    "it (information technology)",
)
"""What names information technology itself, and not the role."""

THE_ROLE = re.compile(r"\b(?:manag\w*|role|job|department|team|people)\b", re.IGNORECASE)
_AS_A_SKILL = re.compile(r"\b(?:mean\w*|skill|ability|competenc\w|definition|define|good at)\b", re.IGNORECASE)
"""Some names are a responsibility's and a skill's: where one of these words stands beside it, the skill is meant."""


@dataclass(frozen=True, slots=True)
class Define:
    """What a role, a responsibility, a skill or (no subject) information technology is.

    Attributes:
        subject: what it is about.
        catalogue: for the names.
        extent: whether it is asked what belongs to it, rather than what it is.
    """

    kind: ClassVar[str] = "define"

    subject: Role | Responsibility | Skill | SharedSkill | None
    catalogue: Catalogue
    extent: bool = False


def reply(known: Knowledge, inquiry: Inquiry) -> Define | Compare | None:
    """The definition of what is asked about; the comparison where that is both roles; None where we cannot define it."""
    if not inquiry.by_pattern and (skill := known.skill_within(inquiry.text)):
        return Define(skill, known.catalogue)
    if not inquiry.about:
        return Compare(known.catalogue) if known.subjects.both_roles(inquiry.text) else None
    if inquiry.about == "it" and not inquiry.by_pattern and THE_ROLE.search(inquiry.text):
        return Define(known.catalogue.roles["it"], known.catalogue)
    if inquiry.about.lower().removeprefix("the ").strip() in TECHNOLOGY:
        return Define(None, known.catalogue)
    found: Role | Responsibility | Skill | SharedSkill | None = known.find_named(inquiry.about)
    if found is None or _AS_A_SKILL.search(inquiry.text.replace(inquiry.about, "")):
        found = known.skill_named(inquiry.about) or known.find_shared_skill(inquiry.about) or found
    return Define(found, known.catalogue) if found else None


def outline(reply: Define) -> Outline:
    """What it is, and what belongs to it."""
    catalogue = reply.catalogue
    match reply.subject:
        case Role() as role:
            owned = tuple(f"{r.name}: {r.short}" for r in catalogue.of_role(role.id))
            parts: tuple[Part, ...] = (
                Paragraph(sentence_on(role), strong=True),
                Fact("It gives you", role.gives),
                Bullets("Turn to it when", role.choose_when),
                Bullets("Its responsibilities", owned),
                Buttons((Button("Skills", Action(Verb.SKILLS, choice=role.id)),)),
            )
            return Outline(role.name, parts, sentence_on(role))
        case Skill() as skill:
            return _of_skill(skill, catalogue)
        case SharedSkill() as shared:
            parts = (
                Paragraph(
                    f"{shared.name} is a skill that both roles need: someone who has it {begin_small(shared.meaning)}",
                    strong=True,
                ),
                *(
                    Fact(f"An {catalogue.roles[role].title}", how)
                    for role, how in (("it", shared.it), ("is", shared.is_))
                ),
            )
            return Outline(shared.name, parts, f"{shared.name}: {begin_small(shared.meaning)} Both roles need it.")
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
                *_as_skill(record, catalogue),
                Buttons((Button("Skills", Action(Verb.SKILLS, choice=record.id)),)),
            )
            return Outline(record.name, parts, record.definition)
        case None:
            return _of_technology(reply)


def _of_technology(reply: Define) -> Outline:
    technology = reply.catalogue.facts.technology
    definition = reply.catalogue.information_technology
    fields = Bullets("Its fields", tuple(f"{field.name}: {field.meaning}" for field in technology.fields))
    roles = tuple(Fact(role.name, role.definition) for role in reply.catalogue.roles.values())
    if reply.extent:
        says = f"Information technology{technology.scope.removeprefix('It')}"
        return Outline("Information technology", (Paragraph(says, strong=True), fields, *roles), says)
    parts: tuple[Part, ...] = (
        Paragraph(definition, strong=True),
        Paragraph(technology.scope),
        fields,
        Fact("Why it matters", technology.matters),
        *roles,
    )
    return Outline("Information technology", parts, f"{definition} {technology.scope}")


def _of_skill(skill: Skill, catalogue: Catalogue) -> Outline:
    role = next(role for role in catalogue.roles.values() if skill in role.skills)
    says = f"{skill.name} is a skill of an {role.title}: someone who has it {begin_small(skill.meaning)}"
    needed = tuple(f"{r.name}: {r.skills[skill.id]}" for r in catalogue.of_role(role.id) if skill.id in r.skills)
    parts = (
        Paragraph(says, strong=True),
        Bullets("You can tell when someone", tuple(begin_small(shown) for shown in skill.shows)),
        Bullets("Needed for", needed),
        Buttons((Button(f"All skills of an {role.title}", Action(Verb.SKILLS, choice=role.id)),)),
    )
    return Outline(skill.name, parts, says)


def _as_skill(record: Responsibility, catalogue: Catalogue) -> tuple[Part, ...]:
    """The skill of the same name, where there is one."""
    names = {record.name.lower(), *record.aliases}
    same = (s for s in catalogue.roles[record.role].skills if s.name.lower() in names)
    return tuple(Fact("As a skill", skill.meaning) for skill in same)


TOPIC = Topic({"define": PATTERNS}, reply, Define, outline)
