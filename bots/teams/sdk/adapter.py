"""The bot adapter: activities in, turns for the bot, messages out. Only this file and `auth` import botbuilder."""

import json
from dataclasses import dataclass

from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.core.cloud_adapter_base import CloudAdapterBase
from botbuilder.schema import Activity, ActivityTypes, Attachment, ChannelAccount, ConversationAccount
from botframework.connector.auth.authenticate_request_result import AuthenticateRequestResult

from bots.teams.connector import Connector
from bots.teams.outbound import CARD, NOT_IMPLEMENTED, Handler, InvokeResult, Message
from bots.teams.payloads import Incoming
from bots.teams.sdk.auth import Authentication
from bots.teams.trust.jwt import TokenCheck


@dataclass(frozen=True, slots=True)
class Admission:
    """An activity whose sender is known, ready to be worked on. Opaque outside of this file."""

    incoming: Incoming
    activity: Activity
    result: AuthenticateRequestResult


class TeamsAdapter(CloudAdapterBase):  # type: ignore[misc] # botbuilder ships no types
    """Runs turns through botbuilder's pipeline."""

    def check_shape(self, authorization: str) -> None:
        """Turn away a header that holds no token, whatever the activity says.

        Raises:
            TokenError: it is missing or cannot be read.
        """
        self.bot_framework_authentication.check_shape(authorization)

    async def admit(self, incoming: Incoming, authorization: str) -> Admission:
        """Check who sends an activity.

        Raises:
            TokenError: the token is missing or does not hold.
            KeysUnavailableError: it cannot be told at the moment.
        """
        activity = _activity(incoming)
        result = await self.bot_framework_authentication.authenticate_request(activity, authorization)
        return Admission(incoming, activity, result)

    async def run(self, admission: Admission, handler: Handler) -> InvokeResult:
        """Let `handler` work on an admitted activity; says what to answer where it is an invoke."""

        async def logic(context: TurnContext) -> None:
            result = await handler(_BotTurn(context, admission.incoming))
            if result is not None:
                answer = InvokeResponse(status=result.status, body=result.body)
                context.turn_state[self._INVOKE_RESPONSE_KEY] = Activity(value=answer)

        answer = await self.process_activity(admission.result, admission.activity, logic)
        return InvokeResult(answer.status, answer.body) if answer else NOT_IMPLEMENTED


def make_adapter(check: TokenCheck | None, connector: Connector) -> TeamsAdapter:
    """An adapter that admits by the token check (None where no tokens are asked for), and answers by the connector.

    With `TeamsAdapter` and `Admission` this is all that the rest knows of this file: see docs/teams.md, "Leaving botbuilder".
    """
    return TeamsAdapter(Authentication(check, connector))


class _BotTurn:
    """A turn of the bot's, on botbuilder's context."""

    def __init__(self, context: TurnContext, incoming: Incoming) -> None:
        self._context = context
        self._incoming = incoming

    @property
    def incoming(self) -> Incoming:
        return self._incoming

    async def send(self, message: Message) -> None:
        await self._context.send_activity(_outgoing(message))

    async def update(self, activity_id: str, message: Message) -> None:
        activity = _outgoing(message)
        activity.id = activity_id
        await self._context.update_activity(activity)


def _activity(incoming: Incoming) -> Activity:
    """What botbuilder needs to know of an activity, and nothing that could disagree with its types.

    Only a message is one that can be replied to; the id of a press or an installation would lead nowhere.
    """
    return Activity(
        type=incoming.type,
        id=incoming.id if incoming.type == ActivityTypes.message else None,
        channel_id=incoming.channel,
        service_url=incoming.service_url,
        conversation=ConversationAccount(
            id=incoming.conversation,
            conversation_type=incoming.conversation_type or None,
            tenant_id=incoming.tenant or None,
        ),
        from_property=ChannelAccount(id=incoming.sender),
        recipient=ChannelAccount(id=incoming.bot),
        locale=incoming.locale,
    )


def _outgoing(message: Message) -> Activity:
    activity = Activity(type=ActivityTypes.message, summary=message.summary or None)
    if message.text:
        activity.text, activity.text_format = message.text, "plain"
    if message.card:
        # As text, which the connector opens again: botbuilder would copy and walk the whole card, several times.
        activity.attachments = [Attachment(content_type=CARD, content=json.dumps(message.card, ensure_ascii=False))]
    return activity
