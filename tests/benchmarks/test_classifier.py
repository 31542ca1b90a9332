"""What an answer costs without any platform: time, and the memory of a server that waits."""

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

from aiohttp import ClientSession

from tests.benchmarks.measure import resident_mib, show
from tests.benchmarks.platforms import Platforms
from tests.e2e.processes import WAYPOST, running, until_ready


def test_one_text(tmp_path: Path) -> None:
    """`waypost ask` as a process of its own, and one text after the other in a process that has loaded everything."""
    command: list[str | Path] = [WAYPOST, "ask", "my laptop cannot reach the file server since the move", "--json"]
    cold = []
    for _ in range(5):
        started = time.perf_counter()
        answered = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)  # noqa: S603
        cold.append(time.perf_counter() - started)
        assert json.loads(answered.stdout)["responsibility"].startswith("it.")
    rows = [["waypost ask, a process each", f"{1000 * statistics.median(cold):,.0f}", f"{1000 * max(cold):,.0f}"]]
    for cores in ("one", "all"):
        script: list[str | Path] = [sys.executable, Path(__file__).with_name("time_texts.py"), cores]
        timed = subprocess.run(script, cwd=tmp_path, capture_output=True, check=True)  # noqa: S603
        each = json.loads(timed.stdout)
        rows.append(
            [f"ten words, {cores} core{'s' * (cores == 'all')}", f"{statistics.median(each):.1f}", f"{max(each):.1f}"]
        )
    show("Classifier: one text", ("", "median ms", "longest ms"), rows)


async def test_memory_of_an_idle_server(tmp_path: Path) -> None:
    """What `waypost serve` holds in memory once it is ready, with Slack and Teams."""
    async with Platforms.served() as platforms, ClientSession() as session:
        settings = {
            "WAYPOST_PORT": "0",
            "WAYPOST_DATA_DIR": str(tmp_path / "data"),
            "WAYPOST_SLACK_API_URL": f"{platforms.url}/api/",
            "WAYPOST_SLACK_BOT_TOKEN": "xoxb-1",
            "WAYPOST_SLACK_SIGNING_SECRET": "made-up",
            "WAYPOST_TEAMS_ANONYMOUS": "true",
        }
        started = time.perf_counter()
        with running([WAYPOST, "serve"], r"Slack and Teams on (http://\S+)", tmp_path, settings) as waypost:
            await until_ready(waypost, session)
            seconds = time.perf_counter() - started
            show(
                "waypost serve, both platforms, idle",
                ("start to ready, s", "resident MiB"),
                [[f"{seconds:.1f}", f"{resident_mib(waypost.pid):.0f}"]],
            )
