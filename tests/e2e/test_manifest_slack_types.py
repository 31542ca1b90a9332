"""The Slack manifests against Slack's own types, which know every scope and every event there is."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest

from bots.slack.manifest import build
from tests.e2e.browser import NODE, NODE_PARTS

Json = dict[str, Any]
Mode = Literal["http", "socket"]

MODULES = NODE_PARTS / "node_modules"
TYPE = 'import("@slack/web-api").AppsManifestValidateArguments["manifest"]'


@pytest.mark.parametrize(
    ("mode", "url", "oauth"),
    [
        ("socket", None, False),
        ("http", "https://waypost.example.com", False),
        ("http", "https://waypost.example.com", True),
    ],
)
def test_slacks_types_take_our_manifest(mode: Mode, url: str | None, oauth: bool, tmp_path: Path) -> None:
    """What `waypost manifest slack` writes is a manifest by the types of npm's @slack/web-api."""
    assert complaints(build(mode, url, "full", oauth=oauth), tmp_path) == ""


def test_they_take_optional_scopes(tmp_path: Path) -> None:
    """Also where whoever installs the app chooses scopes."""
    assert complaints(build("socket", None, "full", optional=True), tmp_path) == ""


def _bogus_scope(manifest: Json) -> None:
    manifest["oauth_config"]["scopes"]["bot"].append("chat:wright")


def _bogus_event(manifest: Json) -> None:
    manifest["settings"]["event_subscriptions"]["bot_events"].append("app_mentioned")


def _bogus_key(manifest: Json) -> None:
    manifest["features"]["slash_command"] = []


@pytest.mark.parametrize(
    ("spoil", "named"), [(_bogus_scope, "chat:wright"), (_bogus_event, "app_mentioned"), (_bogus_key, "slash_command")]
)
def test_slacks_types_refuse_what_does_not_exist(spoil: Callable[[Json], None], named: str, tmp_path: Path) -> None:
    """The same check refuses a scope, an event or a key that Slack does not know."""
    manifest = build("http", "https://waypost.example.com")
    spoil(manifest)

    assert named in complaints(manifest, tmp_path)


def complaints(manifest: Json, folder: Path) -> str:
    """What the TypeScript compiler says of a manifest; empty where it takes it."""
    (folder / "node_modules").symlink_to(MODULES)
    source = folder / "manifest.ts"
    source.write_text(f"export const manifest: {TYPE} = {json.dumps(manifest)};\n", encoding="utf-8")
    options = [
        "--noEmit",
        "--strict",
        "--skipLibCheck",
        "--module",
        "nodenext",
        "--target",
        "es2023",
        "--pretty",
        "false",
    ]
    command: list[str | Path] = [NODE, MODULES / "typescript" / "bin" / "tsc", *options, source]
    checked = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    assert (checked.returncode == 0) == (checked.stdout == ""), checked.stderr
    return checked.stdout
