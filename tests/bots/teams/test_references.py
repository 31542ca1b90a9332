"""Who has met us is kept, however many come at once."""

import asyncio
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from bots.teams.conversations import References
from bots.teams.payloads import Incoming
from core.storage.engine import connect, writing
from tests.support.databases import ready_sqlite

TENANT, BOT, URL = "tenant-1", "28:bot", "https://smba.trafficmanager.net/emea/"


def _said(number: int, url: str = URL, kind: str = "personal") -> Incoming:
    return Incoming(
        type="message",
        channel="msteams",
        service_url=url,
        conversation=f"a:{number}",
        conversation_type=kind,
        id=str(number),
        tenant=TENANT,
        sender=f"29:{number}",
        sender_name="Alex",
        bot=BOT,
    )


async def test_many_at_once_are_written_together(database: AsyncEngine) -> None:
    """A hundred conversations that meet us at the same moment are all kept, in a handful of transactions."""
    ended: list[object] = []
    sa.event.listen(database.sync_engine, "commit", ended.append)
    references = References(database)
    await asyncio.gather(*(references.remember(_said(number)) for number in range(100)))
    assert len(ended) <= 3
    for number in (0, 57, 99):
        kept = await references.of_person(TENANT, f"29:{number}")
        assert kept is not None
        assert (kept.conversation, kept.bot, kept.service_url) == (f"a:{number}", BOT, URL)


async def test_nobody_waits_for_another_ones_writing(tmp_path: Path) -> None:
    """While the database is busy one activity waits for it, and the others leave theirs to that one."""
    engine = connect(ready_sqlite(tmp_path))
    references = References(engine)
    async with writing(engine):
        meeting = [asyncio.create_task(references.remember(_said(number))) for number in range(50)]
        await asyncio.sleep(0.05)
        assert sum(not task.done() for task in meeting) == 1
    await asyncio.gather(*meeting)
    assert all([await references.of_person(TENANT, f"29:{number}") for number in range(50)])
    await engine.dispose()


async def test_the_newest_address_counts(database: AsyncEngine) -> None:
    """A conversation that speaks from another address is kept with that, also where both come at the same moment."""
    references = References(database)
    await references.remember(_said(1))
    other = "https://smba.trafficmanager.net/amer/"
    await asyncio.gather(*(references.remember(_said(1, url)) for url in (URL, other)))
    kept = await references.of(TENANT, "a:1")
    assert kept is not None
    assert kept.service_url == other


async def test_two_replicas_may_meet_the_same_people(database: AsyncEngine) -> None:
    """In whatever order they do: neither waits for ever, and none is lost."""
    one, other = References(database), References(database)
    forth = [one.remember(_said(number)) for number in range(40)]
    back = [other.remember(_said(number)) for number in reversed(range(40))]
    async with asyncio.timeout(20):
        await asyncio.gather(*forth, *back)
    assert all([await one.of_person(TENANT, f"29:{number}") for number in range(40)])
