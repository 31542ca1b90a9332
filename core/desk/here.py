"""Who owns what somebody has open beside the conversation with Waypost: the team that sits in that channel."""

import re
from dataclasses import dataclass
from typing import ClassVar

from core.catalogue.model import Responsibility
from core.conversation.outline import Bullets, Fact, Outline, OwnedBy, Paragraph, Part
from core.conversation.people import Place
from core.desk.knowledge import Knowledge
from core.directory.model import Team

_ASKED = re.compile(
    r"(?:who|which team) (?:owns|looks after|takes care of|handles|runs|is responsible for|is in charge of)"
    r" (?:this|that|it)(?: channel| one)?(?: here)?|(?:who(?:'s|’s| is) the owner of|whose is) (?:this|that|it)(?: channel)?"
    r"|whose channel is (?:this|that|it)",
    re.IGNORECASE,
)
"""A question about nothing but what is there to be seen."""


@dataclass(frozen=True, slots=True)
class OwnsHere:
    """Whose channel somebody has open.

    Attributes:
        team: the one that sits there, or None where the directory names none.
        records: what it owns.
    """

    kind: ClassVar[str] = "here"

    team: Team | None
    records: tuple[Responsibility, ...]


def reply(known: Knowledge, text: str, viewing: Place | None) -> OwnsHere | None:
    """Whose the channel is that the asker has open; None for another question, or where nothing is known to be open."""
    if viewing is None or not _ASKED.fullmatch(" ".join(text.split()).rstrip(" ?!.")):
        return None
    teams = known.directory.teams.values() if known.directory else ()
    team = next((each for each in teams if _sits_in(each, viewing)), None)
    owned = team.responsibilities if team else ()
    return OwnsHere(team, tuple(known.catalogue.responsibilities[name] for name in owned))


def _sits_in(team: Team, place: Place) -> bool:
    channel = team.channels.get(place.platform)
    if channel is None or channel.conversation != place.conversation:
        return False
    return channel.workspace in (place.workspace, place.organisation)


def outline(reply: OwnsHere) -> Outline:
    """The team, what it owns, and how to reach it."""
    if reply.team is None:
        says = "I don’t know a team that works in the channel you have open. Tell me what you need, and I’ll say who looks after it."
        return Outline("", (Paragraph(says),), says)
    says = f"The channel you have open belongs to {reply.team.name}."
    parts: list[Part] = [Paragraph(says, strong=True), OwnedBy("Team", reply.team)]
    if reply.team.contact:
        parts.append(Fact("Contact", reply.team.contact))
    if reply.records:
        parts.append(Bullets("Looks after", tuple(record.name for record in reply.records)))
    return Outline(reply.team.name, tuple(parts), says)
