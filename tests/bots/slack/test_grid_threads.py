"""An Enterprise Grid organisation: a directory, a press and an event may each name it, or one of its workspaces."""

from typing import Any

import pytest

from bots.settings import Settings
from core.addresses import Channel
from core.desk.desk import Desk
from core.directory.model import Directory, Organisation, Team
from tests.bots.slack.conftest import Database, serving
from tests.bots.slack.test_handoff import BEN, HOME, Room, _says
from tests.bots.slack.test_limits import _limits
from tests.bots.slack.wire import direct, event, mention
from tests.support.slack_cloud import BOT_USER, TEAM, SlackDouble

ORGANISATION = "E0BIG"
SISTER = "T0SISTER"


def _from(workspace: str, payload: dict[str, Any]) -> dict[str, Any]:
    """An event as Slack sends it from a workspace of the organisation."""
    us = {"enterprise_id": ORGANISATION, "team_id": workspace, "user_id": BOT_USER, "is_bot": True}
    return {**payload, "enterprise_id": ORGANISATION, "team_id": workspace, "authorizations": [us]}


@pytest.mark.parametrize("named", [ORGANISATION, TEAM, SISTER])
@pytest.mark.parametrize("comes_from", [TEAM, SISTER])
async def test_replies_cross_whichever_workspace_is_named(
    desk: Desk, database: Database, settings: Settings, slack: SlackDouble, named: str, comes_from: str
) -> None:
    """What the team says in the card's thread, and its edit, reach the requester, and what the requester says reaches the team."""
    slack.members.add(HOME)
    slack.organisation = ORGANISATION
    team = Team("network-ops", "Network operations", ("it.network",), channels={"slack": Channel(named, HOME)})
    known = Desk(desk.catalogue, desk.suggest, Directory(Organisation("Example"), {team.id: team}))
    allowed = settings.model_copy(update={"slack_allowed_workspaces": (TEAM, SISTER, ORGANISATION)})
    async with serving(known, database.engine, allowed) as served:
        await served.until_trouble_is(None)
        room = Room(served, slack)
        await room.handed_over()
        card, _ = room.newest(HOME, "Request for")
        said = direct("which floor?", channel=HOME, channel_type="channel", thread_ts=card, user=BEN)
        await served.sending.event(_from(comes_from, event(said)))
        await served.deliver()
        (carried,) = (ts for ts, args in slack.posted if args["channel"] == "C0GENERAL" and "floor?" in str(args))
        # the same message, edited: Slack may name another workspace of those that share the channel
        edit = {"type": "message", "subtype": "message_changed", "channel": HOME, "channel_type": "channel"}
        edit |= {"ts": "1763999999.000001", "message": {**said, "text": "which room?"}, "previous_message": said}
        await served.sending.event(_from(SISTER, event(edit)))
        await served.deliver()
        redrawn = [call for call in slack.sent("chat.update") if call.args["ts"] == carried]
        assert "which room?" in _says(redrawn[-1])
        thread = next(args["thread_ts"] for _, args in slack.posted if args["channel"] == "C0GENERAL")
        answer = direct("the third", channel="C0GENERAL", channel_type="channel", thread_ts=thread)
        await served.sending.event(_from(comes_from, event(answer)))
        await served.deliver()
        assert [args for _, args in slack.posted if args["channel"] == HOME and "the third" in str(args)]


async def test_a_limit_is_one_persons_in_all_workspaces(
    desk: Desk, database: Database, settings: Settings, slack: SlackDouble
) -> None:
    """Who asks from several workspaces of the organisation gets as many answers as who asks from one."""
    slack.organisation = ORGANISATION
    allowed = settings.model_copy(update={"slack_allowed_workspaces": (ORGANISATION,)})
    async with serving(desk, database.engine, allowed, _limits(asks="2/10m")) as served:
        await served.until_trouble_is(None)
        for workspace in (TEAM, SISTER, "T0THIRD"):
            for _ in range(2):
                await served.sending.event(_from(workspace, event(mention("my vpn drops", team=workspace))))
        await served.deliver()
    assert len(await database.asked()) == 2
