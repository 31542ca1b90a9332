"""Who talks with Waypost, and in which conversation."""

from dataclasses import dataclass, field
from typing import Literal

from core.addresses import PlatformId, schema_of

__all__ = ("DIRECT", "Guests", "Person", "Place", "PlatformId")


@dataclass(frozen=True, slots=True)
class Place:
    """A conversation on a platform.

    Attributes:
        platform: where it is.
        workspace: id of the workspace or tenant there; empty on the command line.
        conversation: id of the conversation there, or `DIRECT` and a person's id; empty on the command line.
        organisation: the one over the workspace, where the platform tells of one: a directory may name it in the workspace's place.
    """

    platform: PlatformId
    workspace: str
    conversation: str
    organisation: str = field(default="", compare=False)

    @property
    def is_direct(self) -> bool:
        """Whether one person alone talks with Waypost there, by what the platform's ids tell."""
        if self.conversation.startswith(DIRECT):
            return True
        schema = schema_of(self.platform)
        return schema is not None and schema.is_direct(self.conversation)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on a platform.

    Attributes:
        platform: where.
        workspace: id of their workspace or tenant there.
        id: the platform's user id.
        name: as people call them; data, to be escaped like any text of theirs. Empty where the platform does not tell it, or
            `@` and what else they are known by.
        external: whether the platform says that they are a guest, or belong to another workspace or tenant.
        alias: another id of theirs there, such as that in the organisation's list of people; empty where none is known.
        unverified: whether the platform could not be asked, so that they are `external` for want of knowing better.
        member_of: the workspaces, and the organisation over them, that the platform places them in, beside `workspace`.
        is_unique: whether the id is theirs in every workspace of the platform, and nobody else's anywhere.
    """

    platform: PlatformId
    workspace: str
    id: str
    name: str
    external: bool = field(default=False, compare=False)
    alias: str = field(default="", compare=False)
    unverified: bool = field(default=False, compare=False)
    member_of: frozenset[str] = field(default=frozenset(), compare=False)
    is_unique: bool = field(default=False, compare=False)

    @property
    def direct(self) -> Place:
        """The conversation of Waypost with this person alone, which a messenger opens when it first sends there."""
        return Place(self.platform, self.workspace, f"{DIRECT}{self.id}")

    @property
    def is_named(self) -> bool:
        """Whether the name is one, and nothing that stands for it."""
        return self.name not in ("", self.id) and not self.name.startswith("@")

    def is_same(self, other: "Person") -> bool:
        """Whether both are one person; names change. One person may act in several workspaces of an organisation, under one id."""
        if (self.platform, self.id) != (other.platform, other.id) or not self.id:
            return False  # of whom nothing is known is nobody
        if self.is_unique or other.is_unique:
            return True
        return self.workspace in {other.workspace, *other.member_of} or other.workspace in self.member_of

    @property
    def workspaces(self) -> frozenset[str]:
        """Where what they asked for may have been kept: the workspace that they act in, and those they belong to beside."""
        return self.member_of | {self.workspace}


Guests = Literal["nothing", "answers", "everything"]
"""What people from elsewhere get: no answer; where a request belongs and why, without who owns it and without hand-offs; or what
members get, but for lists, which are for members in any case."""

DIRECT = "@"
"""Before a person's id it stands for the conversation with that person alone."""
