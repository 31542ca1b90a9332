"""Read YAML into frozen dataclasses, and say of any mistake in one sentence where it stands: file, line and field."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from core.errors import UserError
from core.text import shorten

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is ten times faster; wheels carry it
_T = TypeVar("_T")
_DEEPEST = 50
"""Levels of a document. Our files have seven; hundreds would be more than Python can follow."""

_GIVEN_CHARACTERS = 60
"""Of what was given, in a message: one line of a terminal."""

Location = tuple[int | str, ...]
"""Where a value stands in a document: keys and list positions from the root."""


class MistakeInFileError(UserError):
    """A file that a person wrote cannot be used as it is. The message is one sentence with file, line and field."""


@dataclass(frozen=True)
class Document:
    """A parsed YAML file that remembers where each value stood.

    Attributes:
        path: the file.
        data: plain Python values: dicts, lists, strings, numbers.
        root: the node tree with line marks, or None for an empty file.
    """

    path: Path
    data: Any
    root: yaml.Node | None

    def line(self, location: Location) -> int:
        """The line, counted from 1, of the value at `location`, or of the nearest part of it that exists."""
        node = self.root
        line = 1
        for step in location:
            found = _child(node, step)
            if found is None:
                break
            key, node = found
            line = key.start_mark.line + 1
        return line

    def mistake(self, location: Location, what: str, hint: str = "") -> MistakeInFileError:
        """An error whose sentence points at `location`; `hint` comes from `nearest`."""
        field = ".".join(str(step) for step in location) or "the file"
        return MistakeInFileError(f"{self.path}:{self.line(location)}: {field}: {what}.{hint}")


def read(path: Path) -> Document:
    """Parse one file.

    Raises:
        MistakeInFileError: it cannot be read, is not UTF-8, is not YAML, or repeats a key.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise MistakeInFileError(f"{path}:1: the file is not UTF-8 text.") from error
    except OSError as error:
        raise MistakeInFileError(f"{path}: cannot be read ({error.strerror}).") from error
    try:
        loader = _Loader(text)
        try:
            root = loader.get_single_node()
            data = loader.construct_document(root) if root is not None else None
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise MistakeInFileError(f"{path}:{line}: not valid YAML: {error.problem or error.context}.") from error
    except RecursionError as error:
        raise MistakeInFileError(f"{path}:1: not valid YAML: it is nested too deeply.") from error
    except (yaml.YAMLError, ValueError) as error:
        raise MistakeInFileError(f"{path}:1: not valid YAML: {str(error).splitlines()[0]}.") from error
    except (LookupError, AttributeError, OverflowError) as error:
        # PyYAML's own slips on a tag and a value that do not go together, such as `!!bool maybe`
        raise MistakeInFileError(f"{path}:1: not valid YAML: a value does not fit its tag.") from error
    document = Document(path, data, root)
    _refuse_repeated_keys(document, root, (), set())
    return document


def parse(document: Document, kind: type[_T], data: object = None, at: Location = ()) -> _T:
    """Turn the data of a document, or the part of it that stands at `at`, into `kind`.

    Raises:
        MistakeInFileError: the first field that does not fit, with its line.
    """
    try:
        result = _adapter(kind).validate_python(document.data if data is None else data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=True)[0]
        location = (*at, *first["loc"])
        raise document.mistake(location, _sentence(first)) from error
    return result


_adapters: dict[Any, TypeAdapter[Any]] = {}


def _adapter(kind: type[_T]) -> TypeAdapter[_T]:
    """Building one takes milliseconds, and there are few kinds."""
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def _sentence(error: Mapping[str, Any]) -> str:
    known: dict[str, Callable[[], str]] = {
        "missing": lambda: "is missing",
        "unexpected_keyword_argument": lambda: "is not a known field",
        "extra_forbidden": lambda: "is not a known field",
        "string_too_short": lambda: "is empty",
        "dataclass_type": lambda: "must hold names with a value each (“name: value”)",
        "dict_type": lambda: "must hold names with a value each (“name: value”)",
    }
    say = known.get(error["type"])
    if say:
        return say()
    given = shorten(repr(error.get("input")), _GIVEN_CHARACTERS)
    message = str(error["msg"])
    return f"{message[:1].lower()}{message[1:]} (it is {given})"


def _child(node: yaml.Node | None, step: int | str) -> tuple[yaml.Node, yaml.Node] | None:
    """The node whose line names the child, and the child itself."""
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if str(key.value) == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None


def _refuse_repeated_keys(document: Document, node: yaml.Node | None, at: Location, met: set[int]) -> None:
    """`met` holds the nodes seen so far: an alias brings a node back, perhaps inside itself."""
    if id(node) in met:
        return
    met.add(id(node))
    if node is not None and len(at) > _DEEPEST:
        line = node.start_mark.line + 1
        raise MistakeInFileError(f"{document.path}:{line}: not valid YAML: it is nested too deeply.")
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            if name in seen:
                line = key.start_mark.line + 1
                raise MistakeInFileError(f"{document.path}:{line}: {'.'.join(map(str, (*at, name)))}: is given twice.")
            seen.add(name)
            _refuse_repeated_keys(document, value, (*at, name), met)
    elif isinstance(node, yaml.SequenceNode):
        for position, value in enumerate(node.value):
            _refuse_repeated_keys(document, value, (*at, position), met)


def nearest(word: str, known: Iterable[str]) -> str:
    """' Did you mean X?' for the known word that resembles `word` most, or nothing where none does."""
    import difflib  # noqa: PLC0415 - only on the way to an error

    close = difflib.get_close_matches(word, list(known), n=1)
    return f" Did you mean {close[0]}?" if close else ""
