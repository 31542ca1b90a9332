"""A question answered after what was said before: once for members, and once for guests, whose desk tells less."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from core.conversation.actions import Action
from core.conversation.answer import Answer
from core.conversation.messages import Press, Question
from core.desk.compose import compose_for_members
from core.desk.danger import Danger
from core.desk.dialogue import Dialogue, Followed, say_it_was_added, show_request
from core.desk.followups.turn import Ask as AskInstead
from core.desk.followups.turn import Choose, Tell
from core.desk.questions import Questions
from core.desk.reply import Reply
from core.desk.requests import Route
from core.desk.topics.distress import Distress
from core.desk.topics.help import Help
from core.desk.topics.owners import Owner
from core.desk.topics.status import Status
from core.desk.topics.talk import Talk
from core.handoff.overview import Overview
from core.storage.turns import TurnTakenError

_TRIES = 10
"""Each time something else got in first, and that was said: so many additions at once nobody writes."""


class Answering:
    """Reads a question, finds what it goes on with, and answers."""

    def __init__(
        self,
        questions: Questions,
        dialogue: Dialogue,
        overview: Overview,
        press: Callable[[Press], Awaitable[Answer]],
    ) -> None:
        """Take the desk, what was said before, where hand-offs stand, and how a press is carried out that is made in words."""
        self._questions = questions
        self._dialogue = dialogue
        self._overview = overview
        self._press = press

    async def answer(self, question: Question, *, follow: bool) -> Answer:
        """Answer a question; one that `follow`s may go on with what was said before."""
        # most questions go on with nothing, and are not kept waiting for that to be found out
        last, reply = await asyncio.gather(
            self._dialogue.find(question) if follow else _nothing(), self._questions.read(question)
        )
        for _ in range(_TRIES):
            # who asks for help asks for nothing that was said before
            followed = await self._dialogue.read(question, last) if last and not isinstance(reply, Help) else None
            if followed is None:
                break
            try:
                return await self._go_on(question, followed)
            except TurnTakenError:
                last = await self._dialogue.find(question)
        return await self._answer_with(question, reply)

    async def _go_on(self, question: Question, followed: Followed) -> Answer:
        if isinstance(followed.move, AskInstead):
            return await self._answer_instead(question, followed, followed.move)
        if isinstance(followed.move, Choose):
            return await self._press_in_words(question, followed, followed.move)
        told = followed.move.reply if isinstance(followed.move, Tell) else None
        return await _refuse_list(question, told) or await self._dialogue.answer_again(question, followed)

    async def _answer_instead(self, question: Question, followed: Followed, move: AskInstead) -> Answer:
        """Answer the text that somebody's words stand for, such as a request with something added."""
        # how its asker changed a request in a preview, nobody else has seen
        alone = move.added and followed.was_changed and not question.place.is_direct
        asked = replace(question, text=move.text, openly=question.openly and not alone)
        is_chosen = followed.ask and followed.ask.verdicts and (move.settled or move.part is not None)
        if is_chosen and followed.ask:
            answer = await self._dialogue.answer_grown(asked, followed.ask, move.part or 0, followed)
        else:
            reply = await self._questions.read(asked)
            answer = show_request(await self._answer_with(asked, reply, followed), reply)
        answer = say_it_was_added(answer, question.text) if move.added else answer
        return replace(answer, privately=True) if alone else answer

    async def _press_in_words(self, question: Question, followed: Followed, move: Choose) -> Answer:
        """What the press of a button would do."""
        press = Press(
            Action(move.verb, followed.ask.id if followed.ask else "", choice=move.choice),
            await question.person(),
            question.place,
            link=question.link,
            privately=not question.openly,
            thread=question.thread,
            in_own_thread=question.in_own_thread,
        )
        return await self._dialogue.keep_press(question, followed, await self._press(press))

    async def _answer_with(self, question: Question, reply: Reply, followed: Followed | None = None) -> Answer:
        if isinstance(reply, Status):
            return await self._overview.status(question, reply.team)
        if isinstance(reply, Talk) and reply.takes_back and (offer := await self._overview.withdrawable(question)):
            return offer
        refused = await _refuse_list(question, reply)
        answer = refused or await self._dialogue.answer_fresh(question, reply, followed=followed)
        # what is told to somebody in despair, or who has it hard, is for nobody else
        return replace(answer, privately=True) if _is_private(reply) else answer


def _is_private(reply: Reply) -> bool:
    match reply:
        case Distress():
            return True
        case Talk():
            return reply.is_private
        case Route(danger=Danger(kind="threat")):
            return True  # who threatens may read along
    return False


async def _refuse_list(question: Question, reply: Reply | None) -> Answer | None:
    """A refusal where a list of owners is asked for by somebody from elsewhere; None otherwise."""
    if not isinstance(reply, Owner) or reply.subject is not None:
        return None
    asker = await question.person()
    if not asker.external:
        return None
    return Answer(compose_for_members(unverified=asker.unverified), "refused", privately=True)


async def _nothing() -> None:
    """Nothing, for what is awaited in the place of something."""
