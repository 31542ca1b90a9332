"""Secrets that stand before their name: `… is my password`."""

import re

from core.patterns import compile_late
from core.sensitive.phrases import CODES, HARMLESS
from core.sensitive.tokens import is_placeholder
from core.sensitive.words import is_mixed, is_strong

_BEFORE = compile_late(
    r"(?:\s{1,2}(?:is|was|as|for|ist|war|als|est|comme|es|era|como|è|come|is het)){1,2}\s{1,2}(?:(?:my|the|our|his|her|its|a"
    r"|new|old|current|mein|das|dein|sein|ihr|unser|mon|ma|le|la"
    r"|votre|mi|su|tu|il|la mia|a minha|a|mijn|het|of|vpn|e-?mail|windows|wi-?fi|wlan|admin|root|network|login|laptop|account"
    r"|user|sap|database|db)\s{1,2}){0,4}$"
)
"""Between a secret and its name, where the secret comes first: `kitten as my new password`."""
_DIGITS = compile_late(r"(?<![\w.,:/-])(\d{4,8}|\d{3}[ -]\d{3})$")
_LINKS = frozenset("is was as for ist war als est comme es era como è come het".split())
OF_DIGITS = compile_late(rf"(?:{CODES})(?![^\W_])")


def before_name(text: str, low: str, at: int) -> tuple[int, int] | None:
    """Where a secret stands that is named after it."""
    window = max(0, at - 60)
    if _LINKS.isdisjoint(low[window:at].split()[-6:]):
        return None
    linked = _BEFORE.search(low, window, at)
    if linked is None:
        return None
    end = linked.start()
    digits = _DIGITS.search(low, max(0, end - 12), end) if OF_DIGITS.match(low, at) else None
    if digits:
        return digits.span(1)
    line = text[max(0, end - 80) : end]
    quoted = re.search(r"[\"“„'‘`«]([^\"“”„'‘’`«»\n]{3,80})[\"”“'’`»]$", line)
    word = quoted or re.search(r"(?:^|\s)[\"'“(]?(\S{4,80})$", line)
    value = word[1] if word else ""
    if word is None or is_placeholder(value) or value.lower() in HARMLESS:
        return None
    if (
        (quoted and value.lower().split()[:1] and value.lower().split()[0] not in HARMLESS)
        or is_strong(value)
        or is_mixed(value)
    ):
        start = end - len(line) + word.start(1)
        return start, start + len(value)
    return None
