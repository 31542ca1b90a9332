"""Phrases that several replies share."""

import re

from core.catalogue.model import Responsibility, Role
from core.classifier.suggestion import Example, Suggestion
from core.conversation.outline import Fact, OwnedBy, Part
from core.desk.reply import Ownership
from core.text import shorten

_SURE = ((0.9, "very sure"), (0.7, "fairly sure"), (0.5, "not quite sure"), (0.0, "only guessing"))
"""From which confidence on which words are used. They are true because confidence is calibrated (docs/classifier.md)."""

_REASONS = 3
_LIKENESS_AT_LEAST = 0.6
"""Below this cosine a catalogue example is no likeness that a person would see."""
_LIKENESS_CHARACTERS = 80

QUOTE_CHARACTERS = 280
LABEL_CHARACTERS = 75

WITHHELD = "Only people of this organisation can see who owns it. Ask the person you work with here."
"""To people from elsewhere, who are not to learn more."""

FIND_OWNERS = (
    "Nobody has listed the owners here yet. Your administrator can add them in owners.yaml (waypost owners check)."
)


YOU = "you"
"""Who made a choice, in words for that person alone."""


def sentence_on(role: Role) -> str:
    """What a role is, as a sentence about it."""
    return f"{role.name} {begin_small(role.definition)}"


def begin_small(sentence: str) -> str:
    """A sentence as it goes on behind other words: with a small letter."""
    return sentence[:1].lower() + sentence[1:]


def sureness(confidence: float) -> str:
    """How sure, in words."""
    return next(words for least, words in _SURE if confidence >= least)


def why(suggestion: Suggestion) -> str:
    """The evidence as one phrase: the words that decided, and a known request that plainly resembles the text."""
    said = deciding_words(suggestion)
    alike = next((e for e in suggestion.examples if _plainly_alike(e, suggestion)), None)
    return f"{said}; it resembles “{shorten(alike.text, _LIKENESS_CHARACTERS)}”" if alike else said


def deciding_words(suggestion: Suggestion) -> str:
    """The words that decided, as one phrase."""
    words = [f"“{reason.word}”" for reason in suggestion.reasons[:_REASONS]]
    if not words:
        return "the text as a whole"
    return f"the words {join_words(words)}" if len(words) > 1 else f"the word {words[0]}"


def _plainly_alike(example: Example, suggestion: Suggestion) -> bool:
    """Whether a person would see why it is shown: the same answer, and a deciding word in common."""
    theirs = {word.lower() for word in re.findall(r"\w+", example.text)}
    shared = any(reason.word.lower() in theirs for reason in suggestion.reasons[:_REASONS])
    return shared and example.answer == suggestion.best.answer and example.similarity >= _LIKENESS_AT_LEAST


_COLLECTIVE = frozenset({"team", "desk", "office", "department", "group", "unit", "board"})


def the(team: str) -> str:
    """A team's name within a sentence: with an article where it ends in a word such as team or desk."""
    words = team.split()
    return f"the {team}" if len(words) > 1 and words[0].lower() != "the" and words[-1] in _COLLECTIVE else team


def possessive(team: str) -> str:
    """What belongs to a team, within a sentence: the Service desk’s, Network operations’."""
    name = the(team)
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def join_words(words: list[str]) -> str:
    """A list as people say it."""
    return ", ".join(words[:-1]) + f" and {words[-1]}"


def owner_part(ownership: Ownership) -> Part:
    """Who owns it, as a part of an outline."""
    if ownership.team:
        return OwnedBy("Owner", ownership.team)
    if ownership.fallback:
        return OwnedBy("No owner is listed; ask", ownership.fallback)
    return Fact("Owner", "no owner or fallback team is listed" if ownership.directory else without_owner(ownership))


def without_owner(ownership: Ownership) -> str:
    """Why nobody is named where there is no directory, or none for who asks."""
    return WITHHELD if ownership.withheld else FIND_OWNERS


def who(ownership: Ownership, record: Responsibility) -> str:
    """Who answers for it, as a sentence; empty where the organisation has no directory."""
    if not ownership.directory:
        return ""
    if ownership.team:
        return f"{ownership.team.name} owns {record.name}."
    ask = f" Ask {ownership.fallback.name}." if ownership.fallback else ""
    return f"No owner is listed for {record.name}.{ask}"
