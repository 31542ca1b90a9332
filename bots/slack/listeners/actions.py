"""Presses of our buttons and picks from our menus: on messages, in forms and in the App Home."""

from collections.abc import Mapping

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext

from bots.slack.inbound import Inbound
from bots.slack.listeners.common import workspace
from bots.slack.payloads import Press
from bots.slack.render import ACTION_ID
from bots.slack.reply_target import ReplyTarget
from core.conversation.people import DIRECT

_HOME = "home"


def register(app: AsyncApp, reception: Inbound) -> None:
    """Listen to all that carries one of our action ids."""

    async def carry_out_press(ack: AsyncAck, body: Mapping[str, object], context: AsyncBoltContext) -> None:
        await ack()
        press = Press.model_validate(body)
        spot = _spot(press, workspace(context), context.bot_user_id)
        pressed = press.actions[0]
        value = pressed.selected_option.value if pressed.selected_option else pressed.value
        reception.act(pressed.action_id, value or "", spot, (("trigger", spot.workspace, press.trigger_id),))

    app.action(ACTION_ID)(carry_out_press)


def _spot(press: Press, team: str, us: str | None) -> ReplyTarget:
    name = press.user.name or press.user.username
    channel = press.channel.id if press.channel else press.container.channel_id if press.view is None else ""
    if not channel:
        # where nothing says which form it was, the answer is laid over it as over the home
        at_home = press.view is None or press.view.type == _HOME or not press.view.id
        direct = f"{DIRECT}{press.user.id}"
        view = "" if at_home or press.view is None else press.view.id
        return ReplyTarget(
            team,
            direct,
            press.user.id,
            name=name,
            team=press.user.team_id,
            view=view,
            at_home=at_home,
            trigger=press.trigger_id,
        )
    return ReplyTarget(
        team,
        channel,
        press.user.id,
        thread=press.thread,
        response_url=press.response_url,
        message=press.container.message_ts,
        ephemeral=press.container.is_ephemeral,
        name=name,
        team=press.user.team_id,
        trigger=press.trigger_id,
        in_own_thread=channel.startswith("D") and press.is_in_own_thread(us),
    )
