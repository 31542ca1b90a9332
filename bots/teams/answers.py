"""How an answer gets to the person: where they asked, or in another way where Teams does not take it there."""

from collections.abc import Awaitable, Callable
from enum import Enum
from functools import partial

from bots.last_resort import Way, send_once
from bots.teams.connector import ConnectorError
from bots.teams.messenger import TeamsMessenger, answer_error_of, message_of
from bots.teams.outbound import Message, Turn
from bots.teams.payloads import THREAD, Incoming
from core.conversation.outline import Outline
from core.conversation.people import Place

_Sends = Callable[[], Awaitable[object]]


class Where(Enum):
    """Where an answer got to."""

    HERE = "in the conversation"
    IN_PERSON = "in the personal chat"


class Answers:
    """Sends answers. All of it raises `NoWayError` where nothing leads to the person."""

    def __init__(self, messenger: TeamsMessenger) -> None:
        """Take the messenger, by which what cannot be answered as a reply is sent."""
        self._messenger = messenger

    async def say(self, turn: Turn, message: Message) -> Where:
        """Answer for everybody in the conversation; to the person alone where it cannot be said there."""
        incoming = turn.incoming
        here: list[_Sends] = [partial(turn.send, message), partial(self._messenger.send, incoming.place, message)]
        channel, threaded, _ = incoming.conversation.partition(THREAD)
        if threaded:
            here.append(partial(self._messenger.send, Place("teams", incoming.tenant, channel), message))
        return await self._send(here, incoming, message)

    async def replace(self, turn: Turn, activity_id: str, message: Message) -> Where:
        """Put a message in the place of another, or send it anew where that one is gone."""
        changes = partial(turn.update, activity_id, message)
        return await self._send(
            [changes, partial(self._messenger.send, turn.incoming.place, message)], turn.incoming, message
        )

    async def change(self, turn: Turn, activity_id: str, message: Message) -> None:
        """Put a message in the place of another, where who pressed has seen it already."""
        await send_once([_way(partial(turn.update, activity_id, message))])

    async def say_alone(self, incoming: Incoming, outline: Outline) -> Where:
        """Tell a person something that is not for the others in the conversation."""
        message = message_of(outline)
        targeted: list[_Sends] = [partial(self._messenger.send_to_one, incoming.place, incoming.person, message)]
        may_target = self._messenger.targets and incoming.conversation_type != "personal"
        return await self._send(targeted if may_target else [], incoming, message)

    async def _send(self, here: list[_Sends], incoming: Incoming, message: Message) -> Where:
        in_person: list[_Sends] = (
            [partial(self._messenger.send, incoming.person.direct, message)] if incoming.sender else []
        )
        used = await send_once([_way(each) for each in (*here, *in_person)])
        return Where.HERE if used < len(here) else Where.IN_PERSON


def _way(send: _Sends) -> Way:
    async def go() -> None:
        try:
            await send()
        except ConnectorError as error:
            raise answer_error_of(error) from error

    return go
