"""What an answer costs without any platform: time, and the memory of a server that waits."""

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from aiohttp import ClientSession

from tests.benchmarks.measure import resident_mib, show
from tests.benchmarks.platforms import Platforms
from tests.benchmarks.texts import TEXTS
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


_FORMER = os.environ.get("FORMER_CHECKOUT")
"""The folder of a checkout of some former commit, with its own `.venv`, to be measured beside this one."""

_TURNS = 5
_FEW, _MANY = 10, 110
"""Lines of a file; what the one takes more than the other is what the lines between take, without the start."""


def test_processor_time_beside_bare_python(tmp_path: Path) -> None:
    """What `ask TEXT` and a line of `ask --file` cost the processor, beside Python alone, and a former commit if one is named."""
    for lines in (_FEW, _MANY):
        # each line is new, because the desk remembers what it read last
        texts = [f"{TEXTS[at % len(TEXTS)]} ({at})" for at in range(lines)]
        (tmp_path / f"{lines}").write_text(
            "".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8"
        )
    commands = {"this": WAYPOST} | ({"former": Path(_FORMER) / ".venv/bin/waypost"} if _FORMER else {})
    bare, cold, line = [], {name: [] for name in commands}, {name: [] for name in commands}
    for _ in range(_TURNS):
        bare.append(_processor_seconds([sys.executable, "-c", "pass"], tmp_path))
        for name, waypost in commands.items():
            cold[name].append(_processor_seconds([waypost, "ask", TEXTS[0], "--json"], tmp_path))
            few, many = (
                _processor_seconds([waypost, "ask", "--json", "--file", f"{lines}"], tmp_path)
                for lines in (_FEW, _MANY)
            )
            line[name].append((many - few) / (_MANY - _FEW))
    rows = [["python -c pass", f"{1000 * statistics.median(bare):.0f}", "1", ""]]
    for name in commands:
        once, each = statistics.median(cold[name]), statistics.median(line[name])
        rows.append(
            [f"{name}: ask TEXT", f"{1000 * once:.0f}", f"{once / statistics.median(bare):.0f}", f"{1 / each:,.0f}"]
        )
    show("Classifier: processor time", ("", "median ms", "times bare Python", "lines of a file a second"), rows)


def _processor_seconds(command: list[str | Path], folder: Path) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, capture_output=True, check=True)  # noqa: S603
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


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
