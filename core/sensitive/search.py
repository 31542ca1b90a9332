"""The search for secrets and personal data in a text.

The time grows with the length of the text and no faster, whatever is in it: a pattern begins only where a word, a number or a
name of a secret begins, and each of its repetitions has an upper limit or cannot be tried twice. `tests/core/sensitive` holds that.
"""

from collections.abc import Iterator

from core.sensitive.credentials import credentials
from core.sensitive.finding import Finding
from core.sensitive.numbers import account_numbers, national_ids
from core.sensitive.people import addresses, telephones
from core.sensitive.tokens import tokens

MASK = "[masked]"

LOOKED_THROUGH = 4000
"""Characters, more than can be handed over. Of a longer text the rest is not looked through."""


def findings(text: str) -> tuple[Finding, ...]:
    """What looks like a secret or personal data, from left to right; of what overlaps, the one that begins first, or is longer.

    Of a text that is too long to be handed over, only the first `LOOKED_THROUGH` characters are looked through.
    """
    kept: list[Finding] = []
    for found in sorted(_all(text[:LOOKED_THROUGH]), key=lambda f: (f.start, -f.end)):
        if kept and found.start < kept[-1].end:
            if found.end > kept[-1].end:  # the rest of the later one must not be left standing
                kept[-1] = Finding(kept[-1].kind, kept[-1].start, found.end)
        elif found.end > found.start:
            kept.append(found)
    return tuple(kept)


def masked(text: str, mask: str = MASK) -> str:
    """The text with a mask in place of each finding. What is masked already stays as it is."""
    for found in reversed(findings(text)):
        text = f"{text[: found.start]}{mask}{text[found.end :]}"
    return text


def _all(text: str) -> Iterator[Finding]:
    yield from tokens(text)
    yield from credentials(text)
    yield from account_numbers(text)
    yield from national_ids(text)
    yield from addresses(text)
    yield from telephones(text)
