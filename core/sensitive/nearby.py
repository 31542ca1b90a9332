"""Secrets by what stands around them: an unusual word where passwords, codes or access are spoken of.

Each trait of a word speaks for or against it by so many points; the word is taken for a secret from a sum of points on. The points
come from a logistic regression over the labelled messages (`tests/core/sensitive/weigh.py`), so no trait was weighed by hand.
"""

from collections.abc import Iterator
from math import fsum

from core.sensitive.finding import Finding
from core.sensitive.surroundings import candidates
from core.sensitive.weights import AT_LEAST, POINTS


def nearby(text: str) -> Iterator[Finding]:
    """Words with enough points."""
    for each in candidates(text):
        # exact, because traits come in no order, and a rounded sum depends on it: a text at the limit would be masked by chance
        if fsum(POINTS.get(trait, 0) for trait in each.traits) >= AT_LEAST:
            yield Finding("a code" if each.is_code else "a password", each.start, each.end)
