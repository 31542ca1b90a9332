"""How Teams writes its ids: tenants as GUIDs, channels and group chats `19:…`, personal chats otherwise, people `29:…`."""

import re
from dataclasses import dataclass

from pydantic import ConfigDict

from core.addresses import Channel

_OBJECT_ID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
"""A person's object id in Microsoft Entra, a GUID; the same for every bot, and to be found in the admin centre."""

_PERSON = re.compile(r"(?:29|8):\S+")
"""As activities name people: `29:…`, or `8:orgid:…`. Other shapes are not promised away, and so taken with `teams:` before them."""

_THREAD = ";"
"""Before the thread, as in `19:…@thread.tacv2;messageid=…`."""


@dataclass(frozen=True, slots=True)
class TeamsSection:
    """A team's `teams:` in owners.yaml.

    Attributes:
        tenant: tenant id, a GUID.
        team: team id, a GUID or `19:…`.
        channel: channel id, `19:…@thread.tacv2` (older ones end in `@thread.skype`).
    """

    __pydantic_config__ = ConfigDict(extra="forbid", str_strip_whitespace=True, str_min_length=1)

    tenant: str
    team: str
    channel: str

    def to_channel(self) -> Channel:
        """The channel that it names."""
        return Channel(self.tenant.lower(), self.channel, self.team)  # as activities write it


class TeamsAddresses:
    """The ids of Teams. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-basics."""

    section = TeamsSection
    direct = "in a personal chat"
    example = "29:…"
    administrator = "teams: and an object id (teams:<GUID>)"

    def is_direct(self, conversation: str) -> bool:
        """Whether one person alone talks with Waypost there.

        Personal chats have ids such as `a:1q2w3e` or `19:…@unq.gbl.spaces`; channels and group chats others that begin with `19:`.
        """
        return not conversation.startswith("19:") or conversation.endswith("@unq.gbl.spaces")

    def without_thread(self, conversation: str) -> str:
        """The channel of a thread in it."""
        return conversation.partition(_THREAD)[0]

    def is_organisation(self, workspace: str) -> bool:  # noqa: ARG002 - the other platforms need it
        """Tenants are the largest there is."""
        return False

    def is_person(self, written: str) -> bool:
        """Whether the shape says that it is an id of a person."""
        return _PERSON.fullmatch(written) is not None or _OBJECT_ID.fullmatch(written) is not None

    def person(self, written: str) -> str:
        """The id; an object id in lower case, as activities write it.

        Raises:
            ValueError: it is none.
        """
        if not re.fullmatch(r"[^\s@#]+", written):
            raise ValueError("should be an id of Teams (29:…) or an object id of Microsoft Entra")
        return written.lower() if _OBJECT_ID.fullmatch(written) else written

    def administrator_id(self, written: str) -> str | None:
        """The object id in lower case, or None where it is none."""
        return written.lower() if _OBJECT_ID.fullmatch(written) else None


ADDRESSES = TeamsAddresses()
