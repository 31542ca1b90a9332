"""What is said in a hand-off's thread and then edited, deleted, or said too often; and rows that nobody can read."""

import asyncio
from typing import Any

import pytest
import sqlalchemy as sa

from bots.settings import Settings
from core.desk.desk import Desk
from core.storage.engine import writing
from core.storage.tables import deliveries, handoff_events, handoffs
from tests.bots.slack.conftest import Database, Served, serving
from tests.bots.slack.test_handoff import BEN, HOME, Room, _says
from tests.bots.slack.test_limits import _limits
from tests.bots.slack.wire import direct, event, new_ts
from tests.support.slack_cloud import SlackDouble

Event = dict[str, Any]


@pytest.fixture(autouse=True)
def _in_its_channels(slack: SlackDouble) -> None:
    slack.members |= {HOME, "D0ANA"}


@pytest.fixture
def room(served: Served, slack: SlackDouble) -> Room:
    """With nothing said yet."""
    return Room(served, slack)


async def _said(room: Room, text: str, user: str = BEN) -> Event:
    """A message in the thread of the card; it is not sent."""
    await room.handed_over()
    card, _ = room.newest(HOME, "Request for")
    room.slack.posted.append(
        (card, {"channel": HOME, "thread_ts": card, "text": "", "blocks": [{}]})
    )  # so the thread is answered
    return direct(text, channel=HOME, channel_type="channel", thread_ts=card, user=user)


def _edited(said: Event, text: str) -> Event:
    changed = {**said, "text": text, "edited": {"user": said["user"], "ts": new_ts()}}
    about = {"channel": HOME, "channel_type": "channel", "message": changed, "previous_message": said}
    return event({"type": "message", "subtype": "message_changed", "ts": new_ts(), **about})


def _deleted(said: Event) -> Event:
    about = {"channel": HOME, "channel_type": "channel", "deleted_ts": said["ts"], "previous_message": said}
    return event({"type": "message", "subtype": "message_deleted", "ts": new_ts(), **about})


def _with_the_requester(slack: SlackDouble) -> list[str]:
    """What of Ben's words the requester sees, as it was drawn last."""
    drawn = {ts: args["text"] for ts, args in slack.posted if args["channel"] == "C0GENERAL"}
    drawn |= {call.args["ts"]: call.args["text"] for call in slack.sent("chat.update") if call.args["ts"] in drawn}
    return [text for text in drawn.values() if text.startswith("Ben Okafor: ")]


async def test_what_is_withdrawn_while_its_author_is_looked_up_is_not_carried(room: Room, slack: SlackDouble) -> None:
    """Whatever was edited or deleted before Slack told who wrote it arrives as it was left, or not at all."""
    said = await _said(room, "wrong window, sorry: the salaries")
    other = {**said, "ts": new_ts(), "text": "come at 4"}
    slack.held["users.info"] = asyncio.Event()
    for each in (said, other):
        await room.served.sending.event(event(each))
    await room.served.sending.event(_deleted(said))
    await room.served.sending.event(_edited(other, "come at 5"))
    await asyncio.sleep(0.2)
    slack.held.pop("users.info").set()
    await room.served.deliver()
    assert _with_the_requester(slack) == ["Ben Okafor: come at 5"]


async def test_an_edit_that_arrives_late_undoes_nothing(room: Room, slack: SlackDouble) -> None:
    """Slack sends again what failed, and so perhaps after what came later; the message itself too."""
    said = await _said(room, "come at 4")
    first, second = _edited(said, "come at 5"), _edited(said, "come at 6")
    for each in (second, event(said), first):
        await room.served.sending.event(each)
        await room.served.deliver()
    assert _with_the_requester(slack) == ["Ben Okafor: come at 6"]


async def test_edits_are_counted_and_deletions_are_not(
    desk: Desk, database: Database, settings: Settings, slack: SlackDouble
) -> None:
    """Each edit that is carried counts as a message; one too many is not, its author knows, and a deletion goes through."""
    async with serving(desk, database.engine, settings, _limits(messages="3/10m")) as served:
        room = Room(served, slack)
        said = await _said(room, "come at 4")
        await served.sending.event(event(said))
        await served.deliver()
        for number in range(40):
            await served.sending.event(_edited(said, f"come at {number + 5}"))
            await served.deliver()
        assert _with_the_requester(slack) == ["Ben Okafor: come at 6"]
        told = [_says(call) for call in slack.sent("chat.postEphemeral") if call.args["user"] == BEN]
        assert len([text for text in told if "I haven't passed this one on" in text]) == 38
        await served.sending.event(_deleted(said))
        await served.deliver()
        assert _with_the_requester(slack) == ["Ben Okafor: (deleted)"]


_GARBAGE = ["", "{", "[]", '{"to": "nobody"}', '{"to": "team", "x": 1}']


@pytest.mark.parametrize("content", _GARBAGE)
async def test_a_row_that_nobody_can_read_stops_nobody(
    room: Room, slack: SlackDouble, database: Database, content: str
) -> None:
    """Beside a carried message, an event and responders of another release a hand-off is seen through as ever."""
    said = await _said(room, "which floor?")
    async with writing(database.engine) as connection:
        of_card = sa.select(deliveries).where(deliveries.c.kind == "card")
        card = (await connection.execute(of_card)).mappings().one()
        broken = {"id": f"{card['handoff_id']}.relay.broken", "kind": "relay", "status": "failed", "content": content}
        values = {**card, **broken, "sent_message": None, "sent_conversation": None}
        await connection.execute(deliveries.insert().values(values))
        await connection.execute(sa.update(handoffs).values(responders=content))
        opened_by = (await connection.execute(sa.select(handoff_events))).mappings().first()
        assert opened_by
        dreamt = {name: value for name, value in opened_by.items() if name != "id"} | {"kind": "dreamt"}
        await connection.execute(handoff_events.insert().values(dreamt))
    await room.served.sending.event(event(said))
    await room.served.deliver()
    assert _with_the_requester(slack) == ["Ben Okafor: which floor?"]
    ts, shown = room.newest(HOME, "Request for")
    await room.press(shown, "Take it", BEN, message=ts, channel=HOME)
    ts, shown = room.newest(HOME, "Request for")
    assert "Taken by Ben Okafor" in _says(shown)
    opened = await room.press(shown, "Resolve", BEN, message=ts, channel=HOME)
    await room.fill_in(opened, BEN, note="new cable")
    assert "new cable" in _says(room.newest("C0GENERAL", "Handed to")[1])


async def test_a_moment_that_nobody_can_read_sends_nothing_twice(
    room: Room, slack: SlackDouble, database: Database
) -> None:
    """A row that was given up at a place and holds no time where one belongs: what then goes there goes there once."""
    await room.handed_over()
    async with writing(database.engine) as connection:
        of_card = sa.select(deliveries).where(deliveries.c.kind == "card")
        card = (await connection.execute(of_card)).mappings().one()
        name = f"{card['handoff_id']}.relay.broken"
        values = {**card, "id": name, "kind": "relay", "status": "failed", "content": "{}"}
        await connection.execute(deliveries.insert().values(values))
        await connection.execute(sa.text("UPDATE deliveries SET started_at = 'garbage' WHERE id = :id"), {"id": name})
    thread = next(args["thread_ts"] for _, args in slack.posted if args["channel"] == "C0GENERAL")
    said = direct("any news?", channel="C0GENERAL", channel_type="channel", thread_ts=thread)
    await room.served.sending.event(event(said))
    await room.served.deliver()
    courier = room.served.opened.waypost.courier({"slack": room.served.platform.messenger})
    for _ in range(3):
        async with database.engine.connect() as connection:
            waiting = sa.select(deliveries.c.id).where(deliveries.c.status.in_(("pending", "sending")))
            left = (await connection.execute(waiting)).scalars().all()
        for each in left:
            await courier.deliver(each)
    assert len([args for _, args in slack.posted if args["channel"] == HOME and "any news?" in args["text"]]) == 1
