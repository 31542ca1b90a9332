"""What nobody else listens to: acknowledged, and answered politely where a person waits for an answer."""

from collections.abc import Mapping
from http import HTTPStatus

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse

from bots.metrics import FAILED
from bots.slack.inbound import Inbound
from bots.slack.listeners.common import workspace
from bots.slack.reply_target import ReplyTarget
from core.conversation.outline import Outline, Paragraph

_log = structlog.get_logger()

_SAYS = "I don't know that command or button. Type /waypost help to see what I can do."
UNKNOWN = Outline("I don't know that one", (Paragraph(_SAYS),), _SAYS)

_BY_PEOPLE = ("block_actions", "view_submission", "shortcut", "message_action")
"""Somebody did these, and waits; of some Slack gives no address for an answer."""


def register(app: AsyncApp, reception: Inbound) -> None:
    """Take what no listener matched, and what a listener failed at."""

    async def take_the_rest(error: Exception, body: Mapping[str, object], context: AsyncBoltContext) -> BoltResponse:
        if not isinstance(error, BoltUnhandledRequestError):
            FAILED.labels("slack").inc()
            _log.error("a listener failed", platform="slack", exc_info=error)
            return BoltResponse(status=HTTPStatus.INTERNAL_SERVER_ERROR)
        trigger, team = body.get("trigger_id"), workspace(context)
        user, url = context.user_id or "", context.response_url or ""
        if url or (user and body.get("type") in _BY_PEOPLE):
            spot = ReplyTarget(team, context.channel_id or user, user, response_url=url)
            reception.tell(UNKNOWN, spot, (("trigger", team, str(trigger or "")),))
        return BoltResponse(status=HTTPStatus.OK)

    app.error(take_the_rest)
