"""Waypost beside what people would pick instead, on the same examples and the same held-out requests: `make bench-rivals`.

Each router runs in a process of its own on one core, in turns; figures are medians of the turns.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
TURNS = 3
LINES = 2000
"""Of the file for `waypost ask --file`."""

NAMES = {
    "waypost": "Waypost",
    "semantic-router": "semantic-router 1.x, public MiniLM",
    "semantic-router-our-vectors": "semantic-router 1.x, our tuned encoder",
    "tf-idf": "scikit-learn TF-IDF + logistic regression",
}
HEADS = ("router", "responsibility", "role", "p50 ms", "p99 ms", "messages/s", "RSS MiB", "start to first answer s")


def main(rivals_python: str) -> None:
    """Run everything and print the table as Markdown.

    Args:
        rivals_python: the interpreter of the environment with the rivals.
    """
    turns: dict[str, list[dict[str, float]]] = {name: [] for name in NAMES}
    for turn in range(TURNS):
        for name, found in turns.items():
            click.echo(f"turn {turn + 1} of {TURNS}: {NAMES[name]}", err=True)
            found.append(_measured(sys.executable if name == "waypost" else rivals_python, name))
    click.echo(f"| {' | '.join(HEADS)} |")
    click.echo(f"|{' --- |' * len(HEADS)}")
    for name, found in turns.items():
        click.echo(f"| {' | '.join(_cells(NAMES[name], found))} |")
    cold, streamed = _cold(), _streamed()
    click.echo(
        f"\n`waypost ask TEXT`, a process each: {cold:.2f} s; `waypost ask --file`: {streamed:.0f} lines/s on one core."
    )


def _measured(python: str, name: str) -> dict[str, float]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    script = [python, str(HERE / "contestant.py"), name]
    ran = subprocess.run(script, env=environment, check=True, stdout=subprocess.PIPE, cwd=tempfile.gettempdir())  # noqa: S603
    figures: dict[str, float] = json.loads(ran.stdout)
    return figures


def _cells(name: str, found: list[dict[str, float]]) -> list[str]:
    of = {key: statistics.median(turn[key] for turn in found) for key in found[0]}
    shares = [f"{of[key]:.1%}" for key in ("responsibility", "role")]
    return [
        name,
        *shares,
        f"{of['p50']:.1f}",
        f"{of['p99']:.1f}",
        f"{of['per_second']:.0f}",
        f"{of['mib']:.0f}",
        f"{of['ready']:.1f}",
    ]


def _cold() -> float:
    command = [str(Path(sys.executable).with_name("waypost")), "ask", "the label printer prints blank pages", "--json"]
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def _streamed() -> float:
    held_out = ROOT / "tests" / "core" / "classifier" / "data" / "held_out.jsonl"
    texts = [json.loads(line)["text"] for line in held_out.read_text(encoding="utf-8").splitlines()]
    lines = "".join(json.dumps({"text": f"{texts[at % len(texts)]} {at}"}) + "\n" for at in range(LINES))
    command = [str(Path(sys.executable).with_name("waypost")), "ask", "--file", "-", "--json"]
    one_core = {max(os.sched_getaffinity(0))}
    began = time.perf_counter()
    subprocess.run(  # noqa: S603
        command,
        input=lines.encode(),
        check=True,
        stdout=subprocess.DEVNULL,
        preexec_fn=lambda: os.sched_setaffinity(0, one_core),
    )
    return LINES / (time.perf_counter() - began)


if __name__ == "__main__":
    main(sys.argv[1])
