"""Each field of each kind of activity, spoiled in turn, on the wire: nothing fails, and who asked hears something."""

from collections.abc import Callable
from typing import Any

import pytest
from prometheus_client import REGISTRY

from bots.teams.extension import FETCH, LOOK_UP, QUERY, QUERY_PARAMETER, SUBMIT, WHO_OWNS_THIS
from tests.bots.teams.conftest import RunningWaypost, texts
from tests.bots.teams.payloads import action_of, activity, in_channel, installed, joined, message, press
from tests.bots.teams.test_handoff import BEN, HOME, IN_CHANNEL, VPN, Room
from tests.support.app import OpenWaypost
from tests.support.microsoft_cloud import TENANT, Microsoft
from tests.support.spoiling import paths, spoiled_values, with_value

Json = dict[str, Any]
Path = tuple[str | int, ...]

_OTHER = "the wifi on floor three drops"


class Scene:
    """A running Waypost with an open request and an answer on show, from which every kind of activity is made anew."""

    def __init__(self, room: Room) -> None:
        self.room, self.url = room, room.url
        self.token = room.microsoft.signer.token(room.url)
        self.thread: Json = {}
        self.answer: Json = {}
        self.preview: Json = {}

    async def set(self) -> None:
        """Hand one request over, and ask for another."""
        await self.room.handed_over()
        number = self.room.calls.index(self.room.shown("Request for")[0]) + 1
        there = {"conversationType": "channel", "tenantId": TENANT, "id": f"{HOME};messageid=sent-{number}"}
        self.thread = {"conversation": there}
        await self.room.waypost.receive(message(self.url, _OTHER))
        await self.room.settle()
        self.answer = self.room.calls[-1].card
        self.preview = (await self.room.press(self.answer, "Hand to Network operations…"))["value"]

    def payload(self, kind: str) -> Json:
        """One of a kind, under an id of its own."""
        return _KINDS[kind](self)

    def form(self, title: str, **filled_in: str) -> Json:
        """The action by which a form in the preview is sent, filled in."""
        (action,) = action_of(self.preview, title)["card"]["actions"]
        added = {f"{action['data']['form']}{name}": text for name, text in filled_in.items()}
        return {**action, "data": {**action["data"], **added}}

    async def heard(self, sent: Json) -> tuple[int, bool]:
        """The status, and whether a person was shown something."""
        before = len(self.room.calls)
        answer = await self.room.waypost.receive(sent, self.token)
        await self.room.waypost.platform.settle()
        return answer.status, len(self.room.calls) > before or (answer.status < 300 and answer.body not in (b"", b"{}"))


def _in_thread(scene: Scene, text: str = "which floor?") -> Json:
    return in_channel(scene.url, f"<at>Waypost</at> {text}") | scene.thread | BEN


def _changed(scene: Scene, kind: str, event: str) -> Json:
    said = _in_thread(scene, "which room?")
    return {**said, "type": kind, "channelData": {**said["channelData"], "eventType": event}}


def _about(scene: Scene) -> Json:
    payload = {
        "id": "1700000000001",
        "subject": None,
        "linkToMessage": "https://teams.microsoft.com/l/message/1/2",
        "from": {"user": {"id": "1", "displayName": "Ben Okafor", "userIdentityType": "aadUser"}},
        "body": {"contentType": "html", "content": f"<p>{VPN}</p>"},
        "attachments": [],
        "mentions": [{"id": 0, "mentionText": "Ana", "mentioned": {"user": {"id": "1"}}}],
    }
    value = {"commandId": WHO_OWNS_THIS, "commandContext": "message", "messagePayload": payload}
    return activity(scene.url, type="invoke", name=FETCH, value=value) | IN_CHANNEL


def _shared(scene: Scene) -> Json:
    data = action_of(scene.answer, "Not right?")["fallback"]["data"]
    value = {"commandId": WHO_OWNS_THIS, "commandContext": "message", "data": data}
    return activity(scene.url, type="invoke", name=SUBMIT, value=value)


def _looked_up(scene: Scene) -> Json:
    options = {"skip": 0, "count": 25}
    value = {"commandId": LOOK_UP, "parameters": [{"name": QUERY_PARAMETER, "value": ""}], "queryOptions": options}
    return activity(scene.url, type="invoke", name=QUERY, value=value)


_KINDS: dict[str, Callable[[Scene], Json]] = {
    "a message": lambda scene: message(scene.url, VPN, attachments=[{"contentType": "text/html", "content": VPN}]),
    "a mention": lambda scene: in_channel(scene.url, f"<at>Waypost</at> {VPN}"),
    "a word in a thread": _in_thread,
    "an edit": lambda scene: _changed(scene, "messageUpdate", "editMessage"),
    "a deletion": lambda scene: _changed(scene, "messageDelete", "softDeleteMessage"),
    "a press": lambda scene: press(scene.url, action_of(scene.answer, "Hand to Network operations…")),
    "a form": lambda scene: press(scene.url, scene.form("Edit…", text="the wifi drops since noon")),
    "a press in an old client": lambda scene: message(
        scene.url, None, value=action_of(scene.answer, "Not right?")["fallback"]["data"], replyToId="sent-1"
    ),
    "a question about a message": _about,
    "a press in a dialog": _shared,
    "looking up": _looked_up,
    "a dialog of somebody else's": lambda scene: activity(
        scene.url, type="invoke", name="task/fetch", value={"data": {"type": "task/fetch"}}
    ),
    "its end": lambda scene: activity(scene.url, type="invoke", name="task/submit", value={"data": {"a": "b"}}),
    "an installation": lambda scene: installed(scene.url),
    "somebody new": lambda scene: joined(scene.url),
}

_ENVELOPE = ("timestamp", "serviceUrl", "channelId", "recipient", "locale", "from", "channelData", "conversation")
"""Around what an activity says: spoiled with two kinds alone."""

_UNHEARD = (
    *("a word in a thread", "an edit", "a deletion", "a dialog of somebody else's", "its end"),
    *("an installation", "somebody new"),
)
"""Nobody waits for an answer of ours."""


@pytest.fixture
async def scene(waypost: RunningWaypost, microsoft: Microsoft, opened: OpenWaypost) -> Scene:
    """With all that an activity may refer to."""
    scene = Scene(Room(waypost, microsoft, opened))
    await scene.set()
    return scene


_NEEDED: dict[str, tuple[str, ...]] = {
    "": (
        *(
            "type",
            "channelId",
            "serviceUrl",
            "name",
            "conversation",
            "conversation.id",
            "conversation.conversationType",
        ),
        *("conversation.tenantId", "channelData.tenant.id", "from", "from.id", "recipient", "recipient.id"),
    ),
    "a mention": ("entities", "entities.0", "entities.0.type", "entities.0.mentioned", "entities.0.mentioned.id"),
}
"""By kind, without what nobody could tell who asks, what, or where; the first for every kind."""


async def test_whatever_stands_in_a_field(scene: Scene) -> None:
    """Null, missing, of another type, huge or invisible: nothing fails, who asks hears something, and the request stands."""
    faults, failed = [], _failures()
    for kind in _KINDS:
        status, heard = await scene.heard(scene.payload(kind))
        assert status in (200, 202, 501), kind
        assert heard or kind in _UNHEARD, kind
        usual = scene.payload(kind)
        for path in paths(usual):
            if path[0] in _ENVELOPE and kind not in ("a message", "a press"):
                continue
            for name, value in spoiled_values(usual, path).items():
                faults += [f"{kind}: {path} {name}: {fault}" for fault in await _faults(scene, kind, path, value)]
    assert not faults, "\n".join(faults)
    assert _failures() == failed
    marker = f"and now {activity(scene.url)['id']}?"
    await scene.room.waypost.receive(_in_thread(scene, marker))
    await scene.room.settle()
    sent = [call.body.get("activity", call.body) for call in scene.room.calls]
    shown = [texts(each["attachments"]) for each in sent if each.get("attachments")]
    assert any(marker in each for each in shown)
    card = next(each for each in reversed(shown) if "Request for" in each)
    assert VPN in card
    assert "Open" in card


async def _faults(scene: Scene, kind: str, path: Path, value: object) -> list[str]:
    """What is wrong about the answer to an activity with another value at one place."""
    before, at = _failures(), ".".join(map(str, path))
    if at == "id" and isinstance(value, str):
        value += str(activity(scene.url)["id"])  # two activities of one id are one
    status, heard = await scene.heard(with_value(scene.payload(kind), path, value))
    needed = at in _NEEDED[""] or at in _NEEDED.get(kind, ())
    fine = (200, 202, 501) if kind in _UNHEARD else (200, 202)
    wrong = [f"status {status}"] if status not in ((*fine, 400, 401, 403, 501) if needed else fine) else []
    wrong += ["failed"] if _failures() != before else []
    return wrong + (["silence"] if not heard and not needed and kind not in _UNHEARD else [])


def _failures() -> float:
    """What /metrics says of unexpected failures."""
    return REGISTRY.get_sample_value("waypost_failures_total", {"platform": "teams"}) or 0.0
