"""Reading owners.yaml: what each field may say, and what is said of mistakes and gaps."""

from datetime import timedelta
from pathlib import Path

import pytest

from core.addresses import Channel
from core.catalogue.model import Catalogue
from core.directory.load import gaps, load
from core.directory.model import Directory, Hours, Organisation
from core.typed_yaml import MistakeInFileError
from tests.support.sentences import is_one_sentence

_WHOLE = """
organisation: {name: Example Ltd, timezone: Europe/Lisbon, fallback: service-desk}
teams:
  network-ops:
    name: Network operations
    responsibilities: [it.network]
    slack: {workspace: T0123, channel: C0456, group: S0789}
    teams: {tenant: 1f1f, team: 2a2a, channel: "19:x@thread.tacv2"}
    home: slack
    hours: {days: mon-fri, from: "08:00", to: "18:00"}
    remind_after: 30m
    escalate_after: 2h
    escalate_to: service-desk
    contact: ext. 4321
  service-desk: {name: Service desk, slack: {workspace: T0123, channel: C0DESK}}
"""


_DESK = "{name: Desk, slack: {workspace: T1, channel: C1}}"


def _file(text: str) -> Path:
    path = Path("owners.yaml").resolve()
    path.write_text(text, encoding="utf-8")
    return path


def _team(catalogue: Catalogue, fields: str, organisation: str = "{name: E}") -> Directory:
    """A directory of one team with these fields."""
    text = f"organisation: {organisation}\nteams:\n  ops:\n    name: Ops\n    {fields}\n"
    return load(_file(text), catalogue)


def _mistake(catalogue: Catalogue, fields: str, organisation: str = "{name: E}") -> str:
    with pytest.raises(MistakeInFileError) as caught:
        _team(catalogue, fields, organisation)
    assert is_one_sentence(str(caught.value))
    return str(caught.value).removeprefix(str(Path("owners.yaml").resolve()))


def test_the_documented_file_is_read_whole(catalogue: Catalogue) -> None:
    """Each field of the design's example arrives as a typed value."""
    directory = load(_file(_WHOLE), catalogue)
    team = directory.teams["network-ops"]
    assert str(directory.organisation.timezone) == "Europe/Lisbon"
    assert team.channels["slack"] == Channel("T0123", "C0456", "S0789")
    assert team.channels["teams"] == Channel("1f1f", "19:x@thread.tacv2", "2a2a")
    assert team.hours == Hours((0, 1, 2, 3, 4), "08:00", "18:00")
    assert (team.remind_after, team.escalate_after) == (timedelta(minutes=30), timedelta(hours=2))
    assert (team.home, team.escalate_to, team.contact) == ("slack", "service-desk", "ext. 4321")


def test_owner_and_fallback_are_found(catalogue: Catalogue) -> None:
    """What somebody owns leads there; what nobody owns has no owner, and the fallback is named apart."""
    directory = load(_file(_WHOLE), catalogue)
    assert directory.owner("it.network") is directory.teams["network-ops"]
    assert directory.owner("is.data") is None
    assert directory.fallback is directory.teams["service-desk"]


def test_a_directory_without_fallback_or_zone_is_fine(catalogue: Catalogue) -> None:
    """Both are optional; the zone is then UTC."""
    directory = _team(catalogue, "responsibilities: []")
    assert directory.fallback is None
    assert str(directory.organisation.timezone) == "UTC"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("30m", timedelta(minutes=30)),
        ("2h", timedelta(hours=2)),
        ("1d", timedelta(days=1)),
        ("90m", timedelta(hours=1.5)),
    ],
)
def test_durations_are_a_number_and_a_unit(catalogue: Catalogue, written: str, meant: timedelta) -> None:
    """Minutes, hours and days."""
    assert _team(catalogue, f"remind_after: {written}").teams["ops"].remind_after == meant


@pytest.mark.parametrize("written", ["30", "m", "two hours", "-5m", "1.5h", "30 s", "²m", "99999999999d", "[1]"])
def test_other_durations_are_a_mistake(catalogue: Catalogue, written: str) -> None:
    """The sentence shows how to write one."""
    said = _mistake(catalogue, f"escalate_after: {written}")
    assert said.startswith(":5: teams.ops.escalate_after: ")
    assert "should be a number and a unit, such as 30m, 2h or 1d" in said


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("mon-fri", (0, 1, 2, 3, 4)),
        ("fri-mon", (0, 4, 5, 6)),
        ("sun-sun", (6,)),
        ("Mon, Wed, sat", (0, 2, 5)),
        ("mon-tue,tue-wed", (0, 1, 2)),
        ("tue-mon", (0, 1, 2, 3, 4, 5, 6)),
    ],
)
def test_days_may_wrap_around_the_week(catalogue: Catalogue, written: str, meant: tuple[int, ...]) -> None:
    """A range may run over Sunday, and single days and ranges may be listed."""
    hours = _team(catalogue, f'hours: {{days: "{written}", from: "08:00", to: "24:00"}}').teams["ops"].hours
    assert hours is not None
    assert hours.days == meant


@pytest.mark.parametrize("written", ["monday", "mon-", "mon;tue", "mon-xyz", "[mon]", "''", "1"])
def test_other_days_are_a_mistake(catalogue: Catalogue, written: str) -> None:
    """The sentence shows how to write them."""
    said = _mistake(catalogue, f'hours: {{days: {written}, from: "08:00", to: "18:00"}}')
    assert said.startswith(":5: teams.ops.hours.days: ")
    assert "should be week days, such as mon-fri or mon,wed" in said


@pytest.mark.parametrize("written", ["'8:00'", "'25:00'", "'24:01'", "'08:60'", "'noon'", "18:00"])
def test_hours_that_no_clock_shows_are_a_mistake(catalogue: Catalogue, written: str) -> None:
    """Hours are HH:MM in quotes; without them YAML takes 18:00 for a number."""
    said = _mistake(catalogue, f'hours: {{days: mon, from: "08:00", to: {written}}}')
    assert said.startswith(":5: teams.ops.hours.to: ")


@pytest.mark.parametrize("written", ["Europe/Lisbonne", "Mars", "../etc/passwd", "[]", "''"])
def test_an_unknown_time_zone_is_a_mistake(catalogue: Catalogue, written: str) -> None:
    """The sentence names the field and shows a zone."""
    said = _mistake(catalogue, "responsibilities: []", f"{{name: E, timezone: {written}}}")
    assert said.startswith(":1: organisation.timezone: ")
    assert "should be a time zone, such as Europe/Lisbon" in said


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("responsibilities: [it.netwrok]", ":5: teams.ops.responsibilities.0: it.netwrok is not a responsibility. Did"),
        (
            "responsibilities: [it.access, it.access]",
            ":5: teams.ops.responsibilities.1: it.access already belongs to ops",
        ),
        ("escalate_to: opps", ":5: teams.ops.escalate_to: opps is not a team in this file. Did you mean ops?"),
        ("escalate_after: 1h", ":5: teams.ops.escalate_after: Ops escalates to nobody; add escalate_to with the id of"),
        ("escalate_to: ops", ":5: teams.ops.escalate_to: Ops never escalates; add escalate_after, such as 4h."),
        (
            "escalate_after: 1h\n    escalate_to: ops",
            ":6: teams.ops.escalate_to: Ops cannot escalate to itself; name another team.",
        ),
        (
            "escalate_after: 1h\n    escalate_to: desk\n  desk: {name: The desk}",
            ":6: teams.ops.escalate_to: The desk has no slack or teams place, so Ops cannot escalate to it.",
        ),
        (
            "escalate_after: 60m\n    remind_after: 1h\n    escalate_to: desk\n  desk: " + _DESK,
            ":5: teams.ops.escalate_after: Ops must escalate later than it is reminded (see remind_after).",
        ),
        (
            "escalate_after: 2h\n    remind_after: 1d\n    escalate_to: desk\n  desk: " + _DESK,
            ":5: teams.ops.escalate_after: Ops must escalate later than it is reminded (see remind_after).",
        ),
        ("home: slack", ":5: teams.ops.home: is slack, but the team has no place there."),
        ("home: email", ":5: teams.ops.home: "),
        ("slack: {workspace: example, channel: C1}", ":5: teams.ops.slack.workspace: "),
        ("slack: {workspace: T1, channel: '#ops'}", ":5: teams.ops.slack.channel: "),
        ("phone: 123", ":5: teams.ops.phone: is not a known field."),
    ],
)
def test_a_mistake_is_named_by_its_line(catalogue: Catalogue, fields: str, message: str) -> None:
    """Unknown names are answered with the nearest known one."""
    assert _mistake(catalogue, fields).startswith(message)


def test_two_owners_of_one_responsibility_are_a_mistake(catalogue: Catalogue) -> None:
    """The sentence names the second place and the first owner."""
    second = "responsibilities: [it.data, it.network]\n  desk: {name: Desk, responsibilities: [it.network]}"
    said = _mistake(catalogue, second.replace("it.data", "is.data"))
    assert said == ":6: teams.desk.responsibilities.0: it.network already belongs to ops."


def test_an_unknown_fallback_is_a_mistake(catalogue: Catalogue) -> None:
    """It would send people to nobody."""
    said = _mistake(catalogue, "responsibilities: []", "{name: E, fallback: op}")
    assert said == ":1: organisation.fallback: op is not a team in this file. Did you mean ops?"


@pytest.mark.parametrize(
    "text", ["", "teams: {}\n", "organisation: {name: E}\n", "organisation: {name: E}\nteams: []\n"]
)
def test_a_file_without_organisation_or_teams_is_a_mistake(catalogue: Catalogue, text: str) -> None:
    """Both are needed."""
    with pytest.raises(MistakeInFileError) as caught:
        load(_file(text), catalogue)
    assert is_one_sentence(str(caught.value))


def test_administrators_are_named_by_platform_and_id(catalogue: Catalogue) -> None:
    """They and nobody else, on the platform that is named; GUIDs whatever their case."""
    guid = "9A1F0000-0000-4000-8000-00000000000B"
    directory = _team(catalogue, "contact: x", f"{{name: E, administrators: ['slack:U0123', 'teams:{guid}']}}")
    assert directory.is_administrator("slack", "U0123")
    assert directory.is_administrator("teams", guid.lower())
    assert not directory.is_administrator("teams", "U0123")
    assert not directory.is_administrator("slack", "U0124")
    assert not Directory(Organisation("E"), {}).is_administrator("slack", "U0123")


@pytest.mark.parametrize(
    "who", ["U0123", "slack:", "slack:ana", "slack:@U0123", "teams:U0123", "email:a@example.com", "5"]
)
def test_an_administrator_that_is_none_is_a_mistake(catalogue: Catalogue, who: str) -> None:
    """Said with an example, and where it stands."""
    said = _mistake(catalogue, "contact: x", f"{{name: E, administrators: ['{who}']}}")
    assert "organisation.administrators.0" in said
    assert "slack:U0123" in said


def test_gaps_name_what_is_left_open(catalogue: Catalogue) -> None:
    """Each responsibility without an owner, each team without a place, and a missing fallback."""
    found = [gap.what for gap in gaps(_team(catalogue, "responsibilities: [it.network]"), catalogue)]
    assert len(found) == len(catalogue.responsibilities) - 1 + 2
    assert "it.access (Accounts and access) has no owner" in found
    assert not any("it.network" in what for what in found)
    assert "team ops has no place: give it slack or teams" in found
    assert found[-1].startswith("organisation.fallback names no team")


def test_a_complete_directory_has_no_gaps(catalogue: Catalogue) -> None:
    """Every responsibility owned, every team placed, a fallback named."""
    owned = ", ".join(catalogue.responsibilities)
    place = "slack: {workspace: T1, channel: C1}"
    directory = _team(catalogue, f"responsibilities: [{owned}]\n    {place}", "{name: E, fallback: ops}")
    assert gaps(directory, catalogue) == ()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("slack:U0123", "slack:U0123"),
        ("U0123", "slack:U0123"),
        ("'teams:29:1AbC-d_e'", "teams:29:1AbC-d_e"),
        ("'29:1AbC'", "teams:29:1AbC"),
        ("9A1F0000-0000-4000-8000-000000000001", "teams:9a1f0000-0000-4000-8000-000000000001"),
    ],
)
def test_responders_carry_their_platform(catalogue: Catalogue, written: str, meant: str) -> None:
    """Given, or plain from the shape of the id."""
    assert _team(catalogue, f"responders: [{written}]").teams["ops"].responders == (meant,)


@pytest.mark.parametrize("written", ["ben", "'@ben'", "slack:ben", "ben@example.org", "'slack:'", "'teams:'", "'#ops'"])
def test_a_responder_of_whom_the_platform_is_not_plain_is_a_mistake(catalogue: Catalogue, written: str) -> None:
    """Named by its line, in one sentence."""
    assert _mistake(catalogue, f"responders: [{written}]").startswith(":5: teams.ops.responders.0: ")


def test_a_team_id_that_the_database_would_not_take(tmp_path: Path, catalogue: Catalogue) -> None:
    """Refused when the file is read, not when a request is handed over."""
    path = tmp_path / "owners.yaml"
    path.write_text(f"organisation: {{name: Example}}\nteams:\n  {'x' * 64}: {{name: A}}\n  {'y' * 65}: {{name: B}}\n")
    with pytest.raises(MistakeInFileError, match=r":4: teams\.y+: the id of a team has 64 characters at most\."):
        load(path, catalogue)


def test_a_tenant_in_capitals_is_the_same_tenant(catalogue: Catalogue) -> None:
    """Activities write it in small letters, and so must what is compared with them."""
    file = _file(_WHOLE.replace("tenant: 1f1f", "tenant: 1F1F"))
    assert load(file, catalogue).teams["network-ops"].channels["teams"].workspace == "1f1f"


@pytest.mark.parametrize(
    "text", ["[]", "organisation: []\nteams: {}", "organisation: {name: X}\nteams: [a, b]", "teams: 3"]
)
def test_a_list_in_place_of_names_is_told_without_our_words(catalogue: Catalogue, text: str) -> None:
    """Who edits YAML by hand reads what to write there, and no name of our code."""
    with pytest.raises(MistakeInFileError) as told:
        load(_file(text), catalogue)
    assert is_one_sentence(str(told.value).partition(": ")[2])
    for word in ("dictionary", "instance", "_", "mapping"):
        assert word not in str(told.value).rpartition("/")[2]
