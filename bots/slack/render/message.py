"""An outline as a Slack message."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import Any

from slack_sdk.models.blocks import Block, ContextBlock, DividerBlock, HeaderBlock, SectionBlock

from bots.slack.render import limits
from bots.slack.render.controls import buttons, feedback, menu
from bots.slack.render.markup import bold, channel_link, link, literal, markup_text, mention, mrkdwn
from core.conversation.outline import (
    Bullets,
    Buttons,
    Fact,
    Grid,
    Link,
    Menu,
    Note,
    Outline,
    OwnedBy,
    Paragraph,
    Quoted,
    Rule,
)

_MORE = "… There is more, but it does not fit into one message."

_BULLET = "• "

_KEPT = 64
"""Messages kept as drawn: what says the same to everybody, such as help, is about 50. Slack's models take a millisecond to draw
one, which is more than all the rest of an answer to `/route help`."""

_PLAIN_COLUMNS = 2
"""A table of two columns reads well as lines; one of more becomes columns side by side, under the name of each row."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message for Slack.

    Attributes:
        text: markup for notifications, screen readers and clients that draw no blocks.
        blocks: Block Kit as JSON objects, at most 50.
    """

    text: str
    blocks: tuple[dict[str, Any], ...]


@lru_cache(_KEPT)
def render(outline: Outline, most: int = limits.BLOCKS) -> Rendered:
    """Draw an outline. What does not fit into Slack's limits is shortened with a visible ellipsis.

    What comes back may be given to others too, so it is not to be changed.

    Args:
        outline: what to draw.
        most: blocks that may be there: of a message, or the more that a home or a form takes.
    """
    text = mrkdwn(outline.summary, limits.SUMMARY) or mrkdwn(outline.title, limits.SUMMARY) or "…"
    return Rendered(text, tuple(_fit([block.to_dict() for block in _blocks(outline)], most)))


def _blocks(outline: Outline) -> Iterator[Block]:
    if limits.clean(outline.title):
        heading = SectionBlock if outline.is_led else HeaderBlock
        yield heading(text=literal(outline.title, limits.HEADER))
    numbers = count()
    lines: list[str] = []
    for part in outline.parts:
        if isinstance(part, Fact | OwnedBy | Link):
            lines.append(_line(part))
            continue
        yield from _sections(lines)
        lines.clear()
        yield from _draw(part, numbers)
    yield from _sections(lines)
    if outline.feedback:
        yield feedback(outline.feedback)


def _draw(
    part: Paragraph | Quoted | Note | Bullets | Grid | Buttons | Menu | Rule, numbers: Iterator[int]
) -> Iterator[Block]:
    match part:
        case Paragraph() | Quoted() | Note():
            yield from _prose(part)
        case Bullets(label, items):
            bullets = (mrkdwn(item, limits.SECTION - len(_BULLET)) for item in items)
            yield from _sections([_label(label), *(_BULLET + bullet for bullet in bullets if bullet)])
        case Grid():
            yield from _grid(part)
        case Buttons():
            yield from buttons(part, numbers)
        case Menu():
            yield from menu(part, numbers)
        case Rule():
            yield DividerBlock()


def _prose(part: Paragraph | Quoted | Note) -> Iterator[Block]:
    text = limits.clean(part.text)
    match part:
        case _ if not text:
            return
        case Paragraph(strong=True):
            yield from _sections([bold(text, limits.SECTION)])
        case Paragraph():
            yield SectionBlock(text=literal(text, limits.SECTION))
        case Quoted():
            quoted = limits.fit(text, limits.QUOTED - len("“”"))
            if part.leads:
                yield from _leading(f"“{quoted}”")
                return
            for piece in limits.pieces(f"“{quoted}”", limits.CONTEXT):
                yield ContextBlock(elements=[literal(piece, limits.CONTEXT)])
        case Note():
            yield ContextBlock(elements=[literal(text, limits.CONTEXT)])


def _leading(text: str) -> Iterator[Block]:
    """What is read first, as large as Slack draws it: a heading where it is short, and text of full size where it is long."""
    if limits.width(text) <= limits.HEADER and "\n" not in text:
        yield HeaderBlock(text=literal(text, limits.HEADER))
        return
    for piece in limits.pieces(text, limits.SECTION):
        yield SectionBlock(text=literal(piece, limits.SECTION))


def _line(part: Fact | OwnedBy | Link) -> str:
    """A label and its value on one line. A team's name links to its channel where it sits in Slack; a person is mentioned.

    A mention shows the name that they chose for this workspace, which may be a nickname: the name in full stands before it.
    """
    if isinstance(part, Fact):
        whom = mention(part.person.id) if part.person and part.person.platform == "slack" else ""
        return _field(part.label, part.value, room_for=f" ({whom})" if whom else "")
    if isinstance(part, Link):
        return f"{_label(part.label)} {link(part.url)}".strip()
    channel = part.team.channels.get("slack")
    where = f" {channel_link(channel.conversation)}" if channel else ""
    contact = mrkdwn(part.team.contact or "", limits.LABEL)
    reached = f" ({contact})" if contact else ""
    return _field(part.label, part.team.name, room_for=f"{reached}{where}")


def _field(label: str, value: str, room_for: str = "") -> str:
    head = _label(label)
    room = limits.SECTION - limits.width(head) - len(" ") - limits.width(room_for)
    return f"{head} {mrkdwn(value, room)}{room_for}".strip()


def _label(label: str) -> str:
    text = limits.clean(label)
    return bold(text if not text or text[-1] in ":?!.,…" else f"{text}:", limits.LABEL)


def _grid(grid: Grid) -> Iterator[Block]:
    if len(grid.heads) <= _PLAIN_COLUMNS:
        yield from _sections(_field(name, ", ".join(cells)) for name, *cells in (grid.heads, *grid.rows))
        return
    for name, *cells in grid.rows:
        fields = [
            markup_text(f"{bold(head, limits.LABEL)}\n{mrkdwn(cell, limits.FIELD - limits.LABEL - 1)}".strip())
            for head, cell in zip(grid.heads[1:], cells, strict=False)
            if limits.clean(cell)
        ]
        if len(fields) > limits.FIELDS:
            fields[limits.FIELDS - 1 :] = [markup_text("…")]
        title = bold(name, limits.SECTION)
        if title or fields:
            yield SectionBlock(text=markup_text(title) if title else None, fields=fields)


def _sections(lines: Iterable[str]) -> Iterator[Block]:
    """Lines of markup, each short enough for a section, in as few sections as they fit into."""
    section = ""
    for line in filter(None, lines):
        longer = f"{section}\n{line}" if section else line
        if limits.width(longer) > limits.SECTION:
            yield SectionBlock(text=markup_text(section))
            longer = line
        section = longer
    if section:
        yield SectionBlock(text=markup_text(section))


def _fit(blocks: Sequence[dict[str, Any]], most: int) -> Iterator[dict[str, Any]]:
    """The blocks that fit: text up to the first that does not fit, and all buttons and menus."""
    if len(blocks) <= most and sum(map(_weight, blocks)) <= limits.MESSAGE:
        yield from blocks
        return
    room = most - 1  # for the block that says so
    to_press = min(sum(map(_is_pressed, blocks)), room)
    to_read, weight = room - to_press, limits.MESSAGE
    for block in blocks:
        if _is_pressed(block):
            if to_press:
                to_press -= 1
                yield block
        elif to_read and _weight(block) <= weight:
            to_read, weight = to_read - 1, weight - _weight(block)
            yield block
        else:
            to_read = 0
    yield ContextBlock(elements=[literal(_MORE, limits.CONTEXT)]).to_dict()


def _is_pressed(block: dict[str, Any]) -> bool:
    return bool(block["type"] == "actions")


def _weight(block: dict[str, Any]) -> int:
    """How much there is to read in a block."""
    texts = [block["text"]] if "text" in block else []
    texts += block.get("fields", [])
    texts += [element for element in block.get("elements", []) if block["type"] == "context"]
    return sum(limits.width(text["text"]) for text in texts)
