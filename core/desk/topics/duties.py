"""What a role, or each of them, is responsible for."""

import re
from dataclasses import dataclass
from typing import ClassVar

from core.catalogue.model import Catalogue, Responsibility, Role
from core.conversation.actions import Action, Verb
from core.conversation.outline import Bullets, Button, Buttons, Outline, Paragraph
from core.desk.knowledge import Knowledge
from core.desk.phrasings import patterns
from core.desk.topics.define import Define
from core.desk.topics.topic import Hint, Inquiry, Topic
from core.desk.wording import sentence_on

PATTERNS = patterns(
    (
        r"(?:{show} )?(?:all )?(?:of )?(?:the |its |their |your )?{main}{duties}(?: that)?(?: there are| you know| you have| i"
        r" can choose from)?(?:,? (?:for |of )?(?:both|{it} and {is}|{is} and {it})(?: roles)?)?"
    ),
    r"(?:{show}|{what_is}) (?:all )?(?:of )?(?:the )?{main}{duties} (?:of|for|in|under|within) ({role})(?: to me| please)?",
    r"(?:the |all )?{main}{duties} (?:of|for|in) ({role})",
    r"({role})(?:['’]?s)? {main}{duties}",
    r"{what} (?:is|are) ({role}) (?:responsible|accountable|in charge|there|answerable)(?: for| of)?",
    (
        r"{what} (?:does|do|would|should|must) ({role})(?: have to| need to)? (?:actually |really |typically |usually"
        r" )?{look_after}(?: (?:all day|every day|here))?"
    ),
    r"{which} {main}{duties} (?:does|do|has|have|must|would) ({role})(?: have| fulfil| carry| take on)?",
    r"{which} {main}(?:{duties}|jobs|areas|topics|things) (?:belong|fall|come|go|lie|sit)s? (?:to|under|with|within|into|in) ({role})",
    r"{what} (?:belongs|falls|comes|goes|lies|sits) (?:to|under|with|within|into|in) ({role})",
    r"{which} {main}{duties} (?:are|is) (?:there|{in_a_role})",
    r"(?:{show} )?(?:the |a )?(?:full |whole |complete |entire )?(?:list|overview) of (?:all )?(?:the |your )?{duties}",
    r"{what_is} (?:all )?(?:the )?(?:areas|things|topics|fields) (?:that )?you (?:cover|know|look after|are responsible for)",
    r"{what} {main}{duties}(?: do you know| exist)?",
    r"(?:the |both |all |{show} (?:the )?)?roles",
    r"{show} (?:everything|all|what)(?: that)? ({role}) (?:is|are) responsible for",
    duties=r"(?:responsibilit(?:y|ies)|dut(?:y|ies)|tasks?|obligations?|areas? of responsibility|remit)",
    main=r"(?:(?:main|key|core|typical|usual|most important|different|various|single|exact) )?",
    look_after=r"(?:look after|take care of|see to|handle|manage|oversee|deal with|be responsible for|be in charge of|answer for|run)",
    what=r"(?:what|what all|what exactly)",
    which=r"(?:which|what)",
    in_a_role=r"(?:in|for|with) ({role})",
    guard=(
        r"roles|responsib|dut(?:y|ies)|task|obligation|remit|accountable|in charge|answer|there|look|take care|see to"
        r"|handle|manage|oversee|deal|run|belong|fall|come|goe?s|\blie|\bsit|jobs|areas|topics|things|fields"
    ),
)


_HINT = re.compile(r"responsib|\bdut(?:y|ies)\b|\btasks\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Duties:
    """What a role, or (no role) each of them, is responsible for."""

    kind: ClassVar[str] = "duties"

    role: Role | None
    catalogue: Catalogue


def reply(known: Knowledge, inquiry: Inquiry) -> Duties | Define | None:
    """The responsibilities of the role asked about, or all; what one of them is; None where something else is asked about."""
    if inquiry.about and inquiry.by_pattern:
        if (
            inquiry.about.lower() in ("information technology", "technology")
            and "responsib" not in inquiry.text.lower()
        ):
            return None  # not the role, but what belongs to the technology
        role = known.role_named(inquiry.about)
        return Duties(role, known.catalogue) if role else None
    if inquiry.by_pattern:
        return Duties(None, known.catalogue)
    named = known.subject(known.subjects.within(inquiry.text) or "")
    if isinstance(named, Responsibility):
        return Define(named, known.catalogue)
    if named is None and known.suggest(" ".join(inquiry.text.split())).outcome != "none":
        return None  # "the list of responsibilities in the wiki is outdated"
    return Duties(named, known.catalogue)


def outline(reply: Duties) -> Outline:
    """In a sentence, then one by one."""
    catalogue = reply.catalogue
    if role := reply.role:
        says = sentence_on(role)
        owned = tuple(f"{r.name}: {r.short}" for r in catalogue.of_role(role.id))
        parts = (
            Paragraph(says, strong=True),
            Bullets("Its responsibilities", owned),
            Buttons((Button(f"Skills of an {role.title}", Action(Verb.SKILLS, choice=role.id)),)),
        )
        return Outline(
            f"Responsibilities of {role.name}", parts, f"{says} Its responsibilities: {_names(reply, role)}."
        )
    roles = tuple(catalogue.roles.values())
    numbers = " and ".join(f"{len(catalogue.of_role(role.id))} of {role.name}" for role in roles)
    says = f"There are {len(catalogue.responsibilities)} responsibilities: {numbers}."
    lists = (Bullets(role.name, tuple(f"{r.name}: {r.short}" for r in catalogue.of_role(role.id))) for role in roles)
    summary = " ".join((says, *(f"{role.name}: {_names(reply, role)}." for role in roles)))
    return Outline("All responsibilities", (Paragraph(says, strong=True), *lists), summary)


def _names(reply: Duties, role: Role) -> str:
    return ", ".join(record.name for record in reply.catalogue.of_role(role.id))


TOPIC = Topic({"duties": PATTERNS}, reply, Duties, outline, hints=(Hint("duties", frozenset({"define"}), _HINT),))
