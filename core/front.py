"""What the platforms talk to: the front desk for questions and suggestions, the hand-off desk for what becomes of them."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace

from core.conversation.actions import Action, Verb
from core.conversation.answer import Answer, Presentation
from core.conversation.messages import Press, Question, ThreadMessage
from core.conversation.outline import Form, Outline, Paragraph, Quoted
from core.conversation.people import Person, Place
from core.desk.front import FrontDesk
from core.desk.warning import Fate, warn
from core.directory.model import Directory
from core.handoff import policy
from core.handoff.desk import VERBS, HandoffDesk, refused_aside
from core.handoff.relay import Relay
from core.handoff.sensitive import MASK
from core.limits import Kind, LimitReachedError, Limits

_COUNTED: Mapping[Verb, Kind] = {
    Verb.SEND: "handoffs",
    **dict.fromkeys((Verb.TAKE, Verb.PUT_BACK, Verb.NOT_OURS, Verb.REPLY, Verb.REOPEN), "messages"),
}
"""What a press counts as: these tell somebody else something. All others only get an answer."""

_FREE = frozenset({Verb.REFRESH, Verb.RESOLVE, Verb.WITHDRAW})
"""What is never limited: clients ask for a look by themselves, and what closes a request must not wait."""


class Front:
    """Answers questions and presses, and passes on what is said in the threads of hand-offs, on behalf of every platform."""

    def __init__(self, desk: FrontDesk, handoffs: HandoffDesk, relay: Relay, limits: Limits) -> None:
        self._limits = limits
        self._desk = desk
        self._handoffs = handoffs
        self._relay = relay

    async def ask(self, question: Question) -> Answer:
        """Answer a question."""
        asker = Person(question.place.platform, question.place.workspace, question.asker, "")
        try:
            await self._limits.take("asks", asker)
        except LimitReachedError as error:
            # who asked in the open can still see what was asked
            return _to_wait(str(error), "" if question.openly else question.text)
        answer = await self._desk.ask(question)
        if answer.kind != "status":
            return answer
        return replace(await self._handoffs.status(question), warning=answer.warning)

    async def look_up(self, text: str) -> tuple[Outline, ...]:
        """Roles and responsibilities that a few words name, or all where there are none, each with its owner."""
        return await self._desk.look_up(text)

    async def act(self, press: Press) -> Answer:
        """Carry out a press of somebody who may; acting twice does no more than once."""
        verb = press.action.verb
        kind = _COUNTED.get(verb, "asks")
        try:
            if verb not in _FREE:
                await self._limits.take(kind, press.person)
        except LimitReachedError as error:
            return _to_wait(str(error), press.inputs.get("text") or press.inputs.get("note") or "")
        if verb in VERBS:
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

    def directory(self) -> Directory | None:
        """Who owns what, as it is at the moment; None where no directory is set."""
        return self._desk.directory()

    async def home(self, person: Person) -> Outline:
        """What a person finds at home: their requests, what their teams have open, what there is to look up."""
        return await self._handoffs.home(person)

    async def form(self, action: Action, person: Person, at: Place) -> Form | Answer | None:
        """What a press of a verb in `ASKS_FIRST` asks first; why that person may not, or has to wait; None when it is too late."""
        try:
            await self.count_form(person)
        except LimitReachedError as error:
            return _to_wait(str(error))
        return await self._handoffs.form(action, person, at)

    async def count_form(self, person: Person) -> None:
        """Count a form that a platform opens by itself.

        Raises:
            LimitReachedError: the person has to wait before the next form.
        """
        await self._limits.take("forms", person)

    async def follows(self, place: Place, root: str | None) -> bool:
        """Whether a thread is that of a hand-off; `root` as in `ThreadMessage`."""
        return await self._relay.follows(place, root)

    async def relay_message(self, said: ThreadMessage, *, team_side_only: bool = False) -> bool:
        """Pass on to the other side what was said in the thread of a hand-off; says whether it was in one.

        Args:
            said: what was written.
            team_side_only: leave alone what was written in the requester's thread.

        Raises:
            LimitReachedError: the person has to wait; it was not passed on.
        """
        if not await self._relay.follows(said.place, said.root, team_side_only=team_side_only):
            return False
        await self._limits.take("messages", said.person)
        return await self._relay.relay_message(said, team_side_only=team_side_only)

    async def left_out(self, said: ThreadMessage) -> Outline | None:
        """What to tell who wrote, alone, about secrets that are not passed on to the other side; None where there are none."""
        return await asyncio.to_thread(warn, said.text, Fate.LEFT_OUT)

    async def exposed(self, place: Place, text: str) -> Outline | None:
        """What to tell who wrote a question, alone, about secrets in it that others can read; None where there are none."""
        return None if place.is_direct else await asyncio.to_thread(warn, text, Fate.EXPOSED)

    async def relay_edit(self, said: ThreadMessage) -> Outline | None:
        """Let the other side see that something that was passed on has been edited or deleted.

        Returns:
            What to tell who wrote, alone, about secrets that the edit has brought in; None where they were told before.
        """
        before = await self._relay.relay_edit(said, lambda: self._limits.take("messages", said.person))
        return await self.left_out(said) if before is not None and MASK not in before else None


def _to_wait(says: str, text: str = "") -> Answer:
    """What somebody is told who has to wait, with what they wrote where they could not see it any more."""
    quoted = (Quoted(text),) if text.strip() else ()
    return Answer(Outline("", (Paragraph(says), *quoted), says), LIMITED, Presentation.PRIVATE, privately=True)


LIMITED = "limited"
"""The kind of that answer."""
