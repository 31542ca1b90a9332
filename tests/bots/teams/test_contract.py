"""Teams does what every platform does."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from core.conversation.people import Place
from core.handoff.delivery.ports import Messenger
from tests.bots.platform_contract import PlatformContract
from tests.bots.seat import ASKED_TO_WAIT, Fault, Room, Seat, Shown, Who
from tests.bots.teams.conftest import RunningWaypost, texts
from tests.bots.teams.payloads import CHANNEL, CHAT, PERSON, actions, activity, in_channel, message, of_tenant, press
from tests.support.app import OpenWaypost
from tests.support.microsoft_cloud import TENANT, Call, Microsoft

_TEAM = "19:network@thread.tacv2"
_PEOPLE: dict[Who, dict[str, str]] = {
    "requester": {"id": PERSON, "name": "Alex"},
    "responder": {"id": "29:ben", "name": "Ben Okafor"},
    "colleague": {"id": "29:cara", "name": "Cara Lind"},
    "guest": {"id": "29:gus", "name": "Gus", "userRole": "guest"},
}
_CARD = "application/vnd.microsoft.card.adaptive"
_FAULTS: Mapping[Fault, tuple[int, dict[str, str]]] = {
    Fault.PASSING: (401, {}),
    Fault.UNANSWERED: (500, {}),
    Fault.CLOSED: (403, {}),
    Fault.GONE: (404, {}),
    Fault.LIMITED: (429, {"Retry-After": f"{ASKED_TO_WAIT}"}),
    Fault.LIMITED_ODDLY: (429, {"Retry-After": "soon"}),
}


def _among(conversation: str) -> dict[str, Any]:
    if conversation.startswith("a:"):
        return {"conversationType": "personal", "tenantId": TENANT, "id": conversation}
    return {"isGroup": True, "conversationType": "channel", "tenantId": TENANT, "id": conversation}


def _about(text: str) -> dict[str, Any]:
    """What the message extension says of a colleague's message."""
    about = {"id": "1", "body": {"contentType": "html", "content": text}, "from": {"user": {"id": "1"}}}
    return {"commandId": "whoOwnsThis", "commandContext": "message", "messagePayload": about}


class TeamsSeat(Seat):
    """A tenant, with its general channel and that of the network's team."""

    def __init__(self, waypost: RunningWaypost, microsoft: Microsoft, opened: OpenWaypost) -> None:
        self.waypost, self.microsoft, self.opened = waypost, microsoft, opened
        self.url = microsoft.service_url
        self._shown: list[Shown] = []
        self._read = 0
        self._is_failing = False
        self._unnamed: set[Who] = set()

    @property
    def messenger(self) -> Messenger:
        """That of Teams."""
        return self.waypost.platform.messenger

    @property
    def room(self) -> Place:
        """A thread in the general channel."""
        return Place("teams", TENANT, CHANNEL)

    @property
    def stranger(self) -> Place:
        """A channel where nobody has used us."""
        return Place("teams", TENANT, "19:nowhere@thread.tacv2")

    @property
    def requester(self) -> Place:
        """Alex's."""
        return Place("teams", TENANT, f"@{PERSON}")

    def shown(self) -> Sequence[Shown]:
        """By the calls that arrived, and the answers to invokes."""
        calls = self.microsoft.connector.calls
        for number, call in enumerate(calls[self._read :], self._read + 1):
            if self._is_failing:
                self._is_failing = False
            elif call.method != "CREATE" or "activity" in call.body:
                self._shown.append(self._seen(call, f"sent-{number}"))
        self._read = len(calls)
        return self._shown

    def _seen(self, call: Call, sent: str) -> Shown:
        ours = call.body.get("activity", call.body)
        card = ours["attachments"][0]["content"] if ours.get("attachments") else {"body": []}
        conversation = call.conversation
        if call.method == "CREATE":
            conversation = f"{conversation};messageid={sent}"
        text = f"{ours.get('text', '')} {texts(card)}"
        reader: Who | None = "requester" if conversation.startswith("a:") else None
        return Shown(text, _room(conversation), reader, (card, conversation, call.activity or sent))

    async def _settle(self) -> None:
        await self.waypost.platform.settle()
        await self.opened.deliver(self.messenger)
        self.shown()

    async def ask(self, text: str, *, openly: bool, times: int = 1, who: Who = "requester") -> None:
        """By a mention in the channel, or in the personal chat."""
        asked = in_channel(self.url, f"<at>Waypost</at> {text}") if openly else message(self.url, text)
        asked |= {"from": {**asked["from"], **_PEOPLE[who]}}
        for _ in range(times):
            assert (await self.waypost.receive(asked)).status == 202
        await self._settle()

    async def talk(self, text: str, *, alone: bool) -> None:
        """In the personal chat, or by a mention in the thread."""
        await self.ask(text, openly=not alone)

    async def ask_about(self, text: str) -> None:
        """By the message extension."""
        await self._extend("fetchTask", _about(text))

    async def ask_about_among_colleagues(self, text: str) -> None:
        """By the message extension in a chat of two, which Teams calls personal too."""
        chat = {"conversationType": "personal", "tenantId": TENANT, "id": "19:alex_ben@unq.gbl.spaces"}
        await self._extend("fetchTask", _about(text), chat)

    async def ask_from_elsewhere(self, text: str) -> None:
        """In a personal chat of another tenant."""
        stranger = message(self.url, text, **of_tenant("33333333-0000-4000-8000-000000000000"))
        assert (await self.waypost.receive(stranger)).status == 403
        await self._settle()

    async def _extend(self, name: str, value: dict[str, Any], where: dict[str, Any] | None = None) -> None:
        kind = f"composeExtension/{name}"
        where = where or _among(CHANNEL)
        response = await self.waypost.receive(
            activity(self.url, type="invoke", name=kind, value=value, conversation=where)
        )
        if response.body:
            card = response.json()["task"]["value"]["card"]["content"]
            self._shown.append(Shown(texts(card), "asked", "requester", (card, CHANNEL, "")))
        await self._settle()

    async def press(self, on: Shown, label: str, who: Who = "requester", *, times: int = 1) -> None:
        """Press a button."""
        card, _, _ = on.raw
        action = next(each for each in actions(card) if each["title"].startswith(label))
        if action["type"] == "Action.Submit":
            await self._extend("submitAction", {"data": action["data"]})
        else:
            await self._press(on, action, who, times)

    async def press_unknown(self, on: Shown) -> None:
        """As an older version, or a forger, names it."""
        _, conversation, sent = on.raw
        action = {"type": "Action.Execute", "verb": "waypost.dance", "data": {}}
        pressed = press(self.url, action, sent, conversation=_among(conversation))
        answer = (await self.waypost.receive(pressed)).json()
        self._shown.append(Shown(str(answer["value"]["message"]), on.room, "requester", None))
        await self._settle()

    async def fill_in(self, on: Shown, label: str, who: Who = "requester", **inputs: str) -> None:
        """In the card itself."""
        card, _, _ = on.raw
        form = next(each for each in actions(card) if each["title"].startswith(label))["card"]
        (action,) = form["actions"]
        filled_in = {f"{action['data']['form']}{name}": text for name, text in inputs.items()}
        assert set(filled_in) <= {field["id"] for field in form["body"]}
        filled_in = {field["id"]: field["value"] for field in form["body"] if "value" in field} | filled_in
        await self._press(on, {**action, "data": {**action["data"], **filled_in}}, who, 1)

    async def pick(self, on: Shown, choice: str) -> None:
        """Pick from the list, and press its button."""
        card, _, _ = on.raw
        menu = next(element for element in card["body"] if element["type"] == "Input.ChoiceSet")
        assert choice in {each["value"] for each in menu["choices"]}
        button = next(each for each in actions(card) if each["title"] == "Choose")
        await self._press(on, {**button, "data": {**button["data"], menu["id"]: choice}}, "requester", 1)

    async def _press(self, on: Shown, action: dict[str, Any], who: Who, times: int) -> None:
        self.shown()
        _, conversation, sent = on.raw
        pressed = press(self.url, action, sent, conversation=_among(conversation), **{"from": self._from(who)})
        for _ in range(times):
            answer = (await self.waypost.receive(pressed)).json()
            is_card = answer["type"] == _CARD
            text = texts(answer["value"]) if is_card else str(answer["value"])
            card = answer["value"] if is_card else {"body": []}
            self._shown.append(Shown(text, on.room, who, (card, conversation, sent)))
        await self._settle()

    async def write(self, below: Shown, text: str, who: Who, *, mentioned: bool = False) -> None:
        """Answer in the thread: with a mention in the team's, where Teams lets us hear nothing else."""
        _, conversation, _ = below.raw
        mentioned = mentioned or below.room == "team"
        text = f"<at>Waypost</at> {text}" if mentioned else text
        there = {"conversation": _among(conversation), "from": self._from(who)}
        await self.waypost.receive(in_channel(self.url, text, mentioned=mentioned, **there))
        await self._settle()

    def compose(self, below: Shown | None, text: str, who: Who, *, to_us: bool = False) -> dict[str, Any]:
        """The activity. In the team's thread it mentions us: Teams lets us hear nothing else there."""
        conversation, mentioned = CHANNEL, to_us
        if below:
            _, conversation, _ = below.raw
            mentioned = to_us or below.room == "team"
        there = {"conversation": _among(conversation), "from": self._from(who)}
        told = in_channel(self.url, text, mentioned=mentioned, **there)
        return _at({**told, "text": f"<at>Waypost</at> {text}" if mentioned else text}, 0)

    async def tell(self, said: dict[str, Any]) -> None:
        """As a message."""
        await self.waypost.receive(said)
        await self._settle()

    async def edit(self, said: dict[str, Any], text: str, at: int, *, to_us: bool = False) -> None:
        """By an update, which does not tell how it read before."""
        where = _among(said["conversation"]["id"])
        mentioned = to_us or _room(where["id"]) == "team"
        told = in_channel(self.url, f"<at>Waypost</at> {text}" if mentioned else text, mentioned=mentioned)
        state = {name: told[name] for name in ("text", "entities")}
        await self.tell(_at({**said, **state, "type": "messageUpdate"}, at))

    async def delete(self, said: dict[str, Any], at: int) -> None:
        """By an activity that holds nothing of it."""
        await self.tell(_at({**said, "type": "messageDelete", "text": ""}, at))

    def mark(self, who: Who) -> str:
        """By the name."""
        return f"<at>{_PEOPLE[who]['name']}</at>"

    def tell_name(self, who: Who, *, told: bool) -> None:
        """Neither by what they do, nor to who asks."""
        (self._unnamed.discard if told else self._unnamed.add)(who)

    def _from(self, who: Who) -> dict[str, str]:
        return {name: value for name, value in _PEOPLE[who].items() if name != "name" or who not in self._unnamed}

    async def send(self, body: bytes, *, proven: bool) -> int:
        """With a token, or without."""
        return (await self.waypost.post(body, self.waypost.authorized() if proven else {})).status

    def fail(self, fault: Fault) -> None:
        """Whatever comes next."""
        self.microsoft.connector.answers.append(_FAULTS[fault])
        self._is_failing = True


def _at(activity: dict[str, Any], second: int) -> dict[str, Any]:
    """The activity, so many seconds after its message was written: the message's id is its time."""
    written = int(activity["id"]) / 1000
    return {**activity, "timestamp": datetime.fromtimestamp(written + second, UTC).isoformat()}


def _room(conversation: str) -> Room:
    if conversation.startswith(_TEAM):
        return "team"
    return "asked" if conversation == CHANNEL else "alone"


@pytest.fixture
async def seat(waypost: RunningWaypost, microsoft: Microsoft, opened: OpenWaypost) -> Seat:
    """In a tenant that has met us in both channels and in the personal chat."""
    seat = TeamsSeat(waypost, microsoft, opened)
    for conversation in (CHANNEL, CHAT):
        joined = {"id": "29:dana", "name": "Dana Roy"} if conversation != CHAT else _PEOPLE["requester"]
        met = activity(seat.url, type="conversationUpdate", conversation=_among(conversation), membersAdded=[joined])
        await waypost.receive(met)
    await waypost.platform.settle()
    return seat


class TestContract(PlatformContract):
    """See there."""
