"""Each field of each kind of payload, spoiled in turn, on the wire: nothing fails, and who asked hears something."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from prometheus_client import REGISTRY

from bots.settings import Settings
from tests.bots.slack.blockkit import Json, controls, texts
from tests.bots.slack.conftest import Serve, Served
from tests.bots.slack.test_handoff import BEN, HOME, VPN, Room
from tests.bots.slack.wire import ANA, command, direct, event, mention, new_ts, press, shortcut, submission
from tests.support.slack_cloud import BOT_USER, Call, SlackDouble
from tests.support.spoiling import MISSING, paths, with_value

Path = tuple[str | int, ...]

_VALUES: dict[str, object] = {
    "null": None,
    "missing": MISSING,
    "a number": 5,
    "a fraction": 1.5,
    "an object": {"a": [{"b": None}]},
    "a list": [5, None],
    "a text": "something-new",
    "huge": "Ü" * 20_000,
    "invisible": "\u200b\u2060\ufeff",
}


class Scene:
    """A running Waypost with an open request and an answer on show, from which every kind of payload is made anew."""

    def __init__(self, room: Room) -> None:
        self.room, self.slack = room, room.slack
        self.answer: Call
        self.answer_ts = self.asked = self.card = ""
        self.preview: Call
        self.form: Json = {}

    async def set(self) -> None:
        """Hand one request over, and ask for another."""
        await self.room.handed_over()
        self.card, _ = self.room.newest(HOME, "Request for")
        asked = mention("the wifi on floor three drops")
        await self.room.served.sending.event(event(asked))
        await self.room.served.platform.settle()
        self.answer_ts, args = self.slack.posted[-1]
        self.answer, self.asked = Call("chat.postMessage", args), asked["ts"]
        where = {"message": self.answer_ts, "thread": self.asked}
        self.preview = [c for c in await self.room.press(self.answer, "Hand to", **where) if "blocks" in c.args][-1]
        opened = await self.room.press(self.preview, "Edit")
        self.form = next(call for call in opened if call.method == "views.open").args["view"]

    def payload(self, kind: str) -> Json:
        """One of a kind, under ids of its own."""
        return _KINDS[kind](self)

    async def send(self, payload: Json) -> int:
        """Over HTTP, as that kind comes; the status."""
        sending = self.room.served.sending
        if "event" in payload or payload.get("type") == "event_callback":
            return (await sending.event(payload))[0]
        send = sending.command if "command" in payload else sending.interaction
        return (await send(payload))[0]

    async def heard(self, payload: Json) -> tuple[int, bool]:
        """The status, and whether a person was shown something."""
        before = len(self.slack.calls)
        status = await self.send(payload)
        await self.room.served.platform.settle()
        self.slack.unseen.clear()  # some threads are made up, and nobody has answered in them
        return status, any(call.method in _SHOWS for call in self.slack.calls[before:])

    def pressed(self, shown: Call, label: str, **where: Any) -> Json:  # noqa: ANN401
        """A press of a button."""
        control = next(c for c in controls(shown.args) if c.get("text", {}).get("text", "").startswith(label))
        payload = press(self.slack, control, **where)
        self.slack.triggers.add(payload["trigger_id"])
        return payload


_SHOWS = (
    *("chat.postMessage", "chat.postEphemeral", "chat.update", "response_url"),
    *("views.open", "views.push", "views.update", "views.publish"),
)


def _in_thread(scene: Scene, **more: Any) -> Json:  # noqa: ANN401
    said = {"type": "message", "user": BEN, "ts": new_ts(), "channel": HOME, "channel_type": "channel", "team": "T0123"}
    return {**said, "thread_ts": scene.card, "text": "which floor?", **more}


def _edited(scene: Scene, subtype: str) -> Json:
    was = _in_thread(scene)
    now = {"message": {**was, "text": "which room?", "edited": {"user": BEN, "ts": new_ts()}}}
    about = {"channel": HOME, "channel_type": "channel", "previous_message": was, "hidden": True}
    extra = now if subtype == "message_changed" else {"deleted_ts": was["ts"]}
    return event({"type": "message", "subtype": subtype, "ts": new_ts(), **about, **extra})


def _reaction(scene: Scene) -> Json:
    ts = scene.slack.said("C0GENERAL", VPN)
    item = {"type": "message", "channel": "C0GENERAL", "ts": ts}
    return event({"type": "reaction_added", "user": ANA, "reaction": "compass", "item_user": BEN, "item": item})


def _in_answer(scene: Scene, label: str) -> Json:
    return scene.pressed(scene.answer, label, message=scene.answer_ts, thread=scene.asked)


def _sent_form(scene: Scene) -> Json:
    return submission(scene.form, text="the wifi drops since noon")


def _asked_in_form(_: Scene) -> Json:
    form = {
        "type": "modal",
        "callback_id": "waypost_ask",
        "private_metadata": "{}",
        "blocks": [
            {"block_id": "what", "element": {"type": "plain_text_input", "action_id": "answer"}},
            {"block_id": "urgency", "element": {"type": "static_select", "action_id": "answer"}},
        ],
    }
    return submission(form, what=VPN, urgency="soon")


def _from_shortcut(scene: Scene) -> Json:
    return shortcut(scene.slack, "who_owns_this", text=VPN)


def _at_home(scene: Scene) -> Json:
    payload = _in_answer(scene, "Not right?")
    del payload["channel"], payload["message"], payload["response_url"]
    return {**payload, "container": {"type": "view", "view_id": "V1"}, "view": {"id": "V1", "type": "home"}}


_KINDS: dict[str, Callable[[Scene], Json]] = {
    "a command": lambda scene: command(scene.slack, "/route", VPN),
    "a mention": lambda _: event(mention(VPN)),
    "a direct message": lambda _: event(direct(VPN)),
    "a group's message": lambda _: event(direct(f"<@{BOT_USER}> {VPN}", channel="G0GROUP", channel_type="mpim")),
    "a word in a thread": lambda scene: event(_in_thread(scene)),
    "an edit": lambda scene: _edited(scene, "message_changed"),
    "a deletion": lambda scene: _edited(scene, "message_deleted"),
    "an emoji": _reaction,
    "a look at the home": lambda _: event({"type": "app_home_opened", "user": ANA, "channel": "D0ANA", "tab": "home"}),
    "a press": lambda scene: _in_answer(scene, "Hand to"),
    "a press that asks first": lambda scene: scene.pressed(scene.preview, "Edit"),
    "a press at home": _at_home,
    "a form": _sent_form,
    "a question in a form": _asked_in_form,
    "a shortcut on a message": _from_shortcut,
    "a shortcut": lambda scene: shortcut(scene.slack, "ask_waypost"),
}

_UNHEARD = ("a word in a thread", "an edit", "a deletion")
"""These are carried to the other side; nobody waits for an answer of ours."""


@pytest.fixture
async def scene(serve: Serve, settings: Settings, slack: SlackDouble) -> AsyncIterator[Scene]:
    """With all that a payload may refer to."""
    slack.members |= {HOME, "D0ANA", "G0GROUP", ANA}
    async with serve(settings.model_copy(update={"slack_emoji": "compass"})) as served:
        scene = Scene(Room(served, slack))
        await scene.set()
        yield scene
        slack.unseen.clear()


@pytest.mark.parametrize("kind", _KINDS)
async def test_whatever_stands_in_a_field(scene: Scene, kind: str) -> None:
    failed = _failures()
    status, heard = await scene.heard(scene.payload(kind))
    assert (status, heard) == (200, kind not in _UNHEARD)
    import time
    begun, n = time.time(), 0
    for path in paths(scene.payload(kind)):
        for name, value in _VALUES.items():
            before = _failures()
            n += 1
            payload = scene.payload(kind)
            if path not in paths(payload): continue
            spoiled = with_value(payload, path, value)
            if "command" in payload and "command" in spoiled:
                spoiled = {k: str(v) for k, v in spoiled.items() if v is not None}
            try:
                status, heard = await scene.heard(spoiled)
            except Exception as e:
                print("EXC", kind, path, name, type(e)); continue
            if status >= 500 or _failures() != before:
                print("FAIL", kind, path, name, status)
            elif not heard and kind not in _UNHEARD:
                print("SILENT", kind, path, name, status)
            elif kind in _UNHEARD and status != 200:
                print("REFUSED", kind, path, name, status)
    print("TIME", kind, n, time.time() - begun)


def _failures() -> float:
    return REGISTRY.get_sample_value("waypost_failures_total", {"platform": "slack"}) or 0.0
