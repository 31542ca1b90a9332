"""What the documentation says of settings, commands, options, metrics, routes and files is so, and all of them are in it."""

import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from prometheus_client import REGISTRY
from pydantic import SecretStr

import core.storage.health  # noqa: F401 - brings its metrics with it
from bots.cli.__main__ import cli
from bots.platform import all_settings
from bots.server import Parts, build
from bots.settings import Settings
from core.desk.desk import Desk
from tests.support.settings import settings_with

ROOT = Path(__file__).parents[2]
PAGES = (
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted((ROOT / "docs").glob("*.md")),
)

_COMMAND = re.compile(r"(?:\$ |^|`|&& |[A-Z_]+=\S+ )(?:\.venv/bin/)?waypost ([a-z][^`|>#&\n]*)", re.MULTILINE)
"""A command as it is shown: after a prompt, at the start of a line, in a code span, or after another one."""


def _page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def _shown() -> Iterator[tuple[str, list[str]]]:
    """Each command that the documentation shows, as page and arguments."""
    for page in PAGES:
        for found in _COMMAND.finditer(page.read_text(encoding="utf-8")):
            line = found[1].split("   ")[0].strip()
            if line.endswith((".", ":")) or line.split()[0] not in cli.list_commands(click.Context(cli)):
                continue  # prose that begins a line with the product's name
            yield page.name, shlex.split(line)


SHOWN = sorted({(page, tuple(arguments)) for page, arguments in _shown()})


def test_each_setting_is_documented() -> None:
    """The table of docs/settings.md has a row for each, and none for what is no setting."""
    rows = re.findall(r"^\| ((?:`[A-Z_]+`(?:, )?)+) \|", _page("settings.md"), re.MULTILINE)
    documented = {name.strip("`").lower() for row in rows for name in row.split(", ")}
    assert documented == set(all_settings().model_fields)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_settings_that_are_named_exist(page: Path) -> None:
    """Wherever a page names an environment variable of ours, it can be set."""
    named = set(re.findall(r"WAYPOST_([A-Z_]*[A-Z])\b", page.read_text(encoding="utf-8")))
    assert {name.removesuffix("_FILE").lower() for name in named} <= set(all_settings().model_fields)


def test_each_metric_is_documented(desk: Desk) -> None:
    """docs/operations.md names each metric of ours that /metrics has, and none that it has not."""
    build(Parts(_both(), desk))
    ours = {metric.name for metric in REGISTRY.collect() if metric.name.startswith("waypost_")}
    named = set(re.findall(r"`(waypost_[a-z_]+)", _page("operations.md")))
    assert {name.removesuffix("_total") for name in named} == ours


def test_each_route_is_documented(desk: Desk) -> None:
    """docs/settings.md names the paths that `waypost serve` answers, with their methods."""
    application = build(Parts(_both(), desk))
    served = {
        f"{route.method} {route.resource.canonical}"
        for route in application.router.routes()
        if route.resource and route.method != "HEAD"
    }
    section = _page("settings.md").partition("## Endpoints")[2].partition("\n\n`/metrics`")[0]
    named = set(re.findall(r"`((?:GET|POST) /\S+)`", section))
    # those of an installation over OAuth take the place of a token
    assert named == served | {"GET /slack/install", "GET /slack/oauth_redirect"}


@pytest.mark.parametrize("command", [*cli.list_commands(click.Context(cli))])
def test_each_command_is_shown(command: str) -> None:
    """Somewhere in the documentation."""
    assert any(re.search(rf"\b(waypost|`)\s*{command}\b", page.read_text(encoding="utf-8")) for page in PAGES)


@pytest.mark.parametrize(
    ("page", "arguments"), SHOWN, ids=lambda value: value if isinstance(value, str) else " ".join(value)
)
def test_commands_that_are_shown_exist(page: str, arguments: tuple[str, ...]) -> None:
    """With their subcommands and options."""
    command: click.Command = cli
    rest = list(arguments)
    while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        found = command.get_command(click.Context(command), rest.pop(0))
        assert found is not None, arguments
        command = found
    options = {name for option in [*command.params, *cli.params] for name in option.opts + option.secondary_opts}
    assert {word for word in rest if word.startswith("--")} <= options


_RUN = {"ask", "skills", "compare", "owners", "catalogue", "evaluate", "manifest", "db", "backup"}
"""Those that end by themselves, and need no account and no minutes; the others have tests of their own."""


def test_commands_that_are_shown_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order in which a reader meets them, with files as the page describes them."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WAYPOST_DIRECTORY", str(ROOT / "bots" / "playground" / "owners.yaml"))
    request = '{"text": "the projector shows no picture", "responsibility": "it.hardware", "source": "test"}\n'
    for name in ("requests.jsonl", "your.jsonl"):
        (tmp_path / name).write_text(request, encoding="utf-8")
    ran = 0
    shown = [
        arguments for _, arguments in SHOWN if arguments[0] in _RUN and arguments[-1] != "…"
    ]  # which leaves off the rest
    # what is compared with was written before, and what is copied was made
    for arguments in sorted(shown, key=lambda words: ("--against" in words, words[0] == "backup")):
        result = CliRunner().invoke(cli, [_filled_in(word, tmp_path) for word in arguments])
        if "--json" in arguments and arguments[0] == "evaluate":
            (tmp_path / "before.json").write_text(result.stdout, encoding="utf-8")
        assert result.exit_code in (0, 1), (arguments, result.output)
        ran += 1
    assert ran >= 10


_PLACEHOLDERS = {
    "https://…": "https://waypost.example.com",
    "minimal|standard|full": "full",
    "TEXT": "my vpn drops",
    "…": "6e0a1b5c-0000-4000-8000-000000000001",
}


def _filled_in(word: str, folder: Path) -> str:
    """A word of a command with a value where the page leaves one open."""
    return _PLACEHOLDERS.get(word, word).replace("/backups", str(folder))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_is_linked_is_there(page: Path) -> None:
    """Files, folders and pictures beside the page."""
    links = re.findall(r"\]\((?!https?:|mailto:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_targets_and_files_that_are_named_exist(page: Path) -> None:
    """Targets of make; files of the code by their paths."""
    text = page.read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"(?:`|\$ )make ([a-z-]+)", text))
    assert {target for target in targets if f"\n{target}:" not in makefile} == set()
    files = set(re.findall(r"`(?:pytest )?((?:core|bots|tests|docs|deploy|manifests)/[\w/.-]+)[`: ]", text))
    assert {name for name in files if not (ROOT / name).exists()} == set()


def test_the_changelog_has_the_version_in_hand() -> None:
    """The newest version of CHANGELOG.md is the one that the package calls itself; changes after it stand under Unreleased."""
    versions = re.findall(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert versions[0] == tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def test_the_pictures_are_up_to_date() -> None:
    """docs/architecture.md shows the imports that the code has."""
    command = [sys.executable, str(ROOT / "docs" / "graph.py"), "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    assert done.returncode == 0, done.stderr


def _both() -> Settings:
    """Both platforms."""
    return settings_with(
        slack_bot_token=SecretStr("xoxb-1"),
        slack_signing_secret=SecretStr("sign"),
        teams_anonymous=True,
        metrics_token=SecretStr("a token of the operator"),
    )


if __name__ == "__main__":
    sys.stdout.writelines(f"{page}: waypost {' '.join(arguments)}\n" for page, arguments in SHOWN)
