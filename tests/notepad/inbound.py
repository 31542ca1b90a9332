"""From what came in to an answer: questions, presses, and what is written in the threads of hand-offs."""

from collections.abc import Awaitable
from functools import partial

import structlog

from bots.last_resort import NoWayError, send_once
from bots.metrics import ANSWERED, FAILED
from core.app import LIMITED, Waypost
from core.conversation.actions import Action, UnknownActionError
from core.conversation.answer import Answer, Presentation, notice
from core.conversation.messages import Press, Question, ThreadMessage
from core.conversation.outline import Outline
from core.desk.compose import PASSED_ON, compose_failure, compose_gone
from core.handoff.delivery.ports import DeliveryError, Sent
from core.limits import LimitReachedError
from tests.notepad.messenger import NotepadMessenger
from tests.notepad.payloads import Pressed, Written

_log = structlog.get_logger()


class Inbound:
    """Carries events to the core, and answers them."""

    def __init__(self, waypost: Waypost, messenger: NotepadMessenger) -> None:
        self._waypost = waypost
        self._messenger = messenger

    async def handle(self, event: Written | Pressed) -> None:
        """Answer one event."""
        if isinstance(event, Pressed):
            answer = await self._or_apology(self._press(event))
        elif event.kind == "rewritten":
            answer = await self._or_apology(self._follow(event))
        else:
            answer = None if event.about else await self._or_apology(self._hear(event))
            if answer is None and (event.asks or event.about):
                answer = await self._or_apology(self._ask(event))
        if answer is None:
            return
        try:
            if answer.warning:
                await self._tell(answer.warning, event, alone=True)
            await self._show(answer, event)
        except (DeliveryError, NoWayError) as error:
            _log.warning("an answer was not delivered", platform="notepad", why=str(error))
        ANSWERED.labels("notepad", answer.kind).inc()

    async def _ask(self, event: Written) -> Answer:
        question = Question(
            event.said,
            event.by.id,
            event.place,
            thread=event.thread or event.note,
            openly=not event.about,
            shareable=event.about,
            known_as=event.person,
        )
        return await self._waypost.ask(question)

    async def _press(self, event: Pressed) -> Answer:
        try:
            action = Action.of(event.verb, event.data)
        except UnknownActionError:
            return Answer(compose_gone(), "gone", Presentation.PRIVATE)
        press = Press(action, event.person, event.place, id=event.id, inputs=event.inputs, privately=event.private)
        return await self._waypost.press(press)

    async def _hear(self, event: Written) -> Answer | None:
        said = ThreadMessage(event.person, event.place, event.thread, event.note, event.said)
        try:
            heard = event.thread is not None and await self._waypost.relay_message(said, mentioned=event.asks)
        except LimitReachedError as error:
            return notice(str(error), LIMITED)
        told = PASSED_ON if heard and event.asks else None
        warning = (await self._waypost.warn_of_masking(said) or told) if heard else None
        return Answer(warning, "warning", Presentation.PRIVATE) if warning else None

    async def _follow(self, event: Written) -> Answer | None:
        said = ThreadMessage(event.person, event.place, event.thread, event.note, event.said, event.at)
        if event.thread is not None:
            await self._waypost.relay_edit(said)
        return await self._ask(event) if event.asks and not event.asked else None

    async def _show(self, answer: Answer, event: Written | Pressed) -> None:
        """Each presentation by Notepad's own means."""
        is_alone = event.private or event.place.is_direct
        match answer.presentation:
            case Presentation.REDRAWN_LATER:
                return
            case Presentation.SHARE_IN_THREAD:
                await self._messenger.post(event.place, answer.outline, "", answer.thread)
            case Presentation.REPLACE:
                await self._messenger.update(Sent(event.place, event.note), answer.outline)
            case Presentation.PRIVATE_REPLACE if is_alone:
                await self._messenger.update(Sent(event.place, event.note), answer.outline)
            case Presentation.NEW:
                asked_alone = event.private or (isinstance(event, Written) and event.about)
                await self._tell(answer.outline, event, alone=answer.privately or asked_alone)
            case _:
                await self._tell(answer.outline, event, alone=True)

    async def _tell(self, outline: Outline, event: Written | Pressed, *, alone: bool) -> None:
        post = partial(self._messenger.post, outline=outline, key="")
        here = partial(post, event.place, thread=event.thread or event.note, reader=event.person if alone else None)
        await send_once([here, partial(post, event.person.direct)])

    async def _or_apology(self, thinking: Awaitable[Answer | None]) -> Answer | None:
        try:
            return await thinking
        except Exception as error:  # noqa: BLE001 - whatever it was, the person waits for a word
            FAILED.labels("notepad").inc()
            _log.exception("answering failed", platform="notepad")
            return Answer(compose_failure(error), "failure", Presentation.PRIVATE)
