"""Once on each working day a team is told what it has open."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from core.addresses import Channel
from core.desk.desk import Desk
from core.directory.model import Directory, Hours, Organisation, Team
from core.handoff.hours import next_opening
from core.handoff.lifecycle import Draft
from tests.core.handoff.conftest import ANA
from tests.support.app import OpenWaypost, open_waypost
from tests.support.messenger import StandIn

_HOURS = Hours(days=(0, 1, 2, 3, 4), from_="08:00", to="17:00")
_DIRECTORY = Directory(
    Organisation("Example", ZoneInfo("Europe/Lisbon")),
    {
        "network": Team("network", "Network", ("it.network",), channels={"slack": Channel("T1", "C1")}, hours=_HOURS),
        "data": Team("data", "Data office", ("is.data",), channels={"slack": Channel("T1", "C2")}, hours=_HOURS),
    },
)
_FRIDAY = datetime(2026, 3, 6, 16, 0, tzinfo=UTC)


@pytest.fixture
async def opened(desk: Desk, database: AsyncEngine) -> OpenWaypost:
    """A Friday afternoon."""
    opened = open_waypost(desk, database, _DIRECTORY)
    opened.now = _FRIDAY
    return opened


async def _pass(opened: OpenWaypost, days: int, slack: StandIn) -> None:
    """Let days pass, an hour at a time."""
    for _ in range(24 * days):
        opened.now = opened.clock() + timedelta(hours=1)
        opened.queued = [(d, (d.due - opened.now).total_seconds()) for d, _ in opened.queued]
        await opened.deliver(slack)


async def test_it_comes_when_the_working_day_begins_and_only_where_something_is_open(opened: OpenWaypost) -> None:
    """On Monday at eight, for the team with an open request alone; and again on Tuesday."""
    slack = StandIn()
    await opened.waypost.digests.begin(opened.engine)
    await opened.waypost.digests.begin(opened.engine)
    await opened.handoffs.open(
        Draft(
            key="k",
            requester=ANA,
            asked_in=ANA.direct,
            thread=None,
            link="",
            text="My VPN drops",
            responsibility="it.network",
            why="",
        )
    )
    await _pass(opened, 2, slack)
    digests = [m for m in slack.messages.values() if m.outline.title == "Open in Network"]
    assert digests == []  # the week-end
    await _pass(opened, 2, slack)
    digests = [m for m in slack.messages.values() if m.outline.title.startswith("Open in")]
    assert [m.place.conversation for m in digests] == ["C1", "C1"]
    assert digests[0].outline.summary == "Open in Network: 1."


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        (datetime(2026, 3, 6, 7, 0, tzinfo=UTC), datetime(2026, 3, 6, 8, 0, tzinfo=UTC)),
        (datetime(2026, 3, 6, 8, 0, tzinfo=UTC), datetime(2026, 3, 9, 8, 0, tzinfo=UTC)),
        (datetime(2026, 3, 28, 12, 0, tzinfo=UTC), datetime(2026, 3, 30, 7, 0, tzinfo=UTC)),
    ],
    ids=["before", "at the moment itself", "over a change of the clocks"],
)
def test_a_working_day_begins(moment: datetime, opening: datetime) -> None:
    """At the team's hour, in the organisation's time zone."""
    assert next_opening(moment, _HOURS, ZoneInfo("Europe/Lisbon")) == opening
