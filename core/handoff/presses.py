"""What people press on requests that were handed over."""

import asyncio
import hashlib
import secrets
from collections.abc import Awaitable
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncEngine

from core.conversation.actions import ASKS_FIRST, Action, Verb
from core.conversation.answer import Answer, Presentation, notice, refusal
from core.conversation.messages import Press
from core.conversation.outline import Form, Outline, Paragraph, Quoted
from core.conversation.people import Person, Place
from core.desk.questions import GONE
from core.desk.warning import Fate, warn
from core.handoff import store
from core.handoff.lifecycle import HandoffRefusedError, Handoffs
from core.handoff.messages.content import MessageContent
from core.handoff.model import LONGEST_NOTE, Change, Handoff
from core.handoff.overview import Overview
from core.handoff.relay import Relay, warn_of_cut
from core.handoff.sensitive import without_secrets
from core.storage.engine import writing
from core.text import says_something

_KEY_CHARACTERS = 24


class HandoffPresses:
    """Carries out presses on hand-offs."""

    def __init__(
        self, engine: AsyncEngine, handoffs: Handoffs, content: MessageContent, overview: Overview, relay: Relay
    ) -> None:
        """Take the database, the hand-offs, who lays them out, who says how they stand, and who carries messages across."""
        self._engine = engine
        self._handoffs = handoffs
        self._content = content
        self._overview = overview
        self._relay = relay

    async def form(self, action: Action, person: Person, at: Place) -> Form | Answer | None:
        """What a press of a verb in `ASKS_FIRST` asks first; why that person may not; or None when it is too late for it."""
        handoff = await self._handoffs.get(action.ask)
        if handoff is None or action.verb not in ASKS_FIRST:
            return None
        refused = await self._handoffs.refusal(handoff.id, person, action.verb, at)
        if refused:
            return refusal(refused)
        async with self._engine.connect() as connection:
            shown = [await self._content.card(connection, handoff), await self._content.status(connection, handoff)]
        return next((button.form for outline in shown for button in outline.buttons() if button.action == action), None)

    async def carry_out(self, press: Press) -> Answer:
        """Change how the request stands.

        Raises:
            HandoffRefusedError: the form that came with it names no responsibility.
        """
        note = press.inputs.get("note", "")
        if len(note) > LONGEST_NOTE:
            says = (
                f"The note has {len(note):,} characters; {LONGEST_NOTE:,} fit. Nothing was changed: please shorten it."
            )
            quoted = Quoted(await asyncio.to_thread(without_secrets, note))
            return replace(refusal(says), outline=Outline("", (Paragraph(says), quoted), says))
        inputs = {**press.inputs, "note": await asyncio.to_thread(without_secrets, note)}  # the other side reads it
        change = await self._change(replace(press, inputs=inputs))
        if change.refused:
            return refusal(change.refused)
        if change.handoff is None:
            return GONE
        if not change.done:
            return await self._overview.standing(change.handoff, press.person)
        by_requester = press.action.verb is Verb.WITHDRAW or _is_requesters(press, change.handoff)
        async with self._engine.connect() as connection:
            alone = press.person if press.place.is_direct else None
            draw = self._content.status if by_requester else self._content.card
            outline = await draw(connection, change.handoff, alone)
        return Answer(
            outline,
            press.action.verb.value,
            Presentation.REDRAWN_LATER,
            warning=await asyncio.to_thread(warn, note, Fate.LEFT_OUT),
        )

    async def find_done(self, press: Press) -> Answer | None:
        """How the request stands where the last thing that a person did to it is this press, or None."""
        belongs = press.inputs.get("belongs", "")
        handoff = await self._handoffs.last_done(press.action.ask, press.person, press.action.verb, belongs)
        return await self._overview.standing(handoff, press.person) if handoff else None

    def _change(self, press: Press) -> Awaitable[Change]:
        handoff, person, at, inputs = press.action.ask, press.person, press.place, press.inputs
        match press.action.verb:
            case Verb.TAKE:
                return self._handoffs.claim(handoff, person, at=at)
            case Verb.PUT_BACK:
                return self._handoffs.release(handoff, person, at=at)
            case Verb.RESOLVE:
                return self._handoffs.resolve(handoff, person, inputs.get("note", ""), at=at)
            case Verb.NOT_OURS if not self._content.knows(inputs.get("belongs", "")):
                raise HandoffRefusedError("Please choose a responsibility from the list.")
            case Verb.NOT_OURS:
                belongs, note = inputs.get("belongs", ""), inputs.get("note", "")
                return self._handoffs.decline(handoff, person, belongs, note, at=at)
            case Verb.WITHDRAW:
                return self._handoffs.withdraw(handoff, person, at=at)
            case _:
                return self._handoffs.reopen(handoff, person, at=at)

    async def reply(self, press: Press) -> Answer:
        """Carry to the other side what was written with the Reply button."""
        text = press.inputs.get("text", "")
        if not says_something(text):
            return refusal("There is nothing to send: the message is empty.")
        carried = await asyncio.to_thread(without_secrets, text)
        async with writing(self._engine) as connection:
            handoff = await store.get(connection, press.action.ask)
            if handoff is None:
                return GONE
            refused = await self._relay.write(connection, handoff, press.person, press.place, carried, _key(press))
        return refusal(refused) if refused else await self._tell_sent(text)

    async def find_reply(self, press: Press) -> Answer | None:
        """The answer to a reply that was carried before, or None."""
        if not await self._relay.has_written(press.action.ask, _key(press)):
            return None
        return await self._tell_sent(press.inputs.get("text", ""))

    async def _tell_sent(self, text: str) -> Answer:
        warnings = (await asyncio.to_thread(warn, text, Fate.LEFT_OUT), warn_of_cut(text))
        return notice(" ".join(["Sent to both sides.", *(each.summary for each in warnings if each)]), "written")

    async def refresh(self, press: Press) -> Answer:
        """The team's card, as the person who looks at it should see it: the requester can withdraw, others can take it."""
        handoff = await self._handoffs.get(press.action.ask)
        if handoff is None:
            return GONE
        refused = await self._handoffs.refusal(handoff.id, press.person, Verb.REFRESH, press.place)
        if refused:
            return refusal(refused)
        async with self._engine.connect() as connection:
            card = await self._content.card(connection, handoff, press.person)
            if press.person.is_same(handoff.requester):
                status = await self._content.status(connection, handoff, press.person)
                card = replace(status, own_view=card.own_view)
        return Answer(card, "look", Presentation.PRIVATE_REPLACE)


def _is_requesters(press: Press, handoff: Handoff) -> bool:
    """Whether the requester pressed on their own status, not on the team's card."""
    # by the conversation: an organisation has one, whichever of its workspaces is named
    there = (press.place.conversation, press.person.direct.conversation)
    return press.person.is_same(handoff.requester) and handoff.asked_in.conversation in there


def _key(press: Press) -> str:
    """Names what a press writes, so that it is written once."""
    return hashlib.sha256(press.id.encode()).hexdigest()[:_KEY_CHARACTERS] if press.id else secrets.token_hex(12)
