"""Slack does what every platform does."""

from collections.abc import Sequence

import pytest
from aiohttp import web

from core.conversation.people import Place
from core.handoff.delivery.ports import Messenger
from tests.bots.platform_contract import PlatformContract
from tests.bots.seat import ASKED_TO_WAIT, Fault, Room, Seat, Shown, Who
from tests.bots.slack.blockkit import Json, controls, texts
from tests.bots.slack.conftest import Served
from tests.bots.slack.wire import ANA, JSON_TYPE, command, direct, event, mention, press, shortcut, submission
from tests.support.slack_cloud import BOT_USER, TEAM, Call, SlackDouble

_PEOPLE: dict[Who, str] = {"requester": ANA, "responder": "U0BEN", "colleague": "U0CARA", "guest": "U0GUS"}
_WHO = {user: who for who, user in _PEOPLE.items()}
_ROOMS: dict[str, Room] = {"C0GENERAL": "asked", "C0456": "team", "D0ANA": "alone", ANA: "alone"}
_FAULTS = {
    Fault.PASSING: lambda: _refusal("token_revoked"),
    Fault.UNANSWERED: lambda: web.Response(status=500, text="oops"),
    Fault.CLOSED: lambda: _refusal("not_in_channel"),
    Fault.GONE: lambda: _refusal("message_not_found"),
    Fault.LIMITED: lambda: web.Response(status=429, headers={"Retry-After": f"{ASKED_TO_WAIT}"}, text="{}"),
    Fault.LIMITED_ODDLY: lambda: web.Response(status=429, headers={"Retry-After": "soon"}, text="{}"),
}


def _refusal(error: str) -> web.Response:
    return web.json_response({"ok": False, "error": error})


class SlackSeat(Seat):
    """A workspace, with its general channel and that of the network's team."""

    def __init__(self, served: Served, slack: SlackDouble) -> None:
        self.served, self.slack = served, slack
        slack.members.add("C0456")
        slack.names["U0CARA"] = "Cara Lind"
        self._shown: list[Shown] = []
        self._read = 0
        self._failing: set[str] = set()
        """Methods whose next call is not accepted."""
        self._threads: dict[str, str] = {}
        """The thread of each message that stands in one."""

    @property
    def messenger(self) -> Messenger:
        """Slack's."""
        return self.served.platform.messenger

    @property
    def room(self) -> Place:
        """The general channel."""
        return Place("slack", TEAM, "C0GENERAL")

    @property
    def stranger(self) -> Place:
        """A channel without us."""
        return Place("slack", TEAM, "C0NOWHERE")

    @property
    def requester(self) -> Place:
        """Ana's."""
        return Place("slack", TEAM, f"@{ANA}")

    def shown(self) -> Sequence[Shown]:
        """By the calls that arrived."""
        self._look("requester")
        return self._shown

    def _look(self, acting: Who) -> None:
        """Read what has arrived since; what came by a response URL, who acts sees."""
        sent = self.slack.sent()
        for call in sent[self._read :]:
            if call.method in self._failing:
                self._failing.remove(call.method)
            else:
                self._shown.append(self._seen(call, acting))
        self._read = len(sent)

    def _seen(self, call: Call, acting: Who) -> Shown:
        text = "\n".join((*texts(call.args), *(str(c.get("text", {}).get("text", "")) for c in controls(call.args))))
        if call.method == "response_url":
            return Shown(text, "asked", acting, (call, None))
        room = _ROOMS[call.args["channel"]]
        if call.method == "chat.postEphemeral":
            return Shown(text, room, _WHO[call.args["user"]], (call, None))
        ts = call.args.get("ts") or next(ts for ts, posted in self.slack.posted if posted is call.args)
        self._threads.setdefault(ts, call.args.get("thread_ts") or "")
        return Shown(text, room, "requester" if room == "alone" else None, (call, ts))

    async def _settle(self, acting: Who = "requester") -> None:
        await self.served.deliver()
        self._look(acting)

    async def ask(self, text: str, *, openly: bool, times: int = 1, who: Who = "requester") -> None:
        """By a mention, or by a command."""
        user = _PEOPLE[who]
        asked, alone = event(mention(text, user=user)), command(self.slack, "/route", text, user_id=user)
        self._tell_of(who)
        for _ in range(times):
            sending = self.served.sending
            assert (await sending.event(asked) if openly else await sending.command(alone))[0] == 200
        await self._settle()

    async def talk(self, text: str, *, alone: bool) -> None:
        """By a direct message, or by a mention in the thread."""
        said = direct(text) if alone else mention(text, thread_ts="1763900000.000100")
        assert (await self.served.sending.event(event(said)))[0] == 200
        await self._settle()

    async def ask_about(self, text: str) -> None:
        """By the shortcut on a message."""
        await self.served.sending.interaction(shortcut(self.slack, "who_owns_this", text=text))
        await self._settle()

    async def ask_about_among_colleagues(self, text: str) -> None:
        """By the shortcut in a direct conversation of two."""
        await self.served.sending.interaction(shortcut(self.slack, "who_owns_this", text=text, channel="D0ANABEN"))
        await self._settle()

    async def ask_from_elsewhere(self, text: str) -> None:
        """By a mention in another workspace."""
        asked = event(mention(text))
        there = [{**asked["authorizations"][0], "team_id": "T0STRANGE"}]
        await self.served.sending.event({**asked, "team_id": "T0STRANGE", "authorizations": there})
        await self._settle()

    async def press(self, on: Shown, label: str, who: Who = "requester", *, times: int = 1) -> None:
        """Press a button."""
        call, _ = on.raw
        button = next(c for c in controls(call.args) if c.get("text", {}).get("text", "").startswith(label))
        await self._press(on, button, who, times)

    async def press_unknown(self, on: Shown) -> None:
        """As an older version, or a forger, names it."""
        button: Json = {"action_id": "waypost:dance:0", "type": "button", "value": "{}"}
        await self._press(on, button, "requester", 1)

    async def fill_in(self, on: Shown, label: str, who: Who = "requester", **inputs: str) -> None:
        """In the view that opens."""
        await self.press(on, label, who)
        view = self.slack.sent("views.open")[-1].args["view"]
        assert await self.served.sending.interaction(submission(view, _PEOPLE[who], **inputs)) == (200, "")
        await self._settle(who)

    async def pick(self, on: Shown, choice: str) -> None:
        """Pick from the menu."""
        call, _ = on.raw
        menu = next(c for c in controls(call.args) if "option_groups" in c)
        options = [option["value"] for group in menu["option_groups"] for option in group["options"]]
        await self._press(on, menu, "requester", 1, next(value for value in options if choice in value))

    async def _press(self, on: Shown, control: Json, who: Who, times: int, pick: str | None = None) -> None:
        _, ts = on.raw
        channel = next(name for name, room in _ROOMS.items() if room == on.room)
        thread = self._threads.get(ts or "") or None
        payload = press(self.slack, control, channel=channel, message=ts, thread=thread, pick=pick)
        payload["user"] = {"id": _PEOPLE[who], "username": "someone", "team_id": TEAM}
        self.slack.triggers.add(payload["trigger_id"])
        self._tell_of(who)
        for _ in range(times):
            assert await self.served.sending.interaction(payload) == (200, "")
        await self._settle(who)

    def _tell_of(self, who: Who) -> None:
        """Of a guest Slack tells that they are one."""
        if who == "guest":
            told = {"ok": True, "user": {"id": "U0GUS", "name": "gus", "is_restricted": True, "team_id": TEAM}}
            self.slack.next_answers["users.info"].append(lambda: web.json_response(told))

    async def write(self, below: Shown, text: str, who: Who, *, mentioned: bool = False) -> None:
        """Answer in the thread; a mention comes as a message too."""
        call, ts = below.raw
        where = {"channel": call.args["channel"], "channel_type": "channel", "thread_ts": self._threads[ts] or ts}
        said = direct(text, user=_PEOPLE[who], **where)
        self.slack.posted.append((said["ts"], said))  # so that others see what is whispered in the thread
        if mentioned:
            said["text"] = f"<@{BOT_USER}> {said['text']}"
            await self.served.sending.event(event({**said, "type": "app_mention"}))
        await self.served.sending.event(event(said))
        await self._settle(who)

    def compose(self, below: Shown | None, text: str, who: Who, *, to_us: bool = False) -> Json:
        """The event."""
        where: Json = {"channel": "C0GENERAL", "channel_type": "channel"}
        if below:
            call, ts = below.raw
            where |= {"channel": call.args["channel"], "thread_ts": self._threads[ts] or ts}
        said = direct(_to_us(text, to_us=to_us), user=_PEOPLE[who], **where)
        return {"told": said, "text": said["text"]}

    async def tell(self, said: Json) -> None:
        """By the message's event; one that mentions us comes as a mention too."""
        told = said["told"]
        self.slack.posted.append((told["ts"], told))  # so that others see what is whispered in the thread
        await self._send(told)
        if BOT_USER in told["text"]:
            await self._send({**told, "type": "app_mention"})

    async def edit(self, said: Json, text: str, at: int, *, to_us: bool = False) -> None:
        """By the event of a change, which holds the message before and after; a mention comes besides."""
        told, ts, text = said["told"], f"{float(said['told']['ts']) + at:.6f}", _to_us(text, to_us=to_us)
        now = {**told, "text": text, "edited": {"user": told["user"], "ts": ts}}
        about = {"message": now, "previous_message": {**told, "text": said["text"]}, "ts": ts}
        said["text"] = text
        where = {name: told[name] for name in ("channel", "channel_type")}
        await self._send({"type": "message", "subtype": "message_changed", **where, **about})
        if to_us:
            await self._send({**now, "type": "app_mention"})

    async def delete(self, said: Json, at: int) -> None:
        """By the event of a deletion, which holds the message before it."""
        told = said["told"]
        about = {"previous_message": {**told, "text": said["text"]}, "ts": f"{float(told['ts']) + at:.6f}"}
        where = {name: told[name] for name in ("channel", "channel_type")}
        await self._send({"type": "message", "subtype": "message_deleted", **where, **about})

    async def _send(self, what: Json) -> None:
        assert (await self.served.sending.event(event(what)))[0] == 200
        await self._settle(_WHO.get(what.get("user", ""), "requester"))

    def mark(self, who: Who) -> str:
        """By the id alone."""
        return f"<@{_PEOPLE[who]}>"

    def tell_name(self, who: Who, *, told: bool) -> None:
        """Who asks for somebody gets them without a name."""
        (self.slack.nameless.discard if told else self.slack.nameless.add)(_PEOPLE[who])

    async def send(self, body: bytes, *, proven: bool) -> int:
        """With a signature, or without."""
        return (await self.served.sending.raw(body, JSON_TYPE, None if proven else {}))[0]

    def fail(self, fault: Fault) -> None:
        """Both ways to post; the one that is not used keeps its answer."""
        for method in ("chat.postMessage", "chat.update"):
            self.slack.next_answers[method].append(_FAULTS[fault])
            self._failing.add(method)


def _to_us(text: str, *, to_us: bool) -> str:
    return f"<@{BOT_USER}> {text}" if to_us else text


@pytest.fixture
def seat(served: Served, slack: SlackDouble, monkeypatch: pytest.MonkeyPatch) -> Seat:
    """In a workspace where nothing was said yet; that somebody has no name is never remembered for long."""
    monkeypatch.setattr("bots.slack.people._NAMELESS_SECONDS", 0.0)
    return SlackSeat(served, slack)


class TestContract(PlatformContract):
    """See there."""
