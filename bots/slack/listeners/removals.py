"""Workspaces that remove us, or take our token back. Listened to where workspaces install us themselves."""

from collections.abc import Awaitable, Callable, Mapping

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bots.slack.listeners.common import workspace

EVENTS = ("app_uninstalled", "tokens_revoked")

Forget = Callable[[str, str | None, float], Awaitable[None]]
"""Takes the workspace, its organisation or None, and when it happened, in seconds since 1970; 0 where that is not told."""


def register(app: AsyncApp, forget: Forget) -> None:
    """Listen to both."""

    async def forget_workspace(body: Mapping[str, object], context: AsyncBoltContext) -> None:
        event = body.get("event")
        tokens = event.get("tokens") if isinstance(event, dict) else None
        # a person's own token may be revoked alone; ours are under `bot`
        if (
            isinstance(event, dict)
            and event.get("type") == "tokens_revoked"
            and not (isinstance(tokens, dict) and tokens.get("bot"))
        ):
            return
        at = body.get("event_time")
        await forget(workspace(context), context.enterprise_id, float(at) if isinstance(at, int) else 0.0)

    for event in EVENTS:
        app.event(event)(forget_workspace)
