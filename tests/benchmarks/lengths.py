"""How long answers are, by kind: `python -m tests.benchmarks.lengths` prints lines and characters."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean

from rich.console import Console
from rich.table import Table

import bots.platform  # noqa: F401 - the directory names places of both
from core.catalogue.load import load as load_catalogue
from core.catalogue.model import Catalogue
from core.classifier.loading import open_classifier
from core.conversation.messages import Question
from core.conversation.outline import Bullets, Buttons, Fact, Grid, Link, Menu, Outline, OwnedBy, Part, Rule
from core.conversation.people import Person, Place
from core.desk.compose import compose
from core.desk.desk import Desk
from core.desk.questions import phrase_reason
from core.desk.requests import Route
from core.directory.load import load as load_directory
from core.directory.model import Directory
from core.handoff.messages import card as cards
from core.handoff.messages.story import View
from core.handoff.model import Event, EventKind, Handoff, Status

COLUMNS = 60
"""Characters on a line in one half of the playground at 1440 pixels, and in a chat client beside its list of channels."""

OWNERS = Path(__file__).parents[2] / "bots" / "playground" / "owners.yaml"

ASKED: Mapping[str, tuple[str, ...]] = {
    "suggestion": (
        "my vpn drops every ten minutes",
        "I need a new laptop for our new colleague",
        "please reset my password, I am locked out",
        "our dashboard should show sales by region",
    ),
    "danger": ("I clicked a phishing link", "all my files are encrypted and there is a ransom note"),
    "question between two": ("move our data to the cloud", "the report is wrong", "need an interface to our supplier"),
    "several": (
        "we need a laptop and also training for SAP",
        "1. I forgot my password\n2. The printer on floor 3 has a paper jam\n3. please install Visio",
    ),
    "not ours": ("when is payday?", "the lift is stuck", "which wine goes with fish?"),
    "role": ("what is IT management?", "difference between IT and IS", "what skills does an IS manager need"),
}
"""Own questions, for each kind of answer."""

REQUESTS = (
    "my vpn drops every ten minutes",
    (
        "Since Monday's update the VPN drops whenever I open the shared drive from home; at the office all is well. I "
        "restarted twice and use the cable now. Could somebody have a look before the audit on Friday?"
    ),
)
"""What is handed over."""


@dataclass(frozen=True)
class Length:
    """What there is to read: lines of at most `COLUMNS` characters, rows of buttons among them, and characters."""

    lines: int
    characters: int

    @classmethod
    def of(cls, outline: Outline) -> "Length":
        """Of a whole answer."""
        said = [line for part in outline.parts for line in lines(part)]
        said = [outline.title, *said] if outline.title else said
        wrapped = [row for line in said for row in (textwrap.wrap(line, COLUMNS) or [""])]
        return cls(len(wrapped), sum(map(len, said)))


def lines(part: Part) -> list[str]:
    """What a part says, as platforms draw it, before lines are broken."""
    match part:
        case Fact():
            return [f"{part.label}: {part.value}"]
        case OwnedBy():
            reached = f" ({part.team.contact})" if part.team.contact else ""
            return [f"{part.label}: {part.team.name}{reached}"]
        case Link():
            return [f"{part.label}: open"]
        case Bullets():
            return [*([part.label] if part.label else []), *(f"• {item}" for item in part.items)]
        case Grid():
            return [" | ".join(row) for row in (part.heads, *part.rows)]
        case Buttons():
            return ["  ".join(button.label for button in part.buttons)]
        case Menu():
            return [part.label]
        case Rule():
            return [""]
        case _:
            return part.text.splitlines()


def answers(desk: Desk) -> dict[str, list[Outline]]:
    """The answers to all questions, and the cards and statuses of the requests that are handed over, by kind."""
    place = Place("slack", "T0WAYPOST", "C0GENERAL")
    found = {
        kind: [compose(desk.answer(Question(text, "U0ANA", place)), "q3ZkV0pXb1Yt9aBc") for text in texts]
        for kind, texts in ASKED.items()
    }
    views = [_view(desk, text) for text in REQUESTS]
    others = cards.elsewhere(desk.catalogue, desk.directory, "network-ops")
    return {
        **found,
        "card": [cards.card(view, others) for view in views],
        "status": [cards.status(view) for view in views],
    }


def _view(desk: Desk, text: str) -> View:
    """A request right after it was handed over."""
    at = datetime(2026, 11, 23, 9, tzinfo=UTC)
    ana = Person("slack", "T0WAYPOST", "U0ANA", "Ana Ribeiro")
    reply = desk.answer(Question(text, ana.id, Place("slack", "T0WAYPOST", "C0GENERAL")))
    assert isinstance(reply, Route)
    handoff = Handoff(
        id="h",
        responsibility="it.network",
        team="network-ops",
        status=Status.OPEN,
        round=1,
        version=1,
        requester=ana,
        asked_in=Place("slack", "T0WAYPOST", "C0GENERAL"),
        thread="1",
        link="https://example.slack.com/archives/C0GENERAL/p1",
        text=text,
        why=phrase_reason(reply),
        responder=None,
        note="",
        opened_at=at,
        round_at=at,
        reminded_at=None,
        escalated_at=None,
    )
    opened = Event(EventKind.OPENED, 1, ana, "Network operations", at)
    return View(handoff, "Network operations", "Networks and connectivity", (opened,), arrived=True)


def measure(found: Mapping[str, Sequence[Outline]]) -> dict[str, tuple[float, float]]:
    """Mean lines and characters of an answer, by kind."""
    lengths = {kind: [Length.of(outline) for outline in outlines] for kind, outlines in found.items()}
    return {
        kind: (mean(each.lines for each in many), mean(each.characters for each in many))
        for kind, many in lengths.items()
    }


def shipped_desk() -> Desk:
    """The desk as the playground has it."""
    catalogue: Catalogue = load_catalogue(None)
    directory: Directory = load_directory(OWNERS, catalogue)
    return Desk(catalogue, open_classifier(catalogue).suggest, directory)


def main() -> None:
    """Print the figures."""
    table = Table("Answer", "Lines", "Characters", title=f"Mean of the answers, {COLUMNS} characters to a line")
    for kind, (many, characters) in measure(answers(shipped_desk())).items():
        table.add_row(kind, f"{many:.1f}", f"{characters:.0f}")
    Console().print(table)


if __name__ == "__main__":
    main()
