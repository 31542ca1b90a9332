"""Which role does a thing that is told in general words, and whether one person or organisation needs both."""

import re
from dataclasses import dataclass
from typing import ClassVar, Literal

from core.catalogue.model import Catalogue
from core.conversation.actions import Action, Verb
from core.conversation.outline import Bullets, Button, Buttons, Fact, Outline, Paragraph, Part
from core.desk.knowledge import Knowledge
from core.desk.phrasings import patterns
from core.desk.topics.topic import Hint, Inquiry, Topic
from core.desk.wording import sentence_on

_WHO = (
    r"(?:who|which (?:role|manager|one|of the two|of them|side|job|of the roles|of the managers|kind of manager|management"
    r"|department)|what (?:role|manager))(?: of the two)?"
)
_BUSINESS = (
    r"(?:(?:the |our |a )?(?:business(?: strategy| goals?| side| needs| people| units?| departments?)?|compan(?:y"
    r"|ies)(?:['’]s)?(?: strategy| goals)?|organi[sz]ation(?:['’]s)?(?: strategy| goals)?|strategy|departments|goals of"
    r" (?:the|our) (?:business|company|organi[sz]ation)|management))"
)
_TECHNOLOGY = (
    r"(?:(?:the |our )?(?:it|information technology|technology|tech|technical (?:side|people|teams?)|systems))"
)

_BRIDGE = patterns(
    (
        r"{who} (?:is |are |acts as |works as |serves as )?(?:the |a )?{bridges} (?:the gap )?(?:between )?{ends}(?: here|"
        r" together| with each other)?"
    ),
    r"{who} (?:works|sits|stands|mediates|is) (?:between|in between|at the interface (?:of|between)) {ends}",
    (
        r"{who} (?:makes sure|ensures|sees to it|sees)(?: that)? {technology} (?:fits|supports|serves|follows|matches|helps|is"
        r" in line with|is aligned with) {business}"
    ),
    r"(?:does|do|is|are) {role} (?:really )?(?:the |a )?{bridges} (?:the gap )?(?:between )?{ends}",
    r"what (?:do|does|is|are) {is} (?:do to )?{bridges}(?: together)?",
    r"who is the (?:bridge|link|go-between|translator|interface)(?: here)?",
    r"(?:is there )?(?:a |the )?(?:bridge|link|connection|interface) between {ends}",
    who=_WHO,
    bridges=(
        r"(?:bridg(?:es?|ing)|links?|connects?|joins?|ties|brings?|translates?|mediates?|aligns?|go-between|interface"
        r"|connection|glue|translator|mediator)"
    ),
    ends=(
        r"(?:{technology}(?: and | & | to | with | together with |/){business}|{business}(?: and | & | to | with |/| into"
        r" ){technology})(?: together)?"
    ),
    technology=_TECHNOLOGY,
    business=_BUSINESS,
    guard=(
        r"\b(?:bridg\w*|links?|linking|connects?|connecting|connection|joins?|ties|brings?|translat\w*|mediat\w*"
        r"|align\w*|between|interface|go-between|glue|fits|supports|serves|follows|matches|helps|in line)\b"
    ),
)
_KEEPS = patterns(
    r"{who} (?:{looks_after}) (?:the |our |all )?{things}(?:(?:,| and|, and) (?:the |our )?{things}){{2,}}",
    r"{which_role} (?:{looks_after}) (?:the |our |all )?{things}(?:(?:,| and|, and) (?:the |our )?{things})*",
    (
        r"{who} (?:makes sure|ensures|sees to it|guarantees)(?: that)? (?:the |our |all )?(?:{things}|everything|it)(?:(?:,|"
        r" and|, and) (?:the |our )?{things})* (?:is|are|runs?|works?|stays?|performs?) .*(?:secure|efficient|fast|well|safe"
        r"|performant|reliable|reliably).*"
    ),
    r"{who} (?:{looks_after}) (?:the )?(?:efficiency|performance)(?: of (?:the |our )?(?:it|technology|systems?|infrastructure))?",
    r"{who} (?:is|are) (?:about|for|concerned with) (?:the )?(?:technology itself|infrastructure|hardware|machines)",
    who=_WHO,
    which_role=r"(?:which|what) (?:role|manager|of the (?:two|roles|managers)|kind of manager|side)",
    looks_after=r"looks? after|takes? care of|manages?|is responsible for|is in charge of|runs|handles|sees to|oversees",
    things=r"(?:infrastructure|networks?|hardware|software|servers|devices|computers|systems|security|efficiency|performance)",
)
_USES = patterns(
    (
        r"{who} (?:uses?|puts?|employs?|applies|makes? use of) (?:the )?(?:technology|data|it|information)(?: and (?:technology"
        r"|data|it|information))? (?:strategically|for .*|to .*)"
    ),
    (
        r"{who} (?:is|are) (?:about|for|concerned with) (?:the )?(?:strategic use|strategy|business|data|decisions|processes"
        r"|people)(?: of .*| and .*)?"
    ),
    (
        r"{who} (?:improves?|supports?|helps? with|is responsible for|looks after|takes care of)(?: the| our| better)?"
        r" (?:business )?(?:decisions?|decision[- ]making|processes)(?: and (?:the |our |better )?(?:business )?(?:decisions?"
        r"|decision[- ]making|processes|data))*"
    ),
    r"{who} (?:makes?|takes care of|looks after|drives?) (?:the )?strategic use of (?:it|technology|data|information)(?: and .*)?",
    who=_WHO,
)
_ONE_PERSON = patterns(
    (
        r"(?:can|could|may|should|must|does|do|would|is it (?:possible|ok|okay|good|wise|common|usual|normal)(?: that| for| if|"
        r" when)?) (?:one|a single|the same|1|just one|a|any|some) (?:person|man|woman|manager|employee|human|individual|people"
        r"|somebody|someone)? ?(?:to )?(?:really |also |actually )?{does} {both}(?: of these| of them)?{where}"
    ),
    (
        r"(?:can|could|may|should|must) (?:i|we|you|somebody|someone|anybody|anyone|he|she|they|{role}) (?:really |also "
        r"|actually )?{does} {both}{where}"
    ),
    (
        r"(?:can|could|may|should|must|do|would) {both} (?:really )?be (?:done|held|filled|covered|combined|handled|managed|the"
        r" same person|one person|merged|united|led)(?: (?:by|in|with|into) (?:one|a single|the same)(?: person| manager| hand|"
        r" role| job| post)?)?{where}"
    ),
    (
        r"(?:can|could|should|may) (?:we|i|you|one) (?:combine|merge|unite|join|put together) {both}(?: (?:in|into) (?:one|a"
        r" single)(?: person| job| role| post)?)?{where}"
    ),
    r"(?:is|are) one (?:person|manager) enough(?: for {both})?{where}",
    (
        r"(?:can|could|may|should) (?:the |an? |our |my )?(?:it|is)[ -](?:manager|management|person) (?:also |really )?(?:be|do"
        r"|act as|work as|take over|cover|handle)(?: the work of)? (?:the |an? |our )?(?:it|is)[ -](?:manager|management"
        r"|person)(?:['’]s (?:job|work|role))?(?: too| as well| at the same time)?{where}"
    ),
    r"one person for {both}|{both} in one person",
    r"(?:would|could|can|might|is|will) (?:one|a single) (?:person|manager) (?:be )?(?:enough|sufficient|do)(?: for {both})?",
    r"do (?:we|i|you) (?:really )?need (?:two|2) (?:people|persons|managers)(?: for (?:this|that|it|{both}))?",
    r"(?:could|can|may) (?:i|we|you|one) {does} {both} (?:myself|alone|ourselves|yourself|oneself)",
    does=r"(?:do|be|fill|hold|cover|handle|have|take|take on|manage|play|combine|work in|run|wear|act as)",
    both=(
        r"(?:both(?: {side}| roles| jobs| hats| of them| tasks)?|(?:the )?(?:two|both) (?:roles|jobs|{side}|hats)|(?:both )?{it}(?: and |"
        r" & | as well as |/){is}|(?:both )?{is}(?: and | & | as well as |/){it}|them both)"
    ),
    where=r"(?: (?:at the same time|at once|alone|in (?:a |an |our |my )?\w*(?: \w+)?|for (?:a |our |the )\w*(?: \w+)?))?",
    guard=(
        r"\A(?=.*\b(?:both|two|2|person|manag\w+|people|combine|merge|unite|join|put together|them)\b)(?=.*\b(?:both"
        r"|two|2|one|same|single|1|a|any|some|manag\w+|them)\b)(?=.*\b(?:can|could|may|should|must|does?|would|is"
        r"|are|might|will|one|both)\b)"
    ),
)
_NEED_BOTH = patterns(
    (
        r"(?:do|does|should|must|would|will) (?:{we}|{org}) (?:really |actually |even )?(?:need|have|want|hire|get|require|pay"
        r" for) {both}(?: at all| at once)?"
    ),
    r"(?:is|are) {both} (?:really |both )?(?:needed|necessary|required)(?: (?:for|in) .{{2,40}})?",
    r"(?:is|are) (?:only )?one of (?:them|the two|the roles|both) enough(?: (?:for|in) .{{2,40}})?",
    r"why (?:do|does|would|should) (?:{we}|{org}) need {both}",
    r"why (?:not )?(?:need |have )?both(?: roles)?",
    r"why (?:do|does|would|should|are) (?:{we}|{org}|there) (?:need |have )?two (?:roles|departments|managers|teams"
    r"|sides|people)(?: for .{{2,30}})?",
    r"how (?:do|does|should|can|would) (?:{both}|they|these roles|the roles|these two) (?:best )?(?:work|fit|go|play"
    r"|come|act|pull) together",
    r"how (?:do|does|should|can) (?:{both}|they|these two) (?:cooperate|collaborate|interact|complement each other"
    r"|support each other|relate(?: to each other)?)",
    (
        r"(?:can|could) (?:{we}|{org}) (?:do|live|work|manage|get by|survive) (?:with (?:only |just )?(?:one of (?:them"
        r"|the two|both)|{role})|without one of (?:them|the two|both))"
    ),
    both=(
        r"(?:both(?: {side}| roles| jobs| of them)?|(?:the )?(?:two|both) (?:roles|{side})|(?:both )?{it}(?: and | & | as well as ){is}"
        r"|(?:both )?{is}(?: and | & | as well as ){it}|an? {it}(?: and | & ){is})"
    ),
    guard=(r"\b(?:both|two|one of|with|without|and|as well as|how)\b|&"),
)
_HINT_ONE = re.compile(
    r"\b(?:one|same|single) (?:person|manager|man|woman)\b|\btwo people\b|\bboth (?:jobs|roles|hats)\b.*\b(?:alone|myself|at once)\b",
    re.IGNORECASE,
)
_HINT_BRIDGE = re.compile(
    r"\bbridg|\b(?:link|connect|join|align|translat)\w*\b.*\bbusiness\b|between (?:technology|it|tech)\b.*\bbusiness",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stands:
    """How the roles stand to each other, in one of the questions that people ask about that."""

    kind: ClassVar[str] = "stands"

    asked: Literal["bridge", "keeps", "uses", "one_person", "need_both"]
    catalogue: Catalogue


def reply(known: Knowledge, inquiry: Inquiry) -> Stands:
    """The answer to that question."""
    return Stands(_ASKED[inquiry.label], known.catalogue)


def outline(reply: Stands) -> Outline:
    """The answer in a sentence, then why."""
    facts, roles = reply.catalogue.facts, reply.catalogue.roles
    it, is_ = roles["it"], roles["is"]
    match reply.asked:
        case "bridge":
            parts: tuple[Part, ...] = (
                Paragraph(facts.bridge, strong=True),
                Bullets("How", facts.bridges),
                Fact(is_.name, is_.definition),
                _skills(is_.id),
            )
            return Outline("Technology and business", parts, facts.bridge)
        case "keeps" | "uses":
            role = it if reply.asked == "keeps" else is_
            says = sentence_on(role)
            parts = (
                Paragraph(says, strong=True),
                Bullets(
                    "Its responsibilities", tuple(f"{r.name}: {r.short}" for r in reply.catalogue.of_role(role.id))
                ),
                _skills(role.id),
            )
            return Outline(role.name, parts, says)
        case "one_person":
            says = facts.both_roles
            return Outline(
                "One person for both?",
                (Paragraph(says, strong=True), Bullets("", facts.both_roles_why), Paragraph(facts.shared)),
                says,
            )
        case "need_both":
            says = facts.need_both
            return Outline(
                "Both roles?",
                (
                    Paragraph(says, strong=True),
                    Paragraph(facts.choice),
                    *(Bullets(f"{r.name}, when", r.choose_when) for r in (it, is_)),
                ),
                says,
            )


def _skills(role: str) -> Buttons:
    return Buttons((Button(f"Skills of an {role.upper()} manager", Action(Verb.SKILLS, choice=role)),))


_ASKED: dict[str, Literal["bridge", "keeps", "uses", "one_person", "need_both"]] = {
    "bridge": "bridge",
    "keeps": "keeps",
    "uses": "uses",
    "one_person": "one_person",
    "need_both": "need_both",
}

TOPIC = Topic(
    {"bridge": _BRIDGE, "keeps": _KEEPS, "uses": _USES, "need_both": _NEED_BOTH, "one_person": _ONE_PERSON},
    reply,
    Stands,
    outline,
    hints=(
        Hint("bridge", frozenset({"compare", "owner", "define", "advise"}), _HINT_BRIDGE),
        Hint("one_person", frozenset({"compare", "advise", "skills", "define", "help"}), _HINT_ONE),
    ),
)
