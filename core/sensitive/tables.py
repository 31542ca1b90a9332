"""Secrets in tables: what stands below a heading that names one."""

import re
from collections.abc import Iterator

from core.patterns import compile_late
from core.sensitive.finding import Finding, fold
from core.sensitive.phrases import HARMLESS, NAMES
from core.sensitive.tokens import is_placeholder

_HEADING = compile_late(
    rf"(?:[^\W\d_]{{1,20}}[ -]){{0,2}}(?:{NAMES})(?:\s?\([^()]{{1,20}}\)|[ -](?:new|old|neu|alt|initial))?"
)
_NO_HEADING = compile_late(r"(?:(?!api|access|auth|secret|bearer|bot)[^\W\d_]{1,20}[ -])?(?:keys?|tokens?|pass)")
"""Columns of settings, of designs and of tests are headed so too."""
_RULE = compile_late(r"[\s|:+=-]{3,400}")
_SEPARATORS = ("|", "\t", ";", ",")
_LONGEST_HEADING = 40
_LONGEST_LINE = 400


def tables(text: str) -> Iterator[Finding]:
    """Passwords and codes in the columns of a table: lines with as many cells as their heading, parted by the same sign."""
    columns: list[int] = []
    separator, cells, at = "", 0, 0
    for line in fold(text).splitlines(keepends=True):
        parts = line.rstrip("\n").split(separator) if separator else []
        if columns and (len(parts) == cells or _RULE.fullmatch(line[:_LONGEST_LINE])):
            for column in columns if len(parts) == cells and not _RULE.fullmatch(line[:_LONGEST_LINE]) else ():
                value = parts[column].strip().strip("\"'`")
                start = at + len(separator.join([*parts[:column], ""])) + parts[column].find(value)
                if _is_value(text[start : start + len(value)]):
                    yield Finding("a password", start, start + len(value))
        else:
            separator, columns = _read_heading(line)
            cells = len(line.rstrip("\n").split(separator)) if columns else 0
        at += len(line)


def _read_heading(line: str) -> tuple[str, list[int]]:
    """What parts the cells of a heading, and which columns hold secrets; none for a line that is no heading."""
    if len(line) > _LONGEST_LINE:
        return "", []
    for separator in _SEPARATORS:
        cells = [cell.strip().strip("\"'`*") for cell in line.rstrip("\n").split(separator)]
        if len(cells) > 1 and all(len(cell) <= _LONGEST_HEADING for cell in cells):
            named = [
                at for at, cell in enumerate(cells) if _HEADING.fullmatch(cell) and not _NO_HEADING.fullmatch(cell)
            ]
            if named and not re.search(r"\d|[.!?:=]", line):
                return separator, named
    return "", []


def _is_value(cell: str) -> bool:
    words = cell.lower().split()
    return len(cell) > 2 and bool(words) and not is_placeholder(cell) and not all(word in HARMLESS for word in words)  # noqa: PLR2004
