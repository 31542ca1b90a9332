"""Plays the conversations of docs/conversations.md, and writes their answers into the page: `make docs`."""

import asyncio
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import yaml
from rich.console import Console
from sqlalchemy.ext.asyncio import AsyncEngine

import bots.platform  # noqa: F401 - makes the platforms known to the core
from bots.cli.draw import draw
from core.app import Waypost
from core.catalogue.load import load as load_catalogue
from core.classifier.loading import open_classifier
from core.conversation.answer import Answer
from core.conversation.messages import Press, Question
from core.conversation.outline import Buttons, Menu, Outline, Paragraph, Part
from core.conversation.people import DIRECT, Person, Place
from core.desk.desk import Desk
from core.directory.load import load as load_directory
from core.storage.engine import connect
from core.storage.tables import metadata
from tests.support.app import open_waypost

_ROOT = Path(__file__).parents[2]
PAGE = _ROOT / "docs" / "conversations.md"
_DIALOGUES = _ROOT / "tests" / "docs" / "data" / "conversations.yaml"
_DIRECTORY = _ROOT / "bots" / "playground" / "owners.yaml"
_BEGIN, _END = "<!-- conversations: made by `make docs` -->\n", "<!-- end of the conversations -->"

_WIDTH = 100
"""Columns of a line, as the command line has at most."""
_NOW = datetime(2026, 3, 6, 10, 0, tzinfo=UTC)
"""A Friday morning, when all teams are at work."""


async def play(desk: Desk, engine: AsyncEngine) -> str:
    """All conversations as Markdown, each with what is answered now.

    Args:
        desk: answers; the directory of the playground takes the place of its own.
        engine: an empty database.
    """
    opened = open_waypost(desk, engine, load_directory(_DIRECTORY, desk.catalogue))
    opened.now = _NOW
    dialogues = yaml.safe_load(_DIALOGUES.read_text(encoding="utf-8"))
    return "\n".join([await _play(opened.waypost, number, each) for number, each in enumerate(dialogues)])


async def _play(waypost: Waypost, number: int, dialogue: Mapping[str, object]) -> str:
    person = Person("slack", "T0EXAMPLE", f"U{number}", "Ana")
    in_channel = dialogue.get("in") == "channel"
    place = Place("slack", "T0EXAMPLE", f"C{number}" if in_channel else f"{DIRECT}U{number}")
    turns = dialogue["turns"]
    assert isinstance(turns, Sequence)
    answer: Answer | None = None
    lines: list[str] = []
    for turn in turns:
        if isinstance(turn, str):
            lines.append(f"> {turn}")
            answer = await waypost.ask(Question(turn, person.id, place, known_as=person, openly=in_channel))
        else:
            assert answer is not None
            label = turn["press"]
            lines.append(f"> [{label}]")
            actions = {button.label: button.action for button in answer.outline.buttons()}
            answer = await waypost.press(Press(actions[label], person, place))
        if answer.warning:
            lines.append(f"(only you see this)\n{_as_text(answer.warning)}")
        lines.append(("(only you see this)\n" if in_channel and answer.privately else "") + _as_text(answer.outline))
    where = "In a channel with others.\n\n" if in_channel else ""
    return f"## {dialogue['title']}\n\n{where}```text\n" + "\n\n".join(lines) + "\n```\n"


def _as_text(outline: Outline) -> str:
    """An outline as the command line draws it, with its buttons and menus in brackets."""
    drawn = io.StringIO()
    shown = replace(outline, parts=tuple(map(_with_brackets, outline.parts)))
    draw(shown, Console(file=drawn, width=_WIDTH, color_system=None, highlight=False))
    return "\n".join(line.rstrip() for line in drawn.getvalue().splitlines() if line.strip())


def _with_brackets(part: Part) -> Part:
    match part:
        case Buttons():
            return Paragraph(" ".join(f"[{button.label}]" for button in part.buttons))
        case Menu():
            return Paragraph(f"[{part.label} ▾]")
        case _:
            return part


def fill_in(page: str, conversations: str) -> str:
    """The page with these conversations."""
    head, _, rest = page.partition(_BEGIN)
    return f"{head}{_BEGIN}\n{conversations}\n{_END}{rest.partition(_END)[2]}"


async def _play_shipped() -> str:
    catalogue = load_catalogue()
    desk = Desk(catalogue, open_classifier(catalogue).suggest, None)
    engine = connect("sqlite+aiosqlite:///:memory:")
    try:
        async with engine.begin() as connection:
            await connection.run_sync(metadata.create_all)
        return await play(desk, engine)
    finally:
        await engine.dispose()


def main() -> None:
    """Write the answers into the page."""
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(fill_in(page, asyncio.run(_play_shipped())), encoding="utf-8")


if __name__ == "__main__":
    main()
