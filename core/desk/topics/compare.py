"""How IT Management and IS Management differ."""

import re
from dataclasses import dataclass
from typing import ClassVar, Literal

from core.catalogue.model import Catalogue, Skill
from core.conversation.actions import Action, Verb
from core.conversation.outline import Bullets, Button, Buttons, Fact, Grid, Outline, Paragraph
from core.desk.knowledge import Knowledge
from core.desk.phrasings import patterns
from core.desk.topics.topic import Inquiry, Topic
from core.desk.wording import begin_small, join_words

PATTERNS = patterns(
    r"compare(?: {both}| (?:the )?roles)?",
    r"{versus}",
    r"(?:give|tell|show)(?: me)? the differences? {in_short}|sum up the differences?(?: between {both})?|{in_short}[,:]? {versus}",
    (
        r"(?:{in_short},? )?(?:please )?(?:how (?:do|does|are|is|would you)|{what}) (?:the )?(?:{both}|they|the roles|these"
        r" roles)? ?{differ}(?: (?:between|of) (?:{both}|the two|them))?(?: {in_short})?"
    ),
    (
        r"(?:{in_short}[,:]? )?(?:please )?(?:{what} )?(?:the |any |a )?(?:main |key |real |essential |biggest"
        r" )?differences?(?: is| are)?(?: there)?(?: (?:between|of) (?:{both}|the two|them))?(?: {in_short})?(?: please)?"
    ),
    r"(?:{in_short},? )?(?:compare|contrast|distinguish|tell apart|explain) {both}(?: {in_short})?",
    (
        r"(?:what (?:do|does|have|has|is|are)|{show}) {both} (?:have )?(?:in common|share)|(?:what is|what's) common to {both}"
        r"|(?:in what way |how )?(?:are|is) {both} (?:alike|similar)|similarities (?:between|of) {both}"
    ),
    r"(?:{what} )?(?:the |any |a )?(?:main |key |real )?differences?(?: is| are)?(?: there)? (?:between|of) {both}",
    r"how (?:do|does|are|is) {both} (?:differ(?:ent)?|compare)(?: from each other)?|how {both} (?:differ|are different)",
    r"how (?:does|is) (?:{it} (?:differ|different) from {is}|{is} (?:differ|different) from {it})",
    r"what (?:makes|distinguishes) (?:{it}(?: different)? from {is}|{is}(?: different)? from {it})",
    r"(?:are|is) {both} the same(?: thing)?",
    (
        r"(?:which|who)(?: one| role| of (?:the two|them))? (?:is|works|sits|stands) (?:the )?(?:more|nearer|closer|rather)"
        r" [^?!;,]{{3,40}}?[,:]? (?:{it} or {is}|{is} or {it})"
    ),
    r"is (?:{it} the same(?: thing)? as {is}|{is} the same(?: thing)? as {it})",
    both=r"(?:{it}{and}{is}|{is}{and}{it}|(?:the )?(?:two|both) roles)",
    versus=r"(?:{it}(?: vs\.? | versus ){is}|{is}(?: vs\.? | versus ){it})",
    in_short=(
        r"(?:in (?:only |just )?(?:one|a single|a|1|two|a few|short|brief|plain|simple)(?: short| simple| plain| single)?"
        r" ?(?:sentences?|words?|terms|lines?|nutshell)?|briefly|shortly|in brief|in short|tl;?dr|short version)"
    ),
    differ=r"(?:differ(?:ent)?|the differences?|differences?|compare|distinguish)",
    what=r"(?:(?:what(?:'s|’s| is| are)?|explain|describe|show me|how big is|is there)(?: me)?)",
    **{"and": r"(?: and | vs\.? | versus | or | to | from | & |/)"},
    guard=(
        r"compar|differ|\bvs\b|versus|same|distinguish|makes|common|shared?\b|similar|alike|contrast|sum up"
        r"|tell apart|nearer|closer|\bmore\b|rather|explain|describe"
    ),
)


@dataclass(frozen=True, slots=True)
class Compare:
    """How IT and IS Management differ.

    Attributes:
        catalogue: what there is to compare.
        asked: whether a sentence is wanted, what they share, or if they are the same; the whole comparison otherwise.
        skills: what is compared instead of the roles; empty where these are.
    """

    kind: ClassVar[str] = "compare"

    catalogue: Catalogue
    asked: Literal["all", "briefly", "shared", "examples", "same"] = "all"
    skills: tuple[Skill, ...] = ()


_BRIEFLY = re.compile(
    r"\b(?:sentences?|briefly|shortly|short|brief|nutshell|few words|one line|tl;?dr)\b", re.IGNORECASE
)
_EXAMPLES = re.compile(r"\bexamples?\b", re.IGNORECASE)
_SHARED = re.compile(r"\b(?:common|share[ds]?|alike|similar\w*)\b", re.IGNORECASE)


_SAME = re.compile(r"\b(?:same|identical|synonyms?)\b", re.IGNORECASE)


def reply(known: Knowledge, inquiry: Inquiry) -> Compare:
    """The comparison of the two roles: in a sentence, of what they share, or all of it; of skills where two are named."""
    skills = known.skills_inside(inquiry.text)
    if len(skills) > 1 and not known.subjects.both_roles(inquiry.text):
        return Compare(known.catalogue, skills=skills)
    if _SHARED.search(inquiry.text) and not re.search(r"differ", inquiry.text, re.IGNORECASE):
        return Compare(known.catalogue, "shared")
    if _EXAMPLES.search(inquiry.text):
        return Compare(known.catalogue, "examples")
    if _SAME.search(inquiry.text):
        return Compare(known.catalogue, "same")
    return Compare(known.catalogue, "briefly" if _BRIEFLY.search(inquiry.text) else "all")


def outline(reply: Compare) -> Outline:
    """The roles point by point."""
    if reply.skills:
        return _of_skills(reply)
    it, is_ = reply.catalogue.roles["it"], reply.catalogue.roles["is"]
    rows = tuple((difference.point, difference.it, difference.is_) for difference in reply.catalogue.differences)
    buttons = tuple(Button(f"Skills of an {role.title}", Action(Verb.SKILLS, choice=role.id)) for role in (it, is_))
    facts = reply.catalogue.facts
    title, table = f"{it.name} and {is_.name}", Grid(("", it.name, is_.name), rows)
    says = Paragraph(facts.in_short, strong=True)
    match reply.asked:
        case "briefly":
            return Outline(title, (says, Buttons(buttons)), facts.in_short)
        case "shared":
            common = (
                Paragraph(facts.shared, strong=True),
                Paragraph(f"They differ in what they look at. {facts.in_short}"),
            )
            return Outline(title, (*common, table, Buttons(buttons)), facts.shared)
        case "examples":
            first = (reply.catalogue.of_role(role.id)[0] for role in (it, is_))
            lists = tuple(
                Bullets(f"For {role.name}, for example", (record.activities[0], *role.choose_when[:1]))
                for role, record in zip((it, is_), first, strict=True)
            )
            return Outline(title, (says, *lists, Buttons(buttons)), facts.in_short)
        case "same":
            no = f"No, they are two roles. {facts.in_short}"
            return Outline(title, (Paragraph(no, strong=True), table, Buttons(buttons)), no)
        case "all":
            return Outline(title, (says, table, Buttons(buttons)), facts.in_short)


def _of_skills(reply: Compare) -> Outline:
    roles = reply.catalogue.roles.values()
    owners = [next(role for role in roles if skill in role.skills) for skill in reply.skills]
    same = len({owner.id for owner in owners}) == 1
    names = join_words([begin_small(skill.name) for skill in reply.skills])
    title = names[:1].upper() + names[1:]
    where = (
        f"{title} are both skills of an {owners[0].title}."
        if same
        else " ".join(f"{s.name} is a skill of an {o.title}." for s, o in zip(reply.skills, owners, strict=True))
    )
    says = f"{where} They differ in what somebody does who has them."
    facts = tuple(Fact(skill.name, begin_small(skill.meaning)) for skill in reply.skills)
    lists = tuple(
        Bullets(f"You can tell {begin_small(s.name)} when someone", tuple(map(begin_small, s.shows)))
        for s in reply.skills
    )
    means = " ".join(f"{skill.name}: {begin_small(skill.meaning)}" for skill in reply.skills)
    return Outline(title, (Paragraph(says, strong=True), *facts, *lists), f"{where} {means}")


TOPIC = Topic({"compare": PATTERNS}, reply, Compare, outline)
