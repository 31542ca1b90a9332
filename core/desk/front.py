"""The front desk as the faces use it: a question or a press in, an outline out; what must be remembered goes to the database."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal, ParamSpec, TypeVar

from core.catalogue.model import NONE
from core.desk.action import Action, Verb
from core.desk.compose import compose, compose_gone, compose_thanks
from core.desk.desk import Desk
from core.desk.outline import Button, Buttons, Outline
from core.desk.question import Place, Question
from core.desk.reply import NotOurs, Ownership, Routable, Route, Several
from core.desk.words import owned, why
from core.directory.model import Directory
from core.storage.asks import Ask, AskStore, Verdict

_P = ParamSpec("_P")
_T = TypeVar("_T")


_TURNS = 4
"""Questions that are worked on at a time; others wait their turn, in the order in which they came. The reading is done by one
thread, and the database has few connections, so more at a time would end no sooner: they would only keep the event loop from
acknowledging. With 64 commands at once (tests/benchmarks/test_slack.py) it acknowledges 4,200 a second with 4, 3,700 with 16 and
2,000 without a limit."""

Where = Literal["replace", "add", "aside", "instead", "follows", "share"]
"""How an answer to a press is shown: `replace` redraws the message that the button sits on; `add` is a message of its own;
`aside` is a word to the person who pressed alone; so is `instead`, but in place of the message where nobody else sees that;
with `follows` a delivery redraws the message for everybody, and this is what it will say, for platforms that want a card at
once; `share` posts it in the thread `Answer.thread`, for everybody."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What to show.

    Attributes:
        outline: the content.
        kind: the reply's kind, for logs and counts.
        where: how to show it: see `Where`.
        thread: for `share`, the thread in the conversation of the press; None for the conversation itself.
        privately: whether it is nobody's business but the asker's, also where it was asked for all to hear.
    """

    outline: Outline
    kind: str
    where: Where = "add"
    thread: str | None = None
    privately: bool = False


def _with_owner(outline: Outline, ownership: Ownership | None) -> Outline:
    return replace(outline, parts=(*outline.parts, owned(ownership))) if ownership else outline


@dataclass(frozen=True, slots=True)
class Asked:
    """One ask of a stored question.

    Attributes:
        text: as it was asked.
        responsibility: id of where it belongs by now, or `none`.
        why: why, as a phrase.
        place: the conversation.
        thread: the thread there, or None.
        openly: whether it was answered there.
        link: its address, or empty.
    """

    text: str
    responsibility: str
    why: str
    place: Place
    thread: str | None
    openly: bool
    link: str


class FrontDesk:
    """Answers questions and presses on behalf of every face."""

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
        return Answer(outline, reply.kind)

    async def act(self, action: Action, actor: str, place: Place) -> Answer:
        """Carry out a press by `actor`; acting twice does no more than once."""
        if action.verb is Verb.ASK:
            return await self.ask(Question(action.choice, actor, place))
        if action.verb is Verb.SKILLS:
            reply = self._desk.skills(action.choice)
            return Answer(compose(reply, ""), reply.kind)
        ask = await self._asks.recall(action.ask)
        if ask is None:
            return Answer(compose_gone(), "gone")
        if action.verb in (Verb.CHOOSE, Verb.SETTLE):
            return await self._settle(ask, action, actor)
        current = await self._think(self._desk.answer_again, ask.text, {v.part: v.chosen for v in ask.verdicts})
        if action.verb is Verb.SHARE:
            await self._asks.open_up(ask.id)
            return Answer(compose(current, ask.id), current.kind, "share", ask.thread)
        if action.verb is Verb.NOT_RIGHT:
            choices = self._desk.choices(current, action.part)
            return Answer(compose(choices, ask.id), choices.kind, "replace")
        return Answer(compose(current, ask.id), current.kind, "replace")

    async def look_up(self, text: str) -> tuple[Outline, ...]:
        """Roles and responsibilities that a few words name, likeliest first; all where there are no words."""
        found = await self._think(self._desk.look_up, text)
        return tuple(_with_owner(compose(reply, ""), ownership) for reply, ownership in found)

    async def asked(self, ask_id: str, part: int) -> Asked | None:
        """One ask of a stored question with where it belongs by now, or None where that is not known (any more)."""
        ask = await self._asks.recall(ask_id)
        if ask is None:
            return None
        current = await self._think(self._desk.answer_again, ask.text, {v.part: v.chosen for v in ask.verdicts})
        parts = current.parts if isinstance(current, Several) else ((ask.text, current),)
        text, single = parts[part] if part < len(parts) else ("", None)
        if not isinstance(single, Route | NotOurs):
            return None
        belongs = single.responsibility.id if isinstance(single, Route) else NONE
        reason = "somebody here said that this is the right place" if single.chosen else why(single.suggestion)
        place = Place(ask.platform, ask.workspace, ask.conversation)
        return Asked(text, belongs, reason, place, ask.thread, ask.openly, ask.link)

    async def _settle(self, ask: Ask, action: Action, actor: str) -> Answer:
        """Keep the choice and answer anew with it."""
        if not self._desk.knows(action.choice):
            return Answer(compose_gone(), "gone")
        settled = {v.part: v.chosen for v in ask.verdicts}
        suggested = await self._think(self._desk.guesses, ask.text)
        if action.part >= len(suggested):
            return Answer(compose_gone(), "gone")
        how: Literal["correction", "clarification"] = "correction" if action.verb is Verb.CHOOSE else "clarification"
        await self._asks.keep(ask.id, Verdict(action.part, suggested[action.part], action.choice, how, actor))
        reply = await self._think(self._desk.answer_again, ask.text, {**settled, action.part: action.choice})
        thanks = action.verb is Verb.CHOOSE
        outline = compose(reply, ask.id)
        return Answer(compose_thanks(outline) if thanks else outline, reply.kind, "replace")

    async def _think(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, partial(work, *args, **kwargs))
