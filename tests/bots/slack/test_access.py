"""Workspaces and people that may not use Waypost: at installation, at every request, and in what is sent."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import ClientSession, CookieJar
from cryptography.fernet import Fernet
from pydantic import SecretStr

from bots.access import NOT_ALLOWED
from bots.settings import Settings
from core.addresses import Channel
from core.conversation.outline import Outline, Paragraph
from core.conversation.people import Place
from core.desk.desk import Desk
from core.directory.model import Directory, Organisation
from core.handoff.delivery.ports import UnreachableError
from tests.bots.slack.blockkit import controls
from tests.bots.slack.conftest import Database, Serve, Served, serving
from tests.bots.slack.test_grid import FAR, OTHER, SISTER, Grid
from tests.bots.slack.test_handoff import HOME
from tests.bots.slack.wire import ANA, SIGNING_SECRET, command, direct, event, mention, press, shortcut, submission
from tests.support.settings import settings_with
from tests.support.slack_cloud import APP_TOKEN, TEAM, SlackDouble

VPN = "my vpn drops every ten minutes"
STRANGE = "T0STRANGE"
BIG = "E0BIG"
CARD = Outline("Request", (Paragraph("my vpn drops"),), "Request")


def _from(payload: dict[str, Any], workspace: str | None, enterprise: str | None = None) -> dict[str, Any]:
    """The payload as it comes from another workspace where the app is installed."""
    moved = dict(payload)
    if "authorizations" in moved:
        moved["authorizations"] = [{**moved["authorizations"][0], "team_id": workspace, "enterprise_id": enterprise}]
    if "team_id" in moved:
        moved["team_id"] = workspace
    if isinstance(moved.get("team"), dict):
        moved["team"] = {**moved["team"], "id": workspace}
        moved["user"] = {**moved["user"], "team_id": workspace}
        moved["enterprise"] = {"id": enterprise} if enterprise else None
    return moved


def _shared(said: dict[str, Any], home: str | None) -> dict[str, Any]:
    """An event of a channel that is shared with another organisation, by somebody from that workspace."""
    return {**event({**said, "team": TEAM, **({"user_team": home} if home else {})}), "is_ext_shared_channel": True}


async def _none_stored(database: Database) -> bool:
    return await database.asked() == []


async def test_another_workspaces_requests_are_no_work(served: Served, slack: SlackDouble, database: Database) -> None:
    """Commands and forms are refused in a sentence, all else in silence; nothing is stored, looked up or sent."""
    await served.until_trouble_is(None)
    calls = len(slack.calls)
    status, said = await served.sending.command({**command(slack, "/route", VPN), "team_id": STRANGE})
    assert (status, NOT_ALLOWED in said) == (200, True)
    form = _from(submission({"blocks": [], "callback_id": "waypost_ask", "type": "modal"}), STRANGE)
    status, said = await served.sending.interaction(form)
    assert (status, NOT_ALLOWED in said) == (200, True)
    for payload in (mention(VPN), direct(VPN), {"type": "app_home_opened", "user": ANA, "tab": "home"}):
        assert await served.sending.event(_from(event(payload), STRANGE)) == (200, "")
    for payload in (shortcut(slack, "ask_waypost"), shortcut(slack, "who_owns_this", text=VPN)):
        assert (await served.sending.interaction(_from(payload, STRANGE)))[0] == 200
    await served.deliver()
    assert await _none_stored(database)
    assert [call for call in slack.calls[calls:] if call.method != "response_url"] == []
    assert all(call.args["text"] == NOT_ALLOWED for call in slack.calls[calls:])


async def test_a_payload_of_no_workspace_is_turned_away(served: Served, database: Database) -> None:
    """What does not say where it comes from is not let in."""
    await served.sending.event(_from(event(mention(VPN)), None))
    await served.deliver()
    assert await _none_stored(database)


async def test_socket_mode_is_no_way_around(serve: Serve, settings: Settings, slack: SlackDouble) -> None:
    """The same over the socket, in the acknowledgement."""
    async with serve(settings.model_copy(update={"slack_app_token": SecretStr(APP_TOKEN)})) as served:
        await slack.wait_for_socket()
        told = await slack.send("slash_commands", {**command(slack, "/route", VPN), "team_id": STRANGE})
        assert told["payload"]["text"] == NOT_ALLOWED
        await slack.send("events_api", _from(event(mention(VPN)), STRANGE))
        await served.finish()
    assert slack.sent() == []


@pytest.fixture
def desk(desk: Desk, request: pytest.FixtureRequest) -> Desk:
    """With a directory that names no place, where a test says so."""
    if "nothing named" not in getattr(request, "param", ""):
        return desk
    return Desk(desk.catalogue, desk.suggest, Directory(Organisation("Example Ltd"), {}))


@pytest.mark.parametrize("desk", ["nothing named"], indirect=True)
async def test_the_tokens_own_workspace_needs_no_naming(served: Served, slack: SlackDouble) -> None:
    """With one workspace's token that workspace is allowed, from the first request on: it waits for Slack's word."""
    await served.sending.event(event(mention(VPN)))
    assert await slack.wait_for(1)


@pytest.mark.parametrize("desk", ["nothing named"], indirect=True)
async def test_until_slack_says_whose_token_it_is_nobody_is_let_in(
    serve: Serve, settings: Settings, slack: SlackDouble, database: Database
) -> None:
    """Slack is asked to send it again instead."""
    async with serve(settings.model_copy(update={"slack_api_url": "http://127.0.0.1:1/api/"})) as served:
        assert (await served.sending.event(event(mention(VPN))))[0] == 503
        await served.deliver()
    assert await _none_stored(database)


async def test_a_list_is_all_that_counts(serve: Serve, settings: Settings, slack: SlackDouble) -> None:
    """Then neither the directory's nor the token's own workspace is allowed unless it is listed; its organisation will do."""
    async with serve(settings.model_copy(update={"slack_allowed_workspaces": (STRANGE,)})) as served:
        await served.until_trouble_is(None)
        await served.sending.event(event(mention(VPN)))
        await served.deliver()
        assert slack.sent() == []
        with pytest.raises(UnreachableError):
            await served.platform.messenger.post(Place("slack", TEAM, "C0GENERAL"), CARD, "h1")
    slack.organisation = BIG
    async with serve(settings.model_copy(update={"slack_allowed_workspaces": (BIG,)})) as served:
        await served.until_trouble_is(None)
        await served.sending.event(_from(event(mention(VPN)), TEAM, BIG))
        await served.deliver()
        await served.platform.messenger.post(Place("slack", TEAM, "C0GENERAL"), CARD, "h2")
    assert len(slack.sent()) == 2


# --- channels shared with another organisation ---------------------------------------------------------------------------


async def test_people_of_another_organisation_are_told_nothing(
    served: Served, slack: SlackDouble, database: Database
) -> None:
    """In a shared channel their mentions, edits and emojis are met with silence, and not kept."""
    rewritten = {"ts": "1.1", "thread_ts": "1.0", "user": "U0FAR", "user_team": STRANGE, "text": "x"}
    slack.homes["U0FAR"] = STRANGE
    for said in (
        mention(VPN, user="U0FAR"),
        direct(VPN, user="U0FAR"),
        {"type": "message", "subtype": "message_changed", "channel": "C0GENERAL", "message": rewritten},
    ):
        assert await served.sending.event(_shared(said, STRANGE)) == (200, "")
    item = {"type": "message", "channel": "C0GENERAL", "ts": "1.1"}
    await served.sending.event(
        {
            **event({"type": "reaction_added", "user": "U0FAR", "reaction": "mag", "item": item}),
            "is_ext_shared_channel": True,
        }
    )
    await served.deliver()
    assert slack.sent() == []
    assert await _none_stored(database)


@pytest.mark.parametrize("home", [TEAM, None], ids=["our own workspace", "the event does not say"])
async def test_our_own_people_are_answered_in_a_shared_channel(
    served: Served, slack: SlackDouble, home: str | None
) -> None:
    """Slack names their workspace, or tells where they belong when it is asked."""
    await served.sending.event(_shared(mention(VPN), home))
    assert await slack.wait_for(1)


async def test_somebody_whose_home_nobody_knows_is_not_ours(served: Served, slack: SlackDouble) -> None:
    """Where Slack tells nothing either, the answer is silence."""
    said = _shared(mention(VPN, user="U0NOBODY"), None)
    said["event"].pop("team")
    await served.sending.event(said)
    await served.deliver()
    assert slack.sent() == []


async def test_a_press_from_elsewhere_is_refused_kindly(served: Served, slack: SlackDouble, database: Database) -> None:
    """Who presses a button in a shared channel is told alone that it is not for them, and nothing happens."""
    await served.sending.event(event(mention(VPN)))
    (answer,) = await slack.wait_for(1)
    slack.homes["U0FAR"] = STRANGE
    payload = press(slack, controls(answer.args)[0], message=slack.posted[-1][0])
    payload["user"] = {"id": "U0FAR", "username": "far", "team_id": STRANGE}
    await served.sending.interaction(payload)
    await served.deliver()
    (told,) = slack.sent()[1:]
    assert (told.method, told.args["text"], told.args["response_type"]) == ("response_url", NOT_ALLOWED, "ephemeral")
    assert await database.verdicts() == []


@pytest.mark.parametrize("home", [7, True, [], {}, 1.5])
async def test_a_home_that_is_no_text_is_no_failure(served: Served, slack: SlackDouble, home: object) -> None:
    """Signed all the same: it is taken for nobody's, whatever kind of payload it stands in."""
    for kind in ("view_closed", "block_suggestion", "interactive_message", "dialog_submission"):
        payload = {"type": kind, "team": {"id": TEAM}, "user": {"id": "U0ANA", "team_id": home}, "callback_id": "c"}
        status, _ = await served.sending.interaction(payload)
        assert status < 500
    status, _ = await served.sending.event(_shared(event(mention("help")), None) | {"authed_team": home})
    assert status < 500


# --- installations -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def oauth(slack: SlackDouble) -> Settings:
    """Settings with OAuth credentials, and no list of workspaces."""
    return settings_with(
        slack_signing_secret=SecretStr(SIGNING_SECRET),
        slack_api_url=f"{slack.url}/api/",
        slack_client_id="1.1",
        slack_client_secret=SecretStr("secret"),
        slack_encryption_key=SecretStr(Fernet.generate_key().decode()),
    )


@pytest.fixture
async def installing(serve: Serve, oauth: Settings) -> AsyncIterator[Served]:
    """A platform where workspaces install."""
    async with serve(oauth) as served:
        yield served


async def _install(served: Served) -> tuple[int, str]:
    """What somebody's browser does; the page in the end."""
    url = served.sending.url
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as browser:
        async with browser.get(f"{url}/slack/install") as page:
            offered = re.search(r'href="([^"]*oauth/v2/authorize[^"]*)"', await page.text())
            if offered is None:
                return page.status, await page.text()
            cookie = page.headers["Set-Cookie"].partition(";")[0]
        state = parse_qs(urlsplit(offered[1].replace("&amp;", "&")).query)["state"][0]
        back = f"{url}/slack/oauth_redirect?code=abc&state={state}"
        async with browser.get(back, headers={"Cookie": cookie}) as page:
            return page.status, await page.text()


@pytest.mark.parametrize("organisation", ["", BIG])
async def test_a_strangers_installation_is_refused(
    installing: Served, slack: SlackDouble, organisation: str, database: Database
) -> None:
    """With one sentence in the browser; its fresh token is given back, nothing is kept, and its people stay outside."""
    slack.organisation = organisation
    status, page = await _install(installing)
    assert status == 403
    assert (
        f"isn't set up for this Slack {'organisation' if organisation else 'workspace'} (".replace("'", "&#x27;")
        in page
    )
    assert (organisation or "T0NEW") in page
    assert len(slack.revoked) == 1
    async with database.engine.connect() as connection:
        for table in ("slack_bots", "slack_installations"):
            assert (await connection.exec_driver_sql(f"SELECT count(*) FROM {table}")).scalar() == 0  # noqa: S608
    await installing.sending.event(_from(event(mention(VPN)), "T0NEW", organisation or None))
    await installing.deliver()
    assert slack.sent() == []


async def test_a_revocation_that_fails_keeps_nothing_either(installing: Served, slack: SlackDouble) -> None:
    """The sentence is the same."""
    slack.refuse_once("auth.revoke", "internal_error")
    assert (await _install(installing))[0] == 403


async def test_who_was_installed_before_is_left_out_too(
    serve: Serve, oauth: Settings, slack: SlackDouble, database: Database
) -> None:
    """An installation in the database lets nobody in by itself, nor anything be posted there; its removal is still noted."""
    async with serve(oauth.model_copy(update={"slack_allowed_workspaces": ("T0NEW",)})) as served:
        assert (await _install(served))[0] == 200
    async with serve(oauth) as served:
        await served.sending.event(_from(event(mention(VPN)), "T0NEW"))
        await served.deliver()
        assert slack.sent() == []
        with pytest.raises(UnreachableError):
            await served.platform.messenger.post(Place("slack", "T0NEW", "C0GENERAL"), CARD, "h1")
        await served.sending.event(_from(event({"type": "app_uninstalled"}), "T0NEW"))
        await served.deliver()
        async with database.engine.connect() as connection:
            assert (await connection.exec_driver_sql("SELECT count(*) FROM slack_bots")).scalar() == 0


@pytest.mark.parametrize("desk", ["nothing named"], indirect=True)
async def test_where_nothing_is_named_nobody_installs(
    oauth: Settings, desk: Desk, database: Database, slack: SlackDouble, capsys: pytest.CaptureFixture[str]
) -> None:
    """The page says what the administrator must set, Slack is not asked for a token, and the start says it too."""
    async with serving(desk, database.engine, oauth) as served:
        status, page = await _install(served)
    assert (status, "WAYPOST_SLACK_ALLOWED_WORKSPACES" in page) == (403, True)
    assert slack.sent("oauth.v2.access") == []
    assert "No workspace may install Waypost yet" in "".join(capsys.readouterr())


@pytest.mark.parametrize(
    ("home", "organisation", "came_by", "acts"),
    [(SISTER, BIG, TEAM, True), (SISTER, BIG, SISTER, True), (OTHER, "", TEAM, False)],
)
async def test_an_organisations_installation_says_whose_people_they_are(
    desk: Desk,
    database: Database,
    oauth: Settings,
    slack: SlackDouble,
    home: str,
    organisation: str,
    came_by: str,
    *,
    acts: bool,
) -> None:
    """Installed for all of it, its people act for a team that sits in it; who only shares the channel does not."""
    slack.members |= {HOME, "D0ANA"}
    slack.organisation, slack.names[FAR] = BIG, "Far Away"
    slack.homes[FAR], slack.organisations[FAR] = home, organisation
    assert desk.directory is not None
    network = replace(desk.directory.teams["network-ops"], channels={"slack": Channel(BIG, HOME)})
    mine = Desk(desk.catalogue, desk.suggest, replace(desk.directory, teams={network.id: network}))
    async with serving(mine, database.engine, oauth) as served:
        assert (await _install(served))[0] == 200
        room = Grid(served, slack)
        room.user, room.team, room.came_by = ANA, TEAM, TEAM
        asked = mention(VPN)
        await room.says(asked)
        where = {"message": slack.posted[-1][0], "thread": asked["ts"], "channel": "C0GENERAL"}
        for label in ("Hand to Network operations", "Send"):
            await room.presses(label, slack.sent()[-1], **where)
        room.user, room.team, room.came_by = FAR, home, came_by
        await room.presses("Take it")
        assert ("Taken by Far Away" in str(room.newest(HOME, "Request for")[1].args)) is acts


async def test_a_forms_organisation_is_its_senders_and_opens_nothing(served: Served, slack: SlackDouble) -> None:
    """In a shared channel a form names the workspace of our token beside the organisation of whoever sends it."""
    slack.names[FAR], slack.homes[FAR], slack.organisations[FAR] = "Far Away", STRANGE, "E0STRANGE"
    view = {"blocks": [], "callback_id": "waypost_ask", "type": "modal", "app_installed_team_id": TEAM}
    sent = submission(view, FAR)
    for home in ("E0STRANGE", STRANGE):
        sent |= {"team": {"id": STRANGE}, "enterprise": {"id": "E0STRANGE"}, "user": {"id": FAR, "team_id": home}}
        status, said = await served.sending.interaction(sent)
        assert (status, NOT_ALLOWED in said) == (200, True)
