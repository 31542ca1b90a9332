"""The walls of the house: who may import whom."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import bots
import core

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
        (("click",), "bots/cli/"),
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
    assert {file for file, _ in found if not file.startswith(home)} == set()


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


def test_the_product_does_not_know_its_tests() -> None:
    """Nothing that is shipped imports a test or a test library."""
    forbidden = {"tests", "pytest", "hypothesis", "importlinter"}
    for folder in (Path(core.__file__).parent, Path(bots.__file__).parent):
        assert {(file, name) for file, name in _imports(folder) if name.partition(".")[0] in forbidden} == set()
