"""The bot: what came in becomes a question or a press for the desk, and the desk's answer becomes a card."""

import sys
from collections.abc import Mapping
from http import HTTPStatus

import structlog

from bots.background import InFlight
from bots.dedup import Deduplicator
from bots.metrics import ANSWERED, FAILED
from bots.teams.connector import ConnectorError
from bots.teams.conversations import References
from bots.teams.extension import INVOKES, Extension
from bots.teams.messenger import TeamsMessenger
from bots.teams.outbound import CARD, NOT_IMPLEMENTED, NOTIFICATION_CHARACTERS, InvokeResult, Message, Turn
from bots.teams.payloads import THREAD, Incoming, Json
from bots.teams.render import card
from bots.teams.render.actions import read_execute, read_submit
from bots.teams.render.text import clip
from bots.teams.text import is_mentioned, readable
from core.app import LIMITED, Waypost
from core.conversation.actions import Action, UnknownActionError
from core.conversation.answer import Answer, Presentation
from core.conversation.messages import Press, Question, ThreadMessage
from core.conversation.outline import Outline, Paragraph
from core.desk.compose import compose_failure
from core.handoff.delivery.ports import DeliveryError
from core.limits import LimitReachedError

_log = structlog.get_logger()

PLATFORM_ID = "teams"

CARD_ACTION = "adaptiveCard/action"
_TEXT_ANSWER = "application/vnd.microsoft.activity.message"
_ERROR_ANSWER = "application/vnd.microsoft.error"

_UNKNOWN_PRESS = "I don't know this button any more. Please ask again."
_BELOW = "The answer is a message of its own, below."
_TOLD_ALONE = "That is only for you, so I have written to you in our personal chat."
_ASK_ALONE = (
    "That is only for you, and I cannot write to you in a personal chat yet. Open one with me and ask again there."
)
_WARNED_SECONDS = 86_400
"""For so long who wrote a message is not warned of it again when they edit it. Teams does not say how it read before."""

_TWICE = "I've already received that."


class Inbound:
    """Answers turns."""

    def __init__(self, waypost: Waypost, references: References, messenger: TeamsMessenger, work: InFlight) -> None:
        """Take the core, where to keep who has met us, by what to tell one person alone, and where to put work that goes on."""
        self._waypost = waypost
        self._references = references
        self._messenger = messenger
        self._work = work
        self._welcomed = Deduplicator()
        self._warned = Deduplicator(_WARNED_SECONDS)
        self._extension = Extension(waypost, self._post)

    async def handle(self, turn: Turn) -> InvokeResult | None:
        """Answer a turn. What is not for us is left alone."""
        self._work.start(self._references.remember(turn.incoming))
        match turn.incoming.type:
            case "messageUpdate" | "messageDelete":
                await self._reword(turn.incoming)
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
        # In the thread of a team's card a mention is how its people answer, for without one we do not hear them. In the
        # requester's thread it may be the next question.
        said = _thread_message(incoming, text)
        try:
            heard = THREAD in incoming.conversation and await self._waypost.relay_message(
                said, team_side_only=mentioned
            )
        except LimitReachedError as error:
            await self._tell_alone(incoming, _words(str(error)))
            return
        if heard:
            await self._warn(await self._waypost.warn_of_masking(said), incoming)
            return
        if mentioned or incoming.conversation_type not in ("channel", "groupChat"):
            await self._ask(turn, text)

    async def _reword(self, incoming: Incoming) -> None:
        """Somebody edited or deleted a message."""
        text = readable(incoming) if incoming.type == "messageUpdate" else ""
        warning = None
        if THREAD in incoming.conversation:
            try:
                warning = await self._waypost.relay_edit(_thread_message(incoming, text))
            except LimitReachedError as error:
                await self._tell_alone(incoming, _words(str(error)))
        is_question = is_mentioned(incoming.bot, incoming.mentions) and incoming.conversation_type != "personal"
        if warning is None and is_question and not self._warned.knows(_message(incoming)):
            warning = await self._waypost.warn_of_exposure(incoming.place, text)
        await self._warn(warning, incoming)

    async def _ask(self, turn: Turn, text: str) -> None:
        incoming = turn.incoming
        try:
            answer = await self._waypost.ask(_question(incoming, text))
            message = _message_of(answer)
        except Exception:  # noqa: BLE001 - whatever it is, the person is told and the failure is noted
            apology = _report_failure(incoming)
            if incoming.is_targeted:
                await self._tell_alone(incoming, _words(apology.text))
            else:
                await turn.send(apology)
            return
        if incoming.conversation_type != "personal":
            await self._warn(answer.warning, incoming)
        await self._send(turn, answer, message)
        ANSWERED.labels(PLATFORM_ID, answer.kind).inc()

    async def _warn(self, warning: Outline | None, incoming: Incoming) -> None:
        """Tell a person alone what is not for the others; that it cannot be told keeps nobody from their answer."""
        if warning is None:
            return
        self._warned.note(_message(incoming))
        try:
            await self._messenger.tell_one(incoming.place, incoming.person, warning)
        except DeliveryError as error:
            _log.warning("a warning was not delivered", platform=PLATFORM_ID, why=str(error))

    async def _send(self, turn: Turn, answer: Answer, message: Message) -> None:
        """Send an answer into the conversation, or to the person alone where it is for nobody else."""
        incoming = turn.incoming
        alone = self._is_alone(incoming)
        if not (answer.privately or alone) or incoming.conversation_type == "personal":
            await turn.send(message)
            return
        if answer.kind == LIMITED:
            await self._tell_alone(incoming, answer.outline)
            return
        try:
            here = await self._messenger.tell_one(incoming.place, incoming.person, answer.outline, sees_targeted=alone)
        except DeliveryError as error:
            _log.warning("a private answer was not delivered", platform=PLATFORM_ID, why=str(error))
            await turn.send(Message(_ASK_ALONE))
            return
        if not (here or alone):  # the others have not seen that anything was asked
            await turn.send(Message(_TOLD_ALONE))

    def _is_alone(self, incoming: Incoming) -> bool:
        """Whether it was written, or pressed, where nobody but the person sees it among the others."""
        return incoming.is_targeted or self._messenger.is_for_one(incoming.place, incoming.reply_to)

    async def _tell_alone(self, incoming: Incoming, outline: Outline) -> None:
        """Tell somebody alone that nothing comes now, and the others nothing: they would get a message for each one that is too many."""
        alone = self._is_alone(incoming)
        try:
            await self._messenger.tell_one(incoming.place, incoming.person, outline, sees_targeted=alone)
        except DeliveryError as error:
            _log.warning("nobody could be told to wait", platform=PLATFORM_ID, why=str(error))

    async def _arrival(self, turn: Turn) -> None:
        """Say once what we do. Both events come at an installation, in any order; an upgrade is none."""
        incoming = turn.incoming
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
            await turn.send(Message(_UNKNOWN_PRESS))
            return
        try:
            answer = await self._act(action, incoming, inputs)
            message = _message_of(answer)
        except Exception:  # noqa: BLE001 - as above
            await turn.send(_report_failure(incoming))
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
            message = _message_of(answer)
        except Exception:  # noqa: BLE001 - as above
            return _envelope(HTTPStatus.OK, _TEXT_ANSWER, _report_failure(incoming).text)
        if answer.presentation == Presentation.PRIVATE:
            ANSWERED.labels(PLATFORM_ID, answer.kind).inc()
            return _envelope(HTTPStatus.OK, _TEXT_ANSWER, answer.outline.summary)
        self._work.start(self._show(turn, answer, message))
        if answer.presentation == Presentation.NEW:
            return _envelope(HTTPStatus.OK, _TEXT_ANSWER, _BELOW)
        return _envelope(HTTPStatus.OK, CARD, message.card)

    async def _extend(self, turn: Turn) -> InvokeResult:
        """The message extension."""
        try:
            result = await self._extension.handle(turn)
        except Exception:  # noqa: BLE001 - as above
            says = _report_failure(turn.incoming).text
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
        link = incoming.link_to(incoming.reply_to)
        return await self._waypost.press(
            Press(
                action,
                incoming.person,
                incoming.place,
                id=incoming.id,
                inputs=inputs,
                link=link,
                privately=self._is_alone(incoming),
            )
        )

    async def _show(self, turn: Turn, answer: Answer, message: Message) -> None:
        """Show an answer to a press to everybody in the conversation, where it is for everybody.

        Who pressed an Action.Execute has it already; an Action.Submit has no answer but a message.
        """
        invoked, pressed = turn.incoming.type == "invoke", turn.incoming.reply_to
        await self._warn(answer.warning, turn.incoming)
        if answer.presentation == Presentation.REPLACE and pressed and self._is_alone(turn.incoming):
            await self._messenger.update_for_one(turn.incoming.place, pressed, answer.outline)
        elif answer.presentation == Presentation.REPLACE and pressed:
            await turn.update(pressed, message)
        elif answer.presentation != Presentation.REDRAWN_LATER and not (
            invoked and answer.presentation == Presentation.PRIVATE_REPLACE
        ):
            await self._send(turn, answer, message)
        ANSWERED.labels(PLATFORM_ID, answer.kind).inc()


def _words(says: str) -> Outline:
    return Outline("", (Paragraph(says),), says)


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


def _message(incoming: Incoming) -> tuple[str, str]:
    return incoming.conversation, incoming.id


def _thread_message(incoming: Incoming, text: str) -> ThreadMessage:
    edited = 0.0 if incoming.type == "message" else incoming.sent_seconds
    return ThreadMessage(incoming.person, incoming.place, None, incoming.id, text, edited)


def repeated_press() -> InvokeResult:
    """The answer to an invoke that arrives again while, or after, it was worked on."""
    return _envelope(HTTPStatus.OK, _TEXT_ANSWER, _TWICE)


def _message_of(answer: Answer) -> Message:
    return Message(card=card(answer.outline), summary=clip(answer.outline.summary, NOTIFICATION_CHARACTERS))


def _report_failure(incoming: Incoming) -> Message:
    """What to say after an unexpected failure, which is noted here; to be called where it is handled."""
    FAILED.labels(PLATFORM_ID).inc()
    _log.exception(
        "answering failed", platform=PLATFORM_ID, type=incoming.type, activity=incoming.id, tenant=incoming.tenant
    )
    return Message(compose_failure(sys.exception()).summary)


def _envelope(status: int, kind: str, value: object) -> InvokeResult:
    """The answer to a card's action. Its HTTP status is 200 whatever the inner one says: so the protocol wants it."""
    return InvokeResult(HTTPStatus.OK, {"statusCode": int(status), "type": kind, "value": value})
