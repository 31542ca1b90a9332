"""How IT Management and IS Management differ."""

from dataclasses import dataclass
from typing import ClassVar

from core.catalogue.model import Catalogue
from core.conversation.actions import Action, Verb
from core.conversation.outline import Button, Buttons, Grid, Outline
from core.desk.knowledge import Knowledge
from core.desk.phrasings import patterns
from core.desk.topics.topic import Inquiry, Topic

PATTERNS = patterns(
    r"compare(?: {both}| (?:the )?roles)?",
    r"{versus}",
    r"(?:{what} )?(?:the |any |a )?(?:main |key |real )?differences?(?: is| are)?(?: there)? (?:between|of) {both}",
    r"how (?:do|does|are|is) {both} (?:differ(?:ent)?|compare)(?: from each other)?|how {both} (?:differ|are different)",
    r"how (?:does|is) (?:{it} (?:differ|different) from {is}|{is} (?:differ|different) from {it})",
    r"what (?:makes|distinguishes) (?:{it}(?: different)? from {is}|{is}(?: different)? from {it})",
    r"(?:are|is) {both} the same(?: thing)?",
    r"is (?:{it} the same(?: thing)? as {is}|{is} the same(?: thing)? as {it})",
    both=r"(?:{it}{and}{is}|{is}{and}{it}|(?:the )?(?:two|both) roles)",
    versus=r"(?:{it}(?: vs\.? | versus ){is}|{is}(?: vs\.? | versus ){it})",
    what=r"(?:(?:what(?:'s|’s| is| are)?|explain|describe|show me|how big is|is there)(?: me)?)",
    **{"and": r"(?: and | vs\.? | versus | or | to | from | & |/)"},
)


@dataclass(frozen=True, slots=True)
class Compare:
    """How IT and IS Management differ."""

    kind: ClassVar[str] = "compare"

    catalogue: Catalogue


def reply(known: Knowledge, _: Inquiry) -> Compare:
    """The comparison of the two roles."""
    return Compare(known.catalogue)


def outline(reply: Compare) -> Outline:
    """The roles point by point."""
    it, is_ = reply.catalogue.roles["it"], reply.catalogue.roles["is"]
    rows = tuple((difference.point, difference.it, difference.is_) for difference in reply.catalogue.differences)
    buttons = tuple(Button(f"Skills of an {role.title}", Action(Verb.SKILLS, choice=role.id)) for role in (it, is_))
    summary = f"{it.name}: {it.focus}. {is_.name}: {is_.focus}."
    return Outline(f"{it.name} and {is_.name}", (Grid(("", it.name, is_.name), rows), Buttons(buttons)), summary)


TOPIC = Topic({"compare": PATTERNS}, reply, Compare, outline)
