"""How Notepad writes its ids: pads `pad-…`, the pad of one person alone `me-…` and their id, people `p-…`."""

import re
from dataclasses import dataclass

from pydantic import ConfigDict

from core.addresses import Channel

PERSONAL = "me-"


@dataclass(frozen=True, slots=True)
class NotepadSection:
    """A team's `notepad:` in owners.yaml.

    Attributes:
        book: id of the book.
        pad: id of the team's pad in it.
    """

    __pydantic_config__ = ConfigDict(extra="forbid", str_strip_whitespace=True, str_min_length=1)

    book: str
    pad: str

    def to_channel(self) -> Channel:
        """The pad that it names."""
        return Channel(self.book, self.pad)


class NotepadAddresses:
    """The ids of Notepad."""

    section = NotepadSection
    direct = "on a personal pad"
    example = "p-…"
    administrator = "notepad: and a person's id (notepad:p-ana)"

    def is_direct(self, conversation: str) -> bool:
        """Whether it is a personal pad."""
        return conversation.startswith(PERSONAL)

    def without_thread(self, conversation: str) -> str:
        """Threads have no ids of their own."""
        return conversation

    def is_organisation(self, workspace: str) -> bool:  # noqa: ARG002 - other platforms need it
        """Books are the largest there is."""
        return False

    def is_person(self, written: str) -> bool:
        """Whether the shape says that it is an id of a person."""
        return re.fullmatch(r"p-[a-z0-9]+", written) is not None

    def person(self, written: str) -> str:
        """The id.

        Raises:
            ValueError: it is none.
        """
        if not self.is_person(written):
            raise ValueError("should be an id of Notepad (p-…)")
        return written

    def administrator_id(self, written: str) -> str | None:
        """The id, or None where it is none."""
        return written if self.is_person(written) else None


ADDRESSES = NotepadAddresses()
