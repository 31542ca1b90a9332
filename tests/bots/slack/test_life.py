"""Starting and stopping: who we are, what is in the environment, and work that is under way."""

import asyncio

import pytest
from aiohttp import web

from bots import http
from bots.platform import Platform
from bots.settings import Settings, SettingsError
from bots.slack.app import SlackPlatform
from core.desk.desk import Desk
from tests.bots.slack.conftest import Database, Serve
from tests.bots.slack.wire import command, direct, event, mention
from tests.support.app import open_waypost
from tests.support.settings import settings_with
from tests.support.slack_cloud import BOT_TOKEN, SlackDouble

VPN = "my vpn drops every ten minutes"


async def test_who_we_are_is_asked_once(serve: Serve, settings: Settings, slack: SlackDouble) -> None:
    """Slack is asked at the start who we are, and not again for any request."""
    async with serve(settings) as served:
        await served.until_trouble_is(None)
        for payload in (direct(VPN), mention(VPN), direct("help")):
            await served.sending.event(event(payload))
        await slack.wait_for(3)
    assert len(slack.sent("auth.test")) == 1


async def test_a_refused_token_is_told(serve: Serve, settings: Settings, slack: SlackDouble) -> None:
    """While Slack refuses the token the platform says why it cannot serve."""
    slack.refuse_once("auth.test", "invalid_auth")
    async with serve(settings) as served:
        await served.until_trouble_is("Slack refuses the bot token (invalid_auth).")


async def test_slack_out_of_reach_does_not_stop_the_start(serve: Serve, settings: Settings, slack: SlackDouble) -> None:
    """Where Slack cannot be reached the server starts all the same, says so, and acknowledges requests."""
    out_of_reach = settings.model_copy(update={"slack_api_url": "http://127.0.0.1:1/api/"})
    async with serve(out_of_reach) as served:
        await served.until_trouble_is("Slack cannot be reached (ClientConnectorError).")
        assert await served.sending.command(command(slack, "/waypost", "help")) == (200, "")
        await slack.wait_for(1)


async def test_the_face_finds_out_later(
    serve: Serve, settings: Settings, slack: SlackDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once Slack answers again, the platform knows who it is without a restart."""
    monkeypatch.setattr("bots.slack.oauth.identity._RETRY_SECONDS", 0.01)
    slack.refuse_once("auth.test", "internal_error")
    async with serve(settings) as served:
        await served.until_trouble_is(None)
    assert len(slack.sent("auth.test")) == 2


async def test_the_mention_is_known_before_slack_says_who_we_are(
    serve: Serve, settings: Settings, slack: SlackDouble, database: Database
) -> None:
    """While Slack has not said who we are, the event tells, and the question is still without our mention."""
    slack.refuse_once("auth.test", "internal_error")
    async with serve(settings) as served:
        await served.sending.event(event(mention(VPN)))
        await slack.wait_for(1)
    assert [row.text for row in await database.asked()] == [VPN]


async def test_work_under_way_is_finished_at_shutdown(
    serve: Serve, settings: Settings, slack: SlackDouble, database: Database
) -> None:
    """What was acknowledged before SIGTERM is answered before the process ends."""
    async with serve(settings) as served:
        async with database.busy():
            assert await served.sending.command(command(slack, "/route", VPN)) == (200, "")
            assert await served.sending.event(event(mention(VPN))) == (200, "")
            ending = asyncio.create_task(served.finish())
            await asyncio.sleep(0.05)
            assert slack.sent() == []
            assert not ending.done()
        await ending
        assert sorted(call.method for call in slack.sent()) == ["chat.postMessage", "response_url"]


@pytest.mark.parametrize("mode", ["http", "socket"])
async def test_the_environment_has_no_say(
    serve: Serve,
    settings: Settings,
    socket_settings: Settings,
    slack: SlackDouble,
    monkeypatch: pytest.MonkeyPatch,
    mode: str,
) -> None:
    """Variables that Slack's own library reads change nothing: our settings are all that counts."""
    for name in ("BOT_TOKEN", "SIGNING_SECRET", "CLIENT_ID", "CLIENT_SECRET", "VERIFICATION_TOKEN", "APP_TOKEN"):
        monkeypatch.setenv(f"SLACK_{name}", "xoxb-of-somebody-else")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    async with serve(settings if mode == "http" else socket_settings) as served:
        if mode == "http":
            assert await served.sending.command(command(slack, "/route", VPN)) == (200, "")
            await served.sending.event(event(direct(VPN)))
        else:
            await slack.wait_for_socket()
            await slack.send("slash_commands", command(slack, "/route", VPN))
            await slack.send("events_api", event(direct(VPN)))
        methods = [call.method for call in await slack.wait_for(2)]
    assert sorted(methods) == ["chat.postMessage", "response_url"]


async def test_only_posts_are_taken(serve: Serve, settings: Settings) -> None:
    """The platform adds one route, for POST alone."""
    async with serve(settings) as served:
        assert await served.sending.get() == 405


def test_slack_that_is_not_enabled_is_no_face(desk: Desk, database: Database) -> None:
    """Without a token and a secret no platform is built."""
    waypost = open_waypost(desk, database.engine).waypost
    for incomplete in (settings_with(), settings_with(slack_bot_token=BOT_TOKEN)):
        with pytest.raises(SettingsError, match="Slack needs WAYPOST_SLACK_BOT_TOKEN"):
            SlackPlatform(incomplete, waypost, database.engine)


async def test_it_is_a_face(
    desk: Desk, database: Database, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    """It can be mounted like any other platform, and Bolt has nothing to warn of."""
    platform: Platform = SlackPlatform(settings, open_waypost(desk, database.engine).waypost, database.engine)
    application = web.Application()
    http.mount(application)
    platform.mount(application)
    assert [route.resource.canonical for route in application.router.routes() if route.resource] == ["/slack/events"]
    assert platform.readiness_problem() == "Slack has not been asked yet who we are."
    assert caplog.records == []
