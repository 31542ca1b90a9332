"""A double of Slack's cloud, for it cannot run here: the Web API, response URLs and Socket Mode in their real wire format."""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any, Self

from aiohttp import WSMsgType, web

from tests.bots.slack.blockkit import faults

BOT_TOKEN = "xoxb-0123-test"
APP_TOKEN = "xapp-1-test"
BOT_USER = "U0WAYPOST"
BOT = "B0WAYPOST"
TEAM = "T0123"

PATIENCE_SECONDS = 20
"""When a test gives up on something that should long have happened."""


_READS = ("conversations.history", "conversations.replies")


@dataclass(frozen=True)
class Call:
    """What reached Slack: a Web API method or `response_url`, and its arguments."""

    method: str
    args: Mapping[str, Any]


class SlackDouble:
    """Slack, with one workspace. Set `members` and `next_answers` to make it behave."""

    address = "https://example.slack.com/"
    """Where people open what our token is for."""
    slow_seconds = 0.0
    """How long it takes to say that a message was taken."""
    hangs_up = False
    """Whether connections break that ask for a new token."""
    read_limit = 0
    """Messages that a call may read at most, of which there may be one a minute for each method; 0 for no such limit."""

    def __init__(self) -> None:
        self.members = {"C0GENERAL", "D0ANA"}
        """Conversations that the bot is in."""
        self.next_answers: dict[str, deque[Callable[[], web.Response]]] = defaultdict(deque)
        """Answers to give once, by method, before the usual ones."""
        self.held: dict[str, asyncio.Event] = {}
        """Methods whose calls are answered only once the event is set."""
        self.calls: list[Call] = []
        self.accepted: list[Call] = []
        """Calls that were taken: what people see."""
        self.posted: list[tuple[str, Mapping[str, Any]]] = []
        """Messages that were accepted, with their `ts`."""
        self.unseen: list[Mapping[str, Any]] = []
        """What was to be shown to one person in a thread that nobody has answered in: Slack takes it, and shows it to nobody."""
        self.archived: set[str] = set()
        self.refusing: dict[str, str] = {}
        """Conversations in which we may not post, with Slack's name for why."""
        self.names = {"U0ANA": "Ana Ribeiro", "U0BEN": "Ben Okafor"}
        self.nameless: set[str] = set()
        """People of whom Slack tells everything but what they are called."""
        self.homes: dict[str, str] = {}
        """Workspaces of people who do not belong to this one."""
        self.revoked: list[str] = []
        """Tokens that were given back."""
        self.display_names: dict[str, str] = {}
        self.tokens = {BOT_TOKEN}
        self.refresh_tokens: set[str] = set()
        self.tokens_live = 0
        """Seconds that tokens live which workspaces get by OAuth; 0 for ever."""
        self.organisation = ""
        """The Enterprise Grid organisation that installs us as a whole; empty for a single workspace."""
        self.organisation_above = ""
        """The one over our workspace, where that workspace alone installs us; empty for none."""
        self.organisations: dict[str, str] = {}
        """Organisations of people who do not belong to our workspace."""
        self.refreshing_seconds = 0.0
        """How long it takes to make a new token."""
        self._read: set[str] = set()
        self.triggers: set[str] = set()
        """Which may open a form, once."""
        self.sockets: list[web.WebSocketResponse] = []
        self.url = ""
        self.connections: set[object] = set()
        """TCP connections over which calls came."""
        self._uses: dict[str, int] = {}
        self._messages: set[tuple[str, str]] = set()
        self._acknowledged: dict[str, asyncio.Future[Mapping[str, Any]]] = {}
        self._numbers = count(1)
        self._news = asyncio.Condition()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        """Serve on a free port."""
        application = web.Application()
        application.router.add_route("*", "/api/{method}", self._api)
        application.router.add_post("/actions/{url}", self._response_url)
        application.router.add_get("/link", self._link)
        self._runner = web.AppRunner(application, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_error: object) -> None:
        """Stop serving."""
        for socket in self.sockets:
            await socket.close()
        if self._runner:
            await self._runner.cleanup()

    # --- what tests do with it -----------------------------------------------------------------------------------

    def response_url(self, uses: int = 5) -> str:
        """A new one, which takes so many answers."""
        name = f"R{next(self._numbers)}"
        self._uses[name] = uses
        return f"{self.url}/actions/{name}"

    def post(self, channel: str) -> str:
        """A message of the bot that is already there; its `ts`."""
        ts = f"1763800000.{next(self._numbers):06}"
        self._messages.add((channel, ts))
        return ts

    def said(self, channel: str, text: str) -> str:
        """A message of Ben's that is already there; its `ts`."""
        ts = self.post(channel)
        self.posted.append((ts, {"channel": channel, "text": text, "user": "U0BEN"}))
        return ts

    def refuse_once(self, method: str, error: str) -> None:
        """Answer the next call of a method with an error."""
        self.next_answers[method].append(lambda: web.json_response({"ok": False, "error": error}))

    def sent(self, *methods: str) -> list[Call]:
        """The messages that arrived so far, or the calls of these methods."""
        wanted = methods or ("chat.postMessage", "chat.postEphemeral", "chat.update", "response_url")
        return [call for call in self.calls if call.method in wanted]

    async def wait_for(self, number: int, *methods: str) -> list[Call]:
        """As many messages as wanted, once they are there."""
        async with self._news, asyncio.timeout(PATIENCE_SECONDS):
            await self._news.wait_for(lambda: len(self.sent(*methods)) >= number)
        return self.sent(*methods)

    async def wait_for_socket(self, number: int = 1) -> None:
        """Wait until so many Socket Mode connections have been opened."""
        async with self._news, asyncio.timeout(PATIENCE_SECONDS):
            await self._news.wait_for(lambda: len(self.sockets) >= number)

    async def send(self, kind: str, payload: Mapping[str, Any]) -> Mapping[str, Any]:
        """Send an envelope over the newest socket, and return how it was acknowledged."""
        envelope = f"E{next(self._numbers)}"
        self._acknowledged[envelope] = asyncio.get_running_loop().create_future()
        accepts = kind != "events_api"
        body = {"envelope_id": envelope, "type": kind, "accepts_response_payload": accepts, "payload": payload}
        await self.sockets[-1].send_json(body)
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await self._acknowledged[envelope]

    # --- what Slack does -----------------------------------------------------------------------------------------

    async def _api(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        given = await request.json() if request.content_type == "application/json" else dict(await request.post())
        args = {**request.query, **given}
        await self._note(Call(method, args), request)
        if method in self.held:
            await self.held[method].wait()
        if self.next_answers[method]:
            return self.next_answers[method].popleft()()
        if method == "oauth.v2.access":
            if self.hangs_up and "refresh_token" in args and request.transport:
                request.transport.abort()
            await asyncio.sleep(self.refreshing_seconds if "refresh_token" in args else 0)
            return web.json_response(self._installed(args))
        tokens = {APP_TOKEN} if method == "apps.connections.open" else self.tokens
        if request.headers.get("Authorization", "").removeprefix("Bearer ") not in tokens:
            return web.json_response({"ok": False, "error": "invalid_auth"})
        if self.read_limit and method in _READS:
            if method in self._read:
                limited = {"ok": False, "error": "ratelimited"}
                return web.json_response(limited, status=429, headers={"Retry-After": "60"})
            self._read.add(method)
        if method == "auth.revoke":
            self.revoked.append(request.headers["Authorization"].removeprefix("Bearer "))
            return web.json_response({"ok": True, "revoked": True})
        answer = self._answer(method, args)
        if answer["ok"]:
            self.accepted.append(Call(method, args))
        if method.startswith(("chat.", "views.")):
            await asyncio.sleep(self.slow_seconds)
        return web.json_response(answer)

    def _installed(self, args: Mapping[str, Any]) -> dict[str, Any]:
        """A token for a code, or a new one for a refresh token, which serves once."""
        if args.get("grant_type") == "refresh_token":
            if args["refresh_token"] not in self.refresh_tokens:
                return {"ok": False, "error": "invalid_refresh_token"}
            self.refresh_tokens.discard(args["refresh_token"])
        number = next(self._numbers)
        token, refresh = f"xoxe.xoxb-{number}-{'t' * 150}", f"xoxe-{number}"
        self.tokens.add(token)
        self.refresh_tokens.add(refresh)
        return {
            "ok": True,
            "app_id": "A0123",
            "access_token": token,
            "token_type": "bot",
            "scope": "commands,chat:write",
            "bot_user_id": BOT_USER,
            "team": None if self.organisation else {"id": "T0NEW", "name": "New"},
            "enterprise": {"id": self.organisation, "name": "Big"} if self.organisation else None,
            "is_enterprise_install": bool(self.organisation),
            "authed_user": {"id": "U0ANA"},
            **({"refresh_token": refresh, "expires_in": self.tokens_live} if self.tokens_live else {}),
        }

    def _view(self, method: str, args: Mapping[str, Any]) -> dict[str, Any]:
        """A home or a form; to open one takes a trigger, which serves once."""
        if method in ("views.publish", "views.update"):
            return {"ok": True, "view": {"id": args.get("view_id", "VHOME")}}
        fresh = args["trigger_id"] in self.triggers
        self.triggers.discard(args["trigger_id"])
        return {"ok": True, "view": {"id": "V1"}} if fresh else {"ok": False, "error": "expired_trigger_id"}

    def _answer(self, method: str, args: Mapping[str, Any]) -> dict[str, Any]:
        match method:
            case "views.publish" | "views.update" | "views.open" | "views.push":
                return self._view(method, args)
            case "auth.test":
                return {
                    "ok": True,
                    "user_id": BOT_USER,
                    "bot_id": BOT,
                    "team_id": TEAM,
                    "user": "waypost",
                    "url": self.address,
                    **({"enterprise_id": above} if (above := self.organisation or self.organisation_above) else {}),
                    "is_enterprise_install": bool(self.organisation),
                }
            case "apps.connections.open":
                return {"ok": True, "url": f"{self.url.replace('http', 'ws')}/link?ticket=1"}
            case "chat.postMessage" | "chat.postEphemeral" | "chat.update":
                return self._take(method, args)
            case "conversations.open":
                direct = f"D0{args['users'].removeprefix('U0')}"
                self.members.add(direct)
                return {"ok": True, "channel": {"id": direct}}
            case "conversations.info":
                if args["channel"] in self.archived | self.members:
                    return {"ok": True, "channel": self._channel(args["channel"])}
                return {"ok": False, "error": "channel_not_found"}
            case "conversations.history" | "conversations.replies":
                return self._history(args)
            case "users.info":
                name = self.names.get(args["user"])
                found = {
                    "id": args["user"],
                    "name": "x",
                    "team_id": self.homes.get(args["user"], TEAM),
                    "profile": {"display_name": self.display_names.get(args["user"], name), "real_name": name},
                }
                if args["user"] in self.nameless:
                    found |= {"name": "", "profile": {}}
                theirs = "" if args["user"] in self.homes else self.organisation or self.organisation_above
                if belongs := self.organisations.get(args["user"], theirs):
                    found["enterprise_user"] = {"enterprise_id": belongs, "teams": [found["team_id"]]}
                return {"ok": True, "user": found} if name else {"ok": False, "error": "user_not_found"}
            case _:
                return {"ok": False, "error": "unknown_method"}

    def _take(self, method: str, args: Mapping[str, Any]) -> dict[str, Any]:
        channel = args["channel"]
        if method == "chat.postMessage" and channel.startswith("U") and channel not in self.members:
            # what is posted to a person arrives in our conversation with them
            channel = f"D0{channel.removeprefix('U0')}"
            self.members.add(channel)
        if channel in self.refusing:
            return {"ok": False, "error": self.refusing[channel]}
        if channel not in self.members:
            return {"ok": False, "error": "not_in_channel"}
        if method == "chat.update" and (channel, args["ts"]) not in self._messages:
            return {"ok": False, "error": "message_not_found"}
        if wrong := faults(args):
            return {"ok": False, "error": "invalid_blocks", "response_metadata": {"messages": wrong}}
        if method == "chat.postEphemeral":
            if (thread := args.get("thread_ts")) and not any(
                each.get("thread_ts") == thread for _, each in self.posted
            ):
                self.unseen.append(args)
            return {"ok": True, "message_ts": f"1763800000.{next(self._numbers):06}"}
        ts = args.get("ts") or self.post(channel)
        if method == "chat.postMessage":
            self.posted.append((ts, args))
        return {"ok": True, "channel": channel, "ts": ts}

    def _channel(self, channel: str) -> dict[str, Any]:
        return {"id": channel, "is_member": channel in self.members, "is_archived": channel in self.archived}

    def _history(self, args: Mapping[str, Any]) -> dict[str, Any]:
        """Pages of two messages, so that there is more than one."""
        thread, start = args.get("ts"), int(args.get("cursor") or 0)
        posts = [
            {
                "type": "message",
                "ts": ts,
                "text": posted.get("text"),
                "metadata": posted.get("metadata"),
                **{name: posted[name] for name in ("user", "bot_id", "subtype", "blocks") if name in posted},
                **({} if {"user", "bot_id"} & posted.keys() else {"bot_id": BOT, "user": BOT_USER}),
            }
            for ts, posted in self.posted
            if posted["channel"] == args["channel"] and (posted.get("thread_ts") == thread or ts == thread)
        ]
        if self.read_limit:
            most = min(self.read_limit, int(args["limit"]))
            newest_first = posts if thread else posts[::-1]
            return {"ok": True, "messages": newest_first[:most], "has_more": len(posts) > most}
        more = str(start + 2) if start + 2 < len(posts) else ""
        return {"ok": True, "messages": posts[start : start + 2], "response_metadata": {"next_cursor": more}}

    def let_a_minute_pass(self) -> None:
        """From now on what may be read once a minute may be read again."""
        self._read.clear()

    async def _response_url(self, request: web.Request) -> web.Response:
        name, body = request.match_info["url"], await request.json()
        await self._note(Call("response_url", body), request)
        if self.next_answers["response_url"]:
            return self.next_answers["response_url"].popleft()()
        if self._uses[name] == 0:
            return web.Response(status=404, text="used_url")
        if faults(body):
            return web.Response(status=400, text="invalid_blocks")
        self._uses[name] -= 1
        self.accepted.append(Call("response_url", body))
        await asyncio.sleep(self.slow_seconds)
        return web.Response(text="ok")

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A0123"}})
        self.sockets.append(socket)
        await self._tell()
        async for message in socket:
            if message.type == WSMsgType.TEXT:
                acknowledged = json.loads(message.data)
                if envelope := self._acknowledged.get(acknowledged["envelope_id"]):
                    envelope.set_result(acknowledged)
        return socket

    async def _note(self, call: Call, request: web.Request) -> None:
        self.calls.append(call)
        self.connections.add(request.transport)
        await self._tell()

    async def _tell(self) -> None:
        async with self._news:
            self._news.notify_all()
