"""Waypost as the platforms use it: the one door to the core."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncEngine

from core.answering import Answering
from core.conversation.actions import Action, Verb
from core.conversation.answer import Answer, Presentation, refusal
from core.conversation.messages import Press, Question, ThreadMessage
from core.conversation.outline import Form, Outline, Paragraph, Quoted
from core.conversation.people import Guests, Person, Place, PlatformId
from core.desk.compose import compose_for_members
from core.desk.desk import Desk
from core.desk.dialogue import Dialogue
from core.desk.followups.grown import without_growth
from core.desk.intents import is_command
from core.desk.questions import GONE, Questions, asker_of
from core.desk.warning import Fate
from core.directory.model import Directory
from core.guests import NO_ANSWERS, NO_HANDOFFS, is_guest
from core.handoff import policy
from core.handoff.confirmation import Confirmation
from core.handoff.delivery.courier import Courier
from core.handoff.delivery.outbox import Outbox
from core.handoff.delivery.planner import Planner
from core.handoff.delivery.ports import Messenger
from core.handoff.digest import Digests
from core.handoff.lifecycle import HandoffRefusedError, Handoffs
from core.handoff.messages.content import MessageContent
from core.handoff.names import Names
from core.handoff.overview import Overview
from core.handoff.presses import HandoffPresses
from core.handoff.relay import Relay, Side, warn_of_cut
from core.handoff.sensitive import MASK, without_secrets
from core.limits import CountsInMemory, Kind, Limit, LimitReachedError, Limits
from core.storage.asks import Ask, AskStore
from core.storage.turns import TurnStore
from core.storage.turns_in_memory import TurnsInMemory
from core.storage.usage import UsageStore

_TURNS = 4
"""Questions that are worked on at a time; others wait their turn, in the order in which they came. The reading is done by one
thread, and the database has few connections, so more at a time would end no sooner: they would only keep the event loop from
acknowledging. With 64 commands at once (tests/benchmarks) it acknowledges 4,200 a second with 4, 3,700 with 16 and
2,000 without a limit."""

LIMITED = "limited"
"""The kind of an answer to somebody who has to wait."""

_Handler = Callable[[Press], Awaitable[Answer]]
_Carrier = Callable[[Press, Ask], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a verb leads to.

    Attributes:
        carry_out: carries a press out; doing it twice does no more than once.
        counts_as: as what it is counted for the limits of a person, or None for what must not wait.
        find_done: the answer where the press has done its work before, or None; such a press never has to wait.
    """

    carry_out: _Handler
    counts_as: Kind | None = "asks"
    find_done: Callable[[Press], Awaitable[Answer | None]] | None = None


class Waypost:
    """Answers questions and presses, and passes on what is said in the threads of hand-offs, on behalf of every platform.

    Attributes:
        handoffs: the hand-offs.
        digests: plans what the teams are told each day.
    """

    def __init__(
        self,
        engine: AsyncEngine,
        desk: Desk,
        outbox: Outbox,
        limits: Mapping[Kind, Limit | None] | None = None,
        guests: Guests = "answers",
    ) -> None:
        """Put the core together.

        Args:
            engine: the database.
            desk: answers questions, and knows what there is to answer for and who does.
            outbox: where messages are planned; it knows the time.
            limits: how much one person may do; none by default.
            guests: what people from elsewhere get.
        """

        def directory() -> Directory | None:
            return desk.directory

        self.handoffs = Handoffs(engine, directory, outbox)
        self.digests = Digests(directory, outbox)
        self._engine = engine
        self._outbox = outbox
        self._content = MessageContent(desk.catalogue, directory)
        self._relay = Relay(engine, Planner(outbox), directory)
        self._names = Names(engine, Planner(outbox), self._relay)
        # on SQLite there is but one process, whose own memory does
        is_alone = engine.dialect.name == "sqlite"
        asks, turns = AskStore(engine), TurnsInMemory() if is_alone else TurnStore(engine)
        self._questions, self._questions_of_guests = Questions(desk, asks), Questions(desk.for_guests(), asks)
        self._guests = guests
        self._overview = Overview(engine, self.handoffs, self._content, outbox.clock)
        self._confirmation = Confirmation(engine, self._questions, self.handoffs, self._content, self._overview)
        look_at = self._confirmation.look_at
        self._dialogue = Dialogue(self._questions, turns, look_at, outbox.clock)
        dialogue_of_guests = Dialogue(self._questions_of_guests, turns, look_at, outbox.clock)
        self._for_members = Answering(self._questions, self._dialogue, self._overview, self._press_in_words)
        self._for_guests = Answering(
            self._questions_of_guests, dialogue_of_guests, self._overview, self._press_in_words
        )
        self._presses = HandoffPresses(engine, self.handoffs, self._content, self._overview, self._relay)
        counts = CountsInMemory() if is_alone else UsageStore(engine)
        self._limits = Limits(limits or {}, counts, outbox.clock)
        self._turns = asyncio.Semaphore(_TURNS)
        self._table = self._verbs()

    def _verbs(self) -> Mapping[Verb, _Entry]:
        questions, confirmation, presses = self._questions, self._confirmation, self._presses
        guests = self._questions_of_guests
        return {
            Verb.ASK: _Entry(self._ask_example),
            Verb.SKILLS: _Entry(questions.skills),
            Verb.STATUS: _Entry(self._overview.own_requests),
            Verb.AGREE: _Entry(self._by_asker(questions.agree, guests.agree), "messages"),
            Verb.CORRECT: _Entry(self._by_asker(questions.offer_choices, guests.offer_choices)),
            Verb.CORRECT_TO: _Entry(self._by_asker(questions.choose, guests.choose)),
            Verb.CLARIFY: _Entry(self._by_asker(questions.choose, guests.choose)),
            Verb.BACK: _Entry(self._by_asker(questions.go_back, guests.go_back)),
            Verb.SHARE: _Entry(self._by_asker(self._share, self._share)),
            Verb.HAND_OVER: _Entry(self._by_asker(confirmation.show, _refuse_to_hand_over)),
            Verb.MASK: _Entry(self._by_asker(self._then_renew(confirmation.mask), _refuse_to_hand_over)),
            Verb.EDIT: _Entry(self._by_asker(self._then_renew(confirmation.edit), _refuse_to_hand_over)),
            Verb.CANCEL: _Entry(self._by_asker(self._cancel, guests.go_back)),
            Verb.SEND: _Entry(
                self._by_asker(confirmation.send, _refuse_to_hand_over),
                "handoffs",
                self._find_by_asker(confirmation.find_sent),
            ),
            Verb.TAKE: _Entry(presses.carry_out, "messages", presses.find_done),
            Verb.PUT_BACK: _Entry(presses.carry_out, "messages", presses.find_done),
            Verb.NOT_OURS: _Entry(presses.carry_out, "messages", presses.find_done),
            Verb.REOPEN: _Entry(presses.carry_out, "messages", presses.find_done),
            Verb.RESOLVE: _Entry(presses.carry_out, None),
            Verb.WITHDRAW: _Entry(presses.carry_out, None),
            Verb.REPLY: _Entry(presses.reply, "messages", presses.find_reply),
            Verb.REFRESH: _Entry(presses.refresh, None),  # clients ask for a look by themselves
        }

    def courier(self, messengers: Mapping[PlatformId, Messenger]) -> Courier:
        """Who delivers, with the platforms that are set up."""
        self._confirmation.use(messengers)
        return Courier(self._engine, messengers, self.handoffs, self._content, self.digests, self._outbox)

    @property
    def directory(self) -> Directory | None:
        """Who owns what, as it is at the moment; None where no directory is set."""
        return self._questions.directory

    # --- questions and presses -----------------------------------------------------------------------------------

    async def ask(self, question: Question) -> Answer:
        """Answer a question."""
        question = replace(question, text=without_growth(question.text))
        asker = Person(question.place.platform, question.place.workspace, question.asker, "")
        try:
            await self._limits.take("asks", asker)
        except LimitReachedError as error:
            # who asked in the open can still see what was asked
            refused = await _tell_to_wait(error, "" if question.openly else question.text)
            return replace(refused, warning=await self._warn_of(question))
        return await self._answer(question, follow=True)

    async def _answer(self, question: Question, *, follow: bool = False) -> Answer:
        """Answer a question; one that `follow`s may go on with what was said before."""
        is_limited = self._guests != "everything" and self._is_limited(await question.person())
        if is_limited and self._guests == "nothing":
            return Answer(NO_ANSWERS, "refused", privately=True)
        async with self._turns:
            answer = await (self._for_guests if is_limited else self._for_members).answer(question, follow=follow)
        if isinstance(question.known_as, Person):
            await self._names.learn(question.known_as)
        return replace(answer, warning=await self._warn_of(question))

    async def _warn_of(self, question: Question) -> Outline | None:
        return await self.warn_of_exposure(question.place, question.text) if question.openly else None

    async def look_up(self, text: str, person: Person) -> tuple[Outline, ...] | Answer:
        """Roles and responsibilities that a few words name, or all where there are none, each with its owner.

        It is for people of the organisation: others get an answer that says so.
        """
        if person.external:
            return Answer(compose_for_members(unverified=person.unverified), "refused", privately=True)
        return await self._questions.look_up(text)

    async def press(self, press: Press) -> Answer:
        """Carry out a press of somebody who may; acting twice does no more than once."""
        return await self._carry_out(press)

    async def _press_in_words(self, press: Press) -> Answer:
        """The same by the same table, where it was made in words: they were counted as a question already."""
        return await self._carry_out(press, counts=self._table[press.action.verb].counts_as != "asks")

    async def _carry_out(self, press: Press, *, counts: bool = True) -> Answer:
        entry = self._table[press.action.verb]
        try:
            if entry.counts_as and counts:
                await self._limits.take(entry.counts_as, press.person)
        except LimitReachedError as error:
            done = await entry.find_done(press) if entry.find_done else None
            return done or await _tell_to_wait(error, press.inputs.get("text") or press.inputs.get("note") or "")
        try:
            answer = await entry.carry_out(press)
        except HandoffRefusedError as error:
            return refusal(str(error))
        await self._names.learn(press.person)
        return answer

    def _is_limited(self, person: Person) -> bool:
        """Whether somebody gets less than members do."""
        return self._guests != "everything" and is_guest(person, self.directory)

    def _by_asker(self, carry_out: _Carrier, for_guest: _Carrier) -> _Handler:
        """What only somebody may do who may act on the question that the button belongs to; and what becomes of it for a guest."""

        async def check_first(press: Press) -> Answer:
            ask = await self._questions.recall(press.action.ask)
            if ask is None:
                return GONE
            refused = policy.refusal_of_ask(press.person, press.action.verb, asker_of(ask))
            if refused:
                return refusal(refused)
            return await (for_guest if self._is_limited(press.person) else carry_out)(press, ask)

        return check_first

    def _find_by_asker(
        self, find: Callable[[Press], Awaitable[Answer | None]]
    ) -> Callable[[Press], Awaitable[Answer | None]]:
        """What is found for those alone who may act on the question that the button belongs to."""

        async def check_first(press: Press) -> Answer | None:
            ask = await self._questions.recall(press.action.ask)
            if ask is None or policy.refusal_of_ask(press.person, press.action.verb, asker_of(ask)):
                return None
            return await find(press)

        return check_first

    async def _share(self, press: Press, ask: Ask) -> Answer:
        await self._dialogue.open_up(ask.id)
        questions = self._questions_of_guests if self._is_limited(press.person) else self._questions
        return await questions.share(press, ask)

    def _then_renew(self, change: _Carrier) -> _Carrier:
        """A change of the preview, after which a yes in words is to what it shows."""

        async def carry_out(press: Press, ask: Ask) -> Answer:
            answer = await change(press, ask)
            await self._dialogue.renew_preview(ask.id, answer)
            return answer

        return carry_out

    async def _cancel(self, press: Press, ask: Ask) -> Answer:
        await self._dialogue.end_preview(ask.id)
        return await self._confirmation.cancel(press, ask)

    async def _ask_example(self, press: Press) -> Answer:
        return await self._answer(
            Question(
                press.action.choice,
                press.person.id,
                press.place,
                thread=press.thread,
                openly=not press.privately,
                link=press.link,
                in_own_thread=press.in_own_thread,
                known_as=press.person,
            )
        )

    async def home(self, person: Person) -> Outline:
        """What a person finds at home: their requests, what their teams have open, what there is to look up."""
        await self._names.learn(person)
        return await self._overview.home(person)

    async def form(self, action: Action, person: Person, at: Place) -> Form | Answer | None:
        """What a press of a verb in `ASKS_FIRST` asks first; why that person may not, or has to wait; None when it is too late.

        Args:
            action: what was pressed.
            person: who pressed.
            at: where: the conversation, or their own home.
        """
        try:
            await self.count_form(person)
        except LimitReachedError as error:
            return await _tell_to_wait(error)
        if action.verb is not Verb.EDIT:
            return await self._presses.form(action, person, at)
        ask = await self._questions.recall(action.ask)
        if ask is None:
            return None
        refused = policy.refusal_of_ask(person, action.verb, asker_of(ask))
        refused = refused or (NO_HANDOFFS if self._is_limited(person) else "")
        return refusal(refused) if refused else await self._confirmation.form(action, person, ask)

    async def count_form(self, person: Person) -> None:
        """Count a form that a platform opens by itself.

        Raises:
            LimitReachedError: the person has to wait before the next form.
        """
        await self._limits.take("forms", person)

    # --- threads -------------------------------------------------------------------------------------------------

    async def follows(self, place: Place, root: str | None) -> bool:
        """Whether a thread is that of a hand-off; `root` as in `ThreadMessage`."""
        return await self._relay.follows(place, root)

    async def relay_message(self, said: ThreadMessage, *, mentioned: bool = False) -> Side | None:
        """Pass on to the other side what was said in the thread of a hand-off.

        Args:
            said: what was written.
            mentioned: whether it mentions us. It is for the people in the thread all the same, and who wrote it is told
                `PASSED_ON`; but a short command is for us.

        Returns:
            The side that gets it; None where it is not passed on: the thread is no hand-off's, or it is a command.

        Raises:
            LimitReachedError: the person has to wait; it was not passed on.
        """
        is_for_us = mentioned and is_command(said.text)
        if is_for_us or not await self._relay.follows(said.place, said.root):
            return None
        await self._limits.take("messages", said.person)
        heard = await self._relay.relay_message(said)
        await self._names.learn(said.person)
        return heard

    async def relay_edit(self, said: ThreadMessage) -> Outline | None:
        """Let the other side see that something that was passed on has been edited or deleted.

        Returns:
            What to tell who wrote, alone, about secrets that the edit has brought in, where they were not told before, and about
            what is too long.

        Raises:
            LimitReachedError: the person has to wait; the edit was not passed on.
        """
        before = await self._relay.relay_edit(said, lambda: self._limits.take("messages", said.person))
        if before is None:
            return None
        return warn_of_cut(said.text) if MASK in before else await self.warn_of_masking(said)

    async def warn_of_masking(self, said: ThreadMessage) -> Outline | None:
        """What to tell who wrote, alone, about what is not passed on to the other side: secrets, and what is too long; None for all."""
        masked, cut = await self._questions.warn(said.text, Fate.LEFT_OUT), warn_of_cut(said.text)
        if masked and cut:
            return Outline(masked.title, (*masked.parts, *cut.parts), f"{masked.summary} {cut.summary}")
        return masked or cut

    async def warn_of_exposure(self, place: Place, text: str) -> Outline | None:
        """What to tell who wrote a question, alone, about secrets in it that others can read; None where there are none."""
        return None if place.is_direct else await self._questions.warn(text, Fate.EXPOSED)


async def _refuse_to_hand_over(_: Press, _ask: Ask) -> Answer:
    return refusal(NO_HANDOFFS)


async def _tell_to_wait(error: LimitReachedError, text: str = "") -> Answer:
    """Tell somebody to wait, with what they wrote where they could not see it any more; others may read along."""
    quoted = (Quoted(await asyncio.to_thread(without_secrets, text)),) if text.strip() else ()
    says = str(error)
    return Answer(Outline("", (Paragraph(says), *quoted), says), LIMITED, Presentation.PRIVATE, privately=True)
