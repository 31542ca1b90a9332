"""Slack for hours in minutes: thousands of requests with duplicates, retries and junk; none answered twice, none lost."""

import asyncio
import json
import random
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode

from aiohttp import ClientSession, web

from tests.benchmarks.measure import show
from tests.bots.slack.wire import SIGNING_SECRET, command, event, mention, signed
from tests.e2e.processes import WAYPOST, running
from tests.support.slack_cloud import BOT_TOKEN, SlackDouble

REQUESTS = 20_000
AT_ONCE = 32
_WARM = 2_000
"""Before memory is measured: caches fill."""

_WAITING = 100
"""Requests that wait for their answer at most: what is measured is what stays in memory, not how long a queue can get."""

_JUNK = (b"", b"{", b"\xff\xfe", b"payload=%7B", b"[" * 5_000, b"type=event_callback", b'{"type": "event_callback"}')


class Counting(SlackDouble):
    """Slack, which only counts what it is sent, by the number in the request that it answers."""

    def __init__(self) -> None:
        super().__init__()
        self.answered: Counter[str] = Counter()

    async def _note(self, *_: object) -> None:
        """Keep nothing: there is much."""

    def count(self, said: str) -> None:
        """An answer quotes its request, which holds a number."""
        for word in said.split("ticket-")[1:2]:
            self.answered["".join(c for c in word if c.isdigit())] += 1

    def _take(self, method: str, args: object) -> dict[str, object]:  # noqa: ARG002 - as Slack does
        self.count(json.dumps(args))
        return {"ok": True, "channel": "C0GENERAL", "ts": f"1.{sum(self.answered.values())}"}

    async def _response_url(self, request: web.Request) -> web.Response:
        self.count(await request.text())
        return web.Response(text="ok")


async def test_a_soak(tmp_path: Path) -> None:
    """Each request is answered exactly once, whatever arrives beside it; memory stays where it was."""
    chance = random.Random(7)  # noqa: S311 - a fixed walk
    async with Counting() as slack, ClientSession() as session:
        settings = {
            "WAYPOST_PORT": "0",
            "WAYPOST_DATA_DIR": str(tmp_path / "data"),
            "WAYPOST_SLACK_API_URL": f"{slack.url}/api/",
            "WAYPOST_SLACK_BOT_TOKEN": BOT_TOKEN,
            "WAYPOST_SLACK_SIGNING_SECRET": SIGNING_SECRET,
            "WAYPOST_LOG_LEVEL": "error",
            "WAYPOST_LIMIT_ASKS": "off",
        }
        with running([WAYPOST, "serve"], r"http://\S+:(\d+)", tmp_path, settings) as waypost:
            url = f"http://127.0.0.1:{waypost.said[1]}/slack/events"
            at_first = 0.0
            waiting = iter(range(REQUESTS))

            async def send(body: bytes, kind: str) -> int:
                headers = {"Content-Type": kind, **signed(body)}
                async with session.post(url, data=body, headers=headers) as response:
                    await response.read()
                    return response.status

            async def worker() -> None:
                nonlocal at_first
                for number in waiting:
                    while number - len(slack.answered) > _WAITING:  # noqa: ASYNC110 - the server is another process
                        await asyncio.sleep(0.01)
                    if number == _WARM:
                        at_first = _rss_mib(waypost.pid)
                    text = f"ticket-{number} my vpn drops"
                    if number % 2:
                        body, kind = json.dumps(event(mention(text))).encode(), "application/json"
                    else:
                        body = urlencode(command(slack, "/route", text)).encode()
                        kind = "application/x-www-form-urlencoded"
                    for _ in range(1 + (chance.random() < 0.2) + (chance.random() < 0.05)):
                        assert await send(body, kind) == 200
                    if chance.random() < 0.1:
                        assert await send(chance.choice(_JUNK), kind) in (200, 400, 401)

            await asyncio.gather(*(worker() for _ in range(AT_ONCE)))
            async with asyncio.timeout(300):
                while len(slack.answered) < REQUESTS:  # noqa: ASYNC110 - the server is another process
                    await asyncio.sleep(0.1)
            await asyncio.sleep(2)
            grown = _rss_mib(waypost.pid) - at_first
    twice = sum(times - 1 for times in slack.answered.values())
    rows = [[f"{REQUESTS:,}", str(REQUESTS - len(slack.answered)), str(twice), f"{grown:.1f}"]]
    show("A soak", ("requests", "lost", "answered twice", "RSS growth MiB"), rows)
    assert twice == 0


def _rss_mib(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024
