"""What works in Slack and what does not: the token, its scopes, and whether the channels of the directory can be reached."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bots.access import examine_access
from bots.checks import Finding
from bots.slack.address import ADDRESSES
from bots.slack.manifest import TIERS, WITHOUT, scopes
from bots.slack.messenger import SlackMessenger
from bots.slack.oauth.clients import SingleWorkspaceClients
from bots.slack.outbound import refusal
from core.conversation.people import Place
from core.directory.model import Team
from core.handoff.delivery.ports import DeliveryError

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


async def examine(token: str, api_url: str, teams: Sequence[Team], listed: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Look at everything. Nothing is posted.

    Args:
        token: the bot token.
        api_url: Slack's Web API.
        teams: those whose channels should be reached.
        listed: the workspaces that a setting allows; none where it is not set.
    """
    async with aiohttp.ClientSession() as session:
        web = AsyncWebClient(token, api_url, session=session, retry_handlers=[])
        if urlsplit(api_url).hostname in _LOOPBACK:
            web.proxy = None
        try:
            told = await web.auth_test()
        except SlackApiError as error:
            return (Finding("fail", "token", f"Slack refuses it ({refusal(error)}): install the app again."),)
        except (aiohttp.ClientError, OSError) as error:
            return (Finding("fail", "connection", f"Slack cannot be reached ({type(error).__name__})."),)
        who = f"{told.get('user')} in {told.get('team')} ({told.get('team_id')})"
        granted = {scope.strip() for scope in str(told.headers.get("x-oauth-scopes", "")).split(",") if scope.strip()}
        found = [Finding("ok", "token", f"Slack knows it as {who}."), *_scopes(granted)]
        messenger = SlackMessenger(SingleWorkspaceClients(web))
        workspace = str(told.get("team_id") or "")
        organisation = str(told.get("enterprise_id") or "")
        own = (workspace, organisation if told.get("is_enterprise_install") is True else "")
        found += examine_access("slack", "SLACK_ALLOWED_WORKSPACES", listed, own, teams, organisation)
        found += [await _channel(messenger, team, workspace) for team in teams if "slack" in team.channels]
        return tuple(found)


def _scopes(granted: set[str]) -> Iterator[Finding]:
    if not granted:
        yield Finding("note", "scopes", "Slack does not say which scopes the token has.")
        return
    tier = next((tier for tier in reversed(TIERS) if granted >= set(scopes(tier))), None)
    missing = [scope for scope in scopes("standard") if scope not in granted]
    if tier:
        yield Finding("ok", "scopes", f"All of the tier {tier} are granted.")
    for scope in missing:
        yield Finding("note" if tier else "fail", f"scope {scope}", f"Not granted: {WITHOUT[scope]}.")


async def _channel(messenger: SlackMessenger, team: Team, workspace: str) -> Finding:
    what = f"channel of {team.name}"
    channel = team.channels["slack"]
    if workspace and not ADDRESSES.is_organisation(channel.workspace) and channel.workspace != workspace:
        return Finding("fail", what, f"It is in another workspace than the token ({workspace}).")
    try:
        await messenger.reach(Place("slack", channel.workspace, channel.conversation))
    except DeliveryError as error:
        return Finding("fail", what, f"{channel.conversation}: {error}")
    return Finding("ok", what, f"{channel.conversation} can be reached.")
