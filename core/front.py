"""What the faces talk to: the front desk for questions and suggestions, the hand-off desk for what becomes of them."""

import asyncio
from dataclasses import replace

from core.desk.action import Action
from core.desk.front import Answer, FrontDesk
from core.desk.outline import Form, Outline
from core.desk.press import Press, Said
from core.desk.question import Person, Place, Question
from core.desk.warning import Fate, warn
from core.handoff import policy
from core.handoff.desk import VERBS, HandoffDesk, refused_aside
from core.handoff.relay import Relay
from core.handoff.sensitive import MASK


class Front:
    """Answers questions and presses, and passes on what is said in the threads of hand-offs, on behalf of every face."""

    def __init__(self, desk: FrontDesk, handoffs: HandoffDesk, relay: Relay) -> None:
        self._desk = desk
        self._handoffs = handoffs
        self._relay = relay

    async def ask(self, question: Question) -> Answer:
        """Answer a question."""
        answer = await self._desk.ask(question)
        if answer.kind != "status":
            return answer
        return replace(await self._handoffs.status(question), warning=answer.warning)

    async def look_up(self, text: str) -> tuple[Outline, ...]:
        """Roles and responsibilities that a few words name, or all where there are none, each with its owner."""
        return await self._desk.look_up(text)

    async def act(self, press: Press) -> Answer:
        """Carry out a press of somebody who may; acting twice does no more than once."""
        if press.action.verb in VERBS:
            return await self._handoffs.act(press)
        person = press.person
        if press.action.verb not in policy.FREE:
            asker = await self._desk.asker(press.action.ask)
            refused = policy.refusal_of_ask(person, press.action.verb, asker) if asker else ""
            if refused:
                return refused_aside(refused)
        return await self._desk.act(
            press.action,
            person.id,
            press.place,
            name=person.name,
            link=press.link,
            privately=press.privately,
        )

    async def home(self, person: Person, *, administrator: bool) -> Outline:
        """What a person finds at home: their requests, what their teams have open, what there is to look up."""
        return await self._handoffs.home(person, administrator=administrator)

    async def form(self, action: Action, person: Person, at: Place) -> Form | Answer | None:
        """What a press of a verb in `ASKS_FIRST` asks first; why that person may not; or None when it is too late for it."""
        return await self._handoffs.form(action, person, at)

    async def follows(self, place: Place, root: str | None) -> bool:
        """Whether a thread is that of a hand-off; `root` as in `Said`."""
        return await self._relay.follows(place, root)

    async def heard(self, said: Said, *, team_side_only: bool = False) -> bool:
        """Pass on to the other side what was said in the thread of a hand-off; says whether it was in one.

        Args:
            said: what was written.
            team_side_only: leave alone what was written in the requester's thread.
        """
        return await self._relay.heard(said, team_side_only=team_side_only)

    async def left_out(self, said: Said) -> Outline | None:
        """What to tell who wrote, alone, about secrets that are not passed on to the other side; None where there are none."""
        return await asyncio.to_thread(warn, said.text, Fate.LEFT_OUT)

    async def exposed(self, place: Place, text: str) -> Outline | None:
        """What to tell who wrote a question, alone, about secrets in it that others can read; None where there are none."""
        return None if place.is_direct else await asyncio.to_thread(warn, text, Fate.EXPOSED)

    async def reworded(self, said: Said) -> Outline | None:
        """Let the other side see that something that was passed on has been edited or deleted.

        Returns:
            What to tell who wrote, alone, about secrets that the edit has brought in; None where they were told before.
        """
        before = await self._relay.reworded(said)
        return await self.left_out(said) if before is not None and MASK not in before else None
