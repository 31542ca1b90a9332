"""Names that are longer than the columns that they are stored in."""

import sqlalchemy as sa

from bots.settings import Settings
from core.desk.desk import Desk
from core.storage.engine import connect, upgrade
from core.storage.tables import Name, handoffs, metadata
from tests.bots.slack.blockkit import controls
from tests.bots.slack.conftest import serving
from tests.bots.slack.wire import command, press
from tests.support.slack_cloud import SlackDouble

_LONG = "Ana " * 75


async def test_a_name_of_300_characters(settings: Settings, slack: SlackDouble, desk: Desk, database_url: str) -> None:
    """It is cut where it is stored, on either database, and the request is handed over as any other."""
    slack.names["U0ANA"] = _LONG
    slack.members.add("C0456")
    engine = connect(database_url)
    await upgrade(engine)
    async with serving(desk, engine, settings) as served:
        await served.sending.command(command(slack, "/route", "my vpn drops every ten minutes"))
        for number, label in enumerate(("Hand to Network operations…", "Send it"), 1):
            shown = (await slack.wait_for(number))[-1]
            control = next(c for c in controls(shown.args) if c.get("text", {}).get("text") == label)
            await served.sending.interaction(press(slack, control))
        await served.deliver()
    async with engine.connect() as connection:
        names = (await connection.execute(sa.select(handoffs.c.requester_name))).scalars().all()
    await engine.dispose()
    assert [channel for channel in (args["channel"] for _, args in slack.posted) if channel == "C0456"] == ["C0456"]
    assert [(len(name), name[-1]) for name in names] == [(255, "…")]


def test_only_names_are_cut() -> None:
    """Columns that cut are those of names; ids and keys are none of them."""
    cut = {column.name for table in metadata.sorted_tables for column in table.c if isinstance(column.type, Name)}
    assert cut == {"requester_name", "responder_name", "actor_name"}
    names = {c.name for table in metadata.sorted_tables for c in table.c if c.name.endswith("name")}
    assert names == cut
