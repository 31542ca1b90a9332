"""What a person finds at home: their requests, what they have taken, what their teams have open, and what there is to look up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from core.catalogue.model import Catalogue
from core.conversation.actions import Action, Verb
from core.conversation.outline import Button, Buttons, Fact, Menu, Note, Option, Outline, Paragraph, Part, Rule
from core.conversation.people import Person
from core.desk.wording import LABEL_CHARACTERS
from core.directory.model import Directory
from core.handoff.messages.card import line
from core.handoff.messages.story import View
from core.handoff.model import Status
from core.text import shorten

_LOOK_UP = (
    ("What IT Management is", "what is IT management"),
    ("What IS Management is", "what is IS management"),
    ("How they differ", "compare"),
    ("Who owns what", "owners"),
    ("What I can do", "help"),
)


_MOST_OF_EACH = 8
_MOST_IN_ALL = 20
"""Requests listed: each takes three blocks with its buttons, and the tightest platform draws a hundred in a home."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One list of a home.

    Attributes:
        heading: what is listed.
        views: what is under way.
        empty: what to say where that is nothing; empty to leave the list out then.
        of: what the heading says of each of them already.
    """

    heading: str
    views: Sequence[View]
    empty: str = ""
    of: Literal["team", "requester", ""] = ""


def home(lists: Sequence[Listed], person: Person, catalogue: Catalogue, now: datetime) -> tuple[Part, ...]:
    """The parts of a home. What stands in one list is left out of the next.

    Args:
        lists: what is under way.
        person: whose home it is.
        catalogue: what there is to look up.
        now: the time.
    """
    parts: list[Part] = []
    shown: set[str] = set()
    room = _MOST_IN_ALL
    for listed in lists:
        views = [view for view in listed.views if view.handoff.id not in shown]
        shown |= {view.handoff.id for view in views}
        fitting = views[: min(_MOST_OF_EACH, room)]
        room -= len(fitting)
        if not (views or listed.empty):
            continue
        parts.append(Paragraph(listed.heading, strong=True))
        for view in fitting:
            parts += [*line(view, now, of=listed.of), Buttons(_buttons(view, person))]
        if len(views) > len(fitting):
            parts.append(Note(f"and {len(views) - len(fitting)} more"))
        if not views:
            parts.append(Paragraph(listed.empty))
        parts.append(Rule())
    parts.append(Paragraph("Look something up", strong=True))
    parts.append(Buttons(tuple(Button(label, Action(Verb.ASK, choice=text)) for label, text in _LOOK_UP)))
    groups = tuple(
        (
            role.name,
            tuple(
                Option(record.id, shorten(record.name, LABEL_CHARACTERS), shorten(record.short, LABEL_CHARACTERS))
                for record in catalogue.of_role(role.id)
            ),
        )
        for role in catalogue.roles.values()
    )
    parts.append(Menu("Skills needed", groups, Action(Verb.SKILLS)))
    return tuple(parts)


def _buttons(view: View, person: Person) -> tuple[Button, ...]:
    """What this person is likeliest to do about it."""
    handoff = view.handoff

    def button(label: str, verb: Verb, style: Literal["default", "primary"] = "default") -> Button:
        return Button(label, Action(verb, handoff.id), style)

    if handoff.requester.is_same(person):
        return (button("Reply…", Verb.REPLY), button("Withdraw", Verb.WITHDRAW))
    if handoff.status is Status.OPEN:
        return (button("Take it", Verb.TAKE, "primary"), button("Not ours…", Verb.NOT_OURS))
    if handoff.responder and handoff.responder.is_same(person):
        return (
            button("Resolve…", Verb.RESOLVE, "primary"),
            button("Put back", Verb.PUT_BACK),
            button("Reply…", Verb.REPLY),
        )
    return (button("Reply…", Verb.REPLY),)


def administration(directory: Directory, catalogue: Catalogue) -> tuple[Part, ...]:
    """What administrators see beside: what the directory leaves open."""
    parts: list[Part] = [Rule(), Paragraph("For administrators", strong=True)]
    unowned = [record.name for record in catalogue.responsibilities.values() if directory.owner(record.id) is None]
    placeless = [team.name for team in directory.teams.values() if not team.has_place]
    fallback = directory.fallback
    parts += [
        Fact("Organisation", f"{directory.organisation.name}, {directory.organisation.timezone.key}"),
        Fact("Teams", str(len(directory.teams))),
        Fact("For what nobody owns", fallback.name if fallback else "no team is named"),
        Fact("Without an owner", ", ".join(unowned) or "none"),
        Fact("Teams without a channel", ", ".join(placeless) or "none"),
    ]
    return tuple(parts)


def home_outline(parts: tuple[Part, ...]) -> Outline:
    """A home as an outline."""
    return Outline("Waypost", parts, "Your requests, and what there is to look up.")
