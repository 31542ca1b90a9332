"""How an answer gets to the person: where they asked, or in another way where Teams does not take it there."""

from collections.abc import Awaitable, Callable
from enum import Enum
from functools import partial

import structlog

from bots.last_resort import NoWayError, Way, send_once
from bots.teams.connector import ConnectorError
from bots.teams.messenger import TeamsMessenger, answer_error_of, message_of
from bots.teams.outbound import Message, Turn
from bots.teams.payloads import THREAD, Incoming
from core.conversation.outline import Outline
from core.conversation.people import Place

_log = structlog.get_logger()

_Sends = Callable[[], Awaitable[object]]


class Where(Enum):
    """Where an answer got to."""

    HERE = "in the conversation"
    IN_PERSON = "in the personal chat"


class Answers:
    """Sends answers. All but `tell` raises `NoWayError` where nothing leads to the person."""

    def __init__(self, messenger: TeamsMessenger) -> None:
        """Take the messenger, by which what cannot be answered as a reply is sent."""
        self._messenger = messenger

    async def say(self, turn: Turn, message: Message) -> Where:
        """Answer where somebody wrote or pressed, and so to them alone where they did it alone; in person where that cannot be."""
        incoming = turn.incoming
        if self.is_alone(incoming):
            return await self._send([self._to_one(incoming, message)], incoming, message)
        here: list[_Sends] = [partial(turn.send, message), partial(self._messenger.send, incoming.place, message)]
        channel, threaded, _ = incoming.conversation.partition(THREAD)
        if threaded:
            here.append(partial(self._messenger.send, Place("teams", incoming.tenant, channel), message))
        return await self._send(here, incoming, message)

    async def replace(self, turn: Turn, activity_id: str, message: Message) -> Where:
        """Put a message in the place of another, or send it anew where that one is gone."""
        incoming = turn.incoming
        anew: _Sends = partial(self._messenger.send, incoming.place, message)
        if self.is_alone(incoming):
            anew = self._to_one(incoming, message)
        return await self._send([self._in_place(turn, activity_id, message), anew], incoming, message)

    async def change(self, turn: Turn, activity_id: str, message: Message) -> None:
        """Put a message in the place of another, where who pressed has seen it already."""
        await send_once([_way(self._in_place(turn, activity_id, message))])

    async def say_alone(self, incoming: Incoming, outline: Outline) -> Where:
        """Tell a person something that is not for the others in the conversation."""
        message = message_of(outline)
        may_target = self._messenger.targets and incoming.conversation_type != "personal"
        here = [self._to_one(incoming, message)] if may_target or self.is_alone(incoming) else []
        return await self._send(here, incoming, message)

    async def tell(self, incoming: Incoming, outline: Outline) -> None:
        """Tell a person alone; that they cannot be told keeps nobody from their answer."""
        try:
            await self.say_alone(incoming, outline)
        except NoWayError as error:
            _log.warning("a word to one person was not delivered", platform="teams", why=str(error))

    def is_alone(self, incoming: Incoming) -> bool:
        """Whether somebody wrote or pressed where, among others, nobody but them sees it: their client shows such messages."""
        among_others = incoming.conversation_type != "personal"
        return among_others and (incoming.is_targeted or self._messenger.is_for_one(incoming.place, incoming.reply_to))

    def _to_one(self, incoming: Incoming, message: Message) -> _Sends:
        return partial(self._messenger.send_to_one, incoming.place, incoming.person, message)

    def _in_place(self, turn: Turn, activity_id: str, message: Message) -> _Sends:
        if self.is_alone(turn.incoming):
            return partial(self._messenger.update_for_one, turn.incoming.place, activity_id, message)
        return partial(turn.update, activity_id, message)

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
