"""The search for secrets and personal data in a text.

The time grows with the length of the text and no faster, whatever is in it: a pattern begins only where a word, a number or a
name of a secret begins, and each of its repetitions has an upper limit or cannot be tried twice.
`tests/core/sensitive/test_corpus.py` holds that.
"""

import re
from collections.abc import Iterator

from core.patterns import compile_late
from core.sensitive.codes import codes
from core.sensitive.commands import commands
from core.sensitive.credentials import credentials
from core.sensitive.finding import CONTACTS, Finding
from core.sensitive.nearby import nearby
from core.sensitive.numbers import account_numbers, national_ids
from core.sensitive.passing import find_in_passing
from core.sensitive.people import addresses, telephones
from core.sensitive.public import blank, is_sample
from core.sensitive.tables import tables
from core.sensitive.tokens import tokens

MASK = "[masked]"

LOOKED_THROUGH = 4000
"""Characters, more than can be handed over. Of a longer text the rest is not looked through."""


def findings(text: str) -> tuple[Finding, ...]:
    """What looks like a secret or personal data, from left to right; of what overlaps, the one that begins first, or is longer.

    Of a text that is too long to be handed over, only the first `LOOKED_THROUGH` characters are looked through.
    """
    kept: list[Finding] = []
    shown = blank(text[:LOOKED_THROUGH])
    for found in sorted(_all(shown), key=lambda f: (f.start, -f.end)):
        if is_sample(shown, found.start, found.end):
            continue
        if found.kind == "a code" and _is_of_longer_number(shown, found):
            continue
        if kept and found.start < kept[-1].end:
            if found.end > kept[-1].end:  # the rest of the later one must not be left standing
                kept[-1] = Finding(kept[-1].kind, kept[-1].start, found.end)
        elif found.end > found.start:
            kept.append(found)
    return tuple(kept)


def secrets(text: str) -> tuple[Finding, ...]:
    """The findings without those by which people want to be reached."""
    return tuple(found for found in findings(text) if found.kind not in CONTACTS)


def mask(text: str) -> str:
    """The text with a mask in place of each finding."""
    return cover(text, findings(text))


def cover(text: str, found: tuple[Finding, ...]) -> str:
    """The text with a mask in place of each of some findings in it."""
    for each in reversed(found):
        text = f"{text[: each.start]}{MASK}{text[each.end :]}"
    return text


def restore(texts: tuple[str, ...], whole: str) -> tuple[str, ...]:
    """Pieces of a masked text, in its order, with what was masked in the whole; as they are where the masks are not the same."""
    values = [whole[each.start : each.end] for each in findings(whole)]
    if sum(text.count(MASK) for text in texts) != len(values):
        return texts
    left = iter(values)
    return tuple("".join(next(left) if part == MASK else part for part in _AT_MASKS.split(text)) for text in texts)


_LONGER_NUMBER = compile_late(r"\d{1,6}(?:[ -]\d{2,5}){2,5}")


def _is_of_longer_number(text: str, found: Finding) -> bool:
    """Whether a code is only the beginning of a number that is longer than any code: `Meeting ID 671 149 677 44`."""
    longer = _LONGER_NUMBER.match(text, found.start) if text[found.start : found.end].isdigit() else None
    return bool(longer and len(re.sub(r"\D", "", longer[0])) > 8)  # noqa: PLR2004 - no code in use has more digits


_AT_MASKS = compile_late(f"({re.escape(MASK)})")


def _all(text: str) -> Iterator[Finding]:
    yield from tokens(text)
    yield from credentials(text)
    yield from commands(text)
    yield from tables(text)
    yield from find_in_passing(text)
    yield from codes(text)
    yield from nearby(text)
    yield from account_numbers(text)
    yield from national_ids(text)
    yield from addresses(text)
    yield from telephones(text)
