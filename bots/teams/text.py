"""What a person wrote, freed of Teams' markup: the mention of ourselves goes, everything else stays."""

import html
import re
from collections.abc import Iterable, Sequence
from itertools import islice

from bots.teams.attachments import HTML, QUOTE, escape, of_attachments
from bots.teams.markup import read_html
from bots.teams.payloads import Incoming, Json, Mention, object_in, objects_in, string_in
from core.conversation.attached import Item, with_note
from core.text import trim

MOST_CHARACTERS = 40_000
"""Of one message: Teams takes fewer, and no request that people read is longer."""

_ATTACHED = re.compile(r"</?attachment\b[^<>]*>", re.IGNORECASE)
"""Stands in a text where something is attached."""

_AT = re.compile(r"<at(?:\s[^<>]*)?>([^<]*)</at>", re.IGNORECASE)
"""A name holds no `<`: looking for the end past the next tag would take minutes on a text of nothing but beginnings."""

_MOST_MENTIONS = 20
"""Of the bot in one message: each is looked for in the whole text."""

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
"""Complete ones alone: the `&copy` in `?a=1&copy=2` belongs to the address."""

_SOMEONE = "someone"
"""In the place of somebody, or something, whose name Teams does not give."""

_NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


def is_mentioned(bot: str, mentions: Iterable[Mention]) -> bool:
    """Whether the bot is among those mentioned."""
    return any(mention.id == bot for mention in mentions)


def readable(incoming: Incoming) -> str:
    """What a message says, new or edited, wherever Teams put it, with a line that names what came with it.

    Subject, HTML or text, quotes, cards and forwarded messages; files and pictures by name. Empty where it holds nothing at all.
    """
    attached = incoming.attachments
    page = next((string_in(each, "content") for each in attached if _is_html(each)), "")
    return _readable(incoming.subject, page, incoming.text, attached, incoming.mentions, incoming.bot)


def readable_payload(message: Json, mentions: Iterable[Mention], bot: str) -> str:
    """The same for a message as a message extension is given it.

    Args:
        message: the `messagePayload`.
        mentions: the mentions of the bot in it.
        bot: the bot's own id.
    """
    body = object_in(message, "body")
    content, is_text = string_in(body, "content"), string_in(body, "contentType").lower() == "text"
    page, text = ("", content) if is_text else (content, "")
    return _readable(string_in(message, "subject"), page, text, objects_in(message, "attachments"), mentions, bot)


def _readable(
    subject: str, page: str, text: str, attachments: Sequence[Json], mentions: Iterable[Mention], bot: str
) -> str:
    written, items = read_html(page)
    parts = [escape(subject), written if written.strip() else _ATTACHED.sub("", text)]
    attached = list(of_attachments(list(attachments)))
    lines = [each for each in attached if isinstance(each, str)]
    quotes = [line for line in lines if line.startswith(QUOTE)]  # what is replied to comes before the reply
    parts = [*quotes, *parts, *(line for line in lines if not line.startswith(QUOTE))]
    said = "\n".join(part for part in parts if part.strip())[:MOST_CHARACTERS]
    items = _each_picture_once(items, [each for each in attached if isinstance(each, Item)])
    return with_note(plain_text(said, mentions, bot), items)


def _is_html(attachment: Json) -> bool:
    return string_in(attachment, "contentType").strip().lower() == HTML


def _each_picture_once(in_page: list[Item], attached: list[Item]) -> list[Item]:
    """What came with a message. A picture that was pasted stands in the HTML, and is attached without a name besides."""
    twice = sum(item.kind == "picture" for item in in_page)
    again = {*[at for at, item in enumerate(attached) if item == Item("picture")][:twice]}
    return [*in_page, *(item for at, item in enumerate(attached) if at not in again)]


def plain_text(text: str, mentions: Iterable[Mention], bot: str) -> str:
    """The text as the person meant it.

    Each mention of the bot is taken out once, at the tag that stands for it; elsewhere its name is a word like others.
    Mentions of others, people as well as channels, teams and tags, leave their names; where a tag is empty, the one that Teams
    gives besides. Entities are unescaped, no-break spaces become spaces.

    Args:
        text: an activity's text.
        mentions: the mentions in it.
        bot: the bot's own id.
    """
    mentions = tuple(mentions)
    unnamed = (escape(each.name) for each in mentions if each.id != bot and not _AT.sub(r"\1", each.text).strip())
    named = _AT.sub(
        lambda match: match[1] if match[1].strip() else next(unnamed, "") or _SOMEONE, without_bot(text, mentions, bot)
    )
    return trim(_ENTITY.sub(_unescape, named).replace(_NO_BREAK_SPACE, " ").replace("\0", ""))


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


def _unescape(match: re.Match[str]) -> str:
    return html.unescape(match[0])
