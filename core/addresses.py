"""How each platform writes where its conversations are and who its people are.

The core compares ids and stores them, and never takes one apart: what an id tells is asked of its platform's schema, also for rows
that an older version wrote. `bots.platform` registers the schemas.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

PlatformId = str
"""What a platform is called in the database, in the directory and before a person's id."""


@dataclass(frozen=True, slots=True)
class Channel:
    """Where a team sits on one platform.

    Attributes:
        workspace: id of the workspace or tenant.
        conversation: id of the channel.
        group: id of the group of people to which the channel belongs; empty where there is none, or nobody needs it.
    """

    workspace: str
    conversation: str
    group: str = ""


class ChannelSection(Protocol):
    """What a team's section for one platform says in owners.yaml: a frozen dataclass that pydantic can read."""

    def to_channel(self) -> Channel:
        """The channel that it names."""


class AddressSchema(Protocol):
    """How one platform writes its ids."""

    @property
    def section(self) -> type[ChannelSection]:
        """What owners.yaml says of a team's channel; its key there is the platform's id."""

    @property
    def direct(self) -> str:
        """How people there call a conversation with one person alone, as the end of a sentence: `in a direct message`."""

    @property
    def example(self) -> str:
        """A person's id as a responder, such as `U…`."""

    @property
    def administrator(self) -> str:
        """What names an administrator, in words and with an example."""

    def is_direct(self, conversation: str) -> bool:
        """Whether one person alone talks with Waypost in a conversation."""

    def without_thread(self, conversation: str) -> str:
        """The conversation whose thread an id names; the id itself where threads have none of their own."""

    def is_organisation(self, workspace: str) -> bool:
        """Whether an id is that of several workspaces together; who belongs to one of them, the platform alone can tell."""

    def is_person(self, written: str) -> bool:
        """Whether the shape of an id says that it is one of a person here, and of nobody elsewhere."""

    def person(self, written: str) -> str:
        """A person's id as events carry it, from what a file says.

        Raises:
            ValueError: it is none. The message follows what was written, and has no full stop.
        """

    def administrator_id(self, written: str) -> str | None:
        """An administrator's id as events carry it, from what a file says; None where it is none."""


_schemas: dict[PlatformId, AddressSchema] = {}


def register(platform: PlatformId, schema: AddressSchema) -> None:
    """Make known how a platform writes its ids. What they tell never changes, so once for the process, as codecs are."""
    _schemas[platform] = schema


def address_schemas() -> Mapping[PlatformId, AddressSchema]:
    """The schemas, in the order in which a team's channels are preferred."""
    return MappingProxyType(_schemas)


def schema_of(platform: PlatformId) -> AddressSchema | None:
    """The schema of a platform, or None where it is not served (any more)."""
    return _schemas.get(platform)


def either() -> str:
    """The platforms in words for a mistake's sentence: `this or that`."""
    return " or ".join(_schemas)
