"""The parts of an outline drawn one by one."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, urlencode

from bots.teams.payloads import Json
from bots.teams.render.actions import buttons, menu
from bots.teams.render.text import block, clip, escape, paragraphs, run
from core.addresses import Channel
from core.conversation.outline import (
    Bullets,
    Buttons,
    Fact,
    Grid,
    Link,
    Menu,
    Note,
    OwnedBy,
    Paragraph,
    Part,
    Quoted,
    Rule,
)

_LABEL_CHARACTERS = 150
_LARGE_CHARACTERS = 150
"""A longer text in large letters would fill a phone's screen."""
_BULLET = "• "
_WEB = re.compile(r"https?://\S{1,2000}")
_GUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def draw(parts: Iterable[Part], most: int) -> list[Json]:
    """The elements of a card's body.

    Args:
        parts: from top to bottom.
        most: characters that a text may have; longer ones are shortened.
    """
    elements: list[Json] = []
    ruled = False
    for number, part in enumerate(_with_facts_together(parts)):
        if isinstance(part, Rule):
            ruled = True
            continue
        drawn = _draw(part, most, f"pick{number}")
        if drawn and ruled:
            drawn[0] |= {"separator": True, "spacing": "large"}
            ruled = False
        elements += drawn
    return elements


def _with_facts_together(parts: Iterable[Part]) -> Iterator[Part | tuple[Fact, ...]]:
    """The parts, with facts that follow one another as one."""
    facts: tuple[Fact, ...] = ()
    for part in parts:
        if isinstance(part, Fact):
            facts += (part,)
            continue
        if facts:
            yield facts
            facts = ()
        yield part
    if facts:
        yield facts


def _draw(part: Part | tuple[Fact, ...], most: int, name: str) -> list[Json]:
    """The elements of one part; `name` is free for an input of its own."""
    match part:
        case Paragraph(text, strong):
            return list(paragraphs(text, most, **({"weight": "bolder"} if strong else {})))
        case Quoted(text, leads):
            return _quote(text, most, leads=leads)
        case Bullets(label, items):
            return _bullets(label, items, most)
        case Grid() if part.heads:
            return [_table(part, most)]
        case OwnedBy():
            return [_owner(part)]
        case Link(label, url):
            return [_link(label, url)]
        case Note(text):
            return list(paragraphs(text, most, isSubtle=True, size="small"))
        case Buttons(row):
            return buttons(row, name)
        case Menu():
            return menu(part, name)
        case tuple():
            return [_facts(part, most)]
        case _:
            return []


def _facts(facts: tuple[Fact, ...], most: int) -> Json:
    rows = [
        {"title": escape(clip(fact.label, _LABEL_CHARACTERS)), "value": escape(clip(fact.value, most))}
        for fact in facts
    ]
    return {"type": "FactSet", "facts": rows}


def _quote(text: str, most: int, *, leads: bool) -> list[Json]:
    style: Json = {"italic": True}
    if leads:
        short = len(text) <= _LARGE_CHARACTERS
        style = {"size": "large", "weight": "bolder"} if short else {"size": "medium"}
    lines = list(paragraphs(text, most, **style))
    return [{"type": "Container", "style": "emphasis", "items": lines}] if lines else []


def _bullets(label: str, items: tuple[str, ...], most: int) -> list[Json]:
    head = paragraphs(label, _LABEL_CHARACTERS, weight="bolder")
    listed = (block(run(_BULLET), run(clip(item, most)), spacing="small") for item in items)
    return [*head, *listed]


def _table(grid: Grid, most: int) -> Json:
    heads = [_cell(head, most, weight="bolder") for head in grid.heads]
    rows = [
        [_cell(cell, most, **({} if at else {"weight": "bolder"})) for at, cell in enumerate(row)] for row in grid.rows
    ]
    return {
        "type": "Table",
        "columns": [{"width": 1} for _ in grid.heads],
        "firstRowAsHeader": True,
        "rows": [{"type": "TableRow", "cells": cells} for cells in (heads, *rows)],
    }


def _cell(text: str, most: int, **style: object) -> Json:
    return {"type": "TableCell", "items": [block(run(clip(text, most), **style))]}


def _owner(owned: OwnedBy) -> Json:
    team = owned.team
    channel = team.channels.get("teams")
    link: Json = {"selectAction": {"type": "Action.OpenUrl", "url": _channel(channel, team.name)}} if channel else {}
    contact = f" ({clip(team.contact, _LABEL_CHARACTERS)})" if team.contact else ""
    return block(
        run(f"{clip(owned.label, _LABEL_CHARACTERS)}: "),
        run(clip(team.name, _LABEL_CHARACTERS), weight="bolder", **link),
        *([run(contact)] if contact else []),
    )


def _link(label: str, url: str) -> Json:
    """A label and an address to press; an address that is none of the web is shown and does nothing."""
    opens: Json = {"selectAction": {"type": "Action.OpenUrl", "url": url}} if _WEB.fullmatch(url) else {}
    shown = "open" if opens else clip(url, _LABEL_CHARACTERS)
    return block(run(f"{clip(label, _LABEL_CHARACTERS)}: "), run(shown, **opens))


def _channel(channel: Channel, name: str) -> str:
    """The link that opens a channel in Teams."""
    query = {"tenantId": channel.workspace}
    if _GUID.fullmatch(channel.group):
        query = {"groupId": channel.group, **query}
    shown = quote(clip(name, _LABEL_CHARACTERS), safe="")
    return f"https://teams.microsoft.com/l/channel/{quote(channel.conversation, safe='')}/{shown}?{urlencode(query)}"
