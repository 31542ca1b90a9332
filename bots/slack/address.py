"""How Slack writes its ids: workspaces `T…`, organisations `E…`, channels `C…` and `G…`, direct messages `D…`, people `U…` and `W…`."""

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import ConfigDict, StringConstraints

from core.addresses import Channel

_PERSON = re.compile(r"[UW][A-Z0-9]{2,}")
"""`W…` in some organisations of Enterprise Grid."""

_ADMINISTRATOR = re.compile(r"[UW][A-Z0-9]+")


@dataclass(frozen=True, slots=True)
class SlackSection:
    """A team's `slack:` in owners.yaml.

    Attributes:
        workspace: team id, `T…` (or `E…` for an Enterprise Grid organisation).
        channel: channel id, `C…` or `G…`.
        group: user group id, `S…`, or None.
    """

    __pydantic_config__ = ConfigDict(extra="forbid", str_strip_whitespace=True, str_min_length=1)

    workspace: Annotated[str, StringConstraints(pattern=r"^[TE][A-Z0-9]+$")]
    channel: Annotated[str, StringConstraints(pattern=r"^[CG][A-Z0-9]+$")]
    group: Annotated[str, StringConstraints(pattern=r"^S[A-Z0-9]+$")] | None = None

    def to_channel(self) -> Channel:
        """The channel that it names."""
        return Channel(self.workspace, self.channel, self.group or "")


class SlackAddresses:
    """Slack's ids. https://docs.slack.dev/reference/objects lists their first letters."""

    section = SlackSection
    direct = "in a direct message"
    example = "U…"
    administrator = "slack: and a user id (slack:U0123)"

    def is_direct(self, conversation: str) -> bool:
        """Whether one person alone talks with Waypost there."""
        return conversation.startswith("D")

    def without_thread(self, conversation: str) -> str:
        """Threads have no ids of their own."""
        return conversation

    def is_organisation(self, workspace: str) -> bool:
        """Whether an id is that of an Enterprise Grid organisation."""
        return workspace.startswith("E")

    def is_person(self, written: str) -> bool:
        """Whether the shape says that it is a member id."""
        return _PERSON.fullmatch(written) is not None

    def person(self, written: str) -> str:
        """The member id.

        Raises:
            ValueError: it is none.
        """
        if not _PERSON.fullmatch(written):
            raise ValueError("should be a member id of Slack (U…), which the person's profile shows")
        return written

    def administrator_id(self, written: str) -> str | None:
        """The member id, or None where it is none."""
        return written if _ADMINISTRATOR.fullmatch(written) else None


ADDRESSES = SlackAddresses()
