"""What goes over the wire for what people send beside plain text: files, forwards, edits, deletions, groups, guests."""

import json
from typing import Any

import pytest

from tests.bots.playground.conftest import Playground, Received

PIXEL = "data:image/png;base64,iVBORw0KGgo="
PICTURE = {"name": "screenshot.png", "type": "image/png", "size": 900, "preview": PIXEL}
REPORT = {"name": "report.xlsx", "type": "application/vnd.ms-excel", "size": 48_000, "preview": None}
SALES = "19:sales@thread.tacv2"
GROUP = "19:office-move@thread.v2"
CHAT = "a:ana-with-waypost"
CARD = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "first"}]}
ADAPTIVE = "application/vnd.microsoft.card.adaptive"

Json = dict[str, Any]


def event(received: Received) -> Json:
    """The event that Slack told of."""
    found = received.json["event"]
    assert isinstance(found, dict)
    return found


async def done(playground: Playground, path: str, **body: object) -> Json:
    """Do something as Ana; what came of it."""
    status, outcome = await playground.do(path, **{"as": "ana", **body})
    assert status == 200, outcome
    return outcome


async def say_in_slack(playground: Playground, text: str = "@Waypost my VPN drops", **more: object) -> Json:
    """Say something in #general; the message."""
    await done(playground, "slack/say", **{"channel": "C0GENERAL", "text": text, **more})
    return (await playground.in_slack())[-1]


async def say_in_teams(playground: Playground, text: str = "my VPN drops", **more: object) -> Json:
    """Say something with a mention; the message."""
    await done(playground, "teams/say", **{"place": SALES, "text": text, "mention": True, **more})
    return (await playground.in_teams())[-1]


# --- Slack ---------------------------------------------------------------------------------------------------------------


async def test_files_come_as_a_file_share_in_slack(playground: Playground) -> None:
    """Both events of a mention carry the files with their names and types; the message event says that it shares files."""
    shown = await say_in_slack(playground, files=[PICTURE, REPORT])
    mention, said = map(event, playground.app.slack)
    assert (mention["type"], said["type"], said["subtype"]) == ("app_mention", "message", "file_share")
    for told in (mention, said):
        files = [(file["name"], file["mimetype"], file["filetype"], file["user"]) for file in told["files"]]
        assert files == [
            ("screenshot.png", "image/png", "png", "U0ANA"),
            ("report.xlsx", "application/vnd.ms-excel", "xlsx", "U0ANA"),
        ]
        assert PIXEL not in json.dumps(told)
    assert [file["preview"] for file in shown["files"]] == [PIXEL, None]


async def test_a_forward_is_a_share_in_slack(playground: Playground) -> None:
    """A forwarded alert is an attachment with `is_share` that names its author and says what the alert's attachment says."""
    await done(playground, "slack/alert", channel="C0ALERTS")
    alert = event(playground.app.slack[-1])
    assert (alert["subtype"], alert["text"], "user" in alert) == ("bot_message", "", False)
    await done(playground, "slack/forward", channel="C0ALERTS", ts=alert["ts"], to="D0ANA", note="whose is this?")
    told = event(playground.app.slack[-1])
    (share,) = told["attachments"]
    assert (told["text"], told["channel_type"], share["is_share"]) == ("whose is this?", "im", True)
    assert (share["author_name"], share["channel_id"]) == ("Monitoring", "C0ALERTS")
    assert "vpn-gw-2 is down" in share["text"]


async def test_an_edit_is_a_message_changed(playground: Playground) -> None:
    """It tells how the message was and how it is now, which keeps its files; only its author can change it."""
    message = await say_in_slack(playground, files=[REPORT])
    place = {"channel": "C0GENERAL", "ts": message["ts"]}
    await done(playground, "slack/edit", **place, text="@Waypost my Wi-Fi drops")
    told = event(playground.app.slack[-1])
    assert (told["subtype"], told["hidden"], told["channel_type"]) == ("message_changed", True, "channel")
    assert (told["previous_message"]["text"], told["message"]["text"]) == (
        "<@U0WAYPOST> my VPN drops",
        "<@U0WAYPOST> my Wi-Fi drops",
    )
    assert [file["name"] for file in told["message"]["files"]] == ["report.xlsx"]
    assert told["message"]["edited"]["user"] == "U0ANA"
    assert float(message["ts"]) < float(told["message"]["edited"]["ts"]) < float(told["ts"])
    assert (await playground.do("slack/edit", **{"as": "ben"}, **place, text="x"))[0] == 400


async def test_a_deletion_leaves_a_tombstone_above_replies(playground: Playground) -> None:
    """Without replies the message goes; with replies it becomes a tombstone, which cannot be changed or deleted again."""
    alone, answered = await say_in_slack(playground), await say_in_slack(playground)
    await say_in_slack(playground, "and now?", thread=answered["ts"])
    await done(playground, "slack/delete", channel="C0GENERAL", ts=alone["ts"])
    gone = event(playground.app.slack[-1])
    assert (gone["subtype"], gone["deleted_ts"]) == ("message_deleted", alone["ts"])
    await done(playground, "slack/delete", channel="C0GENERAL", ts=answered["ts"])
    left = event(playground.app.slack[-1])
    assert (left["subtype"], left["message"]["subtype"]) == ("message_changed", "tombstone")
    assert left["message"]["user"] == "USLACKBOT"
    assert "VPN" not in json.dumps(left["message"])
    assert [message["deleted"] for message in await playground.in_slack()] == [True, False]
    again = {"channel": "C0GENERAL", "ts": answered["ts"]}
    assert (await playground.do("slack/delete", **{"as": "ana"}, **again))[0] == 400


async def test_a_group_message_is_an_mpim(playground: Playground) -> None:
    """A group direct message comes as `mpim`, and the Web API says that it is one; a guest who is not in it sees none."""
    body = {"channel": "G0TRIO", "text": "hello"}
    assert await done(playground, "slack/say", **body) == {"heard": False}
    assert event(playground.app.slack[-1])["channel_type"] == "mpim"
    headers = {"Authorization": f"Bearer {playground.config.slack_bot_token}"}
    url = playground.url("slack/api/conversations.info?channel=G0TRIO")
    async with playground.session.get(url, headers=headers) as response:
        about = (await response.json())["channel"]
    assert (about["is_mpim"], about["is_im"], about["name"]) == (True, False, "mpdm-ana--ben--mei-1")
    assert (await playground.do("slack/say", **{"as": "lena"}, **body))[0] == 400


async def test_a_guest_is_told_as_one(playground: Playground) -> None:
    """Slack's `users.info` and Teams' members and activities say that Lena is a guest."""
    headers = {"Authorization": f"Bearer {playground.config.slack_bot_token}"}
    async with playground.session.get(playground.url("slack/api/users.info?user=U0LENA"), headers=headers) as response:
        user = (await response.json())["user"]
    assert (user["is_restricted"], user["real_name"]) == (True, "Lena Fischer")
    async with playground.session.get(playground.url(f"teams/v3/conversations/{SALES}/members/29:lena")) as response:
        assert (await response.json())["userRole"] == "guest"
    await say_in_teams(playground, **{"as": "lena"})
    assert playground.app.teams[-1].json["from"]["userRole"] == "guest"


# --- Teams ---------------------------------------------------------------------------------------------------------------


async def test_a_picture_stands_in_the_html_in_teams(playground: Playground) -> None:
    """A picture is attached as `image/*` and stands in the HTML; a file is a download in a chat and a reference in a channel."""
    await say_in_teams(playground, files=[PICTURE, REPORT])
    picture, report, page = playground.app.teams[-1].json["attachments"]
    assert (picture["contentType"], page["contentType"]) == ("image/*", "text/html")
    assert (report["contentType"], report["name"]) == ("reference", "report.xlsx")
    assert "<img " in page["content"]
    assert f'<attachment id="{report["id"]}"></attachment>' in page["content"]
    await say_in_teams(playground, place=CHAT, mention=False, files=[REPORT])
    report, _ = playground.app.teams[-1].json["attachments"]
    assert report["contentType"] == "application/vnd.microsoft.teams.file.download.info"
    assert report["content"]["fileType"] == "xlsx"


async def test_a_forward_is_a_reference_in_teams(playground: Playground) -> None:
    """A forwarded message is a `forwardedMessageReference` whose content, a text of JSON, names its author and says what it says."""
    await done(playground, "teams/alert", place=SALES)
    assert playground.app.teams == []
    (alert,) = await playground.in_teams()
    about = {"place": SALES, "id": alert["id"], "to": CHAT, "note": "whose is this?", "mention": False}
    assert await done(playground, "teams/forward", **about) == {"heard": True}
    activity = playground.app.teams[-1].json
    forwarded, page = activity["attachments"]
    content = json.loads(forwarded["content"])
    assert (activity["text"], forwarded["contentType"]) == ("whose is this?", "forwardedMessageReference")
    assert content["originalMessageSender"]["user"]["displayName"] == "Monitoring"
    assert "vpn-gw-2 is down<br>" in content["originalMessageContent"]
    assert f'<attachment id="{forwarded["id"]}"></attachment>' in page["content"]


async def test_edits_and_deletions_in_teams(playground: Playground) -> None:
    """Each change of a message that the bot knows is an activity of its own; a deletion can be undone, once."""
    message = await say_in_teams(playground)
    place = {"place": SALES, "id": message["id"]}
    await done(playground, "teams/edit", **place, text="@Waypost my Wi-Fi drops")
    await done(playground, "teams/delete", **place)
    assert (await playground.in_teams())[-1]["text"] == ""
    await done(playground, "teams/restore", **place)
    assert (await playground.in_teams())[-1]["text"] == "@Waypost my Wi-Fi drops"
    told = [request.json for request in playground.app.teams[1:]]
    assert [(each["type"], each["channelData"]["eventType"], each["id"]) for each in told] == [
        ("messageUpdate", "editMessage", message["id"]),
        ("messageDelete", "softDeleteMessage", message["id"]),
        ("messageUpdate", "undeleteMessage", message["id"]),
    ]
    assert [each.get("text") for each in told] == [
        "<at>Waypost</at> my Wi-Fi drops",
        None,
        "<at>Waypost</at> my Wi-Fi drops",
    ]
    assert (await playground.do("teams/restore", **{"as": "ana"}, **place))[0] == 400
    assert (await playground.do("teams/delete", **{"as": "ben"}, **place))[0] == 400


async def test_a_mention_that_an_edit_adds_is_told(playground: Playground) -> None:
    """What the bot did not hear it hears once an edit mentions it."""
    message = await say_in_teams(playground, "my VPN drops", mention=False)
    assert playground.app.teams == []
    await done(playground, "teams/edit", place=SALES, id=message["id"], text="@Waypost my VPN drops")
    assert playground.app.teams[-1].json["type"] == "messageUpdate"


async def test_a_group_chat_is_one(playground: Playground) -> None:
    """A mention in a group chat comes with that conversation's type and without a thread; a guest sees none."""
    await say_in_teams(playground, place=GROUP)
    conversation = playground.app.teams[-1].json["conversation"]
    assert (conversation["id"], conversation["conversationType"], conversation["isGroup"]) == (GROUP, "groupChat", True)
    body = {"place": GROUP, "text": "hello", "mention": True}
    assert (await playground.do("teams/say", **{"as": "lena"}, **body))[0] == 400


async def test_who_owns_this_is_a_fetched_dialog(playground: Playground) -> None:
    """It brings the message as Graph has it; a card opens in a dialog, a press there is a submit, an empty answer closes it."""
    message = await say_in_teams(playground, files=[REPORT])
    value = {"title": "Waypost", "card": {"contentType": ADAPTIVE, "content": CARD}}
    playground.app.answer = {"task": {"type": "continue", "value": value}}
    about = {"as": "ben", "place": SALES, "id": message["id"]}
    opened = await done(playground, "teams/ask-about", **about)
    assert opened["dialog"] == {"title": "Waypost", "card": CARD}
    invoke = playground.app.teams[-1].json
    payload = invoke["value"]["messagePayload"]
    assert (invoke["name"], invoke["value"]["commandId"]) == ("composeExtension/fetchTask", "whoOwnsThis")
    assert (payload["from"]["user"]["displayName"], payload["attachments"][0]["name"]) == ("Ana Ribeiro", "report.xlsx")
    assert payload["body"]["content"].startswith('<p><at id="0">Waypost</at> my VPN drops</p>')
    playground.app.answer = {"task": {"type": "message", "value": "Done."}}
    assert (await done(playground, "teams/submit", **about, data={"verb": "go"}))["says"] == "Done."
    submit = playground.app.teams[-1].json
    assert (submit["name"], submit["value"]["data"]) == ("composeExtension/submitAction", {"verb": "go"})
    playground.app.answer = None
    assert await done(playground, "teams/submit", **about, data={}) == {"heard": None, "dialog": None, "says": None}
    playground.app.answer = {"task": {"type": "continue", "value": {"card": {"contentType": "x", "content": {}}}}}
    assert (await playground.do("teams/ask-about", **about))[0] == 502


async def test_what_is_looked_up_can_be_sent(playground: Playground) -> None:
    """A search is a query, at first without a text; what it finds is told, and its card goes with a message."""
    preview = {
        "contentType": "application/vnd.microsoft.card.thumbnail",
        "content": {"title": "Networks", "text": "VPN"},
    }
    result = {"contentType": ADAPTIVE, "content": CARD, "preview": preview}
    playground.app.answer = {"composeExtension": {"type": "result", "attachments": [result]}}
    for text, parameter in (("", {"name": "initialRun", "value": "true"}), ("vpn", {"name": "query", "value": "vpn"})):
        found = (await done(playground, "teams/look-up", place=SALES, text=text))["found"]
        assert found == [{"title": "Networks", "text": "VPN", "card": CARD}]
        assert playground.app.teams[-1].json["value"]["parameters"] == [parameter]
    playground.app.answer = {"composeExtension": {"type": "message", "text": "Nothing found."}}
    assert (await done(playground, "teams/look-up", place=SALES, text="x"))["says"] == "Nothing found."
    playground.app.answer = None
    message = await say_in_teams(playground, "", card=CARD)
    assert message["cards"] == [CARD]
    assert playground.app.teams[-1].json["attachments"][0]["contentType"] == ADAPTIVE


# --- both ----------------------------------------------------------------------------------------------------------------


async def test_messages_follow_the_clock(playground: Playground) -> None:
    """After a day that was let pass, what is said carries the next day's time on both halves, and so does what the bot is told."""
    before = [await say_in_slack(playground), await say_in_teams(playground)]
    assert (await playground.do("time", **{"as": "ana"}, minutes=1440))[0] == 200
    after = [await say_in_slack(playground), await say_in_teams(playground)]
    day = 86_400
    assert day <= float(after[0]["ts"]) - float(before[0]["ts"]) < day + 60
    assert day <= (int(after[1]["id"]) - int(before[1]["id"])) / 1_000 < day + 60
    first, *_, last = playground.app.slack
    assert day <= last.json["event_time"] - first.json["event_time"] < day + 60
    assert playground.app.teams[0].json["timestamp"][:10] < playground.app.teams[-1].json["timestamp"][:10]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("slack/say", {"channel": "C0GENERAL", "text": ""}),
        ("slack/say", {"channel": "C0GENERAL", "text": "", "files": [{**REPORT, "name": ""}]}),
        (
            "slack/say",
            {"channel": "C0GENERAL", "text": "", "files": [{**PICTURE, "preview": "https://example.com/x.png"}]},
        ),
        ("slack/say", {"channel": "C0GENERAL", "text": "", "files": [REPORT] * 5}),
        ("slack/forward", {"channel": "C0GENERAL", "ts": "1.2", "to": "D0ANA", "note": ""}),
        ("slack/forward", {"channel": "D0BEN", "ts": "1.2", "to": "D0ANA", "note": ""}),
        ("slack/edit", {"channel": "C0GENERAL", "ts": "1.2", "text": "x"}),
        ("slack/alert", {"channel": "D0BEN"}),
        ("teams/say", {"place": SALES, "text": "", "mention": True}),
        ("teams/forward", {"place": SALES, "id": "1", "to": CHAT, "note": "", "mention": False}),
        ("teams/edit", {"place": SALES, "id": "1", "text": "x"}),
        ("teams/alert", {"place": "a:ben-with-waypost"}),
        ("teams/ask-about", {"place": SALES, "id": "1"}),
        ("teams/submit", {"place": SALES, "id": "1", "data": {}}),
        ("teams/look-up", {"place": "19:nowhere", "text": ""}),
    ],
)
async def test_what_is_impossible_is_refused(playground: Playground, path: str, body: Json) -> None:
    """An empty message, a file that is none, a message or place that the person does not see: one sentence, and nobody is told."""
    status, outcome = await playground.do(path, **{"as": "ana"}, **body)
    assert (status, bool(outcome["error"])) == (400, True)
    assert playground.app.slack == playground.app.teams == []


async def test_a_forward_stays_within_what_one_sees(playground: Playground) -> None:
    """Nobody forwards from or into a conversation that they do not see, in Slack as in Teams."""
    secret = await say_in_slack(playground)
    status, _ = await playground.do(
        "slack/forward", **{"as": "lena"}, channel="C0GENERAL", ts=secret["ts"], to="D0LENA", note=""
    )
    assert status == 400
    post = await say_in_teams(playground)
    body = {"place": SALES, "id": post["id"], "to": GROUP, "note": "", "mention": True}
    assert (await playground.do("teams/forward", **{"as": "lena"}, **body))[0] == 400
