"""What is promised of hand-offs holds under every fault of a platform, with one and three replicas that die at any step."""

import asyncio
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from core.catalogue.load import load
from core.catalogue.model import Catalogue
from core.storage.engine import connect
from tests.core.handoff.conftest import ANA, BOB, EVA, IN_NETWORK, directory
from tests.core.handoff.delivery.simulator import START, Fault, Simulation, outcome
from tests.support.databases import ready_sqlite

_PEOPLE = (ANA, BOB, EVA)
_BELONGS = ("it.network", "is.data", "it.security", "is.strategy")


async def simulate(
    catalogue: Catalogue,
    fault: Fault,
    *,
    replicas: int = 1,
    looks: bool = True,
    hours: float = 1.0,
    kills: int = 0,
    only: frozenset[str] | None = None,
    seed: int = 0,
) -> tuple[list[str], str]:
    """Hand requests over while a platform fails for some hours; what is wrong in the end, and what became of them."""
    with tempfile.TemporaryDirectory() as folder:
        database = connect(ready_sqlite(Path(folder)))
        simulation = Simulation(database, catalogue, directory(), replicas=replicas, looks=looks, seed=seed)
        simulation.kills = kills
        for platform in (simulation.slack, simulation.teams):
            platform.fault, platform.only = fault, only
        handoffs = []
        for number, belongs in enumerate(_BELONGS):
            by = _PEOPLE[number % len(_PEOPLE)]
            handoffs.append(await simulation.open(f"key-{number}", belongs, by))
            await simulation.run(simulation.clock.now + timedelta(minutes=simulation.random.choice([1, 20])))
        await simulation.handoffs.claim(handoffs[0].id, BOB, at=IN_NETWORK)
        await simulation.run(max(START + timedelta(hours=hours), simulation.clock.now))
        for platform in (simulation.slack, simulation.teams):
            platform.fault = Fault.NONE
        await simulation.run(simulation.clock.now + timedelta(hours=4))
        found = await simulation.check(handoffs), await outcome(simulation, handoffs)
        await database.dispose()
        return found


@pytest.mark.parametrize("fault", list(Fault))
@pytest.mark.parametrize(("replicas", "looks"), [(1, True), (3, False)])
async def test_what_is_promised_holds_under_each_fault(
    catalogue: Catalogue, fault: Fault, replicas: int, looks: bool
) -> None:
    """Each request is with a team or visibly given up and its requester told; no third copy; a broken platform is spared."""
    wrong, _ = await simulate(catalogue, fault, replicas=replicas, looks=looks, hours=3, kills=4)
    assert wrong == []


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a schedule is short enough as it is found
)
@given(
    fault=st.sampled_from(list(Fault)),
    replicas=st.sampled_from([1, 3]),
    looks=st.booleans(),
    hours=st.sampled_from([0.1, 1.0, 5.0, 8.0, 20.0]),
    kills=st.integers(0, 12),
    only=st.sampled_from([None, frozenset({"C1"}), frozenset({"@U1", "C2"})]),
    seed=st.integers(0, 2**32),
)
def test_what_is_promised_holds_under_any_schedule(
    fault: Fault,
    replicas: int,
    looks: bool,
    hours: float,
    kills: int,
    only: frozenset[str] | None,
    seed: int,
) -> None:
    """However long the fault lasts, wherever it is, and whenever a replica dies."""
    wrong, _ = asyncio.run(
        simulate(load(), fault, replicas=replicas, looks=looks, hours=hours, kills=kills, only=only, seed=seed)
    )
    assert wrong == []
