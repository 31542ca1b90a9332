"""What Teams shows somebody who does too much at once: a polite word to that person alone, and nothing lost."""

import asyncio
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from core.desk.desk import Desk
from core.limits import Limit
from tests.bots.teams.conftest import Start, texts
from tests.bots.teams.payloads import CHANNEL, CHAT, action_of, in_channel, message, press
from tests.support.app import open_waypost
from tests.support.microsoft_cloud import TENANT, Microsoft

VPN = "My VPN drops every ten minutes"
HOME = "19:network@thread.tacv2"
_IN_CHANNEL: dict[str, Any] = {
    "conversation": {"isGroup": True, "conversationType": "channel", "tenantId": TENANT, "id": CHANNEL}
}


async def test_forty_hand_offs_in_seconds(start: Start, desk: Desk, engine: AsyncEngine, microsoft: Microsoft) -> None:
    """As many as the limit says reach the team; each other press is answered politely to who pressed alone."""
    opened = open_waypost(desk, engine, limits={"handoffs": Limit.of("10/10m")})
    waypost = await start(opened.waypost)
    url, calls = microsoft.service_url, microsoft.connector.calls
    for _ in range(40):
        await waypost.receive(message(url, VPN))
    await waypost.platform.settle()
    suggestions = [call.card for call in calls]
    sends = []
    for card in suggestions:
        preview = (await waypost.receive(press(url, action_of(card, "Hand to Network operations…")))).json()
        sends.append(press(url, action_of(preview["value"], "Send it")))
    answers = [response.json() for response in await asyncio.gather(*(waypost.receive(each) for each in sends))]
    await waypost.platform.settle()
    await opened.deliver(waypost.platform.messenger)
    refused = [answer for answer in answers if "You've handed over 10 requests" in str(answer["value"])]
    assert len(suggestions) == 40
    assert len(refused) == 30
    assert {answer["type"] for answer in refused} == {"application/vnd.microsoft.activity.message"}
    cards = [call for call in calls if call.method != "PUT" and HOME in str(call.body)]
    assert len(cards) == 10


async def test_mentions_beyond_the_limit_are_answered_privately(
    start: Start, desk: Desk, engine: AsyncEngine, microsoft: Microsoft
) -> None:
    """The refusal goes to the personal chat, and the channel gets no word about it."""
    opened = open_waypost(desk, engine, limits={"asks": Limit.of("2/1m")})
    waypost = await start(opened.waypost)
    url, calls = microsoft.service_url, microsoft.connector.calls
    await waypost.receive(message(url, "help"))  # so that there is a personal chat
    await waypost.platform.settle()
    for _ in range(3):
        await waypost.receive(in_channel(url, f"<at>Waypost</at> {VPN}"))
    await waypost.platform.settle()
    in_the_channel = [call for call in calls if call.conversation == CHANNEL]
    alone = [call for call in calls if call.conversation == CHAT][1:]
    assert len(in_the_channel) == 1
    assert ["You've asked me 2 things" in texts(call.card) for call in alone] == [True, True]
