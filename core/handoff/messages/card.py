"""What people see of a hand-off, laid out: the team's card, the requester's status, and what is said in between."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal

from core.addresses import schema_of
from core.catalogue.model import NONE, Catalogue
from core.conversation.actions import Action, Verb
from core.conversation.outline import (
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
from core.conversation.people import DIRECT, Person, Place
from core.desk.wording import LABEL_CHARACTERS, YOU, the
from core.directory.model import Directory
from core.handoff.messages import story
from core.handoff.messages.story import View
from core.handoff.model import LONGEST_NOTE, LONGEST_TEXT, UNDER_WAY, EventKind, Handoff, Status, requester_name
from core.handoff.sensitive import without_secrets
from core.text import shorten

_SHOWN = 15
"""Hand-offs listed at once; more nobody reads in a chat."""

_LINE = 90
"""Characters of a request in a list."""


Elsewhere = tuple[tuple[str, tuple[Option, ...]], ...]
"""Where a request could belong instead, in groups."""


def card(view: View, others: Elsewhere, *, in_round: int | None = None, reader: Place | None = None) -> Outline:
    """The request as the team sees it.

    Args:
        view: what to show.
        others: where it could belong instead, in groups.
        in_round: the round in which the card was posted, or None for one that is drawn for now.
        reader: where it is read, or None where that is not known.
    """
    handoff = view.handoff
    moved = story.move_after(view, in_round) if in_round is not None else None
    says = story.went(moved) if moved else story.stands(replace(view, arrived=True))  # who reads the card has it
    parts: list[Part] = [Quoted(shorten(handoff.request, LONGEST_TEXT), leads=True)]
    requester = replace(handoff.requester, name=YOU) if view.reads(handoff.requester) else handoff.requester
    if moved:
        parts.append(requester_fact(requester, reader))
    else:
        why = story.why_here(view)
        parts += facts(
            requester, why, handoff.link, asked_in=handoff.asked_in, reader=reader, attached=handoff.attached
        )
    parts.append(Paragraph(says, strong=True))
    if not moved:
        parts += _overdue(view)
        parts += [Note(sentence) for sentence in story.failure_sentences(view)]
        if view.unconfirmed:
            parts.append(Note(story.TWICE))
    if handoff.note and not moved:
        parts.append(Fact("Note", handoff.note))
    if not moved:
        parts.append(Buttons(_card_buttons(handoff, others)))
    summary = f"Request from {view.requester}: “{shorten(handoff.request, _LINE)}” {says}"
    # a requester who can read the team's channel has nothing to take there, but may withdraw
    own = OwnView(handoff.requester, Action(Verb.REFRESH, handoff.id)) if handoff.status in UNDER_WAY else None
    team = story.team_in(view, in_round) if in_round is not None else view.team
    return Outline(f"Request for {team}", tuple(parts), summary, None if moved else own)


def facts(
    requester: Person, why: str, link: str, *, asked_in: Place, reader: Place | None = None, attached: str = ""
) -> tuple[Fact | Link, ...]:
    """What a card says of a request beside its text.

    Args:
        requester: who asks.
        why: what it belongs to, and why it is here.
        link: address of where it was asked, or empty.
        asked_in: the conversation in which the requester is kept posted.
        reader: where the card is read, or None where that is not known.
        attached: what came with it, or empty.
    """
    said = (requester_fact(requester, reader), Fact("Why here", why), *_attachment_facts(attached, requester, link))
    if link:
        return (*said, Link("Where it was asked", link))
    where = _without_link(asked_in)
    return (*said, Fact("Where it was asked", where)) if where else said


def _attachment_facts(what: str, requester: Person, link: str) -> tuple[Fact, ...]:
    """What came with a request, and how to get at it: files stay where they were posted."""
    if not what:
        return ()
    how = "open the original message to see" if link else f"not passed on: ask {requester_name(requester)} to share"
    return (Fact("Attached", f"{what} ({how})"),)


def requester_fact(requester: Person, reader: Place | None) -> Fact:
    """Who asks, as somebody to mention where the reader is on the same platform and in the same workspace."""
    near = reader is not None and (reader.platform, reader.workspace) == (requester.platform, requester.workspace)
    return Fact("Asked by", requester.name or "Somebody", requester if near else None)


def _without_link(asked_in: Place) -> str:
    """Why there is no link, in words; empty where that is not known."""
    if asked_in.conversation.startswith(DIRECT):
        return "privately, so there is no link"
    if not asked_in.is_direct:
        return ""
    schema = schema_of(asked_in.platform)
    return schema.direct if schema else ""


def _overdue(view: View) -> tuple[Fact, ...]:
    waits = story.overdue(view)
    return (Fact("Overdue", waits),) if waits else ()


def _request(view: View) -> str:
    """The request for its requester, who let the team read a secret in it, and not whoever else follows where they asked."""
    return view.handoff.request if view.reader else without_secrets(view.handoff.request)


def standing(view: View) -> Outline:
    """How it stands, for somebody who pressed too late to change anything."""
    handoff = view.handoff
    says = story.stands(view)
    if handoff.status in UNDER_WAY:
        says = f"This request is with {the(view.team)}. {says}"
    return Outline("Nothing to do", (Quoted(shorten(_request(view), _LINE)), Paragraph(says, strong=True)), says)


def status(view: View) -> Outline:
    """How it stands, as the requester sees it."""
    handoff = view.handoff
    says = story.stands(view)
    parts: list[Part] = [Quoted(shorten(_request(view), LONGEST_TEXT)), Paragraph(says, strong=True), *_overdue(view)]
    came = story.how_it_came(view)
    if came:
        parts.append(Fact(f"Why {the(view.team)}", came))
    if handoff.attached:
        parts.append(Fact("Attached", handoff.attached))
    parts += [Note(sentence) for sentence in story.failure_sentences(view)]
    if handoff.note:
        parts.append(Fact("Note", handoff.note))
    parts.append(Buttons(_status_buttons(handoff)))
    return Outline(f"Handed to {view.team}", tuple(parts), f"Your request to {the(view.team)}. {says}")


def news(view: View, event_kind: EventKind, in_round: int) -> Outline:
    """One event of a round as a sentence, for those who would not notice a redrawn message."""
    says = story.news(view, event_kind, in_round)
    return Outline("", (Paragraph(says),), says)


def reminder(view: View, in_round: int) -> Outline:
    """For the team: nobody has taken it; once somebody has, or it went elsewhere, that.

    Args:
        view: what to show.
        in_round: the round in which the team was reminded.
    """
    handoff = view.handoff
    moved = story.move_after(view, in_round)
    if moved or handoff.status is not Status.OPEN:
        says = story.went(moved) if moved else story.stands(view)
        return Outline("Reminder", (Paragraph(says),), says)
    quoted = f"“{shorten(handoff.request, _LINE)}”"
    if in_round == handoff.round:
        says = f"Nobody has taken this request by {requester_name(handoff.requester)} yet: {quoted}"
    else:
        says = f"{story.stands(view)} {quoted}"
    return Outline("Reminder", (Paragraph(says), Buttons((_take(handoff),))), says)


def escalation(view: View, others: Elsewhere, in_round: int, reader: Place | None = None) -> Outline:
    """For those above the team: nobody has taken it; later, what became of it.

    Args:
        view: what to show.
        others: where it could belong instead, in groups.
        in_round: the round in which nobody took it.
        reader: where it is read, or None where that is not known.
    """
    team = story.team_in(view, in_round)
    if in_round != view.handoff.round or view.handoff.status is not Status.OPEN:
        return card(view, others, in_round=in_round, reader=reader)
    shown = card(view, others, in_round=in_round, reader=reader)
    says = f"Nobody in {the(team)} has taken this request yet."
    return Outline(f"Waiting in {team}", (Paragraph(says), *shown.parts), f"{says} {shown.summary}", shown.own_view)


def quote_reply(author: str, text: str, side: str) -> Outline:
    """What somebody wrote on the other side.

    Args:
        author: their name.
        text: what they wrote.
        side: the team's name, or `requester`.
    """
    author = author or "Somebody"
    return Outline("", (Paragraph(f"{author} ({side}):", strong=True), Quoted(text)), f"{author}: {text}")


def listing(
    title: str, views: Sequence[View], now: datetime, *, empty: str, of: Literal["team", "requester"]
) -> Outline:
    """What is under way, one line each.

    Args:
        title: whose it is.
        views: what to list.
        now: the time.
        empty: what to say where there is nothing.
        of: what the title names already, so that the lines need not.
    """
    if not views:
        return Outline(title, (Paragraph(empty),), empty)
    parts: list[Part] = []
    for view in views[:_SHOWN]:
        parts += line(view, now, of=of)
    if len(views) > _SHOWN:
        parts.append(Note(f"and {len(views) - _SHOWN} more"))
    late = sum(bool(story.overdue(view)) for view in views)
    says = f"{title}: {len(views)}, {late} of them overdue." if late else f"{title}: {len(views)}."
    return Outline(title, tuple(parts), says)


def line(view: View, now: datetime, *, of: Literal["team", "requester", ""] = "") -> tuple[Paragraph, Note]:
    """One hand-off in a list: what is asked, and under it whose it is, how it stands, how old, and from whom.

    Args:
        view: what to show.
        now: the time.
        of: what the list's heading says already.
    """
    handoff = view.handoff
    late = story.overdue_now(view, now)
    asked = story.age((now - handoff.opened_at).total_seconds())
    said = (
        "" if of == "team" else view.team,
        f"Overdue: {late}" if late else story.stands(view).rstrip("."),
        f"asked {asked} ago" if asked else "asked just now",
        "" if of == "requester" else view.requester,
    )
    return (
        Paragraph(shorten(" ".join(handoff.request.split()), _LINE), strong=True),
        Note(" · ".join(filter(None, said))),
    )


def count(team: str, views: Sequence[View], now: datetime) -> Outline:
    """How much a team has under way, for those who are not to read it."""
    oldest = story.age(max((now - view.handoff.opened_at).total_seconds() for view in views)) or "less than a minute"
    untaken = sum(view.handoff.status is Status.OPEN for view in views)
    if len(views) == 1:
        says = f"{story.sentence(the(team))} has 1 open request, {'not taken yet, ' if untaken else ''}for {oldest}."
    else:
        taken = {0: "all taken", len(views): "none taken yet"}.get(untaken, f"{untaken} of them not taken yet")
        says = f"{story.sentence(the(team))} has {len(views)} open requests, {taken}; the oldest is from {oldest} ago."
    where = "Details are shown only in the team's channel."
    return Outline(f"Open in {team}", (Paragraph(says, strong=True), Note(where)), says)


def elsewhere(catalogue: Catalogue, directory: Directory | None, not_team: str) -> Elsewhere:
    """Where a request could belong instead: every responsibility, with who owns it, by role; and nowhere."""
    groups = [
        (
            role.name,
            tuple(
                Option(
                    record.id, shorten(record.name, LABEL_CHARACTERS), shorten(owner or record.short, LABEL_CHARACTERS)
                )
                for record, owner in (
                    (record, _owner_name(directory, record.id)) for record in catalogue.of_role(role.id)
                )
                if not (directory and (team := directory.owner(record.id)) and team.id == not_team)
            ),
        )
        for role in catalogue.roles.values()
    ]
    nowhere = ("Neither", (Option(NONE, "Neither of these", "The requester is told that no team owns it"),))
    return (*((name, options) for name, options in groups if options), nowhere)


def _owner_name(directory: Directory | None, responsibility: str) -> str:
    team = directory.owner(responsibility) if directory else None
    return team.name if team else ""


def _card_buttons(handoff: Handoff, others: Elsewhere) -> tuple[Button, ...]:
    def act(verb: Verb) -> Action:
        return Action(verb, handoff.id)

    write = Button("Reply…", act(Verb.REPLY), form=_WRITE)
    resolve = Form("Resolve", (Field("note", "Note to the requester", most=LONGEST_NOTE, optional=True),), "Resolve")
    decline = Form(
        "Not ours",
        (Pick("belongs", "Where does it belong?", others), Field("note", "Why", most=LONGEST_NOTE, optional=True)),
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
        write = Button("Reply…", Action(Verb.REPLY, handoff.id), form=_WRITE)
        return (write, Button("Withdraw", Action(Verb.WITHDRAW, handoff.id)))
    return (Button("Reopen", Action(Verb.REOPEN, handoff.id)),)


_WRITE = Form("Reply", (Field("text", "Your message", most=2000),), "Send")


def _take(handoff: Handoff) -> Button:
    return Button("Take it", Action(Verb.TAKE, handoff.id), "primary")
