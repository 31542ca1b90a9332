"""How the parts of the core are put together around a database, a desk and a directory."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncEngine

from core.conversation.people import PlatformId
from core.desk.desk import Desk
from core.desk.front import FrontDesk
from core.directory.model import Directory
from core.front import Front
from core.handoff.delivery.courier import Courier
from core.handoff.delivery.outbox import Outbox
from core.handoff.delivery.planner import Planner
from core.handoff.delivery.ports import Messenger
from core.handoff.desk import HandoffDesk
from core.handoff.digest import Digests
from core.handoff.lifecycle import Handoffs
from core.handoff.messages.content import MessageContent
from core.handoff.relay import Relay
from core.limits import CountsInMemory, Kind, Limit, Limits
from core.storage.asks import AskStore
from core.storage.usage import UsageStore


@dataclass(frozen=True)
class Assembly:
    """The core, put together.

    Attributes:
        front: what the platforms talk to.
        desk: the part of it that answers questions.
        handoffs: the hand-offs.
        digests: plans what the teams are told each day.
    """

    front: Front
    desk: FrontDesk
    handoffs: Handoffs
    digests: Digests
    _letters: MessageContent
    _engine: AsyncEngine
    _outbox: Outbox

    def courier(self, messengers: Mapping[PlatformId, Messenger]) -> Courier:
        """Who delivers, with the platforms that are set up."""
        return Courier(self._engine, messengers, self.handoffs, self._letters, self.digests, self._outbox)


def assemble(
    engine: AsyncEngine, desk: Desk, outbox: Outbox, limits: Mapping[Kind, Limit | None] | None = None
) -> Assembly:
    """Put the core together.

    Args:
        engine: the database.
        desk: answers questions, and knows what there is to answer for and who does.
        outbox: where messages are planned; it knows the time.
        limits: how much one person may do; none by default.
    """

    def directory() -> Directory | None:
        return desk.directory

    handoffs = Handoffs(engine, directory, outbox)
    letters = MessageContent(desk.catalogue, directory)
    front_desk = FrontDesk(desk, AskStore(engine))
    relay = Relay(engine, Planner(outbox), directory)
    handoff_desk = HandoffDesk(engine, front_desk, handoffs, letters, relay, outbox.clock)
    # on SQLite there is but one process, whose own memory does
    counts = CountsInMemory() if engine.dialect.name == "sqlite" else UsageStore(engine)
    front = Front(front_desk, handoff_desk, relay, Limits(limits or {}, counts, outbox.clock))
    return Assembly(front, front_desk, handoffs, Digests(directory, outbox), letters, engine, outbox)
