"""What people ask about the roles besides what they are: pay, code, whether one is part of the other, whether it is only laptops."""

import re
from dataclasses import dataclass
from typing import ClassVar, Literal

from core.catalogue.model import Catalogue, Role
from core.conversation.actions import Action, Verb
from core.conversation.outline import Button, Buttons, Outline, Paragraph, Part
from core.desk.knowledge import Knowledge
from core.desk.phrasings import patterns
from core.desk.topics.topic import Inquiry, Topic
from core.desk.wording import begin_small, join_words, sentence_on

_Asked = Literal["pay", "code", "typo", "only", "nature", "inside", "abbreviation"]

_CODE = (
    r"(?:code|program|write code|write programs|know (?:how to (?:code|program)|programming|coding"
    r"|a programming language)|be (?:a )?(?:programmer|developer)s?|programming|coding)"
)

PATTERNS = {
    "abbreviation": patterns(
        r"what (?:do|does|is|are|did) (?:the )?(?:letters? |abbreviations? |acronyms? |short form )?({role}|{both}) (?:stand for"
        r"|short for|an? (?:abbreviation|acronym) (?:of|for)|abbreviations (?:of|for)|spelled out)",
        r"(?:what(?:['’]s| is) )?(?:the )?(?:full form|long form|full name) of ({role}|{both})",
        guard=r"stand|short|abbrev|acronym|form|full name|spelled",
    ),
    "pay": patterns(
        r"(?:which|who|what)(?: one| role| job| side| of (?:the two|them))? (?:pays|earns|makes|gets(?: paid)?"
        r"|is paid)(?: (?:more|better|best|the most|higher|well))?(?: money| salary)?",
        r"(?:how much|what) (?:does|do|would|can|is) (?:an? )?{role} (?:earn|make|get|paid|get paid|cost)",
        r"(?:{what_is} )?(?:the )?(?:salary|pay|wages?|income) (?:of|for) {role}",
        guard=r"pay|paid|earn|salar|wage|income|cost|make",
    ),
    "code": patterns(
        r"(?:do|does|must|should|have|has|can) (?:an? )?({role}|i|we|you|one|they) (?:really |also |even )?(?:need to "
        r"|have to |has to )?(?:be able to |know how to |learn to )?{code}(?: to (?:be|become|work as) ({role}))?",
        r"(?:do|does) (?:an? )?({role}|i|we|you|one) (?:really |also )?need {code}(?: skills?)?(?: (?:to be|as) ({role}))?",
        r"(?:is|are) (?:coding|programming)(?: skills?)? (?:needed|required|necessary|important) (?:for|to be|in|as) ({role})",
        code=_CODE,
        guard=r"\b(?:cod(?:e|ing)|program\w*|developers?)\b",
    ),
    "typo": patterns(
        r".{{0,60}}\b(?:IS|information systems?)\b.{{0,40}}\b(?:typo|misspelling|misspelt|spelling mistake)\b.{{0,20}}",
        r".{{0,30}}(?:is )?(?:it|that|this|IS) (?:just )?(?:a )?(?:typo|misspelling)(?: (?:for|of) IT)?",
        guard=r"typo|misspel|spelling",
    ),
    "only": patterns(
        r"({role}) ?(?:=|is|means|are|does) ?(?:just|only|nothing but|all about|basically|simply) .{{3,40}}",
        r"(?:is|are|does|isn['’]?t|aren['’]?t) ({role}) (?:not )?(?:just|only|nothing but|all about|basically|simply"
        r"|merely|=|mean|the same as) .{{3,40}}",
        r"({role}) ?= ?.{{3,40}}",
        guard=r"=|\b(?:just|only|nothing but|all about|basically|simply|merely|mean|same as)\b",
    ),
    "nature": patterns(
        r"(?:so )?(?:is|are) ({role}) (?:the |a |more )?(?:{strategic}|{technical})(?: (?:one|role|side"
        r"|part))?(?:,? (?:right|then|or not|one))?",
        strategic=r"(?:(?:more |rather )?(?:strategic|business(?:[- ](?:driven|oriented|side|minded))?|about (?:the )?(?:business"
        r"|strategy)))",
        technical=r"(?:(?:more |rather )?(?:technical|technology|technological|hands-?on|operational|about (?:the )?technology))",
        guard=r"strateg|business|techn|hands-?on|operational",
    ),
    "inside": patterns(
        r"(?:is|are) ({role}) (?:a |just a |also )?(?:part|branch|subset|kind|type|form|piece|area|section) of ({role})",
        r"(?:does|do) ({role}) (?:belong to|fall under|report to|include|contain|cover) ({role})",
        r"(?:is|are) ({role}) (?:under|above|below|over|higher than|the boss of|subordinate to|senior to) ({role})",
    ),
}
_TECHNICAL = re.compile(r"techn|hands-?on|operational", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Roles:
    """A question about the roles that a sentence answers.

    Attributes:
        asked: which.
        role: the one that it is about; None for both, or for information technology itself.
        catalogue: for the names.
        technical: whether it was asked if the role is the technical one.
    """

    kind: ClassVar[str] = "roles"

    asked: _Asked
    role: Role | None
    catalogue: Catalogue
    technical: bool = False


def reply(known: Knowledge, inquiry: Inquiry) -> Roles | None:
    """The answer; None where no role is meant, but something that is only called like one."""
    role = known.role_within(inquiry.text) or (known.role_named(inquiry.about) if inquiry.about else None)
    asked = _BY_LABEL[inquiry.label]
    if asked in ("inside", "only", "nature") and not _names_a_role(inquiry.text):
        return None
    if asked == "code" and role is None and inquiry.about.lower() in ("i", "we", "you", "one", "they", ""):
        return None
    if asked == "typo":
        role = known.catalogue.roles["is"]
    if asked == "only" and role and role.id == "it" and not re.search(r"\bmanage", inquiry.text, re.IGNORECASE):
        role = None
    return Roles(asked, role, known.catalogue, bool(_TECHNICAL.search(inquiry.text)))


def _names_a_role(text: str) -> bool:
    """In small letters "it" and "is" are common words, unless what is beside them says otherwise."""
    return bool(
        re.search(r"\b(?:IT|IS)\b|\b(?:it|is|information \w+) (?:manage|role|side)", text)
        or re.search("information (?:tech|sys)", text, re.IGNORECASE)
    )


def outline(reply: Roles) -> Outline:
    """The answer in a sentence, then what the role is."""
    catalogue, role = reply.catalogue, reply.role
    facts, (it, is_) = catalogue.facts, (catalogue.roles["it"], catalogue.roles["is"])
    title, more = role.name if role else "IT and IS Management", facts.in_short
    match reply.asked:
        case "pay":
            says = "I don’t know what either role pays; your HR department or a salary survey can tell."
        case "code":
            says = "No, neither role is about writing programs, though it helps to understand how they are made."
            if role:
                skills = join_words([begin_small(skill.name).replace(" it ", " IT ") for skill in role.skills])
                says = f"No, writing code is not among the skills of an {role.title}: those are {skills}."
            more = facts.shared
        case "typo":
            says = f"No, it is no typo: IS stands for information systems. {sentence_on(is_)}"
        case "abbreviation":
            says = "IT stands for information technology, IS for information systems."
            if role is is_:
                says = "IS stands for information systems, IT for information technology."
            more = sentence_on(role) if role else facts.in_short
        case "only" if role is None:
            says = f"It is more than that. {facts.technology.scope.replace('It includes', 'Information technology includes')}"
            more = catalogue.information_technology
        case "only" if role is not None:
            says = f"It is more than that. {sentence_on(role)}"
        case "nature":
            yes = role is not None and (role.id == "it") == reply.technical
            says = f"{'Yes' if yes else 'Not quite'}. {sentence_on(role or it)}"
        case _:
            says = "No, neither is part of the other: they are two roles side by side that work together."
    parts: list[Part] = [Paragraph(says, strong=True)]
    if more not in says:
        parts.append(Paragraph(more))
    shown = (role,) if role else (it, is_)
    parts.append(Buttons(tuple(Button(f"Skills of an {r.title}", Action(Verb.SKILLS, choice=r.id)) for r in shown)))
    return Outline(title, tuple(parts), says)


_BY_LABEL: dict[str, _Asked] = {
    "pay": "pay",
    "code": "code",
    "typo": "typo",
    "only": "only",
    "nature": "nature",
    "inside": "inside",
    "abbreviation": "abbreviation",
}

TOPIC = Topic(
    PATTERNS,
    reply,
    Roles,
    outline,
)
