"""What is said to a follow-up that no other kind of answer fits: why, what I cannot know, that a matter is dropped."""

from dataclasses import dataclass
from typing import ClassVar

from core.catalogue.model import Responsibility, Role, Skill
from core.conversation.actions import Action, Verb
from core.conversation.outline import Button, Buttons, Fact, Outline, OwnedBy, Paragraph, Part
from core.desk.reply import Ownership
from core.desk.requests import Clarify, Route, Single, reason_of
from core.desk.wording import deciding_words, sureness, the, why
from core.directory.model import Team

_SUREST = 0.99
"""Nothing is shown as certain."""

_HARDLY = 0.05
"""Below one in twenty there is nothing to be said for a second place."""


@dataclass(frozen=True, slots=True)
class Because:
    """Why a request belongs where it does.

    Attributes:
        single: the answer that is asked about.
        role: its role, or None where it has none.
        against: what somebody thought of instead, or None.
    """

    kind: ClassVar[str] = "why"

    single: Single
    role: Role | None
    against: Responsibility | Role | None = None


@dataclass(frozen=True, slots=True)
class CannotTell:
    """A question that only the people in charge can answer.

    Attributes:
        team: they, or None where nobody is listed.
        about: what they look after, or None.
        undecided: whether it hangs on an answer to a question of ours who they are.
    """

    kind: ClassVar[str] = "cannot_tell"

    team: Team | None
    about: Responsibility | None
    undecided: bool = False


@dataclass(frozen=True, slots=True)
class Dropped:
    """The matter is closed; nothing is handed over.

    Attributes:
        is_sent: whether a team has it already, so that it takes more than a word to us.
        under_way: ids of its hand-offs that can be withdrawn.
        solved: whether it was said to be solved.
    """

    kind: ClassVar[str] = "dropped"

    is_sent: bool = False
    under_way: tuple[str, ...] = ()
    solved: bool = False


@dataclass(frozen=True, slots=True)
class Farewell:
    """Somebody has all that they wanted, or says goodbye; the request stays as it is.

    Attributes:
        is_sent: whether a team has it.
        is_open: whether it could still be sent.
    """

    kind: ClassVar[str] = "smalltalk"

    is_sent: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class SameOwner:
    """Whether two responsibilities have one owner.

    Attributes:
        one, other: the responsibilities, each with its ownership.
    """

    kind: ClassVar[str] = "same_owner"

    one: tuple[Responsibility, Ownership]
    other: tuple[Responsibility, Ownership]


@dataclass(frozen=True, slots=True)
class InShort:
    """The last answer in one sentence.

    Attributes:
        about: the answer to a request, or what a question was about.
    """

    kind: ClassVar[str] = "in_short"

    about: Single | Role | Responsibility | Skill


FollowUp = Because | CannotTell | Dropped | Farewell | InShort | SameOwner


def outline(reply: FollowUp) -> Outline:
    """Such a reply laid out."""
    match reply:
        case Because():
            return _because(reply)
        case CannotTell():
            return _cannot_tell(reply)
        case Dropped():
            return _say_it_is_dropped(reply)
        case Farewell():
            return _farewell(reply)
        case SameOwner():
            return _same_owner(reply)
        case InShort():
            says = _in_short(reply.about)
            return Outline("", (Paragraph(says),), says)


def _say_it_is_dropped(reply: Dropped) -> Outline:
    glad = "Good to hear that it’s solved! " if reply.solved else ""
    if not reply.is_sent:
        says = (
            f"{glad}I won’t send your request to anyone." if glad else "All right, I’ve dropped it. Nothing was sent."
        )
        return Outline("", (Paragraph(says),), says)
    return offer_to_withdraw(reply.under_way, glad)


def offer_to_withdraw(under_way: tuple[str, ...], before: str = "") -> Outline:
    """The way to take a request back from its team.

    Args:
        under_way: ids of the hand-offs among which it is.
        before: a sentence in front of it, with a space behind; or empty.
    """
    match under_way:
        case ():
            says = f"{before}Your request is closed already, so there is nothing to withdraw."
            return Outline("", (Paragraph(says),), says)
        case (handoff,):
            button = Button("Withdraw", Action(Verb.WITHDRAW, handoff))
            says = f"{before}A team already has your request. To take it back, press “Withdraw”."
        case _:
            button = Button("My requests", Action(Verb.STATUS))
            says = f"{before}Teams already have several requests of yours. To take one back, open “My requests” and press “Withdraw”."
    return Outline("", (Paragraph(says), Buttons((button,))), says)


def _farewell(reply: Farewell) -> Outline:
    says = "You’re welcome."
    if reply.is_sent:
        says = f"{says} The team has your request."
    elif reply.is_open:
        says = f"{says} I haven’t sent your request to anyone yet, in case you still want me to."
    return Outline("", (Paragraph(says),), says)


def _because(reply: Because) -> Outline:
    single = reply.single
    if isinstance(single, Route) and single.chosen:
        says = f"It’s with {single.responsibility.name}, {reason_of(single.chosen)}."
    elif isinstance(single, Route) and single.danger:
        says = f"What you describe is dangerous, and {single.responsibility.name} deals with that first."
    elif isinstance(single, Route):
        says = f"{single.responsibility.name}, because of {why(single.suggestion)}."
    elif isinstance(single, Clarify):
        says = (
            f"I can’t tell yet: it could be {single.first.name} or {single.second.name}, and {single.first.name} is a little "
            "likelier. Your answer to my question decides."
        )
    elif single.chosen:
        says = f"I say so because {reason_of(single.chosen)}."
    else:
        says = f"Nothing in {deciding_words(single.suggestion)} points to something that IT or IS looks after."
    parts: list[Part] = [Paragraph(says, strong=True)]
    compared = _compare(reply)
    if compared:
        parts.append(Paragraph(compared))
    if isinstance(single, Route):
        parts.append(Paragraph(f"{single.responsibility.name} covers this: {single.responsibility.definition}"))
        parts.append(Fact("Role", single.role.name))
        if not single.chosen and not single.danger:
            confidence = single.suggestion.best.confidence
            parts.append(Fact("How sure", f"{sureness(confidence)} ({min(confidence, _SUREST):.0%})"))
    return Outline("Why", tuple(parts), " ".join(filter(None, (says, compared))))


def _in_short(about: Single | Role | Responsibility | Skill) -> str:
    match about:
        case Route():
            team = about.ownership.team or about.ownership.fallback
            whose = f", so it’s for {the(team.name)}" if team else ""
            return f"In short: that’s {about.responsibility.name}{whose}."
        case Role():
            return f"In short: {about.name} looks at {about.focus}."
        case Responsibility():
            return f"In short: {about.short}."
        case Skill():
            return f"In short: {about.name} is {about.meaning}"
        case _:
            return "In short: I know nobody in IT or IS for that."


def _compare(reply: Because) -> str:
    """A sentence on what somebody thought of instead; empty where they thought of nothing else."""
    against, single = reply.against, reply.single
    if against is None or isinstance(single, Clarify):
        return ""
    if isinstance(against, Role):
        if not isinstance(single, Route):
            return ""
        if single.role == against:
            return f"So it is on the side of {against.name}."
        return f"It is on the side of {single.role.name}, not {against.name}: {against.name} looks at {against.focus}."
    if isinstance(single, Route) and single.responsibility == against:
        return f"So yes, {against.name}."
    share = next((ranked.confidence for ranked in single.suggestion.ranking if ranked.answer == against.id), 0.0)
    if share < _HARDLY:
        return f"I see little that points to {against.name}. If it belongs there all the same, press “Not right?”."
    return f"{against.name} is possible too: I give it {share:.0%}. If it belongs there, press “Not right?”."


def _cannot_tell(reply: CannotTell) -> Outline:
    if reply.undecided:
        says = "I can’t tell you that: I only know who looks after what. Answer my question, and I’ll name the team that can."
        return Outline("", (Paragraph(says),), says)
    if reply.team is None:
        says = "I can’t tell you that: I only know who looks after what. A colleague or your manager may know."
        return Outline("", (Paragraph(says),), says)
    can = f"{the(reply.team.name)} can"
    on = f" It looks after {reply.about.name}." if reply.about else ""
    says = f"I can’t tell you that: I only know who looks after what. But {can}.{on}"
    parts: list[Part] = [Paragraph(says), OwnedBy("Ask", reply.team)]
    if reply.team.contact:
        parts.append(Fact("Contact", reply.team.contact))
    return Outline("", tuple(parts), says)


def _same_owner(reply: SameOwner) -> Outline:
    (one, own), (other, others) = reply.one, reply.other
    mine, theirs = own.team or own.fallback, others.team or others.fallback
    if one == other:
        says = f"Yes: both are {one.name}."
    elif not mine and not theirs:
        says = f"I don’t know: nobody is listed for {one.name} or {other.name}."
    elif mine and mine == theirs:
        says = f"Yes: {the(mine.name)} looks after both {one.name} and {other.name}."
    else:
        names = [the(team.name) if team else "nobody who is listed" for team in (mine, theirs)]
        says = f"No: {one.name} is with {names[0]}, {other.name} with {names[1]}."
    teams = [team for team in dict.fromkeys((mine, theirs)) if team]
    parts: tuple[Part, ...] = (Paragraph(says, strong=True), *(OwnedBy("Owner", team) for team in teams))
    return Outline("", parts, says)
