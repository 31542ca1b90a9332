"""How fast Waypost answers in Teams with tokens checked, beside botbuilder's own adapters and connector without."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from aiohttp import ClientSession
from aiohttp.test_utils import TestServer

from tests.benchmarks.measure import METRICS_TOKEN, Figures, drive, failures, resident_mib, show
from tests.benchmarks.platforms import Platforms
from tests.e2e.processes import WAYPOST, Program, running
from tests.support.microsoft_cloud import APP_ID, PASSWORD, TENANT, Login, Signer, certificate, new_key

AT_ONCE = 16
REQUEST = "my laptop cannot reach the file server since the move"

TIMES_STOCK = 5
"""What our own connector must be worth, or it is not worth its lines."""

ROUNDS = 3
"""By turns, of which each side's best counts: whatever else the machine does then weighs on neither."""

_WARM, _LONG = 2_000, 10_000
"""Turns before memory is measured, for caches fill; and turns after."""

_numbers = count()


async def test_turns_beside_stock_botbuilder(tmp_path: Path) -> None:
    """A message is answered with a card at least five times as often as by stock botbuilder, which has its card ready."""
    stock = [sys.executable, "-u", Path(__file__).with_name("stock_teams.py")]
    for name in ("cloud", "legacy"):
        (tmp_path / name).mkdir()
    async with Platforms.served() as teams, ClientSession() as session, _waypost(teams, tmp_path) as (waypost, token):
        with (
            running([*stock, "cloud"], r"on port (\d+)", tmp_path / "cloud") as cloud,
            running([*stock, "legacy"], r"on port (\d+)", tmp_path / "legacy") as legacy,
        ):
            ours = _Talk(teams, session, int(waypost.said[1]), token)
            theirs = [_Talk(teams, session, int(program.said[1]), "") for program in (cloud, legacy)]
            for talk in theirs:
                await talk.turns("help", AT_ONCE)  # warm up
            await ours.turns(REQUEST, AT_ONCE)
            rounds = [
                [*[await talk.turns("help", 100) for talk in theirs], await ours.turns("help", 600)]
                for _ in range(ROUNDS)
            ]
            routed = await ours.turns(REQUEST, 300)
            one_by_one = [await talk.turns("help", 100, at_once=1) for talk in (*theirs, ours)]
            one_by_one.append(await ours.turns(REQUEST, 100, at_once=1))
        await ours.turns("help", _WARM)
        before = resident_mib(waypost.pid)
        await ours.turns("help", _LONG)
        grown = resident_mib(waypost.pid) - before
        failed = await failures(session, ours.port)
        unclosed = "Unclosed" in waypost.printed()
    best = [max(figures, key=lambda figures: figures.per_second) for figures in zip(*rounds, strict=True)]
    names = (
        "botbuilder's CloudAdapterBase, no tokens",
        "botbuilder's BotFrameworkAdapter, no tokens",
        "Waypost, help",
        "Waypost, a request",
    )
    heads = ("turns/s", "p50 ms", "p99 ms")
    rows = [figures.row(name) for name, figures in zip(names, [*best, routed], strict=True)]
    show("Teams: from the message to its card", ("16 turns at once", *heads), rows)
    rows = [figures.row(name) for name, figures in zip(names, one_by_one, strict=True)]
    show("Teams: when little is going on", ("one after the other", *heads), rows)
    show("Teams: memory", ("turns", "RSS growth MiB"), [[f"{_LONG:,}", f"{grown:.1f}"]])
    assert failed == 0
    assert not unclosed
    assert best[2].per_second >= TIMES_STOCK * best[0].per_second


@asynccontextmanager
async def _waypost(teams: Platforms, folder: Path) -> AsyncIterator[tuple[Program, str]]:
    """A Waypost that checks tokens and has its own from a login, and the token with which it may be called."""
    signer = Signer({"first": new_key()})
    context, trusted = certificate(folder)
    login = TestServer(Login().application(), scheme="https")
    keys = TestServer(signer.application())
    await login.start_server(ssl=context)
    await keys.start_server()
    settings = {
        "WAYPOST_PORT": "0",
        "WAYPOST_METRICS_TOKEN": METRICS_TOKEN,
        "WAYPOST_DATA_DIR": str(folder / "data"),
        "WAYPOST_TEAMS_APP_ID": APP_ID,
        "WAYPOST_TEAMS_APP_PASSWORD": PASSWORD,
        "WAYPOST_TEAMS_TENANT_ID": TENANT,
        "WAYPOST_LIMIT_ASKS": "off",
        "WAYPOST_TEAMS_OPENID_METADATA_URL": str(keys.make_url("/openid")),
        "WAYPOST_TEAMS_LOGIN_URL": str(login.make_url("")),
        "WAYPOST_TEAMS_SERVICE_HOSTS": teams.url.removeprefix("http://"),
        "REQUESTS_CA_BUNDLE": str(trusted),
    }
    try:
        with running([WAYPOST, "serve"], r"http://\S+:(\d+)", folder, settings) as waypost:
            yield waypost, signer.token(teams.url)
    finally:
        await keys.close()
        await login.close()


@dataclass
class _Talk:
    """Writes to a bot on this machine, and waits for its cards."""

    teams: Platforms
    session: ClientSession
    port: int
    token: str

    async def turns(self, text: str, number: int, at_once: int = AT_ONCE) -> Figures:
        """Send messages, each in a conversation of its own, and wait for the card in it."""
        return await drive(number, at_once, lambda: self._turn(text))

    async def _turn(self, text: str) -> None:
        conversation = f"a:{self.port}-{next(_numbers)}"
        activity = {
            "type": "message",
            "id": "1",
            "channelId": "msteams",
            "serviceUrl": self.teams.url,
            "from": {"id": "29:person", "name": "Person"},
            "recipient": {"id": f"28:{APP_ID}", "name": "Waypost"},
            "conversation": {"id": conversation, "conversationType": "personal", "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}},
            "text": text,
            "textFormat": "plain",
            "locale": "en-GB",
        }
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        url = f"http://127.0.0.1:{self.port}/api/messages"
        async with self.session.post(url, json=activity, headers=headers) as answer:
            assert answer.status < 300, await answer.text()
        await self.teams.answer(conversation)
