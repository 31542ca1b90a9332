"""The hand-off desk: presses that hand a request over and see it through, and what is under way."""

import asyncio
import hashlib
import logging
import re
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import Literal

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from core.conversation.actions import ASKS_FIRST, Action, Verb
from core.conversation.answer import Answer, Presentation
from core.conversation.messages import Press, Question
from core.conversation.outline import Form, Outline, Paragraph
from core.conversation.people import Person, Place
from core.desk.compose import compose_gone
from core.desk.front import Asked, FrontDesk
from core.desk.warning import Fate, warn
from core.desk.words import the
from core.directory.model import Team
from core.handoff import parties, policy, store
from core.handoff.drafts import DraftStore
from core.handoff.lifecycle import Draft, HandoffRefusedError, Handoffs
from core.handoff.lists import Listed, administration, home, home_outline
from core.handoff.messages import card as cards
from core.handoff.messages.content import MOST_LISTED, MessageContent
from core.handoff.messages.preview import form_to_edit, preview, without_hand_over
from core.handoff.model import Change, Handoff
from core.handoff.places import home_of
from core.handoff.relay import Relay
from core.handoff.sensitive import findings, masked, without_secrets
from core.storage.engine import StorageError, writing
from core.text import says_something

_log = logging.getLogger(__name__)

_BEFORE = frozenset({Verb.HAND_OVER, Verb.MASK, Verb.EDIT, Verb.SEND, Verb.CANCEL})
"""Presses before a request is handed over: they belong to an ask."""

_AFTER = frozenset({Verb.TAKE, Verb.PUT_BACK, Verb.RESOLVE, Verb.NOT_OURS, Verb.REPLY, Verb.WITHDRAW, Verb.REOPEN})
"""Presses on what was handed over: they belong to a hand-off."""

VERBS = _BEFORE | _AFTER | {Verb.STATUS, Verb.REFRESH}


class HandoffDesk:
    """Carries out what people do with hand-offs."""

    def __init__(
        self,
        engine: AsyncEngine,
        front: FrontDesk,
        handoffs: Handoffs,
        letters: MessageContent,
        relay: Relay,
        clock: Callable[[], datetime],
    ) -> None:
        """Take what is needed.

        Args:
            engine: the database.
            front: knows what was asked.
            handoffs: the hand-offs.
            letters: lays them out.
            relay: carries messages between their two sides.
            clock: the time, in UTC.
        """
        self._engine = engine
        self._front = front
        self._handoffs = handoffs
        self._letters = letters
        self._relay = relay
        self._clock = clock
        self._drafts = DraftStore(engine)

    async def act(self, press: Press) -> Answer:
        """Carry out a press; acting twice does no more than once."""
        verb = press.action.verb
        if verb is Verb.STATUS:
            return await self.status(Question("", press.person.id, press.place, known_as=press.person))
        if verb is Verb.REFRESH:
            return await self._looked(press)
        try:
            return await (self._before(press) if verb in _BEFORE else self._after(press))
        except HandoffRefusedError as error:
            return refused_aside(str(error))

    async def form(self, action: Action, person: Person, at: Place) -> Form | Answer | None:
        """What a press of a verb in `ASKS_FIRST` asks first; why that person may not; or None when it is too late for it.

        Args:
            action: what was pressed.
            person: who pressed.
            at: where: the conversation, or their own home.
        """
        if action.verb is Verb.EDIT:
            asked = await self._front.asked(action.ask, action.part)
            if asked is None:
                return None
            refused = policy.refusal_of_ask(person, action.verb, asked.asker)
            return refused_aside(refused) if refused else form_to_edit(await self._text(asked, action, person))
        handoff = await self._handoffs.get(action.ask)
        if handoff is None or action.verb not in ASKS_FIRST:
            return None
        refused = await self._handoffs.refusal(handoff.id, person, action.verb, at)
        if refused:
            return refused_aside(refused)
        async with self._engine.connect() as connection:
            shown = [await self._letters.card(connection, handoff), await self._letters.status(connection, handoff)]
        return next((button.form for outline in shown for button in outline.buttons() if button.action == action), None)

    async def status(self, question: Question) -> Answer:
        """What is under way: of a team, where the question names one or is asked in its channel, and otherwise of the asker.

        Requests are read by those whom they went to: others are told how many a team has, and not what they say.
        """
        team = self._team_meant(question)
        person = await question.person()
        async with self._engine.connect() as connection:
            if team:
                found = await store.of_teams(connection, [team.id], MOST_LISTED)
            else:
                found = await store.of_requester(connection, person, MOST_LISTED)
            # in its own channel a team's list is for all who are there
            alone = (
                team is None or not _sits_in(team, question.place) or parties.is_outsider(person, _home(team, question))
            )
            views = await self._letters.listing(connection, found, person if alone else None)
        listed_for = team and parties.is_responder(person, team, self._handoffs.directory())
        if team and views and alone and not listed_for:
            return Answer(cards.count(team.name, views, self._clock()), "status")
        title = f"Open in {team.name}" if team else "Your open requests"
        empty = f"Nothing is open in {team.name}." if team else "You have no open requests."
        listed = cards.listing(title, views, self._clock(), empty=empty, of="team" if team else "requester")
        # a responder may ask in front of others, who are not to read along
        return Answer(listed, "status", privately=alone)

    async def home(self, person: Person) -> Outline:
        """What a person finds at home."""
        known = self._handoffs.directory()
        mine = [team for team in self._handoffs.teams() if parties.is_responder(person, team, known)]
        async with self._engine.connect() as connection:
            own = await store.of_requester(connection, person, MOST_LISTED)
            taken = await store.of_responder(connection, person, MOST_LISTED)
            found: list[tuple[str, tuple[Handoff, ...], str, Literal["team", "requester", ""]]] = [
                ("Your open requests", own, "You have none.", "requester"),
                ("Taken by you", taken, "", ""),
            ]
            for team in mine:
                open_there = await store.of_teams(connection, [team.id], MOST_LISTED)
                found.append((f"Open in {team.name}", open_there, "Nothing is open.", "team"))
            lists = [
                Listed(heading, await self._letters.listing(connection, handoffs, person), empty, of)
                for heading, handoffs, empty, of in found
            ]
        parts = home(lists, person, self._letters.catalogue, self._clock())
        directory = self._handoffs.directory()
        if directory and directory.is_administrator(person.platform, person.id):
            parts += administration(directory, self._letters.catalogue)
        return home_outline(parts)

    # --- before it is handed over ----------------------------------------------------------------------------------

    async def _before(self, press: Press) -> Answer:
        action, person = press.action, press.person
        asked = await self._front.asked(action.ask, action.part)
        if asked is None:
            return Answer(compose_gone(), "gone", Presentation.PRIVATE)
        refused = policy.refusal_of_ask(person, action.verb, asked.asker)
        if refused:
            return refused_aside(refused)
        handed_over = await self._handoffs.of_key(_key(action))
        if handed_over:
            return await self._shown(handed_over, person)
        text = await self._text(asked, action, person)
        match action.verb:
            case Verb.SEND:
                return await self._send(press, asked, text)
            case Verb.CANCEL:
                return await self._suggestion(press, asked, "Not handed over.", "kept")
            case Verb.MASK:
                text = await asyncio.to_thread(masked, text)
            case Verb.EDIT:
                edited = press.inputs.get("text", "")
                text = edited if says_something(edited) else text
        if action.verb in (Verb.MASK, Verb.EDIT):
            await self._drafts.keep(action.ask, action.part, person.id, text)
        return await self._preview(press, asked, text)

    async def _text(self, asked: Asked, action: Action, person: Person) -> str:
        return await self._drafts.get(action.ask, action.part, person.id) or asked.text

    async def _preview(self, press: Press, asked: Asked, text: str) -> Answer:
        team = self._handoffs.receiver(asked.responsibility)
        facts = cards.facts(
            press.person,
            f"{self._letters.responsibility(asked.responsibility)}; {asked.why}",
            asked.link,
            asked_in=self._kept_posted_in(press, asked),
            reader=home_of(team),
        )
        outline = preview(text, team, facts, await asyncio.to_thread(findings, text), press.action)
        return Answer(outline, "preview", Presentation.PRIVATE_REPLACE)

    async def _send(self, press: Press, asked: Asked, text: str) -> Answer:
        change = await self._handoffs.open(self._draft(press, asked, text))
        if change.handoff is None:
            return Answer(compose_gone(), "gone", Presentation.PRIVATE)
        try:
            await self._drafts.drop(press.action.ask, press.action.part, press.person.id)
        except (SQLAlchemyError, StorageError):  # it was handed over: what is left behind is no reason to say otherwise
            _log.warning("a draft was not deleted", exc_info=True)
        team = self._handoffs.team(change.handoff.team)
        where = "here" if asked.openly else "in our direct conversation"
        says = f"Handed to {the(team.name) if team else 'the team'}. I'll keep you posted {where}."
        return await self._suggestion(press, asked, says, "sent")

    def _draft(self, press: Press, asked: Asked, text: str) -> Draft:
        return Draft(
            _key(press.action),
            press.person,
            self._kept_posted_in(press, asked),
            asked.thread if asked.openly else None,
            asked.link,
            text,
            asked.responsibility,
            asked.why,
        )

    def _kept_posted_in(self, press: Press, asked: Asked) -> Place:
        return asked.place if asked.openly else press.person.direct

    async def _suggestion(self, press: Press, asked: Asked, says: str, kind: str) -> Answer:
        """In place of the preview: a word on what came of it, and the suggestion again where the preview took its place."""
        if asked.openly and asked.thread:  # the suggestion stands in the thread, and the preview stood beside it
            return Answer(Outline("", (Paragraph(says, strong=True),), says), kind, Presentation.REPLACE)
        action = Action(Verb.BACK, press.action.ask, press.action.part)
        suggestion = await self._front.act(action, press.person.id, press.place)
        outline = suggestion.outline
        shown = without_hand_over(outline.parts, press.action.part) if kind == "sent" else outline.parts
        parts = (*shown, Paragraph(says, strong=True))
        return Answer(Outline(outline.title, parts, f"{says} {outline.summary}"), kind, Presentation.REPLACE)

    # --- after -----------------------------------------------------------------------------------------------------

    async def _after(self, press: Press) -> Answer:
        if press.action.verb is Verb.REPLY:
            return await self._written(press)
        note = press.inputs.get("note", "")
        inputs = {**press.inputs, "note": await asyncio.to_thread(without_secrets, note)}  # the other side reads it
        change = await self._changed(replace(press, inputs=inputs))
        if change.refused:
            return refused_aside(change.refused)
        if change.handoff is None:
            return Answer(compose_gone(), "gone", Presentation.PRIVATE)
        if not change.done:
            return await self._shown(change.handoff, press.person)
        by_requester = press.action.verb is Verb.WITHDRAW or self._is_requesters(press, change.handoff)
        async with self._engine.connect() as connection:
            alone = press.person if press.place.is_direct else None
            write = self._letters.status if by_requester else self._letters.card
            outline = await write(connection, change.handoff, alone)
        return Answer(
            outline,
            press.action.verb.value,
            Presentation.REDRAWN_LATER,
            warning=await asyncio.to_thread(warn, note, Fate.LEFT_OUT),
        )

    def _changed(self, press: Press) -> Awaitable[Change]:
        handoff, person, at, inputs = press.action.ask, press.person, press.place, press.inputs
        match press.action.verb:
            case Verb.TAKE:
                return self._handoffs.claim(handoff, person, at=at)
            case Verb.PUT_BACK:
                return self._handoffs.release(handoff, person, at=at)
            case Verb.RESOLVE:
                return self._handoffs.resolve(handoff, person, inputs.get("note", ""), at=at)
            case Verb.NOT_OURS if not self._letters.knows(inputs.get("belongs", "")):
                raise HandoffRefusedError("Please choose a responsibility from the list.")
            case Verb.NOT_OURS:
                belongs, note = inputs.get("belongs", ""), inputs.get("note", "")
                return self._handoffs.decline(handoff, person, belongs, note, at=at)
            case Verb.WITHDRAW:
                return self._handoffs.withdraw(handoff, person, at=at)
            case _:
                return self._handoffs.reopen(handoff, person, at=at)

    async def _written(self, press: Press) -> Answer:
        """Somebody wrote with the Reply button."""
        text = press.inputs.get("text", "")
        if not says_something(text):
            return refused_aside("There is nothing to send: the message is empty.")
        carried = await asyncio.to_thread(without_secrets, text)
        async with writing(self._engine) as connection:
            handoff = await store.get(connection, press.action.ask)
            if handoff is None:
                return Answer(compose_gone(), "gone", Presentation.PRIVATE)
            refused = await self._relay.write(connection, handoff, press.person, press.place, carried, _once(press))
        if refused:
            return refused_aside(refused)
        warned = await asyncio.to_thread(warn, text, Fate.LEFT_OUT)
        return _aside(f"Sent to both sides. {warned.summary}" if warned else "Sent to both sides.", "written")

    async def _looked(self, press: Press) -> Answer:
        """The team's card, as the person who looks at it should see it: the requester can withdraw, others can take it."""
        handoff = await self._handoffs.get(press.action.ask)
        if handoff is None:
            return Answer(compose_gone(), "gone", Presentation.PRIVATE)
        refused = await self._handoffs.refusal(handoff.id, press.person, Verb.REFRESH, press.place)
        if refused:
            return refused_aside(refused)
        async with self._engine.connect() as connection:
            card = await self._letters.card(connection, handoff, press.person)
            if press.person.is_same(handoff.requester):
                status = await self._letters.status(connection, handoff, press.person)
                card = replace(status, own_view=card.own_view)
        return Answer(card, "look", Presentation.PRIVATE_REPLACE)

    async def _shown(self, handoff: Handoff, reader: Person) -> Answer:
        """How it stands, for somebody whose press came too late."""
        async with self._engine.connect() as connection:
            view = await self._letters.view(connection, handoff, reader)
        return Answer(cards.standing(view), "stale", Presentation.PRIVATE)

    def _is_requesters(self, press: Press, handoff: Handoff) -> bool:
        """Whether the requester pressed on their own status, not on the team's card."""
        return press.person.is_same(handoff.requester) and handoff.asked_in in (press.place, press.person.direct)

    # --- whose -----------------------------------------------------------------------------------------------------

    def _team_meant(self, question: Question) -> Team | None:
        words = _words(question.text)
        for team in self._handoffs.teams():
            if any(f" {name} " in words for name in (_bare(team.name).removesuffix(" team"), _bare(team.id))):
                return team
        return next((team for team in self._handoffs.teams() if _sits_in(team, question.place)), None)


def _home(team: Team, question: Question) -> Place:
    return home_of(team) or question.place


def _sits_in(team: Team, place: Place) -> bool:
    """Whether a conversation, or a thread in it, is the team's channel; a directory may name the organisation for the workspace."""
    home = home_of(team)
    return home is not None and parties.is_in(place, home)


def _bare(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


def _words(text: str) -> str:
    return f" {_bare(text)} "


def _key(action: Action) -> str:
    """What of a question is handed over only once: each of its asks."""
    return f"{action.ask}.{action.part}"


def _once(press: Press) -> str:
    """Names what a press writes, so that it is written once."""
    return hashlib.sha256(press.id.encode()).hexdigest()[:_KEY_CHARACTERS] if press.id else secrets.token_hex(12)


_KEY_CHARACTERS = 24


def _aside(says: str, kind: str) -> Answer:
    return Answer(Outline("Waypost", (Paragraph(says),), says), kind, Presentation.PRIVATE)


def refused_aside(says: str) -> Answer:
    """Why something is not done, told to who pressed alone."""
    return replace(_aside(says, "refused"), privately=True)
