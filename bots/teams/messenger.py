"""The messages of hand-offs in Teams: each sent once, for what became of it is the courier's business."""

from datetime import datetime
from http import HTTPStatus

import structlog

from bots.access import Access
from bots.dedup import Deduplicator
from bots.teams.connector import Connector, ConnectorError
from bots.teams.conversations import Reference, References
from bots.teams.outbound import NOTIFICATION_CHARACTERS, Message, wire
from bots.teams.payloads import THREAD, Json
from bots.teams.render import card
from bots.teams.render.text import clip
from core.conversation.outline import Outline
from core.conversation.people import DIRECT, Person, Place, PlatformId
from core.handoff.delivery.ports import (
    CannotLookError,
    DeliveryError,
    MessageGoneError,
    RateLimitedError,
    Sent,
    TemporaryError,
    UnreachableError,
    UnsureError,
)

_log = structlog.get_logger()

_CHANNEL_ENDS = ("@thread.tacv2", "@thread.skype")
"""Ids of channels end so; those of group chats do not."""

_WAIT_SECONDS = 30.0
"""Where Teams limits the rate and does not say for how long."""

_UNREACHABLE = frozenset({HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.BAD_REQUEST, HTTPStatus.GONE})
"""Teams' answers to a new message that will not pass by waiting: we are not in the conversation, it is gone, it is none."""

_SURELY_NOT_TAKEN = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.PRECONDITION_FAILED, HTTPStatus.SERVICE_UNAVAILABLE})
"""Answers that pass, after which nothing was carried out."""

_ANSWERED_AGAIN = _SURELY_NOT_TAKEN | {
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.INTERNAL_SERVER_ERROR,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.GATEWAY_TIMEOUT,
}

_TARGETED_SECONDS = 86_400.0
"""So long Teams shows a message to one of many:
https://learn.microsoft.com/microsoftteams/platform/agents-in-teams/targeted-messages"""

_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE, HTTPStatus.BAD_REQUEST})


class TeamsMessenger:
    """Posts and changes messages in the tenants that have met us."""

    platform: PlatformId = "teams"

    def __init__(self, references: References, access: Access | None = None, *, targeted: bool = False) -> None:
        """Take what is needed.

        Args:
            references: the conversations that have met us.
            access: the tenants that may be spoken to; None for all.
            targeted: whether messages for one of many may be shown among the many.
        """
        self._references = references
        self._access = access
        self._targeted = targeted
        self._for_one = Deduplicator(_TARGETED_SECONDS)
        self._connector: Connector | None = None

    def use(self, connector: Connector | None) -> None:
        """Send over this connector from now on; None while there is none."""
        self._connector = connector

    async def post(self, place: Place, outline: Outline, key: str, thread: str | None = None) -> Sent:  # noqa: ARG002 - Teams keeps no key
        """Post a message; see `Messenger`."""
        try:
            return await self.send(place, message_of(outline), thread)
        except ConnectorError as error:
            raise _error_of(error, replays=False) from error

    async def send(self, place: Place, message: Message, thread: str | None = None) -> Sent:
        """Post a message once; a personal chat that takes nothing any more is opened anew.

        Raises:
            ConnectorError: Teams did not take it.
            DeliveryError: nothing was sent, for want of a conversation to send it to.
        """
        if place.conversation.startswith(DIRECT):
            return await self._send_in_person(place, message)
        reference = await self._reference(place)
        conversation = place.conversation
        try:
            if _is_channel(conversation) and thread is None:
                return await self._begin_thread(place, reference, message)
            if _is_channel(conversation) and thread:
                conversation = f"{conversation}{THREAD}{thread}"
            sent = await self._post(conversation, reference, message)
        except ConnectorError as error:
            await self._note_refusal(place, error)
            raise
        return Sent(Place("teams", place.workspace, conversation), sent)

    async def send_to_one(self, place: Place, person: Person, message: Message) -> None:
        """Show a message to one of many where they are; see `targets`.

        Raises:
            ConnectorError: Teams did not take it.
            DeliveryError: nothing was sent, for want of a conversation to send it to.
        """
        reference = await self._reference(place)
        drawn = {**_draw(message, reference), "recipient": {"id": person.id, "name": person.name}}
        sent = await self._its_connector().post_to_one(reference.service_url, place.conversation, drawn)
        self._for_one.note((place.conversation.partition(THREAD)[0], sent))

    @property
    def targets(self) -> bool:
        """Whether messages for one of many may be shown among the many."""
        return self._targeted

    def is_for_one(self, place: Place, message: str) -> bool:
        """Whether a message is one of those that this process has shown to one of many, as far as it remembers."""
        return bool(message) and self._for_one.knows((place.conversation.partition(THREAD)[0], message))

    async def update_for_one(self, place: Place, activity_id: str, message: Message) -> None:
        """Put a message in the place of one that only one of many sees.

        Raises:
            ConnectorError: Teams did not take it.
            DeliveryError: nothing was sent, for want of a conversation to send it to.
        """
        reference = await self._reference(place)
        drawn = _draw(message, reference)
        await self._its_connector().put_for_one(reference.service_url, place.conversation, activity_id, drawn)

    async def update(self, sent: Sent, outline: Outline) -> None:
        """Change a message; see `Messenger`."""
        reference = await self._reference(sent.place)
        connector = self._its_connector()
        try:
            await connector.put(
                reference.service_url,
                sent.place.conversation,
                sent.message,
                _draw(message_of(outline), reference),
                tries=1,
            )
        except ConnectorError as error:
            raise _error_of(error, replays=True) from error

    async def find(self, place: Place, key: str, since: datetime, thread: str | None = None) -> Sent | None:  # noqa: ARG002 - the port asks
        """Never: the Bot Connector neither lists a conversation's messages nor takes a key of ours with one; see `Messenger`."""
        raise CannotLookError("Teams gives bots no way to look for a message.")

    async def reach(self, place: Place) -> None:
        """See that Teams answers, and that we are in the conversation as far as it has let us know; see `Messenger`."""
        in_person = place.conversation.startswith(DIRECT)
        if in_person:
            place = await self._personal(place)
        conversation = place.conversation.partition(THREAD)[0]
        reference = await self._references.of(place.workspace, conversation)
        if reference is not None and self._connector is not None:
            await self._probe(reference.service_url, place.conversation, in_person=in_person)
        if reference is None or reference.conversation != conversation or not reference.is_member:
            raise UnreachableError("Nobody has used Waypost in that channel yet; mention it there once.")

    async def _probe(self, service_url: str, conversation: str, *, in_person: bool) -> None:
        """See that Teams answers; whether it would take a message among others is for the message to find out."""
        try:
            await self._its_connector().probe(service_url, conversation)
        except ConnectorError as error:
            meant = _error_of(error, replays=True)
            if in_person and error.status in (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND):
                raise UnreachableError(str(error)) from error
            if isinstance(meant, RateLimitedError | TemporaryError) and error.status != HTTPStatus.METHOD_NOT_ALLOWED:
                raise meant from error

    async def _note_refusal(self, place: Place, error: ConnectorError) -> None:
        """Keep in mind that we are not in a conversation. That one thread is gone says nothing of its channel."""
        channel, _, root = place.conversation.partition(THREAD)
        if error.status == HTTPStatus.FORBIDDEN or (error.status == HTTPStatus.NOT_FOUND and not root):
            await self._references.close(place.workspace, channel)

    async def _begin_thread(self, place: Place, reference: Reference, message: Message) -> Sent:
        about: Json = {"channel": {"id": place.conversation}, "tenant": {"id": place.workspace}}
        wanted: Json = {
            "isGroup": True,
            "bot": {"id": reference.bot},
            "tenantId": place.workspace,
            "channelData": about,
            "activity": _draw(message, reference),
        }
        conversation, sent = await self._its_connector().create(reference.service_url, wanted)
        if THREAD not in conversation:
            conversation = f"{place.conversation}{THREAD}{sent or conversation}"
        return Sent(Place("teams", place.workspace, conversation), sent or conversation.partition(THREAD)[2])

    async def _send_in_person(self, place: Place, message: Message) -> Sent:
        personal = await self._personal(place)
        try:
            sent = await self._post(personal.conversation, await self._reference(personal), message)
        except ConnectorError as error:
            if error.status not in _GONE | _UNREACHABLE:
                raise
            # they may have removed us, or their chat has another id by now: Teams says which it is when one asks for it
            await self._references.close(place.workspace, personal.conversation)
            before, personal = personal, await self._personal(place)
            if personal == before:
                await self._references.close(place.workspace, personal.conversation)
                raise
            sent = await self._post(personal.conversation, await self._reference(personal), message)
        return Sent(personal, sent)

    async def _personal(self, place: Place) -> Place:
        """A person's personal conversation, which is begun when it is first wanted."""
        if self._access and not await self._access.admits(place.workspace):
            raise UnreachableError("That tenant may not use Waypost.")
        person = place.conversation.removeprefix(DIRECT)
        known = await self._references.of_person(place.workspace, person)
        if known is None and (elsewhere := await self._references.of_person_elsewhere(person)):
            tenant, reference = elsewhere
            if self._access is None or await self._access.admits(tenant):
                return Place("teams", tenant, reference.conversation)
        if known is None:
            reference = await self._reference(place)
            wanted: Json = {
                "isGroup": False,
                "bot": {"id": reference.bot},
                "members": [{"id": person}],
                "tenantId": place.workspace,
                "channelData": {"tenant": {"id": place.workspace}},
            }
            try:
                conversation, _ = await self._its_connector().create(reference.service_url, wanted)
            except ConnectorError as error:
                # it is created once however often one asks
                raise _error_of(error, replays=True) from error
            known = Reference(conversation, reference.bot, reference.service_url)
            await self._references.keep(place.workspace, known, "personal", person)
        return Place("teams", place.workspace, known.conversation)

    async def _post(self, conversation: str, reference: Reference, message: Message) -> str:
        connector = self._its_connector()
        try:
            return await connector.post(reference.service_url, conversation, _draw(message, reference), tries=1)
        except ConnectorError as error:
            if error.status != HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
                raise
        _log.error("teams refuses a card as too large", platform="teams")
        plain = Message(clip(message.text or message.summary, _PLAIN_CHARACTERS))
        return await connector.post(reference.service_url, conversation, _draw(plain, reference), tries=1)

    async def _reference(self, place: Place) -> Reference:
        if self._access and not await self._access.admits(place.workspace):
            raise UnreachableError("That tenant may not use Waypost.")
        reference = await self._references.of(place.workspace, place.conversation.partition(THREAD)[0])
        if reference is None:
            raise UnreachableError("Nobody of that organisation has used Waypost in Teams yet.")
        return reference

    def _its_connector(self) -> Connector:
        if self._connector is None:
            raise TemporaryError("The Teams side is not running.")
        return self._connector


_PLAIN_CHARACTERS = 2000


def message_of(outline: Outline) -> Message:
    """An outline as a card."""
    return Message(card=card(outline), summary=clip(outline.summary, NOTIFICATION_CHARACTERS))


def _draw(message: Message, reference: Reference) -> Json:
    return {**wire(message), "from": {"id": reference.bot}}


def _is_channel(conversation: str) -> bool:
    """Whether an id is that of a channel itself, outside of its threads."""
    return conversation.endswith(_CHANNEL_ENDS)


def answer_error_of(error: ConnectorError) -> DeliveryError:
    """A failure to answer somebody who waits, in the terms of `send_once`.

    Whatever status Teams gives, it has not taken the answer: Microsoft says to send again after 412, 502 and 504 too
    (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit). Where no answer came, it may be there.
    """
    if error.unsent or error.status in _ANSWERED_AGAIN:
        return TemporaryError(str(error))
    if error.status is None or error.status == HTTPStatus.REQUEST_TIMEOUT:
        return UnsureError(str(error))
    return UnreachableError(str(error))


def _error_of(error: ConnectorError, *, replays: bool) -> DeliveryError:
    """A failure in the courier's terms.

    Args:
        error: what the connector says.
        replays: whether sending it again does no harm.
    """
    why = str(error)
    if error.status == HTTPStatus.TOO_MANY_REQUESTS:
        return RateLimitedError(error.wait or _WAIT_SECONDS)
    if error.unsent or error.status in _SURELY_NOT_TAKEN:
        return TemporaryError(why)
    if replays and error.status in _GONE:
        return MessageGoneError(why)
    if error.status in _UNREACHABLE:
        return UnreachableError(why)
    return TemporaryError(why) if replays else UnsureError(why)
