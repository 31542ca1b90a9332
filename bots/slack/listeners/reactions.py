"""The emoji route: an emoji on a message asks who owns it. Off until the administrator names the emoji."""

from collections.abc import Mapping

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bots.slack.inbound import Inbound
from bots.slack.listeners.common import workspace
from bots.slack.payloads import Reaction
from bots.slack.reply_target import ReplyTarget

EVENT = "reaction_added"


def register(app: AsyncApp, reception: Inbound, emoji: str) -> None:
    """Listen to one emoji, by its name without colons."""

    async def ask_about_marked(body: Mapping[str, object], context: AsyncBoltContext) -> None:
        put = Reaction.model_validate(body["event"])
        # a skin tone is part of the name: `point_up::skin-tone-3`
        if put.item.type != "message" or put.reaction.partition("::")[0] != emoji or not put.user:
            return
        team = workspace(context)
        spot = ReplyTarget(team, put.item.channel, put.user, asked=put.item.ts)
        keys = (
            ("event", team, str(body.get("event_id") or "")),
            ("reaction", team, put.item.channel, put.item.ts, put.user),
        )
        reception.ask_about_marked(spot, keys)

    app.event(EVENT)(ask_about_marked)
