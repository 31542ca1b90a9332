"""Files that people write: what is right is read, and what is wrong is named by file, line and field."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ConfigDict

from core.typed_yaml import MistakeInFileError, nearest, parse, read
from tests.support.sentences import is_one_sentence


@dataclass(frozen=True)
class _Shelf:
    __pydantic_config__ = ConfigDict(extra="forbid", str_min_length=1)

    name: str
    books: tuple[str, ...]
    height: int = 0


@dataclass(frozen=True)
class _Library:
    __pydantic_config__ = ConfigDict(extra="forbid")

    shelves: Mapping[str, _Shelf]


def _mistake(text: str) -> str:
    """What is said of a library with that text."""
    path = Path("library.yaml")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(MistakeInFileError) as caught:
        parse(read(path), _Library)
    assert is_one_sentence(str(caught.value))
    return str(caught.value)


def test_a_right_file_becomes_frozen_records() -> None:
    """What is written is what is read."""
    Path("library.yaml").write_text("shelves:\n  a: {name: Fiction, books: [Emma], height: 2}\n", encoding="utf-8")
    assert parse(read(Path("library.yaml")), _Library) == _Library({"a": _Shelf("Fiction", ("Emma",), 2)})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("shelves:\n  a:\n    name: x\n", "library.yaml:2: shelves.a.books: is missing."),
        ("shelves:\n  a: {name: x, books: []}\nroof: red\n", "library.yaml:3: roof: is not a known field."),
        (
            "shelves:\n  a:\n    name: x\n    books: []\n    colour: red\n",
            ":5: shelves.a.colour: is not a known field.",
        ),
        ("shelves:\n  a:\n    name: ''\n    books: []\n", ":3: shelves.a.name: is empty."),
        ("shelves:\n  a: {name: x, books: []}\n  a: {name: y, books: []}\n", ":3: shelves.a: is given twice."),
        ("shelves:\n  a: {name: x, books: [x}\n", "library.yaml:2: not valid YAML: "),
        ("shelves: !ours x\n", "library.yaml:1: not valid YAML: "),
    ],
)
def test_a_mistake_is_named_by_file_line_and_field(text: str, message: str) -> None:
    """A missing, unknown, empty or repeated field, and what is no YAML, is said with its place."""
    assert message in _mistake(text)


def test_a_wrong_type_is_shown_with_what_was_given() -> None:
    """The sentence on a value of the wrong type quotes the value, shortened to a line of a terminal."""
    said = _mistake("shelves:\n  a:\n    name: x\n    books: []\n    height: " + "tall" * 40 + "\n")
    assert said.startswith("library.yaml:5: shelves.a.height: ")
    assert "(it is 'talltall" in said
    assert "…" in said


def test_a_wrong_entry_of_a_list_is_named_by_its_own_line() -> None:
    """The third book is blamed, not the list."""
    said = _mistake("shelves:\n  a:\n    name: x\n    books:\n      - one\n      - two\n      - [three]\n")
    assert said.startswith("library.yaml:7: shelves.a.books.2: ")


def test_an_empty_file_is_a_mistake_of_the_whole_file() -> None:
    """Where there is nothing to point at, the file itself is named."""
    assert _mistake("").startswith("library.yaml:1: the file: ")


def test_a_file_that_is_not_utf_8_is_named() -> None:
    """Bytes of another encoding are said to be no UTF-8."""
    Path("latin.yaml").write_bytes("name: café".encode("latin-1"))
    with pytest.raises(MistakeInFileError, match=r"^latin\.yaml:1: the file is not UTF-8 text\.$"):
        read(Path("latin.yaml"))


@pytest.mark.parametrize("name", ["absent.yaml", "."])
def test_a_file_that_cannot_be_read_is_named(name: str) -> None:
    """A missing file and a folder are named with the reason."""
    with pytest.raises(MistakeInFileError) as caught:
        read(Path(name))
    assert str(caught.value).startswith(f"{name}: cannot be read (")
    assert is_one_sentence(str(caught.value))


@pytest.mark.parametrize(
    "text",
    [
        "!!bool perhaps",
        "!!int ''",
        "!!timestamp soon",
        "!!binary é",
        "2026-13-45",
        "a: " + "9" * 5000,
        "a: " + "[" * 3000 + "]" * 3000,
        "&a [*a]",
        "&a {b: *a}",
        "? [a]\n: b",
        "--- a\n--- b",
        "a: \x01",
    ],
)
def test_what_trips_the_yaml_library_is_a_mistake_too(text: str) -> None:
    """Tags that do not fit, endless nesting, anchors within themselves: one sentence, as for any other mistake."""
    _mistake(text)


_yaml_like = st.text(st.sampled_from("ab:- \n[]{}&*!?|>'\"#%@,\t0é"), max_size=60) | st.text(max_size=60)


@given(_yaml_like)
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_read_or_is_a_mistake_in_the_file(text: str) -> None:
    """Whatever stands in a file, nothing but `MistakeInFileError` comes of it."""
    path = Path("any.yaml")
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        parse(read(path), _Library)
    except MistakeInFileError as mistake:
        assert str(mistake).startswith("any.yaml")  # noqa: PT017 - either outcome is right


def test_the_nearest_known_word_is_offered() -> None:
    """A slip of the pen is answered with the word that was meant, and nonsense with nothing."""
    assert nearest("netwrok", ["network", "hardware"]) == " Did you mean network?"
    assert nearest("zzz", ["network", "hardware"]) == ""
