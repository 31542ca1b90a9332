"""What reaches the desk: a question, freed of all that belongs to the platform it came by."""

from dataclasses import dataclass
from typing import Literal

Platform = Literal["slack", "teams", "cli"]


@dataclass(frozen=True, slots=True)
class Place:
    """A conversation on a platform.

    Attributes:
        platform: where it is.
        workspace: Slack team id (`T…`), Teams tenant id (a GUID); empty on the command line.
        conversation: Slack channel id (`C…`, `D…`, `G…`), Teams conversation id; empty on the command line.
    """

    platform: Platform
    workspace: str
    conversation: str


@dataclass(frozen=True, slots=True)
class Question:
    """One text that somebody wants an answer to.

    Attributes:
        text: as the person meant it: mention and markup removed, entities unescaped.
        asker: the person's id on the platform (Slack `U…`, Teams `29:…`).
        place: where it was asked.
        thread: what a reply must name to stay in the thread (Slack `thread_ts`), or None.
        locale: the person's language tag where the platform tells it, such as `en-GB`.
    """

    text: str
    asker: str
    place: Place
    thread: str | None = None
    locale: str | None = None
