"""Requests that cannot wait: an attack that is under way, data that is getting away, or danger where people and machines are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from core.desk import danger_abroad, danger_people, danger_people_steps, danger_words
from core.desk.danger_steps import FIRST, STEPS, WORDINGS, Kind, Language, Wording
from core.patterns import compile_late

LOOKED_AT = 20_000
"""Characters of a text that are looked at: more than is read of it, for a danger may stand behind much else, and more than any
message that people write by hand."""

_MOST_PASSAGES = 400
_LONGEST_PASSAGE = 300
"""Characters of two sentences together; the patterns look ahead within them, which on longer ones would take long."""


@dataclass(frozen=True, slots=True)
class Danger:
    """A danger that somebody reports.

    Attributes:
        kind: what it is.
        language: in which it was reported.
    """

    kind: Kind
    language: Language = "en"

    @property
    def first(self) -> str:
        """What to do before anything else, a sentence; empty where that is to call the team."""
        told = (self.kind, self.language)
        return FIRST.get(told) or danger_people_steps.FIRST.get(told, "")

    @property
    def is_for_it(self) -> bool:
        """Whether the team for security is told; otherwise the first sentence says who is."""
        return self.kind not in danger_people_steps.NOT_FOR_IT

    @property
    def steps(self) -> tuple[str, ...]:
        """What to do and what to leave, in order."""
        told = (self.kind, self.language)
        return STEPS.get(told) or danger_people_steps.STEPS[told]

    @property
    def wording(self) -> Wording:
        """How its language says whom to call."""
        return WORDINGS[self.language]


def danger_in(text: str) -> Danger | None:
    """The danger that a request reports, or None; also for one that only prepares for it, such as a training."""
    return next((found for passage in _passages(text[:LOOKED_AT]) if (found := _danger(passage))), None)


def _danger(passage: str) -> Danger | None:
    words = re.findall(r"[^\W_]+", passage.lower())
    for danger in sorted({at for word in words for at in _STEMS.get(word[:_STEM], ())}):
        if any(pattern.search(passage) for pattern in _TOLD[danger]) and not _is_imagined(passage, danger):
            return _DANGERS[danger]
    return None


def _is_imagined(passage: str, at: int) -> bool:
    danger = _DANGERS[at]
    if danger.language != "en":
        return danger_abroad.IMAGINED[danger.language].search(passage)
    if danger_words.IMAGINED.search(passage):
        return True
    named = not _TOLD[at][0].search(passage)
    return named and _is_calm(passage) and not danger_words.GOING_ON.search(passage)


def _is_calm(passage: str) -> bool:
    """Whether it is only spoken of. What a danger is called is the same in many languages."""
    return danger_words.CALM.search(passage) or any(
        imagined.search(passage) for imagined in danger_abroad.IMAGINED.values()
    )


def _passages(text: str) -> Iterator[str]:
    """Each sentence alone, and with the one behind it: what happened is often told in two."""
    sentences = list(islice(_sentences(text), _MOST_PASSAGES))
    yield from sentences
    yield from (f"{one} {two}" for one, two in pairwise(sentences) if len(one) + len(two) < _LONGEST_PASSAGE)


def _sentences(text: str) -> Iterator[str]:
    for sentence in _ENDS.split(text):
        words = " ".join(sentence.replace("’", "'").split())
        start = 0
        while start < len(words):
            end = min(start + _LONGEST_PASSAGE, len(words))
            cut = words.rfind(" ", start, end) if end < len(words) else end
            end = cut if cut > start else end
            yield words[start:end]
            start = end + (words[end : end + 1] == " ")


_ENDS = compile_late(r"(?<=[.!?;])\s|[\r\n]+")

_STEM = 4
_PEOPLE = tuple((language, kind, told) for language, reports in danger_people.REPORTS.items() for kind, told in reports)
_DANGERS: tuple[Danger, ...] = (
    *(Danger(kind) for kind, _ in danger_words.HAPPENED),
    *(Danger(kind, language) for language, reports in danger_abroad.REPORTS.items() for kind, _ in reports),
    *(Danger(kind, language) for language, kind, _ in _PEOPLE),
)
"""The gravest first, by language."""
_TOLD: tuple[tuple[danger_words.Words, ...], ...] = (
    *((told, *(each for other, each in danger_words.NAMED if other == kind)) for kind, told in danger_words.HAPPENED),
    *((told,) for reports in danger_abroad.REPORTS.values() for _, told in reports),
    *((told,) for _, _, told in _PEOPLE),
)
"""How each of them is told: first what has happened, then what it is called."""


def _index() -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for at, danger in enumerate(_DANGERS):
        known = danger_words.STEMS if danger.language == "en" else danger_abroad.STEMS[danger.language]
        for stem in (known.get(danger.kind) or danger_people.STEMS[danger.language][danger.kind]).split():
            found.setdefault(stem, []).append(at)
    return {stem: tuple(dangers) for stem, dangers in found.items()}


_STEMS = _index()
"""By the beginning of a word, the dangers that may be told with it. Most texts have few such words, and need no closer look."""
