"""What is kept of a conversation from one turn to the next, and what a follow-up leads to."""

from dataclasses import dataclass
from datetime import timedelta

from core.catalogue.model import Responsibility, Role, Skill
from core.conversation.actions import Verb
from core.desk.reply import Reply
from core.desk.requests import More, Route, Single
from core.desk.several import Routable, Several
from core.desk.topics.advise import Advise
from core.desk.topics.define import Define
from core.desk.topics.duties import Duties
from core.desk.topics.owners import Owner
from core.desk.topics.skills import Skills
from core.desk.topics.takes import Takes

EXPIRES = timedelta(minutes=30)
"""After half an hour people have done something else in between, and what they write is more likely about that."""

LONGEST_FOLLOW_UP = 120
"""Characters: who writes more has said what it is about. The longest of our own follow-ups has 73."""

PASSING = frozenset(
    {"bot", "distress", "talk", "smalltalk", "help", "person", "privacy", "status", "limited", "refused"}
)
"""Kinds of answers that interrupt a conversation and do not change what it is about."""


@dataclass(frozen=True, slots=True)
class Choose:
    """Do what the press of a button under the last answer would do.

    Attributes:
        verb, choice: as in `Action`.
    """

    verb: Verb
    choice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What was said last.

    Attributes:
        kind: of the last answer, as `Answer.kind`.
        about: id of the role, responsibility or skill that it was about, or the seal of a preview; empty where there is none.
        request: the request in hand, as its asker last left it; empty where there is none.
        current: the answer to that request as it is by now, or None.
        labels: the presses that the answer offers, each with its label.
        own: whether who writes now asked that too. A colleague's request is neither changed nor put again.
        is_sent: whether a team has it already.
        sent: which of several asks teams have already.
        under_way: ids of its hand-offs that can be withdrawn.
    """

    kind: str
    about: str = ""
    request: str = ""
    current: Routable | None = None
    labels: tuple[tuple[str, Choose], ...] = ()
    own: bool = True
    is_sent: bool = False
    sent: frozenset[int] = frozenset()
    under_way: tuple[str, ...] = ()

    @property
    def single(self) -> Single | None:
        """The answer to the one ask that it is about; None where that is no request, or several at once."""
        if not isinstance(self.current, Several):
            return self.current
        return None

    @property
    def responsibility(self) -> Responsibility | None:
        """Where the request in hand belongs, where that is decided."""
        return self.single.responsibility if isinstance(self.single, Route) else None


@dataclass(frozen=True, slots=True)
class Ask:
    """Answer this text in place of the one that was written.

    Attributes:
        text: a request, or a question in full.
        added: whether the text goes on with the request in hand, and the answer says so.
        settled: whether what was chosen for the request in hand still counts: a detail was added, and nothing else was meant.
        part: which of several asks it is, so that what was chosen for that counts; None where it is none of them.
    """

    text: str
    added: bool = False
    settled: bool = False
    part: int | None = None


@dataclass(frozen=True, slots=True)
class Tell:
    """Say this; what the conversation is about stays."""

    reply: Reply


@dataclass(frozen=True, slots=True)
class Again:
    """Show the answer to the request in hand once more.

    Attributes:
        says: a sentence in front of it, or empty.
    """

    says: str = ""


Move = Ask | Choose | Tell | Again
"""What a follow-up leads to."""


def subject_of(reply: Reply) -> str:
    """The id of the role, responsibility or skill that a reply is about; empty where it is about none."""
    match reply:
        case Route():
            return reply.responsibility.id
        case More():
            return reply.route.responsibility.id
        case (
            Define(subject=Role() | Responsibility() | Skill() as subject)
            | Skills(subject=Role() | Responsibility() as subject)
        ):
            return subject.id
        case Duties(role=Role() as role):
            return role.id
        case Advise(responsibility=Responsibility() as record):
            return record.id
        case Advise(role=Role() as role):
            return role.id
        case Owner(subject=Responsibility() as record):
            return record.id
        case Takes(skill=Skill() as skill):
            return skill.id
        case _:
            return ""
