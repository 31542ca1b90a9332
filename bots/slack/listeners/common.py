"""What listeners to messages share."""

from functools import partial

from slack_bolt.context.async_context import AsyncBoltContext

from bots.dedup import DUPLICATE_WINDOW_SECONDS
from bots.slack.inbound import Inbound, Keys
from bots.slack.payloads import Event, EventCallback, conversation_in_view
from bots.slack.reply_target import ReplyTarget
from bots.slack.text import Written, mentions, readable, seconds

_SAID = (None, "file_share", "thread_broadcast", "me_message")
"""Subtypes of what a person says: plainly, with a file, from a thread to all, or by `/me`. Others are edits, joins and so on."""


HOME = "waypost_home"
"""Where Bolt's context of a request keeps what the gate has found out: see `workspace`."""


def workspace(context: AsyncBoltContext) -> str:
    """The team that a request comes from, or the organisation where the app is installed for all of it.

    Slack names now one of an organisation's workspaces, now another, and now the organisation, so the gate decides once.
    """
    return context.get(HOME) or context.team_id or context.enterprise_id or ""


def answer_message(callback: EventCallback, context: AsyncBoltContext, reception: Inbound, thread: str | None) -> None:
    """Answer what a person said, once, however often and by however many events Slack tells us of it.

    Args:
        callback: the event.
        context: Bolt's context of the request.
        reception: where answers are made.
        thread: where to answer: the `ts` of a thread's first message, or None for the conversation itself.
    """
    event, team = callback.event, workspace(context)
    if event.user is None or not (_is_said_by_a_person(event) or _is_edited_lately(event)):
        return
    spot = _spot(event, team, event.user, thread)
    keys = (*_keys(callback, team), _as_question(spot)) if not event.edited else (_as_question(spot),)
    written = partial(readable, event, _us(callback, context))
    if event.thread_ts and not spot.is_direct:
        reception.hear(written, spot, keys, otherwise_ask=True, mentioned=True)
    else:
        reception.ask(written, spot, keys, openly=True)


def hear_message(
    callback: EventCallback, context: AsyncBoltContext, reception: Inbound, *, directly: bool, in_group: bool = False
) -> None:
    """Take in a message that need not mention us.

    Args:
        callback: the event.
        context: Bolt's context of the request.
        reception: where it goes.
        directly: whether it was said to us alone, and so is a question unless it stands in the thread of a hand-off.
        in_group: whether it was said in a group's direct conversation, whose mentions Slack does not always send as such.
    """
    event, team, us = callback.event, workspace(context), _us(callback, context)
    if event.user is None or not _is_said_by_a_person(event):
        return
    mentioned = not directly and us is not None and mentions(event, us)
    if mentioned:
        if in_group:
            answer_message(callback, context, reception, event.thread_ts or event.ts)
        return  # elsewhere it comes as a mention too, and is answered as that
    if not event.thread_ts:
        if directly:
            answer_message(callback, context, reception, own_thread(event))
        return
    spot = _spot(event, team, event.user, event.thread_ts)
    reception.hear(partial(readable, event, us), spot, _keys(callback, team), otherwise_ask=directly)


def reword_message(callback: EventCallback, context: AsyncBoltContext, reception: Inbound) -> None:
    """Follow an edit or a deletion in a thread, or an edit of a question that was put to us; or hear one that an edit makes."""
    event, us = callback.event, _us(callback, context)
    edited, before = event.subtype == "message_changed", event.previous_message
    now = event.message if edited else before
    if now is None or not now.user or now.bot_id:
        return
    asked = edited and us is not None and mentions(now, us)
    if not (now.thread_ts or asked):
        return
    is_there = edited and not now.is_deleted
    written: Written = partial(readable, now, us) if is_there else lambda _: ""
    spot = ReplyTarget(
        workspace(context),
        event.channel,
        now.user,
        thread=now.thread_ts or now.ts,
        quiet=now.thread_ts is None,
        asked=now.ts,
    )
    at = seconds(event.ts)
    # where Slack leaves out how it read before, it may have been one then
    is_new = not (us and mentions(before, us)) if before else _is_lately(now.ts, at)
    becomes_one = asked and is_new
    was = readable(before, us) if asked and before and not becomes_one else None
    reception.reword(written, spot, (("event", spot.workspace, callback.event_id),), at=at, question_was=was)
    if becomes_one and not now.is_deleted and not spot.is_direct:
        reception.ask(written, spot, (_as_question(spot),), openly=True)


def own_thread(event: Event) -> str | None:
    """The thread that a message of a direct conversation begins where Slack shows the agent's view; None in the classic one.

    In the agent's view the Messages tab is a list of threads, and each message of the person begins one:
    https://docs.slack.dev/ai/migrating-to-agent-messaging
    """
    return event.ts if event.app_context is not None else None


def _spot(event: Event, team: str, user: str, thread: str | None) -> ReplyTarget:
    viewing, viewing_team = conversation_in_view(event.app_context) or ("", "")
    return ReplyTarget(
        team,
        event.channel,
        user,
        thread=thread,
        quiet=event.thread_ts is None,
        asked=event.ts,
        team=event.user_team or "",
        viewing=viewing,
        viewing_team=viewing_team,
        in_own_thread=event.app_context is not None,
    )


def _keys(callback: EventCallback, team: str) -> Keys:
    """The same message may come by several events, and each event more than once."""
    event = callback.event
    return (("event", team, callback.event_id), ("said", team, event.channel, event.ts))


def _as_question(spot: ReplyTarget) -> tuple[str, ...]:
    """What a question is known by, whether it was one when it was sent, or has become one by an edit."""
    return ("asked", spot.workspace, spot.channel, spot.asked)


def _is_edited_lately(event: Event) -> bool:
    """Whether it is an edit of something said so short a time before that we know what has been answered.

    Slack sends a mention anew when its message is edited, whether or not it was one before.
    """
    edited = event.edited.get("ts") if isinstance(event.edited, dict) else None
    is_said = bool(event.channel and event.ts) and not event.bot_id and event.subtype in _SAID
    return is_said and isinstance(edited, str) and _is_lately(event.ts, seconds(edited))


def _is_lately(ts: str, at: float) -> bool:
    return 0.0 <= at - seconds(ts) < DUPLICATE_WINDOW_SECONDS


def _us(callback: EventCallback, context: AsyncBoltContext) -> str | None:
    """Our user id. The event itself says it while Slack has not been asked, or has not answered."""
    return context.bot_user_id or callback.bot_user


def _is_said_by_a_person(event: Event) -> bool:
    return bool(event.channel and event.ts) and not event.bot_id and not event.edited and event.subtype in _SAID
