"""What listeners to messages share."""

from slack_bolt.context.async_context import AsyncBoltContext

from bots.slack.payloads import Event, EventCallback
from bots.slack.reception import Reception
from bots.slack.sending import Spot
from bots.slack.text import plain

_SAID = (None, "file_share", "thread_broadcast")
"""Subtypes of what a person says: plainly, with a file, or from a thread to all. Others are edits, joins and so on."""


def workspace(context: AsyncBoltContext) -> str:
    """The team that a request comes from, or the organisation where the app is installed for all of it."""
    return context.team_id or context.enterprise_id or ""


def answer_message(
    callback: EventCallback, context: AsyncBoltContext, reception: Reception, thread: str | None
) -> None:
    """Answer what a person said, once, however often and by however many events Slack tells us of it.

    Args:
        callback: the event.
        context: Bolt's context of the request.
        reception: where answers are made.
        thread: where to answer: the `ts` of a thread's first message, or None for the conversation itself.
    """
    event, team = callback.event, workspace(context)
    if event.user is None or not _is_said_by_a_person(event):
        return
    if reception.is_new(("event", team, callback.event_id), ("said", team, event.channel, event.ts)):
        spot = Spot(team, event.channel, event.user, thread)
        # the event itself says who we are while Slack has not been asked, or has not answered
        reception.ask(plain(event.text or "", context.bot_user_id or callback.bot_user), spot, openly=True)


def _is_said_by_a_person(event: Event) -> bool:
    return bool(event.channel and event.ts) and not event.bot_id and not event.edited and event.subtype in _SAID
