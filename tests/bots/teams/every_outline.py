"""An outline of every kind that anything in Waypost lays out, by what lays it out."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import get_args

from core.addresses import Channel
from core.catalogue.model import Catalogue
from core.classifier.suggestion import Suggestion
from core.conversation.actions import Action, Verb
from core.conversation.messages import Question
from core.conversation.outline import Button, Buttons, Outline
from core.conversation.people import Person, Place
from core.desk import compose as composing
from core.desk.compose import (
    compose,
    compose_agreed,
    compose_failure,
    compose_for_members,
    compose_gone,
    compose_thanks,
)
from core.desk.desk import Desk
from core.desk.several import Choose, Routable
from core.desk.topics import TOPICS
from core.directory.model import Directory, Organisation, Team
from core.handoff import lists as homes
from core.handoff.messages import card as cards
from core.handoff.messages import preview
from core.handoff.messages.card import View
from core.handoff.model import Event, EventKind, Handoff, Status
from core.handoff.sensitive import findings

Named = tuple[str, Outline]

_NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
_PLACE = Place("teams", "t", "19:general@thread.tacv2;messageid=1")
_ANA = Person("teams", "t", "29:ana", "Ana *Ribeiro* <at>all</at>")
_BEN = Person("teams", "t", "29:ben", "Ben [Okafor](https://evil.example)")
_NETWORK = Team(
    "network-ops",
    "Network & **operations**",
    ("it.network",),
    channels={"teams": Channel("t", "19:network@thread.tacv2", "9d1a0000-0000-4000-8000-00000000000a")},
    contact="extension 4711",
)
_DESK = Team("service-desk", "Service desk", channels={"slack": Channel("T0123", "C0456")})
_DIRECTORY = Directory(Organisation("Example Ltd", fallback="service-desk"), {"network-ops": _NETWORK, "desk": _DESK})

_ASKED = (
    "my VPN drops every ten minutes",
    "the report is wrong",
    "what is for lunch today?",
    "my laptop screen is broken and I need access to the finance share",
    "help",
    "is IT management part of IS management?",
    "what time is it",
    "compare",
    "skills",
    "skills it",
    "skills data management",
    "owners",
    "who owns the network?",
    "what is IS management?",
    "what is information technology?",
    "what is data management?",
    "do we need IT or IS management for a new data warehouse?",
    "do we need IT or IS management?",
    "status",
    "thanks",
    "what are the responsibilities of IT management",
    "why does IT matter",
    "does IS cover cloud computing?",
    "is strategic planning an IT or an IS skill?",
    "I am a system administrator, what must I learn to become an IS manager?",
    "who bridges technology and business strategy?",
    "are you a human?",
    "I want to speak to a person",
    "I want to kill myself",
    "do you store what I write?",
    "",
    "**bold** [link](http://example.com) <at>everyone</at> | `code` {{DATE(2026-11-22,SHORT)}}",
    "my VPN drops " * 800,
)
"""So that there is a reply of every kind; the last are hostile and very long."""


def every_outline(catalogue: Catalogue, suggest: Callable[[str], Suggestion]) -> dict[str, Outline]:
    """Outlines by names that begin with what lays them out: a kind of reply, or a function."""
    desk, alone = Desk(catalogue, suggest, _DIRECTORY), Desk(catalogue, suggest, None)
    named = dict(_replies(desk))
    named |= {f"{name}, without a directory": outline for name, outline in _replies(alone)}
    return named | dict(_of_handoffs(catalogue)) | dict(_homes(catalogue))


def wanted() -> set[str]:
    """What lays outlines out: each must be in the names of `every_outline`."""
    kinds = {reply.kind for reply in (*get_args(Routable), Choose, *(topic.record for topic in TOPICS))}
    return kinds | {name for module in (composing, cards, preview, homes) for name in _laying_out(module)} - {"compose"}


def _laying_out(module: ModuleType) -> Iterator[str]:
    for name, function in inspect.getmembers(module, inspect.isfunction):
        public = not name.startswith("_") and function.__module__ == module.__name__
        if public and inspect.signature(function).return_annotation is Outline:
            yield name


def _replies(desk: Desk) -> Iterator[Named]:
    for text in _ASKED:
        reply = desk.answer(Question(text, _ANA.id, _PLACE))
        outline = compose(reply, "q3ZkV0pXb1Yt9aBc")
        yield f"{reply.kind}, {text[:40]}", outline
        if isinstance(reply, Routable):
            yield f"choose, {text[:40]}", compose(desk.choices(reply, 0), "q3ZkV0pXb1Yt9aBc")
            yield f"compose_thanks, {text[:40]}", compose_thanks(outline)
            share = Buttons((Button("Share in the thread", Action(Verb.SHARE, "q3ZkV0pXb1Yt9aBc")),))
            yield f"{reply.kind}, to share, {text[:40]}", replace(outline, parts=(*outline.parts, share))
    for query in ("", "network", "management"):
        for reply, _ in desk.look_up(query):
            yield f"{reply.kind}, looked up, {reply.subject.id if reply.subject else ''}", compose(reply)
    yield "compose_gone", compose_gone()
    yield "compose_for_members", compose_for_members()
    yield "compose_agreed", compose_agreed()
    yield "compose_failure", compose_failure()


def _handoff(
    status: Status, text: str = "My VPN drops *every* ten minutes\n- & <at>all</at>", note: str = ""
) -> Handoff:
    taken = _BEN if status in (Status.CLAIMED, Status.RESOLVED, Status.DECLINED) else None
    link = "https://teams.microsoft.com/l/message/19%3Ageneral/1?tenantId=t"
    why = "the words “VPN” and “drops”"
    opened = _NOW - timedelta(hours=3)
    return Handoff(
        id="h",
        responsibility="it.network",
        team="network-ops",
        status=status,
        round=1,
        version=1,
        requester=_ANA,
        asked_in=_PLACE,
        thread=None,
        link=link,
        text=text,
        why=why,
        responder=taken,
        note=note,
        opened_at=opened,
        round_at=opened,
        reminded_at=None,
        escalated_at=None,
    )


def _view(handoff: Handoff, *, arrived: bool = True) -> View:
    events = tuple(Event(event_kind, 1, _BEN, "a *new* cable", _NOW) for event_kind in EventKind)
    return View(handoff, _NETWORK.name, "Networks and connectivity", events, arrived)


def _of_handoffs(catalogue: Catalogue) -> Iterator[Named]:
    others = cards.elsewhere(catalogue, _DIRECTORY, "network-ops")
    for status in Status:
        view = _view(_handoff(status, note="a *new* cable" if status is Status.RESOLVED else ""))
        yield f"card, {status}", cards.card(view, others)
        yield f"status, {status}", cards.status(view)
        yield f"standing, {status}", cards.standing(view)
        yield f"reminder, {status}", cards.reminder(view, 1)
        yield f"escalation, {status}", cards.escalation(view, others, 1)
    view = _view(_handoff(Status.OPEN))
    yield "card, moved", cards.card(_view(replace(_handoff(Status.OPEN), round=2)), others, in_round=0)
    yield "status, on its way", cards.status(_view(_handoff(Status.OPEN), arrived=False))
    yield "card, long", cards.card(_view(_handoff(Status.OPEN, "my VPN drops & " * 300)), others)
    for event_kind in EventKind:
        if event_kind not in (EventKind.OPENED, EventKind.REMINDED):
            yield f"news, {event_kind}", cards.news(view, event_kind, 1)
    yield "quote_reply", cards.quote_reply(_BEN.name, "Since *when*?\n\n# And where?", "Network operations")
    yield (
        "listing, none",
        cards.listing("Your open requests", [], _NOW, empty="You have no open requests.", of="requester"),
    )
    yield "listing, a digest", cards.listing("Open in Network operations", [view] * 20, _NOW, empty="", of="team")
    yield "count", cards.count("Network operations", [view] * 3, _NOW)
    facts = cards.facts(
        _ANA,
        "Networks and connectivity; the words “VPN” and “drops”",
        view.handoff.link,
        asked_in=_PLACE,
        reader=_PLACE,
    )
    for text in (view.handoff.text, "my VPN password is Sommer2026! and ana@example.com", "very long & " * 250):
        shown = preview.preview(
            text, _NETWORK, facts, findings(text), Action(Verb.HAND_OVER, "q3ZkV0pXb1Yt9aBc"), sealed="s3al"
        )
        yield f"preview, {text[:30]}", shown


def _homes(catalogue: Catalogue) -> Iterator[Named]:
    views = [_view(_handoff(status)) for status in Status]
    lists = [homes.Listed("Your open requests", views), homes.Listed("Taken by you", [], "You have taken none.")]
    parts = homes.home(lists, _ANA, catalogue, _NOW)
    yield "home_outline", homes.home_outline(parts)
    yield "home_outline, administrator", homes.home_outline(parts + homes.administration(_DIRECTORY, catalogue))
