"""docs/conversations.md shows conversations as they are."""

import re

from sqlalchemy.ext.asyncio import AsyncEngine

from core.desk.desk import Desk
from tests.support.conversations import PAGE, fill_in, play

_PERCENT = re.compile(r"\(\d+%\)")
"""Another processor may be surer by one of them."""


async def test_the_conversations_are_as_shown(desk: Desk, engine: AsyncEngine) -> None:
    """Each answer on the page is what Waypost says now; `make docs` writes them anew."""
    page = PAGE.read_text(encoding="utf-8")
    now = fill_in(page, await play(desk, engine))
    assert _PERCENT.sub("", page) == _PERCENT.sub("", now)
