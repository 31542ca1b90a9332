"""What a person wrote in Slack, as they meant it: mention and markup removed, entities unescaped, nothing else lost."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from bots.slack.blocks import UNREADABLE, are_all_rich, letters, of_attachments, of_blocks, of_files, says_nothing
from core.conversation.attached import Item, with_note
from core.text import trim

MOST_CHARACTERS = 40_000
"""Of one message: Slack cuts its text there, and no request that people read is longer."""

_MARKED = re.compile(r"<([^<>]*)>|&(?:lt|gt|amp);")
"""Slack escapes the `<` and `&` that people type, so a bare `<` always starts markup. In one pass, so that nothing is
unescaped twice."""

_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}

_UNUSABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""Control characters and halves of surrogate pairs: databases and encoders refuse them, and nobody means them."""

_SCHEMES_NOT_SAID = ("mailto:", "tel:")


class Names:
    """What people, channels and groups are called whom a text names by their ids alone; notes those of whom that is not known."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self._known = known
        self.missing: dict[str, None] = {}  # in the order in which they stand in the text

    def find(self, named: str) -> str:
        """The name, or nothing."""
        if named not in self._known:
            self.missing[named] = None
        return self._known.get(named, "")


Written = Callable[[Names], str]
"""What somebody wrote, to be read once it is known what those are called whom it names."""


class Content(Protocol):
    """The parts of a message that hold what it says, each as Slack sent it, whatever that is."""

    @property
    def text(self) -> str | None:
        """What was typed; of an app's message what stands in a notification."""

    @property
    def blocks(self) -> object:
        """The layout in blocks."""

    @property
    def attachments(self) -> object:
        """What apps add, and forwarded messages."""

    @property
    def files(self) -> object:
        """What was sent along."""

    @property
    def bot_id(self) -> str | None:
        """The app that wrote it; None for people."""


def readable(message: Content, bot_user: str | None, names: Names | None = None) -> str:
    """What any message says, whoever wrote it and wherever Slack put it, with a line that names what came with it.

    Text, blocks, attachments and forwarded messages; files and pictures by name. Empty for a message that holds nothing at all.

    Args:
        message: a message as it was sent, or as it is after an edit.
        bot_user: as in `plain`.
        names: as in `plain`.
    """
    found = list(_parts(message))
    markup = "\n".join(each for each in found if isinstance(each, str) and each.strip())[:MOST_CHARACTERS]
    text, items = plain(markup, bot_user, names)[:MOST_CHARACTERS], [each for each in found if isinstance(each, Item)]
    if not text and not items and (trim(message.text or "") or message.blocks or message.attachments):
        items.append(Item(UNREADABLE))
    return with_note(text, items)


def _parts(message: Content) -> Iterable[str | Item]:
    text = "" if says_nothing(message.text or "") else message.text or ""
    if text and are_all_rich(message.blocks) and not message.bot_id:
        yield text  # what a person types is the same in both, and reads better here
    else:
        yield from _without_repetition(text, list(of_blocks(message.blocks)))
    yield from of_attachments(message.attachments)
    yield from of_files(message.files)


def _without_repetition(text: str, blocks: list[str | Item]) -> list[str | Item]:
    """An app's text and its blocks, of which one often repeats the other."""
    said = letters(plain(text[:MOST_CHARACTERS], None))
    shown = letters(plain("".join(each for each in blocks if isinstance(each, str))[:MOST_CHARACTERS], None))
    if said in shown:
        return blocks
    items: list[str | Item] = [each for each in blocks if isinstance(each, Item)]
    return [text, *(items if shown in said else blocks)]


def plain(text: str, bot_user: str | None, names: Names | None = None) -> str:
    """The text of a message, command or mention as plain text.

    Args:
        text: as Slack sends it, with `<…>` markup and with `&`, `<` and `>` escaped.
        bot_user: our own user id (`U…`), whose mention is removed; None while it is not known.
        names: what those are called whom it names by id; None for nobody's.
    """
    if bot_user is not None:
        text = _without_mention(text, bot_user)
    known = names or Names({})
    return trim(_UNUSABLE.sub("\ufffd", _MARKED.sub(lambda marked: _meaning(marked, known), trim(text))))


def seconds(ts: str) -> float:
    """The time of a message or an event, in seconds since 1970, from its `ts`, such as `1763800000.000100`; 0 for other texts."""
    return float(ts) if _TS.fullmatch(ts) else 0.0


_TS = re.compile(r"[0-9]{1,12}\.[0-9]{1,9}", re.ASCII)


def mentions(message: Content, user: str) -> bool:
    """Whether a message mentions somebody, by id: in its text or, where some clients leave that out, in its blocks."""
    mention = re.compile(rf"<@{re.escape(user)}(?:\|[^<>]*)?>")
    if mention.search(message.text or ""):
        return True
    return any(isinstance(each, str) and mention.search(each) for each in of_blocks(message.blocks))


def _without_mention(text: str, user: str) -> str:
    """Remove the mention, with the colon or comma that follows it at the start of a message."""
    mention = rf"<@{re.escape(user)}(?:\|[^<>]*)?>"
    # from the first space of a run only: from each of them, a long run would take the square of its length
    return re.sub(rf"(?:(?<! ) +)?{mention} *", " ", re.sub(rf"^\s*(?:{mention}\s*)+[:,]?", "", text))


def _meaning(marked: re.Match[str], names: Names) -> str:
    """What one entity or one `<…>` stands for."""
    if marked[1] is None:
        return _ENTITIES[marked[0]]
    target, _, label = marked[1].partition("|")
    target, label = (_MARKED.sub(lambda each: _meaning(each, names), part) for part in (target, label))
    if target[:1] in ("@", "#", "!"):
        return _name_of(target, label, names)
    scheme = next((scheme for scheme in _SCHEMES_NOT_SAID if target.startswith(scheme)), "")
    return label or target.removeprefix(scheme)


def _name_of(target: str, label: str, names: Names) -> str:
    """A person, a channel, a group or a date: by name, or else as its label reads, which Slack does not always give.

    A person's label is their user name, which says less than how colleagues call them.
    """
    match target[0]:
        case "@":
            return "@" + (names.find(target[1:]) or label.removeprefix("@") or "someone")
        case "#":
            return "#" + (label.removeprefix("#") or names.find(target[1:]) or "channel")
    if target.startswith("!date^"):
        return label
    if target.startswith("!subteam^"):
        return "@" + (label.removeprefix("@") or names.find(target.removeprefix("!subteam^")) or "group")
    return "@" + (label.removeprefix("@") or target[1:])
