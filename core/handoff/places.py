"""Where a team gets its hand-offs, and how long it lets them wait."""

from dataclasses import dataclass
from datetime import datetime

from core.conversation.people import Place
from core.directory.model import Directory, Team
from core.handoff.hours import after


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How long a round waits for somebody.

    Attributes:
        remind: when the team is reminded, or None for never.
        escalate: when somebody above is told, or None.
        above: where.
        above_team: that team's id, or empty.
    """

    remind: datetime | None = None
    escalate: datetime | None = None
    above: Place | None = None
    above_team: str = ""


def home_of(team: Team) -> Place | None:
    """Where a team gets its hand-offs, or None when it has no place."""
    platform = team.home if team.home in team.channels else next(iter(team.channels), None)
    if platform is None:
        return None
    channel = team.channels[platform]
    return Place(platform, channel.workspace, channel.conversation)


def deadlines_of(directory: Directory | None, team: Team, now: datetime) -> Deadlines:
    """When a team that begins to wait now is to be reminded, and who is told above it."""
    if directory is None:
        return Deadlines()
    zone = directory.organisation.timezone
    above = directory.teams.get(team.escalate_to) if team.escalate_to else None
    return Deadlines(
        after(now, team.remind_after, team.hours, zone) if team.remind_after else None,
        after(now, team.escalate_after, team.hours, zone) if team.escalate_after and above else None,
        home_of(above) if above else None,
        above.id if above else "",
    )
