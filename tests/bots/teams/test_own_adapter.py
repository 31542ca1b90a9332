"""botbuilder can be left in a day: with a small adapter of our own in its place the same tests on the wire pass."""

import subprocess
import sys
from pathlib import Path

_HERE = Path(__file__).parent
_ON_THE_WIRE = ("test_presses.py", "test_private.py", "test_targeted.py", "test_token_table.py")
"""Presses and their answers, messages for one person alone, and who is let in."""


def test_the_same_tests_pass_without_botbuilder() -> None:
    """In a process of its own, in which botbuilder cannot be imported."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider"]
    told = subprocess.run(  # noqa: S603
        [*command, "-p", "tests.bots.teams.own_adapter", *(str(_HERE / name) for name in _ON_THE_WIRE)],
        cwd=_HERE.parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout[-3000:] + told.stderr[-1000:]
    assert " passed" in told.stdout


def test_the_place_is_small() -> None:
    """What would have to be written anew is one file of few lines: the rest of the Teams side knows three of its names."""
    written = (_HERE / "own_adapter.py").read_text(encoding="utf-8").splitlines()
    assert len(written) < 120
    folder = _HERE.parents[2] / "bots" / "teams"
    users = {path.name for path in folder.rglob("*.py") if "bots.teams.sdk" in path.read_text(encoding="utf-8")}
    assert users == {"app.py", "webhook.py", "adapter.py"}
