"""What works in Teams and what does not: our credentials, Microsoft's keys, and the channels of the directory."""

import re
from collections.abc import Iterable

from aiohttp import ClientSession
from sqlalchemy.exc import SQLAlchemyError

from bots.access import examine_access
from bots.checks import Finding
from bots.teams.conversations import References
from bots.teams.messenger import TeamsMessenger
from bots.teams.settings import TeamsSettings
from bots.teams.trust.credentials import Credentials, CredentialsError
from bots.teams.trust.jwt import KeyRing
from bots.teams.trust.refused import RefusedError
from core.conversation.people import Place
from core.directory.model import Team
from core.handoff.delivery.ports import DeliveryError
from core.storage.engine import StorageError, connect, sqlite_url

_MISTAKES = {
    "AADSTS700016": "the app is not registered in the tenant TEAMS_TENANT_ID. Use the tenant of the registration; a bot of a single "
    "tenant gets no token elsewhere.",
    "AADSTS7000215": "the client secret is wrong. Copy the secret's value, not its id.",
    "AADSTS7000222": "the client secret has expired. Make a new one under Certificates & secrets.",
    "AADSTS90002": "there is no tenant with the id TEAMS_TENANT_ID.",
    "AADSTS900023": "TEAMS_TENANT_ID is neither a tenant's id nor a domain.",
    "AADSTS700038": "TEAMS_APP_ID is not the id of an app.",
    "AADSTS7000112": "the app is disabled in the tenant.",
    "AADSTS53003": "a rule of conditional access keeps the app from getting a token.",
}
"""Common mistakes of a registration, by Microsoft's error code. https://learn.microsoft.com/entra/identity-platform/reference-error-codes"""


async def examine(settings: TeamsSettings, teams: Iterable[Team]) -> tuple[Finding, ...]:
    """Look at everything. Nothing is posted.

    Args:
        settings: with Teams enabled.
        teams: those whose channels should be reached.
    """
    teams = tuple(teams)
    found = [await _token(settings), await _keys(settings)]
    own = (settings.teams_tenant_id or "",)
    found += examine_access("teams", "TEAMS_ALLOWED_TENANTS", settings.teams_allowed_tenants, own, teams)
    found += await _channels(settings, [team for team in teams if "teams" in team.channels])
    return tuple(found)


async def _token(settings: TeamsSettings) -> Finding:
    password = settings.teams_app_password.get_secret_value() if settings.teams_app_password else None
    credentials = Credentials(
        login_url=settings.teams_login_url,
        tenant=settings.teams_tenant_id or "",
        app_id=settings.teams_app_id or "",
        password=password,
    )
    try:
        await credentials.token()
    except CredentialsError as error:
        return Finding("fail", "token", _explain(str(error)))
    return Finding("ok", "token", "Microsoft gives one.")


def _explain(why: str) -> str:
    """The refusal, with the mistake that its code stands for."""
    meant = [_MISTAKES[code] for code in re.findall(r"AADSTS\d+", why) if code in _MISTAKES]
    return f"{why} That means: {' '.join(meant)}" if meant else why


async def _keys(settings: TeamsSettings) -> Finding:
    async with ClientSession() as session:
        keys = KeyRing(session, settings.teams_openid_metadata_url)
        try:
            await keys.find("")
        except RefusedError:
            return Finding(
                "fail", "keys", f"Microsoft's signing keys cannot be read from {settings.teams_openid_metadata_url}."
            )
    return Finding("ok", "keys", "Microsoft's signing keys can be read.")


async def _channels(settings: TeamsSettings, teams: list[Team]) -> list[Finding]:
    if not teams:
        return []
    try:
        url = settings.database_url.get_secret_value() if settings.database_url else sqlite_url(settings.data_dir)
        engine = connect(url)
    except StorageError as error:
        return [Finding("fail", "channels", str(error))]
    messenger = TeamsMessenger(References(engine))
    found = []
    for team in teams:
        channel = team.channels["teams"]
        what = f"channel of {team.name}"
        try:
            await messenger.reach(Place("teams", channel.workspace, channel.conversation))
        except DeliveryError as error:
            found.append(Finding("note", what, str(error)))
        except SQLAlchemyError:
            found.append(Finding("note", what, "Nobody has used Waypost yet: mention it there once."))
        else:
            found.append(Finding("ok", what, "It has met Waypost and can be reached."))
    await engine.dispose()
    return found
