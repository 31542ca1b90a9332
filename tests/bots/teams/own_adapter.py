"""A small adapter of our own in the place of `bots/teams/sdk/adapter.py`, without botbuilder.

Given to pytest as a plugin (`-p tests.bots.teams.own_adapter`) it takes that place, and nothing can import botbuilder any more.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

from bots.teams.connector import Connector
from bots.teams.outbound import NOT_IMPLEMENTED, Handler, InvokeResult, Message, wire
from bots.teams.payloads import Incoming, Json
from bots.teams.trust.jwt import TokenCheck, token_and_key


@dataclass(frozen=True, slots=True)
class Admission:
    """An activity whose sender is known."""

    incoming: Incoming


class TeamsAdapter:
    """Checks who sends, and lets a handler answer."""

    def __init__(self, check: TokenCheck | None, connector: Connector) -> None:
        self._check = check
        self._connector = connector

    def check_shape(self, authorization: str) -> None:
        """Turn away a header that holds no token."""
        if self._check:
            token_and_key(authorization)

    async def admit(self, incoming: Incoming, authorization: str) -> Admission:
        """Check who sends an activity."""
        if self._check:
            await self._check.claims(authorization, incoming.channel, incoming.service_url)
        return Admission(incoming)

    async def run(self, admission: Admission, handler: Handler) -> InvokeResult:
        """Let the handler work on an activity."""
        return await handler(_Turn(self._connector, admission.incoming)) or NOT_IMPLEMENTED


@dataclass(frozen=True, slots=True)
class _Turn:
    connector: Connector
    incoming: Incoming

    async def send(self, message: Message) -> None:
        """Post to the conversation, as an answer where a message can be answered."""
        reply_to = self.incoming.id if self.incoming.type == "message" else ""
        there = self.incoming.service_url, self.incoming.conversation
        await self.connector.post(*there, self._addressed(message, reply_to), reply_to)

    async def update(self, activity_id: str, message: Message) -> None:
        """Put a message in the place of another."""
        there = self.incoming.service_url, self.incoming.conversation, activity_id
        await self.connector.put(*there, {**self._addressed(message, ""), "id": activity_id})

    def _addressed(self, message: Message, reply_to: str) -> Json:
        about = self.incoming
        addressed: Json = {
            **wire(message),
            "channelId": about.channel,
            "serviceUrl": about.service_url,
            "conversation": {"id": about.conversation},
            "from": {"id": about.bot},
            "recipient": {"id": about.sender},
        }
        return addressed | ({"replyToId": reply_to} if reply_to else {})


def make_adapter(check: TokenCheck | None, connector: Connector) -> TeamsAdapter:
    """As the one in `bots/teams/sdk/adapter.py`."""
    return TeamsAdapter(check, connector)


class _NoBotbuilder(MetaPathFinder):
    """As if it were not installed."""

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,  # noqa: ARG002 - the protocol's
        target: ModuleType | None = None,  # noqa: ARG002 - the protocol's
    ) -> ModuleSpec | None:
        """Refuse the packages that leaving botbuilder would remove; say nothing of others."""
        if fullname.partition(".")[0] in ("botbuilder", "botframework", "msrest"):
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)
        return None


def pytest_load_initial_conftests() -> None:
    """Take the place before anything else is imported."""
    assert "bots.teams.sdk.adapter" not in sys.modules
    sys.modules["bots.teams.sdk.adapter"] = sys.modules[__name__]
    sys.meta_path.insert(0, _NoBotbuilder())
