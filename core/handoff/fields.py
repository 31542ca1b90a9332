"""A text of any length in the fields of a form, and back: opened and saved, it is the same as before."""

from collections.abc import Iterator, Mapping

from core.conversation.outline import Field

_NAME = "text"
_BETWEEN = {"line": "\n", "word": " ", "": ""}
"""What parted two pieces, by the end of the second one's name: platforms and the core take white space from around an input."""

_MOST_FIELDS = 50
"""Of a text of 40,000 characters, the longest that a message can have, each twice as wide as a platform may count, there are 27."""


def fields_of(text: str, label: str, most: int) -> tuple[Field, ...]:
    """Fields that hold a text between them.

    Args:
        text: of any length.
        label: what to write.
        most: how much one field takes, in UTF-16 units: no platform counts a character as more.
    """
    return tuple(
        Field(_NAME, label, piece, most)
        if number == 1
        else Field(_name(number, between), f"{label}, part {number}", piece, most, optional=True)
        for number, (between, piece) in enumerate(_pieces(text, most), start=1)
    )


def text_of(inputs: Mapping[str, str]) -> str:
    """The text that was filled into such fields, wherever parts of it were emptied."""
    text = inputs.get(_NAME, "")
    for number in range(2, _MOST_FIELDS + 1):
        for between, joint in _BETWEEN.items():
            piece = inputs.get(_name(number, between), "")
            text = f"{text}{joint if text else ''}{piece}" if piece else text
    return text


def _name(number: int, between: str) -> str:
    return f"{_NAME}{number}{between}"


def _pieces(text: str, most: int) -> Iterator[tuple[str, str]]:
    """What parts each piece from the one before, and the piece; one piece, which may be empty, at least."""
    between, rest = "", text
    while _width(rest) > most:
        end = _fitting(rest, most)
        cut, joint = _gap(rest, end)
        yield between, rest[:cut]
        between, rest = joint, rest[cut + len(_BETWEEN[joint]) :]
    yield between, rest


def _gap(text: str, end: int) -> tuple[int, str]:
    """Where to part a text that goes on after `end`: at one line break or space in its second half, or else within a word."""
    for joint in ("line", "word"):
        for at in range(min(end, len(text) - 2), end // 2, -1):
            if text[at] == _BETWEEN[joint] and not text[at - 1].isspace() and not text[at + 1].isspace():
                return at, joint
    for at in range(end, end // 2, -1):
        if not text[at - 1].isspace() and not text[at].isspace():
            return at, ""
    return end, ""


def _fitting(text: str, most: int) -> int:
    """How many characters of a text fit, one at least."""
    room = most
    for at, character in enumerate(text):
        room -= _width(character)
        if room < 0:
            return max(at, 1)
    return len(text)


def _width(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)
