"""Tenants that may not use Waypost: the rule of Slack's workspaces, in what comes in and in what is sent."""

import pytest
from prometheus_client import REGISTRY
from sqlalchemy.ext.asyncio import AsyncEngine

from bots.access import NOT_ALLOWED
from core.addresses import Channel
from core.conversation.outline import Outline, Paragraph
from core.conversation.people import Place
from core.desk.desk import Desk
from core.directory.model import Directory, Organisation, Team
from core.handoff.delivery.ports import UnreachableError
from tests.bots.teams.conftest import Start
from tests.bots.teams.payloads import CHANNEL, message, of_tenant
from tests.support.app import open_waypost
from tests.support.microsoft_cloud import TENANT, Microsoft

SISTER = "22222222-0000-4000-8000-000000000000"
STRANGE = "33333333-0000-4000-8000-000000000000"
CARD = Outline("Request", (Paragraph("my vpn drops"),), "Request")


def _directory() -> Directory:
    place = Channel(SISTER, "19:sister@thread.tacv2", "x")
    return Directory(Organisation("Example Ltd"), {"a": Team("a", "A", channels={"teams": place})})


def _counted() -> float:
    return REGISTRY.get_sample_value("waypost_outsiders_total", {"platform": "teams"}) or 0.0


async def test_our_own_tenant_and_those_of_the_directory_are_served(
    start: Start, desk: Desk, engine: AsyncEngine, microsoft: Microsoft, capsys: pytest.CaptureFixture[str]
) -> None:
    """No others: they get one sentence, are counted each, and are one line in the log; and nothing is kept of them."""
    opened = open_waypost(desk, engine, _directory())
    waypost = await start(opened.waypost)
    before = _counted()
    answers = [
        await waypost.receive(message(microsoft.service_url, "help", **of_tenant(tenant)))
        for tenant in (TENANT, SISTER.upper(), STRANGE, STRANGE, STRANGE)
    ]
    assert [answer.status for answer in answers] == [202, 202, 403, 403, 403]
    assert answers[-1].json() == {"error": NOT_ALLOWED}
    assert _counted() == before + 3
    await waypost.platform.settle()
    assert "".join(capsys.readouterr()).count("not allowed") == 1
    async with engine.connect() as connection:
        kept = await connection.exec_driver_sql(f"SELECT count(*) FROM conversations WHERE workspace = '{STRANGE}'")  # noqa: S608
        assert kept.scalar() == 0


async def test_nothing_is_posted_into_another_tenant(start: Start, microsoft: Microsoft) -> None:
    """Not even where it has met us, before it was left out of the list."""
    waypost = await start()
    await waypost.receive(message(microsoft.service_url, "help"))
    await waypost.platform.settle()
    left_out = await start(teams_allowed_tenants=(SISTER,))
    for conversation in (CHANNEL, "@29:ana"):
        with pytest.raises(UnreachableError, match="may not use Waypost"):
            await left_out.platform.messenger.post(Place("teams", TENANT, conversation), CARD, "h1")
