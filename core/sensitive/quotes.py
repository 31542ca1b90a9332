"""What stands in quotation marks behind the name of a secret."""

import re

from core.patterns import compile_late
from core.sensitive.phrases import HARMLESS
from core.sensitive.tokens import is_placeholder
from core.sensitive.words import SHORTEST, is_path, is_said_of

MOST_WORDS = 12

QUOTED = compile_late(
    r"\\?\"([^\"\n\\]{1,200})\\?\"|'([^'\n]{1,200})'|“([^“”\n]{1,200})”|„([^“”„\n]{1,200})[“”]|«\s?([^«»\n]{1,200}?)\s?»"
    r"|‘([^‘’\n]{1,200})’|`([^`\n]{1,200})`|<b>([^<\n]{1,100})</b>|\*{1,2}([^*\s]{3,100})\*{1,2}"
)
_INVITES = frozenset(
    "enter type please provide invalid incorrect wrong your bitte ungültig saisissez veuillez introduzca ingrese"
    " digite inserire insira voer".split()
)
"""How messages begin that a program shows."""


def inside_of(text: str, quoted: re.Match[str]) -> tuple[int, int] | None:
    """What stands in quotation marks, unless it says that nothing stands there."""
    start, end = quoted.span(quoted.lastindex or 0)
    value = text[start:end].strip()
    words = value.lower().split()
    if (
        not words
        or is_placeholder(value)
        or is_path(value)
        or re.search(r"\w=[^;]{0,80};", value)
        or len(words) > MOST_WORDS
        or len(value) < SHORTEST - 1
    ):
        return None
    if len(words) > 1 and words[0] in _INVITES:
        return None
    if sum(word.strip(".,!?") in HARMLESS or is_said_of(word) for word in words) > len(words) / 2:
        return None
    return start, end
