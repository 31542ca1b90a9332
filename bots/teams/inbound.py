"""The bot: what came in becomes a question or a press for the desk, and the desk's answer becomes a card."""

import asyncio
from collections.abc import Mapping
from http import HTTPStatus

import structlog

from bots.background import InFlight
from bots.dedup import Deduplicator
from bots.last_resort import NoWayError
from bots.metrics import ANSWERED
from bots.teams.answers import Answers, Where
from bots.teams.connector import ConnectorError
from bots.teams.conversations import References
from bots.teams.extension import INVOKES, Extension
from bots.teams.hearing import Hearing, report_failure
from bots.teams.messenger import TeamsMessenger, message_of
from bots.teams.outbound import CARD, NOT_IMPLEMENTED, InvokeResult, Message, Turn, for_one
from bots.teams.payloads import Incoming, Json
from bots.teams.people import People
from bots.teams.render.actions import read_execute, read_submit
from bots.teams.text import is_mentioned, readable
from core.app import LIMITED, Waypost
from core.conversation.actions import Action, UnknownActionError
from core.conversation.answer import Answer, Presentation
from core.conversation.messages import Press, Question
from core.conversation.outline import Outline

_log = structlog.get_logger()

PLATFORM_ID = "teams"

_SAID = ("message", "messageUpdate", "messageDelete")

CARD_ACTION = "adaptiveCard/action"
_TEXT_ANSWER = "application/vnd.microsoft.activity.message"
_ERROR_ANSWER = "application/vnd.microsoft.error"

_UNKNOWN_PRESS = "I don't know this button any more. Please ask again."
_BELOW = "The answer is a message of its own, below."
_IN_PERSON = "I could not answer here, so I have written to you in our personal chat."
_COMING = "I'm working on it; the answer comes as a message of its own."
_NOWHERE = "I could not post the answer here, and I could not write to you either. Please try again in a while."
_POSTED_SECONDS = 4.0
"""How long a press waits for its answer to be posted, before it is told where. Teams waits about ten seconds for a press."""
_TOLD_ALONE = "That is only for you, so I have written to you in our personal chat."
_ASK_ALONE = (
    "That is only for you, and I cannot write to you in a personal chat yet. Open one with me and ask again there."
)
_TWICE = "I've already received that."


class Inbound:
    """Answers turns."""

    def __init__(
        self,
        waypost: Waypost,
        references: References,
        messenger: TeamsMessenger,
        work: InFlight,
        deduplicator: Deduplicator,
        people: People,
    ) -> None:
        """Take what is needed.

        Args:
            waypost: the core.
            references: where to keep who has met us.
            messenger: tells one person alone.
            work: where to put work that goes on.
            deduplicator: remembers which messages were questions to us.
            people: knows what people are called.
        """
        self._waypost = waypost
        self._references = references
        self._answers = Answers(messenger)
        self._work = work
        self._people = people
        self._welcomed = Deduplicator()
        self._hearing = Hearing(waypost, self._answers, deduplicator, people)
        self._extension = Extension(waypost, self._post)

    async def handle(self, turn: Turn) -> InvokeResult | None:
        """Answer a turn. What is not for us is left alone."""
        self._work.start(self._references.remember(turn.incoming))
        if turn.incoming.is_by_bot and turn.incoming.type in _SAID:
            return None  # who answers bots may be answered by them
        match turn.incoming.type:
            case "messageUpdate" | "messageDelete":
                if await self._hearing.reword(turn.incoming):
                    await self._ask(turn, readable(turn.incoming))
            case "message":
                await self._message(turn)
            case "invoke":
                return await self._invoke(turn)
            case "installationUpdate" | "conversationUpdate":
                await self._arrival(turn)
        return None

    async def _message(self, turn: Turn) -> None:
        incoming = turn.incoming
        if incoming.value is not None and not incoming.text.strip():
            await self._submit(turn)
            return
        text = readable(incoming)
        if incoming.is_targeted:
            # it was written to us alone, so it goes to nobody else; a slash command may come with its slash
            await self._ask(turn, text.removeprefix("/"))
            return
        mentioned = is_mentioned(incoming.bot, incoming.mentions)
        if mentioned and not await self._hearing.is_first(incoming):
            return  # an edit of it came before it, and is answered
        # In a hand-off's thread a mention is how people answer each other, for without one we may not hear them.
        try:
            heard = await self._hearing.hear(incoming, text, mentioned=mentioned)
        except Exception:  # noqa: BLE001 - whatever it is, who addressed us is told; others may have meant nobody here
            failure = report_failure(incoming)
            if mentioned or incoming.conversation_type == "personal":
                await self._answers.say(turn, failure)
            return
        if heard:
            return
        if mentioned or incoming.conversation_type not in ("channel", "groupChat"):
            await self._ask(turn, text)

    async def _ask(self, turn: Turn, text: str) -> None:
        incoming = turn.incoming
        try:
            answer = await self._waypost.ask(_question(incoming, text))
            message = message_of(answer.outline)
        except Exception:  # noqa: BLE001 - whatever it is, the person is told and the failure is noted
            await self._answers.say(turn, report_failure(incoming))
            return
        if incoming.conversation_type != "personal":
            await self._hearing.warn(answer.warning, incoming)
        await self._send(turn, answer, message)
        ANSWERED.labels(PLATFORM_ID, answer.kind).inc()

    async def _send(self, turn: Turn, answer: Answer, message: Message) -> Where:
        """Send an answer into the conversation, or to the person alone where it is for nobody else; says where it is."""
        incoming = turn.incoming
        if not answer.privately or incoming.conversation_type == "personal":
            return await self._answers.say(turn, message)
        if answer.kind == LIMITED:
            await self._answers.tell(incoming, answer.outline)
            return Where.IN_PERSON
        return await self._say_alone(turn, answer.outline)

    async def _say_alone(self, turn: Turn, outline: Outline) -> Where:
        """Tell who asked or pressed, and them alone; the others hear at most that there was something."""
        try:
            where = await self._answers.say_alone(turn.incoming, outline)
        except NoWayError as error:
            _log.warning("a private answer was not delivered", platform=PLATFORM_ID, why=str(error))
            if self._answers.is_alone(turn.incoming):
                raise  # the others need not hear that anything was asked
            return await self._answers.say(turn, Message(_ASK_ALONE))
        # who pressed hears it by the invoke's answer, and who wrote alone was heard by nobody else
        told = turn.incoming.type == "invoke" or self._answers.is_alone(turn.incoming)
        if where is Where.IN_PERSON and not told:
            await self._answers.say(turn, Message(_TOLD_ALONE))
        return where

    async def _arrival(self, turn: Turn) -> None:
        """Say once what we do. Both events come at an installation, in any order; an upgrade is none."""
        incoming = turn.incoming
        if incoming.removes_us:
            self._welcomed.forget(incoming.conversation)
            return
        installed = incoming.type == "installationUpdate" and incoming.action.startswith("add")
        if not (installed or incoming.bot in incoming.added) or self._welcomed.is_duplicate(incoming.conversation):
            return
        if incoming.action != "add-upgrade":
            await self._ask(turn, "help")

    # --- presses -------------------------------------------------------------------------------------------------

    async def _submit(self, turn: Turn) -> None:
        """A press in a client that knows no Action.Execute. It arrives as a message, so the answer does too."""
        incoming = turn.incoming
        try:
            action, inputs = read_submit(incoming.value)
        except UnknownActionError:
            await self._answers.say(turn, Message(_UNKNOWN_PRESS))
            return
        try:
            answer = await self._act(action, incoming, inputs)
            message = message_of(answer.outline)
        except Exception:  # noqa: BLE001 - as above
            await self._answers.say(turn, report_failure(incoming))
            return
        await self._show(turn, answer, message)

    async def _invoke(self, turn: Turn) -> InvokeResult:
        """A press. Who pressed sees the answer to the invoke; what everybody sees follows right after it."""
        incoming = turn.incoming
        if incoming.name in INVOKES:
            return await self._extend(turn)
        if incoming.name != CARD_ACTION:
            return NOT_IMPLEMENTED
        try:
            action, inputs = read_execute(incoming.value)
        except UnknownActionError:
            error: Json = {"code": "BadRequest", "message": _UNKNOWN_PRESS}
            return _envelope(HTTPStatus.BAD_REQUEST, _ERROR_ANSWER, error)
        try:
            answer = await self._act(action, incoming, inputs)
            message = message_of(answer.outline)
        except Exception:  # noqa: BLE001 - as above
            return _envelope(HTTPStatus.OK, _TEXT_ANSWER, report_failure(incoming).text)
        if answer.presentation == Presentation.PRIVATE:
            ANSWERED.labels(PLATFORM_ID, answer.kind).inc()
            return _envelope(HTTPStatus.OK, _TEXT_ANSWER, answer.outline.summary)
        if answer.presentation == Presentation.NEW:
            return _envelope(HTTPStatus.OK, _TEXT_ANSWER, await self._say_below(turn, answer, message))
        self._work.start(self._show(turn, answer, message))
        shown = for_one(message) if self._answers.is_alone(incoming) else message
        return _envelope(HTTPStatus.OK, CARD, shown.card)

    async def _say_below(self, turn: Turn, answer: Answer, message: Message) -> str:
        """Post the answer to a press; what to tell who pressed: where it is, as far as that is known in time."""
        posted: asyncio.Future[Where] = asyncio.get_running_loop().create_future()

        async def post() -> None:
            try:
                await self._hearing.warn(answer.warning, turn.incoming)
                posted.set_result(await self._send(turn, answer, message))
            except NoWayError as error:
                _log.error("an answer was not delivered", platform=PLATFORM_ID, why=str(error))
            finally:
                posted.cancel()  # does nothing where it has its result
            ANSWERED.labels(PLATFORM_ID, answer.kind).inc()

        self._work.start(post())
        done, _ = await asyncio.wait((posted,), timeout=_POSTED_SECONDS)
        if not done:
            return _COMING
        if posted.cancelled():
            return _NOWHERE
        if posted.result() is Where.HERE:
            return _BELOW
        return _TOLD_ALONE if answer.privately else _IN_PERSON

    async def _extend(self, turn: Turn) -> InvokeResult:
        """The message extension."""
        try:
            result = await self._extension.handle(turn)
        except Exception:  # noqa: BLE001 - as above
            says = report_failure(turn.incoming).text
            return InvokeResult(HTTPStatus.OK, {"task": {"type": "message", "value": says}})
        ANSWERED.labels(PLATFORM_ID, turn.incoming.name).inc()
        return result

    async def _post(self, turn: Turn, message: Message) -> bool:
        """Post for everybody; says whether that was possible."""
        try:
            await turn.send(message)
        except ConnectorError as error:
            _log.warning("an answer was not shared", platform=PLATFORM_ID, why=str(error))
            return False
        return True

    async def _act(self, action: Action, incoming: Incoming, inputs: Mapping[str, str]) -> Answer:
        link, person = incoming.link_to(incoming.reply_to), await self._people.person(incoming)
        return await self._waypost.press(
            Press(
                action,
                person,
                incoming.place,
                id=incoming.id,
                inputs=inputs,
                link=link,
                privately=self._answers.is_alone(incoming),
            )
        )

    async def _show(self, turn: Turn, answer: Answer, message: Message) -> None:
        """Show an answer to a press: to everybody in the conversation where it is for everybody, else to who pressed.

        Who pressed an Action.Execute has it already; an Action.Submit has no answer but a message.
        """
        incoming = turn.incoming
        invoked, in_person = incoming.type == "invoke", incoming.conversation_type == "personal"
        await self._hearing.warn(answer.warning, incoming)
        match answer.presentation:
            case Presentation.REDRAWN_LATER:
                pass
            case Presentation.PRIVATE_REPLACE if invoked:
                pass
            case Presentation.REPLACE if invoked and incoming.reply_to:
                await self._change(turn, message)
            case Presentation.REPLACE if incoming.reply_to:
                await self._answers.replace(turn, incoming.reply_to, message)
            case Presentation.PRIVATE_REPLACE if in_person and incoming.reply_to:
                await self._answers.replace(turn, incoming.reply_to, message)
            case Presentation.PRIVATE | Presentation.PRIVATE_REPLACE if not in_person:
                await self._say_alone(turn, answer.outline)
            case _:
                await self._send(turn, answer, message)
        ANSWERED.labels(PLATFORM_ID, answer.kind).inc()

    async def _change(self, turn: Turn, message: Message) -> None:
        """Show the others what who pressed has seen already; where the message is gone there is nobody to show it to."""
        try:
            await self._answers.change(turn, turn.incoming.reply_to, message)
        except NoWayError as error:
            _log.warning("a card was not changed", platform=PLATFORM_ID, why=str(error))


def _question(incoming: Incoming, text: str) -> Question:
    return Question(
        text,
        incoming.sender,
        incoming.place,
        locale=incoming.locale,
        openly=not incoming.is_targeted,
        link="" if incoming.is_targeted else incoming.link,
        alias=incoming.sender_object,
        known_as=incoming.person,
    )


def repeated_press() -> InvokeResult:
    """The answer to an invoke that arrives again while, or after, it was worked on."""
    return _envelope(HTTPStatus.OK, _TEXT_ANSWER, _TWICE)


def _envelope(status: int, kind: str, value: object) -> InvokeResult:
    """The answer to a card's action. Its HTTP status is 200 whatever the inner one says: so the protocol wants it."""
    return InvokeResult(HTTPStatus.OK, {"statusCode": int(status), "type": kind, "value": value})
