"""Replies to several requests in one message, and the list to choose another answer from."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar

from core.catalogue.model import NONE, Catalogue, Responsibility
from core.classifier.suggestion import Suggestion
from core.conversation.actions import Action, Verb
from core.conversation.outline import Button, Buttons, Fact, Menu, Option, Outline, Paragraph, Part, Quoted, Rule
from core.desk import requests
from core.desk.requests import Clarify, NotOurs, Route, Single
from core.desk.wording import LABEL_CHARACTERS, QUOTE_CHARACTERS
from core.text import shorten


@dataclass(frozen=True, slots=True)
class Several:
    """One text with several asks; each has a reply of its own, in the order of the text."""

    kind: ClassVar[str] = "several"

    suggestion: Suggestion
    parts: tuple[tuple[str, Single], ...]


Routable = Route | Clarify | NotOurs | Several
"""The replies that rest on the classifier, and so can be corrected."""


@dataclass(frozen=True, slots=True)
class Choose:
    """The list of all responsibilities, for somebody who said that the suggestion is not right.

    Attributes:
        current: the reply that was not right.
        part: which of its asks.
        catalogue: what there is to choose from.
    """

    kind: ClassVar[str] = "choose"

    current: Routable
    part: int
    catalogue: Catalogue


def outline(reply: Several, ask_id: str | None, handed_over: Collection[int] = ()) -> Outline:
    """Each ask in short, with its own buttons; `ask_id` as for one, `handed_over` the asks that are with a team already."""
    outlines = [
        requests.outline(part, ask_id, at, can_hand_over=at not in handed_over, quotes=True)
        for at, (_, part) in enumerate(reply.parts)
    ]
    dangers = [part.danger if isinstance(part, Route) else None for _, part in reply.parts]
    order = sorted(range(len(outlines)), key=lambda at: dangers[at] is None)
    parts: list[Part] = []
    for number, at in enumerate(order, start=1):
        title = Paragraph(f"{number}. {outlines[at].title}", strong=True)
        own = [
            part
            for part in outlines[at].parts
            if not (isinstance(part, Fact) and part.label == "Owner" and part in parts)
        ]
        parts += [*([Rule()] if parts else []), title, *own]  # why no owner is named is said once
    summary = " ".join(f"{number}. {outlines[at].summary}" for number, at in enumerate(order, start=1))
    return Outline(f"Your message contains {len(outlines)} requests", tuple(parts), summary)


def outline_to_choose(reply: Choose, ask_id: str) -> Outline:
    """Everything there is to choose from, the likeliest first."""
    current = reply.current
    wrong = current.parts[reply.part][1] if isinstance(current, Several) else current
    likelier = [ranked.answer for ranked in wrong.suggestion.ranking if ranked.answer != NONE][:3]
    likely = tuple(_option(reply.catalogue.responsibilities[name]) for name in likelier)
    groups = (
        ("Most likely", likely),
        *(
            (role.name, tuple(_option(r) for r in reply.catalogue.of_role(role.id) if r.id not in likelier))
            for role in reply.catalogue.roles.values()
        ),
        ("Neither", (Option(NONE, "None of these", "Another department's work, or no request"),)),
    )
    parts = (
        Quoted(shorten(wrong.suggestion.text, QUOTE_CHARACTERS)),
        Paragraph(
            "Where does it belong? Your choice changes the answer, and is kept.",
            strong=True,
        ),
        Menu("Choose the right place", groups, Action(Verb.CORRECT_TO, ask_id, reply.part)),
        Buttons((Button("Leave it as it was", Action(Verb.BACK, ask_id, reply.part)),)),
    )
    return Outline("Which is right?", parts, "Choose where this request belongs.")


def _option(record: Responsibility) -> Option:
    return Option(record.id, shorten(record.name, LABEL_CHARACTERS), shorten(record.short, LABEL_CHARACTERS))
