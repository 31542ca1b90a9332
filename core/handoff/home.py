"""What a person finds at home: their requests, what they have taken, what their teams have open, and what there is to look up."""

from collections.abc import Sequence
from datetime import datetime

from core.catalogue.model import Catalogue
from core.desk.action import Action, Verb
from core.desk.outline import Button, Buttons, Fact, Menu, Note, Option, Outline, Paragraph, Part, Rule
from core.desk.words import LABEL_CHARACTERS, clipped
from core.directory.model import Directory
from core.handoff.cards import View, listing

_LOOK_UP = (
    ("What IT Management is", "what is IT management"),
    ("What IS Management is", "what is IS management"),
    ("How they differ", "compare"),
    ("Who owns what", "owners"),
    ("What I can do", "help"),
)


def home(lists: Sequence[tuple[str, Sequence[View], str]], catalogue: Catalogue, now: datetime) -> tuple[Part, ...]:
    """The parts of a home.

    Args:
        lists: each a heading, what is under way, and what to say where that is nothing (empty to leave the list out).
        catalogue: what there is to look up.
        now: the time.
    """
    parts: list[Part] = []
    for heading, views, empty in lists:
        if views or empty:
            shown = listing(heading, views, now, empty=empty)
            parts += [Paragraph(heading, strong=True), *shown.parts, Rule()]
    parts.append(Paragraph("Look something up", strong=True))
    parts.append(Buttons(tuple(Button(label, Action(Verb.ASK, choice=text)) for label, text in _LOOK_UP)))
    groups = tuple(
        (
            role.name,
            tuple(
                Option(record.id, clipped(record.name, LABEL_CHARACTERS), clipped(record.short, LABEL_CHARACTERS))
                for record in catalogue.of_role(role.id)
            ),
        )
        for role in catalogue.roles.values()
    )
    parts.append(Menu("What a responsibility takes", groups, Action(Verb.SKILLS)))
    return tuple(parts)


def administration(directory: Directory | None, catalogue: Catalogue) -> tuple[Part, ...]:
    """What administrators see beside: what the directory leaves open."""
    parts: list[Part] = [Rule(), Paragraph("For administrators", strong=True)]
    if directory is None:
        return (*parts, Note("No directory is set: see the setting DIRECTORY and `waypost owners check`."))
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
