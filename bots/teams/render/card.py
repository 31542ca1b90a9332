"""A whole outline as an Adaptive Card that is never too large."""

import json
from bisect import bisect_left
from functools import lru_cache

from bots.teams.payloads import Json
from bots.teams.render.actions import own_view
from bots.teams.render.parts import draw
from bots.teams.render.text import block, clip, escape, run, speech
from core.conversation.outline import Outline

MOST_BYTES = 20 * 1024
"""Teams takes about 100 KB a message today and has taken 28 before; every client draws a card of this size."""

_TEXT_CHARACTERS = (3000, 1000, 400, 150, 60)
"""What a text may have; the first with which the card fits is taken."""

_TITLE_CHARACTERS = 200
_SUMMARY_CHARACTERS = 1000


_KEPT = 64
"""Cards kept as drawn: what says the same to everybody, such as help, is about 50."""


@lru_cache(_KEPT)
def card(outline: Outline) -> Json:
    """Draw an outline. Texts that are too long, and parts that are too many, end in a visible ellipsis.

    What comes back may be given to others too, so it is not to be changed.
    """
    for most in _TEXT_CHARACTERS:
        drawn = _card(outline, most, len(outline.parts))
        if size(drawn) <= MOST_BYTES:
            return drawn
    least = _TEXT_CHARACTERS[-1]
    too_many = bisect_left(range(len(outline.parts)), x=True, key=lambda n: size(_card(outline, least, n)) > MOST_BYTES)
    return _card(outline, least, max(too_many - 1, 0))


def size(drawn: Json) -> int:
    """Bytes of a card as it is sent."""
    return len(json.dumps(drawn, ensure_ascii=False, separators=(",", ":")).encode())


def _card(outline: Outline, most: int, parts: int) -> Json:
    """The card of the first `parts` parts."""
    title: Json = {
        "type": "TextBlock",
        "text": escape(clip(outline.title, _TITLE_CHARACTERS)),
        "style": "heading",
        **({"size": "small", "isSubtle": True} if outline.is_led else {"size": "large", "weight": "bolder"}),
        "wrap": True,
    }
    rest = [] if parts == len(outline.parts) else [block(run("…"))]
    summary = clip(outline.summary, _SUMMARY_CHARACTERS)
    return {
        "type": "AdaptiveCard",
        "version": "1.5",
        "msteams": {"width": "Full"},
        "fallbackText": escape(summary),
        "speak": speech(summary),
        **own_view(outline.own_view),
        "body": [*([title] if outline.title.strip() else []), *draw(outline.parts[:parts], most), *rest],
    }
