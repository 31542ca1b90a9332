"""Questions and presses under their answers without the rules on who may press, which tests of the whole core hold."""

from sqlalchemy.ext.asyncio import AsyncEngine

from core.conversation.actions import Action, Verb
from core.conversation.answer import Answer
from core.conversation.messages import Press, Question
from core.conversation.people import Person, Place
from core.desk.desk import Desk
from core.desk.questions import GONE, Asked, Questions
from core.storage.asks import AskStore


class OpenQuestions:
    """What a test asks and presses."""

    def __init__(self, desk: Desk, engine: AsyncEngine) -> None:
        self._questions = Questions(desk, AskStore(engine))

    async def ask(self, question: Question) -> Answer:
        """Answer a question."""
        return await self._questions.answer(question, await self._questions.read(question))

    async def press(self, action: Action, actor: str, place: Place, *, name: str = "") -> Answer:
        """Carry out a press by somebody of that id and name."""
        press = Press(action, Person(place.platform, place.workspace, actor, name), place)
        if action.verb is Verb.SKILLS:
            return await self._questions.skills(press)
        ask = await self._questions.recall(action.ask)
        if ask is None:
            return GONE
        carry_out = {
            Verb.CORRECT: self._questions.offer_choices,
            Verb.CORRECT_TO: self._questions.choose,
            Verb.CLARIFY: self._questions.choose,
            Verb.BACK: self._questions.go_back,
            Verb.SHARE: self._questions.share,
        }[action.verb]
        return await carry_out(press, ask)

    async def asked(self, ask_id: str, part: int) -> Asked | None:
        """One ask of a question, as the team would get it."""
        ask = await self._questions.recall(ask_id)
        return await self._questions.one_of(ask, part) if ask else None
