"""The front desk as the platforms use it: a question or a press in, an outline out; what must be remembered goes to the database."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal, ParamSpec, TypeVar

from core.catalogue.model import NONE
from core.conversation.actions import Action, Verb
from core.conversation.answer import Answer, Presentation
from core.conversation.messages import Question
from core.conversation.outline import Button, Buttons, Outline
from core.conversation.people import Person, Place
from core.desk.compose import compose, compose_gone, compose_thanks
from core.desk.desk import Desk
from core.desk.reply import Choice, NotOurs, Ownership, Routable, Route, Settled, Several
from core.desk.warning import Fate, warn
from core.desk.words import YOU, chosen_by, owned, why
from core.directory.model import Directory
from core.sensitive.search import restored
from core.storage.asks import Ask, AskStore, Verdict

_P = ParamSpec("_P")
_T = TypeVar("_T")


_TURNS = 4
"""Questions that are worked on at a time; others wait their turn, in the order in which they came. The reading is done by one
thread, and the database has few connections, so more at a time would end no sooner: they would only keep the event loop from
acknowledging. With 64 commands at once (tests/benchmarks) it acknowledges 4,200 a second with 4, 3,700 with 16 and
2,000 without a limit."""


def _with_owner(outline: Outline, ownership: Ownership | None) -> Outline:
    return replace(outline, parts=(*outline.parts, owned(ownership))) if ownership else outline


def _asker(ask: Ask) -> Person:
    return Person(ask.platform, ask.workspace, ask.asker, "")


@dataclass(frozen=True, slots=True)
class Asked:
    """One ask of a stored question.

    Attributes:
        text: as it was asked.
        responsibility: id of where it belongs by now, or `none`.
        why: why, as a phrase for others than who asked.
        place: the conversation.
        thread: the thread there, or None.
        openly: whether it was answered there.
        link: its address, or empty.
        asker: who asked.
    """

    text: str
    responsibility: str
    why: str
    place: Place
    thread: str | None
    openly: bool
    link: str
    asker: Person


class FrontDesk:
    """Answers questions and presses on behalf of every platform."""

    def __init__(self, desk: Desk, asks: AskStore) -> None:
        self._desk = desk
        self._asks = asks
        # Reading a text takes milliseconds; meanwhile the event loop has others to acknowledge. One thread is enough:
        # a second would only compete for the processor.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="desk")
        self._turns = asyncio.Semaphore(_TURNS)

    def directory(self) -> Directory | None:
        """Who owns what, as it is at the moment; None where no directory is set."""
        return self._desk.directory

    async def ask(self, question: Question) -> Answer:
        """Answer a question. What can be corrected later is stored before the answer goes out."""
        async with self._turns:
            return await self._ask(question)

    async def _ask(self, question: Question) -> Answer:
        reply = await self._think(self._desk.answer, question)
        ask_id = ""
        if isinstance(reply, Routable):
            ask_id = await self._asks.remember(
                Ask(
                    question.place.platform,
                    question.place.workspace,
                    question.place.conversation,
                    question.thread,
                    question.asker,
                    question.locale,
                    question.text,
                    question.openly,
                    question.link,
                )
            )
        outline = compose(reply, ask_id)
        if question.shareable and ask_id:
            share = Buttons((Button("Share in the thread", Action(Verb.SHARE, ask_id)),))
            outline = replace(outline, parts=(*outline.parts, share))
        is_read = question.openly and not question.place.is_direct
        warning = await self._think(warn, question.text, Fate.EXPOSED) if is_read else None
        return Answer(outline, reply.kind, warning=warning)

    async def asker(self, ask_id: str) -> Person | None:
        """Who put a stored question, or None where it is not known (any more)."""
        ask = await self._asks.recall(ask_id)
        return _asker(ask) if ask else None

    async def act(
        self, action: Action, actor: str, place: Place, *, name: str = "", link: str = "", privately: bool = False
    ) -> Answer:
        """Carry out a press of somebody who may; acting twice does no more than once.

        Args:
            action: what was pressed.
            actor: by whom, a platform's user id.
            place: the conversation where it was pressed.
            name: what colleagues call them.
            link: address of where it was pressed, or empty.
            privately: as `Press.privately`.
        """
        if action.verb is Verb.ASK:
            return await self.ask(Question(action.choice, actor, place, openly=not privately, link=link))
        if action.verb is Verb.SKILLS:
            reply = self._desk.skills(action.choice)
            return Answer(compose(reply, ""), reply.kind)
        ask = await self._asks.recall(action.ask)
        if ask is None:
            return Answer(compose_gone(), "gone")
        if action.verb in (Verb.CORRECT_TO, Verb.CLARIFY):
            return await self._settle(ask, action, actor, name)
        alone = _is_read_alone(ask) and action.verb is not Verb.SHARE
        current = await self._think(self._desk.answer_again, ask.text, _settled(ask, alone=alone))
        if action.verb is Verb.SHARE:
            await self._asks.open_up(ask.id)
            return Answer(compose(current, ask.id), current.kind, Presentation.SHARE_IN_THREAD, ask.thread)
        if action.verb is Verb.CORRECT:
            choices = self._desk.choices(current, action.part)
            return Answer(compose(choices, ask.id), choices.kind, Presentation.REPLACE)
        return Answer(compose(current, ask.id), current.kind, Presentation.REPLACE)

    async def look_up(self, text: str) -> tuple[Outline, ...]:
        """Roles and responsibilities that a few words name, likeliest first; all where there are no words."""
        found = await self._think(self._desk.look_up, text)
        return tuple(_with_owner(compose(reply, ""), ownership) for reply, ownership in found)

    async def asked(self, ask_id: str, part: int) -> Asked | None:
        """One ask of a stored question with where it belongs by now, or None where that is not known (any more)."""
        ask = await self._asks.recall(ask_id)
        if ask is None:
            return None
        # the reason goes to the team, which is not “you”
        current = await self._think(self._desk.answer_again, ask.text, _settled(ask, alone=False))
        parts = current.parts if isinstance(current, Several) else ((ask.text, current),)
        text, single = parts[part] if part < len(parts) else ("", None)
        if (
            isinstance(current, Several) and text
        ):  # the answer masks what the asker may well want to hand over: the preview lets them choose
            text = (await self._think(restored, tuple(each for each, _ in parts), ask.text))[part]
        if not isinstance(single, Route | NotOurs):
            return None
        belongs = single.responsibility.id if isinstance(single, Route) else NONE
        reason = chosen_by(single.chosen) if single.chosen else why(single.suggestion)
        place = Place(ask.platform, ask.workspace, ask.conversation)
        return Asked(
            text=text,
            responsibility=belongs,
            why=reason,
            place=place,
            thread=ask.thread,
            openly=ask.openly,
            link=ask.link,
            asker=_asker(ask),
        )

    async def _settle(self, ask: Ask, action: Action, actor: str, name: str) -> Answer:
        """Keep the choice and answer anew with it."""
        if not self._desk.knows(action.choice):
            return Answer(compose_gone(), "gone")
        suggested = await self._think(self._desk.guesses, ask.text)
        if action.part >= len(suggested):
            return Answer(compose_gone(), "gone")
        how: Literal["correction", "clarification"] = (
            "correction" if action.verb is Verb.CORRECT_TO else "clarification"
        )
        verdict = Verdict(action.part, suggested[action.part], action.choice, how, actor, name)
        await self._asks.keep(ask.id, verdict)
        kept = await self._asks.recall(ask.id) or ask  # who chose the same before has said it
        reply = await self._think(self._desk.answer_again, ask.text, _settled(kept, alone=_is_read_alone(kept)))
        thanks = action.verb is Verb.CORRECT_TO
        outline = compose(reply, ask.id)
        return Answer(compose_thanks(outline) if thanks else outline, reply.kind, Presentation.REPLACE)

    async def _think(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, partial(work, *args, **kwargs))


def _is_read_alone(ask: Ask) -> bool:
    """Whether nobody but the asker sees the answer."""
    return not ask.openly or Place(ask.platform, ask.workspace, ask.conversation).is_direct


def _settled(ask: Ask, *, alone: bool) -> Settled:
    """What people chose, said to those who see the answer: to the asker alone as “you”, before others by name."""
    return {
        verdict.part: Choice(
            verdict.chosen,
            YOU if verdict.actor == ask.asker and alone else verdict.name,
            verdict.how == "clarification",
        )
        for verdict in ask.verdicts
    }
