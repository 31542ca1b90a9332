"""The walls of the house: who may import whom."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import bots
import core
from bots.platform import PLATFORMS

_HOUSE = Path(core.__file__).parent.parent


def _imports(folder: Path) -> Iterator[tuple[str, str]]:
    """Each file under a folder, by its path in the house, with each package that it imports, wherever in the file."""
    for path in sorted(folder.rglob("*.py")):
        if "node_modules" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                names = [node.module]
            for name in names:
                yield path.relative_to(_HOUSE).as_posix(), name


def test_the_contracts_hold(tmp_path: Path) -> None:
    """Every contract of import-linter in pyproject.toml is kept."""
    # a process of its own: it sets up logging, and switches off the loggers that are there
    command = [Path(sys.executable).with_name("lint-imports"), "--cache-dir", str(tmp_path)]
    done = subprocess.run(command, cwd=_HOUSE, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("packages", "home"),
    [
        (("botbuilder", "botframework", "msrest"), "bots/teams/"),
        (("slack_bolt", "slack_sdk"), "bots/slack/"),
        (("torch",), "core/classifier/finetune/"),
        (("yaml",), "core/typed_yaml.py"),
        (("click",), r"bots/cli/|bots/\w+/cli\.py$"),
    ],
)
def test_a_library_is_known_in_one_place(packages: tuple[str, ...], home: str) -> None:
    """Only its home imports it, so that another can take its place there."""
    found = {
        (file, name)
        for folder in (Path(core.__file__).parent, Path(bots.__file__).parent)
        for file, name in _imports(folder)
        if name.partition(".")[0] in packages
    }
    assert found
    assert {file for file, _ in found if not re.match(home, file)} == set()


def test_the_core_knows_no_face_and_no_web() -> None:
    """Neither at the top of a file nor inside a function."""
    forbidden = {
        "bots",
        "aiohttp",
        "slack_bolt",
        "slack_sdk",
        "botbuilder",
        "botframework",
        "click",
        "rich",
        "structlog",
    }
    found = {(file, name) for file, name in _imports(Path(core.__file__).parent) if name.partition(".")[0] in forbidden}
    assert found == set()


def test_only_its_own_folder_knows_a_platform() -> None:
    """Beside the one line that names the folder; the playground plays them all, and asks for the settings of one."""
    folders = tuple(f"{folder.package}." for folder in PLATFORMS.values())
    found = {
        file
        for file, name in _imports(Path(bots.__file__).parent)
        for folder in folders
        if f"{name}.".startswith(folder) and not file.startswith(folder.replace(".", "/"))
    }
    assert found == {"bots/cli/playground.py"}


_SPELLED_OUT = {
    "core/sensitive/": "kinds of tokens are called by their makers",
    "core/storage/migrations/versions/": "what was applied stays as it is",
    "core/storage/tables.py": "the comment of a table stays as it was applied",
}
"""Where the core may name a platform, and why."""


def _words(path: Path, *, prose: bool = True) -> Iterator[str]:
    """Each string and each name in a file, and if wanted the docstrings too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if node in docstrings and not prose:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        for field in ("id", "attr", "name", "asname", "arg", "module"):
            named = getattr(node, field, None)
            if isinstance(named, str):
                yield named


def _names_a_platform(words: str) -> bool:
    """Whether a platform is spelled out; "teams" are also whom requests go to, and then a sentence may begin with them."""
    foreign = {"slack", "microsoft", "botframework", "thread_ts", "messageid=", *(set(PLATFORMS) - {"teams"})}
    return any(word in words.lower() for word in foreign) or re.search(r"[^\s.!?“] ?\bTeams\b", words) is not None


def test_the_core_names_no_platform() -> None:
    """In no string, docstring or name: what differs between platforms is asked of the platform."""
    found = {
        (file, words)
        for path in sorted(Path(core.__file__).parent.rglob("*.py"))
        for words in _words(path)
        if not (file := path.relative_to(_HOUSE).as_posix()).startswith(tuple(_SPELLED_OUT))
        and _names_a_platform(words)
    }
    assert found == set()


def test_what_the_platforms_share_names_none() -> None:
    """Nor does the command line; the list of platforms does, and the playground, which plays them. Prose may give examples."""
    bots_ = Path(bots.__file__).parent
    found = {
        path.relative_to(_HOUSE).as_posix()
        for path in (*bots_.glob("*.py"), *(bots_ / "cli").rglob("*.py"))
        for words in _words(path, prose=False)
        if _names_a_platform(words) or any(words.startswith(f"{platform}_") for platform in PLATFORMS)
    }
    assert found == {"bots/platform.py", "bots/cli/playground.py"}


def test_the_core_decides_by_no_platforms_id() -> None:
    """The id of a platform is data: `teams` stands in one file, which reads the key of owners.yaml that lists them."""
    found = {
        path.relative_to(_HOUSE).as_posix()
        for path in Path(core.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in PLATFORMS
    }
    assert found == {"core/directory/load.py"}


@pytest.mark.parametrize("words", ["in Slack", "slack:U…", "(Teams: personal)", "only Teams knows", "Microsoft Entra"])
def test_a_platform_that_is_spelled_out_is_noticed(words: str) -> None:
    """Which is what the walls above rest on."""
    assert _names_a_platform(words)


@pytest.mark.parametrize("words", ["Teams without a channel", "teams", "Whose teams. Teams answer.", "team"])
def test_teams_that_own_something_are_no_platform(words: str) -> None:
    """They are whom requests go to."""
    assert not _names_a_platform(words)


def test_the_product_does_not_know_its_tests() -> None:
    """Nothing that is shipped imports a test or a test library."""
    forbidden = {"tests", "pytest", "hypothesis", "importlinter"}
    for folder in (Path(core.__file__).parent, Path(bots.__file__).parent):
        assert {(file, name) for file, name in _imports(folder) if name.partition(".")[0] in forbidden} == set()
