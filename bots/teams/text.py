"""What a person wrote, freed of Teams' markup: the mention of ourselves goes, everything else stays."""

import html
import re
from collections.abc import Iterable
from itertools import islice

from bots.teams.payloads import Mention

_AT = re.compile(r"<at(?:\s[^<>]*)?>([^<]*)</at>", re.IGNORECASE)
"""A name holds no `<`: looking for the end past the next tag would take minutes on a text of nothing but beginnings."""

_MOST_MENTIONS = 20
"""Of the bot in one message: each is looked for in the whole text."""

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
"""Complete ones alone: the `&copy` in `?a=1&copy=2` belongs to the address."""

_NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


def is_mentioned(bot: str, mentions: Iterable[Mention]) -> bool:
    """Whether the bot is among those mentioned."""
    return any(mention.id == bot for mention in mentions)


def plain_text(text: str, mentions: Iterable[Mention], bot: str) -> str:
    """The text as the person meant it.

    Each mention of the bot is taken out once, at the tag that stands for it; elsewhere its name is a word like others.
    Mentions of others leave their names. Entities are unescaped, no-break spaces become spaces.

    Args:
        text: an activity's text.
        mentions: the mentions in it.
        bot: the bot's own id.
    """
    named = _AT.sub(lambda match: match[1], without_bot(text, mentions, bot))
    return _ENTITY.sub(_unescaped, named).replace(_NO_BREAK_SPACE, " ").replace("\0", "").strip()


def without_bot(text: str, mentions: Iterable[Mention], bot: str) -> str:
    """The text without the bot's own mentions, and with all other markup."""
    for mention in islice((mention for mention in mentions if mention.id == bot), _MOST_MENTIONS):
        text = _without(text, mention.text)
    return text


def _without(text: str, tag: str) -> str:
    """The text without the first tag that is `tag`, or that names the same under other attributes or escapes."""
    wanted = _AT.fullmatch(tag.strip())
    if wanted is None:
        return text
    same = [match for match in _AT.finditer(text) if _name(match) == _name(wanted)]
    found = next((match for match in same if match[0] == tag), same[0] if same else None)
    if found is None:
        return text
    before, after = text[: found.start()], text[found.end() :]
    # A space on each side would stay as two: one goes with the tag.
    if (not before or before[-1].isspace()) and after[:1] == " ":
        after = after[1:]
    return before + after


def _name(match: re.Match[str]) -> str:
    return " ".join(html.unescape(match[1]).split())


def _unescaped(match: re.Match[str]) -> str:
    return html.unescape(match[0])
