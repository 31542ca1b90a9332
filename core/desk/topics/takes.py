"""Which role takes a skill, and which skills both take."""

import re
from dataclasses import dataclass
from typing import ClassVar

from core.catalogue.facts import SharedSkill
from core.catalogue.model import Catalogue, Skill
from core.conversation.actions import Action, Verb
from core.conversation.outline import Bullets, Button, Buttons, Outline, Paragraph
from core.desk.knowledge import Knowledge
from core.desk.phrasings import patterns
from core.desk.topics.topic import Hint, Inquiry, Topic
from core.desk.wording import begin_small

_SKILL = (
    r"(?:skill ?sets?|skills?|abilit(?:y|ies)|competenc(?:y|e|es|ies)|qualifications?|expertise|strengths?|knowledge)"
)

_WHOSE = patterns(
    r"(?:is|are) {name}(?: more| rather)?(?: of)?(?: an?)? {either}(?: {skill}| thing| one)?",
    r"(?:is|are) {name} (?:an? |the )?(?:it|is|information technology|information systems)(?: manager['’]?s?| management)? {skill}",
    r"(?:is|are) {name} (?:an? |the )?(?:(?:required|needed|necessary|important|typical) )?{skill} (?:of|for|in|that) {role}(?: needs?)?",
    r"(?:whose|which|what) {skill} is {name}",
    r"(?:is|are) {name} (?:something|a thing|an? {skill}|what)(?: that)? {role} (?:needs?|must have|should have|takes)",
    r"(?:who|which|which role) (?:needs|takes|has|requires|must have) {name},? {either}",
    (
        r"(?:does|do|must|should|would) {role} (?:also |really |even )?(?:need|require|take|have|be good at|have to be good at"
        r"|need to have|have to have|know|call for)(?: to know)? {name}(?: too| as well)?"
    ),
    (
        r"(?:which|what|who)(?: of (?:the two|them)| role| {side})? (?:needs?|takes?|requires?|must have|should have|is good at"
        r"|uses|has) {name}(?: more| most)?(?: as an? {skill})?"
    ),
    r"(?:who|which role|which of the two|where) (?:does|do) (?:the )?{skill} (?:of )?{name} belong to",
    r"(?:to )?(?:which|what) role (?:does|do|is) (?:the )?(?:{skill} )?(?:of )?{name} (?:belong(?: to)?|part of)",
    r"(?:is|are) {name} (?:needed|required|necessary|important|useful) (?:for|in|by|as|to be) {role}",
    r"{name},? {either}(?: {skill})?",
    r"{name}[ ?,:–-]+(?:which|what|whose) (?:role|side|one|skill|of the two)(?: (?:is|does) (?:that|it"
    r"|this))?(?: (?:under|in|of|from|for|part of|belong to))?",
    r"{name}[ ?,:–-]+what(?:['’]s| is| does) (?:it|that|this)(?: mean)?(?:,? and)? (?:who|which role) needs? (?:it|that)",
    r"{name}[ ?!,:–-]+(?:is|isn['’]?t) (?:that|it|this) (?:not )?(?:everyone|everybody|anyone|anybody)['’]?s (?:job|task|business|skill)",
    name=r"([^?!;,]{{3,50}}?)",
    skill=_SKILL,
    guard=(
        r"\b(?:everyone|everybody|anyone|which|whose|skill\w*|abilit\w*|competenc\w*|strength\w*|qualif\w*|expertise"
        r"|knowledge|needs?|takes?|requires?"
        r"|or|know|belongs?|part|good|have|has|had|uses|required|needed|necessary|important|useful|call)\b"
    ),
)
_BOTH = patterns(
    r"{which} {skill} (?:do |does |are |is |have |has |would |should |must )?{both} (?:both )?{have}{common}?",
    r"{which} {skill} (?:is|are|have|has|do|does) {in_common} (?:to|by|for|of|in|between|among)? ?{both}",
    r"{which} {skill} (?:is|are) {needed} (?:in|for|by|of) {both}",
    (
        r"{which} {skill} (?:overlap|are the same|are shared|are common|do they share|do they both need|do they have in"
        r" common)(?: (?:in|for|of|between) {both})?"
    ),
    r"{which} {skill} (?:apply|matter|count|belong)s? (?:to|for|in) {both}",
    (
        r"what (?:do|does|must|should|would) {both} (?:both )?(?:need|have to have|have to be good at|be good at|be able to do"
        r"|require)(?: to have| to be good at| to know)?"
    ),
    r"(?:{show}|{what_is}) (?:the )?{in_common} {skill}(?: of| for| between| in)?(?: {both})?",
    r"(?:the )?{in_common} {skill}(?: (?:of|for|between|in) {both})?",
    (
        r"(?:{show}|{what_is}) (?:the )?{skill} (?:that )?(?:which )?(?:{both} (?:both )?(?:need|share|have in common|require)"
        r"|(?:are )?{in_common} (?:to|by|for|of|in) {both})"
    ),
    r"{skill} (?:of |for |in |that )?{both}(?: both)? (?:need|share|have in common)|{skill} (?:of|for|in) {both}",
    (
        r"(?:do|does|would) {both} (?:need|take|require|have|share|use)(?: of)?(?: any| some| the)? ?(?:same|common|similar"
        r"|different|any)? ?{skill}(?: in common)?"
    ),
    r"(?:is|are) there (?:any )?{skill} (?:that )?(?:{both} (?:both )?(?:need|share|have in common)|{in_common} (?:to|by|for|in) {both})",
    r"where do the {skill} of {both} overlap",
    (
        r"{which} (?:mix|combination|blend|set) of {skill} (?:do|does|should|must) (?:{both}|(?:such |the |these )?managers?)"
        r" (?:need|have|require|take)"
    ),
    r"(?:do|does|must|should) {both} (?:both )?(?:need|require|have|be good at|take)(?: to have| to be)? ([^?!;,]{{3,40}}?)(?: too)?",
    r"(?:is|are) ([^?!;,]{{3,40}}?) (?:{needed}|important|useful) (?:in|for|by|to) {both}",
    skill=_SKILL,
    which=r"(?:what|which)(?: (?:kind|sort|set) of)?(?: are the| is the)?(?: main| key| common| same)?",
    have=r"(?:need|needs|share|have|has|require|take|use|must have|should have)",
    common=r"(?: in common| to have| jointly)",
    in_common=r"(?:in common|common|shared|same|needed|required|joint|overlapping)",
    needed=r"(?:needed|required|necessary|wanted|shared|common|asked for|part)",
    both=(
        r"(?:both(?: of them)?(?: {side}| roles| jobs)?|(?:the )?(?:two|both) (?:roles|jobs|{side})|either role|they both|all"
        r" managers|(?:an? |the )?(?:it|information technology)(?: {side})?(?: and | & |/)(?:an? |the )?(?:is|information"
        r" systems?)(?: {side})?|{is}(?: and | & |/){it})"
    ),
    guard=(
        r"\b(?:both|two|either|managers?|they|common|shared?|same|overlap\w*|joint|overlapping)\b|\b(?:it|is"
        r"|technology|systems?|management|role|side)(?: and | & |/)|skills? (?:apply|matter|count|belong)"
    ),
)
_HINT_BOTH = re.compile(
    r"\b(?:both|the two)\b.*\b(?:need|share|common|same)|\bcommon\b|\bshared?\b|\boverlap", re.IGNORECASE
)
_HINT_SKILL = re.compile(
    rf"(?:{_SKILL}).*(?:\bboth\b|\bcommon\b|\bshared?\b)|(?:\bboth\b|\bcommon\b|\bshared?\b).*(?:{_SKILL})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Takes:
    """Which role takes a skill.

    Attributes:
        skill: one that one role takes, or both; None for all that both take.
        catalogue: for the names.
    """

    kind: ClassVar[str] = "takes"

    skill: Skill | SharedSkill | None
    catalogue: Catalogue
    asked: str = ""
    """The role that was named, where it was asked whether that one takes it."""


def reply(known: Knowledge, inquiry: Inquiry) -> Takes | None:
    """Which role takes the skill that is named; what both take where none is; None for what is no skill."""
    if not inquiry.by_pattern:
        return _reply_learned(known, inquiry)
    if not inquiry.about:
        return Takes(None, known.catalogue) if inquiry.label == "shared_skills" else None
    skill = known.find_shared_skill(inquiry.about) or known.skill_named(inquiry.about)
    role = known.role_within(inquiry.text)
    return Takes(skill, known.catalogue, role.id if role else "") if skill else None


def _reply_learned(known: Knowledge, inquiry: Inquiry) -> Takes | None:
    """The reply to a question that no pattern takes apart: a skill must be named in it, unless all that both take are asked for."""
    skill = known.shared_skill_inside(inquiry.text) or known.skill_inside(inquiry.text)
    role = known.role_within(inquiry.text)
    if inquiry.label == "shared_skills":
        return Takes(None, known.catalogue)
    return Takes(skill, known.catalogue, role.id if role else "") if skill else None


def outline(reply: Takes) -> Outline:
    """The answer in a sentence, then what the skill is."""
    catalogue, skill = reply.catalogue, reply.skill
    facts = catalogue.facts
    if skill is None:
        shared = tuple(f"{each.name}: {begin_small(each.meaning)}" for each in facts.shared_skills)
        own = (Bullets(f"Only an {r.title} needs", tuple(s.name for s in r.skills)) for r in catalogue.roles.values())
        return Outline(
            "Skills that both roles need",
            (Paragraph(facts.shared, strong=True), Bullets("In both", shared), *own),
            facts.shared,
        )
    if isinstance(skill, SharedSkill):
        says = f"{'Yes: b' if reply.asked else 'B'}oth roles need {begin_small(skill.name)}."
        how = tuple(f"An {catalogue.roles[role].title} {said}" for role, said in (("it", skill.it), ("is", skill.is_)))
        return Outline(
            skill.name, (Paragraph(says, strong=True), Paragraph(skill.meaning), Bullets("How it shows", how)), says
        )
    role = next(each for each in catalogue.roles.values() if skill in each.skills)
    yes_or_no = "" if not reply.asked else "Yes: " if reply.asked == role.id else "Not mainly: "
    name = begin_small(skill.name) if yes_or_no and not skill.name[1:2].isupper() else skill.name
    says = f"{yes_or_no}{name} is an {role.id.upper()} skill: it is one of the five that an {role.title} needs."
    parts = (
        Paragraph(says, strong=True),
        Paragraph(f"Someone who has it {begin_small(skill.meaning)}"),
        Bullets("You can tell when someone", tuple(begin_small(shown) for shown in skill.shows)),
        Paragraph(facts.shared),
        Buttons((Button(f"All skills of an {role.title}", Action(Verb.SKILLS, choice=role.id)),)),
    )
    return Outline(skill.name, parts, says)


TOPIC = Topic(
    {"shared_skills": _BOTH, "takes": _WHOSE},
    reply,
    Takes,
    outline,
    hints=(
        Hint("shared_skills", frozenset({"skills"}), _HINT_BOTH),
        Hint("shared_skills", frozenset({"compare"}), _HINT_SKILL),
    ),
)
