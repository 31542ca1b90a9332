"""What somebody must learn to get from one job to a role."""

import re
from dataclasses import dataclass
from typing import ClassVar

from core.catalogue.model import Catalogue, Role, Skill
from core.conversation.actions import Action, Verb
from core.conversation.outline import Bullets, Button, Buttons, Outline, Paragraph, Part
from core.desk.knowledge import Knowledge
from core.desk.phrasings import patterns
from core.desk.topics.topic import Hint, Inquiry, Topic
from core.desk.wording import begin_small, join_words

PATTERNS = patterns(
    (
        r"(?:i am|i'm|i’m|im|i work as|being|as) an? ([^,.;:?!]{{2,40}}?)(?: (?:now|today|at the moment))?(?:[,.;:]? (?:and "
        r"|but )?| - | – )(?:{how}|i) .*{become} {role}.*"
    ),
    (
        r"(?:i am|i'm|i’m|im|i work as|being|as) an? ([^,.;:?!]{{2,40}}?)[,.;:]? (?:and |but )?(?:{wish}) {become}"
        r" {role}(?:[,.;:]? (?:and )?(?:{how}).*)?"
    ),
    r"(?:{how} )?(?:.*?)(?:from|for) (?:being )?(?:an? )?([^,.;:?!]{{2,40}}?) (?:to|on to|into|{become}|who wants to {become}) {role}.*",
    r"(?:can|could|may|would) an? ([^,.;:?!]{{2,40}}?) {become} {role}.*",
    (
        r"{how} (?:does|must|should|would|do|can) an? ([^,.;:?!]{{2,40}}?) (?:have to |need to )?(?:learn |know |do |study |get"
        r" |acquire )?(?:in order )?(?:to )?{become} {role}"
    ),
    r"(?:an? )?([^,.;:?!]{{2,40}}?) (?:becoming|turning into|moving to|switching to|->|→) {role}",
    (
        r"{how} (?:would|do|does|must|should|can|could|is|will|has)?.*?(?:i|we|one|you|somebody|someone|a person)? ?{turn_into}"
        r" {role}(?: one day| some day| myself| as a beginner)?"
    ),
    r"(?:i|we) (?:want|would like|'d like|plan|hope|dream|aim) to {turn_into} {role}(?:[,.;:]? (?:{how}).*)?",
    turn_into=r"(?:become|turn into|move (?:in)?to|switch (?:in)?to|grow into|get into|change to|step up to|qualify as)(?: an?| the)?",
    how=r"(?:what|how|which|where|can|could)(?: skills?| else| exactly| do| must| should| can)*",
    wish=r"(?:(?:i )?(?:want|would like|wish|plan|hope|aim|like|dream)(?: to| of)?|(?:i['’]d like) to)",
    become=(
        r"(?:becom(?:e|ing)|be|turn into|move (?:in)?to|switch(?:ing)? (?:in)?to|grow into|get into|go into|change to|work as"
        r"|step up to|advance to|start as|qualify as)(?: an?| the)?"
    ),
    guard=(
        r"\b(?:it|is|information (?:technology|systems?)) ?(?:manag|lead|role|side|department|team|job|people"
        r"|person|professional|specialist)|\b(?:it|is|information (?:technology|systems?))\W*$"
    ),
)
_HINT = re.compile(r"\b(?:become|switch to|move (?:in)?to|grow into|step up|turn into)\b", re.IGNORECASE)
_JOB_INSIDE = re.compile(
    r"\b(?:i am|i'm|i’m|im|as|from|work as) an? ([\w' /-]{2,40}?)(?=[,.;:]| to | and | want|$)", re.IGNORECASE
)
_TODAY = re.compile(r"\W+(?:now|today|currently|at present|at the moment|right now|by training)$", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?:it|is|information (?:technology|systems?)) ?(?:manag|lead|role|side|department)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Career:
    """What somebody must learn to get from one job to a role.

    Attributes:
        job: the present one, as it was written; empty where none was named.
        role: the one that is aimed at.
        since: the role that the present job belongs to, or None where that is not known.
        brings: skills that come with the present job.
        catalogue: for the names.
    """

    kind: ClassVar[str] = "career"

    job: str
    role: Role
    since: Role | None
    brings: tuple[Skill, ...]
    catalogue: Catalogue


def reply(known: Knowledge, inquiry: Inquiry) -> Career | None:
    """What to learn for the role that is named last; None where none is."""
    catalogue = known.catalogue
    aims = [match[0] for match in _ROLE.finditer(inquiry.text)]
    if not aims:
        return None
    jobs = {name for each in catalogue.facts.careers.values() for name in each}
    job = inquiry.about if inquiry.by_pattern else ""
    if (not job or job.lower() not in jobs) and (inside := _JOB_INSIDE.search(inquiry.text)):
        job = inside[1]
    job = _TODAY.sub("", job)
    role = catalogue.roles["is" if re.match(r"is\b|information s", aims[-1], re.IGNORECASE) else "it"]
    plain = job.lower().removeprefix("good ").removeprefix("senior ").removeprefix("junior ").strip()
    at = next((record for record, names in catalogue.facts.careers.items() if plain in names), "")
    if at:
        record = catalogue.responsibilities[at]
        return Career(
            job, role, catalogue.roles[record.role], tuple(catalogue.skills[s] for s in record.skills), catalogue
        )
    since = known.role_named(job) if job else None
    return Career(job if since else "", role, since, since.skills if since else (), catalogue)


def outline(reply: Career) -> Outline:
    """What to learn and what one brings along, in a sentence and then skill by skill."""
    role = reply.role
    learn = tuple(skill for skill in role.skills if skill not in reply.brings) or role.skills
    names = join_words([_inside(skill) for skill in learn])
    aim = f"To get from {reply.job} to {role.title}" if reply.job else f"To become an {role.title}"
    says = f"{aim}, learn {names}."
    brings = (
        f"You already bring {join_words([_inside(skill) for skill in reply.brings])}." if len(reply.brings) > 1 else ""
    )
    parts: list[Part] = [Paragraph(says, strong=True)]
    if brings:
        stays = "which still count" if reply.since is role else f"which {role.name} builds on"
        parts.append(Paragraph(f"{brings[:-1]}, {stays}."))
    parts.append(Bullets("What to learn", tuple(f"{skill.name}: {begin_small(skill.meaning)}" for skill in learn)))
    if reply.since not in (None, role):
        differ = reply.catalogue.differences[0]
        was, will = (differ.it, differ.is_) if role.id == "is" else (differ.is_, differ.it)
        parts.append(Paragraph(f"What changes: from {begin_small(was)} to {begin_small(will)}."))
    parts.append(Paragraph(reply.catalogue.facts.shared))
    parts.append(Buttons((Button(f"Skills of an {role.title}", Action(Verb.SKILLS, choice=role.id)),)))
    return Outline(f"Becoming an {role.title}", tuple(parts), f"{says} {brings}".rstrip())


def _inside(skill: Skill) -> str:
    """A skill's name within a sentence."""
    return begin_small(skill.name).replace(" it ", " IT ").replace(" & ", " and ")


TOPIC = Topic(
    {"career": PATTERNS},
    reply,
    Career,
    outline,
    hints=(Hint("career", frozenset({"skills", "define", "advise"}), _HINT),),
)
