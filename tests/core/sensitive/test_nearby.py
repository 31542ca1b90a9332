"""Secrets that are told by what stands around them."""

import os
import subprocess
import sys

_AT_THE_LIMIT = "For the conference bridge: dial +44 and then nothing, code 488 Not Acceptable Here"
"""Its code has just the points that it takes, which a sum that is rounded at every step reaches in some orders only."""


def test_what_is_masked_does_not_hang_on_chance() -> None:
    """The same text is masked the same way by every process, whatever order its sets are in."""
    script = f"from core.sensitive.search import mask; print(mask({_AT_THE_LIMIT!r}))"
    said = {
        subprocess.run(  # noqa: S603
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in (4, 5)  # with which the sum came out on either side
    }
    assert len(said) == 1
