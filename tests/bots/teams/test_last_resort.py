"""Whatever Teams answers, whoever asked gets exactly one answer, where they alone or the right people see it."""

from typing import Any

import pytest

from tests.bots.teams.conftest import RunningWaypost, Start, texts
from tests.bots.teams.payloads import CHANNEL, CHAT, PERSON, action_of, in_channel, installed, message, press
from tests.support.microsoft_cloud import PAGE, TENANT, Call, Microsoft

VPN = "My VPN drops every ten minutes"
OWNER = "Network operations"
IN_CHANNEL: dict[str, Any] = {
    "conversation": {"isGroup": True, "conversationType": "channel", "tenantId": TENANT, "id": CHANNEL}
}
IN_GROUP: dict[str, Any] = {
    "conversation": {"isGroup": True, "conversationType": "groupChat", "tenantId": TENANT, "id": "19:abc@thread.v2"}
}
ROOT = CHANNEL.partition(";")[0]
MINE = f"a:with-{PERSON}"

PASSING = (401, 412, 500, 502, 503, 504)
LASTING = (400, 403, 404)


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """What may be repeated is repeated at once."""
    monkeypatch.setattr("bots.teams.connector._FIRST_WAIT_SECONDS", 0.001)


def _asked(url: str, way: str) -> dict[str, Any]:
    """A question by each way in that is a message."""
    match way:
        case "personal chat":
            return message(url, VPN)
        case "channel":
            return in_channel(url, f"<at>Waypost</at> {VPN}")
        case _:
            return in_channel(url, f"<at>Waypost</at> {VPN}", **IN_GROUP)


MESSAGES = ("personal chat", "channel", "group chat")
PRESSES = ("Action.Execute", "Action.Submit")


async def _after(waypost: RunningWaypost, microsoft: Microsoft, sent: dict[str, Any]) -> list[Call]:
    """What people saw of our answer to an activity."""
    before = len(microsoft.connector.taken)
    assert (await waypost.receive(sent)).status in (200, 202)
    await waypost.platform.settle()
    return microsoft.connector.taken[before:]


def _says(call: Call) -> str:
    ours = call.body.get("activity", call.body)
    return f"{ours.get('text', '')} {texts(ours.get('attachments', []))}"


async def _card_in(waypost: RunningWaypost, microsoft: Microsoft, way: str) -> dict[str, Any]:
    (answer,) = await _after(waypost, microsoft, _asked(microsoft.service_url, way))
    return answer.card


def _pressed(url: str, card: dict[str, Any], title: str, kind: str, **where: object) -> dict[str, Any]:
    action = action_of(card, title)
    if kind == "Action.Execute":
        return press(url, action, "sent-1", **where)
    return message(url, None, value=action["fallback"]["data"], replyToId="sent-1", **where)


# --- what passes -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", PASSING)
@pytest.mark.parametrize("times", [1, 6])
@pytest.mark.parametrize("way", MESSAGES)
async def test_a_refusal_that_passes_delays_an_answer(
    waypost: RunningWaypost, microsoft: Microsoft, way: str, times: int, status: int
) -> None:
    """Where it was asked, as without it, and once."""
    microsoft.connector.answers.extend([(status, {})] * times)
    asked = _asked(microsoft.service_url, way)
    (answer,) = await _after(waypost, microsoft, asked)
    assert answer.conversation == asked["conversation"]["id"]
    assert OWNER in _says(answer)


@pytest.mark.parametrize("status", PASSING)
@pytest.mark.parametrize("kind", PRESSES)
@pytest.mark.parametrize("title", ["More about this", "Not right?"])
async def test_a_refusal_that_passes_delays_the_answer_to_a_press(
    waypost: RunningWaypost, microsoft: Microsoft, title: str, kind: str, status: int
) -> None:
    """Whether it comes below or in place of the card."""
    card = await _card_in(waypost, microsoft, "channel")
    microsoft.connector.answers.append((status, {}))
    (answer,) = await _after(waypost, microsoft, _pressed(microsoft.service_url, card, title, kind, **IN_CHANNEL))
    assert answer.conversation == CHANNEL
    assert ("Which is right?" if title == "Not right?" else "More about Networks") in _says(answer)


@pytest.mark.parametrize("way", MESSAGES)
async def test_an_outage_of_the_login_delays_an_answer(
    waypost: RunningWaypost, microsoft: Microsoft, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a token nothing was sent; once there is one, it is."""
    microsoft.login.refuses = True
    naps = 0

    async def nap(_: float) -> None:
        nonlocal naps
        naps += 1
        microsoft.login.refuses = naps < 3

    monkeypatch.setattr("bots.last_resort.asyncio.sleep", nap)
    (answer,) = await _after(waypost, microsoft, _asked(microsoft.service_url, way))
    assert OWNER in _says(answer)


async def test_a_slow_acknowledgement_brings_no_second_answer(
    waypost: RunningWaypost, microsoft: Microsoft, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Teams took it, and says so too late: nothing is sent again, by this way or by another."""
    monkeypatch.setattr("bots.teams.connector._TIMEOUT", 0.1)
    microsoft.connector.delay = 0.5
    await waypost.receive(in_channel(microsoft.service_url, f"<at>Waypost</at> {VPN}"))
    await waypost.platform.settle()
    await waypost.server.close()
    assert len(microsoft.connector.calls) <= 1


# --- what does not pass ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", LASTING)
@pytest.mark.parametrize("way", ["channel", "group chat"])
async def test_where_we_may_not_post_the_answer_comes_in_person(
    waypost: RunningWaypost, microsoft: Microsoft, way: str, status: int
) -> None:
    """In the personal chat, which is opened for it."""
    asked = _asked(microsoft.service_url, way)
    microsoft.connector.closed |= {asked["conversation"]["id"]: status, ROOT: status}
    (answer,) = await _after(waypost, microsoft, asked)
    assert answer.conversation == MINE
    assert OWNER in _says(answer)


async def test_a_thread_that_is_gone_is_answered_in_its_channel(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """In a thread of its own, where everybody sees it who could see the question."""
    microsoft.connector.closed[CHANNEL] = 404
    (answer,) = await _after(waypost, microsoft, _asked(microsoft.service_url, "channel"))
    assert (answer.method, answer.conversation) == ("CREATE", ROOT)
    assert OWNER in _says(answer)


@pytest.mark.parametrize("status", LASTING)
async def test_a_personal_chat_that_is_no_more_is_opened_anew(
    waypost: RunningWaypost, microsoft: Microsoft, status: int
) -> None:
    """Teams gives it another id then."""
    microsoft.connector.closed[CHAT] = status
    (answer,) = await _after(waypost, microsoft, _asked(microsoft.service_url, "personal chat"))
    assert answer.conversation == MINE
    assert OWNER in _says(answer)


@pytest.mark.parametrize("status", [403, 404])
@pytest.mark.parametrize("title", ["More about this", "Not right?"])
@pytest.mark.parametrize("kind", PRESSES)
async def test_the_answer_to_a_press_comes_in_person_too(
    waypost: RunningWaypost, microsoft: Microsoft, kind: str, title: str, status: int
) -> None:
    """Where the conversation takes nothing more; who pressed an Action.Execute has a new card already."""
    card = await _card_in(waypost, microsoft, "group chat")
    microsoft.connector.closed["19:abc@thread.v2"] = status
    seen = await _after(waypost, microsoft, _pressed(microsoft.service_url, card, title, kind, **IN_GROUP))
    if (kind, title) == ("Action.Execute", "Not right?"):
        assert seen == []
    else:
        assert [call.conversation for call in seen] == [MINE]


async def test_below_is_said_only_of_what_is_below(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """The answer to a press says where its message is, or that there is none."""
    card = await _card_in(waypost, microsoft, "group chat")

    async def pressed() -> str:
        sent = _pressed(microsoft.service_url, card, "More about this", "Action.Execute", **IN_GROUP)
        said: str = (await waypost.receive(sent)).json()["value"]
        await waypost.platform.settle()
        return said

    assert "below" in await pressed()
    microsoft.connector.closed["19:abc@thread.v2"] = 403
    assert "personal chat" in await pressed()
    microsoft.connector.closed |= {MINE: 403, "CREATE": 403}
    said = await pressed()
    assert "below" not in said
    assert "could not" in said


# --- what a conversation is good for -----------------------------------------------------------------------------------

WITH_A_COLLEAGUE: dict[str, Any] = {
    "conversation": {"conversationType": "personal", "tenantId": TENANT, "id": "19:alex_ben@unq.gbl.spaces"}
}


def _extension(url: str, **where: object) -> dict[str, Any]:
    about = {"id": "1", "body": {"contentType": "html", "content": VPN}, "from": {"user": {"id": "1"}}}
    value = {"commandId": "whoOwnsThis", "commandContext": "message", "messagePayload": about}
    return press(url, {"type": "", "verb": "", "data": {}}, name="composeExtension/fetchTask", value=value, **where)


@pytest.mark.parametrize("chat", ["19:alex_ben@unq.gbl.spaces", "a:somewhere-else"])
@pytest.mark.parametrize("met_first", [True, False])
async def test_the_extension_among_colleagues_moves_nobodys_personal_chat(
    waypost: RunningWaypost, microsoft: Microsoft, chat: str, *, met_first: bool
) -> None:
    """What is for the asker alone goes on to their own chat with us, and never to the colleagues'."""
    url = microsoft.service_url
    if met_first:
        await _after(waypost, microsoft, message(url, "help"))
    there = {"conversation": {"conversationType": "personal", "tenantId": TENANT, "id": chat}}
    await _after(waypost, microsoft, _extension(url, **there))
    seen = await _after(waypost, microsoft, in_channel(url, "<at>Waypost</at> status"))
    mine = CHAT if met_first else MINE
    assert [call.conversation for call in seen if "Your open requests" in _says(call)] == [mine]
    assert chat not in {call.conversation for call in microsoft.connector.calls}


async def test_a_personal_chat_that_refuses_us_is_replaced_for_good(
    waypost: RunningWaypost, microsoft: Microsoft
) -> None:
    """Its record changes: the next message goes straight to the new one."""
    url = microsoft.service_url
    await _after(waypost, microsoft, message(url, "help"))
    microsoft.connector.closed[CHAT] = 403
    tried = []
    for _ in range(2):
        before = len(microsoft.connector.calls)
        seen = await _after(waypost, microsoft, in_channel(url, "<at>Waypost</at> status"))
        assert [call.conversation for call in seen] == [MINE, CHANNEL]
        tried.append([call.conversation for call in microsoft.connector.calls[before:]])
    assert CHAT in tried[0]
    assert CHAT not in tried[1]


# --- private stays private -----------------------------------------------------------------------------------------------


def _by_submit(url: str, card: dict[str, Any], title: str, **where: object) -> dict[str, Any]:
    return _pressed(url, card, title, "Action.Submit", **where)


@pytest.mark.parametrize("where", [IN_CHANNEL, IN_GROUP], ids=["channel", "group chat"])
@pytest.mark.parametrize("targeted", [True, False])
async def test_the_preview_is_shown_to_nobody_else_by_action_submit(
    start: Start, microsoft: Microsoft, where: dict[str, Any], *, targeted: bool
) -> None:
    """A client that knows no Action.Execute has no place for it in the conversation: it comes in person."""
    waypost = await start(teams_targeted_messages=targeted)
    url = microsoft.service_url
    way = "channel" if where is IN_CHANNEL else "group chat"
    card = await _card_in(waypost, microsoft, way)
    seen = await _after(waypost, microsoft, _by_submit(url, card, "Hand to Network operations…", **where))
    previews = [call for call in seen if "Send it" in _says(call)]
    assert len(previews) == 1
    assert previews[0].targeted if targeted else previews[0].conversation == MINE
    assert not any(VPN in _says(call) for call in seen if call not in previews)


async def test_a_preview_in_person_is_edited_in_its_place(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """So that there is one preview, and one button that sends it; sent, the request goes to the team once."""
    url, person = microsoft.service_url, {"conversation": {**message("", "")["conversation"], "id": MINE}}
    card = await _card_in(waypost, microsoft, "channel")
    seen = await _after(waypost, microsoft, _by_submit(url, card, "Hand to Network operations…", **IN_CHANNEL))
    preview = next(call for call in seen if "Send it" in _says(call)).card
    form = action_of(preview, "Edit…")["card"]
    (send,) = form["actions"]
    data = {**send["fallback"]["data"], f"{send['data']['form']}text": "Wi-Fi drops"}
    (edited,) = await _after(waypost, microsoft, message(url, None, value=data, replyToId="sent-9", **person))
    assert (edited.method, edited.conversation, edited.activity) == ("PUT", MINE, "sent-9")
    assert "Wi-Fi drops" in _says(edited)


async def test_who_may_not_press_hears_so_alone_by_action_submit(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """A refusal is between us and who pressed."""
    card = await _card_in(waypost, microsoft, "channel")
    pressed = _by_submit(microsoft.service_url, card, "Not right?", **IN_CHANNEL, **{"from": {"id": "29:cara"}})
    seen = await _after(waypost, microsoft, pressed)
    told = [call.conversation for call in seen if "Only the person who asked" in _says(call)]
    assert told == ["a:with-29:cara"]


async def test_who_cannot_be_told_alone_learns_how(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """The conversation hears what to do about it, and nothing of the request."""
    card = await _card_in(waypost, microsoft, "channel")
    microsoft.connector.closed["CREATE"] = 403
    pressed = _by_submit(microsoft.service_url, card, "Hand to Network operations…", **IN_CHANNEL)
    (said,) = await _after(waypost, microsoft, pressed)
    assert said.conversation == CHANNEL
    assert VPN not in _says(said)
    assert "personal chat" in _says(said)


async def test_the_welcome_survives_a_refusal(waypost: RunningWaypost, microsoft: Microsoft) -> None:
    """Like any answer."""
    microsoft.connector.answers.append((503, {}))
    (welcome,) = await _after(waypost, microsoft, installed(microsoft.service_url))
    assert welcome.conversation == CHAT


@pytest.mark.parametrize("times", [1, 6])
@pytest.mark.parametrize("way", MESSAGES)
async def test_a_page_is_no_answer_of_teams(
    waypost: RunningWaypost, microsoft: Microsoft, way: str, times: int
) -> None:
    """What a network puts in the place of Teams' answer, with status 200 at that, delays ours; it comes where it was asked, once."""
    microsoft.connector.answers.extend([PAGE] * times)
    asked = _asked(microsoft.service_url, way)
    (answer,) = await _after(waypost, microsoft, asked)
    assert answer.conversation == asked["conversation"]["id"]
    assert OWNER in _says(answer)
