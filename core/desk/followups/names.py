"""What a phrase of a follow-up names, whole."""

import re

from core.catalogue.model import Responsibility, Role
from core.desk.followups import words
from core.desk.knowledge import Knowledge

ABOUT = re.compile(r"^(?:with|for|about|on|in|the|our|a|an)\s+", re.IGNORECASE)


def find_named(known: Knowledge, phrase: str) -> Role | Responsibility | None:
    """The role or responsibility that a phrase names, whole."""
    plain = ABOUT.sub("", words.strip_edges(phrase))
    return known.find_named(plain) if plain else None


def find_named_by(pattern: re.Pattern[str], text: str, known: Knowledge) -> Role | Responsibility | None:
    """The role or responsibility that stands where a pattern has a group, in whichever wording it does."""
    for wording in words.wordings(text):
        found = pattern.fullmatch(wording)
        named = next((group for group in found.groups() if group), "") if found else ""
        if named and (subject := find_named(known, named)):
            return subject
    return None
