"""What people do to a hand-off, each as one transaction: the change, its line of history, and the messages that follow from it."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.catalogue.model import NONE
from core.conversation.actions import Verb
from core.conversation.attached import split_note
from core.conversation.people import Person, Place
from core.directory.model import Directory, Team
from core.handoff import parties, policy, store
from core.handoff.delivery import outbox
from core.handoff.delivery.outbox import Kind, Outbox
from core.handoff.delivery.planner import Planner
from core.handoff.model import LONGEST_NOTE, LONGEST_TEXT, SYSTEM, UNDER_WAY, Change, Event, EventKind, Handoff, Status
from core.handoff.places import deadlines_of, home_of
from core.storage.engine import writing
from core.storage.tables import handoffs
from core.text import readable, says_something

_ID_BYTES = 12
_LONGEST_KEY = 64


NO_TEAMS = "Nobody has listed the teams here yet, so I cannot hand this over."
NO_PLACE = "No team that I can reach owns this, so I cannot hand it over."
"""Why nobody would get a request."""


class HandoffRefusedError(Exception):
    """A request cannot be handed over. The message is one sentence for the person who tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A request as its requester confirmed it.

    Attributes:
        key: what must not be handed over twice, such as the id of the ask with the number of its part.
        requester: who asks.
        asked_in: the conversation in which the requester is kept posted.
        thread: the thread there, or None.
        link: address of the message, or empty.
        text: what to hand over.
        responsibility: id of what it belongs to, or `none`: then it goes to the fallback team.
        why: why, as a phrase.
    """

    key: str
    requester: Person
    asked_in: Place
    thread: str | None
    link: str
    text: str
    responsibility: str
    why: str


class Handoffs:
    """The hand-offs of an organisation."""

    def __init__(
        self,
        engine: AsyncEngine,
        directory: Callable[[], Directory | None],
        box: Outbox,
    ) -> None:
        """Take what is needed.

        Args:
            engine: the database.
            directory: the directory as it is now; it may change while hand-offs are under way.
            box: sees to the messages, and knows the time.
        """
        self._engine = engine
        self.directory = directory
        self._planner = Planner(box)
        self._clock = box.clock

    # --- the requester -------------------------------------------------------------------------------------------

    def receiver(self, responsibility: str) -> Team:
        """The team that a request would go to.

        Raises:
            HandoffRefusedError: nobody would get it.
        """
        directory = self.directory()
        if directory is None:
            raise HandoffRefusedError(NO_TEAMS)
        team = directory.owner(responsibility)
        for candidate in (team, directory.fallback):
            if candidate and home_of(candidate):
                return candidate
        raise HandoffRefusedError(NO_PLACE)

    async def open(self, draft: Draft) -> Change:
        """Hand a request over; doing it again changes nothing, and gives what was handed over the first time.

        Raises:
            HandoffRefusedError: it is empty, too long, or nobody would get it.
        """
        text = readable(draft.text).strip()
        if not says_something(text):
            raise HandoffRefusedError("There is nothing to hand over: the request is empty.")
        length = len(split_note(text)[0])
        if length > LONGEST_TEXT:
            raise HandoffRefusedError(
                f"The request has {length:,} characters; {LONGEST_TEXT:,} can be handed over. Please shorten it."
            )
        team, now = self.receiver(draft.responsibility), self._clock()
        handoff = Handoff(
            id=secrets.token_urlsafe(_ID_BYTES),
            responsibility=draft.responsibility,
            team=team.id,
            status=Status.OPEN,
            round=1,
            version=1,
            requester=draft.requester,
            asked_in=draft.asked_in,
            thread=draft.thread,
            link=draft.link,
            text=text,
            why=draft.why,
            responder=None,
            note="",
            opened_at=now,
            round_at=now,
            reminded_at=None,
            escalated_at=None,
            responders=team.responders,
        )
        key = _short(draft.key)
        async with writing(self._engine) as connection:
            if not await store.insert(connection, handoff, key):
                return Change(await store.get_by_key(connection, key), done=False)
            await self._record(connection, handoff, EventKind.OPENED, draft.requester, team.name)
            await self._planner.plan_opening(
                connection, handoff, home_of(team), deadlines_of(self.directory(), team, now)
            )
        return Change(handoff, done=True)

    # Each says in `at` where it was pressed: the conversation of the message, or the person's own home. Without
    # authority nothing is done, and `Change.refused` says why: see `core.handoff.policy`.

    async def withdraw(self, handoff_id: str, actor: Person, *, at: Place) -> Change:
        """The requester no longer needs it."""
        return await self._close(handoff_id, actor, EventKind.WITHDRAWN, Status.WITHDRAWN, "", at=at, by_requester=True)

    async def reopen(self, handoff_id: str, actor: Person, *, at: Place) -> Change:
        """Open anew what was ended, in the same team: by the requester or by the team."""
        ended = (Status.RESOLVED, Status.DECLINED, Status.WITHDRAWN)
        return await self._start_round(handoff_id, actor, EventKind.REOPENED, ended, None, "", at=at)

    # --- the team ------------------------------------------------------------------------------------------------

    async def claim(self, handoff_id: str, actor: Person, *, at: Place) -> Change:
        """Take it: of several who do at once, one has it."""
        values = {"status": Status.CLAIMED.value, **_responder(actor)}
        return await self._transition(handoff_id, actor, EventKind.CLAIMED, (Status.OPEN,), values, at=at)

    async def release(self, handoff_id: str, actor: Person, *, at: Place) -> Change:
        """Put back what was taken: it is open again, and waits anew."""
        return await self._start_round(handoff_id, actor, EventKind.RELEASED, (Status.CLAIMED,), None, "", at=at)

    async def resolve(self, handoff_id: str, actor: Person, note: str = "", *, at: Place) -> Change:
        """It is done."""
        return await self._close(handoff_id, actor, EventKind.RESOLVED, Status.RESOLVED, note, at=at)

    async def decline(self, handoff_id: str, actor: Person, belongs_to: str, note: str = "", *, at: Place) -> Change:
        """It is not this team's.

        Args:
            handoff_id: which.
            actor: who says so.
            belongs_to: id of the responsibility that it belongs to; `none` when it is nobody's here.
            note: why, for the requester.
            at: where it was pressed.
        """
        refused = await self.refusal(handoff_id, actor, Verb.NOT_OURS, at)
        if refused:
            return Change(await self.get(handoff_id), done=False, refused=refused)
        other = self._next_team(belongs_to)
        current = await self.get(handoff_id)
        if other is not None and home_of(other) and current and other.id != current.team:
            return await self._start_round(
                handoff_id, actor, EventKind.REROUTED, UNDER_WAY, other, note, belongs_to, at=at
            )
        if other is not None and current and other.id == current.team:
            return Change(
                current, done=False, refused=f"{other.name} owns that too; please choose another responsibility."
            )
        return await self._close(handoff_id, actor, EventKind.DECLINED, Status.DECLINED, note, at=at)

    # --- time, and the platforms -----------------------------------------------------------------------------------

    async def remind(self, connection: AsyncConnection, handoff_id: str, in_round: int) -> Handoff | None:
        """Note that the team is being reminded, and show that it waits; None when that is no longer called for."""
        handoff = await self._nudge(connection, handoff_id, in_round, EventKind.REMINDED, "reminded_at")
        if handoff:
            await self._planner.plan_change(connection, handoff, EventKind.REMINDED)
        return handoff

    async def escalate(self, connection: AsyncConnection, handoff_id: str, in_round: int) -> Handoff | None:
        """Note that somebody above is being told, and tell the requester; None when that is no longer called for."""
        above = await self._above(connection, handoff_id, in_round)
        handoff = await self._nudge(connection, handoff_id, in_round, EventKind.ESCALATED, "escalated_at", above)
        if handoff:
            await self._planner.plan_change(connection, handoff, EventKind.ESCALATED)
        return handoff

    async def _above(self, connection: AsyncConnection, handoff_id: str, in_round: int) -> str:
        """The name of the team to whose place the escalation of a round goes; the directory may have changed since it was planned."""
        planned = await outbox.of_handoff(connection, handoff_id, [Kind.ESCALATE])
        told = [delivery for delivery in planned if delivery.round == in_round]
        kept = next((team for delivery in told if (team := self.team(delivery.content))), None)
        if kept:
            return kept.name
        places = {delivery.place for delivery in told}
        current = await store.get(connection, handoff_id)
        team = self.team(current.team) if current else None
        named = self.team(team.escalate_to) if team and team.escalate_to else None
        sit = [(t, home_of(t)) for t in (named, *self.teams()) if t]
        return next((t.name for t, home in sit if home and any(parties.is_in(home, place) for place in places)), "")

    async def divert(self, handoff_id: str, in_round: int) -> Change:
        """The team's place cannot be reached: give it to the fallback team, once, and tell the requester.

        What somebody has taken meanwhile, from an escalation or from a card that arrived unconfirmed, stays theirs.
        """
        directory = self.directory()
        fallback = directory.fallback if directory else None
        current = await self.get(handoff_id)
        if current is None or current.round != in_round or current.status is not Status.OPEN:
            return Change(current, done=False)
        if fallback is None or fallback.id == current.team or home_of(fallback) is None:
            return await self._close(
                handoff_id, SYSTEM, EventKind.DECLINED, Status.DECLINED, _NOBODY, at=None, expected=(Status.OPEN,)
            )
        return await self._start_round(handoff_id, SYSTEM, EventKind.DIVERTED, (Status.OPEN,), fallback, "", at=None)

    # --- looking ---------------------------------------------------------------------------------------------------

    async def get(self, handoff_id: str) -> Handoff | None:
        """The hand-off with that id, or None."""
        async with self._engine.connect() as connection:
            return await store.get(connection, handoff_id)

    async def refusal(self, handoff_id: str, actor: Person, verb: Verb, at: Place) -> str:
        """Why somebody may not do something to it, as one sentence for them; empty when they may."""
        async with self._engine.connect() as connection:
            return await self._refusal(connection, await store.get(connection, handoff_id), actor, verb, at)

    async def of_key(self, key: str) -> Handoff | None:
        """What was handed over under that key (see `Draft`), or None."""
        async with self._engine.connect() as connection:
            return await store.get_by_key(connection, _short(key))

    def _next_team(self, belongs_to: str) -> Team | None:
        """Who gets what is passed on as belonging there, or None."""
        directory = self.directory()
        return (directory.owner(belongs_to) or directory.fallback) if directory and belongs_to != NONE else None

    async def last_done(self, handoff_id: str, actor: Person, verb: Verb, belongs_to: str = NONE) -> Handoff | None:
        """The hand-off where the last thing that anybody did to it is that this person pressed this, or None.

        What was passed on may have come back since, to be passed on again: then it is not with the team that owns `belongs_to`.
        """
        async with self._engine.connect() as connection:
            events = [event for event in await store.history(connection, handoff_id) if event.kind in _VERBS]
            last = events[-1] if events else None
            who = (actor.platform, actor.id)
            if last is None or _VERBS[last.kind] is not verb or (last.actor.platform, last.actor.id) != who:
                return None
            handoff = await store.get(connection, handoff_id)
        if handoff and last.kind is EventKind.REROUTED:
            passed_to = self._next_team(belongs_to)
            return handoff if passed_to and passed_to.id == handoff.team else None
        return handoff

    async def history(self, handoff_id: str) -> tuple[Event, ...]:
        """Who did what to it, oldest first."""
        async with self._engine.connect() as connection:
            return await store.history(connection, handoff_id)

    def teams(self) -> tuple[Team, ...]:
        """Every team of the directory, in its order."""
        directory = self.directory()
        return tuple(directory.teams.values()) if directory else ()

    def team(self, team_id: str) -> Team | None:
        """The team with that id, or None where the directory does not name it (any more)."""
        directory = self.directory()
        return directory.teams.get(team_id) if directory else None

    # --- how -------------------------------------------------------------------------------------------------------

    async def _transition(
        self,
        handoff_id: str,
        actor: Person,
        event_kind: EventKind,
        expected: tuple[Status, ...],
        values: dict[str, Any],
        detail: str = "",
        *,
        at: Place | None,
    ) -> Change:
        async with writing(self._engine) as connection:
            before = await store.get(connection, handoff_id)
            refused = await self._refusal(connection, before, actor, _VERBS.get(event_kind), at)
            handoff = None if refused else await store.change(connection, handoff_id, expected, values)
            if handoff is None:
                return Change(await store.get(connection, handoff_id), done=False, refused=refused)
            await self._record(connection, handoff, event_kind, actor, detail)
            await self._planner.plan_change(connection, handoff, event_kind)
        return Change(handoff, done=True)

    async def _close(
        self,
        handoff_id: str,
        actor: Person,
        event_kind: EventKind,
        status: Status,
        note: str,
        *,
        at: Place | None,
        by_requester: bool = False,
        expected: tuple[Status, ...] = UNDER_WAY,
    ) -> Change:
        note = readable(note).strip()[:LONGEST_NOTE]
        values = {"status": status.value, "note": note, **({} if by_requester else _responder(actor))}
        return await self._transition(handoff_id, actor, event_kind, expected, values, note, at=at)

    async def _start_round(
        self,
        handoff_id: str,
        actor: Person,
        event_kind: EventKind,
        expected: tuple[Status, ...],
        team: Team | None,
        note: str,
        responsibility: str | None = None,
        *,
        at: Place | None,
    ) -> Change:
        """Begin a new round: open, untaken, with new timers; in another team when one is given."""
        now = self._clock()
        values: dict[str, Any] = {
            "status": Status.OPEN.value,
            "round": handoffs.c.round + 1,
            "round_at": now,
            "reminded_at": None,
            "escalated_at": None,
            "note": "",
            **_responder(None),
            **({"team": team.id} if team else {}),
            **({"responsibility": responsibility} if responsibility else {}),
        }
        async with writing(self._engine) as connection:
            before = await store.get(connection, handoff_id)
            refused = await self._refusal(connection, before, actor, _VERBS.get(event_kind), at)
            receiver = team or (self.team(before.team) if before else None)
            if receiver:
                values["responders"] = store.dump_responders(receiver.responders)
            handoff = None if refused else await store.change(connection, handoff_id, expected, values)
            if handoff is None:
                return Change(await store.get(connection, handoff_id), done=False, refused=refused)
            said = readable(note).strip()[:LONGEST_NOTE]
            await self._record(connection, handoff, event_kind, actor, receiver.name if team and receiver else "", said)
            if receiver:
                place = home_of(team) if team else None
                await self._planner.plan_round(
                    connection, handoff, place, deadlines_of(self.directory(), receiver, now)
                )
            await self._planner.plan_change(connection, handoff, event_kind)
        return Change(handoff, done=True)

    async def _nudge(
        self,
        connection: AsyncConnection,
        handoff_id: str,
        in_round: int,
        event_kind: EventKind,
        column: str,
        detail: str = "",
    ) -> Handoff | None:
        once = handoffs.c[column].is_not(None)
        handoff = await store.change(
            connection, handoff_id, (Status.OPEN,), {column: self._clock()}, in_round=in_round, unless=once
        )
        if handoff:
            await self._record(connection, handoff, event_kind, SYSTEM, detail)
        return handoff

    async def _record(
        self,
        connection: AsyncConnection,
        handoff: Handoff,
        event_kind: EventKind,
        actor: Person,
        detail: str,
        note: str = "",
    ) -> None:
        await store.record(connection, handoff, Event(event_kind, handoff.round, actor, detail, self._clock(), note))

    async def _refusal(
        self,
        connection: AsyncConnection,
        handoff: Handoff | None,
        actor: Person,
        verb: Verb | None,
        at: Place | None,
    ) -> str:
        """Why this person may not do this, as one sentence; empty when they may. What time does needs no leave."""
        if actor is SYSTEM and handoff is not None:
            return ""
        if handoff is None or verb is None or at is None:
            return "I no longer know this request."
        stands = parties.find_posted(handoff, await outbox.of_handoff(connection, handoff.id, parties.POSTED_AS))
        return policy.refusal(actor, verb, handoff, self.directory(), at, stands)


_VERBS = {
    EventKind.CLAIMED: Verb.TAKE,
    EventKind.RELEASED: Verb.PUT_BACK,
    EventKind.RESOLVED: Verb.RESOLVE,
    EventKind.REROUTED: Verb.NOT_OURS,
    EventKind.DECLINED: Verb.NOT_OURS,
    EventKind.WITHDRAWN: Verb.WITHDRAW,
    EventKind.REOPENED: Verb.REOPEN,
}
"""Events of people, with what they press for them."""


def _short(key: str) -> str:
    return key if len(key) <= _LONGEST_KEY else hashlib.sha256(key.encode()).hexdigest()


_NOBODY = "The team's channel cannot be reached, and there is no other team to turn to."


def _responder(person: Person | None) -> dict[str, str | None]:
    return {
        "responder_platform": person.platform if person else None,
        "responder_workspace": person.workspace if person else None,
        "responder": person.id if person else None,
        "responder_name": person.name if person else None,
    }
