"""Questions and what people press under their answers: read by the desk, stored where the answer can be corrected, laid out."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal, ParamSpec, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from core.catalogue.model import NONE
from core.conversation.actions import Action, Verb
from core.conversation.answer import Answer, Presentation
from core.conversation.attached import join_note, split_note
from core.conversation.messages import Press, Question
from core.conversation.outline import Button, Buttons, Outline
from core.conversation.people import Person, Place
from core.desk.compose import compose, compose_agreed, compose_gone, compose_thanks
from core.desk.desk import Desk
from core.desk.followups.grown import has_grown
from core.desk.followups.turn import Move, Turn
from core.desk.reply import Ownership, Reply
from core.desk.requests import FOR_A_PERSON, Choice, ForPerson, More, NotOurs, Route, Settled, reason_of
from core.desk.several import Routable, Several
from core.desk.warning import Fate, warn
from core.desk.wording import YOU, deciding_words, owner_part
from core.directory.model import Directory
from core.sensitive.search import restore
from core.storage.asks import Ask, AskStore, Verdict

_P = ParamSpec("_P")
_T = TypeVar("_T")

GONE = Answer(compose_gone(), "gone", Presentation.PRIVATE)
"""For a press on something that is not known (any more)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One ask of a stored question.

    Attributes:
        text: as it was asked, with the line of what came with the message.
        responsibility: id of where it belongs by now, or `none`.
        why: why, as a phrase for others than who asked.
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


class Questions:
    """Reads and answers questions, and carries out what people press under the answers."""

    def __init__(self, desk: Desk, asks: AskStore) -> None:
        self._desk = desk
        self._asks = asks
        # Reading a text takes milliseconds; meanwhile the event loop has others to acknowledge. One thread is enough:
        # a second would only compete for the processor.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="desk")

    @property
    def directory(self) -> Directory | None:
        """Who owns what, as it is at the moment; None where no directory is set."""
        return self._desk.directory

    async def read(self, question: Question) -> Reply:
        """What the desk says to a question."""
        return await self._think(self._desk.answer, question)

    async def read_settled(self, text: str, ask: Ask) -> Reply:
        """What the desk says to a request that grew out of a stored one, with what was chosen for that."""
        return await self._think(self._desk.answer_again, text, _choices_of(ask, alone=_is_read_alone(ask)))

    async def stands_alone(self, question: Question) -> bool:
        """Whether a question surely stands for itself, whatever was said before."""
        return await self._think(self._desk.stands_alone, question.text)

    async def read_on(self, turn: Turn, question: Question) -> Move | None:
        """What a question means after what was said before; None where it stands for itself."""
        return await self._think(self._desk.follow, turn, question.text)

    async def answer(
        self,
        question: Question,
        reply: Reply,
        also: Callable[[AsyncConnection, str], Awaitable[None]] | None = None,
        verdicts: tuple[Verdict, ...] = (),
    ) -> Answer:
        """Lay a reply out. What can be corrected later is stored before the answer goes out.

        Args:
            question: what was asked.
            reply: what the desk said to it.
            also: what else to write when it is stored, in the same transaction, given its id.
            verdicts: what was said about it already, and the reply heeds.
        """
        if not isinstance(reply, Routable):
            return Answer(compose(reply), reply.kind)
        ask_id = await self._asks.remember(
            Ask(
                platform=question.place.platform,
                workspace=question.place.workspace,
                conversation=question.place.conversation,
                thread=question.thread,
                asker=question.asker,
                locale=question.locale,
                text=question.text,
                openly=question.openly,
                link=question.link,
                verdicts=verdicts,
            ),
            also,
        )
        outline = compose(reply, ask_id, quotes=_is_out_of_sight(question.text, openly=question.openly))
        if question.shareable:
            share = Buttons((Button("Share in the thread", Action(Verb.SHARE, ask_id)),))
            outline = replace(outline, parts=(*outline.parts, share))
        return Answer(outline, reply.kind)

    async def warn(self, text: str, fate: Fate) -> Outline | None:
        """What to tell who wrote a text about secrets in it; None where there are none."""
        return await self._think(warn, text, fate)

    async def look_up(self, text: str) -> tuple[Outline, ...]:
        """Roles and responsibilities that a few words name, likeliest first; all where there are no words."""
        found = await self._think(self._desk.look_up, text)
        return tuple(_with_owner(compose(reply), ownership) for reply, ownership in found)

    async def recall(self, ask_id: str) -> Ask | None:
        """The stored question with that id, or None where it is not known (any more)."""
        return await self._asks.recall(ask_id)

    async def current(self, ask: Ask) -> Routable:
        """What the desk says to a stored question by now."""
        return await self._reread(ask, alone=_is_read_alone(ask))

    async def show(self, ask: Ask, handed_over: Collection[int] = (), *, quotes: bool = False) -> Answer:
        """The answer to a stored question as it is by now.

        Args:
            ask: the question.
            handed_over: its asks that are with a team already, and need no button for that.
            quotes: whether it shows the request also where that stands right above it.
        """
        current = await self.current(ask)
        quotes = quotes or _is_out_of_sight(ask.text, openly=ask.openly)
        return Answer(compose(current, ask.id, handed_over, quotes=quotes), current.kind, Presentation.REPLACE)

    async def one_of(self, ask: Ask, part: int) -> Asked | None:
        """One ask of a stored question with where it belongs by now, or None where that is not known (any more)."""
        # the reason goes to the team, which is not “you”
        current = await self._reread(ask, alone=False)
        asked, attached = split_note(ask.text)
        parts = current.parts if isinstance(current, Several) else ((asked, current),)
        text, single = parts[part] if part < len(parts) else ("", None)
        if not isinstance(single, Route | NotOurs):
            return None
        if isinstance(current, Several):
            # the answer masks what the asker may well want to hand over: the preview lets them choose
            text = (await self._think(restore, tuple(each for each, _ in parts), asked))[part]
        return Asked(
            text=join_note(text, attached),
            responsibility=single.responsibility.id if isinstance(single, Route) else NONE,
            why=phrase_reason(single),
            place=place_of(ask),
            thread=ask.thread,
            openly=ask.openly,
            link=ask.link,
        )

    # --- presses -----------------------------------------------------------------------------------------------------

    async def skills(self, press: Press) -> Answer:
        """More about an answer, in a message of its own; of a role, or of an answer that is gone or has none, what it takes."""
        reply = await self._more(press) or self._desk.skills(press.action.choice)
        return Answer(compose(reply), reply.kind)

    async def _more(self, press: Press) -> More | None:
        """All that there is to say of one ask, to those who can read what was asked."""
        action = press.action
        ask = await self._asks.recall(action.ask) if action.ask else None
        if ask is None or not (asker_of(ask).is_same(press.person) or (ask.openly and press.place == place_of(ask))):
            return None
        current = await self.current(ask)
        singles = [single for _, single in current.parts] if isinstance(current, Several) else [current]
        single = singles[action.part] if action.part < len(singles) else None
        # an old button may name what it was taken for at first
        return More(single) if isinstance(single, Route) and single.responsibility.id == action.choice else None

    async def offer_choices(self, press: Press, ask: Ask) -> Answer:
        """Everything that one could choose in place of the suggestion."""
        current = await self._reread(ask, alone=_is_read_alone(ask))
        choices = self._desk.choices(current, press.action.part)
        return Answer(compose(choices, ask.id), choices.kind, Presentation.REPLACE)

    async def agree(self, press: Press, ask: Ask) -> Answer:
        """Keep that the suggestion is right. The answer stays as it is."""
        part = press.action.part
        guesses = await self._think(self._desk.guesses, ask.text)
        said = await self.one_of(ask, part) if part < len(guesses) else None
        if said is None:
            return GONE
        person = press.person
        verdict = Verdict(part, guesses[part], said.responsibility, "agreement", person.id, person.name)
        await self._asks.keep(ask.id, verdict)
        return Answer(compose_agreed(), "agreed", Presentation.PRIVATE)

    async def go_back(self, _: Press, ask: Ask) -> Answer:
        """The answer as it was before the choices."""
        return await self.show(ask)

    async def share(self, _: Press, ask: Ask) -> Answer:
        """A private answer, for everybody from now on."""
        current = await self._reread(ask, alone=False)
        await self._asks.open_up(ask.id)
        return Answer(compose(current, ask.id, quotes=True), current.kind, Presentation.SHARE_IN_THREAD, ask.thread)

    async def choose(self, press: Press, ask: Ask) -> Answer:
        """Keep a correction, or the answer to a clarifying question, and answer anew with it."""
        action = press.action
        guesses = await self._think(self._desk.guesses, ask.text) if self._desk.knows(action.choice) else ()
        if action.part >= len(guesses):
            return GONE
        corrects = action.verb is Verb.CORRECT_TO
        how: Literal["correction", "clarification"] = "correction" if corrects else "clarification"
        person = press.person
        verdict = Verdict(action.part, guesses[action.part], action.choice, how, person.id, person.name)
        await self._asks.keep(ask.id, verdict)
        kept = await self._asks.recall(ask.id) or ask  # who chose the same before has said it
        # others may meet what is new there when much has been written since
        answer = await self.show(kept, quotes=not place_of(ask).is_direct)
        return replace(answer, outline=compose_thanks(answer.outline)) if corrects else answer

    # --- how ---------------------------------------------------------------------------------------------------------

    async def _reread(self, ask: Ask, *, alone: bool) -> Routable:
        return await self._think(self._desk.answer_again, ask.text, _choices_of(ask, alone=alone))

    async def _think(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, partial(work, *args, **kwargs))


def phrase_reason(single: Route | NotOurs) -> str:
    """Why a request belongs where it does, as a phrase for the team that gets it."""
    if isinstance(single, ForPerson):
        return FOR_A_PERSON
    return reason_of(single.chosen) if single.chosen else deciding_words(single.suggestion)


def place_of(ask: Ask) -> Place:
    """The conversation in which a stored question was asked."""
    return Place(ask.platform, ask.workspace, ask.conversation)


def asker_of(ask: Ask) -> Person:
    """Who put a stored question."""
    return Person(ask.platform, ask.workspace, ask.asker, "")


def _is_out_of_sight(text: str, *, openly: bool) -> bool:
    """Whether a request does not stand right above its answer: a command leaves no message, and what grew is in several."""
    return has_grown(text) or not openly


def _is_read_alone(ask: Ask) -> bool:
    """Whether nobody but the asker sees the answer."""
    return not ask.openly or place_of(ask).is_direct


def _choices_of(ask: Ask, *, alone: bool) -> Settled:
    """What people chose, said to those who see the answer: to the asker alone as “you”, before others by name."""
    return {
        verdict.part: Choice(
            verdict.chosen,
            YOU if verdict.actor == ask.asker and alone else verdict.name,
            verdict.how == "clarification",
        )
        for verdict in ask.verdicts
        if verdict.how != "agreement"  # it changes nothing
    }


def _with_owner(outline: Outline, ownership: Ownership | None) -> Outline:
    return replace(outline, parts=(*outline.parts, owner_part(ownership))) if ownership else outline
