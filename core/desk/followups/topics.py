"""Follow-ups to questions on the roles: the same for another one, and more of it."""

from collections.abc import Callable

from core.catalogue.model import Catalogue, Responsibility, Role, Skill
from core.desk.followups import words
from core.desk.followups.replies import CannotTell
from core.desk.followups.turn import Ask, Move, Tell, Turn
from core.desk.knowledge import Knowledge
from core.desk.reply import Reply
from core.desk.topics.define import Define
from core.desk.topics.duties import Duties
from core.desk.topics.owners import Owner
from core.desk.topics.skills import Skills
from core.desk.topics.takes import Takes

_TOLD_OF_ROLES = frozenset(
    {"define", "skills", "duties", "compare", "takes", "stands", "scope", "career", "advise", "importance"}
)


def follow_topic(turn: Turn, text: str, known: Knowledge, answers: Callable[[str], bool]) -> Move | None:
    """What a text means after a question on the roles; None where it stands for itself."""
    subject = _subject(turn.about, known)
    if turn.kind in _TOLD_OF_ROLES and words.match(words.PAY, text) is not None:
        return Tell(CannotTell(None, None))
    if isinstance(subject, Role) and words.match(words.OTHER, text) is not None:
        other = next(role for role in known.catalogue.roles.values() if role != subject)
        return Tell(tell_of(turn.kind, other, known))
    if (move := _same_for(turn, text, known)) is not None:
        return move
    if subject is None:
        return None
    if words.match(words.MORE, text) is not None:
        return _more(turn.kind, subject, text, known)
    if isinstance(subject, Skill):
        return None
    if words.match(words.WHY, text) is not None and turn.kind in _TOLD_OF_ROLES | {"owner"}:
        return Tell(Define(subject, known.catalogue))  # what it covers is why it was named
    if words.match(words.SKILLS, text) is not None:
        return Tell(Skills(subject, known.catalogue))
    if words.match(words.OWNER, text) is not None and turn.kind in _TOLD_OF_ROLES | {"owner"}:
        return Tell(tell_of("owner", subject, known))
    meant = words.match(words.MEANING, text)
    if meant and words.THAT.fullmatch(meant) and not answers(text):
        return Tell(Define(subject, known.catalogue))
    return None


def _same_for(turn: Turn, text: str, known: Knowledge) -> Move | None:
    """The last question, asked about something else that the catalogue names: “and for IS?”, “what about security?”."""
    too = words.match(words.TOO, text)
    if too is None:
        return None
    bare = too.strip()
    for wording in words.wordings(bare):
        found = known.find_named(wording) or known.skill_named(wording)
        if found:
            return Tell(tell_of(turn.kind, found, known))
    if turn.kind == "owner" and bare.lower().startswith("who about "):
        return Ask(f"who do I ask about {bare[len('who about ') :]}")
    return None


def tell_of(kind: str, subject: Role | Responsibility | Skill | tuple[Responsibility, ...], known: Knowledge) -> Reply:
    """What an answer of that kind tells of a subject; what the subject is where the kind tells nothing of it."""
    catalogue = known.catalogue
    match kind, subject:
        case _, tuple():
            return Owner(None, tuple((record, known.ownership(record)) for record in subject))
        case _, Skill():
            return Takes(subject, catalogue) if kind == "takes" else Define(subject, catalogue)
        case "skills", _:
            return Skills(subject, catalogue)
        case "owner", Role():
            return tell_of(kind, catalogue.of_role(subject.id), known)
        case "owner", Responsibility():
            return Owner(subject, ((subject, known.ownership(subject)),))
        case "duties", Role():
            return Duties(subject, catalogue)
        case _:
            return Define(subject, catalogue)


def _more(kind: str, subject: Role | Responsibility | Skill, text: str, known: Knowledge) -> Move:
    """One step further: from what it is to what it does, to what it takes, to how it differs."""
    catalogue = known.catalogue
    match subject:
        case Skill():
            if "next" in text.lower():
                return Tell(Define(_next_skill(subject, catalogue), catalogue))
            return Tell(Takes(subject, catalogue))
        case Role():
            ladder: dict[str, Reply] = {"duties": Skills(subject, catalogue)}
            return Tell(ladder.get(kind, Duties(subject, catalogue)))
        case Responsibility():
            return Tell(tell_of("owner" if kind == "skills" else "skills", subject, known))


def _next_skill(skill: Skill, catalogue: Catalogue) -> Skill:
    role = next(role for role in catalogue.roles.values() if skill in role.skills)
    return role.skills[(role.skills.index(skill) + 1) % len(role.skills)]


def _subject(identifier: str, known: Knowledge) -> Role | Responsibility | Skill | None:
    return known.subject(identifier) or known.catalogue.skills.get(identifier)
