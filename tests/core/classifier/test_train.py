"""Training: what is learned from examples, which head is used, and what is said where that cannot be."""

from dataclasses import replace
from pathlib import Path

import pytest

from core.catalogue.load import examples, moves, questions
from core.catalogue.model import NONE, Catalogue
from core.classifier.classifier import Classifier
from core.classifier.encoder import Encoder, read_record
from core.classifier.head import HeadFileError, Thresholds, load, save
from core.classifier.loading import OWN_HEAD, SHIPPED_HEAD, open_classifier
from core.classifier.train import EXAMPLES_AT_LEAST, Lessons, Texts, TrainingError, fingerprint, pairs, train
from tests.support.sentences import is_one_sentence

_QUESTIONS = {"skills": ["e"], NONE: ["f"]}
_MOVES = {"why": ["g"], NONE: ["h"]}

_FEW_QUESTIONS = {topic: texts[:EXAMPLES_AT_LEAST] for topic, texts in questions().items()}
"""As few as can be learned from: all of them take a minute, and are learned where the shipped head is made anew."""

_FEW_MOVES = {move: texts[:EXAMPLES_AT_LEAST] for move, texts in moves().items()}


def test_the_shipped_head_was_trained_from_what_is_shipped() -> None:
    """Examples, settings and encoder are those of the head's training; that it gives this head is tested with the command."""
    shipped, record = load(SHIPPED_HEAD), read_record()
    assert shipped.inputs == fingerprint(Lessons(examples(), questions(), moves()), record.sha256)
    assert shipped.examples == tuple(text for _, text in pairs(examples()))
    assert shipped.encoder == record.sha256
    assert (shipped.temperature, shipped.thresholds) == (record.temperature, Thresholds(record.route, record.floor))


def test_the_fingerprint_knows_the_examples_and_the_encoder() -> None:
    """It changes with any example and with the encoder, but not with the order of answers or with white space."""
    texts = {"it.access": ["a  b", "c"], NONE: ["d"]}
    whole = _fingerprint(texts)
    assert _fingerprint({NONE: ["d"], "it.access": ["a b", "c"]}) == whole
    assert _fingerprint({**texts, NONE: ["e"]}) != whole
    assert _fingerprint({"it.access": ["c"], NONE: ["a b", "d"]}) != whole
    assert _fingerprint(texts, encoder="2") != whole
    assert _fingerprint(texts, questions={**_QUESTIONS, "skills": ["i"]}) != whole
    assert _fingerprint(texts, moves={**_MOVES, "why": ["i"]}) != whole


def _fingerprint(examples: Texts, *, questions: Texts = _QUESTIONS, moves: Texts = _MOVES, encoder: str = "1") -> str:
    return fingerprint(Lessons(examples, questions, moves), encoder)


@pytest.mark.parametrize(
    ("texts", "answer"),
    [
        ({"it.access": ["a"] * 9, "is.data": ["b"] * 4, NONE: ["c"] * 9}, "is.data"),
        ({"it.access": ["a"] * 9, "is.data": ["b"] * 9}, NONE),
        ({}, NONE),
    ],
)
def test_too_few_examples_cannot_be_learned(encoder: Encoder, texts: dict[str, list[str]], answer: str) -> None:
    """An answer with hardly any example, and a missing `none`, are named before anything is encoded."""
    with pytest.raises(TrainingError) as caught:
        train(Lessons(texts, questions(), moves()), encoder)
    assert str(caught.value).startswith(f"{answer} has fewer than ")
    assert is_one_sentence(str(caught.value))


def test_a_head_learns_from_a_handful_of_examples(encoder: Encoder) -> None:
    """An own set of answers is enough for a head that tells them apart, and that survives its file."""
    texts = {
        "it.gis": [
            f"the {what} layer is missing from the map" for what in ("parcel", "road", "river", "school", "tree")
        ],
        "is.fleet": [f"which car may the {who} take" for who in ("driver", "courier", "chef", "nurse", "guard")],
        NONE: [f"what is for {meal}" for meal in ("lunch", "dinner", "breakfast", "supper", "tea")],
    }
    save(train(Lessons(texts, _FEW_QUESTIONS, _FEW_MOVES), encoder), Path(OWN_HEAD))
    own = Classifier(encoder, load(Path(OWN_HEAD)))
    assert own.head.answers == ("it.gis", "is.fleet", NONE)
    assert own.suggest("the lake layer is missing from the map").ranking[0].answer == "it.gis"
    assert own.suggest("which car may the painter take").ranking[0].answer == "is.fleet"


def test_an_own_head_in_the_data_folder_is_used(catalogue: Catalogue, classifier: Classifier) -> None:
    """What an organisation has trained replaces what is shipped."""
    own = replace(classifier.head, examples=("ours", *classifier.head.examples[1:]))
    save(own, Path(OWN_HEAD))
    assert open_classifier(catalogue, Path()).head.examples[0] == "ours"
    assert open_classifier(catalogue, Path("elsewhere")).head.examples == classifier.head.examples


def test_a_head_for_another_encoder_is_refused(catalogue: Catalogue, classifier: Classifier) -> None:
    """Its weights would mean nothing."""
    save(replace(classifier.head, encoder="0" * 64), Path(OWN_HEAD))
    with pytest.raises(HeadFileError, match=r"was trained for another encoder; run `waypost train`\.$"):
        open_classifier(catalogue, Path())


def test_a_responsibility_that_was_not_learned_is_named(catalogue: Catalogue) -> None:
    """Whoever adds a responsibility is told to train."""
    access = catalogue.responsibilities["it.access"]
    more = {**catalogue.responsibilities, "it.gis": replace(access, id="it.gis")}
    with pytest.raises(HeadFileError, match=r"^The classifier has not learned it\.gis yet; run `waypost train`\.$"):
        open_classifier(replace(catalogue, responsibilities=more))
