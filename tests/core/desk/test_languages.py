"""Requests in languages that are not read: what is said of them, and in which language."""

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from core.catalogue.load import examples
from core.conversation.actions import Verb
from core.conversation.messages import Question
from core.conversation.people import Place
from core.desk.compose import compose
from core.desk.desk import Desk
from core.desk.languages import LANGUAGES, language_of
from core.desk.requests import NotOurs

_REQUESTS = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "languages.jsonl").read_text(encoding="utf-8").splitlines()
]
_HERE = Place("slack", "T1", "C1")


def _answer(desk: Desk, text: str) -> NotOurs | None:
    reply = desk.answer(Question(text, "U1", _HERE))
    return reply if isinstance(reply, NotOurs) else None


def test_the_language_is_told_by_its_commonest_words() -> None:
    """Nearly every request in German, French or Spanish is known for what it is."""
    right = sum(language_of(each["text"]) == each["language"] for each in _REQUESTS)
    assert right / len(_REQUESTS) > 0.95


def test_english_is_no_other_language() -> None:
    """Of our own English requests hardly any is taken for another language."""
    texts = [text for each in examples().values() for text in each]
    assert sum(language_of(text) is not None for text in texts) / len(texts) < 0.01


@given(st.text(max_size=3000))
def test_any_text_has_one_of_the_languages_or_none(text: str) -> None:
    """Whatever is written, the answer is a language that there are sentences for, or that none is known."""
    assert language_of(text) in {*LANGUAGES, None}


def test_what_cannot_be_read_is_said_in_the_language_of_the_asker(desk: Desk) -> None:
    """The answer says in the asker's own language that only English is read, and in English for whoever reads along."""
    replies = [(each["language"], _answer(desk, each["text"])) for each in _REQUESTS]
    unread = [(language, reply) for language, reply in replies if reply and reply.suggestion.unread]
    # what is left is understood by the words that it shares with English
    assert len(unread) >= 40
    for language, reply in unread:
        outline = compose(reply, "a1")
        assert outline.title == LANGUAGES[language].title
        assert outline.summary.startswith(LANGUAGES[language].not_read)
        assert "I only read English so far." in str(outline.parts)


def test_a_guess_is_shown_where_it_is_likely_and_can_be_taken(desk: Desk) -> None:
    """Words that both languages share tell where it may belong: a press takes the guess; most guesses are right."""
    unread = [(each, reply) for each in _REQUESTS if (reply := _answer(desk, each["text"])) and reply.suggestion.unread]
    guessed = [(each["responsibility"], reply) for each, reply in unread if reply.guess]
    assert len(guessed) >= 12
    assert sum(truth == reply.guess.id for truth, reply in guessed if reply.guess) / len(guessed) >= 0.8
    for _, reply in guessed:
        assert reply.guess is not None
        first = next(iter(compose(reply, "a1").actions()))
        assert (first.verb, first.choice) == (Verb.CORRECT_TO, reply.guess.id)
    assert not any(reply.guess for each, reply in unread if each["responsibility"] == "none")
