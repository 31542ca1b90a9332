"""Who may use Waypost at all: the rule that both platforms go by."""

import asyncio

from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import REGISTRY

from bots.access import Access, workspaces_of
from core.addresses import Channel
from core.directory.model import Directory, Organisation, Team
from core.storage.engine import StorageError

_IDS = st.sampled_from(["T1", "T2", "t1", "E1", "e1", " T2 ", "", "3f-tenant", "3F-TENANT"])
_DIRECTORY = Directory(
    Organisation("Example Ltd"),
    {
        "a": Team("a", "A", channels={"slack": Channel("T1", "C1"), "teams": Channel("tenant-1", "19:x", "x")}),
        "b": Team("b", "B", channels={"slack": Channel("T2", "C2")}),
        "c": Team("c", "C"),
    },
)


@given(st.lists(_IDS), st.lists(_IDS), st.lists(st.none() | _IDS))
def test_only_what_is_named_is_allowed(listed: list[str], named: list[str], asked: list[str | None]) -> None:
    """Where a setting lists ids they alone count, otherwise those that are named; whatever the case; and no id is never allowed."""
    bare = {each.strip().lower() for each in listed} - {""} or {each.strip().lower() for each in named} - {""}
    expected = any(each and each.strip().lower() in bare for each in asked)
    assert Access("slack", listed, lambda: named).allows(*asked) is expected


def test_where_nothing_is_named_nobody_is_let_in() -> None:
    """An empty rule closes the door; it does not take it away."""
    access = Access("slack", (), lambda: workspaces_of(None, "slack"))
    assert access.ids() == frozenset()
    assert not access.allows("T1", "E1")
    assert not access.allows(None, "")


def test_the_directory_names_where_its_teams_sit() -> None:
    """On each platform those of that platform."""
    assert workspaces_of(_DIRECTORY, "slack") == {"T1", "T2"}
    assert workspaces_of(_DIRECTORY, "teams") == {"tenant-1"}


def test_a_directory_that_is_read_anew_counts_at_once() -> None:
    """What it names is asked for each time."""
    now: list[str] = []
    access = Access("slack", (), lambda: now)
    assert not access.allows("T9")
    now.append("T9")
    assert access.allows("T9")


def test_many_outsiders_are_one_line_and_all_counted(caplog: object, capsys: object) -> None:
    """The log holds one line a minute; the metric each."""
    access = Access("slack", ("T1",), tuple)

    def counted() -> float:
        return REGISTRY.get_sample_value("waypost_outsiders_total", {"platform": "slack"}) or 0.0

    before = counted()
    for _ in range(500):
        access.note_outsider("event")
    assert counted() == before + 500
    said = capsys.readouterr()  # type: ignore[attr-defined]
    assert (said.out + said.err).count("not allowed") == 1


async def test_where_requests_are_open_is_asked_seldom() -> None:
    """However many strangers ask; and never where a setting lists who is allowed, or for those who are allowed anyway."""
    asked: list[int] = []

    async def in_use() -> set[str]:
        asked.append(1)
        return {"T9"}

    access = Access("slack", (), lambda: ["T1"], in_use)
    assert await access.admits("T1")
    assert not await access.admits(None, "")
    assert asked == []
    found = await asyncio.gather(*(access.admits(each) for each in ["t9", "T8"] * 200))
    assert found == [True, False] * 200
    assert len(asked) == 1
    assert not access.allows("T9")
    assert not await Access("slack", ("T1",), tuple, in_use).admits("T9")
    assert len(asked) == 1


async def test_a_database_that_fails_lets_nobody_else_in() -> None:
    """Who is allowed anyway is; the others are turned away, and the failure is no failure of the request."""

    async def in_use() -> set[str]:
        raise StorageError

    access = Access("slack", (), lambda: ["T1"], in_use)
    assert await access.admits("T1")
    assert not await access.admits("T9")
