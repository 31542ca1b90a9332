"""Where others follow how a request stands, they read no secret in it."""

from dataclasses import replace

import pytest

from core.catalogue.model import Catalogue
from core.conversation.people import Place
from core.handoff.delivery.outbox import Kind
from tests.core.handoff.conftest import START, World, draft
from tests.core.handoff.messages.test_story import Reader

_SECRET = "Hunter2!xyz"


@pytest.mark.parametrize(("in_the_open", "is_read"), [(True, False), (False, True)])
async def test_a_status_that_others_read_has_no_secret(
    world: World, catalogue: Catalogue, in_the_open: bool, is_read: bool
) -> None:
    """Its requester alone reads their own words whole; the team's card has what they decided to send."""
    world.now = START
    asked = draft(text=f"My VPN drops, my password is {_SECRET}")
    if in_the_open:
        asked = replace(asked, asked_in=Place("slack", "T1", "C9"), thread="1")
    handoff = (await world.handoffs.open(asked)).handoff
    assert handoff
    reader = Reader(world, catalogue)
    (status,) = await reader.written(handoff, Kind.STATUS)
    assert (_SECRET in repr(status)) is is_read
    (card,) = await reader.written(handoff, Kind.CARD)
    assert _SECRET in repr(card)
