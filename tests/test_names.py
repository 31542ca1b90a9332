"""How functions are named."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import bots
import core

_HOUSE = Path(core.__file__).parent.parent
_IRREGULAR = (
    "begun bound bought broken brought built caught chosen done drawn felt found given gone grown heard held hidden kept known "
    "laid left lost made meant met paid said seen sent shown sold spoken spread taken told torn thrown understood worn written"
)
_PARTICIPLE = rf"(?:[a-z]+[^e_]ed|{_IRREGULAR.replace(' ', '|')})"
_ALONE = re.compile(rf"{_PARTICIPLE}(?:_(?:after|at|between|by|for|from|in|of|off|on|out|over|to|twice|up)(?:_\w+)?)?$")


def _functions() -> Iterator[tuple[str, str]]:
    for folder in (core, bots):
        for path in sorted(Path(folder.__file__).parent.rglob("*.py")):
            if "node_modules" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not _is_attribute(node):
                    yield path.relative_to(_HOUSE).as_posix(), node.name


def _is_attribute(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(ast.unparse(each).endswith("property") for each in node.decorator_list)


def _is_participle(name: str) -> bool:
    plain = name.strip("_")
    return not re.match(r"(?:is|was|were|has|have|can|may|are)_", plain) and bool(_ALONE.fullmatch(plain))


def test_functions_are_named_by_what_they_do_or_return() -> None:
    """No function is called by a participle, which tells neither; attributes and yes-or-no questions may be."""
    assert [f"{file}: {name}" for file, name in _functions() if _is_participle(name)] == []


@pytest.mark.parametrize(
    ("name", "bad"), [("masked", True), ("asked_by", True), ("mask", False), ("is_taken", False), ("need", False)]
)
def test_a_participle_is_told_from_a_verb(name: str, bad: bool) -> None:
    """The rule knows what it forbids."""
    assert _is_participle(name) is bad
