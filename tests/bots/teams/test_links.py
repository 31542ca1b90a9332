"""Where a team's card in Teams links back to, for each way in by which a request can be asked."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.bots.teams.conftest import RunningWaypost, texts
from tests.bots.teams.payloads import CHANNEL, activity, in_channel, message
from tests.bots.teams.test_extension import Dialog
from tests.bots.teams.test_handoff import IN_CHANNEL, VPN, Room
from tests.support.app import OpenWaypost
from tests.support.microsoft_cloud import TENANT, Microsoft

GROUP: dict[str, Any] = {
    "conversation": {"isGroup": True, "conversationType": "groupChat", "tenantId": TENANT, "id": "19:abc@thread.v2"}
}
ROOT = CHANNEL.partition(";messageid=")[2]


@pytest.fixture
def room(waypost: RunningWaypost, microsoft: Microsoft, opened: OpenWaypost) -> Room:
    """With nothing said yet."""
    return Room(waypost, microsoft, opened)


async def _handed_over(room: Room, said: dict[str, Any], where: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """What was said is handed over: the team's card, and the address that it links back to."""
    await room.waypost.receive(said)
    await room.settle()
    preview = await room.press(room.calls[-1].card, "Hand to Network operations…", **where)
    await room.press(preview["value"], "Send it", **where)
    card = room.shown("Request for")[1]
    return card, _address(card)


def _address(card: dict[str, Any]) -> str:
    """Where the card says that it was asked; empty where it has no link."""
    runs = [run for block in card["body"] if block["type"] == "RichTextBlock" for run in block["inlines"]]
    opened = [run["selectAction"]["url"] for run in runs if "selectAction" in run]
    return next((url for url in opened if "/l/message/" in url), "")


async def test_a_mention_in_a_channel_links_to_the_message_in_its_thread(room: Room) -> None:
    """With the message that began the thread, without which Teams finds no reply."""
    said = in_channel(room.url, f"<at>Waypost</at> {VPN}")
    _, link = await _handed_over(room, said, IN_CHANNEL)
    address = urlsplit(link)
    assert (address.netloc, address.path) == (
        "teams.microsoft.com",
        f"/l/message/19%3Ageneral%40thread.tacv2/{said['id']}",
    )
    assert parse_qs(address.query) == {"tenantId": [TENANT], "parentMessageId": [ROOT]}


async def test_a_group_chat_links_to_the_message(room: Room) -> None:
    """As a chat's, which has no threads."""
    said = in_channel(room.url, f"<at>Waypost</at> {VPN}", **GROUP)
    _, link = await _handed_over(room, said, GROUP)
    address = urlsplit(link)
    assert address.path == f"/l/message/19%3Aabc%40thread.v2/{said['id']}"
    assert parse_qs(address.query) == {"tenantId": [TENANT], "context": ['{"contextType":"chat"}']}


async def test_a_personal_chat_has_no_link(room: Room) -> None:
    """Nobody else could open it, and the card says so."""
    card, link = await _handed_over(room, message(room.url, VPN), {})
    assert link == ""
    assert "in a personal chat" in texts(card)


async def test_the_message_extension_links_to_the_message(
    room: Room, waypost: RunningWaypost, microsoft: Microsoft
) -> None:
    """By the address that Teams itself sends along."""
    dialog = Dialog(waypost, microsoft)
    shown = await dialog.opened(VPN)
    preview = await dialog.press(shown, "Hand to Network operations…")
    assert preview
    await dialog.press(preview, "Send it")
    await room.settle()
    cards = [call.card for call in room.calls if "attachments" in str(call.body)]
    card = next(card for card in cards if card["body"][0].get("text", "").startswith("Request for"))
    assert _address(card) == "https://teams.microsoft.com/l/message/19%3Ageneral/1700000000001"


async def test_an_example_links_to_the_message_that_it_was_pressed_on(room: Room) -> None:
    """The help in a channel."""
    await room.waypost.receive(in_channel(room.url, "<at>Waypost</at> help"))
    await room.settle()
    await room.press(room.calls[-1].card, "My VPN drops every ten minutes", **IN_CHANNEL)
    preview = await room.press(room.calls[-1].card, "Hand to Network operations…", **IN_CHANNEL)
    await room.press(preview["value"], "Send it", **IN_CHANNEL)
    assert urlsplit(_address(room.shown("Request for")[1])).path.endswith("/sent-1")


async def test_a_requester_is_named_and_not_mentioned(room: Room) -> None:
    """Teams takes a mention only of who is in the conversation, and who asks seldom is in the team's channel."""
    said = in_channel(room.url, f"<at>Waypost</at> {VPN}")
    card, _ = await _handed_over(room, said, IN_CHANNEL)
    assert "Alex" in texts(card)
    assert "<at>" not in str(card)
    assert "entities" not in str(card.get("msteams"))
    assert activity(room.url)["from"]["id"] not in str(card["body"])
