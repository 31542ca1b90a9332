"""Conversations: what was said last, kept with the questions for half an hour, and what the next text means after it."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from core.conversation.actions import Action, Verb
from core.conversation.answer import Answer, Presentation
from core.conversation.messages import Question
from core.conversation.outline import Button, Buttons, Note, Paragraph, Part, Quoted
from core.desk.compose import compose
from core.desk.followups.replies import Dropped, Farewell
from core.desk.followups.turn import EXPIRES, LONGEST_FOLLOW_UP, PASSING, Again, Choose, Move, Tell, Turn, subject_of
from core.desk.questions import Questions
from core.desk.reply import Reply
from core.desk.requests import Clarify, NotOurs, Route
from core.desk.several import Routable, Several
from core.desk.wording import QUOTE_CHARACTERS
from core.sensitive.search import secrets
from core.storage import asks
from core.storage.engine import FAILURES
from core.storage.turns import StoredTurn, TurnStore, TurnTakenError, alone
from core.storage.turns_in_memory import TurnsInMemory
from core.text import shorten

_log = logging.getLogger(__name__)

_OFFERED_AGAIN = frozenset({Verb.HAND_OVER, Verb.CORRECT, Verb.CLARIFY})
"""Presses of the request in hand that stand under what is said about it too."""

_QUOTED = frozenset({Route.kind, Clarify.kind, NotOurs.kind})
"""The kinds of answers that may leave the request out."""

_SENT = "sent"
"""The kind of answer after which a request is with a team."""

_ADDED = "I took this as part of your last request."
_NEW = "It’s a new request"


@dataclass(frozen=True, slots=True)
class Followed:
    """A text that goes on with what was said before.

    Attributes:
        move: what it means.
        turn: what was said.
        last: the same, as it is kept.
        thread: under which what is said now is kept.
        ask: the stored question in hand, or None.
        was_changed: whether its asker changed its words in a preview, which nobody else saw.
    """

    move: Move
    turn: Turn
    last: StoredTurn
    thread: str
    ask: asks.Ask | None
    was_changed: bool = False


@dataclass(frozen=True, slots=True)
class InHand:
    """What became of a request since it was asked.

    Attributes:
        text: as its asker last left it: masked, or in other words; of several asks, as it was written.
        sent: which of its asks teams have, from 0.
        under_way: ids of its hand-offs that can be withdrawn.
    """

    text: str
    sent: frozenset[int]
    under_way: tuple[str, ...] = ()


class Dialogue:
    """The last turn of each conversation. It keeps nobody from an answer: where it cannot be found, there is none."""

    def __init__(
        self,
        questions: Questions,
        turns: TurnStore | TurnsInMemory,
        look_at: Callable[[asks.Ask, int], Awaitable[InHand]],
        clock: Callable[[], datetime],
    ) -> None:
        self._questions = questions
        self._look_at = look_at
        self._turns = turns
        self._clock = clock

    async def find(self, question: Question) -> StoredTurn | None:
        """What was said last where a question is asked, if that is not long ago and the question may go on with it."""
        if not 0 < len(question.text.strip()) <= LONGEST_FOLLOW_UP:
            return None
        place = question.place
        where = (place.platform, place.workspace, place.conversation, _thread(question))
        try:
            return await self._turns.find(where, question.asker, self._clock() - EXPIRES, openly=_is_seen(question))
        except FAILURES:
            _log.warning("what was said before could not be looked up", exc_info=True)
            return None

    async def read(self, question: Question, last: StoredTurn) -> Followed | None:
        """What a question means after that; None where it stands for itself."""
        if await self._questions.stands_alone(question):
            return None
        ask = await self._questions.recall(last.ask_id) if last.ask_id else None
        if last.ask_id and ask is None:
            return None
        current = await self._questions.current(ask) if ask else None
        turn = Turn(
            kind=last.kind,
            about=last.about,
            request=ask.text if ask else "",
            current=current,
            labels=_labels(current, ask.id) if current and ask else (),
            own=(ask.asker if ask else last.asker) == question.asker,
            is_sent=last.kind == _SENT,
        )
        move = await self._questions.read_on(turn, question)
        if move and ask and current:  # what became of the request is looked up for those alone who go on with it
            turn = await self._update(turn, ask, current)
            move = await self._questions.read_on(turn, question)
        if move is None or (turn.is_sent and not isinstance(move, Tell | Choose)):
            return None  # what is with a team already grows no more
        return Followed(
            move=move,
            turn=turn,
            last=last,
            thread=_kept_under(question),
            ask=ask,
            was_changed=ask is not None and turn.request != ask.text,
        )

    async def _update(self, turn: Turn, ask: asks.Ask, current: Routable) -> Turn:
        count = len(current.parts) if isinstance(current, Several) else 1
        in_hand = await self._look_at(ask, count)
        is_sent = turn.is_sent or (count == 1 and 0 in in_hand.sent)
        return replace(turn, request=in_hand.text, is_sent=is_sent, sent=in_hand.sent, under_way=in_hand.under_way)

    async def answer_grown(self, question: Question, ask: asks.Ask, part: int, followed: Followed) -> Answer:
        """Answer a request that grew out of an ask of a stored one; what was chosen for that counts for it too.

        Raises:
            TurnTakenError: as for `answer_fresh`.
        """
        # who agreed did so with what it was then
        chosen = tuple(replace(v, part=0) for v in ask.verdicts if v.part == part and v.how != "agreement")
        reply = await self._questions.read_settled(question.text, replace(ask, verdicts=chosen))
        return show_request(await self.answer_fresh(question, reply, chosen, followed), reply)

    async def answer_fresh(
        self,
        question: Question,
        reply: Reply,
        verdicts: tuple[asks.Verdict, ...] = (),
        followed: Followed | None = None,
    ) -> Answer:
        """Answer a question, and keep what it was about.

        Args:
            question: what was asked.
            reply: what the desk said to it.
            verdicts: what was said about it already, and the reply heeds.
            followed: what it grew out of; None where it stands for itself.

        Raises:
            TurnTakenError: something else has grown out of that at the same moment. Nothing was stored: read what is there now.
        """
        about = subject_of(reply)
        if not isinstance(reply, Routable):
            answer = await self._questions.answer(question, reply)
            await self.keep(question, answer.kind, about, None)
            return answer

        async def keep_too(connection: AsyncConnection, ask_id: str) -> None:
            turn = self._turn(question, reply.kind, about, ask_id, followed)
            await self._turns.keep_in(connection, turn, self._clock() - EXPIRES, followed.last if followed else None)

        return await self._questions.answer(question, reply, keep_too, verdicts)

    async def answer_again(self, question: Question, followed: Followed) -> Answer:
        """Show the request in hand once more, or say something about it, with its buttons."""
        ask, move = followed.ask, followed.move
        current = compose(followed.turn.current, ask.id) if ask and followed.turn.current else None
        if isinstance(move, Tell):
            outline, kind = compose(move.reply), move.reply.kind
            about = subject_of(move.reply) or followed.turn.about
            offered = {Verb.HAND_OVER} if isinstance(move.reply, Farewell) else _OFFERED_AGAIN
            buttons = tuple(b for b in current.buttons() if b.action.verb in offered) if current else ()
            if (
                buttons
                and followed.turn.own
                and kind != "dropped"
                and not (followed.turn.is_sent or followed.turn.sent)
            ):
                outline = replace(outline, parts=(*outline.parts, Buttons(buttons)))
            dropped = isinstance(move.reply, Dropped)  # nothing goes on with it any more
            ask_id = ask.id if ask and not dropped else None
            await self.keep(question, kind, "" if dropped else about, ask_id, followed)
            return Answer(outline, kind)
        if ask is None:
            raise ValueError("Only what was stored can be shown again.")
        shown = await self._questions.show(ask, followed.turn.sent)
        await self.keep(question, shown.kind, followed.turn.about, ask.id, followed)
        outline = shown.outline if followed.turn.current is None else show_request(shown, followed.turn.current).outline
        if isinstance(move, Again) and move.says:
            outline = replace(
                outline, parts=(Paragraph(move.says), *outline.parts), summary=f"{move.says} {outline.summary}"
            )
        return replace(shown, outline=outline, presentation=Presentation.NEW)

    async def keep_press(self, question: Question, followed: Followed, answer: Answer) -> Answer:
        """The answer to a press that was made in words, as a message of its own: it stands in place of no other."""
        ask_id = followed.ask.id if followed.ask else None
        await self.keep(question, answer.kind, _seal_in(answer), ask_id, followed)
        alone = answer.presentation in (Presentation.PRIVATE, Presentation.PRIVATE_REPLACE)
        answer = show_request(answer, followed.turn.current) if followed.turn.current else answer
        return replace(answer, presentation=Presentation.NEW, privately=answer.privately or alone)

    async def end_preview(self, ask_id: str) -> None:
        """Nothing that is written from now on is an answer to the preview of that request."""
        await self._turns.end_preview(ask_id)

    async def renew_preview(self, ask_id: str, answer: Answer) -> None:
        """A press changed the preview of that request: a yes is to what it shows now."""
        await self._turns.renew_preview(ask_id, _seal_in(answer))

    async def open_up(self, ask_id: str) -> None:
        """Others read the answer from now on, and what goes on with it."""
        await self._turns.open_up(ask_id)

    async def keep(
        self, question: Question, kind: str, about: str, ask_id: str | None, followed: Followed | None = None
    ) -> None:
        """Keep what an answer was about; what interrupts a conversation for a moment leaves it as it was."""
        if kind in PASSING:
            return
        turn = self._turn(question, kind, about, ask_id, followed)
        try:
            await self._turns.keep(turn, self._clock() - EXPIRES, followed.last if followed else None)
        except TurnTakenError:
            pass  # the request has grown at the same moment: what follows goes on with that
        except FAILURES:
            _log.warning("what was said could not be kept", exc_info=True)

    def _turn(
        self, question: Question, kind: str, about: str, ask_id: str | None, followed: Followed | None
    ) -> StoredTurn:
        return StoredTurn(
            platform=question.place.platform,
            workspace=question.place.workspace,
            conversation=question.place.conversation,
            thread=followed.thread if followed else _kept_under(question),
            asker=question.asker,
            ask_id=ask_id,
            kind=kind,
            about=about,
            openly=question.openly,
            at=self._clock(),
        )


def show_request(answer: Answer, reply: Reply) -> Answer:
    """An answer with the request that it is about, for that is not what was written right before it."""
    shown = any(isinstance(part, Quoted) for part in answer.outline.parts)
    urgent = isinstance(reply, Route) and reply.danger  # nothing stands before what to do
    if shown or urgent or answer.kind not in _QUOTED or not isinstance(reply, Route | Clarify | NotOurs):
        return answer
    quoted = Quoted(shorten(reply.suggestion.text, QUOTE_CHARACTERS))
    return replace(answer, outline=replace(answer.outline, parts=(quoted, *answer.outline.parts)))


def say_it_was_added(answer: Answer, text: str) -> Answer:
    """The answer to a request that grew, with a way out for who meant something new.

    A button carries words as they were written, and others may read it: what holds a secret gets none.
    """
    says: tuple[Part, ...] = (Note(_ADDED),)
    if not secrets(text):
        says = (*says, Buttons((Button(_NEW, Action(Verb.ASK, choice=text)),)))
    return replace(answer, outline=replace(answer.outline, parts=(*answer.outline.parts, *says)))


def _labels(current: Routable, ask_id: str) -> tuple[tuple[str, Choose], ...]:
    """What the answer to one ask offers, by label; several asks offer the same more than once."""
    if isinstance(current, Several):
        return ()
    return tuple((b.label, Choose(b.action.verb, b.action.choice)) for b in compose(current, ask_id).buttons())


def _seal_in(answer: Answer) -> str:
    """The seal of a preview; empty for any other answer."""
    return next((a.choice for a in answer.outline.actions() if a.verb is Verb.SEND), "")


def _is_seen(question: Question) -> bool:
    """Whether others read the answer."""
    return question.openly and not question.place.is_direct


def _kept_under(question: Question) -> str:
    """The thread under which its turn is kept: what is said to one person alone leaves what they said openly there as it is."""
    thread = _thread(question)
    return thread if question.openly or question.place.is_direct else alone(thread)


def _thread(question: Question) -> str:
    """The thread; mostly none with one person alone, who writes now below an answer and now beside it."""
    is_one = question.place.is_direct and not question.in_own_thread
    return "" if is_one else question.thread or ""
