"""Enterprise Grid: workspaces of one organisation that share a channel, and teams that sit in an organisation."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import Any

import pytest

from bots import access
from bots.settings import Settings
from core.addresses import Channel
from core.desk.desk import Desk
from core.directory.model import Directory, Team
from tests.bots.slack.blockkit import controls
from tests.bots.slack.conftest import Database, Served, serving
from tests.bots.slack.test_handoff import BEN, HOME, VPN, Room
from tests.bots.slack.wire import direct, event, mention, press, submission
from tests.support.slack_cloud import TEAM, Call, SlackDouble

BIG, SISTER, OTHER = "E0BIG", "T0SISTER", "T0OTHER"
FAR = "U0FAR"


@pytest.fixture(autouse=True)
def _grid(slack: SlackDouble) -> None:
    """Our workspace is one of an organisation's; Far Away is of another of its workspaces."""
    slack.members |= {HOME, "D0ANA"}
    slack.organisation_above = BIG
    slack.names[FAR] = "Far Away"
    slack.homes[FAR], slack.organisations[FAR] = SISTER, BIG


def _says(calls: list[Call]) -> str:
    return " ".join(str(call.args) for call in calls)


class Grid(Room):
    """Somebody in the team's channel."""

    user = FAR
    team = SISTER
    came_by = TEAM

    def _signed(self, payload: dict[str, Any]) -> dict[str, Any]:
        """The payload as Slack sends it of that person, by the installation of `came_by`."""
        organisation = BIG if self.came_by != OTHER else None
        payload = {**payload, "is_ext_shared_channel": False}
        if "event" in payload:
            told = {"team_id": self.came_by, "enterprise_id": organisation}
            payload["authorizations"] = [{**payload["authorizations"][0], **told}]
            payload["event"] |= {"team": self.team, "user_team": self.team}
            return {**payload, **told}
        user = {"id": self.user, "username": "far", "team_id": self.team}
        enterprise = {"id": organisation} if organisation else None
        return {**payload, "user": user, "team": {"id": self.came_by}, "enterprise": enterprise}

    async def says(self, what: dict[str, Any]) -> str:
        """An event of theirs; what is sent then."""
        before = len(self.slack.calls)
        assert await self.served.sending.event(self._signed(event({**what, "user": self.user}))) == (200, "")
        await self.served.deliver()
        return _says(self.slack.calls[before:])

    async def presses(self, label: str, shown: Call | None = None, **where: str) -> list[Call]:
        """They press a button of what is shown, or else of the team's card; what is sent then."""
        before = len(self.slack.calls)
        if shown is None:
            where["message"], shown = self.newest(HOME, "Request for")
        control = next(c for c in controls(shown.args) if c.get("text", {}).get("text", "").startswith(label))
        payload = self._signed(press(self.slack, control, **{"channel": HOME, **where}))
        self.slack.triggers.add(payload["trigger_id"])
        assert await self.served.sending.interaction(payload) == (200, "")
        await self.served.deliver()
        return self.slack.calls[before:]

    async def fills_in(self, calls: list[Call], **filled_in: str) -> str:
        """They send the form that was opened, if one was; what is sent then."""
        before = len(self.slack.calls)
        for call in calls:
            if call.method == "views.open" and call.args["view"].get("submit"):
                payload = self._signed(submission(call.args["view"], self.user, **filled_in))
                assert (await self.served.sending.interaction(payload))[0] == 200
        await self.served.deliver()
        return _says(self.slack.calls[before:])


async def _asks(room: Grid) -> bool:
    return "Not right" in await room.says(mention("my screen flickers"))


async def _lists(room: Grid) -> bool:
    said = await room.says(mention("status", channel=HOME))
    assert "Network operations" in said
    return VPN in said


async def _owners(room: Grid) -> bool:
    said = await room.says(mention("owners", channel=HOME))
    assert said
    return "Network operations" in said


async def _takes(room: Grid) -> bool:
    return "Taken by Far Away" in _says(await room.presses("Take it"))


async def _resolves(room: Grid) -> bool:
    ts, card = room.newest(HOME, "Request for")
    await room.press(card, "Take it", BEN, message=ts, channel=HOME)
    await room.fills_in(await room.presses("Resolve"), note="new cable")
    return "new cable" in _says([room.newest("C0GENERAL", "Handed to")[1]])


async def _speaks_as_the_team(room: Grid) -> bool:
    ts, _ = room.newest(HOME, "Request for")
    said = await room.says(direct("which floor?", channel=HOME, channel_type="channel", thread_ts=ts))
    return "Far Away" in said and "which floor?" in said and "a guest in" not in said


Door = Callable[[Grid], Awaitable[bool]]
_DOORS: dict[str, Door] = {
    "status in the team's channel": _lists,
    "the list of owners": _owners,
    "a press": _takes,
    "a form": _resolves,
    "a word in the team's thread": _speaks_as_the_team,
}

Seat = Callable[..., AbstractAsyncContextManager[Served]]


@pytest.fixture
def seat(desk: Desk, database: Database, settings: Settings) -> Seat:
    """Serves with the team in a workspace or an organisation, and a list of who is allowed."""

    def seated(place: str = TEAM, *allowed: str, **team: Any) -> AbstractAsyncContextManager[Served]:  # noqa: ANN401
        assert desk.directory is not None
        teams = dict(desk.directory.teams)
        teams["network-ops"] = replace(teams["network-ops"], channels={"slack": Channel(place, HOME)}, **team)
        teams["other"] = Team("other", "Other Ltd", ("it.support",), channels={"slack": Channel(OTHER, "C0OTHER")})
        directory = Directory(desk.directory.organisation, teams)
        listed = settings.model_copy(update={"slack_allowed_workspaces": allowed})
        return serving(Desk(desk.catalogue, desk.suggest, directory), database.engine, listed)

    return seated


async def _handed_over(served: Served, slack: SlackDouble) -> Grid:
    await served.until_trouble_is(None)
    room = Grid(served, slack)
    await room.handed_over()
    return room


@pytest.mark.parametrize("door", _DOORS)
@pytest.mark.parametrize("allowed", [(), (TEAM,), (TEAM, BIG)])
async def test_a_sister_workspaces_people_count_once_the_organisation_does(
    seat: Seat, slack: SlackDouble, allowed: tuple[str, ...], door: str
) -> None:
    """In a channel that its workspaces share: with one of them allowed others' people only ask, with all of it they are members."""
    async with seat(TEAM, *allowed) as served:
        room = await _handed_over(served, slack)
        assert await _asks(room)
        assert await _DOORS[door](room) is (BIG in allowed)


@pytest.mark.parametrize("door", ["a press", "a form", "a word in the team's thread", "status in the team's channel"])
async def test_whom_a_team_names_acts_for_it_from_a_sister_workspace(seat: Seat, slack: SlackDouble, door: str) -> None:
    """Where only the team's own workspace is allowed, too."""
    async with seat(TEAM, responders=(f"slack:{FAR}", f"slack:{BEN}")) as served:
        assert await _DOORS[door](await _handed_over(served, slack))


@pytest.mark.parametrize("door", _DOORS)
@pytest.mark.parametrize("came_by", [TEAM, SISTER])
async def test_an_organisation_that_the_directory_names_is_its_people(
    seat: Seat, slack: SlackDouble, door: str, came_by: str
) -> None:
    """With a token of one workspace in the channels that it shares, and with the organisation's in all of its workspaces."""
    if came_by == SISTER:
        slack.organisation = BIG
    async with seat(BIG) as served:
        room = await _handed_over(served, slack)
        room.came_by = came_by
        assert await _DOORS[door](room)


@pytest.mark.parametrize("door", ["a press", "a form", "a word in the team's thread", "status in the team's channel"])
async def test_people_of_another_company_are_none_of_the_organisation(
    seat: Seat, slack: SlackDouble, door: str
) -> None:
    """Theirs may be a workspace that is allowed, and that Slack names as the one that it comes from."""
    slack.homes[FAR], slack.organisations[FAR] = OTHER, ""
    async with seat(BIG) as served:
        room = await _handed_over(served, slack)
        room.team = room.came_by = OTHER
        assert not await _DOORS[door](room)


@pytest.mark.parametrize(
    ("home", "organisation", "came_by", "sees"),
    [(TEAM, BIG, TEAM, True), (SISTER, BIG, SISTER, True), (OTHER, "", OTHER, False)],
)
async def test_a_home_lists_what_an_organisations_team_has_open(
    seat: Seat, slack: SlackDouble, home: str, organisation: str, came_by: str, *, sees: bool
) -> None:
    """For its responders; whoever has the id of one elsewhere is somebody else."""
    slack.homes[FAR], slack.organisations[FAR] = home, organisation
    async with seat(BIG, responders=(f"slack:{FAR}",)) as served:
        room = await _handed_over(served, slack)
        room.team, room.came_by = home, came_by
        await room.says({"type": "app_home_opened", "tab": "home"})
        drawn = slack.sent("views.publish")[-1]
        assert (VPN in _says([drawn])) is sees


async def test_a_workspace_without_a_team_sees_its_open_requests_through(
    desk: Desk, database: Database, settings: Settings, slack: SlackDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its last team has left the directory: people there finish what is open, and are strangers then."""
    monkeypatch.setattr(access, "_IN_USE_SECONDS", 0.0)
    slack.homes[FAR], slack.organisations[FAR] = OTHER, ""
    assert desk.directory is not None
    network = replace(
        desk.directory.teams["network-ops"], channels={"slack": Channel(OTHER, HOME)}, responders=(f"slack:{FAR}",)
    )
    mine = Desk(desk.catalogue, desk.suggest, replace(desk.directory, teams={network.id: network}))
    async with serving(mine, database.engine, settings) as served:
        room = await _handed_over(served, slack)
        room.team = room.came_by = OTHER
        mine.directory = replace(desk.directory, teams={"desk": Team("desk", "Desk", ("it.network",))})
        assert await _takes(room)
        await room.fills_in(await room.presses("Resolve"), note="new cable")
        assert "new cable" in _says([room.newest("C0GENERAL", "Handed to")[1]])
        assert await room.says(mention(VPN)) == ""
