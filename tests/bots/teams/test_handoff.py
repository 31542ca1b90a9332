"""A hand-off in Teams, from the press on a suggestion to its end, as Teams sends and gets it."""

from typing import Any

import pytest

from bots.teams.render import card as draw
from core.conversation.actions import Action, Verb
from core.conversation.outline import Outline, OwnView
from core.conversation.people import Person
from tests.bots.teams.conftest import RunningWaypost, texts
from tests.bots.teams.payloads import (
    CHANNEL,
    CHAT,
    PERSON,
    action_of,
    actions,
    activity,
    in_channel,
    message,
    press,
)
from tests.support.app import OpenWaypost
from tests.support.microsoft_cloud import TENANT, Call, Microsoft

HOME = "19:network@thread.tacv2"
VPN = "My VPN drops every ten minutes"
TEXT = "application/vnd.microsoft.activity.message"
CARD = "application/vnd.microsoft.card.adaptive"
BEN: dict[str, Any] = {"from": {"id": "29:ben", "name": "Ben Okafor"}}
AT_HOME: dict[str, Any] = {
    "conversation": {"isGroup": True, "conversationType": "channel", "tenantId": TENANT, "id": f"{HOME};messageid=1"}
}
"""The team's own channel, where its cards stand."""
BEN_THERE = BEN | AT_HOME
IN_CHANNEL: dict[str, Any] = {
    "conversation": {"isGroup": True, "conversationType": "channel", "tenantId": TENANT, "id": CHANNEL}
}


class Room:
    """People in a tenant, and what they see."""

    def __init__(self, waypost: RunningWaypost, microsoft: Microsoft, opened: OpenWaypost) -> None:
        self.waypost, self.microsoft, self.opened = waypost, microsoft, opened
        self.url = microsoft.service_url

    @property
    def calls(self) -> list[Call]:
        """Everything that was sent."""
        return self.microsoft.connector.calls

    async def settle(self) -> None:
        """Wait until all that came in is worked on, then deliver what follows from it."""
        await self.waypost.platform.settle()
        await self.opened.deliver(self.waypost.platform.messenger)

    async def press(
        self, card: dict[str, Any], title: str, filled_in: dict[str, str] | None = None, **fields: object
    ) -> dict[str, Any]:
        """Press a button, with a form what was filled into it; the answer to the invoke."""
        action = action_of(card, title)
        if action["type"] == "Action.ShowCard":
            (action,) = action["card"]["actions"]
            added = {f"{action['data']['form']}{name}": text for name, text in (filled_in or {}).items()}
            action = {**action, "data": {**action["data"], **added}}
        response = await self.waypost.receive(press(self.url, action, **fields))
        await self.settle()
        return response.json()

    async def suggested(self) -> dict[str, Any]:
        """The suggestion for a mention in a channel."""
        await self.waypost.receive(in_channel(self.url, f"<at>Waypost</at> {VPN}"))
        await self.settle()
        return self.calls[-1].card

    async def handed_over(self) -> None:
        """The suggestion was handed over."""
        preview = await self.press(await self.suggested(), "Hand to Network operations…", **IN_CHANNEL)
        await self.press(preview["value"], "Send it", **IN_CHANNEL)

    def shown(self, title: str) -> tuple[Call, dict[str, Any]]:
        """The call by which the newest message of that title was posted, and its card as it was drawn last."""
        cards = [c for c in self.calls if c.method != "PUT" and c.body.get("activity", c.body).get("attachments")]
        posted = [c for c in cards if c.card["body"][0].get("text", "").startswith(title)][-1]
        number = self.calls.index(posted) + 1
        redrawn = [c.card for c in self.calls if c.method == "PUT" and c.activity == f"sent-{number}"]
        return posted, (redrawn or [posted.card])[-1]


@pytest.fixture
def room(waypost: RunningWaypost, microsoft: Microsoft, opened: OpenWaypost) -> Room:
    """With nothing said yet."""
    return Room(waypost, microsoft, opened)


async def test_the_preview_is_seen_by_who_pressed_alone(room: Room) -> None:
    """It is the answer to the press, and nothing in the channel changes before it is sent."""
    card = await room.suggested()
    before = len(room.calls)
    answer = await room.press(card, "Hand to Network operations…", **IN_CHANNEL)
    assert answer["type"] == CARD
    assert VPN in texts(answer["value"])
    edited = await room.press(answer["value"], "Edit…", {"text": "VPN drops on floor 3"}, **IN_CHANNEL)
    assert "VPN drops on floor 3" in texts(edited["value"])
    assert len(room.calls) == before
    await room.press(edited["value"], "Send it", **IN_CHANNEL)
    assert "VPN drops on floor 3" in texts(room.shown("Request for")[1])


async def test_from_a_mention_to_the_teams_channel(room: Room) -> None:
    """The card begins a thread in the team's channel and links back; the status stands where it was asked."""
    await room.handed_over()
    posted, card = room.shown("Request for")
    assert posted.body["channelData"]["channel"]["id"] == HOME
    assert "Alex" in texts(card)
    assert "https://teams.microsoft.com/l/message/19%3Ageneral%40thread.tacv2/" in texts(card)
    posted, status = room.shown("Handed to")
    assert posted.conversation == CHANNEL
    assert "Open" in texts(status)


async def test_it_is_taken_and_resolved(room: Room) -> None:
    """Who presses sees it at once, everybody right after; the note arrives with the requester."""
    await room.handed_over()
    _, card = room.shown("Request for")
    answer = await room.press(card, "Take it", **BEN_THERE)
    assert "Taken by Ben Okafor" in texts(answer["value"])
    assert "Taken by Ben Okafor" in texts(room.shown("Request for")[1])
    assert "Taken by Ben Okafor" in texts(room.shown("Handed to")[1])
    await room.press(room.shown("Request for")[1], "Resolve…", {"note": "new cable"}, **BEN_THERE)
    assert "new cable" in texts(room.shown("Handed to")[1])


async def test_the_requester_sees_the_teams_card_in_another_way(room: Room) -> None:
    """Who asked and looks at the team's channel can withdraw there and take nothing; everybody else sees the card as it is."""
    await room.handed_over()
    _, card = room.shown("Request for")
    assert card["refresh"]["userIds"] == [activity(room.url)["from"]["id"]]
    look = card["refresh"]["action"]
    before = len(room.calls)

    mine = (await room.waypost.receive(press(room.url, look, **AT_HOME))).json()
    assert mine["type"] == CARD
    assert {action["title"] for action in actions(mine["value"])} == {"Reply…", "Withdraw"}
    assert mine["value"]["refresh"] == card["refresh"]
    others = (await room.waypost.receive(press(room.url, look, **BEN_THERE))).json()
    assert "Take it" in {action["title"] for action in actions(others["value"])}
    await room.settle()
    assert len(room.calls) == before

    await room.press(mine["value"], "Withdraw", **AT_HOME)
    _, card = room.shown("Request for")
    assert "Withdrawn by Alex" in texts(card)
    assert "refresh" not in card


def test_a_requester_from_slack_has_no_view_of_their_own_here() -> None:
    """People of another platform are nobody here, and their ids stay there."""
    ana = Person("slack", "T0123", "U0ANA", "Ana")
    drawn = draw(Outline("Request", (), "Request", OwnView(ana, Action(Verb.REFRESH, "h1"))))
    assert "refresh" not in drawn
    assert "U0ANA" not in str(drawn)


async def test_who_is_late_is_told(room: Room) -> None:
    """The second of two who press is told who was first, beside the card."""
    await room.handed_over()
    _, card = room.shown("Request for")
    await room.press(card, "Take it", **BEN_THERE)
    late = await room.press(card, "Take it", **AT_HOME)
    assert late["type"] == TEXT
    assert "Taken by Ben Okafor" in late["value"]


async def test_not_ours_asks_where_it_belongs(room: Room) -> None:
    """The form offers the other responsibilities; nobody's here ends it with the reason."""
    await room.handed_over()
    _, card = room.shown("Request for")
    body = action_of(card, "Not ours…")["card"]["body"]
    (choices,) = (field["choices"] for field in body if field["type"] == "Input.ChoiceSet")
    assert "it.network" not in {choice["value"] for choice in choices}
    await room.press(card, "Not ours…", {"belongs": "none", "note": "the landlord's"}, **BEN_THERE)
    assert "the landlord's" in texts(room.shown("Handed to")[1])


async def test_from_the_personal_chat(room: Room) -> None:
    """There the status stands in that chat, and withdrawing it changes the team's card."""
    await room.waypost.receive(message(room.url, VPN))
    await room.settle()
    preview = await room.press(room.calls[-1].card, "Hand to Network operations…")
    await room.press(preview["value"], "Send it")
    posted, status = room.shown("Handed to")
    assert posted.conversation == CHAT
    await room.press(status, "Withdraw")
    assert "Withdrawn by Alex" in texts(room.shown("Request for")[1])


async def test_an_old_client_can_do_all_of_it(room: Room) -> None:
    """Action.Submit comes as a message, and is answered by one: the preview in person, for it is for nobody else."""
    card = await room.suggested()
    fallback = action_of(card, "Hand to Network operations…")["fallback"]
    await room.waypost.receive(message(room.url, None, value=fallback["data"], **IN_CHANNEL))
    await room.settle()
    posted, said = room.calls[-2:]
    preview = posted.card
    assert VPN in texts(preview)
    assert posted.conversation == f"a:with-{PERSON}"
    assert (said.conversation, "personal chat" in said.body["text"]) == (CHANNEL, True)
    in_person = {"conversationType": "personal", "tenantId": TENANT, "id": posted.conversation}
    send = action_of(preview, "Send it")["fallback"]["data"]
    await room.waypost.receive(message(room.url, None, value=send, conversation=in_person))
    await room.settle()
    assert VPN in texts(room.shown("Request for")[1])


async def test_what_the_team_says_in_the_cards_thread_crosses(room: Room) -> None:
    """A mention there is a word to the requester, and no question; edits and deletions follow it."""
    await room.handed_over()
    number = room.calls.index(room.shown("Request for")[0]) + 1
    there = {"conversationType": "channel", "tenantId": TENANT, "id": f"{HOME};messageid=sent-{number}"}
    said = in_channel(room.url, "<at>Waypost</at> Which <b>floor</b>? &amp; since when", conversation=there, **BEN)
    before = len(room.calls)
    await room.waypost.receive(said)
    await room.settle()
    (crossed,) = room.calls[before:]
    assert crossed.conversation == CHANNEL
    assert "Ben Okafor" in texts(crossed.card)
    assert "Which <b>floor</b>? & since when" in texts(crossed.card)
    edit = {**said, "type": "messageUpdate", "text": "<at>Waypost</at> Which room?"}
    await room.waypost.receive({**edit, "channelData": {**said["channelData"], "eventType": "editMessage"}})
    await room.settle()
    assert room.calls[-1].method == "PUT"
    assert "Which room?" in texts(room.calls[-1].card)
    await room.waypost.receive(activity(room.url, type="messageDelete", id=said["id"], conversation=there, **BEN))
    await room.settle()
    assert "deleted" in texts(room.calls[-1].card)


async def test_what_the_requester_says_in_their_thread_crosses(room: Room) -> None:
    """With a mention and, where Teams lets us hear it, without; elsewhere a mention asks us, and the rest is nobody's business."""
    await room.handed_over()
    before = len(room.calls)
    await room.waypost.receive(in_channel(room.url, "it got worse", mentioned=False))
    await room.settle()
    (crossed,) = room.calls[before:]
    assert crossed.conversation.startswith(HOME)
    before = len(room.calls)
    await room.waypost.receive(in_channel(room.url, "<at>Waypost</at> any news?"))
    await room.settle()
    (crossed,) = [call for call in room.calls[before:] if call.conversation.startswith(HOME)]
    assert "any news?" in texts(crossed.card)
    elsewhere = {**IN_CHANNEL["conversation"], "id": "19:general@thread.tacv2;messageid=99"}
    await room.waypost.receive(in_channel(room.url, "<at>Waypost</at> the printer is jammed", conversation=elsewhere))
    await room.settle()
    assert "Not right?" in texts(room.calls[-1].card)
    before = len(room.calls)
    await room.waypost.receive(in_channel(room.url, "lunch?", mentioned=False, conversation=elsewhere))
    await room.settle()
    assert len(room.calls) == before


async def test_references_survive_a_restart(room: Room) -> None:
    """What was met is in the database: a hand-off that waits is delivered by the next process."""
    await room.handed_over()
    from bots.teams.conversations import References  # noqa: PLC0415

    assert await References(room.opened.engine).of(TENANT, "19:general@thread.tacv2")


@pytest.mark.parametrize(
    "fields",
    [
        BEN | IN_CHANNEL,
        BEN,
        AT_HOME | {"from": {"id": "29:eve", "name": "Eve", "tenantId": "another-tenant"}},
        AT_HOME | {"from": {"id": "29:eve", "name": "Eve", "userRole": "guest"}},
    ],
)
async def test_who_is_not_of_the_team_takes_nothing(room: Room, fields: dict[str, Any]) -> None:
    """From another conversation, another tenant, or as a guest: they are told why, and nobody else sees it."""
    await room.handed_over()
    _, card = room.shown("Request for")
    before = len(room.calls)
    answer = await room.press(card, "Take it", **fields)
    assert answer["type"] == TEXT
    assert "Only members of Network operations" in answer["value"]
    assert len(room.calls) == before


async def test_somebody_elses_question_is_not_handed_over(room: Room) -> None:
    """The person who pressed is told so alone."""
    card = await room.suggested()
    before = len(room.calls)
    answer = await room.press(card, "Hand to Network operations…", **BEN, **IN_CHANNEL)
    assert answer["type"] == TEXT
    assert "Only the person who asked" in answer["value"]
    assert len(room.calls) == before


async def test_who_edits_a_password_into_a_reply_is_told_once(room: Room) -> None:
    """The other side sees it masked, and its author is told so alone, as for a new message."""
    await room.handed_over()
    number = room.calls.index(room.shown("Request for")[0]) + 1
    there = {"conversationType": "channel", "tenantId": TENANT, "id": f"{HOME};messageid=sent-{number}"}
    said = in_channel(room.url, "<at>Waypost</at> Which floor?", conversation=there, **BEN)
    await room.waypost.receive(said)
    await room.settle()
    before = len(room.calls)
    for text in ("The password is hunter2!", "The password is hunter2! Thanks"):
        await room.waypost.receive({**said, "type": "messageUpdate", "text": f"<at>Waypost</at> Which floor? {text}"})
        await room.settle()
    told = [call for call in room.calls[before:] if "a password" in str(call.body)]
    assert [call.conversation for call in told] == ["a:with-29:ben"]
    assert "[masked]" in texts(next(c for c in reversed(room.calls) if c.method == "PUT").card)
    assert "hunter2" not in str([call.body for call in room.calls])


async def test_an_edit_back_to_an_earlier_wording_is_carried(room: Room) -> None:
    """Within minutes too: Teams tells when it sent each, and only what it sends again is taken for known."""
    await room.handed_over()
    number = room.calls.index(room.shown("Request for")[0]) + 1
    there = {"conversationType": "channel", "tenantId": TENANT, "id": f"{HOME};messageid=sent-{number}"}
    said = in_channel(room.url, "<at>Waypost</at> Come at 4", conversation=there, **BEN)
    await room.waypost.receive(said)
    await room.settle()
    for second, hour in enumerate((5, 6, 5)):
        at = f"2026-03-02T09:00:0{second}.000Z"
        edit = {**said, "type": "messageUpdate", "text": f"<at>Waypost</at> Come at {hour}", "timestamp": at}
        for _ in range(2):
            await room.waypost.receive(edit)
            await room.settle()
    changes = [texts(call.card) for call in room.calls if call.method == "PUT" and "Come at" in texts(call.card)]
    assert [change.partition("Come at ")[2][0] for change in changes] == ["5", "6", "5"]
