"""Which of the two roles fits a need."""

import re
from dataclasses import dataclass, replace
from typing import ClassVar

from core.catalogue.model import Catalogue, Responsibility, Role
from core.classifier.suggestion import Suggestion
from core.conversation.actions import Action, Verb
from core.conversation.outline import Bullets, Button, Buttons, Fact, Outline, Paragraph, Quoted
from core.desk.knowledge import READ_CHARACTERS, Knowledge
from core.desk.phrasings import patterns
from core.desk.reply import Ownership
from core.desk.topics.topic import Hint, Inquiry, Topic
from core.desk.wording import QUOTE_CHARACTERS, deciding_words, owner_part, sentence_on, who
from core.text import shorten

PATTERNS = patterns(
    r"how (?:do|does|should|can|could|would) {we} (?:choose|decide|know|tell|find out) (?:which|what) (?:role|one|of them|manager)"
    r"(?: {we})? (?:needs?|is right|fits|to (?:choose|take|hire))",
    r"(?:do|would|will|should|shall) {we} {turn_to} {either}(?: (?:for|to|in order to|about|when|if|with) (.+))?",
    (
        r"(?:which|who|what)(?: one| role| {side}| of (?:the two|them|both))?(?: is| would be| fits| suits| do you recommend|"
        r" should {we} {turn_to}| is the)(?: the)?(?: better| best| right| more useful| more suitable| smarter| wiser)?(?: one|"
        r" choice| role| option)?(?: for)? ({us})(?: the most| best| better)?"
    ),
    (
        r"(?:which|what)(?: one| role| of (?:the two|them|both)| {side})?(?: is| would be| do you recommend)(?: the)? (?:better"
        r"|best|right|more important|more useful|preferable|superior)(?: one| choice| role| option)?"
    ),
    (
        r"(?:which|what)(?: one| role| of (?:the two|them|both))? (?:do|should|would|must|shall|can) {we} (?:{turn_to}|take"
        r"|prefer|go for|decide for|start with|invest in|have|hire first)(?: first)?"
    ),
    (
        r"{either}[,:]? (?:which|what)(?: one)?(?: is| would be| fits| suits| do you recommend)(?: the)?(?: better| best|"
        r" right)?(?: one| choice)?(?: for)?(?: ({us}))?"
    ),
    r"(?:is|are|would) {one} (?:be )?(?:better|worse|more important|more useful|superior|preferable)(?: than| to) {one}(?: for ({us}))?",
    (
        r"(?:how|when) (?:do|does|should|can|could|would|to) ?(?:{we} )?(?:choose|decide|pick|select|know|tell|make the"
        r" choice)(?: (?:between|which|among|what)(?: of| the)*)? ?(?:{either}|{it} and {is}|{is} and {it}|them|the two|the"
        r" roles|the two roles|both|one|we need|is right|is better|is right for ({us}))?(?: to (?:choose|pick|take|hire))?(?:"
        r" (?:is|fits|suits|we need|i need|is right|is better)(?: (?:for )?({us}))?)?"
    ),
    (
        r"(?:on )?what (?:does|would|do) (?:the|this|that|my|our) (?:choice|decision|answer)(?: between (?:them|the two"
        r"|{either}|{it} and {is}|{is} and {it}))? depends?(?: on)?|what (?:does|would) (?:the|this|that|my|our) (?:choice"
        r"|decision) depend on|on what does (?:the|this|that) (?:choice|decision)(?: between {it} and {is})? depend|what does"
        r" it depend on"
    ),
    r"({foundation})",
    r"who should (?:lead|be in charge|take the lead|we (?:hire|take|ask)|do it) (?:if|when) {we} (?:need|want) ({foundation_thing})",
    (
        r"(?:who|which (?:role|one|manager|of the two)|what (?:role|kind of manager)) (?:gives|offers|provides|brings|delivers"
        r"|builds|lays|is for|stands for|do (?:we|i) (?:need|want|hire|choose|take|ask) (?:for|if (?:we|i) (?:need|want))"
        r"|should (?:we|i) (?:choose|take|hire|ask|pick|turn to) (?:for|if (?:we|i) (?:need|want)))(?: us| me)?"
        r" ({foundation_thing})"
    ),
    (
        r"(?:what|who|which(?: one| role)?)(?: is right| is best| fits| suits| should {we} \w+| do {we} \w+| helps)? (?:if|when"
        r"|for) (?:{we} )?(?:need|want|look for|require|am looking for|are looking for)?s? ?({foundation_thing})"
    ),
    r"(?:do|would) you (?:recommend|suggest|advise) {either}(?: {about} (.+))?",
    r"(?:is|are) (.+?) {either}",
    r"{either}(?:(?: for| to| when| if|:) (.+))",
    r"(.+?) ?[,:–-] ?{either}",
    r"{either}",
    r"when (?:do|should|would) {we} {turn_to} (?:{it}|{is})(?: (?:over|instead of|rather than) (?:{it}|{is}))?",
    r"which(?: one)?(?: of the (?:two|roles))?(?: role| {side})? (?:do|should|would) {we} {turn_to}(?: {about} (.+))?",
    r"what (?:role|kind of {side}) (?:do|should|would) {we} {turn_to}(?: {about} (.+))?",
    r"which(?: role| {side}| of the two)? (?:fits?|suits|is right|is better|is best)(?: (?:for|to|if|when))? (.+)",
    either=r"(?:{it} or (?:rather )?{is}|{is} or (?:rather )?{it})",
    one=r"(?:{it}|{is})",
    us=(
        r"(?:us|me|you|them|our|my|(?:an? |the |our |my |this )?(?:\w+[ -])?(?:\w+[ -])?(?:company|organi[sz]ation|firm"
        r"|business|startup|start-up|school|charity|shop|team|department|situation|case|office))"
    ),
    foundation=(
        r"(?:{we}|what {we}|we['’]re|i['’]m) (?:really |just |mainly |mostly |only |first )?(?:needs?|wants?|requires?"
        r"|looking for|after|am looking for|are"
        r" looking for|is looking for|looks? for|am after|are after|would like|miss|lack)(?: is| are)? {foundation_thing}(?:"
        r" (?:first|now|here|for (?:our|my|the) (?:company|organi[sz]ation|business|team|firm"
        r"|school)))?(?:,? (?:rather than|instead of|and not|not) [^?!;.]{{2,60}})?"
    ),
    foundation_thing=(
        r"(?:an? |the |some |more )?(?:(?:solid|stable|good|strong|reliable|sound|real|better|robust|purely|new)"
        r" )?(?:(?:technical|technological|technology|it) (?:foundation|base|basis|backbone|groundwork|infrastructure)"
        r"|(?:solutions?|systems?) (?:that (?:are|is) )?(?:driven|led) by (?:the|our|my) business|business[- ](?:driven|led"
        r"|oriented|focused) (?:solutions?|systems?|approach|results?|answers?))"
    ),
    we=r"(?:we|i|they|one|(?:my|our|the|a) (?:team|company|organi[sz]ation|department|business|firm|school|startup))",
    about=r"(?:for|to|if|when|about)",
    turn_to=r"(?:need|want|use|hire|choose|ask|go to|call|involve|contact|pick|turn to|talk to|speak to|get|have)",
    guard=(
        r"\b(?:which|what|who|how|when|or|foundation|basis|base|backbone|groundwork|infrastructure|business|better"
        r"|worse|important|useful|superior|preferable)\b"
    ),
)

_SURELY_REQUEST = 0.9
"""How likely a request must be to overrule a pattern."""

_ADVICE_AT_LEAST = 0.6
"""How likely one role must be, against the other, before it is recommended for a need."""


@dataclass(frozen=True, slots=True)
class Advise:
    """Which of the two roles fits a need.

    Attributes:
        need: what the person wants to do.
        role: the one that fits, or None when the need says too little.
        responsibility: where in it, or None; also where the need says in so many words what a role gives.
        suggestion: what the classifier said of the need.
        catalogue: for the reasons.
    """

    kind: ClassVar[str] = "advise"

    need: str
    role: Role | None
    responsibility: Responsibility | None
    suggestion: Suggestion
    catalogue: Catalogue
    asked: str = ""
    """The question, whole: what a pattern cuts out of it reads like a torn scrap."""
    ownership: Ownership | None = None
    """Who answers for the responsibility, or None where there is none."""


_FOR_NOTHING = frozenset(
    """a about all an and are as at be beginning best better both business can care choose company depends do does fits first for from
    go good growing have hire how i if in is it itself large like management manager managers me more most much my need of on one or
    organisation organization our ours pick prefer rather recommend right role roles should small so start suits take team than that the
    them then there these they think this to two us use useful want we what when which who whole with would you your""".split()
)
"""Words that name no need, but only ask for the better of the two."""


def _names_no_need(text: str) -> bool:
    return set(re.findall(r"[a-z]+", text.lower())) <= _FOR_NOTHING


def reply(known: Knowledge, inquiry: Inquiry) -> Advise | None:
    """The role that fits, and who answers for it here; None where it is a request."""
    found = _advise(known, inquiry)
    if found is None:
        return None
    ownership = known.ownership(found.responsibility) if found.responsibility else None
    return replace(found, asked=inquiry.text, ownership=ownership)


def _advise(known: Knowledge, inquiry: Inquiry) -> Advise | None:
    """The role that fits; None where "Which role do I need to …" asks for a right in some system, as it often does."""
    need = inquiry.about if inquiry.by_pattern else inquiry.text
    need = re.sub(r"^who (?:does|handles|manages|owns|runs|takes care of|looks after) ", "", need, flags=re.IGNORECASE)
    if not inquiry.by_pattern and inquiry.label == "advise" and _names_no_need(need):
        need = ""
    plain = not need or _US.fullmatch(need) or _names_no_need(need) or _role_named(known.catalogue, need)
    if (
        not plain
        and inquiry.by_pattern
        and not known.subjects.both_roles(inquiry.text)
        and _is_request(known, inquiry.text)
    ):
        return None
    if inquiry.by_pattern and (known.skill_named(need) or known.find_shared_skill(need)):
        return None  # whose skill it is, another topic tells
    if not inquiry.by_pattern and inquiry.label == "advise" and not plain and _names_no_role(known, inquiry.text):
        return None
    suggestion = known.suggest((need or inquiry.text)[:READ_CHARACTERS])
    if role := _role_named(known.catalogue, need):
        return Advise(need, role, None, suggestion, known.catalogue)
    if not need or _US.fullmatch(need) or _names_no_need(need):
        return Advise("", None, None, suggestion, known.catalogue)
    inside = "" if inquiry.by_pattern else known.subjects.within(inquiry.text) or ""
    if record := known.find_named(need) or known.catalogue.responsibilities.get(inside):
        role = known.catalogue.roles.get(record.id) or known.catalogue.roles[record.id.partition(".")[0]]
        return Advise(need, role, record if isinstance(record, Responsibility) else None, suggestion, known.catalogue)
    weight = {
        role: sum(r.confidence for r in suggestion.ranking if r.answer.startswith(f"{role}.")) for role in ("it", "is")
    }
    likelier = max(weight, key=lambda role: weight[role])
    if weight[likelier] < _ADVICE_AT_LEAST * (sum(weight.values()) or 1):
        return Advise(need, None, None, suggestion, known.catalogue)
    best = next(r.answer for r in suggestion.ranking if r.answer.startswith(f"{likelier}."))
    role, record = known.catalogue.roles[likelier], known.catalogue.responsibilities[best]
    return Advise(need, role, record, suggestion, known.catalogue)


def _names_no_role(known: Knowledge, text: str) -> bool:
    """Whether a text that the classifier takes for such a question asks for neither role, and is clearly some team's."""
    named = known.subjects.both_roles(text) or known.subjects.role_within(text) or "role" in text.lower()
    return not named and known.suggest(" ".join(text.split())[:READ_CHARACTERS]).outcome == "route"


_US = re.compile(
    r"(?:us|me|you|them|(?:an? |the |our |my |this )?(?:\w+[ -]){0,2}(?:company|organi[sz]ation|firm|business|startup|start-up"
    r"|school|charity|shop|team|department|situation|case|office))(?: the most| best| better)?",
    re.IGNORECASE,
)
"""Who needs it, and not what is needed: that alone decides nothing."""


def _role_named(catalogue: Catalogue, need: str) -> Role | None:
    """The role that a need asks for in so many words; None where it names what either gives, or both."""
    plain = " ".join(need.lower().split())
    meant = [role for role in catalogue.roles.values() if any(phrase in plain for phrase in role.needs)]
    return meant[0] if len(meant) == 1 else None


def _is_request(known: Knowledge, text: str) -> bool:
    return known.suggest(" ".join(text.split())).topic.confidence <= 1 - _SURELY_REQUEST


def outline(reply: Advise) -> Outline:
    """Which role fits, and why."""
    roles = reply.catalogue.roles
    if reply.role is None:
        lists = tuple(Bullets(f"{role.name}, when", role.choose_when) for role in roles.values())
        says = reply.catalogue.facts.choice
        if reply.need:
            says = f"It could be either. {says}"
        return Outline("IT or IS Management?", (Paragraph(says, strong=True), *lists), says)
    role, record = reply.role, reply.responsibility
    other = next(r for r in roles.values() if r.id != role.id)
    if record is None:
        says = f"Choose {role.name}: it gives you {role.gives}."
        return Outline(
            "IT or IS Management?",
            (
                Quoted(shorten(reply.asked, QUOTE_CHARACTERS)),
                Paragraph(says, strong=True),
                Paragraph(sentence_on(role)),
                Paragraph(f"If you want {other.gives}, choose {other.name}."),
                Buttons((Button(f"Skills of an {role.title}", Action(Verb.SKILLS, choice=role.id)),)),
            ),
            says,
        )
    says = f"Turn to {role.name}."
    parts = (
        Quoted(shorten(reply.asked, QUOTE_CHARACTERS)),
        Paragraph(says, strong=True),
        Fact(
            "Why",
            f"this is about {record.name}, to judge by {deciding_words(reply.suggestion)}, and {role.name} is about {role.focus}",
        ),
        *((owner_part(reply.ownership),) if reply.ownership else ()),
        Fact(f"Choose {other.name}", f"if it is about {other.focus}"),
        Buttons((Button(f"Skills of an {role.title}", Action(Verb.SKILLS, choice=role.id)),)),
    )
    owner = who(reply.ownership, record) if reply.ownership else ""
    return Outline("IT or IS Management?", parts, f"{says} It is about {record.name}. {owner}".rstrip())


TOPIC = Topic(
    {"advise": PATTERNS},
    reply,
    Advise,
    outline,
    hints=(
        Hint("advise", frozenset({"compare"}), re.compile(r"\b(?:better|best|more useful|recommend)\b", re.IGNORECASE)),
    ),
)
