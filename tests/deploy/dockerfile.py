"""Reads a Dockerfile, as far as ours goes: instructions, stages, and which files a build may copy."""

import shlex
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path


@dataclass(frozen=True)
class Step:
    """One instruction: `RUN`, and what follows it."""

    instruction: str
    rest: str


@dataclass(frozen=True)
class Stage:
    """What stands from one `FROM` to the next.

    Attributes:
        base: the image that it starts from.
        name: what it is called, or empty.
        steps: its other instructions.
    """

    base: str
    name: str
    steps: tuple[Step, ...]

    def all(self, instruction: str) -> list[str]:
        """What follows each instruction of that kind."""
        return [step.rest for step in self.steps if step.instruction == instruction]

    def environment(self) -> dict[str, str]:
        """The variables that it sets."""
        pairs = (pair.partition("=") for line in self.all("ENV") for pair in shlex.split(line))
        return {name: value for name, _, value in pairs}


def stages(text: str) -> list[Stage]:
    """The stages of a Dockerfile."""
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    steps = [Step(*line.split(None, 1)) for line in "\n".join(lines).replace("\\\n", " ").splitlines()]
    starts = [at for at, step in enumerate(steps) if step.instruction == "FROM"]
    found = []
    for start, end in zip(starts, [*starts[1:], len(steps)], strict=True):
        base, _, name = steps[start].rest.partition(" AS ")
        found.append(Stage(base, name, tuple(steps[start + 1 : end])))
    return found


def copy(sources: Iterable[str], context: Path, ignore: str, target: Path) -> None:
    """Copy files and folders as `COPY` does, without what a .dockerignore keeps out of the build.

    Args:
        sources: as they stand in the instruction.
        context: the folder of the build.
        ignore: the text of the .dockerignore.
        target: an existing folder, or the name of a copied folder.

    Raises:
        FileNotFoundError: there is no such file in the build.
    """
    rules = [line for line in ignore.splitlines() if line and not line.startswith("#")]

    def is_left_out(path: Path) -> bool:
        left_out = False
        for rule in rules:
            pattern = rule.removeprefix("!").removeprefix("**/")
            where = str(path) if pattern == rule.removeprefix("!") else path.name
            if fnmatch(where, pattern) or (pattern in (str(parent) for parent in path.parents)):
                left_out = not rule.startswith("!")
        return left_out

    def left_out(folder: str, names: list[str]) -> list[str]:
        return [name for name in names if is_left_out(Path(folder, name).relative_to(context))]

    for source in sources:
        if is_left_out(Path(source)) or not (context / source).exists():
            raise FileNotFoundError(f"{source} is no part of the build: it is missing or in .dockerignore.")
        if (context / source).is_dir():
            shutil.copytree(context / source, target, ignore=left_out)
        else:
            shutil.copy(context / source, target)
