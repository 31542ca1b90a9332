"""The shipped classifier and desk do not mind how a request is written: on `data/held_out.jsonl`."""

import json
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from core.classifier import lexical
from core.classifier.classifier import Classifier
from core.classifier.suggestion import Suggestion
from core.desk.desk import Desk

_DATA = Path(__file__).parent / "data"
_TEXTS = [json.loads(line)["text"] for line in (_DATA / "held_out.jsonl").read_text(encoding="utf-8").splitlines()]

_OTHER_LANGUAGES = (_DATA / "other_languages.txt").read_text(encoding="utf-8").splitlines()
_TOLD_AT_LEAST = 0.8  # measured 0.85
_MISTAKEN_AT_MOST = 0.01  # measured 0.0

_CHANGED_BY_A_SLIP_AT_MOST = 0.06
"""Measured 0.02 to 0.03 with these and other slips; 0.12 without mending."""

_LESS_SURE_AT_LEAST = 0.9
"""Measured 0.98."""


@pytest.fixture(scope="module")
def plainly(desk: Desk) -> dict[str, Suggestion]:
    """Requests with the guess at each as it stands."""
    return {text: desk.best_guess(text) for text in _TEXTS[::3]}


@pytest.mark.parametrize(
    "written",
    [
        str.upper,
        str.lower,
        lambda text: f"  {text.replace(' ', '   ')}\n\n",
        lambda text: f"“{text}”",
        lambda text: f"Hi team,\n\n{text}\n\nKind regards,\nAna Lopez\nPort office",
        lambda text: f"<@U0BOT> {text}",
        lambda text: f"<at>Waypost</at> {text}",
    ],
    ids=["upper case", "lower case", "white space", "quotes", "letter", "Slack mention", "Teams mention"],
)
def test_the_same_request_gets_the_same_answer(
    desk: Desk, plainly: dict[str, Suggestion], written: Callable[[str], str]
) -> None:
    """Case, white space, quotation marks, greeting and signature, and mentions change neither the answer nor how sure it is."""
    for text, plain in plainly.items():
        other = desk.best_guess(written(text))
        assert other.best == plain.best, text
        assert other.outcome == plain.outcome


def test_a_slip_in_one_word_rarely_changes_the_answer(desk: Desk) -> None:
    """A letter dropped, doubled, or swapped in one word of a request leaves the responsibility as it was, nearly always."""
    chance = random.Random(7)  # noqa: S311 - a choice of letters is no secret
    changed = 0
    for text in _TEXTS:
        long = [word for word in lexical.words(text) if len(word.text) > 3 and word.text.isalpha()]
        word = chance.choice(long)
        at = chance.randrange(1, len(word.text) - 1)
        before, letter, after = word.text[:at], word.text[at], word.text[at + 1 :]
        slip = chance.choice((before + after, before + letter + letter + after, before + after[0] + letter + after[1:]))
        mistyped = text[: word.start] + slip + text[word.end :]
        changed += desk.best_guess(mistyped).best.answer != desk.best_guess(text).best.answer
    assert changed <= _CHANGED_BY_A_SLIP_AT_MOST * len(_TEXTS)


def test_the_first_reason_did_decide(classifier: Classifier) -> None:
    """Without the word named first, the classifier is less sure of what it said, nearly always."""
    routed = [s for text in _TEXTS if (s := classifier.suggest(text)).outcome == "route"]
    less_sure = 0
    for suggestion in routed:
        word = re.escape(suggestion.reasons[0].word)
        without = classifier.suggest(re.sub(rf"(?<![^\W_]){word}(?![^\W_])", "", suggestion.text, flags=re.IGNORECASE))
        now = next(ranked.confidence for ranked in without.ranking if ranked.answer == suggestion.best.answer)
        less_sure += now < suggestion.best.confidence
    assert less_sure >= _LESS_SURE_AT_LEAST * len(routed)


def test_another_language_is_told_from_a_request(classifier: Classifier) -> None:
    """Sentences in languages that no example is written in are said to be unread; requests in English are not."""
    told = sum(classifier.suggest(text).unread for text in _OTHER_LANGUAGES)
    mistaken = sum(classifier.suggest(text).unread for text in _TEXTS)
    assert told >= _TOLD_AT_LEAST * len(_OTHER_LANGUAGES)
    assert mistaken <= _MISTAKEN_AT_MOST * len(_TEXTS)


def test_what_is_unread_is_not_routed(classifier: Classifier) -> None:
    """A guess at a text in another language would send it to somebody at random."""
    assert {s.outcome for text in _OTHER_LANGUAGES if (s := classifier.suggest(text)).unread} == {"none"}


@pytest.mark.parametrize(
    "text",
    [
        "🙂🔥",
        "vpn " * 2500,
        "\u202eunpv ym\u202c שלום",
        "\x00\x07\x1b[31m",
        "a" * 10_000,
        "\n" * 9_999 + "vpn",
        "((((" * 2500,
        "hi, " * 2500,
    ],
    ids=["emoji", "10,000 characters", "right to left", "control", "one word", "lines", "brackets", "greetings"],
)
def test_any_text_gets_an_answer(desk: Desk, text: str) -> None:
    """Whatever characters a text is made of, and however many, something is said to it."""
    assert desk.best_guess(text).outcome in ("route", "clarify", "none")
