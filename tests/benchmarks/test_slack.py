"""How fast Waypost acknowledges Slack's requests, beside Bolt alone."""

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

from aiohttp import ClientSession
from slack_sdk.signature import SignatureVerifier

from tests.benchmarks.measure import METRICS_TOKEN, Figures, drive, failures, show
from tests.benchmarks.platforms import Platforms
from tests.e2e.processes import WAYPOST, running

AT_ONCE = 64
SECRET = "made-up"
REQUEST = "my laptop cannot reach the file server since the move"

OF_BARE_BOLT = 0.6
"""What must be left of Bolt's own rate. About 0.8 is, but both programs and this one share two cores."""

ROUNDS = 3
"""By turns, of which each side's best counts: whatever else the machine does then weighs on neither."""


async def test_acknowledgements_beside_bare_bolt(tmp_path: Path) -> None:
    """With 64 under way at once, commands with one fixed answer are acknowledged nearly as often as by Bolt, which has none.

    With requests to read, answers keep up with what the classifier does by itself. Slack waits for three seconds.
    """
    bare_bolt, time_texts = (Path(__file__).with_name(name) for name in ("bare_bolt.py", "time_texts.py"))
    timed = subprocess.run([sys.executable, time_texts, "one"], capture_output=True, check=True)  # noqa: ASYNC221, S603
    alone = Figures.of(json.loads(timed.stdout))
    async with Platforms.served() as slack, ClientSession() as session:
        api = f"{slack.url}/api/"
        settings = {
            "WAYPOST_PORT": "0",
            "WAYPOST_METRICS_TOKEN": METRICS_TOKEN,
            "WAYPOST_DATA_DIR": str(tmp_path / "data"),
            "WAYPOST_SLACK_API_URL": api,
            "WAYPOST_SLACK_BOT_TOKEN": "xoxb-1",
            "WAYPOST_SLACK_SIGNING_SECRET": SECRET,
            "WAYPOST_LIMIT_ASKS": "off",
        }
        with (
            running([sys.executable, "-u", bare_bolt, api, SECRET], r"on port (\d+)", tmp_path) as bolt,
            running([WAYPOST, "serve"], r"http://\S+:(\d+)", tmp_path, settings) as waypost,
        ):
            bare, ours = (_Commands(slack, session, int(program.said[1])) for program in (bolt, waypost))
            await bare.drive("help", AT_ONCE)  # warms it up
            await ours.drive(REQUEST, AT_ONCE)
            await ours.answered()
            rounds = [
                (await bare.drive("help", 2000), await ours.drive("help", 1000), await ours.answered())
                for _ in range(ROUNDS)
            ]
            routed = await ours.drive(REQUEST, 400), await ours.answered()
            one_by_one = [
                (name, await commands.drive(text, 200, at_once=1))
                for name, commands, text in (
                    ("Bolt alone", bare, "help"),
                    ("Waypost, /route help", ours, "help"),
                    ("Waypost, /route with a request", ours, REQUEST),
                )
            ]
            await ours.answered()
            failed = await failures(session, ours.port)
    bolts, helped, answered = (
        max(figures, key=lambda figures: figures.per_second) for figures in zip(*rounds, strict=True)
    )
    rows = [
        [*bolts.row("Bolt alone, which does nothing more"), "", ""],
        [*helped.row("Waypost, /route help"), *answered.row("")[1::2]],
        [*routed[0].row("Waypost, /route with a request"), *routed[1].row("")[1::2]],
        ["The classifier alone, on one core", "", "", "", f"{alone.per_second:,.0f}", ""],
    ]
    heads = ("64 signed slash commands at once", "acks/s", "p50 ms", "p99 ms", "answers/s", "p99 ms")
    show("Slack: acknowledgements, and the answers that follow them", heads, rows)
    heads = ("one after the other", "acks/s", "p50 ms", "p99 ms")
    show("Slack: acknowledgements when little is going on", heads, [figures.row(name) for name, figures in one_by_one])
    assert failed == 0
    assert helped.per_second >= OF_BARE_BOLT * bolts.per_second


@dataclass
class _Commands:
    """Sends slash commands to a server on this machine, and waits for what it answers."""

    slack: Platforms
    session: ClientSession
    port: int

    def __post_init__(self) -> None:
        self._numbers = count()
        self._sent: dict[str, float] = {}

    async def drive(self, text: str, number: int, at_once: int = AT_ONCE) -> Figures:
        """The times to acknowledge so many commands."""
        self._sent.clear()
        return await drive(number, at_once, lambda: self._send(text))

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
