"""Phrases that several replies share."""

from core.catalogue.model import Responsibility
from core.classifier.suggestion import Suggestion
from core.desk.outline import Fact, OwnedBy, Part
from core.desk.reply import Ownership

_SURE = ((0.9, "very sure"), (0.7, "fairly sure"), (0.5, "not quite sure"), (0.0, "only guessing"))
"""From which confidence on which words are used. They are true because confidence is calibrated (docs/classifier.md)."""

_REASONS = 3
_LIKENESS_AT_LEAST = 0.6
"""Below this cosine a catalogue example is no likeness that a person would see."""

QUOTE_CHARACTERS = 280
LABEL_CHARACTERS = 75

FIND_OWNERS = (
    "Nobody has listed the owners here yet. Your administrator can add them in owners.yaml (waypost owners check)."
)


def sureness(confidence: float) -> str:
    """How sure, in words."""
    return next(words for least, words in _SURE if confidence >= least)


def clipped(text: str, most: int) -> str:
    """At most `most` characters, with a visible ellipsis where something was cut."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def why(suggestion: Suggestion) -> str:
    """The evidence as one phrase: the words that decided, and a likeness where there is a plain one."""
    words = [f"“{reason.word}”" for reason in suggestion.reasons[:_REASONS]]
    said = (
        f"the words {listed(words)}" if len(words) > 1 else (f"the word {words[0]}" if words else "the text as a whole")
    )
    nearest = next((e for e in suggestion.examples if e.answer == suggestion.best.answer), None)
    if nearest and nearest.similarity >= _LIKENESS_AT_LEAST:
        return f"{said}; it resembles “{clipped(nearest.text, 80)}”"
    return said


def listed(words: list[str]) -> str:
    """A list as people say it."""
    return ", ".join(words[:-1]) + f" and {words[-1]}"


def owned(ownership: Ownership) -> Part:
    """Who owns it, as a part of an outline."""
    if ownership.team:
        return OwnedBy("Owner", ownership.team)
    if ownership.fallback:
        return OwnedBy("No owner is listed; ask", ownership.fallback)
    return Fact("Owner", "none is listed here, and no team to fall back on" if ownership.directory else FIND_OWNERS)


def who(ownership: Ownership, record: Responsibility) -> str:
    """Who answers for it, as a sentence; empty where the organisation has no directory."""
    if not ownership.directory:
        return ""
    if ownership.team:
        return f"{ownership.team.name} owns {record.name}."
    ask = f" Ask {ownership.fallback.name}." if ownership.fallback else ""
    return f"No owner is listed for {record.name}.{ask}"
