"""Forms that were sent: the rest of a press that asked something first."""

from collections.abc import Mapping

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext

from bots.slack.listeners.common import workspace
from bots.slack.payloads import Submission
from bots.slack.reception import Reception
from bots.slack.views import CALLBACK


def register(app: AsyncApp, reception: Reception) -> None:
    """Listen to our forms."""

    async def take_form(ack: AsyncAck, body: Mapping[str, object], context: AsyncBoltContext) -> None:
        await ack()  # closes the form
        sent = Submission.model_validate(body)
        team = workspace(context)
        if reception.is_new(("view", team, sent.view.id)):
            reception.submit(sent, team)

    app.view(CALLBACK)(take_form)
