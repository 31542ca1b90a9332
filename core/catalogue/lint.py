"""The rules that the catalogue keeps beyond being well formed."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from core.catalogue.alike import alike
from core.catalogue.model import NONE, Catalogue

EXAMPLES_AT_LEAST = 60
NONE_EXAMPLES_AT_LEAST = 300
"""What is not ours comes in more kinds than any one responsibility."""

BOUNDARIES_AT_LEAST = 3
ANSWER_CHARACTERS = 75
"""The tightest limit of a platform for the text of a button; the answers of a boundary are drawn as buttons."""

NAME_CHARACTERS = 75
"""The tightest limit of a platform for an option of a menu."""


def lint(catalogue: Catalogue, examples: Mapping[str, Sequence[str]]) -> list[str]:
    """Each broken rule as one sentence; empty when all are kept.

    That ids exist, are unique and fit their files is checked by loading already.
    """
    return [*_texts(catalogue), *_names(catalogue), *_boundaries(catalogue), *_examples(catalogue, examples)]


def _texts(catalogue: Catalogue) -> list[str]:
    broken: list[str] = []
    used = {skill for record in catalogue.responsibilities.values() for skill in record.skills}
    broken += [f"skill {name}: no responsibility takes it." for name in catalogue.skills if name not in used]
    for record in catalogue.responsibilities.values():
        if len(record.name) > NAME_CHARACTERS or len(record.short) > NAME_CHARACTERS:
            broken.append(f"{record.id}: name or short is longer than {NAME_CHARACTERS} characters.")
        for what in ("activities", "skills", "include", "not_here", "aliases"):
            if not getattr(record, what):
                broken.append(f"{record.id}: has no {what}.")
    return broken


def _names(catalogue: Catalogue) -> list[str]:
    """An alias that leads to two places leads nowhere."""
    owners = Counter(
        alias
        for names in (
            *((*r.aliases, r.name, r.id) for r in catalogue.responsibilities.values()),
            *((*r.aliases, r.name, r.id) for r in catalogue.roles.values()),
        )
        for alias in {name.lower() for name in names}
    )
    return [f"alias “{alias}”: is given {number} times." for alias, number in owners.items() if number > 1]


def _boundaries(catalogue: Catalogue) -> list[str]:
    broken = [
        f"{name}: has fewer than {BOUNDARIES_AT_LEAST} boundaries."
        for name in catalogue.responsibilities
        if len(catalogue.neighbours(name)) < BOUNDARIES_AT_LEAST
    ]
    return broken + [
        f"boundary {' / '.join(boundary.between)}: an answer is longer than {ANSWER_CHARACTERS} characters."
        for boundary in catalogue.boundaries
        if any(len(answer) > ANSWER_CHARACTERS for answer in boundary.answers.values())
    ]


def _examples(catalogue: Catalogue, examples: Mapping[str, Sequence[str]]) -> list[str]:
    broken: list[str] = []
    for answer in (*catalogue.responsibilities, NONE):
        wanted = NONE_EXAMPLES_AT_LEAST if answer == NONE else EXAMPLES_AT_LEAST
        if len(examples.get(answer, ())) < wanted:
            broken.append(f"{answer}: has {len(examples.get(answer, ()))} examples, fewer than {wanted}.")
    places: dict[str, str] = {}
    for answer, texts in examples.items():
        for text in texts:
            key = " ".join(re.findall(r"\w+", text.lower()))
            if key in places:
                broken.append(f"example “{text}” of {answer}: stands in {places[key]} already.")
            places[key] = answer
    return broken + [
        f"example “{pair.second[1]}” of {pair.second[0]}: is much the same as “{pair.first[1]}” of {pair.first[0]}."
        for pair in alike(examples)
    ]
