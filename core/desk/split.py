"""Several asks in one message, taken apart: only where the writing itself says so.

A message is first cut at lines, list marks and words such as "also", and at full stops between two sentences that each
ask for something. Then neighbouring pieces that do not stand on their own are put together again.
"""

import re
from collections.abc import Callable, Iterable

from core.classifier.suggestion import Suggestion

MOST_PARTS = 5
"""More asks than this in one message are a list to be handed over whole, not to be routed one by one."""

_WORDS_AT_LEAST = 2
"""A shorter piece says too little to be routed by itself."""

_SURE_AT_LEAST = 0.75
"""Each ask must be clear by itself: a wrong split is worse than none, for it answers what nobody asked."""

_EXPLICIT = re.compile(
    r"[\r\n]+\s*(?:\d{1,2}[.)]\s+|[-*•]\s+)?"
    r"|(?:^|(?<=\s))\d{1,2}[.)]\s+"
    r"|\s+[*•]\s+"
    r"|;\s+"
    r"|[.,!?]?\s+(?:and\s+)?(?:also|additionally|in addition|besides that|another thing|secondly|one more thing|on top of that)\b[,:]?\s+"
    r"|,?\s+and\s+(?=(?:we|i|please|can|could|who|how)\b)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_ASKS = re.compile(
    r"\?|\b(?:please|pls|need|needs|want|wants|can|could|would like|help|how|who|cannot|can't|unable|broken|request|fix)\b",
    re.IGNORECASE,
)


def pieces(text: str) -> tuple[str, ...]:
    """The pieces that could be asks of their own, in order; one piece where nothing divides the text."""
    found: list[str] = []
    for chunk in _EXPLICIT.split(text):
        sentences: list[str] = []
        for sentence in _SENTENCE.split(chunk.strip()):
            if sentences and not (_ASKS.search(sentence) and _ASKS.search(sentences[-1])):
                sentences[-1] += " " + sentence
            else:
                sentences.append(sentence)
        found.extend(" ".join(sentence.strip(" \t,;-•*").split()) for sentence in sentences)
    return tuple(piece for piece in found if len(piece.split()) >= _WORDS_AT_LEAST)


def split(text: str, suggest: Callable[[str], Suggestion]) -> tuple[tuple[str, Suggestion], ...]:
    """The asks in a text with a suggestion each; empty where it holds one ask only, or too many.

    A piece opens an ask of its own when it is clear by itself and belongs elsewhere than the ask before it.
    """
    candidates = pieces(text)
    if not 2 <= len(candidates) <= 2 * MOST_PARTS:  # noqa: PLR2004 - one piece is the whole text
        return ()
    groups = list(_grouped(candidates, suggest))
    if not 2 <= len(groups) <= MOST_PARTS:  # noqa: PLR2004
        return ()
    asks = tuple((group, suggest(group)) for group in groups)
    answers = {suggestion.best.answer for _, suggestion in asks}
    clear = all(_clear(suggestion) for _, suggestion in asks)
    return asks if clear and len(answers) > 1 else ()


def _grouped(candidates: Iterable[str], suggest: Callable[[str], Suggestion]) -> Iterable[str]:
    group, answer = "", ""
    for piece in candidates:
        suggestion = suggest(piece)
        own = suggestion.best.answer if _clear(suggestion) else ""
        if group and own and answer and own != answer:
            yield group
            group, answer = piece, own
        else:
            group, answer = f"{group} {piece}".strip(), answer or own
    yield group


def _clear(suggestion: Suggestion) -> bool:
    return suggestion.outcome == "route" and suggestion.best.confidence >= _SURE_AT_LEAST
