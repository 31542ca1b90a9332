"""An organisation that installed us as a whole: Slack names it, one of its workspaces, or now this and now that, and it is one person."""

from typing import Any

import pytest

from bots.settings import Settings
from core.addresses import Channel
from core.desk.desk import Desk
from core.directory.model import Directory, Organisation, Team
from tests.bots.slack.blockkit import controls
from tests.bots.slack.conftest import Database, serving
from tests.bots.slack.test_handoff import BEN, HOME, VPN, Room, _says
from tests.bots.slack.test_oauth import _install, oauth  # noqa: F401 - the fixture is used by its name
from tests.bots.slack.wire import ANA, direct, event, mention, press, submission
from tests.support.slack_cloud import BOT_USER, Call, SlackDouble

BIG, NEW, SISTER = "E0BIG", "T0NEW", "T0SISTER"


class Grid(Room):
    """People of an organisation; what names it in events, and in presses, is set."""

    events_name = BIG
    presses_name: str | None = None

    def _event(self, what: dict[str, Any]) -> dict[str, Any]:
        payload = event(what)
        workspace = None if self.events_name == BIG else self.events_name
        us = {
            "enterprise_id": BIG,
            "team_id": workspace,
            "user_id": BOT_USER,
            "is_bot": True,
            "is_enterprise_install": True,
        }
        payload["event"].pop("team", None)
        return {**payload, "team_id": workspace or NEW, "enterprise_id": BIG, "authorizations": [us]}

    async def says(self, what: dict[str, Any]) -> list[Call]:
        """An event; what is sent then."""
        before = len(self.slack.calls)
        assert await self.served.sending.event(self._event(what)) == (200, "")
        await self.served.deliver()
        return self.slack.calls[before:]

    async def presses(self, shown: Call, label: str, user: str = ANA, **where: Any) -> list[Call]:  # noqa: ANN401
        """A press; what is sent then."""
        before = len(self.slack.calls)
        control = next(c for c in controls(shown.args) if c.get("text", {}).get("text", "").startswith(label))
        payload = press(self.slack, control, **where)
        payload |= {"team": {"id": self.presses_name} if self.presses_name else None, "enterprise": {"id": BIG}}
        payload |= {"user": {"id": user, "username": "someone", "team_id": NEW}, "is_enterprise_install": True}
        self.slack.triggers.add(payload["trigger_id"])
        assert await self.served.sending.interaction(payload) == (200, "")
        await self.served.deliver()
        return self.slack.calls[before:]

    async def hands_over(self) -> None:
        """Ana hands a request over from a mention."""
        asked = mention(VPN)
        await self.says(asked)
        answer = self.slack.sent()[-1]
        (preview,) = _shown(await self.presses(answer, "Hand to", message=self.slack.posted[-1][0], thread=asked["ts"]))
        await self.presses(preview, "Send", thread=asked["ts"])

    def status(self) -> tuple[str, Call]:
        """How it stands, for Ana."""
        return self.newest("C0GENERAL", "Handed to")


def _shown(calls: list[Call]) -> list[Call]:
    return [c for c in calls if c.method in ("chat.postMessage", "chat.postEphemeral", "chat.update", "response_url")]


def _all(calls: list[Call]) -> str:
    return " ".join(str(call.args) for call in calls)


_NAMED = [(BIG, None, NEW, False), (NEW, None, BIG, False), (SISTER, NEW, SISTER, False), (BIG, None, SISTER, True)]


@pytest.fixture(params=_NAMED, ids=str)
async def grid(
    request: pytest.FixtureRequest,
    desk: Desk,
    database: Database,
    settings: Settings,
    oauth: Settings,  # noqa: F811 - the fixture
    slack: SlackDouble,
) -> Any:  # noqa: ANN401
    """Served to the organisation: what names it in events, in presses (None: the person's own workspace), and in the directory.

    With its own token, or installed by it.
    """
    slack.members |= {HOME, "D0ANA"}
    slack.organisation = BIG
    slack.homes[ANA] = slack.homes[BEN] = NEW
    slack.organisations[ANA] = slack.organisations[BEN] = BIG
    team = Team(
        "network-ops", "Network operations", ("it.network",), channels={"slack": Channel(request.param[2], HOME)}
    )
    known = Desk(desk.catalogue, desk.suggest, Directory(Organisation("Example"), {team.id: team}))
    events_name, presses_name, _, installs = request.param
    allowed = (oauth if installs else settings).model_copy(update={"slack_allowed_workspaces": (BIG,)})
    async with serving(known, database.engine, allowed) as served:
        await served.until_trouble_is(None)
        if installs:
            await _install(served)
        room = Grid(served, slack)
        room.events_name, room.presses_name = events_name, presses_name
        await room.hands_over()
        yield room


async def test_a_requester_withdraws_their_own(grid: Grid) -> None:
    """Whatever was named when it was asked."""
    ts, status = grid.status()
    await grid.presses(status, "Withdraw", message=ts)
    assert "Withdrawn" in _says(grid.status()[1])


async def test_a_requester_sees_their_own(grid: Grid) -> None:
    """When asking for the status, and at home; by an event, and by a press of a button."""
    assert VPN in _all(await grid.says(direct("status")))
    assert VPN in _all(await grid.says({"type": "app_home_opened", "tab": "home", "user": ANA}))


async def test_replies_are_those_of_the_two_sides(grid: Grid) -> None:
    """The requester speaks as the requester, and the team as the team."""
    thread = next(args["thread_ts"] for _, args in grid.slack.posted if args["channel"] == "C0GENERAL")
    said = await grid.says(direct("the third", channel="C0GENERAL", channel_type="channel", thread_ts=thread))
    assert "the third" in _all(said)
    assert "not speaking for" not in _all(said)
    card, _ = grid.newest(HOME, "Request for")
    said = await grid.says(direct("which floor?", channel=HOME, channel_type="channel", thread_ts=card, user=BEN))
    assert "which floor?" in _all(said)
    assert "guest" not in _all(said)


async def test_the_team_takes_it_and_sees_it_through(grid: Grid) -> None:
    """And finds it in its list."""
    assert VPN in _all(await grid.says(mention("status", channel=HOME, user=BEN)))
    ts, card = grid.newest(HOME, "Request for")
    await grid.presses(card, "Take it", BEN, channel=HOME, message=ts)
    ts, card = grid.newest(HOME, "Request for")
    assert "Taken by Ben Okafor" in _says(card)
    assert VPN in _all(await grid.says({"type": "app_home_opened", "tab": "home", "user": BEN}))
    opened = await grid.presses(card, "Resolve", BEN, channel=HOME, message=ts)
    view = next(call for call in opened if call.method == "views.open").args["view"]
    sent = submission(view, BEN, note="new cable")
    sent |= {"team": None, "enterprise": {"id": BIG}, "is_enterprise_install": True}
    sent["user"] |= {"team_id": NEW}
    assert await grid.served.sending.interaction(sent) == (200, "")
    await grid.served.deliver()
    assert "new cable" in _says(grid.status()[1])


async def test_a_redrawn_answer_replaces_the_private_one(grid: Grid) -> None:
    """The requester's reply button works from the status, wherever it stands."""
    ts, status = grid.status()
    opened = await grid.presses(status, "Reply", message=ts)
    assert [call for call in opened if call.method == "views.open"]
