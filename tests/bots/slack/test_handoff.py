"""A hand-off in Slack, from the press on a suggestion to its end, as Slack sends and gets it."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from aiohttp import web

from core.storage.engine import writing
from tests.bots.slack.blockkit import Json, controls, texts
from tests.bots.slack.conftest import Database, Served
from tests.bots.slack.wire import ANA, command, direct, event, mention, new_ts, press, submission
from tests.support.slack_cloud import Call, SlackDouble

BEN = "U0BEN"
HOME = "C0456"
VPN = "my vpn drops every ten minutes"


@pytest.fixture(autouse=True)
def _in_its_channels(slack: SlackDouble) -> None:
    slack.members |= {HOME, "D0ANA"}


def _control(call: Call, label: str) -> Json:
    return next(c for c in controls(call.args) if c.get("text", {}).get("text", "").startswith(label))


def _says(call: Call) -> str:
    return " ".join(texts(call.args))


class Room:
    """People in a workspace, and what they see."""

    def __init__(self, served: Served, slack: SlackDouble) -> None:
        self.served, self.slack = served, slack

    async def press(self, shown: Call, label: str, user: str = ANA, **where: Any) -> list[Call]:  # noqa: ANN401
        """Press a button; what is sent then."""
        before = len(self.slack.calls)
        payload = press(self.slack, _control(shown, label), **where)
        payload["user"] = {"id": user, "username": "someone", "team_id": "T0123"}
        self.slack.triggers.add(payload["trigger_id"])
        assert await self.served.sending.interaction(payload) == (200, "")
        await self.served.deliver()
        return self.slack.calls[before:]

    async def fill_in(self, calls: list[Call], user: str = ANA, **filled_in: str) -> list[Call]:
        """Send the form that was opened; what is sent then."""
        view = next(call for call in calls if call.method == "views.open").args["view"]
        before = len(self.slack.calls)
        assert await self.served.sending.interaction(submission(view, user, **filled_in)) == (200, "")
        await self.served.deliver()
        return self.slack.calls[before:]

    async def handed_over(self) -> None:
        """Ana has handed a request over from a mention in a channel."""
        asked = mention(VPN)
        await self.served.sending.event(event(asked))
        answer = (await self.slack.wait_for(1))[-1]
        where = {"message": self.slack.posted[-1][0], "thread": asked["ts"]}
        (preview,) = _sent(await self.press(answer, "Hand to Network operations", **where))
        assert preview.method == "chat.postEphemeral"
        await self.press(preview, "Send")

    def newest(self, channel: str, title: str) -> tuple[str, Call]:
        """The `ts` of the newest message with that title, and how it was drawn last."""
        drawn = [
            (ts, Call("chat.postMessage", args))
            for ts, args in self.slack.posted
            if args["channel"] == channel and args["blocks"][0].get("text", {}).get("text", "").startswith(title)
        ]
        ts, call = drawn[-1]
        updates = [c for c in self.slack.sent("chat.update") if c.args["ts"] == ts]
        return ts, (updates or [call])[-1]


def _sent(calls: list[Call]) -> list[Call]:
    return [c for c in calls if c.method in ("chat.postMessage", "chat.postEphemeral", "chat.update", "response_url")]


@pytest.fixture
def room(served: Served, slack: SlackDouble) -> Room:
    """With nothing said yet."""
    return Room(served, slack)


async def test_from_a_mention_to_the_teams_channel(room: Room, slack: SlackDouble) -> None:
    """The card names who asks and links back; the status stands in the thread where it was asked."""
    await room.handed_over()
    _, card = room.newest(HOME, "Request for")
    assert VPN in _says(card)
    assert "Asked by:* Ana Ribeiro (<@U0ANA>)" in _says(card)
    assert "https://example.slack.com/archives/C0GENERAL/p" in _says(card)
    _, status = room.newest("C0GENERAL", "Handed to")
    assert "Open" in _says(status)
    (posted,) = (args for _, args in slack.posted if args["channel"] == "C0GENERAL" and "metadata" in args)
    assert posted["thread_ts"]


async def test_from_a_command_the_requester_is_kept_posted_directly(room: Room, slack: SlackDouble) -> None:
    """The preview takes the place of the private answer, and nothing is said in the channel."""
    await room.served.sending.command(command(slack, "/route", VPN))
    answer = (await slack.wait_for(1))[-1]
    (preview,) = _sent(await room.press(answer, "Hand to"))
    assert (preview.method, preview.args["replace_original"]) == ("response_url", True)
    await room.press(preview, "Send")
    assert {args["channel"] for _, args in slack.posted} == {HOME, "D0ANA"}
    _, card = room.newest(HOME, "Request for")
    assert "https://example.slack.com/archives/C0GENERAL>" in _says(card)


async def test_the_text_is_edited_in_a_form(room: Room, slack: SlackDouble) -> None:
    """The form holds the text; what is saved is what the preview then shows."""
    await room.served.sending.command(command(slack, "/route", VPN))
    answer = (await slack.wait_for(1))[-1]
    (preview,) = _sent(await room.press(answer, "Hand to"))
    opened = await room.press(preview, "Edit")
    view = next(call for call in opened if call.method == "views.open").args["view"]
    assert view["blocks"][0]["element"]["initial_value"] == VPN
    (edited,) = _sent(await room.fill_in(opened, text="VPN drops <!channel> & *since* Monday"))
    assert "VPN drops <!channel> & *since* Monday" in _says(edited)
    await room.press(edited, "Send")
    assert "VPN drops <!channel> & *since* Monday" in _says(room.newest(HOME, "Request for")[1])


async def test_it_is_taken_and_resolved(room: Room) -> None:
    """Both sides are redrawn in place, under the responder's name; the note arrives."""
    await room.handed_over()
    ts, card = room.newest(HOME, "Request for")
    await room.press(card, "Take it", BEN, message=ts, channel=HOME)
    _, taken = room.newest(HOME, "Request for")
    assert "Taken by Ben Okafor" in _says(taken)
    assert "Taken by Ben Okafor" in _says(room.newest("C0GENERAL", "Handed to")[1])
    opened = await room.press(taken, "Resolve", BEN, message=ts, channel=HOME)
    await room.fill_in(opened, BEN, note="new cable")
    assert "new cable" in _says(room.newest("C0GENERAL", "Handed to")[1])


async def test_who_is_late_is_told_privately(room: Room) -> None:
    """Of two who press at once the second sees who was first, and nobody else sees that."""
    await room.handed_over()
    ts, card = room.newest(HOME, "Request for")
    await room.press(card, "Take it", BEN, message=ts, channel=HOME)
    (late,) = _sent(await room.press(card, "Take it", ANA, message=ts, channel=HOME))
    assert late.method in ("chat.postEphemeral", "response_url")
    assert "Taken by Ben Okafor" in _says(late)


async def test_not_ours_asks_where_it_belongs(room: Room, slack: SlackDouble) -> None:
    """The menu offers the other responsibilities; the choice moves the request."""
    slack.members |= {"C0SERVICEDESK", "C0DATA"}
    await room.handed_over()
    ts, card = room.newest(HOME, "Request for")
    opened = await room.press(card, "Not ours", BEN, message=ts, channel=HOME)
    view = next(call for call in opened if call.method == "views.open").args["view"]
    select = next(block["element"] for block in view["blocks"] if block["block_id"] == "belongs")
    choices = {option["value"] for group in select["option_groups"] for option in group["options"]}
    assert "it.network" not in choices
    await room.fill_in(opened, BEN, belongs="none", note="a matter for the landlord")
    assert "landlord" in _says(room.newest("C0GENERAL", "Handed to")[1])


async def test_a_form_that_comes_too_late_says_so(room: Room, slack: SlackDouble) -> None:
    """Slack opens a form for three seconds; after that the person is asked to press again."""
    await room.handed_over()
    ts, card = room.newest(HOME, "Request for")
    slack.refuse_once("views.open", "expired_trigger_id")
    (said,) = _sent(await room.press(card, "Resolve", BEN, message=ts, channel=HOME))
    assert "press again" in _says(said)


@pytest.mark.parametrize("text", ["", "this is what I see"])
async def test_the_other_side_hears_of_files(room: Room, slack: SlackDouble, text: str) -> None:
    """A file does not cross, but that there is one does, with the words beside it or without any."""
    await room.handed_over()
    card, _ = room.newest(HOME, "Request for")
    said = {"channel": HOME, "channel_type": "channel", "thread_ts": card, "user": BEN, "subtype": "file_share"}
    await room.served.sending.event(event(direct(text, **said, files=[{"id": "F1", "name": "screen.png"}])))
    await room.served.deliver()
    crossed = [
        args for _, args in slack.posted if args["channel"] == "C0GENERAL" and "a file: screen.png]" in str(args)
    ]
    assert len(crossed) == 1
    assert text in str(crossed[0])


async def test_what_is_said_in_the_threads_crosses(room: Room, slack: SlackDouble) -> None:
    """Both ways, once, with its author, as plain text; an edit changes it and a deletion says so."""
    await room.handed_over()
    card, _ = room.newest(HOME, "Request for")
    thread = slack.posted[0][1]["thread_ts"]
    said = {"channel": HOME, "channel_type": "channel", "thread_ts": card, "user": BEN}
    asked = direct("Which <!channel> floor? &lt;b&gt;", **said)
    for number in range(2):
        await room.served.sending.event(event(asked, f"Ev-heard-{number}"))
    await room.served.deliver()
    crossed = [args for _, args in slack.posted if args["channel"] == "C0GENERAL" and "floor" in args["text"]]
    assert len(crossed) == 1
    assert crossed[0]["thread_ts"] == thread
    assert "<!channel>" not in str(crossed[0])
    assert "Ben Okafor" in crossed[0]["text"]
    changed = {**asked, "text": "Which room?", "edited": {"user": BEN, "ts": "2.2"}}
    edit = {"type": "message", "subtype": "message_changed", "channel": HOME, "channel_type": "channel", "ts": new_ts()}
    await room.served.sending.event(event({**edit, "message": changed, "previous_message": asked}))
    await room.served.deliver()
    assert "Which room?" in slack.sent("chat.update")[-1].args["text"]
    gone = {**edit, "subtype": "message_deleted", "deleted_ts": asked["ts"], "previous_message": changed}
    await room.served.sending.event(event(gone))
    await room.served.deliver()
    assert "deleted" in slack.sent("chat.update")[-1].args["text"]


async def test_a_reply_to_the_status_in_the_direct_conversation_crosses(room: Room, slack: SlackDouble) -> None:
    """In its thread it is a word to the team; outside of it, a question to Waypost."""
    await room.served.sending.command(command(slack, "/route", VPN))
    answer = (await slack.wait_for(1))[-1]
    (preview,) = _sent(await room.press(answer, "Hand to"))
    await room.press(preview, "Send")
    status, _ = room.newest("D0ANA", "Handed to")
    await room.served.sending.event(event(direct("any news?", thread_ts=status)))
    await room.served.deliver()
    assert [args["channel"] for _, args in slack.posted if "any news?" in args["text"]] == [HOME]
    await room.served.sending.event(event(direct("the printer is jammed")))
    await room.served.deliver()
    assert "Not right?" in str(slack.posted[-1][1]["blocks"])


@pytest.mark.parametrize(
    "refused",
    [
        lambda: web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "1"}),
        lambda: web.json_response({"ok": False, "error": "missing_scope"}),
        lambda: web.json_response({"ok": True}),
        lambda: web.Response(status=500),
        lambda: web.Response(text="<html>", content_type="text/html"),
    ],
    ids=["too many", "no scope", "no user", "broken", "no JSON"],
)
async def test_who_cannot_be_looked_up_is_no_member(
    room: Room, slack: SlackDouble, refused: Callable[[], web.Response]
) -> None:
    """Whatever way it fails: nothing is done, the person is told to try again, and then Slack is asked anew."""
    await room.handed_over()
    ts, card = room.newest(HOME, "Request for")
    slack.next_answers["users.info"].append(refused)
    (told,) = _sent(await room.press(card, "Take it", "U0NEW", message=ts, channel=HOME))
    assert "Please try again in a moment" in _says(told)
    assert "Open" in _says(room.newest(HOME, "Request for")[1])
    slack.names["U0NEW"] = "Noor Haddad"
    await room.press(card, "Take it", "U0NEW", message=ts, channel=HOME)
    assert "Noor Haddad" in _says(room.newest(HOME, "Request for")[1])


async def test_other_talk_in_channels_is_left_alone(room: Room, slack: SlackDouble) -> None:
    """No message in a channel is answered that does not mention us; a mention in a thread is a question, not heard twice."""
    await room.handed_over()
    card, _ = room.newest(HOME, "Request for")
    before, asked = len(slack.sent()), len(slack.sent("users.info"))
    for said in (
        direct("lunch?", channel=HOME, channel_type="channel"),
        direct("lunch?", channel=HOME, channel_type="channel", thread_ts="1.1"),
        direct("beep", channel=HOME, channel_type="channel", thread_ts=card, bot_id="B0OTHER"),
        direct("hi <@U0WAYPOST>", channel=HOME, channel_type="channel", thread_ts=card),
    ):
        await room.served.sending.event(event(said))
    await room.served.deliver()
    assert len(slack.sent()) == before
    assert len(slack.sent("users.info")) == asked  # nor is anybody's name asked for


async def test_status_is_listed(room: Room, slack: SlackDouble) -> None:
    """`/waypost status` shows what the asker has open, to the asker alone."""
    await room.handed_over()
    await room.served.sending.command(command(slack, "/waypost", "status"))
    await room.served.deliver()
    listed = slack.sent()[-1]
    assert listed.method == "response_url"
    assert VPN in _says(listed)


@pytest.mark.parametrize("label", ["Hand to", "Not right?"])
async def test_somebody_elses_answer_is_theirs(room: Room, slack: SlackDouble, label: str) -> None:
    """Who did not ask is told so alone, and the answer stays as it is."""
    asked = mention(VPN)
    await room.served.sending.event(event(asked))
    answer = (await slack.wait_for(1))[-1]
    (told,) = _sent(await room.press(answer, label, BEN, message=slack.posted[-1][0], thread=asked["ts"]))
    assert told.method in ("chat.postEphemeral", "response_url")
    assert "Only the person who asked" in _says(told)
    assert len(slack.posted) == 1


@pytest.mark.parametrize("channel", ["C0GENERAL", "C0THIRD"])
async def test_the_teams_button_counts_only_where_the_card_stands(room: Room, slack: SlackDouble, channel: str) -> None:
    """A press that says another conversation is refused, also before a form opens."""
    slack.members.add(channel)
    await room.handed_over()
    ts, card = room.newest(HOME, "Request for")
    for label in ("Take it", "Resolve"):
        calls = await room.press(card, label, BEN, message=ts, channel=channel)
        assert not [call for call in calls if call.method == "views.open"]
        assert "Only members of Network operations" in _says(_sent(calls)[-1])
    assert "Open" in _says(room.newest(HOME, "Request for")[1])


async def test_who_writes_beside_the_requester_is_not_the_team(room: Room, slack: SlackDouble) -> None:
    """In the thread of the public status a bystander appears as one."""
    await room.handed_over()
    thread = slack.posted[0][1]["thread_ts"]
    said = {"channel": "C0GENERAL", "channel_type": "channel", "thread_ts": thread, "user": BEN}
    await room.served.sending.event(event(direct("we need your password", **said)))
    await room.served.deliver()
    (crossed,) = (args for _, args in slack.posted if args["channel"] == HOME and "password" in args["text"])
    assert "also in the conversation, not speaking for Network operations" in str(crossed["blocks"])


async def test_people_of_other_workspaces_and_guests_are_not_of_the_team(room: Room, slack: SlackDouble) -> None:
    """In a shared channel they see the card; a press of theirs changes nothing. Strangers are not even told whose it is."""
    await room.handed_over()
    ts, card = room.newest(HOME, "Request for")
    payload = press(slack, _control(card, "Take it"), channel=HOME, message=ts)
    payload["user"] = {"id": "U0PARTNER", "username": "partner", "team_id": "T0PARTNER"}
    before = len(slack.calls)
    await room.served.sending.interaction(payload)
    await room.served.deliver()
    (told,) = _sent(slack.calls[before:])
    assert _says(told) == "Waypost isn't set up for your organisation."
    guest = {"ok": True, "user": {"id": "U0GUEST", "name": "guest", "is_restricted": True, "team_id": "T0123"}}
    slack.next_answers["users.info"].append(lambda: web.json_response(guest))
    (told,) = _sent(await room.press(card, "Take it", "U0GUEST", message=ts, channel=HOME))
    assert "guests and people from elsewhere must be listed as responders" in _says(told)
    assert "Open" in _says(room.newest(HOME, "Request for")[1])


async def test_who_edits_a_password_into_a_reply_is_told_once(room: Room, slack: SlackDouble) -> None:
    """The other side sees it masked, and its author is told so alone, as for a new message."""
    await room.handed_over()
    card, _ = room.newest(HOME, "Request for")
    said = direct("Which floor?", channel=HOME, channel_type="channel", thread_ts=card, user=BEN)
    await room.served.sending.event(event(said))
    await room.served.deliver()
    slack.posted.append((said["ts"], {"channel": HOME, "thread_ts": card}))  # so the thread is answered
    before = len(slack.sent("chat.postEphemeral"))
    edit = {"type": "message", "subtype": "message_changed", "channel": HOME, "channel_type": "channel"}
    for text in ("Which floor? The password is hunter2!", "Which floor? The password is hunter2! Thanks"):
        changed = {**said, "text": text, "edited": {"user": BEN, "ts": "2.2"}}
        await room.served.sending.event(
            event({**edit, "ts": new_ts(), "message": changed, "previous_message": said}, f"Ev-{text}")
        )
        await room.served.deliver()
    (told,) = slack.sent("chat.postEphemeral")[before:]
    assert told.args["user"] == BEN
    assert "a password" in _says(told)
    assert "[masked]" in slack.sent("chat.update")[-1].args["text"]
    assert "hunter2" not in str(slack.calls)


async def test_a_form_that_cannot_be_prepared_says_what_happened(
    room: Room, slack: SlackDouble, database: Database
) -> None:
    """When the database fails, a button that opens a form answers as every other does, and not that it is out of date."""
    await room.handed_over()
    ts, card = room.newest(HOME, "Request for")
    async with writing(database.engine) as connection:
        await connection.execute(sa.text("ALTER TABLE handoffs RENAME TO elsewhere"))
    for label in ("Resolve", "Take it"):
        (said,) = _sent(await room.press(card, label, BEN, message=ts, channel=HOME))
        assert "went wrong while saving" in _says(said)


async def test_a_form_that_is_not_known_any_more_says_so(room: Room, slack: SlackDouble) -> None:
    """Sent, it is not lost without a word."""
    await room.handed_over()
    ts, card = room.newest(HOME, "Request for")
    opened = await room.press(card, "Resolve", BEN, message=ts, channel=HOME)
    view = next(call for call in opened if call.method == "views.open").args["view"]
    before = len(slack.calls)
    sent = submission({**view, "private_metadata": "{}"}, BEN, note="done")
    assert await room.served.sending.interaction(sent) == (200, "")
    await room.served.deliver()
    (said,) = slack.calls[before:]
    assert said.args["channel"] == BEN
    assert "went wrong" in _says(said)
