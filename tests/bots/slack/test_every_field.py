"""Each field of each kind of payload, spoiled in turn, on the wire: nothing fails, and who asked hears something."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from prometheus_client import REGISTRY

from bots.settings import Settings
from tests.bots.slack.blockkit import Json, controls, texts
from tests.bots.slack.conftest import Serve
from tests.bots.slack.test_handoff import BEN, HOME, VPN, Room
from tests.bots.slack.wire import ANA, command, direct, event, mention, new_ts, press, shortcut, submission
from tests.support.slack_cloud import BOT_USER, Call, SlackDouble
from tests.support.spoiling import paths, spoiled_values, with_value

Path = tuple[str | int, ...]


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

    async def send(self, payload: Json) -> tuple[int, str]:
        """Over HTTP, as that kind comes; the status and the body."""
        sending = self.room.served.sending
        if "event" in payload or payload.get("type") == "event_callback":
            return await sending.event(payload)
        return await (sending.command if "command" in payload else sending.interaction)(payload)

    async def heard(self, payload: Json) -> tuple[int, bool]:
        """The status, and whether a person was shown something."""
        before = len(self.slack.calls)
        status, body = await self.send(payload)
        await self.room.served.platform.settle()
        self.slack.unseen.clear()  # some threads are made up, and nobody has answered in them
        shown = any(call.method in _SHOWS for call in self.slack.calls[before:])
        return status, shown or (status == 200 and "text" in body)

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


_ENVELOPE = ("token", "api_app_id", "event_id", "event_time", "authorizations", "is_ext_shared_channel", "team_id")
_AROUND = (
    "token",
    "api_app_id",
    "is_enterprise_install",
    "enterprise",
    "team",
    "team_domain",
    "action_ts",
    "response_urls",
)
"""Around an event, and around what somebody does: spoiled with one kind or two alone."""

_NEEDED: dict[str, tuple[str, ...]] = {
    "": ("type", "event", "event.type", "user", "user.id"),
    "a command": ("command", "user_id"),
    **dict.fromkeys(
        ("a mention", "a direct message"), ("event", "event.type", "event.user", "event.channel", "event.ts")
    ),
    "a group's message": (
        "event",
        *(f"event.{name}" for name in ("type", "user", "channel", "ts", "channel_type", "text")),
    ),
    "an emoji": (
        *("event", "event.type", "event.user", "event.reaction", "event.item"),
        *("event.item.type", "event.item.channel", "event.item.ts"),
    ),
    "a look at the home": ("event", "event.type", "event.user"),
    **dict.fromkeys(
        ("a press", "a press that asks first", "a press at home"), ("actions", "actions.0", "actions.0.action_id")
    ),
    **dict.fromkeys(("a form", "a question in a form"), ("view",)),
}
"""By kind, without what nobody could tell who asks, what, or where; the first for every kind. Most of it Slack itself reports."""

_WHOSE = ("team", "team.id", "team_id", "authorizations.0.team_id")
"""Says which workspace it is: another one is a stranger's, who learns nothing."""


async def test_whatever_stands_in_a_field(scene: Scene) -> None:
    """Null, missing, of another type, huge or invisible: nothing fails, who asks hears something, and the request stands."""
    faults = []
    for kind in _KINDS:
        assert await scene.heard(scene.payload(kind)) == (200, kind not in _UNHEARD), kind
        usual = scene.payload(kind)
        for path in paths(usual):
            if path[0] in (_ENVELOPE if "event" in usual else _AROUND) and kind not in (
                "a mention",
                "a press",
                "a form",
            ):
                continue
            for name, value in spoiled_values(usual, path).items():
                faults += [f"{kind}: {path} {name}: {fault}" for fault in await _faults(scene, kind, path, value)]
    marker = f"and now {new_ts()}?"
    await scene.room.served.sending.event(event(_in_thread(scene, text=marker)))
    await scene.room.served.deliver()
    scene.slack.unseen.clear()
    assert any(marker in args["text"] for _, args in scene.slack.posted if args["channel"] == "C0GENERAL")
    assert VPN in " ".join(texts(scene.room.newest(HOME, "Request for")[1].args))
    assert not faults, "\n".join(faults)


async def _faults(scene: Scene, kind: str, path: Path, value: object) -> list[str]:
    """What is wrong about the answer to a payload with another value at one place."""
    if path[-1] == "trigger_id" and isinstance(value, str):
        value += new_ts()  # two presses of one name are one press
    payload = with_value(scene.payload(kind), path, value)
    if kind == "a command":  # a form, in which everything is a text
        payload = {name: str(given) for name, given in payload.items() if given is not None}
    before, at = _failures(), ".".join(map(str, path))
    status, heard = await scene.heard(payload)
    needed = at in _NEEDED[""] or at in _NEEDED.get(kind, ()) or (at in _WHOSE and isinstance(value, str))
    wrong = [f"status {status}"] if status not in ((200, 400) if needed else (200,)) else []
    wrong += ["failed"] if _failures() != before and at != "event.channel" else []
    return wrong + (["silence"] if not heard and not needed and kind not in _UNHEARD else [])


def _failures() -> float:
    """What /metrics says of unexpected failures."""
    return REGISTRY.get_sample_value("waypost_failures_total", {"platform": "slack"}) or 0.0
