"""Events that come again, or for the first time, hours after they happened: after an outage of ours, or of the way to us."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bots.settings import Settings
from core.storage.engine import writing
from core.storage.seen import WINDOW
from core.storage.tables import seen
from tests.bots.slack.conftest import Database, Serve
from tests.bots.slack.wire import ANA, command, direct, event, mention, new_ts
from tests.support.slack_cloud import SlackDouble

Say = Callable[[str], dict[str, Any]]

VPN = "my vpn drops every ten minutes"


async def _hours_pass(database: Database, hours: float) -> None:
    """What was met is so much older from now on; what is past the window is tidied away, as by any other use of the table."""
    async with writing(database.engine) as connection:
        for row in (await connection.execute(sa.select(seen))).all():
            at = row.at.replace(tzinfo=UTC) - timedelta(hours=hours)
            await connection.execute(sa.update(seen).where(seen.c.key == row.key).values(at=at))
        await connection.execute(sa.delete(seen).where(seen.c.at < datetime.now(UTC) - WINDOW))


@pytest.mark.parametrize("hours", [0.2, 24])
@pytest.mark.parametrize("said", [mention, direct])
async def test_what_was_answered_is_not_answered_again(
    serve: Serve, settings: Settings, slack: SlackDouble, database: Database, said: Say, hours: float
) -> None:
    """Slack did not hear our acknowledgement and sends it again, by then to a server that has been started anew."""
    sent = event(said(VPN))
    async with serve(settings) as first:
        await first.sending.event(sent)
    assert len(slack.sent()) == 1
    await _hours_pass(database, hours)
    async with serve(settings) as second:
        assert (await second.sending.event(sent))[0] == 200
        # also under another id, as Slack has been seen to send it
        assert (await second.sending.event({**sent, "event_id": "EvAnother"}))[0] == 200
        await second.platform.settle()
    assert len(slack.sent()) == 1


async def test_what_was_missed_is_answered(serve: Serve, settings: Settings, slack: SlackDouble) -> None:
    """The first that we hear of a question may be hours after it was put: it is answered, once."""
    asked = datetime.now(UTC) - timedelta(hours=7)
    late = event(mention(VPN, ts=f"{asked.timestamp():.6f}")) | {"event_time": int(asked.timestamp())}
    async with serve(settings) as served:
        for _ in range(3):
            await served.sending.event(late)
    (answer,) = slack.sent()
    assert answer.args["thread_ts"] == late["event"]["ts"]


async def test_it_is_not_remembered_for_ever(serve: Serve, settings: Settings, database: Database) -> None:
    """After a day and an hour the ids are gone."""
    async with serve(settings) as served:
        await served.sending.event(event(mention(VPN)))
    await _hours_pass(database, 25.2)
    async with database.engine.connect() as connection:
        assert (await connection.execute(sa.select(sa.func.count()).select_from(seen))).scalar() == 0


async def test_a_press_is_not_written_down(
    serve: Serve, settings: Settings, slack: SlackDouble, database: Database
) -> None:
    """Slack sends no press and no command again, so with one process they cost the database nothing."""
    async with serve(settings) as served:
        await served.sending.command(command(slack, "/route", VPN))
    async with database.engine.connect() as connection:
        assert (await connection.execute(sa.select(seen))).all() == []


async def test_a_database_that_fails_keeps_nobody_without_a_word(
    serve: Serve, settings: Settings, slack: SlackDouble, database: Database
) -> None:
    """Where it cannot be told whether something came before, who asked hears at least that it did not work."""
    async with serve(settings) as served:
        async with writing(database.engine) as connection:
            await connection.execute(sa.text("DROP TABLE seen"))
            await connection.execute(sa.text("DROP TABLE verdicts"))
            await connection.execute(sa.text("DROP TABLE asks"))
        await served.sending.event(event(direct(VPN, user=ANA, ts=new_ts())))
        (told,) = await slack.wait_for(1)
    assert "went wrong" in told.args["text"]


async def test_a_mention_that_an_edit_made_is_not_answered_again(
    serve: Serve, settings: Settings, slack: SlackDouble, database: Database
) -> None:
    """Slack sends an edited mention under an id of its own; hours later that comes once more, and later still the first."""
    ts = new_ts()
    before = event(mention(VPN, ts=ts))
    edited = event(mention(VPN, ts=ts, edited={"user": ANA, "ts": f"{float(ts) + 5:.6f}"}))
    async with serve(settings) as first:
        await first.sending.event(edited)
    await _hours_pass(database, 7)
    async with serve(settings) as second:
        for sent in (edited, before):
            await second.sending.event(sent)
        await second.platform.settle()
    assert len(slack.sent()) == 1
