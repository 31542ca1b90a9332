"""Phrases that replies share."""

import pytest

from core.classifier.suggestion import Example, Ranked, Reason, Suggestion
from core.desk.wording import sureness, why


@pytest.mark.parametrize(
    ("confidence", "words"),
    [(1.0, "very sure"), (0.9, "very sure"), (0.89, "fairly sure"), (0.5, "not quite sure"), (0.0, "only guessing")],
)
def test_sureness_is_put_in_words(confidence: float, words: str) -> None:
    """From nought to one there is always a word."""
    assert sureness(confidence) == words


@pytest.mark.parametrize(
    ("words", "similarity", "says"),
    [
        (("VPN", "drops", "slow", "often"), 0.9, "the words “VPN”, “drops” and “slow”; it resembles “vpn down”"),
        (("VPN", "drops"), 0.1, "the words “VPN” and “drops”"),
        (("tunnel", "drops"), 0.9, "the words “tunnel” and “drops”"),
        (("VPN",), 0.1, "the word “VPN”"),
        ((), 0.1, "the text as a whole"),
    ],
)
def test_reasons_are_said_as_people_do(words: tuple[str, ...], similarity: float, says: str) -> None:
    """At most three words, and a likeness only where one sees it: close, and with a deciding word in common."""
    reasons = tuple(Reason(word, 1.0) for word in words)
    near = (Example("mail down", "it.software", 0.95), Example("vpn down", "it.network", similarity))
    ranking = (Ranked("it.network", 0.8), Ranked("it.software", 0.2))
    assert why(Suggestion("x", ranking, "route", candidates=(), reasons=reasons, examples=near)) == says
