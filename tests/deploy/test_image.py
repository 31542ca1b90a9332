"""The container image, as far as it can be had without a container: its build stage is run here, step by step."""

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from packaging.specifiers import SpecifierSet

from tests.deploy.dockerfile import Stage, copy, stages

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
BUILD, IMAGE = stages((ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8"))

_PIP = "/opt/waypost/bin/pip install"
_UV = Path(sys.executable).with_name("uv")


@dataclass(frozen=True)
class Image:
    """What the image would hold, in a folder.

    Attributes:
        root: stands for `/`.
        environment: the image's variables, with paths in the folder.
    """

    root: Path
    environment: dict[str, str]

    def run(self, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        """Run a command as the image would, far from the sources."""
        program, *arguments = command
        path = self.root / "opt" / "waypost" / "bin" / program
        return subprocess.run(  # noqa: S603 - what the tests name
            [path, *arguments], cwd=self.root, env=self.environment, capture_output=True, text=True, check=False
        )


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Image:
    """The image, built from what the Dockerfile says."""
    root = tmp_path_factory.mktemp("image")
    ignore = (ROOT / ".dockerignore").read_text(encoding="utf-8")
    folder = root
    leads_back = ("PYTHON", "VIRTUAL_ENV", "WAYPOST_")
    # the rest may name a package index or a proxy
    outside = {name: value for name, value in os.environ.items() if not name.startswith(leads_back)}
    for step in BUILD.steps:
        match step.instruction:
            case "WORKDIR":
                folder = root / step.rest.removeprefix("/")
                folder.mkdir(parents=True)
            case "COPY":
                *sources, target = step.rest.split()
                copy(sources, ROOT, ignore, folder / target)
            case "RUN":
                done = subprocess.run(  # noqa: S602 - steps of our own Dockerfile
                    _here(step.rest, root),
                    shell=True,
                    cwd=folder,
                    env=outside,
                    capture_output=True,
                    text=True,
                    check=False,
                )
                assert done.returncode == 0, f"{step.rest}\n{done.stdout}{done.stderr}"
            case other:
                raise AssertionError(f"This test does not know how to do {other} {step.rest}.")
    (root / "data").mkdir()
    environment = {
        name: re.sub(r"(?<![\w/])/(?=opt|data)", f"{root}/", value) for name, value in _set_in(IMAGE).items()
    }
    return Image(root, environment)


def _here(command: str, root: Path) -> str:
    """A command of the Dockerfile for this machine: with its paths in a folder, this Python, and uv for pip.

    uv takes the same arguments and does the same in a tenth of the time. `--no-cache-dir` only keeps an image small.
    """
    environment = f"{root}/opt/waypost"
    command = command.replace(_PIP, f"{_UV} pip install --quiet --python /opt/waypost/bin/python")
    command = command.replace("--no-cache-dir ", "")
    command = re.sub(r"\bpython -m venv\b", f"{sys.executable} -m venv", command)
    return command.replace("/opt/waypost", environment)


def _set_in(stage: Stage) -> dict[str, str]:
    system = "/usr/bin:/bin"
    given = {name: value.replace("$PATH", system) for name, value in stage.environment().items()}
    return {"PATH": system, "LANG": "C.UTF-8", **given}


def test_it_runs_what_was_installed(image: Image) -> None:
    """Nothing is imported from the source tree, and `waypost` is the version that pyproject.toml names."""
    where = image.run(["python", "-c", "import bots, core; print(bots.__file__, core.__file__)"])
    version = image.run(["waypost", "--version"])

    assert all(path.startswith(f"{image.root}/opt/waypost/lib/") for path in where.stdout.split()), where
    assert version.stdout.strip().endswith(PROJECT["version"])


def test_it_answers_with_the_weights_inside(image: Image) -> None:
    """A text is answered: catalogue, encoder and head are all in the wheel."""
    answered = image.run(["waypost", "ask", "vpn down", "--json"])

    assert answered.returncode == 0, answered.stderr
    assert json.loads(answered.stdout)["responsibility"] == "it.network"


def test_it_makes_its_tables(image: Image) -> None:
    """The migrations are in the wheel, and the database comes to stand in the volume."""
    upgraded = image.run(["waypost", "db", "upgrade"])

    assert upgraded.returncode == 0, upgraded.stderr
    assert (image.root / "data" / "waypost.db").exists()


@pytest.mark.parametrize(
    "command",
    [
        ["waypost", "manifest", "slack"],
        [
            "waypost",
            "manifest",
            "teams",
            "--app-id",
            "8f1c2f5e-7c0f-4f5e-9a55-0d2b6b1f0c11",
            "--url",
            "https://a.example",
        ],
        ["waypost", "catalogue", "lint"],
        ["waypost", "skills", "it"],
        ["waypost", "compare"],
    ],
    ids=lambda command: " ".join(command[1:3]),
)
def test_its_other_commands_find_their_files(command: list[str], image: Image) -> None:
    """Commands that read files of the distribution find them in the wheel."""
    done = image.run(command)

    assert done.returncode == 0, done.stderr


def test_it_says_what_it_misses(image: Image) -> None:
    """What the image starts by itself ends with 2 and one sentence where nothing is set up."""
    (started,) = (json.loads(command) for command in IMAGE.all("CMD"))

    ended = image.run(started)

    assert ended.returncode == 2
    assert ended.stderr.startswith("Error: Nothing to serve.")
    assert "WAYPOST_SLACK_BOT_TOKEN" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_it_runs_as_nobody_in_particular() -> None:
    """The image changes to a user of its own, made before, who owns the data and is not root."""
    (user,) = IMAGE.all("USER")

    made = " ".join(IMAGE.all("RUN"))
    assert user not in ("root", "0")
    assert re.search(rf"useradd .*--uid [1-9]\d* .*\b{user}\b", made)
    assert f"install -d -o {user} /data" in made
    instructions = [step.instruction for step in IMAGE.steps]
    assert "RUN" not in instructions[instructions.index("USER") :]


def test_it_holds_nothing_of_the_build_but_the_environment() -> None:
    """The last stage installs nothing and copies one folder: no sources, no compiler, no pip cache."""
    assert IMAGE.all("COPY") == [f"--from={BUILD.name} /opt/waypost /opt/waypost"]
    assert not re.search(r"\b(apt|apt-get|pip|gcc|make)\b", " ".join(IMAGE.all("RUN")))
    assert IMAGE.base == BUILD.base  # the environment names the Python that made it
    assert IMAGE.base.endswith("-slim")


def test_its_python_is_one_that_we_support() -> None:
    """The base image's Python fits `requires-python`."""
    named = re.fullmatch(r"python:(\d+\.\d+)-slim", IMAGE.base)
    assert named
    assert named[1] in SpecifierSet(PROJECT["requires-python"])


def test_compose_keeps_the_data() -> None:
    """compose.yaml builds this image and mounts a named volume where the image keeps its data, and nothing else writable."""
    compose = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8"))
    service = compose["services"]["waypost"]

    volumes = [volume.split(":") for volume in service["volumes"]]
    mounted = {target: (source, mode) for source, target, *mode in volumes}
    assert mounted[IMAGE.environment()["WAYPOST_DATA_DIR"]] == ("data", [])
    assert "data" in compose["volumes"]
    assert all(mode == ["ro"] for target, (_, mode) in mounted.items() if target != "/data")
    assert service["read_only"]
    built = (ROOT / "deploy" / service["build"]["context"]).resolve()
    assert built == ROOT
    assert (built / service["build"]["dockerfile"]).is_file()
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    assert {port.rpartition(":")[2] for port in service["ports"]} == set(IMAGE.all("EXPOSE"))
