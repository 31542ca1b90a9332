"""What came with a message and cannot be passed on, such as files and pictures: named in one line at the end of its text.

The line travels with the text through questions, requests and what is relayed, so it survives wherever a text is kept. What a
request is about is read without it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from core.patterns import compile_late
from core.text import says_something, shorten

_BEGINS = "[Attached to the original message:"
_NOTE = f"{_BEGINS} {{}}]"
_NOTED = compile_late(r"(?:\A|\n)\[Attached to the original message: ((?:[^\[\]\n]|\[[^\[\]\n]*\])+)\][ \t]*\Z")
"""A mask in a name has brackets of its own."""

_MOST_NAMES = 5
"""Names of one kind that are told; then their number says the rest."""

_MOST_KINDS = 5
_LONGEST_NAME = 60

_UNTOLD = compile_late(r"[\[\]\s\x00-\x1f\x7f]+")
"""Brackets and line breaks would end the line early."""

_NAMES_THAT_SAY_NOTHING = frozenset({"image", "image.png", "image.jpg", "image.jpeg", "untitled"})
"""What clients call a pasted picture."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something that came with a message.

    Attributes:
        kind: what it is, as a noun: `file`, `picture`, `voice message` …
        name: what its sender calls it, or empty.
    """

    kind: str
    name: str = ""


def with_note(text: str, items: Iterable[Item]) -> str:
    """A text that a person wrote, with a line at its end that names what came with it; the text alone where nothing did."""
    return join_note(without_notes(text), describe(items))


def without_notes(text: str) -> str:
    """A text that a person wrote, in which nothing can be taken for our line: that is left out of what is read and of what is edited."""
    return text.replace(_BEGINS, f"({_BEGINS[1:]}")


def join_note(text: str, what: str) -> str:
    """A text and what came with it, as `split_note` gives them, in one."""
    return "\n".join(filter(None, (text, _NOTE.format(what) if what else "")))


def split_note(text: str) -> tuple[str, str]:
    """A text without the line of what came with it, and what that line names; empty where there is none."""
    found = _NOTED.search(text)
    return (text[: found.start()], found[1]) if found else (text, "")


def clip_above_note(text: str, most: int) -> str:
    """At most `most` characters, of which the line of what came with it is kept."""
    if len(text) <= most:
        return text
    said, what = split_note(text)
    note = join_note("", what)
    return (
        join_note(shorten(said, most - len(note) - 1), what) if note and len(note) < most - 1 else shorten(text, most)
    )


def describe(items: Iterable[Item]) -> str:
    """What came with a message, such as `a picture, 2 files: report.xlsx, log.txt`."""
    kinds: dict[str, list[str]] = {}
    for item in items:
        kinds.setdefault(item.kind, []).append(_name(item.name))
    told = [_count_of(kind, names) for kind, names in list(kinds.items())[:_MOST_KINDS]]
    return ", ".join([*told, "and more"] if len(kinds) > _MOST_KINDS else told)


def _count_of(kind: str, names: list[str]) -> str:
    known = list(filter(None, names))
    article = "an" if kind[0] in "aeiou" else "a"
    many = f"{article} {kind}" if len(names) == 1 else f"{len(names)} {kind}s"
    return f"{many}: {', '.join(known[:_MOST_NAMES])}" if known else many


def _name(name: str) -> str:
    told = shorten(" ".join(_UNTOLD.sub(" ", name[: 2 * _LONGEST_NAME]).split()), _LONGEST_NAME)
    return told if says_something(told) and told.lower() not in _NAMES_THAT_SAY_NOTHING else ""
