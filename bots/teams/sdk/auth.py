"""botbuilder's authentication and connector, on our own token check and our own REST client.

Only this file and `adapter` import botbuilder. What it brings itself for these tasks blocks the event loop, fetches a
token for every turn, and answers bad tokens with a failure.
"""

import json

from botbuilder.schema import Activity, ResourceResponse
from botframework.connector.auth import BotFrameworkAuthentication, ClaimsIdentity
from botframework.connector.auth.authenticate_request_result import AuthenticateRequestResult
from botframework.connector.auth.connector_factory import ConnectorFactory

from bots.teams.connector import Connector
from bots.teams.payloads import Json
from bots.teams.trust.jwt import TokenCheck, token_and_key


class Conversations:
    """The part of botbuilder's connector client that its adapter calls, for one service address."""

    def __init__(self, connector: Connector, service_url: str) -> None:
        self._connector = connector
        self._service_url = service_url

    async def send_to_conversation(self, conversation_id: str, activity: Activity) -> ResourceResponse:
        """Post to a conversation."""
        return ResourceResponse(id=await self._connector.post(self._service_url, conversation_id, _wire(activity)))

    async def reply_to_activity(self, conversation_id: str, activity_id: str, activity: Activity) -> ResourceResponse:
        """Post an answer to a message."""
        posted = await self._connector.post(self._service_url, conversation_id, _wire(activity), activity_id)
        return ResourceResponse(id=posted)

    async def update_activity(self, conversation_id: str, activity_id: str, activity: Activity) -> ResourceResponse:
        """Put a message in the place of another."""
        await self._connector.put(self._service_url, conversation_id, activity_id, _wire(activity))
        return ResourceResponse(id=activity_id)


def _wire(activity: Activity) -> Json:
    """The activity as Teams wants it, with the cards that `adapter` packed up for the way through botbuilder.

    By hand, field by field as `adapter` and botbuilder's pipeline fill them in: botbuilder's own serializer takes longer for it
    than all of a turn beside.
    """
    conversation = activity.conversation
    attachments = [
        {"contentType": attachment.content_type, "content": json.loads(attachment.content)}
        for attachment in activity.attachments or ()
    ]
    message: Json = {
        "type": "message",  # nothing else goes out
        "channelId": activity.channel_id,
        "serviceUrl": activity.service_url,
        "conversation": {
            "id": conversation.id,
            **({"conversationType": conversation.conversation_type} if conversation.conversation_type else {}),
            **({"tenantId": conversation.tenant_id} if conversation.tenant_id else {}),
        },
        "from": {"id": activity.from_property.id},
        "recipient": {"id": activity.recipient.id},
        "replyToId": activity.reply_to_id,
        "locale": activity.locale,
        "summary": activity.summary,
        "text": activity.text,
        "textFormat": activity.text_format,
        "attachments": attachments,
    }
    if activity.id:
        message["id"] = activity.id
    return {name: value for name, value in message.items() if value is not None}


class Client:
    """botbuilder's connector client, as far as its adapter needs one."""

    def __init__(self, conversations: Conversations) -> None:
        self.conversations = conversations


class Connectors(ConnectorFactory):  # type: ignore[misc] # botbuilder ships no types
    """Makes connector clients: cheap ones, over one session."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector

    async def create(self, service_url: str, audience: str) -> Client:  # noqa: ARG002 - asked for
        """A client for a service address. The audience of tokens is the connector's own affair."""
        return Client(Conversations(self._connector, service_url))


class Authentication(BotFrameworkAuthentication):  # type: ignore[misc] # botbuilder ships no types
    """Admits activities by their token."""

    def __init__(self, check: TokenCheck | None, connector: Connector) -> None:
        """Take the token check, or None where no tokens are asked for, and what answers go out by."""
        self._check = check
        self._connectors = Connectors(connector)

    def check_shape(self, authorization: str) -> None:
        """Turn away a header that holds no token; none is asked for in the playground.

        Raises:
            TokenError: it is missing or cannot be read.
        """
        if self._check:
            token_and_key(authorization)

    async def authenticate_request(self, activity: Activity, auth_header: str) -> AuthenticateRequestResult:
        """The sender's claims, and the means to answer.

        Raises:
            TokenError: the token is missing or does not hold.
            KeysUnavailableError: it cannot be told at the moment.
        """
        claims = await self._check.claims(auth_header, activity.channel_id, activity.service_url) if self._check else {}
        result = AuthenticateRequestResult()
        result.claims_identity = ClaimsIdentity(claims, self._check is not None)
        result.connector_factory = self.create_connector_factory(result.claims_identity)
        return result

    async def authenticate_streaming_request(
        self, auth_header: str, channel_id_header: str
    ) -> AuthenticateRequestResult:
        """Not offered: Teams calls over HTTP."""
        raise NotImplementedError

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> Connectors:  # noqa: ARG002 - asked for
        """The one for all."""
        return self._connectors

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> None:
        """None: nobody signs in to us."""
