"""How long answers are, by kind: what is read at a glance stays so."""

import pytest

from core.catalogue.model import Catalogue
from core.classifier.classifier import Classifier
from core.desk.desk import Desk
from core.directory.load import load
from tests.benchmarks.lengths import OWNERS, answers, measure

LINES = {
    "suggestion": 6.0,
    "danger": 16.0,
    "question between two": 7.0,
    "several": 17.0,
    "not ours": 5.0,
    "card": 12.0,
    "status": 8.0,
}
"""Mean lines of 60 characters, buttons among them. Measured on 2026-11-28: 5.0, 14.0, 5.7, 15.0, 4.3, 10.0 and 6.0; a suggestion had
18 before it kept to what, whom and why."""


@pytest.fixture(scope="module")
def lengths(catalogue: Catalogue, classifier: Classifier) -> dict[str, tuple[float, float]]:
    """As the playground answers."""
    return measure(answers(Desk(catalogue, classifier.suggest, load(OWNERS, catalogue))))


@pytest.mark.parametrize("kind", LINES)
def test_no_kind_of_answer_grows_long_again(lengths: dict[str, tuple[float, float]], kind: str) -> None:
    """Each kind keeps to the lines that it was measured to take, and one or two more."""
    lines, _ = lengths[kind]
    assert 1 < lines <= LINES[kind]
