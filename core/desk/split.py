"""Several requests in one message, taken apart: only where the writing itself says so.

A message is first cut into pieces at lines, list marks, ends of sentences, and joints between clauses such as "and also".
Then neighbouring pieces that do not stand on their own are put together again.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from core.classifier.suggestion import Suggestion

MOST_PARTS = 5
"""More asks than this in one message are a list to be handed over whole, not to be routed one by one."""

_MOST_PIECES = 40
"""As many sentences as a text that is read to the end may have; each costs a reading of its own, of about a millisecond."""

_WORDS_AT_LEAST = 2
"""A shorter piece says too little to be routed by itself."""

_SURE_AT_LEAST = 0.7
"""Each ask must be clear by itself: a wrong split is worse than none, for it answers what nobody asked."""

_MARK = r"(?:\d{1,2}[.)]|\((?:\d{1,2}|[a-e])\))\s+"
_ALSO = (
    r"(?:(?:and|but)\s+)?(?:also|additionally|in addition|furthermore|besides(?: that)?|apart from that|(?:one|another) (?:more )?thing"
    r"|on top of (?:that|it)|by the way|in the meantime|meanwhile|(?:first|second|third)(?:ly)?(?=[,:]))\b[,:]?\s+"
)
_CONTINUES = (
    r"(?:it|its|they|them|their|he|she|his|her|this|that|these|those|there|both|same|so|because|if|when|while|which|for|with"
    r"|without|to|of|on|in|at|from|by|into|than|as|about)\b"
)
"""How a piece begins that goes on with what was said before it."""

_CLAUSE = (
    rf"(?!{_CONTINUES})(?:(?:my|our|the|we|i|add|build|buy|check|clean|create|find|fix|get|give|help|install|map|order|prepare"
    r"|remove|renew|repair|replace|reset|restart|restore|send|set|show|tell|train|unlock|update)\b"
    r"|(?:(?!\s(?:and|plus)\s)[^,;.!?\r\n])*?\b(?:is|are|was|were|has|have|does|do|did|can|cannot|could|will|would|must|should"
    r"|needs?|wants?|please|pls|who|how|what|where|why|\w+n['’]t)\b)"
)
"""How a clause with a verb of its own begins, as opposed to the next item of a list."""

_CUT = re.compile(
    rf"(?:[\r\n]+\s*(?:{_MARK}|[-*•]\s+)?|(?:^|(?<=\s)){_MARK}|(?<!\s)\s+[*•]\s+|;\s+|(?<=[.!?])\s+)(?:{_ALSO})?"
    rf"|(?<!\s),?\s+(?:{_ALSO}|(?:and(?:\s+then)?|plus|as\s+well\s+as|&)\s+)(?={_CLAUSE})"
    rf"|,\s+(?={_CLAUSE})",
    re.IGNORECASE,
)
_GOES_ON = re.compile(_CONTINUES, re.IGNORECASE)
_EDGES = " \t\r\n,;-•*"


def pieces(text: str) -> tuple[str, ...]:
    """The pieces that could be asks of their own, as they stand in the text and in its order."""
    found: list[str] = []
    start = 0
    for cut in _CUT.finditer(text):
        piece = text[start : cut.start()].strip(_EDGES)
        if 0 < len(piece.split()) < _WORDS_AT_LEAST:
            continue  # "we" of "and we also need" belongs to what follows
        found.append(piece)
        start = cut.end()
    found.append(text[start:].strip(_EDGES))
    return tuple(piece for piece in found if len(piece.split()) >= _WORDS_AT_LEAST)


def split(text: str, suggest: Callable[[str], Suggestion]) -> tuple[tuple[str, Suggestion], ...]:
    """The asks in a text with a suggestion each; empty where it holds one ask only, or too many.

    A piece opens an ask of its own when it is clear by itself and belongs elsewhere than the ask before it.
    """
    candidates = pieces(text)
    if not 2 <= len(candidates) <= _MOST_PIECES:  # noqa: PLR2004 - one piece is the whole text
        return ()
    groups = [" ".join(group.split()) for group in _group(text, candidates, suggest)]
    if not 2 <= len(groups) <= MOST_PARTS:  # noqa: PLR2004
        return ()
    asks = tuple((group, suggest(group)) for group in groups)
    answers = {suggestion.best.answer for _, suggestion in asks}
    clear = all(_clear(suggestion) for _, suggestion in asks)
    return asks if clear and len(answers) > 1 else ()


def _group(text: str, candidates: Sequence[str], suggest: Callable[[str], Suggestion]) -> Iterator[str]:
    """The text again in fewer parts, each from the start of its first piece to the end of its last."""
    start, end, answer = -1, 0, ""
    for piece in candidates:
        at = text.index(piece, end)
        # read only where it could make a difference, for reading is what takes time
        opens = not _GOES_ON.match(piece) if answer else piece is not candidates[-1]
        suggestion = suggest(" ".join(piece.split())) if opens else None
        own = suggestion.best.answer if suggestion and _clear(suggestion) else ""
        if own and answer and own != answer:
            yield text[start:end]
            start, answer = at, own
        start = at if start < 0 else start
        end, answer = at + len(piece), answer or own
    yield text[start:end]


def _clear(suggestion: Suggestion) -> bool:
    return suggestion.outcome == "route" and suggestion.best.confidence >= _SURE_AT_LEAST
