"""Whether something belongs to a role, and what information technology includes."""

import re
from dataclasses import dataclass
from typing import ClassVar

from core.catalogue.model import Catalogue, Responsibility, Role, Skill
from core.conversation.actions import Action, Verb
from core.conversation.outline import Bullets, Button, Buttons, Fact, Outline, Paragraph, Part
from core.desk.knowledge import Knowledge
from core.desk.phrasings import patterns
from core.desk.topics.define import TECHNOLOGY, THE_ROLE, Define
from core.desk.topics.duties import Duties
from core.desk.topics.topic import Inquiry, Topic

_WHETHER = patterns(
    r"(?:does|do|would|will|should|can) {role} (?:also |even |still )?{cover} ([^?!;]+?){too}",
    r"(?:is|are) ([^?!;,]+?) (?:also |still |really )?{in} {role}{too}",
    r"(?:does|do|would) ([^?!;,]+?) (?:also |still |really )?{belong} {role}{too}",
    r"(?:is|are) ([^?!;,]+?) {in} (?:{it} or (?:rather )?(?:{in} )?{is}|{is} or (?:rather )?(?:{in} )?{it})",
    r"(?:does|do) ([^?!;,]+?) {belong} (?:{it} or (?:rather )?(?:to )?{is}|{is} or (?:rather )?(?:to )?{it})",
    r"what(?:['’]s| has| have| does| do) ([^?!;,]+?) (?:got |have )?to do with {role}",
    (
        r"(?:is|are) ([^?!;,]+?) (?:an? |the )?{role}(?:['’]s)? (?:thing|task|matter|topic|job|responsibility|duty|business"
        r"|concern|problem|subject)s?"
    ),
    too=r"(?: too| as well| also)?(?: or (?:not|(?:is|are) (?:that|it|they|those) .{{2,30}}))?",
    cover=(
        r"(?:cover|include|handle|look after|take care of|own|manage|involve|deal with|contain|comprise|see to|be responsible"
        r" for|take on|run|do)"
    ),
    **{
        "in": (
            r"(?:(?:a )?part of|covered by|included in|in|within|under|(?:a )?(?:task|job|responsibility|matter|field|area|branch)"
            r" (?:of|for)|(?:done|handled|owned|managed|looked after|run) by|up to)"
        )
    },
    belong=r"(?:belong to|fall under|fall to|go to|sit with|sit under|come under|lie with|count as|belong in|fit under|be part of)",
)
_WHAT = patterns(
    (
        r"what (?:all )?(?:does|do|is|are|would) ({role}) (?:all |exactly )?(?:include|included?|cover|consist of|comprise"
        r"|contain|involve|made up of|made of|encompass|span)(?: exactly| everything)?"
    ),
    (
        r"(?:what|which) (?:all )?(?:things |fields |areas |topics |parts |subjects |disciplines )?(?:is|are|belongs?|fall"
        r"|falls|come|comes|go|goes|count|counts) (?:all )?(?:part of|included in|a part of|to|under|into|in|as|within|covered"
        r" by) ({role})"
    ),
    (
        r"(?:{what_is}|{show}) (?:all )?(?:of )?(?:the )?(?:main |different |various |key )?(?:fields|areas|parts|branches"
        r"|components|elements|disciplines|building blocks) (?:of|in|does) ({role})(?: have)?"
    ),
    r"what (?:belongs|falls|comes) (?:to|under|within) ((?:an? |the )?(?:information )?technology|IT)",
    (
        r"(?:which|what) (?:main |different )?(?:fields|areas|parts|branches|components|elements|disciplines) (?:does|do|are"
        r" there in|are in|make up|has) ({role})(?: have| include| cover| consist of)?"
    ),
    r"(?:the )?(?:scope|extent|fields|areas|branches|components) of ({role})",
    r"{what_is} the scope of ({role})",
    guard=(
        r"includ|cover|consist|compris|contain|involve|made|encompass|span|part|belong|fall|come|\bgo|count|field"
        r"|area|branch|component|element|disciplin|block|scope|extent"
    ),
)
_DATA = re.compile(r"\b(?:stor|process|mov)\w* .*\bdata\b|^(?:the |our )?data$|manage data", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whether something belongs to a role.

    Attributes:
        thing: what, as it was written.
        role: the role that was named.
        found: where the thing belongs, or None where neither role owns it.
        sure: whether it is known by its name; it was guessed otherwise.
        catalogue: for the names.
    """

    kind: ClassVar[str] = "scope"

    thing: str
    role: Role
    found: Responsibility | Skill | None
    sure: bool
    catalogue: Catalogue
    of_both: bool = False
    """Whether it was asked which of the two roles it belongs to, rather than whether it belongs to one."""


def reply(known: Knowledge, inquiry: Inquiry) -> Scope | Duties | Define | None:
    """Whether the thing belongs to the role; what belongs to it where no thing is named; None for what names no role."""
    if not inquiry.by_pattern:
        return _understood(known, inquiry)
    if inquiry.label == "extent":
        if _bare(inquiry.about) in TECHNOLOGY:
            return Define(None, known.catalogue, extent=True)
        role = known.role_named(inquiry.about)
        return Duties(role, known.catalogue) if role else None
    thing, role = inquiry.about, _role(known, inquiry.text)
    if role is None and known.subjects.both_roles(inquiry.text) and (found := _find(known, thing)):
        return Scope(thing, _owner(known.catalogue, found), found, True, known.catalogue, of_both=True)  # noqa: FBT003 - a field
    if role is None or known.role_named(thing):
        return None
    if role.id == "it" and _DATA.search(thing):
        return Define(None, known.catalogue)
    found = _find(known, thing)
    if found is None and not re.search(r"\b(?:IT|IS)\b|\b(?:it|is|information \w+) manage", inquiry.text):
        return None  # "does it cover water damage?"
    return Scope(thing, role, found or known.guess(thing), found is not None, known.catalogue)


def _understood(known: Knowledge, inquiry: Inquiry) -> Scope | Duties | Define | None:
    """The reply to a question that no pattern takes apart: what it is about must be named in it."""
    text, catalogue = inquiry.text, known.catalogue
    role = known.role_within(text)
    if inquiry.label == "extent":
        return Duties(role, catalogue) if role and THE_ROLE.search(text) else Define(None, catalogue, extent=True)
    named = known.subject(known.subjects.within(text) or "")
    found = named if isinstance(named, Responsibility) else known.skill_inside(text)
    guessed = known.subject(inquiry.about) if found is None else None
    sure, found = found is not None, guessed if isinstance(guessed, Responsibility) else found
    if found is None or not (role or known.subjects.both_roles(text)):
        return None
    return Scope(found.name, role or _owner(catalogue, found), found, sure, catalogue, of_both=role is None)


def _role(known: Knowledge, text: str) -> Role | None:
    if role := known.role_within(text):
        return role
    # in small letters, where no other reading makes sense
    small = re.match(r"\W*(?:does|do|would|should) (it|is)\b", text) or re.search(
        r"\b(?:of|by|under|to|in|with) (it|is)\W*$", text
    )
    return known.catalogue.roles[small[1]] if small else None


def _find(known: Knowledge, thing: str) -> Responsibility | Skill | None:
    found = known.find_named(thing)
    return found if isinstance(found, Responsibility) else known.skill_named(thing)


def _owner(catalogue: Catalogue, found: Responsibility | Skill) -> Role:
    if isinstance(found, Responsibility):
        return catalogue.roles[found.role]
    return next(each for each in catalogue.roles.values() if found in each.skills)


def _bare(thing: str) -> str:
    return " ".join(thing.lower().split()).removeprefix("the ").removeprefix("our ")


def outline(reply: Scope) -> Outline:
    """Yes or no in a sentence, then who looks after it."""
    catalogue, role, found, thing = reply.catalogue, reply.role, reply.found, reply.thing
    other = next(each for each in catalogue.roles.values() if each is not role)
    title = "IT or IS Management?" if reply.of_both else f"Does it belong to {role.name}?"
    if found is None:
        says = f"Probably not: neither {role.name} nor {other.name} looks after {thing}."
        return Outline(title, (Paragraph(says, strong=True),), says)
    if isinstance(found, Skill):
        owner = _owner(catalogue, found)
        where = f"{found.name} is one of the skills of an {owner.title}"
    else:
        owner = _owner(catalogue, found)
        under = f", under {found.name}" if thing != found.name else ""
        where = f"{_capital(thing)} {_be(thing)} part of {owner.name}{under}"
    yes = owner is role
    sure = ("Yes" if yes else "No") if reply.sure else ("Probably" if yes else "Probably not")
    says = f"{where}." if reply.of_both else f"{sure}. {where}."
    parts: list[Part] = [
        Paragraph(says, strong=True),
        Paragraph(found.meaning if isinstance(found, Skill) else found.definition),
    ]
    if not yes:
        parts.append(Fact(role.name, f"is about {role.focus}"))
    if isinstance(found, Responsibility):
        parts.append(Bullets("Typical work", found.activities))
        parts.append(Buttons((Button("Skills", Action(Verb.SKILLS, choice=found.id)),)))
    return Outline(title, tuple(parts), says)


def _capital(thing: str) -> str:
    return thing[:1].upper() + thing[1:]


_PLURAL = re.compile(r"(?:[^su]s|people|data and .*|.* and .*)$", re.IGNORECASE)


def _be(thing: str) -> str:
    return "are" if _PLURAL.search(thing) and not re.search(r"(?:ics|ness|access)$", thing) else "is"


TOPIC = Topic({"scope": _WHETHER, "extent": _WHAT}, reply, Scope, outline)
