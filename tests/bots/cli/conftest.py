"""The command line, in this process and in one of its own."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from bots.cli.__main__ import main

WAYPOST = Path(sys.executable).with_name("waypost")


@dataclass(frozen=True)
class Ran:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


Waypost = Callable[..., Ran]


@pytest.fixture
def waypost(monkeypatch: pytest.MonkeyPatch) -> Waypost:
    """Runs `waypost` with these arguments, all of it but the start of the process."""

    def run(*arguments: object, stdin: str | bytes = "") -> Ran:
        monkeypatch.setattr(sys, "argv", ["waypost", *map(str, arguments)])
        result = CliRunner().invoke(click.Command("waypost", callback=main), input=stdin)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ran(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture
def process() -> Waypost:
    """Runs `waypost` as people do, in a process of its own."""

    def run(*arguments: object, stdin: str = "") -> Ran:
        command = [str(WAYPOST), *map(str, arguments)]
        done = subprocess.run(command, input=stdin, capture_output=True, text=True, check=False)  # noqa: S603 - our own
        return Ran(done.returncode, done.stdout, done.stderr)

    return run
