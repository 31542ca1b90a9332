"""What knows botbuilder and what does not."""

import ast
import subprocess
import sys
from pathlib import Path

import bots.teams

_FOLDER = Path(bots.teams.__file__).parent
_MICROSOFT = {"botbuilder", "botframework", "msrest"}


def _imported(path: Path) -> set[str]:
    """The packages that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def test_only_the_adapter_knows_botbuilder() -> None:
    """Two files import botbuilder; a change of the SDK stays in them."""
    knowing = {path.name for path in _FOLDER.rglob("*.py") if _imported(path) & _MICROSOFT}
    assert knowing == {"adapter.py", "auth.py"}


def test_cards_and_manifest_load_without_botbuilder() -> None:
    """The command line builds manifests, and tests draw cards, without waiting for botbuilder."""
    code = (
        "import sys, bots.teams.render, bots.teams.manifest; print({'botbuilder', 'botframework'} & set(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)  # noqa: S603
    assert told.stdout.strip() == "set()"
