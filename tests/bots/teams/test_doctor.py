"""What `waypost doctor teams` says."""

from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from bots.checks import Finding
from bots.settings import Settings
from bots.teams.conversations import References
from bots.teams.doctor import examine
from bots.teams.payloads import Incoming
from core.addresses import Channel
from core.directory.model import Team
from tests.bots.teams.payloads import BOT, PERSON
from tests.support.microsoft_cloud import TENANT, Microsoft

_CHANNEL = "19:network@thread.tacv2"
_TEAM = Team("network", "Network operations", channels={"teams": Channel(TENANT, _CHANNEL, "team")})


def _of(findings: tuple[Finding, ...], what: str) -> Finding:
    return next(finding for finding in findings if finding.what == what)


async def test_all_is_well(settings: Settings, microsoft: Microsoft, engine: AsyncEngine) -> None:
    """A token, the keys, and a channel that has met us."""
    incoming = Incoming(
        type="message",
        channel="msteams",
        service_url=microsoft.service_url,
        conversation=f"{_CHANNEL};messageid=1",
        conversation_type="channel",
        id="1",
        tenant=TENANT,
        sender=PERSON,
        sender_name="A",
        bot=BOT,
    )
    await References(engine).remember(incoming)
    settings = settings.model_copy(update={"data_dir": _folder(engine)})
    assert {finding.verdict for finding in await examine(settings, [_TEAM])} == {"ok"}
    assert microsoft.connector.calls == []


async def test_a_refused_secret_is_explained(settings: Settings, microsoft: Microsoft, engine: AsyncEngine) -> None:
    """By Microsoft's code, in words that say what to do."""
    microsoft.login.refuses = True
    settings = settings.model_copy(update={"data_dir": _folder(engine)})
    token = _of(await examine(settings, ()), "token")
    assert token.verdict == "fail"
    assert "AADSTS7000215" in token.says
    assert "Copy the secret's value" in token.says


async def test_keys_that_cannot_be_read_are_said(settings: Settings, microsoft: Microsoft, engine: AsyncEngine) -> None:
    """With the address."""
    microsoft.signer.down = True
    settings = settings.model_copy(update={"data_dir": _folder(engine)})
    keys = _of(await examine(settings, ()), "keys")
    assert keys.verdict == "fail"
    assert settings.teams_openid_metadata_url in keys.says


async def test_a_channel_that_never_met_us_is_noted(settings: Settings, engine: AsyncEngine) -> None:
    """With what to do about it."""
    settings = settings.model_copy(update={"data_dir": _folder(engine)})
    channel = _of(await examine(settings, [_TEAM]), "channel of Network operations")
    assert channel.verdict == "note"
    assert "mention it" in channel.says


def _folder(engine: AsyncEngine) -> Path:
    assert engine.url.database
    return Path(engine.url.database).parent
