"""Workspaces that install the app themselves: install, use, rotate, remove."""

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import sqlalchemy as sa
from aiohttp import ClientSession, CookieJar, web
from cryptography.fernet import Fernet
from pydantic import SecretStr, ValidationError

from bots.settings import Settings, SettingsError
from bots.slack.app import SlackPlatform
from core.conversation.outline import Outline, Paragraph
from core.conversation.people import Place
from core.desk.desk import Desk
from core.handoff.delivery.ports import TemporaryError, UnreachableError
from core.storage.engine import connect, upgrade, writing
from tests.bots.slack.conftest import Database, Serve, Served, serving
from tests.bots.slack.wire import SIGNING_SECRET, command, event, mention
from tests.support.app import open_waypost
from tests.support.databases import new_postgres
from tests.support.settings import settings_with
from tests.support.slack_cloud import BOT_USER, SlackDouble

VPN = "my vpn drops every ten minutes"
NEW = "T0NEW"
BIG = "E0BIG"
CARD = Outline("Request", (Paragraph("my vpn drops"),), "Request")


@pytest.fixture
def oauth(slack: SlackDouble) -> Settings:
    """Settings with OAuth credentials."""
    return settings_with(
        slack_signing_secret=SecretStr(SIGNING_SECRET),
        slack_api_url=f"{slack.url}/api/",
        slack_client_id="1.1",
        slack_client_secret=SecretStr("secret"),
        slack_encryption_key=SecretStr(Fernet.generate_key().decode()),
        slack_allowed_workspaces=(NEW, BIG),
    )


@pytest.fixture
async def served(serve: Serve, oauth: Settings) -> AsyncIterator[Served]:
    """A platform where nobody has installed anything yet."""
    async with serve(oauth) as served:
        yield served


async def _install(served: Served) -> str:
    """What somebody's browser does; the page in the end."""
    url = served.sending.url
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as browser:
        async with browser.get(f"{url}/slack/install") as page:
            offered = re.search(r'href="([^"]*oauth/v2/authorize[^"]*)"', await page.text())
            cookie = page.headers["Set-Cookie"].partition(";")[0]
        assert offered is not None
        state = parse_qs(urlsplit(offered[1].replace("&amp;", "&")).query)["state"][0]
        # the cookie is for https alone, as it should be, so it is carried by hand
        back = f"{url}/slack/oauth_redirect?code=abc&state={state}"
        async with browser.get(back, headers={"Cookie": cookie}) as page:
            return await page.text()


def _from_new(payload: dict[str, Any]) -> dict[str, Any]:
    authorizations = [{**each, "team_id": NEW} for each in payload["authorizations"]]
    return {**payload, "team_id": NEW, "authorizations": authorizations}


async def test_a_workspace_installs_and_uses_us(served: Served, slack: SlackDouble) -> None:
    """After the installation its people are answered with its own token, and nothing is asked of Slack to authorise that."""
    assert "oauth/v2/authorize" in await _page(served)
    assert "client/T0NEW" in await _install(served)
    slack.members.add("C0GENERAL")
    await served.sending.event(_from_new(event(mention(VPN))))
    await served.deliver()
    ((_, answer),) = slack.posted
    assert "Networks" in answer["text"]
    asked = len(slack.sent("auth.test"))
    for _ in range(3):
        await served.sending.event(_from_new(event(mention(VPN))))
    await served.deliver()
    assert len(slack.posted) == 4
    assert len(slack.sent("auth.test")) == asked


async def _page(served: Served) -> str:
    async with ClientSession() as browser, browser.get(f"{served.sending.url}/slack/install") as page:
        return await page.text()


async def test_who_has_not_installed_us_is_not_answered(served: Served, slack: SlackDouble) -> None:
    """Without an installation there is no token to answer with, and no failure."""
    status, _ = await served.sending.event(_from_new(event(mention(VPN))))
    assert status == 200
    await served.deliver()
    assert slack.sent("chat.postMessage") == []


async def test_tokens_are_encrypted_at_rest(served: Served, tmp_path: Path) -> None:
    """Nobody who reads the file can act in our name."""
    await _install(served)
    (token,) = sqlite3.connect(tmp_path / "waypost.db").execute("SELECT bot_token FROM slack_bots").fetchone()
    assert "xox" not in token
    assert b"xoxe.xoxb" not in (tmp_path / "waypost.db").read_bytes() + (tmp_path / "waypost.db-wal").read_bytes()


async def test_a_key_can_be_changed(oauth: Settings, slack: SlackDouble, serve: Serve, tmp_path: Path) -> None:
    """With the new key in front all is encrypted anew at the start, so that the old key can go, and we still answer."""
    assert oauth.slack_encryption_key is not None
    old, new = oauth.slack_encryption_key.get_secret_value(), Fernet.generate_key().decode()
    async with serve(oauth) as first:
        await _install(first)
    slack.members.add("C0GENERAL")
    for key in (f"{new}, {old}", new):
        async with serve(oauth.model_copy(update={"slack_encryption_key": SecretStr(key)})) as served:
            before = len(slack.posted)
            await served.sending.event(_from_new(event(mention(VPN))))
            await served.deliver()
            assert len(slack.posted) == before + 1
        with sqlite3.connect(tmp_path / "waypost.db") as database:
            for table in ("slack_bots", "slack_installations"):
                ((token,),) = database.execute(f"SELECT bot_token FROM {table}").fetchall()  # noqa: S608 - tables of ours
                assert Fernet(new).decrypt(token.encode()).startswith(b"xox")


async def test_a_wrong_key_loses_nothing(oauth: Settings, slack: SlackDouble, serve: Serve) -> None:
    """It is told at once, and what is to be sent waits for the right key instead of being given up."""
    async with serve(oauth) as first:
        await _install(first)
    slack.members.add("C0GENERAL")
    wrong = SecretStr(Fernet.generate_key().decode())
    async with serve(oauth.model_copy(update={"slack_encryption_key": wrong})) as served:
        trouble = served.platform.readiness_problem()
        assert trouble is not None
        assert "SLACK_ENCRYPTION_KEY" in trouble
        with pytest.raises(TemporaryError, match="cannot be decrypted"):
            await served.platform.messenger.post(Place("slack", NEW, "C0GENERAL"), CARD, "h1")
    async with serve(oauth) as again:
        assert again.platform.readiness_problem() is None
        assert await again.platform.messenger.post(Place("slack", NEW, "C0GENERAL"), CARD, "h1")


@pytest.mark.parametrize("gone", ["app_uninstalled", "tokens_revoked"])
async def test_who_removes_us_is_forgotten(served: Served, slack: SlackDouble, gone: str) -> None:
    """At once, and what comes from there later is left alone."""
    await _install(served)
    tokens: dict[str, Any] = {"tokens": {"bot": [BOT_USER]}} if gone == "tokens_revoked" else {}
    await served.sending.event(_from_new(event({"type": gone, **tokens})))
    await served.deliver()
    await served.sending.event(_from_new(event(mention(VPN))))
    await served.deliver()
    assert slack.sent("chat.postMessage") == []


async def test_a_persons_own_token_is_not_ours(served: Served, slack: SlackDouble) -> None:
    """Its revocation leaves us installed."""
    await _install(served)
    await served.sending.event(_from_new(event({"type": "tokens_revoked", "tokens": {"oauth": ["U0ANA"]}})))
    await served.sending.event(_from_new(event(mention(VPN))))
    await served.deliver()
    assert len(slack.posted) == 1


def _from_grid(payload: dict[str, Any]) -> dict[str, Any]:
    """What Slack sends from a workspace of an organisation that installed us as a whole."""
    authorization = {"enterprise_id": BIG, "team_id": None, "user_id": BOT_USER, "is_bot": True}
    whole = [{**authorization, "is_enterprise_install": True}]
    return {**payload, "team_id": NEW, "enterprise_id": BIG, "authorizations": whole, "is_enterprise_install": True}


async def test_an_organisation_installs_us_once_for_all(oauth: Settings, slack: SlackDouble, serve: Serve) -> None:
    """People in each of its workspaces are answered with the organisation's token, also unasked and after a restart."""
    slack.organisation = BIG
    async with serve(oauth) as served:
        await _install(served)
        await served.sending.event(_from_grid(event(mention(VPN))))
        await served.deliver()
        assert len(slack.posted) == 1
    async with serve(oauth) as served:  # nothing has come from there yet
        sent = await served.platform.messenger.post(Place("slack", NEW, "C0GENERAL"), CARD, "h1")
        assert sent.message
        await served.sending.event(_from_grid(event({"type": "app_uninstalled"})))
        await served.deliver()
        with pytest.raises(UnreachableError):
            await served.platform.messenger.post(Place("slack", NEW, "C0GENERAL"), CARD, "h2")


async def test_a_token_is_rotated_once(oauth: Settings, slack: SlackDouble, database: Database, serve: Serve) -> None:
    """However many want it at the same time: a refresh token serves once."""
    slack.tokens_live = 60  # so little time left that it is replaced with its first use
    async with serve(oauth) as served:
        await _install(served)
        slack.tokens_live = 43_200
        ways = [served.sending.event(_from_new(event(mention(VPN)))) for _ in range(8)]
        await asyncio.gather(*ways)
        await served.deliver()
    refreshed = [call for call in slack.sent("oauth.v2.access") if call.args.get("grant_type") == "refresh_token"]
    assert len(refreshed) == 1
    assert len(slack.posted) == 8
    assert database


async def test_a_token_serves_to_its_end(oauth: Settings, slack: SlackDouble, serve: Serve) -> None:
    """Where Slack cannot be reached for a new one, the old one is used while it lasts."""
    slack.tokens_live = 60
    async with serve(oauth) as served:
        await _install(served)
        slack.hangs_up = True
        await served.sending.event(_from_new(event(mention(VPN))))
        await served.deliver()
    assert len(slack.posted) == 1


async def test_replicas_rotate_a_token_once(oauth: Settings, slack: SlackDouble, desk: Desk, postgres: str) -> None:
    """Also when two replicas want it at the same moment."""
    engines = [connect(url := new_postgres(postgres)), connect(url)]
    await upgrade(engines[0])
    slack.tokens_live = 60
    slack.refreshing_seconds = 0.3
    async with serving(desk, engines[0], oauth) as one, serving(desk, engines[1], oauth) as other:
        await _install(one)
        slack.tokens_live = 43_200
        ways = [each.sending.event(_from_new(event(mention(VPN)))) for each in (one, other) * 3]
        await asyncio.gather(*ways)
        await asyncio.gather(one.deliver(), other.deliver())
    for engine in engines:
        await engine.dispose()
    refreshed = [call for call in slack.sent("oauth.v2.access") if call.args.get("grant_type") == "refresh_token"]
    assert len(refreshed) == 1
    assert len(slack.posted) == 6


async def test_a_command_works_too(served: Served, slack: SlackDouble) -> None:
    """Through its response URL."""
    await _install(served)
    await served.sending.command({**command(slack, "/route", VPN), "team_id": NEW})
    await served.deliver()
    assert slack.sent("response_url")


async def test_a_stranger_comes_back_with_nothing(served: Served, slack: SlackDouble) -> None:
    """Without our state, or in another browser, nothing is installed."""
    async with ClientSession() as browser:
        for query in ("code=abc&state=made-up", "code=abc", "error=access_denied&state=x"):
            async with browser.get(f"{served.sending.url}/slack/oauth_redirect?{query}") as page:
                assert page.status in (200, 400, 401, 403, 500)
                assert "client/T0NEW" not in await page.text()
    assert slack.sent("oauth.v2.access") == []


def test_settings_belong_together(oauth: Settings) -> None:
    """OAuth without its key, or beside a single workspace's token, is a mistake; so is a key that is none."""
    with pytest.raises(ValidationError, match="belong together"):
        settings_with(slack_client_id="1.1")
    with pytest.raises(ValidationError, match="set one of them"):
        settings_with(
            slack_client_id=oauth.slack_client_id,
            slack_client_secret=oauth.slack_client_secret,
            slack_encryption_key=oauth.slack_encryption_key,
            slack_bot_token=SecretStr("xoxb-1"),
        )


async def test_a_key_that_is_none_stops_the_start(oauth: Settings, database: Database, desk: Desk) -> None:
    """Before anything is kept with it."""
    waypost = open_waypost(desk, database.engine).waypost
    with pytest.raises(SettingsError, match="SLACK_ENCRYPTION_KEY"):
        SlackPlatform(oauth.model_copy(update={"slack_encryption_key": SecretStr("short")}), waypost, database.engine)


async def test_installations_that_nobody_finished_are_forgotten(served: Served, database: Database) -> None:
    """Anybody may open the page: what it keeps goes when its time is over."""
    for _ in range(3):
        await _page(served)
    async with writing(database.engine) as connection:
        await connection.execute(sa.text("UPDATE slack_oauth_states SET expire_at = '2020-01-01 00:00:00.000000'"))
    await _page(served)
    async with database.engine.connect() as connection:
        assert (await connection.execute(sa.text("SELECT count(*) FROM slack_oauth_states"))).scalar() == 1


async def test_told_to_slow_down_it_answers_all_the_same(served: Served, slack: SlackDouble) -> None:
    """With a token of a workspace's own, too, a call that came too soon is made again."""
    await _install(served)
    limited = {"ok": False, "error": "ratelimited"}
    slack.next_answers["chat.postMessage"].append(
        lambda: web.json_response(limited, status=429, headers={"Retry-After": "0"})
    )
    await served.sending.event(_from_new(event(mention(VPN))))
    assert len(await slack.wait_for(2, "chat.postMessage")) == 2
