"""Who owns what."""

from dataclasses import dataclass
from typing import ClassVar

from core.catalogue.model import Responsibility, Role
from core.conversation.outline import Fact, Grid, Outline, Paragraph
from core.desk.knowledge import Knowledge
from core.desk.phrasings import patterns
from core.desk.reply import Ownership
from core.desk.topics.topic import Inquiry, Topic
from core.desk.wording import FIND_OWNERS, owner_part, the, who, without_owner

PATTERNS = patterns(
    r"owners?|(?:show|list)(?: me)?(?: all)?(?: the)? owners|who owns what",
    r"(?:{show}|(?:do|have) you (?:have|got)|is there|can i (?:see|have|get)) (?:an? |the |any "
    r"|some kind of (?:an? )?)?(?:overview|list|directory|table) of (?:the |all |your )*{listed}(?: and (?:the |their "
    r"|your )?{listed})*",
    r"how many teams (?:are there|do you (?:know|have)|can you (?:route|send|hand)(?: \w+)? to|exist)(?: here)?",
    r"(?:{show} )?(?:which|what|the|all|all the|list of) teams(?: (?:are there|do you (?:know|have)|can you (?:route"
    r"|send|hand)(?: \w+)? to|exist))?(?: here)?",
    r"owners? (?:of|for) ({thing})",
    r"owners? (?!{elses}\b)({thing})",
    r"who(?:'s|’s| is) the owner of ([^?!;]+)",
    r"{who} (?:owns?|is responsible for|is accountable for|is in charge of) ([^?!;]+)",
    r"{who} (?:looks after|takes care of|handles?|manages?|deals with|runs) ([^?!;]+)",
    r"{who} (?:do|should) (?:i|we) (?:ask|contact|talk to|go to|call) (?:about|for|regarding) ([^?!;]+)",
    who=r"(?:who|which (?:team|department|group|person))",
    listed=r"(?:teams?|owners?|topics?|departments|who owns what|contacts?)",
)


_PAIR = 2
"""So many are told of in a sentence."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Who owns a responsibility.

    Attributes:
        subject: the responsibility asked about, or None for a list.
        owners: each responsibility in question with its ownership.
    """

    kind: ClassVar[str] = "owner"

    subject: Responsibility | None
    owners: tuple[tuple[Responsibility, Ownership], ...]


def reply(known: Knowledge, inquiry: Inquiry) -> Owner | None:
    """The owner of what is asked about, or of each; None where that is nothing of ours."""
    if not inquiry.about:
        return _each(known, tuple(known.catalogue.responsibilities.values()))
    found = known.find_named(inquiry.about)
    if isinstance(found, Role):
        return _each(known, known.catalogue.of_role(found.id))
    record = found or known.guess(inquiry.about)
    return Owner(record, ((record, known.ownership(record)),)) if record else None


def _each(known: Knowledge, records: tuple[Responsibility, ...]) -> Owner:
    return Owner(None, tuple((record, known.ownership(record)) for record in records))


def outline(reply: Owner) -> Outline:
    """Who owns one responsibility, or each of them."""
    if reply.subject is not None:
        record, ownership = reply.owners[0]
        team = ownership.team or ownership.fallback
        says = who(ownership, record)
        contact = (Fact("Contact", team.contact),) if team and team.contact else ()
        return Outline(
            record.name,
            (Paragraph(record.definition), owner_part(ownership), *contact),
            says if team else f"{says} {without_owner(ownership)}".strip(),
        )
    if not any(ownership.directory for _, ownership in reply.owners):
        return Outline("Owners", (Paragraph(FIND_OWNERS),), FIND_OWNERS)
    rows = tuple((r.name, o.team.name if o.team else "no owner listed") for r, o in reply.owners)
    teams = {o.team.id for _, o in reply.owners if o.team}
    owned = sum(o.team is not None for _, o in reply.owners)
    if not owned and len(rows) == _PAIR:
        one, other = (record.name for record, _ in reply.owners)
        fallback = reply.owners[0][1].fallback
        says = f"No owner is listed for {one} or {other}." + (f" Ask {the(fallback.name)}." if fallback else "")
        return Outline("Owners", (Paragraph(says, strong=True),), says)
    says = (
        f"{len(teams)} {'team owns' if len(teams) == 1 else 'teams own'} {owned} of these {len(rows)} responsibilities."
    )
    summary = "; ".join(f"{name}: {team}" for name, team in rows)
    return Outline("Owners", (Paragraph(says, strong=True), Grid(("Responsibility", "Owner"), rows)), summary)


TOPIC = Topic({"owner": PATTERNS}, reply, Owner, outline)
