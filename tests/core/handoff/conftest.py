"""An organisation with teams, and its hand-offs on each kind of database; what is queued is written down, not worked on."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.addresses import Channel
from core.catalogue.model import Catalogue
from core.classifier.classifier import Classifier
from core.conversation.people import Person, Place
from core.desk.desk import Desk
from core.directory.model import Directory, Organisation, Team
from core.handoff.delivery.outbox import Delivery, Outbox
from core.handoff.lifecycle import Draft, Handoffs
from core.handoff.model import Handoff, Status
from tests.support.app import open_waypost

if TYPE_CHECKING:
    from tests.core.handoff.office import Office

START = datetime(2026, 3, 6, 9, 0, tzinfo=UTC)
"""A Friday."""

ANA = Person("slack", "T1", "U1", "Ana")
BOB = Person("slack", "T1", "U2", "Bob")
EVA = Person("teams", "tenant", "29:eva", "Eva")

NETWORK = Team(
    "network",
    "Network operations",
    ("it.network",),
    channels={"slack": Channel("T1", "C1")},
    remind_after=timedelta(minutes=30),
    escalate_after=timedelta(hours=2),
    escalate_to="management",
)
DATA = Team(
    "data", "Data office", ("is.data",), channels={"teams": Channel("tenant", "19:data@thread.tacv2", "19:data")}
)
MANAGEMENT = Team("management", "IT management", (), channels={"slack": Channel("T1", "C9")})
CLOSED = Team("closed", "Vault", ("it.security",), channels={"slack": Channel("T1", "C3")}, responders=("slack:U2",))
DESK = Team("desk", "Service desk", ("it.support",), channels={"slack": Channel("T1", "C2")})


IN_NETWORK = Place("slack", "T1", "C1")
IN_CLOSED = Place("slack", "T1", "C3")
IN_DATA = Place("teams", "tenant", "19:data@thread.tacv2")
"""Where the cards of these teams stand."""


def directory(*teams: Team, fallback: str | None = "desk") -> Directory:
    """A directory of some teams, or of all of them."""
    chosen = teams or (NETWORK, DATA, MANAGEMENT, CLOSED, DESK)
    return Directory(Organisation("Example", ZoneInfo("UTC"), fallback), {team.id: team for team in chosen})


@dataclass
class World:
    """What a test acts on.

    Attributes:
        handoffs: the subject.
        queued: every delivery that was queued, with the seconds until it is due.
        now: the time; a test may change it.
        directory: who owns what; a test may change it.
    """

    database: AsyncEngine
    now: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    directory: Directory | None = field(default_factory=directory)
    queued: list[tuple[Delivery, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.outbox = Outbox(self._enqueue, lambda: self.now)
        self.handoffs = Handoffs(self.database, lambda: self.directory, self.outbox)

    async def _enqueue(self, _: AsyncConnection, delivery: Delivery, seconds: float) -> None:
        self.queued.append((delivery, seconds))

    async def opened(self, key: str = "ask.0", responsibility: str = "it.network", by: Person = ANA) -> Handoff:
        """A request that Ana has handed over."""
        change = await self.handoffs.open(draft(key, responsibility, by))
        assert change.handoff is not None
        return change.handoff

    def kinds(self) -> list[str]:
        """The kinds of what was queued so far, in order."""
        return [delivery.kind.value for delivery, _ in self.queued]


def draft(
    key: str = "ask.0", responsibility: str = "it.network", by: Person = ANA, text: str = "My VPN drops"
) -> Draft:
    """A request as its requester confirmed it."""
    return Draft(
        key=key,
        requester=by,
        asked_in=by.direct,
        thread=None,
        link="https://example.org/1",
        text=text,
        responsibility=responsibility,
        why="VPN",
    )


def stored(number: int = 1, version: int = 1, **others: Any) -> Handoff:  # noqa: ANN401 - whatever a hand-off has
    """A hand-off as Ana's request begins, in a round, with what else is different."""
    values: dict[str, Any] = {
        "id": "h1",
        "responsibility": "it.network",
        "team": "network",
        "status": Status.OPEN,
        "requester": ANA,
        "asked_in": ANA.direct,
        "thread": None,
        "link": "",
        "text": "My VPN drops",
        "why": "the word “VPN”",
        "responder": None,
        "note": "",
        "opened_at": START,
        "round_at": START,
        "reminded_at": None,
        "escalated_at": None,
    }
    return Handoff(round=number, version=version, **(values | others))


@pytest.fixture
async def world(database: AsyncEngine) -> World:
    """On each kind of database."""
    return World(database)


@pytest.fixture
def directed(catalogue: Catalogue, classifier: Classifier) -> Desk:
    """A desk that knows the teams."""
    return Desk(catalogue, classifier.suggest, directory())


@pytest.fixture
def office(directed: Desk, database: AsyncEngine) -> "Office":
    """With nothing asked yet."""
    from tests.core.handoff.office import Office  # noqa: PLC0415 - it builds on what stands above

    return Office(open_waypost(directed, database, directory()))
