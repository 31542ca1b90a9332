"""Where requests are open: what keeps a workspace allowed that the directory has dropped."""

import sqlalchemy as sa

from core.conversation.people import Person
from core.handoff.store import workspaces_in_use
from core.storage.engine import writing
from core.storage.tables import deliveries
from tests.core.handoff.conftest import EVA, World


async def test_a_place_is_in_use_until_its_last_request_is_closed(world: World) -> None:
    """That of who asked, and that of the team; each on its own platform; and until the last word about it has gone out."""
    far = Person("slack", "T2", "U7", "Far")
    assert await workspaces_in_use(world.database, "slack") == frozenset()
    handoff = await world.opened(by=far)
    other = await world.opened("ask.1", "is.data", by=EVA)
    assert await workspaces_in_use(world.database, "slack") == {"T1", "T2"}
    assert await workspaces_in_use(world.database, "teams") == {"tenant"}

    await world.handoffs.withdraw(handoff.id, far, at=far.direct)
    assert await workspaces_in_use(world.database, "slack") == {"T1", "T2"}
    async with writing(world.database) as connection:
        await connection.execute(sa.update(deliveries).where(deliveries.c.status == "pending").values(status="sent"))
    assert await workspaces_in_use(world.database, "slack") == frozenset()
    assert await workspaces_in_use(world.database, "teams") == {"tenant"}
    assert (await world.handoffs.withdraw(other.id, EVA, at=EVA.direct)).done
