"""The bot's message extension in Teams: "Who owns this?" on a message, and looking something up while one writes.

https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/what-are-messaging-extensions
"""

import uuid
from dataclasses import dataclass

from bots.playground.cast import Person
from bots.playground.delivery import ImpossibleError, UndeliveredError
from bots.playground.live import Record
from bots.playground.teams.platform import TeamsPlatform
from bots.playground.teams.shapes import CARD, payload_of
from bots.playground.teams.tenant import Message, Tenant

WHO_OWNS_THIS = "whoOwnsThis"
LOOK_UP = "lookUp"
_PARAMETER = "query"
_AT_FIRST = "initialRun"
"""What Teams asks before anything was typed."""

_MOST_RESULTS = 25
"""So many Teams asks for at once."""

_UNKNOWN = "Something went wrong: Waypost's answer is none that Teams knows."


@dataclass(frozen=True, slots=True)
class Dialog:
    """A dialog that the bot shows: its title and its card."""

    title: str
    card: Record


@dataclass(frozen=True, slots=True)
class Found:
    """One of the things that were looked up: what the list shows of it, and the card that it becomes."""

    title: str
    text: str
    card: Record


class Extension:
    """Acts for the people of the tenant towards the bot's message extension. All of it raises two errors.

    `ImpossibleError`: the person sees no such message or place. `UndeliveredError`: the bot did not take it, or its answer is
    none that Teams knows.
    """

    def __init__(self, tenant: Tenant, platform: TeamsPlatform) -> None:
        self._tenant = tenant
        self._platform = platform

    async def ask_about(self, person: Person, place: str, message_id: str) -> Dialog | str | None:
        """Take "Who owns this?" of a message. Returns the dialog that opens, or a sentence, or nothing."""
        message = self._find(person, place, message_id)
        return _dialog(await self._invoke("fetchTask", person, message, {"commandId": WHO_OWNS_THIS}))

    async def submit(self, person: Person, place: str, message_id: str, data: Record) -> Dialog | str | None:
        """Press a button in the dialog of a message. Returns what the dialog then shows; None where it closes.

        Args:
            person: who presses.
            place: where the message is.
            message_id: the message that the dialog is about.
            data: the button's data, with the card's inputs merged in.
        """
        message = self._find(person, place, message_id)
        pressed = {"commandId": WHO_OWNS_THIS, "data": data, "botMessagePreviewAction": None}
        return _dialog(await self._invoke("submitAction", person, message, pressed))

    async def look_up(self, person: Person, place: str, text: str) -> list[Found] | str:
        """Look something up while writing. Returns what was found, or a sentence."""
        self._platform.admit(person, place)
        parameter = {"name": _PARAMETER, "value": text} if text else {"name": _AT_FIRST, "value": "true"}
        value = {
            "commandId": LOOK_UP,
            "parameters": [parameter],
            "queryOptions": {"skip": 0, "count": _MOST_RESULTS},
            "context": {"theme": "default"},
        }
        invoke = {"type": "invoke", "name": "composeExtension/query", "id": f"f:{uuid.uuid4()}", "value": value}
        answer = await self._platform.send(self._platform.activity(person, place, place, invoke))
        match answer:
            case {"composeExtension": {"type": "message", "text": str(says)}}:
                return says
            case {"composeExtension": {"type": "result", "attachments": list(attachments)}}:
                return [_result(each) for each in attachments]
            case {"task": {"type": "message", "value": str(says)}}:
                raise UndeliveredError(says)
            case _:
                raise UndeliveredError(_UNKNOWN)

    def _find(self, person: Person, place: str, message_id: str) -> Message:
        self._platform.admit(person, place)
        message = self._tenant.find(place, message_id)
        if message is None or message.deleted:
            raise ImpossibleError("There is no such message.")
        return message

    async def _invoke(self, what: str, person: Person, message: Message, value: Record) -> object:
        value |= {
            "commandContext": "message",
            "context": {"theme": "default"},
            "messagePayload": payload_of(message),
        }
        invoke = {"type": "invoke", "name": f"composeExtension/{what}", "id": f"f:{uuid.uuid4()}", "value": value}
        return await self._platform.send(self._platform.activity(person, message.place, message.conversation, invoke))


def _dialog(answer: object) -> Dialog | str | None:
    match answer:
        case None:
            return None
        case {"task": {"type": "message", "value": str(says)}}:
            return says
        case {
            "task": {"type": "continue", "value": {"card": {"contentType": kind, "content": dict(card)}, **rest}}
        } if kind == CARD:
            return Dialog(str(rest.get("title") or "Waypost"), card)
        case _:
            raise UndeliveredError(_UNKNOWN)


def _result(attachment: object) -> Found:
    match attachment:
        case {"contentType": kind, "content": dict(card), "preview": {"content": dict(preview)}} if kind == CARD:
            return Found(str(preview.get("title") or ""), str(preview.get("text") or ""), card)
        case _:
            raise UndeliveredError(_UNKNOWN)
