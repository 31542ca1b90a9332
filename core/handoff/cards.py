"""What people see of a hand-off, laid out: the team's card, the requester's status, and what is said in between."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.catalogue.model import NONE, Catalogue
from core.desk.action import Action, Verb
from core.desk.outline import (
    Button,
    Buttons,
    Fact,
    Field,
    Form,
    Link,
    Note,
    Option,
    Outline,
    OwnView,
    Paragraph,
    Part,
    Pick,
    Quoted,
)
from core.desk.words import LABEL_CHARACTERS, clipped
from core.directory.model import Directory
from core.handoff.model import UNDER_WAY, Deed, Event, Handoff, Status

_QUOTED = 3000
"""Characters of a request on a card: the whole of it."""

_SHOWN = 15
"""Hand-offs listed at once; more nobody reads in a chat."""

_LINE = 90
"""Characters of a request in a list."""


Elsewhere = tuple[tuple[str, tuple[Option, ...]], ...]
"""Where a request could belong instead, in groups."""


@dataclass(frozen=True, slots=True)
class View:
    """A hand-off with the names that people know.

    Attributes:
        handoff: as it is now.
        team: name of the team that has it.
        responsibility: name of what it belongs to.
        events: its history, oldest first.
        arrived: whether its card is with the team.
    """

    handoff: Handoff
    team: str
    responsibility: str
    events: tuple[Event, ...]
    arrived: bool


def card(view: View, others: Elsewhere, *, moved: bool) -> Outline:
    """The request as the team sees it.

    Args:
        view: what to show.
        others: where it could belong instead, in groups.
        moved: whether it went to another team since this card was posted.
    """
    handoff = view.handoff
    says = _moved(view) if moved else _says(replace(view, arrived=True))  # who reads the card has it
    parts: list[Part] = [
        Quoted(clipped(handoff.text, _QUOTED)),
        *facts(handoff.requester.name, view.responsibility, handoff.why, handoff.link),
        Paragraph(says, strong=True),
    ]
    if handoff.note and not moved:
        parts.append(Fact("Note", handoff.note))
    if not moved:
        parts.append(Buttons(_card_buttons(handoff, others)))
    summary = f"Request from {handoff.requester.name}: “{clipped(handoff.text, _LINE)}” {says}"
    # a requester who can read the team's channel has nothing to take there, but may withdraw
    own = OwnView(handoff.requester, Action(Verb.LOOK, handoff.id)) if handoff.status in UNDER_WAY else None
    return Outline(f"Request for {view.team}", tuple(parts), summary, None if moved else own)


def facts(requester: str, responsibility: str, why: str, link: str) -> tuple[Fact | Link, ...]:
    """What a card says of a request beside its text.

    Args:
        requester: who asks, by name.
        responsibility: name of what it belongs to.
        why: why, as a phrase, or empty.
        link: address of where it was asked, or empty.
    """
    said = (Fact("Asked by", requester), Fact("Why here", f"{responsibility}; {why}" if why else responsibility))
    return (*said, Link("Where it was asked", link)) if link else said


def standing(view: View) -> Outline:
    """How it stands, for somebody who pressed too late to change anything."""
    handoff = view.handoff
    says = f"This request is with {view.team}. {_says(view)}" if handoff.status in UNDER_WAY else _says(view)
    return Outline("Nothing to do", (Quoted(clipped(handoff.text, _LINE)), Paragraph(says, strong=True)), says)


def status(view: View) -> Outline:
    """How it stands, as the requester sees it."""
    handoff = view.handoff
    says = _says(view)
    parts: list[Part] = [Quoted(clipped(handoff.text, _QUOTED)), Paragraph(says, strong=True)]
    if handoff.note:
        parts.append(Fact("Note", handoff.note))
    parts.append(Buttons(_status_buttons(handoff)))
    return Outline(f"Handed to {view.team}", tuple(parts), f"Your request to {view.team}. {says}")


def news(view: View, deed: Deed) -> Outline:
    """One deed as a sentence, for those who would not notice a redrawn message."""
    event = next((e for e in reversed(view.events) if e.deed is deed), None)
    who = event.actor.name if event else "Somebody"
    detail = event.detail if event else ""
    says = _NEWS[deed].format(who=who, team=view.team, requester=view.handoff.requester.name)
    if deed in (Deed.RESOLVED, Deed.DECLINED) and detail:
        says = f"{says} “{detail}”"
    return Outline("", (Paragraph(says),), says)


_NEWS = {
    Deed.CLAIMED: "{who} has taken your request.",
    Deed.RELEASED: "{who} has put your request back; it is open again.",
    Deed.RESOLVED: "{who} says that your request is resolved. You can reopen it if it is not.",
    Deed.REROUTED: "{who} says that your request belongs to another team; it went to {team}.",
    Deed.DECLINED: "Your request was declined by {who}.",
    Deed.ESCALATED: "Nobody in {team} has taken your request yet, so I told the next in line.",
    Deed.DIVERTED: "The owning team could not be reached; your request went to {team}.",
    Deed.WITHDRAWN: "{requester} no longer needs this.",
    Deed.REOPENED: "{who} has reopened this.",
}


def reminder(view: View) -> Outline:
    """For the team: nobody has taken it; once somebody has, that."""
    if view.handoff.status is not Status.OPEN:
        return Outline("Reminder", (Paragraph(_says(view)),), _says(view))
    says = f"Nobody has taken this request by {view.handoff.requester.name} yet: “{clipped(view.handoff.text, _LINE)}”"
    return Outline("Reminder", (Paragraph(says), Buttons((_take(view.handoff),))), says)


def escalation(view: View, others: Elsewhere) -> Outline:
    """For those above the team: nobody has taken it."""
    shown = card(view, others, moved=False)
    says = f"Nobody in {view.team} has taken this request yet."
    handoff = view.handoff
    if handoff.status is not Status.OPEN:
        says = _says(view)
    return Outline(f"Waiting in {view.team}", (Paragraph(says), *shown.parts), f"{says} {shown.summary}")


def said(author: str, text: str, side: str) -> Outline:
    """What somebody wrote on the other side.

    Args:
        author: their name.
        text: what they wrote.
        side: the team's name, or `requester`.
    """
    return Outline("", (Paragraph(f"{author} ({side}):", strong=True), Quoted(text)), f"{author}: {text}")


def listing(title: str, views: Sequence[View], now: datetime, *, empty: str) -> Outline:
    """What is under way, one line each."""
    if not views:
        return Outline(title, (Paragraph(empty),), empty)
    parts: list[Part] = []
    for view in views[:_SHOWN]:
        parts += line(view, now)
    if len(views) > _SHOWN:
        parts.append(Note(f"and {len(views) - _SHOWN} more"))
    return Outline(title, tuple(parts), f"{title}: {len(views)} under way.")


def line(view: View, now: datetime) -> tuple[Paragraph, Note]:
    """One hand-off in a list: what is asked, and under it whose it is, how it stands, how old, and from whom."""
    handoff = view.handoff
    age = _age((now - handoff.opened_at).total_seconds())
    return (
        Paragraph(clipped(" ".join(handoff.text.split()), _LINE), strong=True),
        Note(f"{view.team} · {_says(view)} · {age} · {handoff.requester.name}"),
    )


def count(team: str, views: Sequence[View], now: datetime) -> Outline:
    """How much a team has under way, for those who are not to read it."""
    oldest = _age(max((now - view.handoff.opened_at).total_seconds() for view in views))
    untaken = sum(view.handoff.status is Status.OPEN for view in views)
    says = f"{team} has {len(views)} under way, {untaken} of them not taken yet; the oldest: {oldest}."
    where = "What they are, I tell in the team's own channel."
    return Outline(f"Open in {team}", (Paragraph(says, strong=True), Note(where)), says)


def elsewhere(catalogue: Catalogue, directory: Directory | None, not_team: str) -> Elsewhere:
    """Where a request could belong instead: every responsibility, with who owns it, by role; and nowhere."""
    groups = [
        (
            role.name,
            tuple(
                Option(
                    record.id, clipped(record.name, LABEL_CHARACTERS), clipped(owner or record.short, LABEL_CHARACTERS)
                )
                for record, owner in (
                    (record, _owner_name(directory, record.id)) for record in catalogue.of_role(role.id)
                )
                if not (directory and (team := directory.owner(record.id)) and team.id == not_team)
            ),
        )
        for role in catalogue.roles.values()
    ]
    nowhere = ("Neither", (Option(NONE, "Nobody's here", "The requester is told that no team owns it"),))
    return (*((name, options) for name, options in groups if options), nowhere)


def _owner_name(directory: Directory | None, responsibility: str) -> str:
    team = directory.owner(responsibility) if directory else None
    return team.name if team else ""


def _says(view: View) -> str:
    handoff = view.handoff
    who = handoff.responder.name if handoff.responder else "Somebody"
    match handoff.status:
        case Status.OPEN:
            if not view.arrived:
                return f"On its way to {view.team}."
            return f"Open: nobody in {view.team} has taken it yet."
        case Status.CLAIMED:
            return f"Taken by {who}."
        case Status.RESOLVED:
            return f"Resolved by {who}."
        case Status.DECLINED:
            return f"Declined by {who}: no team here owns it."
        case Status.WITHDRAWN:
            return f"Withdrawn by {handoff.requester.name}."


def _moved(view: View) -> str:
    event = next((e for e in reversed(view.events) if e.deed in (Deed.REROUTED, Deed.DIVERTED)), None)
    return f"Not ours, says {event.actor.name}: it went to {event.detail}." if event else f"It went to {view.team}."


def _card_buttons(handoff: Handoff, others: Elsewhere) -> tuple[Button, ...]:
    def act(verb: Verb) -> Action:
        return Action(verb, handoff.id)

    write = Button("Reply…", act(Verb.WRITE), form=_WRITE)
    resolve = Form("Resolve", (Field("note", "Note to the requester", optional=True),), "Resolve")
    decline = Form(
        "Not ours",
        (Pick("belongs", "Where does it belong?", others), Field("note", "Why", optional=True)),
        "Pass it on",
    )
    if handoff.status is Status.OPEN:
        return (
            _take(handoff),
            Button("Resolve…", act(Verb.RESOLVE), form=resolve),
            Button("Not ours…", act(Verb.NOT_OURS), form=decline),
            write,
        )
    if handoff.status is Status.CLAIMED:
        return (
            Button("Resolve…", act(Verb.RESOLVE), "primary", resolve),
            Button("Put back", act(Verb.PUT_BACK)),
            Button("Not ours…", act(Verb.NOT_OURS), form=decline),
            write,
        )
    return (Button("Reopen", act(Verb.REOPEN)),)


def _status_buttons(handoff: Handoff) -> tuple[Button, ...]:
    if handoff.status in UNDER_WAY:
        write = Button("Reply…", Action(Verb.WRITE, handoff.id), form=_WRITE)
        return (write, Button("Withdraw", Action(Verb.WITHDRAW, handoff.id)))
    return (Button("Reopen", Action(Verb.REOPEN, handoff.id)),)


_WRITE = Form("Reply", (Field("text", "Your message", most=2000),), "Send")


def _take(handoff: Handoff) -> Button:
    return Button("Take it", Action(Verb.TAKE, handoff.id), "primary")


_UNITS: Mapping[str, int] = {"d": 86_400, "h": 3_600, "min": 60}


def _age(seconds: float) -> str:
    """The age in its largest unit: 3 d, 2 h, 5 min."""
    return next((f"{int(seconds // size)} {unit}" for unit, size in _UNITS.items() if seconds >= size), "just now")
