"""How fast Waypost acknowledges Slack's requests, beside Bolt alone."""

import sys
import time
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

from aiohttp import ClientSession
from slack_sdk.signature import SignatureVerifier

from tests.benchmarks.measure import Figures, drive, failures, show
from tests.benchmarks.platforms import Platforms
from tests.e2e.processes import WAYPOST, running

AT_ONCE = 64
SECRET = "made-up"
REQUEST = "my laptop cannot reach the file server since the move"


async def test_acknowledgements_beside_bare_bolt(tmp_path: Path) -> None:
    """Every signed slash command is acknowledged and answered while 64 are under way. Slack waits for three seconds."""
    bare_bolt = Path(__file__).with_name("bare_bolt.py")
    async with Platforms.served() as slack, ClientSession() as session:
        api = f"{slack.url}/api/"
        settings = {
            "WAYPOST_PORT": "0",
            "WAYPOST_DATA_DIR": str(tmp_path / "data"),
            "WAYPOST_SLACK_API_URL": api,
            "WAYPOST_SLACK_BOT_TOKEN": "xoxb-1",
            "WAYPOST_SLACK_SIGNING_SECRET": SECRET,
        }
        with running([sys.executable, "-u", bare_bolt, api, SECRET], r"on port (\d+)", tmp_path) as bolt:
            bare = _Commands(slack, session, int(bolt.said[1]))
            await bare.drive("help", AT_ONCE)  # warms it up
            alone = await bare.drive("help", 2000)
        with running([WAYPOST, "serve"], r"http://\S+:(\d+)", tmp_path, settings) as waypost:
            ours = _Commands(slack, session, int(waypost.said[1]))
            await ours.drive(REQUEST, AT_ONCE)
            helped = await ours.drive("help", 1000), await ours.answered()
            routed = await ours.drive(REQUEST, 400), await ours.answered()
            failed = await failures(session, ours.port)
    rows = [
        [*alone.row("Bolt alone, which does nothing more"), "", ""],
        [*helped[0].row("Waypost, /route help"), *helped[1].row("")[1::2]],
        [*routed[0].row("Waypost, /route with a request"), *routed[1].row("")[1::2]],
    ]
    heads = ("64 signed slash commands at once", "acks/s", "p50 ms", "p99 ms", "answers/s", "p99 ms")
    show("Slack: acknowledgements, and the answers that follow them", heads, rows)
    assert failed == 0


@dataclass
class _Commands:
    """Sends slash commands to a server on this machine, and waits for what it answers."""

    slack: Platforms
    session: ClientSession
    port: int

    def __post_init__(self) -> None:
        self._numbers = count()
        self._sent: dict[str, float] = {}

    async def drive(self, text: str, number: int) -> Figures:
        """The times to acknowledge so many commands."""
        self._sent.clear()
        return await drive(number, AT_ONCE, lambda: self._send(text))

    async def answered(self) -> Figures:
        """The times to answer the commands of the last `drive`; waits until all are."""
        answered = [await self.slack.answer(name) for name in self._sent]
        each = [at - sent for at, sent in zip(answered, self._sent.values(), strict=True)]
        return Figures(max(answered) - min(self._sent.values()), tuple(each))

    async def _send(self, text: str) -> None:
        name = f"{self.port}-{next(self._numbers)}"
        command = {
            "command": "/route",
            "text": text,
            "team_id": "T1",
            "channel_id": "C1",
            "user_id": "U1",
            "response_url": f"{self.slack.url}/responses/{name}",
            "trigger_id": name,
        }
        body, now = urlencode(command), str(int(time.time()))
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Slack-Request-Timestamp": now,
            "X-Slack-Signature": SignatureVerifier(SECRET).generate_signature(timestamp=now, body=body) or "",
        }
        self._sent[name] = time.perf_counter()
        async with self.session.post(
            f"http://127.0.0.1:{self.port}/slack/events", data=body, headers=headers
        ) as answer:
            assert answer.status == 200, await answer.text()
