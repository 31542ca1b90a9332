"""Why information technology, or a role, matters."""

import re
from dataclasses import dataclass
from typing import ClassVar

from core.catalogue.model import Catalogue, Responsibility, Role, Skill
from core.conversation.outline import Bullets, Fact, Outline, Paragraph, Part
from core.desk.knowledge import Knowledge
from core.desk.phrasings import patterns
from core.desk.topics.define import TECHNOLOGY
from core.desk.topics.topic import Hint, Inquiry, Topic
from core.desk.wording import begin_small, sentence_on

PATTERNS = patterns(
    r"why (?:does|do|did|would|should) ({role}) (?:even |really |actually |still |so much )?(?:matter|count|exist)(?: so much)?{to_whom}",
    r"why (?:is|are) ({role}) (?:so |really |actually |even |that |considered )*{important}{to_whom}",
    r"why (?:do|does|should|would|must) {whoever} (?:even |really |actually |still )?{need} ({role})(?: at all| for| so much| today)?",
    r"why (?:have|bother with|invest in|care about) ({role})(?: at all)?",
    r"why ({role})",
    r"what makes ({role}) (?:so |that |really )*{important}{to_whom}",
    r"(?:the |some |give me )?(?:a |the |some )?reasons? (?:why|for) (?:we need )?({role})(?: (?:matters?|is {important}))?{to_whom}",
    r"what (?:would|will|happens|if)(?: happen)?(?: to (?:us|{org}))?(?: be| we do| we)? without ({role})",
    r"in (?:what|which) ways? (?:does|do|can) ({role}) (?:help|benefit|serve|support)(?: {org})?",
    r"{what_is} (?:the )?(?:main |real |biggest |actual )?{benefit} (?:of|in|to|from|with) (?:having |using )?({role}){to_whom}",
    r"(?:the )?{benefit} of ({role}){to_whom}",
    r"how (?:important|relevant|useful|valuable|essential|necessary) (?:is|are) ({role}){to_whom}",
    r"(?:is|are) ({role}) (?:really |that |so |even |at all )*{important}{to_whom}",
    r"(?:does|do) ({role}) (?:really |even |actually )?(?:matter|count){to_whom}",
    r"(?:do|does) {whoever} (?:really |even |actually )?{need} ({role})(?: at all)?",
    r"what (?:is|are) ({role}) (?:even |actually |really )?(?:good|useful|used|there|needed) for{to_whom}?",
    r"what good (?:is|does|are) ({role})(?: do)?{to_whom}",
    r"how (?:does|do|can|would|could) ({role}) (?:help|benefit|serve|support)(?: {org})?",
    r"what (?:does|do|can|would) ({role}) (?:bring|give|offer|do for|contribute to|add to|do to help)(?: to)?(?: {org})?",
    r"what (?:do|does|can) {whoever} (?:use|need|gain from|get from|get out of|have from|want with) ({role})(?: for)?",
    r"who (?:needs|uses|benefits from) ({role})(?: at all| anyway)?",
    r"(?:could|can|would) {whoever} (?:live|do|work|manage|get by|survive|exist|cope) without ({role})(?: at all| today)?",
    r"why (?:is|are) (?:the )?([^?!;,]{{3,40}}?) (?:so |really |even |that )*{important}{to_whom}",
    r"why (?:does|do) (?:the )?([^?!;,]{{3,40}}?) (?:even |really |actually )?matter{to_whom}",
    r"(?:what(?:['’]s| is) )?(?:the )?{benefit} of ([^?!;,]{{3,40}}?){to_whom}",
    important=(
        r"(?:important|needed|necessary|useful|relevant|essential|valuable|vital|crucial|critical|worth it|worth having|a big"
        r" deal|indispensable)"
    ),
    benefit=r"(?:point|purpose|use|uses|benefits?|value|importance|advantages?|relevance|significance|goal|aim|upside|gain)",
    need=(
        r"(?:need|needs|have|has|want|use|uses|rely on|relies on|depend on|depends on|care about|bother with|invest in|spend"
        r" money on|pay for)"
    ),
    whoever=r"(?:{we}|{org})",
    to_whom=r"(?: (?:to|for|in|at|of) [\w'’ -]{{2,40}})?(?: at all| anyway| these days)?",
    guard=(
        r"\A(?=.*\b(?:why|how|without|reasons?|who|ways?|point|purpose|uses?|used"
        r"|benefits?|value|importan\w+|advantages?|relevan\w+|significance|goal|aim|upside|gain|matters?|counts?"
        r"|good|needed|needs?|useful|there|bring|give|offer|do|can|does|would|contribute|add|makes|necessary"
        r"|essential|valuable|vital|crucial|critical|worth|big|indispensable|have|has|want|rely|relies|depends?"
        r"|care|bother|invest|spend|pay)\b)"
    ),
)

_HINT = re.compile(
    r"\bwhy\b.*\b(?:matters?|important|needed?|have|use)\b|\bimportan(?:t|ce)\b|\bbenefits?\b|\badvantages?\b|\bpoint of\b|\bvalue of\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Importance:
    """Why a role, or (no role) information technology, matters."""

    kind: ClassVar[str] = "importance"

    role: Role | None
    catalogue: Catalogue
    subject: Responsibility | Skill | None = None
    """What is asked about where that is no role, or None."""


def reply(known: Knowledge, inquiry: Inquiry) -> Importance | None:
    """Why what is asked about matters; None where it is neither information technology nor a role."""
    about = inquiry.about if inquiry.by_pattern else ""
    if about.lower().removeprefix("the ") in TECHNOLOGY:
        # within a longer sentence a small "it" is whatever was spoken of before
        longer = about == "it" and not re.fullmatch(
            r"\W*why (?:does it matter|is it (?:so )?important)\W*", inquiry.text
        )
        return (
            None if longer and re.search(r"\b(?:for|to|in|at)\b", inquiry.text) else Importance(None, known.catalogue)
        )
    role = known.role_named(about) if about else known.role_within(inquiry.text)
    if about and role is None:
        found = known.skill_named(about) or known.find_named(about)
        subject = None if isinstance(found, Role) else found
        return Importance(None, known.catalogue, subject) if subject else None
    if not about and (skill := known.skill_inside(inquiry.text)):
        return Importance(None, known.catalogue, skill)
    if role and not about and not re.search(r"\bmanage|\bIS\b|systems", inquiry.text):
        role = None
    if role or inquiry.by_pattern or re.search(r"\bIT\b|technology|\btech\b", inquiry.text):
        return Importance(role, known.catalogue)
    return None


def outline(reply: Importance) -> Outline:
    """The reason in a sentence, then what it does one by one."""
    facts = reply.catalogue.facts
    if reply.subject:
        return _of_subject(reply.subject, reply.catalogue)
    if role := reply.role:
        says = facts.matters[role.id]
        return Outline(
            f"Why {role.name} matters",
            (
                Paragraph(says, strong=True),
                Fact("What it is", sentence_on(role)),
                Bullets("Turn to it when", role.choose_when),
            ),
            says,
        )
    says = facts.technology.matters
    parts = (
        Paragraph(says, strong=True),
        Bullets("What it does for an organisation", facts.technology.uses),
        Fact("What it is", reply.catalogue.information_technology),
    )
    return Outline("Why information technology matters", parts, says)


def _of_subject(subject: Responsibility | Skill, catalogue: Catalogue) -> Outline:
    name = begin_small(subject.name) if not subject.name[1:2].isupper() else subject.name
    if isinstance(subject, Responsibility):
        role = catalogue.roles[subject.role]
        says = f"Because whoever looks after {name} {begin_small(subject.definition)}"
        more: tuple[Part, ...] = (Bullets("Typical work", subject.activities),)
    else:
        role = next(role for role in catalogue.roles.values() if subject in role.skills)
        says = f"Because someone good at {name} {begin_small(subject.meaning)}"
        more = (Bullets("You can tell when someone", tuple(begin_small(shown) for shown in subject.shows)),)
    parts = (Paragraph(says, strong=True), *more, Fact(role.name, _role_matters(catalogue, role)))
    return Outline(f"Why {name} matters", parts, says)


def _role_matters(catalogue: Catalogue, role: Role) -> str:
    return begin_small(catalogue.facts.matters[role.id].removeprefix(f"{role.name} "))


TOPIC = Topic(
    {"importance": PATTERNS},
    reply,
    Importance,
    outline,
    hints=(
        Hint("importance", frozenset({"define", "help"}), _HINT),
        Hint("importance", frozenset({"skills"}), re.compile(r"\bthat matters? to\b", re.IGNORECASE)),
    ),
)
