"""How fast Waypost answers in Teams, beside botbuilder's own adapter and connector."""

import sys
from itertools import count
from pathlib import Path

from aiohttp import ClientSession

from tests.benchmarks.measure import Figures, drive, failures, show
from tests.benchmarks.platforms import Platforms
from tests.e2e.processes import WAYPOST, running

AT_ONCE = 16
REQUEST = "my laptop cannot reach the file server since the move"

TIMES_STOCK = 5
"""What our own connector must be worth, or it is not worth its lines."""

ROUNDS = 3
"""By turns, of which each side's best counts: whatever else the machine does then weighs on neither."""

_numbers = count()


async def test_turns_beside_stock_botbuilder(tmp_path: Path) -> None:
    """A message is answered with a card at least five times as often as by stock botbuilder, which has its card ready."""
    stock_teams = Path(__file__).with_name("stock_teams.py")
    settings = {
        "WAYPOST_PORT": "0",
        "WAYPOST_DATA_DIR": str(tmp_path / "data"),
        "WAYPOST_TEAMS_ANONYMOUS": "true",
    }
    async with Platforms.served() as teams, ClientSession() as session:
        with (
            running([sys.executable, "-u", stock_teams], r"on port (\d+)", tmp_path) as botbuilder,
            running([WAYPOST, "serve"], r"http://\S+:(\d+)", tmp_path, settings) as waypost,
        ):
            theirs, ours = int(botbuilder.said[1]), int(waypost.said[1])
            await _turns(teams, session, theirs, "help", AT_ONCE)  # warm up
            await _turns(teams, session, ours, REQUEST, AT_ONCE)
            rounds = [
                (await _turns(teams, session, theirs, "help", 100), await _turns(teams, session, ours, "help", 600))
                for _ in range(ROUNDS)
            ]
            routed = await _turns(teams, session, ours, REQUEST, 300)
            failed = await failures(session, ours)
    stock, helped = (max(figures, key=lambda figures: figures.per_second) for figures in zip(*rounds, strict=True))
    rows = [
        stock.row("botbuilder alone, sends the card of help"),
        helped.row("Waypost, help"),
        routed.row("Waypost, a request"),
    ]
    show("Teams: from the message to its card", ("16 turns at once", "turns/s", "p50 ms", "p99 ms"), rows)
    assert failed == 0
    assert helped.per_second >= TIMES_STOCK * stock.per_second


async def _turns(teams: Platforms, session: ClientSession, port: int, text: str, number: int) -> Figures:
    """Send messages, each in a conversation of its own, and wait for the card in it."""

    async def turn() -> None:
        conversation = f"a:{port}-{next(_numbers)}"
        activity = {
            "type": "message",
            "id": "1",
            "channelId": "msteams",
            "serviceUrl": teams.url,
            "from": {"id": "29:person", "name": "Person"},
            "recipient": {"id": "28:waypost", "name": "Waypost"},
            "conversation": {"id": conversation, "conversationType": "personal", "tenantId": "tenant"},
            "channelData": {"tenant": {"id": "tenant"}},
            "text": text,
            "textFormat": "plain",
            "locale": "en-GB",
        }
        async with session.post(f"http://127.0.0.1:{port}/api/messages", json=activity) as answer:
            assert answer.status < 300, await answer.text()
        await teams.answer(conversation)

    return await drive(number, AT_ONCE, turn)
