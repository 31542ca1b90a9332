"""What `waypost doctor slack` says."""

import os
import sys
from pathlib import Path

import pytest
from aiohttp import web

from bots.checks import Finding
from bots.slack.doctor import examine
from bots.slack.manifest import WITHOUT, scopes
from core.addresses import Channel
from core.directory.model import Team
from tests.support.slack_cloud import BOT_TOKEN, BOT_USER, TEAM, SlackDouble

_TEAM = Team("network", "Network operations", channels={"slack": Channel(TEAM, "C0GENERAL")})
_OUTSIDE = Team("desk", "Service desk", channels={"slack": Channel(TEAM, "C0ELSEWHERE")})
_OTHER = Team("data", "Data office", channels={"slack": Channel("T0OTHER", "C1")})


def _knows_us(granted: str) -> web.Response:
    told = {"ok": True, "user": "waypost", "user_id": BOT_USER, "team": "Example", "team_id": TEAM}
    return web.json_response(told, headers={"x-oauth-scopes": granted})


def _of(findings: tuple[Finding, ...], what: str) -> Finding:
    return next(finding for finding in findings if finding.what == what)


async def _examined(slack: SlackDouble, *granted: str) -> tuple[Finding, ...]:
    slack.next_answers["auth.test"].append(lambda: _knows_us(",".join(granted)))
    return await examine(BOT_TOKEN, f"{slack.url}/api/", [_TEAM, _OUTSIDE, _OTHER])


async def test_all_is_well_with_all_scopes(slack: SlackDouble) -> None:
    """The tier is named, and so is who the token is."""
    findings = await _examined(slack, *scopes("standard"))
    assert _of(findings, "token").verdict == "ok"
    assert "standard" in _of(findings, "scopes").says
    assert _of(findings, "channel of Network operations").verdict == "ok"


async def test_a_missing_scope_is_said_with_what_it_disables(slack: SlackDouble) -> None:
    """A fault where not even the smallest tier is granted; otherwise a note."""
    findings = await _examined(slack, "commands", "chat:write")
    missing = _of(findings, "scope app_mentions:read")
    assert missing.verdict == "fail"
    assert WITHOUT["app_mentions:read"] in missing.says
    findings = await _examined(slack, *scopes("minimal"))
    assert _of(findings, "scope im:history").verdict == "note"


async def test_every_scope_of_the_manifest_is_looked_for(slack: SlackDouble) -> None:
    """Whichever one is missing, that one is named; without users:read nothing is well, for nobody is known as a member."""
    for scope in scopes("standard"):
        findings = await _examined(slack, *(set(scopes("standard")) - {scope}))
        assert [f.what for f in findings if f.what.startswith("scope ")] == [f"scope {scope}"]
    findings = await _examined(slack, *(set(scopes("standard")) - {"users:read"}))
    assert _of(findings, "scope users:read").verdict == "fail"


async def test_channels_out_of_reach_are_said(slack: SlackDouble) -> None:
    """One that we are not in, and one of another workspace."""
    findings = await _examined(slack, *scopes("standard"))
    assert _of(findings, "channel of Service desk").verdict == "fail"
    assert "another workspace" in _of(findings, "channel of Data office").says
    assert slack.posted == []


@pytest.mark.parametrize(("token", "code"), [("xoxb-wrong", 1), (BOT_TOKEN, 0)])
async def test_the_command_line_says_it(slack: SlackDouble, tmp_path: Path, token: str, code: int) -> None:
    """One line for each finding; exit code 1 where something is not well."""
    import asyncio  # noqa: PLC0415

    environment = {
        **os.environ,
        "WAYPOST_SLACK_BOT_TOKEN": token,
        "WAYPOST_SLACK_API_URL": f"{slack.url}/api/",
    }
    process = await asyncio.create_subprocess_exec(
        Path(sys.executable).with_name("waypost"),
        "doctor",
        "slack",
        cwd=tmp_path,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await process.communicate()
    assert process.returncode == code
    assert out.startswith(b"fail  token: Slack refuses it" if code else b"ok    token: Slack knows it")
