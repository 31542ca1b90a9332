"""Forms that were sent: the rest of a press that asked something first, and questions asked from anywhere."""

from collections.abc import Mapping

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext

from bots.slack.inbound import Inbound
from bots.slack.listeners.common import workspace
from bots.slack.listeners.shortcuts import URGENCY
from bots.slack.payloads import Submission
from bots.slack.render import ASK_CALLBACK, CALLBACK, answer_view, answers
from bots.slack.reply_target import ReplyTarget
from core.conversation.outline import Outline, Paragraph
from core.conversation.people import DIRECT

_LOOKING = "Looking up who looks after this…"
LOOKING = Outline("", (Paragraph(_LOOKING),), _LOOKING)


def register(app: AsyncApp, reception: Inbound) -> None:
    """Listen to our forms."""

    async def take_form(ack: AsyncAck, body: Mapping[str, object], context: AsyncBoltContext) -> None:
        await ack()  # closes the form
        sent = Submission.model_validate(body)
        team = workspace(context)
        reception.submit(sent, team, (("view", team, sent.view.id),))

    async def take_question(ack: AsyncAck, body: Mapping[str, object], context: AsyncBoltContext) -> None:
        await ack(response_action="update", view=answer_view(LOOKING))
        sent = Submission.model_validate(body)
        filled_in = answers(sent.view.state.values)
        urgency = URGENCY.get(filled_in.get("urgency", ""), "")
        text = "\n".join(filter(None, (filled_in.get("what", ""), filled_in.get("details", ""), urgency)))
        team = workspace(context)
        spot = ReplyTarget(
            team,
            f"{DIRECT}{sent.user.id}",
            sent.user.id,
            view=sent.view.id,
            # a form without an id cannot be changed: the answer comes as a message
            at_home=not sent.view.id,
        )
        reception.ask_in_form(text, spot, (("view", team, sent.view.id),))

    app.view(CALLBACK)(take_form)
    app.view(ASK_CALLBACK)(take_question)
