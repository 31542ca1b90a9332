"""What the classifier says of a text, and that it says something of every text."""

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.catalogue.model import NONE, Catalogue
from core.classifier.classifier import NEAREST, Classifier, decide
from core.classifier.encoder import Encoder
from core.classifier.head import Thresholds
from core.classifier.lexical import words
from core.classifier.suggestion import Ranked, Suggestion

_REASONS = 5
_DECIDES = 0.05
"""In logits: what a word must add at least to be shown as a reason."""


def _well_formed(suggestion: Suggestion, classifier: Classifier) -> None:
    """All that holds for each suggestion, whatever the text."""
    ranking = suggestion.ranking
    assert sorted(ranked.answer for ranked in ranking) == sorted(classifier.head.answers)
    assert sum(ranked.confidence for ranked in ranking) == pytest.approx(1, abs=1e-4)
    assert all(0 <= ranked.confidence <= 1 for ranked in ranking)
    assert [r.confidence for r in ranking] == sorted((r.confidence for r in ranking), reverse=True)
    assert (suggestion.outcome == "clarify") == (len(suggestion.candidates) == 2)
    assert NONE not in suggestion.candidates
    assert {reason.word for reason in suggestion.reasons} <= {word.text for word in words(suggestion.text)}
    assert [r.weight for r in suggestion.reasons] == sorted((r.weight for r in suggestion.reasons), reverse=True)
    assert len(suggestion.reasons) <= _REASONS
    assert all(reason.weight >= _DECIDES for reason in suggestion.reasons)
    assert len(suggestion.examples) == NEAREST
    assert all(-1 <= near.similarity <= 1 for near in suggestion.examples)


_TEXTS = st.text(max_size=200) | st.text(st.sampled_from("ab 😀🏽\u200d.\n?é漢ا"), max_size=400)


@given(_TEXTS)
@example("")
@example(" ")
@example("\0")
@example("…")
@example("😀" * 500)
@example("a" * 5000)
@example("vpn " * 2000)
@example("asdf qwer zxcv hjkl")
@example("漢字 مرحبا привет")
@settings(max_examples=60)
def test_every_text_gets_a_well_formed_suggestion(classifier: Classifier, text: str) -> None:
    """Gibberish, nothing, emoji, other scripts and very long texts: probabilities add up and reasons stand in the text."""
    _well_formed(classifier.suggest(text), classifier)


@pytest.mark.parametrize(
    ("text", "responsibility"),
    [
        ("I forgot my password and now my account is locked", "it.access"),
        ("The Wi-Fi in the meeting room keeps disconnecting", "it.network"),
        ("My laptop screen is cracked, I need it repaired", "it.hardware"),
        ("Please install Photoshop on my computer", "it.software"),
        ("The production database server has run out of disk space", "it.infrastructure"),
        ("I clicked on a link in a phishing email, what now?", "it.security"),
        ("We need a five-year digital strategy and roadmap for the board", "is.strategy"),
        ("Our invoice approval takes nine steps, can we simplify the process?", "is.process"),
        ("Customer addresses are duplicated in our master data, who cleans them up?", "is.data"),
        ("Build a dashboard with monthly sales KPIs and a forecast", "is.analytics"),
        ("Staff resist the new system, we need training and a communication plan", "is.change"),
        ("What is the status of my help desk ticket?", "it.support"),
    ],
)
def test_an_obvious_request_goes_where_it_should(classifier: Classifier, text: str, responsibility: str) -> None:
    """A request that nobody would doubt is not doubted."""
    assert classifier.suggest(text).best.answer == responsibility


@pytest.mark.parametrize(
    "text",
    [
        "How was your weekend?",
        "Tell me a joke",
        "What is the capital of France?",
        "When is lunch served in the canteen today?",
        "Happy birthday, Maria!",
        "How many days of annual leave do I have left?",
    ],
)
def test_what_neither_role_owns_is_none(classifier: Classifier, text: str) -> None:
    """Small talk, general knowledge and other departments' work are turned away."""
    assert classifier.suggest(text).outcome == "none"


def test_the_deciding_words_are_the_reasons(classifier: Classifier) -> None:
    """The word that names the object decides, and filler never does."""
    shown = {reason.word for reason in classifier.suggest("Please could you look at the VPN, it drops").reasons}
    assert "VPN" in shown
    assert not {"Please", "could", "you", "at", "the", "it"} & shown


def test_a_reason_is_shown_as_it_stands_in_the_text(classifier: Classifier) -> None:
    """A word that comes twice is named once, in the writing of its first place."""
    shown = [reason.word for reason in classifier.suggest("PassWord reset: my password, password!").reasons]
    assert [word for word in shown if word.lower() == "password"] == ["PassWord"]


def test_the_nearest_examples_come_first(classifier: Classifier) -> None:
    """An example of the catalogue, asked word by word, resembles itself most."""
    text = classifier.head.examples[0]
    near = classifier.suggest(text).examples
    assert (near[0].text, near[0].similarity) == (text, pytest.approx(1, abs=0.01))
    assert [e.similarity for e in near] == sorted((e.similarity for e in near), reverse=True)


_ELSEWHERE = """
from core.catalogue.load import load
from core.classifier.loading import open_classifier
classifier = open_classifier(load())
for text in {texts!r}:
    print(classifier.suggest(text))
"""


def test_another_process_says_the_same(classifier: Classifier) -> None:
    """Same text, same suggestion, to the last digit, whatever the hash seed of the process."""
    texts = ["My VPN drops every ten minutes", "who owns the data?", "🙂", "hello"]
    code = _ELSEWHERE.format(texts=texts)
    told = [
        subprocess.run(  # noqa: S603 - our own interpreter and code
            [sys.executable, "-c", code], check=True, capture_output=True, text=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    ]
    assert told[0] == told[1] == "".join(f"{classifier.suggest(text)}\n" for text in texts)


@pytest.mark.parametrize(
    ("ranking", "outcome"),
    [
        ((("it.access", 0.7), (NONE, 0.3)), "route"),
        ((("it.access", 0.6), (NONE, 0.4)), "route"),
        ((("it.access", 0.5999), ("is.data", 0.4001)), "clarify"),
        (((NONE, 0.3), ("it.access", 0.29)), "none"),
    ],
)
def test_the_outcome_follows_the_thresholds(ranking: tuple[tuple[str, float], ...], outcome: str) -> None:
    """Sure enough: route. Less: ask. Likelier not ours: none."""
    assert decide([Ranked(*pair) for pair in ranking], Thresholds(route=0.6, floor=0)) == outcome


def test_a_text_like_nothing_known_is_rather_not_ours(classifier: Classifier, encoder: Encoder) -> None:
    """Below the floor of likeness half of all confidence goes to `none`."""
    text = "My VPN connection drops every ten minutes"
    head = classifier.head
    strict = Classifier(encoder, replace(head, thresholds=replace(head.thresholds, floor=2.0))).suggest(text)
    usual = {ranked.answer: ranked.confidence for ranked in classifier.suggest(text).ranking}
    assert (strict.best.answer, strict.outcome) == (NONE, "none")
    for ranked in strict.ranking:
        assert ranked.confidence == pytest.approx(usual[ranked.answer] / 2 + (ranked.answer == NONE) / 2, abs=1e-5)


def test_words_of_no_language_are_not_routed(classifier: Classifier, catalogue: Catalogue) -> None:
    """A guess at gibberish would send it to somebody."""
    assert classifier.suggest("zyx wvu tsr qpo nml kji hgf edc ba").outcome != "route"
    assert set(classifier.head.answers) == {*catalogue.responsibilities, NONE}
