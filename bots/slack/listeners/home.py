"""The App Home: drawn anew whenever somebody opens it."""

from collections.abc import Mapping

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bots.slack.inbound import Inbound
from bots.slack.listeners.common import workspace
from bots.slack.payloads import HomeOpened

EVENT = "app_home_opened"
_MESSAGES = "messages"
"""The other tab; one that Slack does not name, or that is new, is taken for the home."""


def register(app: AsyncApp, reception: Inbound) -> None:
    """Listen to openings of the home tab; the messages tab is the direct conversation, and needs nothing drawn."""

    async def draw_home(body: Mapping[str, object], context: AsyncBoltContext) -> None:
        opened = HomeOpened.model_validate(body["event"])
        if opened.tab != _MESSAGES and opened.user:
            team = workspace(context)
            reception.draw_home(team, opened.user, (("event", team, str(body.get("event_id") or "")),))

    app.event(EVENT)(draw_home)
