"""Requests that grew over several turns: what came later stands below, each on a line of its own that says what it is.

The lines are part of the request wherever it goes, so that nothing that was said is lost; read is first what weighs most.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from core.catalogue.model import NONE
from core.classifier.suggestion import Suggestion
from core.conversation.attached import join_note, split_note

_ADDED, _MEANT, _BEFORE = "Added", "Meant", "Before"
_LINE = re.compile(rf"\n({_ADDED}|{_MEANT}|{_BEFORE}): ")


def add(request: str, detail: str) -> str:
    """A request with something added."""
    return _grow(request, _ADDED, detail)


def correct(request: str, meant: str) -> str:
    """A request with what was really meant."""
    return _grow(request, _MEANT, meant)


def follow_on(text: str, before: str) -> str:
    """A new request that needs the one before to be understood."""
    asked, _ = split_note(before)
    return f"{_flat(text)}\n{_BEFORE}: {_LINE.sub(' – ', asked)}"


def _grow(request: str, label: str, text: str) -> str:
    asked, attached = split_note(request)
    return join_note(f"{asked.rstrip()}\n{label}: {_flat(text)}", attached)


def without_growth(text: str) -> str:
    """A text that somebody wrote, in which nothing looks like a line of ours: it would be read as one."""
    return _LINE.sub(r"\n\1 – ", text)


def has_grown(text: str) -> bool:
    """Whether a request has such lines."""
    return bool(_LINE.search(text))


def suggest_grown(text: str, suggest: Callable[[str], Suggestion]) -> Suggestion:
    """What the classifier says of a request that grew, with all of it as the text.

    A detail such as “since this morning” must not make a request unclear that was clear without it.
    """
    found = None
    for reading in _readings(text):
        suggestion = suggest(reading)
        if suggestion.outcome == "route":
            found = suggestion
            break
        if found is None or (found.outcome == NONE and suggestion.outcome != NONE):
            found = suggestion
    if found is None:
        raise ValueError("A text without words is no request.")
    return replace(found, text=_LINE.sub(" – ", text))


def _readings(text: str) -> Iterator[str]:
    """The ways to read it, best first."""
    base, *rest = _LINE.split(text)
    lines = list(zip(rest[::2], rest[1::2], strict=True))
    meant = [line for label, line in lines if label == _MEANT]
    added = [line for label, line in lines if label == _ADDED]
    before = [line for label, line in lines if label == _BEFORE]
    own = [*reversed(meant), base]
    if before:
        yield _flat(" – ".join([*own, *added]))
    yield _flat(" – ".join([*own, *added, *before]))
    yield _flat(" – ".join(own))


def _flat(text: str) -> str:
    return " ".join(text.split())
