"""What one person writes at the same moment, or openly and privately in one place: nothing that was said is lost or mixed up."""

import asyncio

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.conversation.answer import Answer
from core.conversation.messages import Question
from core.conversation.people import Place
from core.desk.desk import Desk
from core.storage.tables import asks
from tests.core.handoff.conftest import ANA
from tests.support.app import OpenWaypost, open_waypost

_CHANNEL = Place("slack", "T1", "C7")
_DIRECT = Place("slack", "T1", "D7")
_VPN = "My VPN connection to Rotterdam drops every ten minutes"


async def _say(
    opened: OpenWaypost, text: str, at: Place = _DIRECT, thread: str | None = None, *, openly: bool = False
) -> Answer:
    return await opened.waypost.ask(Question(text, ANA.id, at, thread=thread, openly=openly, known_as=ANA))


async def test_of_additions_at_the_same_moment_none_is_lost(desk: Desk, database: AsyncEngine) -> None:
    """However they come, also through two processes where there may be two, the request has all of them in the end."""
    one = open_waypost(desk, database)
    replicas = (one, one if database.dialect.name == "sqlite" else open_waypost(desk, database))
    details = ("since this morning", "only on floor 3", "my colleague has it too", "error 720")
    await _say(one, _VPN)
    await asyncio.gather(*(_say(replicas[at % 2], detail) for at, detail in enumerate(details)))
    async with database.connect() as connection:
        texts = [row.text for row in await connection.execute(sa.select(asks.c.text))]
    assert any(all(detail in text for detail in details) for text in texts), texts


@pytest.mark.parametrize("private", ["My screen in Lisbon flickers", "since Monday", "why there?", "never mind"])
async def test_what_is_said_privately_leaves_an_open_request_as_it_is(
    desk: Desk, engine: AsyncEngine, private: str
) -> None:
    """Whether it is a new request or goes on with the open one: who then goes on openly goes on with what all could read."""
    opened = open_waypost(desk, engine)
    await _say(opened, _VPN, _CHANNEL, "1", openly=True)
    await _say(opened, private, _CHANNEL, "1")
    grown = repr((await _say(opened, "error 720", _CHANNEL, "1", openly=True)).outline)
    assert "Rotterdam" in grown
    assert "part of your last request" in grown
    assert "Lisbon" not in grown
    assert "Monday" not in grown


async def test_what_is_said_openly_leaves_a_private_request_to_its_asker(desk: Desk, engine: AsyncEngine) -> None:
    """The newer of the two is what a private word goes on with."""
    opened = open_waypost(desk, engine)
    await _say(opened, "My screen in Lisbon flickers", _CHANNEL, "1")
    assert "Lisbon" in repr((await _say(opened, "since Monday", _CHANNEL, "1")).outline)
    await _say(opened, _VPN, _CHANNEL, "1", openly=True)
    assert "Rotterdam" in repr((await _say(opened, "error 720", _CHANNEL, "1")).outline)
