"""What people have open beside the conversation with us.

Slack sends it along with their messages to an app that listens to its changes, so there is nothing to do but to listen.
"""

from collections.abc import Mapping

from slack_bolt.app.async_app import AsyncApp

from bots.slack.inbound import Inbound

EVENT = "app_context_changed"
"""https://docs.slack.dev/reference/events/app_context_changed"""


def register(app: AsyncApp, reception: Inbound) -> None:  # noqa: ARG001 - as of every listener
    """Listen, and keep nothing: where people are is nobody's business until they ask."""

    async def take_note(body: Mapping[str, object]) -> None:
        """Bolt acknowledges it."""

    app.event(EVENT)(take_note)
