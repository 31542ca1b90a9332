"""What a hand-off's history says: why it is where it is, how it stands, and what became of it, as sentences.

Everything here follows from the events and never from a phrase that was kept: what was true in an earlier round may not be now.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo

from core.conversation.people import Person
from core.desk.wording import YOU, the
from core.handoff.model import SYSTEM, Event, EventKind, Handoff, Status, requester_name

MOVES = frozenset({EventKind.OPENED, EventKind.REROUTED, EventKind.DIVERTED})
"""Events that bring a hand-off to a team, which their `detail` names."""

_WEEK_DAYS = 6
"""Within so many days before now the name of a week day says which day is meant."""


@dataclass(frozen=True, slots=True)
class View:
    """A hand-off with the names that people know.

    Attributes:
        handoff: as it is now.
        team: name of the team that has it.
        responsibility: name of what it belongs to.
        events: its history, oldest first.
        arrived: whether its card is with the team.
        zone: the organisation's time zone.
        undelivered: messages that were given up: `requester` (their status, or what somebody wrote to them), `team` (what
            the requester wrote), `above` (the escalation).
        unconfirmed: whether the newest card went out again because nobody knew whether it had arrived.
        reader: who alone reads what is said, and is “you” there; None where others may read it.
    """

    handoff: Handoff
    team: str
    responsibility: str
    events: tuple[Event, ...]
    arrived: bool
    zone: tzinfo = UTC
    undelivered: frozenset[str] = frozenset()
    unconfirmed: bool = False
    reader: Person | None = None

    def reads(self, person: Person | None) -> bool:
        """Whether somebody alone reads what is said."""
        if self.reader is None or person is None:
            return False
        # the history keeps no workspace of who acted
        return self.reader.is_same(person if person.workspace else replace(person, workspace=self.reader.workspace))

    @property
    def requester(self) -> str:
        """Who asked, within a sentence."""
        return YOU if self.reads(self.handoff.requester) else requester_name(self.handoff.requester)

    @property
    def responder(self) -> str:
        """Who has taken or ended it, within a sentence."""
        person = self.handoff.responder
        return YOU if self.reads(person) else (person.name if person else "") or "somebody"


def failure_sentences(view: View) -> tuple[str, ...]:
    """What could not be delivered, a sentence each; it is tried again when its place can be reached."""
    team = the(view.team)
    sentences = {
        "requester": f"A message to {view.requester} could not be delivered.",
        "team": f"A message to {team} could not be delivered.",
        "above": "The team that should be told that nobody has taken this could not be reached.",
    }
    return tuple(sentence for whom, sentence in sentences.items() if whom in view.undelivered)


TWICE = "This may be here twice: the platform did not confirm the first copy."


def event_in(view: View, event_kind: EventKind, in_round: int) -> Event | None:
    """What was done in a round, where it was: nothing that people are told of happens twice in one."""
    return next((e for e in reversed(view.events) if e.kind is event_kind and e.round == in_round), None)


def team_in(view: View, in_round: int) -> str:
    """The name of the team that had it in a round, as it was then; now's for now's round."""
    if in_round >= view.handoff.round:
        return view.team
    moves = [e for e in view.events if e.kind in MOVES and e.round <= in_round]
    return moves[-1].detail if moves else view.team


def move_after(view: View, in_round: int) -> Event | None:
    """What took it away from the team that had it in a round, or None where that team has had it ever since."""
    return next((e for e in view.events if e.kind in MOVES and e.round > in_round), None)


# --- why it is here ------------------------------------------------------------------------------------------------------


def why_here(view: View) -> str:
    """Why it is with the team that has it: what it belongs to, and the words that decided, or who passed it on."""
    came = how_it_came(view)
    why = came or view.handoff.why
    return f"{view.responsibility}; {why}" if why else view.responsibility


def how_it_came(view: View) -> str:
    """How it came from another team to the one that has it, as a phrase; empty where it went there first."""
    moves = [e for e in view.events if e.kind in MOVES]
    match moves:
        case [*_, Event(kind=EventKind.REROUTED) as passed]:
            return _say_passed_on(view, passed)
        case [*_, Event(kind=EventKind.REROUTED) as passed, Event(kind=EventKind.DIVERTED)]:
            return f"{_say_passed_on(view, passed)}; {_unreachable(passed.detail, view.team)}"
        case [*_, before, Event(kind=EventKind.DIVERTED)]:
            return _unreachable(before.detail, view.team)
        case _:
            return ""


def _say_passed_on(view: View, passed: Event) -> str:
    by = _actor_of(view, passed)
    says = f"{by} passed it on"
    return f"{says}: “{passed.note}”" if passed.note else says


def _actor_of(view: View, event: Event) -> str:
    """Who did it for the team that had it until then, with that team's name."""
    if view.reads(event.actor):
        return YOU
    before = team_in(view, event.round - 1)
    return f"{name_of(event)} of {the(before)}"


def name_of(event: Event | None) -> str:
    """Who did it, by name."""
    return (event.actor.name if event else "") or "Somebody"


def _who(view: View, event: Event) -> str:
    return YOU if view.reads(event.actor) else name_of(event)


def _unreachable(team: str, fallback: str) -> str:
    return f"{the(team)} could not be reached, so {the(fallback)} has it"


# --- how it stands -------------------------------------------------------------------------------------------------------


def stands(view: View) -> str:
    """How it stands, as one sentence."""
    handoff, who = view.handoff, view.responder
    match handoff.status:
        case Status.OPEN:
            return _open(view)
        case Status.CLAIMED:
            return f"Taken by {who}."
        case Status.RESOLVED:
            return f"Resolved by {who}."
        case Status.DECLINED if handoff.responder and handoff.responder.is_same(SYSTEM):
            return f"Not delivered: {the(view.team)} could not be reached."
        case Status.DECLINED:
            return f"Declined by {who}: no team here owns it."
        case Status.WITHDRAWN:
            return f"Withdrawn by {view.requester}."


def _open(view: View) -> str:
    back = event_in(view, EventKind.RELEASED, view.handoff.round)
    if back:
        return f"Put back by {_who(view, back)}; open again."
    again = event_in(view, EventKind.REOPENED, view.handoff.round)
    if again:
        return f"Reopened by {_who(view, again)}; open again."
    if not view.arrived:
        return f"On its way to {the(view.team)}."
    return f"Open: nobody in {the(view.team)} has taken it yet."


def went(moved: Event) -> str:
    """Where it went from the team of an earlier card, and by whom."""
    if moved.kind is EventKind.DIVERTED:
        return f"It could not be delivered here, so it went to {the(moved.detail)}."
    return f"Not ours, said {name_of(moved)}: it went to {the(moved.detail)}."


# --- what waits too long --------------------------------------------------------------------------------------------------


def overdue(view: View) -> str:
    """Since when it waits and who was told of that, as a phrase with dates; empty where nobody had to be told.

    For what stays where it is posted: it is true on whatever day it is read.
    """
    told = _say_escalated(view, lambda moment: _date(moment, view.zone))
    since = _date(view.handoff.round_at, view.zone).removeprefix("on ")
    return f"waiting since {since}; {told}" if told else ""


def overdue_now(view: View, now: datetime) -> str:
    """The same for what is drawn anew whenever it is looked at: how long it waits."""
    told = _say_escalated(view, lambda moment: _day(moment, now, view.zone))
    waits = age((now - view.handoff.round_at).total_seconds())
    return f"waiting for {waits}; {told}" if told and waits else told


def _say_escalated(view: View, when: Callable[[datetime], str]) -> str:
    handoff = view.handoff
    if handoff.status is not Status.OPEN:
        return ""
    if handoff.escalated_at:
        escalated = event_in(view, EventKind.ESCALATED, handoff.round)
        above = escalated.detail if escalated else ""
        return f"{the(above) if above else 'the team above'} was told {when(handoff.escalated_at)}"
    if handoff.reminded_at:
        return f"{the(view.team)} was reminded {when(handoff.reminded_at)}"
    return ""


def _date(moment: datetime, zone: tzinfo) -> str:
    local = moment.astimezone(zone)
    return f"on {local:%A}, {local.day} {local:%B}, at {local:%H:%M}"


def _day(moment: datetime, now: datetime, zone: tzinfo) -> str:
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    days = (today - local.date()).days
    if days <= 0:
        return f"today at {local:%H:%M}"
    return f"on {local:%A}" if days <= _WEEK_DAYS else f"on {local.day} {local:%B}"


_UNITS: Mapping[str, int] = {"day": 86_400, "hour": 3_600, "minute": 60}


def age(seconds: float) -> str:
    """A time in its largest unit: 3 days, 1 hour, 5 minutes; empty below a minute."""
    for unit, size in _UNITS.items():
        number = int(seconds // size)
        if number:
            return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
    return ""


# --- news ------------------------------------------------------------------------------------------------------------------


def news(view: View, event_kind: EventKind, in_round: int) -> str:
    """What was done in a round, as a sentence for those who would not notice a redrawn message."""
    event = event_in(view, event_kind, in_round) or next(
        (e for e in reversed(view.events) if e.kind is event_kind), None
    )
    in_round = event.round if event else in_round
    team = the(team_in(view, in_round))
    own = event is not None and view.reads(event.actor)
    who = "You" if own else name_of(event)
    has = f"{who} have" if own else f"{who} has"
    detail = event.detail if event else ""
    match event_kind:
        case EventKind.CLAIMED:
            return f"{has} taken your request."
        case EventKind.RELEASED:
            return f"{has} put your request back; it is open again."
        case EventKind.RESOLVED:
            return _quoting(
                f"{who} {'say' if own else 'says'} that your request is resolved. You can reopen it if it is not.",
                detail,
            )
        case EventKind.DECLINED if event and event.actor.is_same(SYSTEM):
            return _quoting(f"Your request could not be delivered to {team}.", detail)
        case EventKind.DECLINED:
            return _quoting(f"Your request was declined by {YOU if own else who}.", detail)
        case EventKind.REROUTED:
            by = "You say" if own else f"{_actor_of(view, event) if event else who} says"
            says = f"{by} that your request belongs to another team; it went to {the(detail) if detail else team}."
            return _quoting(says, event.note if event else "")
        case EventKind.DIVERTED:
            before = sentence(the(team_in(view, in_round - 1)))
            return f"{before} could not be reached, so your request went to {the(detail) if detail else team}."
        case EventKind.ESCALATED:
            waits = view.handoff.status is Status.OPEN and view.handoff.round == in_round
            taken = "has taken your request yet" if waits else "had taken your request"
            return f"Nobody in {team} {taken}, so I've told {the(detail) if detail else 'the team above'}."
        case EventKind.WITHDRAWN:
            return f"{sentence(view.requester)} no longer {'need' if own else 'needs'} this."
        case EventKind.REOPENED:
            return f"{has} reopened this."
        case _:
            return stands(view)


def _quoting(says: str, note: str) -> str:
    return f"{says} “{note}”" if note else says


def sentence(phrase: str) -> str:
    """A phrase as the beginning of a sentence."""
    return phrase[:1].upper() + phrase[1:]
