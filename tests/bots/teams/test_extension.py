"""The message extension over the wire: "Who owns this?" on a message, and looking things up while writing."""

import json
from typing import Any

import pytest
from hypothesis import given

from bots.teams.extension import for_dialog
from bots.teams.render import card
from core.app import Waypost
from core.conversation.answer import Answer
from core.conversation.messages import Question
from core.conversation.outline import Outline
from tests.bots.teams.conftest import RunningWaypost, texts
from tests.bots.teams.outlines import ANY
from tests.bots.teams.payloads import CHANNEL, activity
from tests.support.app import OpenWaypost
from tests.support.microsoft_cloud import APP_ID, TENANT, Microsoft

VPN = "My VPN drops every ten minutes"
IN_CHANNEL = {"isGroup": True, "conversationType": "channel", "tenantId": TENANT, "id": CHANNEL}


def invoke(service_url: str, name: str, value: object) -> dict[str, Any]:
    """Somebody uses the message extension."""
    return activity(service_url, type="invoke", name=f"composeExtension/{name}", value=value, conversation=IN_CHANNEL)


def on_message(content: str) -> dict[str, Any]:
    """The value for "Who owns this?" on a message with that HTML."""
    return {
        "commandId": "whoOwnsThis",
        "commandContext": "message",
        "messagePayload": {
            "id": "1700000000001",
            "linkToMessage": "https://teams.microsoft.com/l/message/19%3Ageneral/1700000000001",
            "body": {"contentType": "html", "content": content},
            "from": {"user": {"id": "1", "displayName": "Ben"}},
        },
    }


def _button(shown: dict[str, Any], title: str) -> dict[str, Any]:
    sets = (element for element in shown["body"] if element["type"] == "ActionSet")
    return next(action for each in sets for action in each["actions"] if action["title"] == title)


class Dialog:
    """Somebody's dialog."""

    def __init__(self, waypost: RunningWaypost, microsoft: Microsoft) -> None:
        self.waypost, self.url = waypost, microsoft.service_url

    async def opened(self, content: str) -> dict[str, Any]:
        """The card in the dialog that opens on a message."""
        response = await self.waypost.receive(invoke(self.url, "fetchTask", on_message(content)))
        assert response.status == 200
        return self._card(response.json())

    async def press(self, shown: dict[str, Any], title: str) -> dict[str, Any] | None:
        """Press a button in it: the card that follows, or None where the dialog closes."""
        action = _button(shown, title)
        assert action["type"] == "Action.Submit"
        response = await self.waypost.receive(invoke(self.url, "submitAction", {"data": action["data"]}))
        assert response.status == 200
        await self.waypost.platform.settle()
        return self._card(response.json()) if response.body else None

    def _card(self, body: dict[str, Any]) -> dict[str, Any]:
        assert body["task"]["type"] == "continue"
        shown: dict[str, Any] = body["task"]["value"]["card"]["content"]
        assert "Action.Execute" not in json.dumps(shown)
        return shown


@pytest.fixture
def dialog(waypost: RunningWaypost, microsoft: Microsoft) -> Dialog:
    """Not open yet."""
    return Dialog(waypost, microsoft)


async def test_who_owns_this_is_answered_in_a_dialog(dialog: Dialog, microsoft: Microsoft) -> None:
    """Nobody else sees it; the message's HTML is read as what it says."""
    shown = await dialog.opened(f"<div><p>Hello all,</p><p>{VPN} &amp; so does <b>Ben's</b></p></div>")
    assert "Networks and connectivity" in texts(shown)
    assert "&amp;" not in texts(shown)
    await dialog.waypost.platform.settle()
    assert microsoft.connector.calls == []


async def test_the_answer_can_be_shared_in_the_thread(dialog: Dialog, microsoft: Microsoft) -> None:
    """The dialog closes, and everybody sees the answer there."""
    shown = await dialog.opened(VPN)
    assert await dialog.press(shown, "Share in the thread") is None
    (call,) = microsoft.connector.calls
    assert call.conversation == CHANNEL
    assert "Networks and connectivity" in texts(call.card)


@pytest.mark.parametrize("about", [{"id": "17", "replyToId": "16"}, {"id": "16", "replyToId": None}, {"id": "16"}])
async def test_it_is_shared_in_the_thread_of_the_message(
    waypost: RunningWaypost, microsoft: Microsoft, about: dict[str, Any]
) -> None:
    """Also where Teams names only the channel as the place: the message says which thread it is in."""
    value = on_message(VPN)
    value["messagePayload"] = {"body": value["messagePayload"]["body"], **about}
    place = {**IN_CHANNEL, "id": "19:general@thread.tacv2"}
    response = await waypost.receive({**invoke(microsoft.service_url, "fetchTask", value), "conversation": place})
    share = _button(response.json()["task"]["value"]["card"]["content"], "Share in the thread")
    submitted = invoke(microsoft.service_url, "submitAction", {**value, "data": share["data"]})
    await waypost.receive({**submitted, "conversation": place})
    await waypost.platform.settle()
    assert [call.conversation for call in microsoft.connector.calls] == ["19:general@thread.tacv2;messageid=16"]


async def test_where_we_are_not_it_cannot_be_shared(dialog: Dialog, microsoft: Microsoft) -> None:
    """The dialog says what to do about it."""
    shown = await dialog.opened(VPN)
    microsoft.connector.answers.append((403, {}))
    said = await dialog.press(shown, "Share in the thread")
    assert said is not None
    assert "Add Waypost" in texts(said)


async def test_who_asks_is_one_person_wherever_they_ask(
    dialog: Dialog, microsoft: Microsoft, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a dialog and in a message alike, both of their ids are known: a directory may name either."""
    asked: list[Question] = []
    ask = Waypost.ask

    async def record(core: Waypost, question: Question) -> Answer:
        asked.append(question)
        return await ask(core, question)

    monkeypatch.setattr(Waypost, "ask", record)
    sent = activity(microsoft.service_url, text=VPN)
    await dialog.opened(VPN)
    await dialog.waypost.receive(sent)
    await dialog.waypost.platform.settle()
    assert [(question.asker, question.alias) for question in asked] == [
        (sent["from"]["id"], sent["from"]["aadObjectId"])
    ] * 2


async def test_it_is_handed_over_from_the_dialog(dialog: Dialog, microsoft: Microsoft, opened: OpenWaypost) -> None:
    """Preview and sending stay in it; the requester is kept posted in the personal chat, and the card links to the message."""
    preview = await dialog.press(await dialog.opened(VPN), "Hand to Network operations…")
    assert preview is not None
    sent = await dialog.press(preview, "Send it")
    assert "Handed to Network operations" in texts(sent)
    await opened.deliver(dialog.waypost.platform.messenger)
    cards = [call for call in microsoft.connector.calls if call.method == "CREATE" and call.conversation]
    assert "https://teams.microsoft.com/l/message/19%3Ageneral/1700000000001" in texts(cards[0].card)
    assert any(call.conversation.startswith("a:with-") for call in microsoft.connector.calls)


@pytest.mark.parametrize("name", ["Waypost", "<at>Waypost</at>"])
async def test_our_own_mention_is_no_part_of_what_was_asked(
    waypost: RunningWaypost, microsoft: Microsoft, name: str
) -> None:
    """A message that mentions us is read without that, however the mention is given; our name elsewhere in it stays."""
    value = on_message('<p><at id="0">Waypost</at>&nbsp;Waypost knows: my VPN drops, <at id="1">Ben</at></p>')
    value["messagePayload"]["mentions"] = [
        {"id": 0, "mentionText": name, "mentioned": {"application": {"id": APP_ID, "displayName": "Waypost"}}},
        {"id": 1, "mentionText": "Ben", "mentioned": {"user": {"id": "1", "displayName": "Ben"}}},
    ]
    response = await waypost.receive(invoke(microsoft.service_url, "fetchTask", value))
    quotation = response.json()["task"]["value"]["card"]["content"]["body"][1]
    assert "Waypost knows: my VPN drops, Ben" in {part["inlines"][0]["text"] for part in quotation["items"]}


@pytest.mark.parametrize("content", ["", "<p>&nbsp;</p>", "<attachment id='1'></attachment>"])
async def test_a_message_without_text_is_said_to_have_none(dialog: Dialog, content: str) -> None:
    """An image, or nothing."""
    assert "no text" in texts(await dialog.opened(content))


@pytest.mark.parametrize(
    ("query", "expected"),
    [("network", "Networks and connectivity"), ("IS Manage", "IS Management"), ("the wifi is slow", "Networks and")],
)
async def test_things_are_looked_up(waypost: RunningWaypost, microsoft: Microsoft, query: str, expected: str) -> None:
    """By name, by a part of it, or by their sense; each result is a card without buttons, with who owns it."""
    value = {"commandId": "lookUp", "parameters": [{"name": "query", "value": query}]}
    response = await waypost.receive(invoke(microsoft.service_url, "query", value))
    result = response.json()["composeExtension"]
    assert (result["type"], response.status) == ("result", 200)
    first = result["attachments"][0]
    assert expected in first["preview"]["content"]["title"]
    assert "ActionSet" not in json.dumps(first["content"])
    if "Networks" in expected:
        assert "Network operations" in texts(first["content"])


async def test_without_a_word_everything_is_listed(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """As when the extension opens."""
    value = {"commandId": "lookUp", "parameters": [{"name": "initialRun", "value": "true"}]}
    response = await waypost.receive(invoke(microsoft.service_url, "query", value))
    assert len(response.json()["composeExtension"]["attachments"]) == 17


@pytest.mark.parametrize("name", ["fetchTask", "submitAction", "query"])
@pytest.mark.parametrize(
    "value",
    [
        None,
        "x",
        [],
        {},
        {"data": 5},
        {"parameters": "x"},
        {"messagePayload": {"body": 1}},
        {"messagePayload": {"mentions": [1, {"mentioned": 2}]}},
    ],
)
async def test_odd_values_get_a_kind_answer(
    waypost: RunningWaypost, microsoft: Microsoft, name: str, value: object
) -> None:
    """Never a failure."""
    response = await waypost.receive(invoke(microsoft.service_url, name, value))
    assert response.status == 200
    assert set(response.json()) <= {"task", "composeExtension"}


@given(ANY)
def test_no_action_execute_is_left_for_a_dialog(outline: Outline) -> None:
    """Whatever the card: dialogs know Action.Submit alone."""
    assert '"Action.Execute"' not in json.dumps(for_dialog(card(outline)))
