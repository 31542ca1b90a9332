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
        if place.conversation.startswith(DIRECT):
            place = await self._personal(place)
        reference = await self._reference(place)
        drawn = _draw(outline, reference)
        conversation = place.conversation
        if _is_channel(conversation) and thread is None:
            return await self._begin_thread(place, reference, drawn)
        if _is_channel(conversation) and thread:
            conversation = f"{conversation}{THREAD}{thread}"
        sent = await self._post(conversation, reference, drawn, outline)
        return Sent(Place("teams", place.workspace, conversation), sent)

    async def tell_one(self, place: Place, person: Person, outline: Outline, *, sees_targeted: bool = False) -> bool:
        """Tell one of many something that is not for the others; says whether it was there, and not in the personal chat.

        Args:
            place: the conversation with the many.
            person: whom to tell.
            outline: what.
            sees_targeted: whether their client is known to show messages for one of many, whatever the setting says.

        Raises:
            DeliveryError: it got there in neither way.
        """
        if self._targeted or sees_targeted:
            reference = await self._reference(place)
            drawn = {**_draw(outline, reference), "recipient": {"id": person.id, "name": person.name}}
            try:
                sent = await self._its_connector().post_to_one(reference.service_url, place.conversation, drawn)
            except ConnectorError as error:
                _log.warning("a targeted message was not taken", platform="teams", why=str(error))
            else:
                self._for_one.note((place.conversation.partition(THREAD)[0], sent))
                return True
        await self.post(person.direct, outline, "")
        return False

    def is_for_one(self, place: Place, message: str) -> bool:
        """Whether a message is one of those that this process has shown to one of many, as far as it remembers."""
        return bool(message) and self._for_one.knows((place.conversation.partition(THREAD)[0], message))

    async def update_for_one(self, place: Place, message: str, outline: Outline) -> None:
        """Change a message that only one of many sees.

        Raises:
            DeliveryError: see `Messenger.update`.
        """
        reference = await self._reference(place)
        drawn = _draw(outline, reference)
        try:
            await self._its_connector().put_for_one(reference.service_url, place.conversation, message, drawn)
        except ConnectorError as error:
            raise _error_of(error, replays=True) from error

    async def update(self, sent: Sent, outline: Outline) -> None:
        """Change a message; see `Messenger`."""
        reference = await self._reference(sent.place)
        connector = self._its_connector()
        try:
            await connector.put(
                reference.service_url, sent.place.conversation, sent.message, _draw(outline, reference), tries=1
            )
        except ConnectorError as error:
            raise _error_of(error, replays=True) from error

    async def find(self, place: Place, key: str, since: datetime, thread: str | None = None) -> Sent | None:  # noqa: ARG002 - the port asks
        """Never: the Bot Connector neither lists a conversation's messages nor takes a key of ours with one; see `Messenger`."""
        raise CannotLookError("Teams gives bots no way to look for a message.")

    async def reach(self, place: Place) -> None:
        """See that Teams answers, and that the conversation has met us; see `Messenger`."""
        if place.conversation.startswith(DIRECT):
            place = await self._personal(place)
        conversation = place.conversation.partition(THREAD)[0]
        reference = await self._references.of(place.workspace, conversation)
        if reference is not None and self._connector is not None:
            await self._probe(reference.service_url, place.conversation)
        if reference is None or reference.conversation != conversation:
            raise UnreachableError("Nobody has used Waypost in that channel yet; mention it there once.")

    async def _probe(self, service_url: str, conversation: str) -> None:
        """See that Teams answers; whether it would take a message is for the message to find out."""
        try:
            await self._its_connector().probe(service_url, conversation)
        except ConnectorError as error:
            meant = _error_of(error, replays=True)
            if isinstance(meant, RateLimitedError | TemporaryError) and error.status != HTTPStatus.METHOD_NOT_ALLOWED:
                raise meant from error

    async def _begin_thread(self, place: Place, reference: Reference, drawn: Json) -> Sent:
        about: Json = {"channel": {"id": place.conversation}, "tenant": {"id": place.workspace}}
        wanted: Json = {
            "isGroup": True,
            "bot": {"id": reference.bot},
            "tenantId": place.workspace,
            "channelData": about,
            "activity": drawn,
        }
        conversation, message = await self._create(reference, wanted)
        if THREAD not in conversation:
            conversation = f"{place.conversation}{THREAD}{message or conversation}"
        return Sent(Place("teams", place.workspace, conversation), message or conversation.partition(THREAD)[2])

    async def _personal(self, place: Place) -> Place:
        """A person's personal conversation, which is begun when it is first wanted."""
        if self._access and not await self._access.admits(place.workspace):
            raise UnreachableError("That tenant may not use Waypost.")
        person = place.conversation.removeprefix(DIRECT)
        known = await self._references.of_person(place.workspace, person)
        if known is None:
            reference = await self._reference(place)
            wanted: Json = {
                "isGroup": False,
                "bot": {"id": reference.bot},
                "members": [{"id": person}],
                "tenantId": place.workspace,
                "channelData": {"tenant": {"id": place.workspace}},
            }
            conversation, _ = await self._create(reference, wanted)
            known = Reference(conversation, reference.bot, reference.service_url)
            await self._references.keep(place.workspace, known, "personal", person)
        return Place("teams", place.workspace, known.conversation)

    async def _create(self, reference: Reference, wanted: Json) -> tuple[str, str]:
        connector = self._its_connector()
        # a personal conversation is created once however often one asks; a thread is a message
        replays = not wanted["isGroup"]
        try:
            return await connector.create(reference.service_url, wanted)
        except ConnectorError as error:
            raise _error_of(error, replays=replays) from error

    async def _post(self, conversation: str, reference: Reference, drawn: Json, outline: Outline) -> str:
        connector = self._its_connector()
        try:
            return await connector.post(reference.service_url, conversation, drawn, tries=1)
        except ConnectorError as error:
            if error.status != HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
                raise _error_of(error, replays=False) from error
        _log.error("teams refuses a card as too large", platform="teams")
        plain = {**wire(Message(clip(outline.summary, _PLAIN_CHARACTERS))), "from": {"id": reference.bot}}
        try:
            return await connector.post(reference.service_url, conversation, plain, tries=1)
        except ConnectorError as error:
            raise _error_of(error, replays=False) from error

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


def _draw(outline: Outline, reference: Reference) -> Json:
    message = Message(card=card(outline), summary=clip(outline.summary, NOTIFICATION_CHARACTERS))
    return {**wire(message), "from": {"id": reference.bot}}


def _is_channel(conversation: str) -> bool:
    """Whether an id is that of a channel itself, outside of its threads."""
    return conversation.endswith(_CHANNEL_ENDS)


def _error_of(error: ConnectorError, *, replays: bool) -> DeliveryError:
    """A failure in the courier's terms.

    Args:
        error: what the connector says.
        replays: whether sending it again does no harm.
    """
    why = str(error)
    if error.status == HTTPStatus.TOO_MANY_REQUESTS:
        return RateLimitedError(error.wait or _WAIT_SECONDS)
    if error.unsent or error.status == HTTPStatus.UNAUTHORIZED:
        return TemporaryError(why)
    if replays and error.status in _GONE:
        return MessageGoneError(why)
    if error.status in _UNREACHABLE:
        return UnreachableError(why)
    return TemporaryError(why) if replays else UnsureError(why)
