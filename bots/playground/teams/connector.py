"""The part of the Bot Connector that a bot like Waypost calls.

https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
"""

import json
from collections.abc import Awaitable, Callable
from functools import wraps
from http import HTTPStatus
from typing import Annotated, Any, Literal

from aiohttp import web
from pydantic import BaseModel, Field, ValidationError, field_validator

from bots.playground.cast import PEOPLE, TEAMS_BOT, TEAMS_TENANT, Person, teams_personal
from bots.playground.live import Record
from bots.playground.reading import json_of
from bots.playground.teams.tenant import Message, Tenant, is_channel, is_known, people_in, split

_MOST_BYTES = 100 * 1024
"""Teams refuses larger messages. https://learn.microsoft.com/microsoftteams/limits-specifications-teams"""


class _Card(BaseModel):
    """An Adaptive Card, the only attachment that is drawn here."""

    content_type: Annotated[Literal["application/vnd.microsoft.card.adaptive"], Field(alias="contentType")]
    content: dict[str, Any]

    @field_validator("content")
    @classmethod
    def _is_card(cls, content: dict[str, Any]) -> dict[str, Any]:
        if content.get("type") != "AdaptiveCard":
            raise ValueError("is no Adaptive Card")
        return content


class _Sent(BaseModel):
    """A message, as far as it is shown."""

    text: str | None = None
    text_format: Annotated[Literal["plain", "markdown", "xml"] | None, Field(alias="textFormat")] = None
    attachments: tuple[_Card, ...] | None = None


class _RefusedError(Exception):
    """What the call comes back with: status, code and a sentence."""

    def __init__(self, status: HTTPStatus, code: str, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.code = code


def _answering(
    handler: Callable[["Connector", web.Request], Awaitable[web.Response]],
) -> Callable[["Connector", web.Request], Awaitable[web.Response]]:
    """The handler, with refusals as answers."""

    @wraps(handler)
    async def answer(connector: "Connector", request: web.Request) -> web.Response:
        try:
            return await handler(connector, request)
        except _RefusedError as refused:
            return web.json_response({"error": {"code": refused.code, "message": str(refused)}}, status=refused.status)

    return answer


class Connector:
    """`{base}/playground/teams/v3/conversations/…`."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant

    @_answering
    async def post(self, request: web.Request) -> web.Response:
        """Send a message, or a sign of typing, to a conversation."""
        place, root = self._place(request)
        activity = await _activity(request)
        message_id = self._tenant.next_id()
        if activity.get("type") == "typing":
            self._tenant.type(place, root)
        else:
            self._tenant.put(_message(place, root, message_id, activity))
        return web.json_response({"id": message_id}, status=HTTPStatus.CREATED)

    @_answering
    async def create(self, request: web.Request) -> web.Response:
        """Begin a person's chat with the bot, which there is already, or a thread in a channel with its first post."""
        wanted = await json_of(request)
        if not isinstance(wanted, dict):
            raise _RefusedError(HTTPStatus.BAD_REQUEST, "BadSyntax", "The body is no conversation.")
        if not wanted.get("isGroup"):
            ids = [member.get("id") for member in wanted.get("members") or () if isinstance(member, dict)]
            person = next((one for one in PEOPLE if [one.teams] == ids), None)
            if person is None:
                raise _RefusedError(HTTPStatus.FORBIDDEN, "Forbidden", "There is no such person.")
            return web.json_response({"id": teams_personal(person)}, status=HTTPStatus.CREATED)
        about, activity = wanted.get("channelData"), wanted.get("activity")
        channel = about.get("channel", {}).get("id") if isinstance(about, dict) else None
        if not isinstance(channel, str) or not is_channel(channel) or not isinstance(activity, dict):
            raise _RefusedError(HTTPStatus.NOT_FOUND, "ConversationNotFound", "Conversation not found.")
        message = _message(channel, None, self._tenant.next_id(), activity)
        self._tenant.put(message)
        begun = {"id": message.conversation, "activityId": message.id}
        return web.json_response(begun, status=HTTPStatus.CREATED)

    @_answering
    async def put(self, request: web.Request) -> web.Response:
        """Put a message in the place of another; what single persons saw instead of that is gone."""
        old = self._own(request)
        self._tenant.put(_message(old.place, old.root, old.id, await _activity(request)))
        return web.json_response({"id": old.id})

    @_answering
    async def delete(self, request: web.Request) -> web.Response:
        """Delete a message."""
        self._tenant.remove(self._own(request))
        return web.json_response({})

    @_answering
    async def members(self, request: web.Request) -> web.Response:
        """Everybody in a conversation."""
        place, _ = self._place(request)
        return web.json_response([_account(person) for person in people_in(place)])

    @_answering
    async def list_members(self, request: web.Request) -> web.Response:
        """Everybody in a conversation; there are so few that one page holds them all."""
        place, _ = self._place(request)
        return web.json_response({"members": [_account(person) for person in people_in(place)]})

    @_answering
    async def member(self, request: web.Request) -> web.Response:
        """One of those in a conversation, by either id."""
        place, _ = self._place(request)
        wanted = request.match_info["member"]
        found = next((person for person in people_in(place) if wanted in (person.teams, person.directory)), None)
        if found is None:
            raise _RefusedError(HTTPStatus.NOT_FOUND, "MemberNotFoundInConversation", "There is no such member.")
        return web.json_response(_account(found))

    def _place(self, request: web.Request) -> tuple[str, str | None]:
        place, root = split(request.match_info["conversation"])
        if not is_known(place) or (root and self._tenant.find(place, root) is None):
            raise _RefusedError(HTTPStatus.NOT_FOUND, "ConversationNotFound", "Conversation not found.")
        return place, root

    def _own(self, request: web.Request) -> Message:
        place, _ = self._place(request)
        message = self._tenant.find(place, request.match_info["activity"])
        if message is None:
            raise _RefusedError(HTTPStatus.NOT_FOUND, "ActivityNotFoundInConversation", "There is no such activity.")
        if message.sender != TEAMS_BOT:
            raise _RefusedError(HTTPStatus.FORBIDDEN, "Forbidden", "A bot changes its own messages only.")
        return message


async def _activity(request: web.Request) -> Record:
    try:
        activity = await json_of(request)
    except web.HTTPRequestEntityTooLarge:
        activity = None
        too_large = True
    else:
        size = len(json.dumps(activity, ensure_ascii=False).encode("utf-16-le", errors="surrogatepass"))
        too_large = size > _MOST_BYTES
    if too_large:
        raise _RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "MessageSizeTooBig", "Message size too large.")
    if not isinstance(activity, dict) or activity.get("type") not in ("message", "typing"):
        raise _RefusedError(HTTPStatus.BAD_REQUEST, "BadSyntax", "The body is no activity that can be sent.")
    return activity


def _message(place: str, root: str | None, message_id: str, activity: Record) -> Message:
    try:
        sent = _Sent.model_validate(activity)
    except ValidationError as error:
        raise _RefusedError(HTTPStatus.BAD_REQUEST, "BadSyntax", "The message is malformed.") from error
    cards = tuple(attachment.content for attachment in sent.attachments or ())
    text = sent.text or ""
    if not text and not cards:
        raise _RefusedError(HTTPStatus.BAD_REQUEST, "BadSyntax", "The message is empty.")
    text_format = sent.text_format or "markdown"
    own_root = root if is_channel(place) else None
    return Message(place, message_id, TEAMS_BOT, text, text_format, cards, own_root, raw=activity)


def _account(person: Person) -> Record:
    first, _, last = person.name.partition(" ")
    return {
        "id": person.teams,
        "name": person.name,
        "givenName": first,
        "surname": last,
        "objectId": person.directory,
        "aadObjectId": person.directory,
        "email": person.email,
        "userPrincipalName": f"{person.email.replace('@', '_')}#EXT#@example.com" if person.is_guest else person.email,
        "tenantId": TEAMS_TENANT,
        "userRole": "guest" if person.is_guest else "user",
    }
