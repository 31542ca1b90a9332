"""Words that the examples know, and slips of the fingers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.classifier import lexical
from core.classifier.classifier import Classifier
from core.classifier.spelling import FAMILIAR_FROM, MENDED_UP_TO, Vocabulary

_VOCABULARY = Vocabulary(
    {"printer": 9, "password": 40, "passport": 2, "prints": 5, "print": 8, "not": 90, "is": 90, "jammed": 3}
)


def _is_word(word: str) -> bool:
    return word in ("sprinter", "knack")


def _mended(text: str) -> str:
    return _VOCABULARY.mend(text, lexical.words(text), _is_word)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Pritner is jamed", "printer is jammed"),
        ("my passwrod, PASWORD, passwordd!", "my password, password, password!"),
        ("passwort", "password"),
    ],
)
def test_one_slip_is_mended(written: str, meant: str) -> None:
    """A letter too many, too few, wrong, or swapped with its neighbour is taken for the familiar word, and nothing else changes."""
    assert _mended(written) == meant


@pytest.mark.parametrize(
    "text", ["sprinter", "knack", "passport", "nto", "printer2", "imprimante", "prənter", "pr-inter", ""]
)
def test_what_may_be_meant_so_stays(text: str) -> None:
    """Words in use, rare words of the examples, short words, codes and words further away are left as they are."""
    assert _mended(text) == text


@given(st.text(max_size=80))
def test_mending_goes_word_for_word(text: str) -> None:
    """A mended text has as many words as the written one, so that reasons can be shown in the person's own words."""
    assert len(lexical.words(_mended(text))) == len(lexical.words(text))


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("printer is jammed", True),
        ("Drucker ist kaputt", False),
        ("passwort kaputt", False),
        ("pritner jamed", True),
        ("4711 // 08-15", True),
        ("", True),
    ],
)
def test_a_text_is_read_when_enough_words_are_recognised(text: str, reads: bool) -> None:
    """Nearly half of the words must be recognised; figures, codes and mended words count neither way."""
    written = lexical.words(text)
    assert _VOCABULARY.reads(written, lexical.words(_mended(text))) is reads


def test_only_words_as_long_as_ours_are_mended(classifier: Classifier) -> None:
    """A page of one letter costs no more than any other page, and no word that the examples use is out of reach."""
    long = "a" * (MENDED_UP_TO + 1)
    vocabulary = Vocabulary.of([long] * FAMILIAR_FROM)
    assert vocabulary.mend(f"{long}b", lexical.words(f"{long}b"), lambda _: False) == f"{long}b"
    familiar = [word for word, count in classifier.head.vocabulary.counts.items() if count >= FAMILIAR_FROM]
    assert max(len(word) for word in familiar if word.isalpha()) < MENDED_UP_TO
