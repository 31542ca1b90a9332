"""What the core asks of a platform's ids: the same answers as ever for the platforms that there are, and a place for others."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ConfigDict

from core import addresses
from core.addresses import Channel, address_schemas, register
from core.catalogue.model import Catalogue
from core.conversation.people import Person, Place
from core.directory.load import load
from core.directory.model import Directory
from core.handoff.parties import is_in
from core.handoff.places import home_of
from core.typed_yaml import MistakeInFileError


@pytest.mark.parametrize(
    ("platform", "conversation", "direct"),
    [
        ("slack", "D0123", True),
        ("slack", "C0123", False),
        ("slack", "G0123", False),
        ("slack", "@U0123", True),
        ("teams", "a:1q2w3e", True),
        ("teams", "19:0a_28:b@unq.gbl.spaces", True),
        ("teams", "19:meeting_x@thread.v2", False),
        ("teams", "19:network@thread.tacv2;messageid=1", False),
        ("teams", "@29:1", True),
        ("gone", "D0123", False),
        ("gone", "@somebody", True),
    ],
)
def test_who_is_alone_is_read_from_ids_that_were_stored(platform: str, conversation: str, *, direct: bool) -> None:
    """Rows hold ids alone. Of a platform that is not served any more nobody is taken to be alone by mistake."""
    assert Place(platform, "w", conversation).is_direct is direct


def test_a_thread_is_in_its_conversation() -> None:
    """Where an id names the thread too; where it cannot, ids are compared as they are."""
    assert is_in(Place("teams", "t", "19:a@thread.tacv2;messageid=1"), Place("teams", "t", "19:a@thread.tacv2"))
    assert not is_in(Place("slack", "T1", "C1;C2"), Place("slack", "T1", "C1"))
    assert is_in(Place("gone", "w", "c"), Place("gone", "w", "c"))


@given(
    st.sampled_from(["slack", "teams"]),
    st.text(max_size=30) | st.from_regex(r"[UW][A-Z0-9]{1,9}|29:\S{1,9}|[0-9A-F-]{36}"),
)
def test_an_id_is_read_once_for_all(platform: str, written: str) -> None:
    """What a file's id is read as is itself an id, and stays what it is; an administrator is a person."""
    schema = address_schemas()[platform]
    administrator = schema.administrator_id(written)
    if administrator is not None:
        assert schema.administrator_id(administrator) == administrator
    try:
        read = schema.person(written)
    except ValueError:
        return
    assert schema.person(read) == read


def test_a_team_with_several_channels_has_one_home(catalogue: Catalogue) -> None:
    """The one that it names, and otherwise the same one in whatever order the file gives them."""
    channels = "teams: {tenant: t, team: x, channel: '19:a'}, slack: {workspace: T1, channel: C1}"
    text = f"organisation: {{name: Example}}\nteams: {{a: {{name: A, {channels}}}, b: {{name: B, home: teams, {channels}}}}}\n"
    directory = _load(text, catalogue)
    assert home_of(directory.teams["a"]) == Place("slack", "T1", "C1")
    assert home_of(directory.teams["b"]) == Place("teams", "t", "19:a")


@dataclass(frozen=True, slots=True)
class _LoftSection:
    __pydantic_config__ = ConfigDict(extra="forbid")

    loft: str

    def to_channel(self) -> Channel:
        return Channel("city", self.loft)


class _Loft:
    """A third platform's ids: pigeons `p1` that fly to lofts."""

    section = _LoftSection
    direct = "by a pigeon of its own"
    example = "p…"
    administrator = "loft: and a pigeon (loft:p1)"

    def is_direct(self, conversation: str) -> bool:
        return conversation.startswith("p")

    def without_thread(self, conversation: str) -> str:
        return conversation

    def is_organisation(self, workspace: str) -> bool:
        return workspace == "country"

    def is_person(self, written: str) -> bool:
        return written.startswith("p")

    def person(self, written: str) -> str:
        if not self.is_person(written):
            raise ValueError("is no pigeon")
        return written

    def administrator_id(self, written: str) -> str | None:
        return written if self.is_person(written) else None


@pytest.fixture
def _loft(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "_schemas", dict(addresses._schemas))  # noqa: SLF001 - put back after the test
    register("loft", _Loft())


_OWNERS = """
organisation: {name: Example, fallback: roof, administrators: ["loft:p7"]}
teams:
  roof: {name: Roof, home: loft, slack: {workspace: T1, channel: C1}, loft: {loft: l1}, responders: [p1, "loft:p2", U0123]}
"""


def _load(text: str, catalogue: Catalogue) -> Directory:
    path = Path("owners.yaml")
    path.write_text(text, encoding="utf-8")
    load.cache_clear()
    return load(path, catalogue)


@pytest.mark.usefixtures("_loft")
def test_another_platform_is_known_by_its_schema_alone(catalogue: Catalogue) -> None:
    """Its channel, its people and its word for a conversation of one are read without a change of the core."""
    directory = _load(_OWNERS, catalogue)
    roof = directory.teams["roof"]
    assert home_of(roof) == Place("loft", "city", "l1")
    assert roof.channels["slack"] == Channel("T1", "C1")
    assert roof.responders == ("loft:p1", "loft:p2", "slack:U0123")
    assert directory.is_administrator("loft", "p7")
    assert Person("loft", "city", "p1", "Pia").direct.is_direct
    assert Place("loft", "city", "p1").is_direct


@pytest.mark.usefixtures("_loft")
@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("home: email", "teams.roof.home: should be slack or teams or loft (it is 'email')."),
        ("responders: [ben]", "ben does not say on which platform: write slack:U… or teams:29:… or loft:p…."),
        ("loft: {roof: l1}", "teams.roof.loft.loft: is missing."),
        ("responders: ['loft:ben']", "loft:ben is no pigeon."),
        ("channels: {}", "teams.roof.channels: is not a known field."),
    ],
)
def test_mistakes_name_it_beside_the_others(catalogue: Catalogue, wrong: str, says: str) -> None:
    """In the sentences that name platforms."""
    with pytest.raises(MistakeInFileError) as caught:
        _load(f"organisation: {{name: Example}}\nteams:\n  roof:\n    name: Roof\n    {wrong}\n", catalogue)
    assert str(caught.value).endswith(says)
