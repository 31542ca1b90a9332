"""What listeners to messages share."""

from slack_bolt.context.async_context import AsyncBoltContext

from bots.slack.inbound import Inbound, Keys
from bots.slack.outbound import ReplyTarget
from bots.slack.payloads import Event, EventCallback, conversation_in_view
from bots.slack.text import mentions, readable, seconds

_SAID = (None, "file_share", "thread_broadcast", "me_message")
"""Subtypes of what a person says: plainly, with a file, from a thread to all, or by `/me`. Others are edits, joins and so on."""


def workspace(context: AsyncBoltContext) -> str:
    """The team that a request comes from, or the organisation where the app is installed for all of it."""
    return context.team_id or context.enterprise_id or ""


def answer_message(callback: EventCallback, context: AsyncBoltContext, reception: Inbound, thread: str | None) -> None:
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
    quiet = event.thread_ts is None
    viewing, viewing_team = conversation_in_view(event.app_context) or ("", "")
    spot = ReplyTarget(
        team,
        event.channel,
        event.user,
        thread=thread,
        quiet=quiet,
        asked=event.ts,
        viewing=viewing,
        viewing_team=viewing_team,
    )
    reception.ask(readable(event, _us(callback, context)), spot, _keys(callback, team), openly=True)


def hear_message(callback: EventCallback, context: AsyncBoltContext, reception: Inbound, *, directly: bool) -> None:
    """Take in a message that need not mention us.

    Args:
        callback: the event.
        context: Bolt's context of the request.
        reception: where it goes.
        directly: whether it was said to us alone, and so is a question unless it stands in the thread of a hand-off.
    """
    event, team, us = callback.event, workspace(context), _us(callback, context)
    if event.user is None or not _is_said_by_a_person(event):
        return
    if not event.thread_ts:
        if directly:
            answer_message(callback, context, reception, own_thread(event))
        return
    if not directly and us is not None and mentions(event.text or "", us):
        return  # it comes as a mention too, and is answered as that
    viewing, viewing_team = conversation_in_view(event.app_context) or ("", "")
    spot = ReplyTarget(
        team,
        event.channel,
        event.user,
        thread=event.thread_ts,
        asked=event.ts,
        team=event.user_team or "",
        viewing=viewing,
        viewing_team=viewing_team,
    )
    reception.hear(readable(event, us), spot, _keys(callback, team), otherwise_ask=directly)


def reword_message(callback: EventCallback, context: AsyncBoltContext, reception: Inbound) -> None:
    """Follow an edit or a deletion in a thread, or an edit of a question that was put to us."""
    event, us = callback.event, _us(callback, context)
    edited, before = event.subtype == "message_changed", event.previous_message
    now = event.message if edited else before
    if now is None or not now.user or now.bot_id:
        return
    asked = edited and us is not None and mentions(now.text or "", us)
    if not (now.thread_ts or asked):
        return
    text = readable(now, us) if edited and not now.is_deleted else ""
    spot = ReplyTarget(
        workspace(context),
        event.channel,
        now.user,
        thread=now.thread_ts or now.ts,
        quiet=now.thread_ts is None,
        asked=now.ts,
    )
    was = readable(before, us) if asked and before else None
    reception.reword(
        text, spot, (("event", spot.workspace, callback.event_id),), at=seconds(event.ts), question_was=was
    )


def own_thread(event: Event) -> str | None:
    """The thread that a message of a direct conversation begins where Slack shows the agent's view; None in the classic one.

    In the agent's view the Messages tab is a list of threads, and each message of the person begins one:
    https://docs.slack.dev/ai/migrating-to-agent-messaging
    """
    return event.ts if event.app_context is not None else None


def _keys(callback: EventCallback, team: str) -> Keys:
    """The same message may come by several events, and each event more than once."""
    event = callback.event
    return (("event", team, callback.event_id), ("said", team, event.channel, event.ts))


def _us(callback: EventCallback, context: AsyncBoltContext) -> str | None:
    """Our user id. The event itself says it while Slack has not been asked, or has not answered."""
    return context.bot_user_id or callback.bot_user


def _is_said_by_a_person(event: Event) -> bool:
    return bool(event.channel and event.ts) and not event.bot_id and not event.edited and event.subtype in _SAID
