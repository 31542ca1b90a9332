"""Presses of our buttons and picks from our menus."""

from collections.abc import Mapping

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext

from bots.slack.listeners.common import workspace
from bots.slack.payloads import Press
from bots.slack.reception import Reception
from bots.slack.sending import Spot
from bots.slack.views import ACTION_ID


def register(app: AsyncApp, reception: Reception) -> None:
    """Listen to all that carries one of our action ids."""

    async def carry_out_press(ack: AsyncAck, body: Mapping[str, object], context: AsyncBoltContext) -> None:
        await ack()
        press = Press.model_validate(body)
        team = workspace(context)
        if press.channel is None or not reception.is_new(("trigger", team, press.trigger_id)):
            return
        spot = Spot(
            team,
            press.channel.id,
            press.user.id,
            thread=press.thread,
            response_url=press.response_url,
            message=press.container.message_ts,
            ephemeral=press.container.is_ephemeral,
            name=press.user.name or press.user.username,
            trigger=press.trigger_id,
        )
        pressed = press.actions[0]
        value = pressed.selected_option.value if pressed.selected_option else pressed.value
        reception.act(pressed.action_id, value or "", spot)

    app.action(ACTION_ID)(carry_out_press)
