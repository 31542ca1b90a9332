"""What the bot gets from the playground's Teams, and what the playground takes from it by the real connector client."""

from typing import Any

import pytest
from botbuilder.schema import Activity, Attachment
from botframework.connector.aio import ConnectorClient
from botframework.connector.aio.operations_async import ConversationsOperations
from botframework.connector.auth import MicrosoftAppCredentials

from tests.bots.playground.conftest import Playground

GENERAL = "19:example@thread.tacv2"
SALES = "19:sales@thread.tacv2"
CHAT = "a:ana-with-waypost"
CARD = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "first"}]}
OTHER_CARD = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "second"}]}
ADAPTIVE = "application/vnd.microsoft.card.adaptive"


def card(content: dict[str, Any]) -> Activity:
    """A message with a card, as the bot sends it."""
    return Activity(type="message", attachments=[Attachment(content_type=ADAPTIVE, content=content)])


def connector(playground: Playground) -> ConversationsOperations:
    """Microsoft's own client at the address that the last activity named."""
    service_url = playground.app.teams[-1].json["serviceUrl"]
    return ConnectorClient(MicrosoftAppCredentials.empty(), base_url=service_url).conversations


async def say(
    playground: Playground, text: str = "my VPN drops", place: str = SALES, **given: object
) -> dict[str, Any]:
    """Say something with a mention; the activity that the bot got."""
    body = {"as": "ana", "place": place, "text": text, "mention": True, **given}
    assert await playground.do("teams/say", **body) == (200, {"heard": True})
    return playground.app.teams[-1].json


async def test_a_post_in_a_channel_is_a_conversation_of_its_own(playground: Playground) -> None:
    """A post that mentions the bot is a message activity whose conversation ends in the post's own id."""
    activity = await say(playground, "is 1 < 2 & so on?")
    assert activity["conversation"]["id"] == f"{SALES};messageid={activity['id']}"
    assert activity["conversation"]["conversationType"] == "channel"
    assert activity["text"] == "<at>Waypost</at> is 1 &lt; 2 &amp; so on?"
    (mention,) = [entity for entity in activity["entities"] if entity["type"] == "mention"]
    assert mention["text"] in activity["text"]
    assert mention["mentioned"]["id"] == activity["recipient"]["id"]
    assert activity["channelId"] == "msteams"
    assert activity["channelData"]["team"]["id"] == GENERAL
    assert activity["channelData"]["channel"]["id"] == SALES
    assert activity["channelData"]["tenant"]["id"] == activity["conversation"]["tenantId"]
    assert activity["from"]["id"] == "29:ana"
    assert activity["serviceUrl"].startswith(playground.config.base_url)
    assert "Authorization" not in playground.app.teams[-1].headers


async def test_an_answer_belongs_to_its_posts_conversation(playground: Playground) -> None:
    """Who answers below a post speaks in the conversation of that post."""
    post = await say(playground)
    reply = await say(playground, "and more", root=post["id"])
    assert reply["conversation"]["id"] == post["conversation"]["id"]
    assert reply["id"] != post["id"]


async def test_a_chat_needs_no_mention(playground: Playground) -> None:
    """In the chat with the bot every message reaches it, without a mention."""
    activity = await say(playground, "hello", place=CHAT, mention=False)
    assert activity["conversation"] == {
        "id": CHAT,
        "tenantId": activity["conversation"]["tenantId"],
        "conversationType": "personal",
    }
    assert activity["text"] == "hello"
    assert [entity["type"] for entity in activity["entities"]] == ["clientInfo"]


async def test_the_bot_hears_nothing_that_is_not_for_it(playground: Playground) -> None:
    """A post in a channel without a mention is shown, and not sent to the bot."""
    body = {"as": "ana", "place": SALES, "text": "lunch?", "mention": False}
    assert await playground.do("teams/say", **body) == (200, {"heard": False})
    assert playground.app.teams == []
    assert [message["text"] for message in await playground.in_teams()] == ["lunch?"]


async def test_the_connector_takes_answers_changes_and_deletions(playground: Playground) -> None:
    """The real client's answer stands below the post; an update changes it in its place; a deletion removes it."""
    activity = await say(playground)
    bot = connector(playground)
    sent = await bot.reply_to_activity(activity["conversation"]["id"], activity["id"], card(CARD))
    post, reply = await playground.in_teams()
    assert (reply["place"], reply["root"], reply["id"]) == (SALES, post["id"], sent.id)
    assert (reply["sender"], reply["cards"]) == (activity["recipient"]["id"], [CARD])
    await bot.update_activity(activity["conversation"]["id"], sent.id, card(OTHER_CARD))
    assert (await playground.in_teams())[1]["cards"] == [OTHER_CARD]
    await bot.delete_activity(activity["conversation"]["id"], sent.id)
    assert len(await playground.in_teams()) == 1


async def test_the_connector_knows_the_members(playground: Playground) -> None:
    """The real client gets everybody of the team, one of them, and page by page."""
    activity = await say(playground)
    bot, conversation = connector(playground), activity["conversation"]["id"]
    members = [member.id for member in await bot.get_conversation_members(conversation)]
    assert members == ["29:ana", "29:ben", "29:mei", "29:lena"]
    assert (await bot.get_conversation_member(conversation, "29:ben")).name == "Ben Okafor"
    assert len((await bot.get_conversation_paged_members(conversation)).members) == 4


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("POST", "19%3Anowhere/activities", {"type": "message", "text": "x"}, 404, "ConversationNotFound"),
        ("POST", f"{SALES};messageid=1/activities", {"type": "message", "text": "x"}, 404, "ConversationNotFound"),
        ("POST", f"{SALES}/activities", {"type": "message"}, 400, "BadSyntax"),
        ("POST", f"{SALES}/activities", {"type": "event"}, 400, "BadSyntax"),
        ("POST", f"{SALES}/activities", [], 400, "BadSyntax"),
        (
            "POST",
            f"{SALES}/activities",
            {"type": "message", "attachments": [{"contentType": ADAPTIVE, "content": "x"}]},
            400,
            "BadSyntax",
        ),
        ("POST", f"{SALES}/activities", {"type": "message", "text": "x" * 52_000}, 413, "MessageSizeTooBig"),
        ("PUT", f"{SALES}/activities/1", {"type": "message", "text": "x"}, 404, "ActivityNotFoundInConversation"),
        ("DELETE", f"{SALES}/activities/1", None, 404, "ActivityNotFoundInConversation"),
        ("GET", f"{SALES}/members/29:nobody", None, 404, "MemberNotFoundInConversation"),
    ],
)
async def test_what_teams_refuses_is_refused(
    playground: Playground, method: str, path: str, body: object, status: int, code: str
) -> None:
    """The connector answers what Teams would not take with the status and code that Teams has for it."""
    url = playground.url(f"teams/v3/conversations/{path}")
    async with playground.session.request(method, url, json=body) as response:
        assert (response.status, (await response.json())["error"]["code"]) == (status, code)


@pytest.mark.parametrize("body", [b"", b"\xff", b"{", b"[" * 60_000, b'{"type": "message", "attachments": [1]}'])
async def test_junk_at_the_connector_is_refused(playground: Playground, body: bytes) -> None:
    """A body that is no message is answered 400."""
    url = playground.url(f"teams/v3/conversations/{SALES}/activities")
    async with playground.session.post(url, data=body, headers={"Content-Type": "application/json"}) as response:
        assert (response.status, (await response.json())["error"]["code"]) == (400, "BadSyntax")


async def test_halves_of_characters_do_no_harm(playground: Playground) -> None:
    """What no UTF-8 can hold is refused as text, and passes as data of a card, which nobody typed."""
    assert (await playground.do("teams/say", **{"as": "ana"}, place=SALES, text="\ud800", mention=True))[0] == 400
    activity = await say(playground)
    sent = await connector(playground).reply_to_activity(activity["conversation"]["id"], activity["id"], card(CARD))
    press = {"as": "ana", "place": SALES, "id": sent.id, "kind": "submit", "data": {"a": "\ud800"}}
    assert (await playground.do("teams/press", **press))[0] == 200


async def test_a_bot_changes_its_own_messages_only(playground: Playground) -> None:
    """A person's message is out of the bot's reach."""
    activity = await say(playground)
    url = playground.url(f"teams/v3/conversations/{SALES}/activities/{activity['id']}")
    async with playground.session.put(url, json={"type": "message", "text": "x"}) as response:
        assert response.status == 403


async def test_a_press_is_an_invoke_whose_card_the_presser_sees(playground: Playground) -> None:
    """Action.Execute is an adaptiveCard/action invoke; its answer's card is seen by who pressed, until the message changes."""
    activity = await say(playground)
    bot, conversation = connector(playground), activity["conversation"]["id"]
    sent = await bot.reply_to_activity(conversation, activity["id"], card(CARD))
    playground.app.answer = {"statusCode": 200, "type": ADAPTIVE, "value": OTHER_CARD}
    press = {"place": SALES, "id": sent.id, "kind": "execute", "verb": "go", "data": {"a": 1, "pick": "x"}}
    assert await playground.do("teams/press", **{"as": "ben"}, **press) == (200, {"heard": True, "says": None})
    invoke = playground.app.teams[-1].json
    assert (invoke["type"], invoke["name"], invoke["replyToId"]) == ("invoke", "adaptiveCard/action", sent.id)
    assert invoke["value"]["action"] == {"type": "Action.Execute", "verb": "go", "data": {"a": 1, "pick": "x"}}
    assert invoke["conversation"]["id"] == conversation
    assert invoke["from"]["id"] == "29:ben"
    pressed = (await playground.in_teams())[1]
    assert (pressed["cards"], pressed["seen"]) == ([CARD], {"29:ben": OTHER_CARD})
    await bot.update_activity(conversation, sent.id, card(OTHER_CARD))
    assert (await playground.in_teams())[1]["seen"] == {}


async def test_a_press_can_be_answered_with_words(playground: Playground) -> None:
    """A message in the invoke's answer is told to who pressed; an error is, too, as a failure."""
    activity = await say(playground)
    sent = await connector(playground).reply_to_activity(activity["conversation"]["id"], activity["id"], card(CARD))
    press = {"as": "ana", "place": SALES, "id": sent.id, "kind": "execute", "verb": "go", "data": {}}
    playground.app.answer = {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "Done."}
    assert await playground.do("teams/press", **press) == (200, {"heard": True, "says": "Done."})
    error = {"code": "BadRequest", "message": "No such button."}
    playground.app.answer = {"statusCode": 400, "type": "application/vnd.microsoft.error", "value": error}
    assert await playground.do("teams/press", **press) == (502, {"error": "No such button."})
    playground.app.answer = {"statusCode": 200, "type": ADAPTIVE, "value": "no card"}
    assert (await playground.do("teams/press", **press))[0] == 502


async def test_a_submit_is_a_message_with_a_value(playground: Playground) -> None:
    """Action.Submit reaches the bot as a message without a text whose value is the data."""
    activity = await say(playground)
    sent = await connector(playground).reply_to_activity(activity["conversation"]["id"], activity["id"], card(CARD))
    press = {"as": "ana", "place": SALES, "id": sent.id, "kind": "submit", "data": {"verb": "go"}}
    assert (await playground.do("teams/press", **press))[0] == 200
    submit = playground.app.teams[-1].json
    assert (submit["type"], submit["value"], submit["replyToId"]) == ("message", {"verb": "go"}, sent.id)
    assert "text" not in submit


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("teams/say", {"place": "19:nowhere", "text": "hello", "mention": True}),
        ("teams/say", {"place": "a:ben-with-waypost", "text": "another's chat", "mention": False}),
        ("teams/say", {"place": SALES, "text": "hello", "mention": True, "root": "1"}),
        ("teams/press", {"place": SALES, "id": "1", "kind": "execute", "verb": "go", "data": {}}),
    ],
)
async def test_what_nobody_can_do_is_refused(playground: Playground, path: str, body: dict[str, object]) -> None:
    """A place, post or card that the person does not have is answered 400 and reaches nobody."""
    status, answer = await playground.do(path, **{"as": "ana"}, **body)
    assert status == 400
    assert answer["error"]
    assert playground.app.teams == []


async def test_the_bot_is_installed_when_the_page_first_opens(playground: Playground) -> None:
    """The first page that connects brings the bot conversationUpdate and installationUpdate for team and chats; once."""
    places = [
        GENERAL,
        CHAT,
        "a:ben-with-waypost",
        "a:mei-with-waypost",
        "a:lena-with-waypost",
        "19:office-move@thread.v2",
    ]
    for _ in range(2):
        async with playground.session.ws_connect(playground.url("live")) as page:
            assert (await page.receive_json())["type"] == "state"
            await playground.app.wait_for_teams(len(places) * 2)
    told = [(request.json["type"], request.json["conversation"]["id"]) for request in playground.app.teams]
    assert told == [(event, place) for place in places for event in ("conversationUpdate", "installationUpdate")]
    joined, added = (request.json for request in playground.app.teams[:2])
    assert joined["membersAdded"] == [{"id": joined["recipient"]["id"]}]
    assert added["action"] == "add"


async def test_a_thread_is_begun_by_its_first_post(playground: Playground) -> None:
    """As the Bot Connector begins one: the post appears in the channel, and its thread can be answered in."""
    base = playground.url("teams/v3/conversations")
    channel = "19:workplace@thread.tacv2"
    wanted = {
        "isGroup": True,
        "channelData": {"channel": {"id": channel}},
        "activity": {"type": "message", "text": "hi"},
    }
    async with playground.session.post(base, json=wanted) as response:
        begun = await response.json()
        assert response.status == 201
    assert begun["id"] == f"{channel};messageid={begun['activityId']}"
    async with playground.session.post(
        f"{base}/{begun['id']}/activities", json={"type": "message", "text": "a"}
    ) as response:
        assert response.status == 201
    root, answer = await playground.in_teams()
    assert (root["root"], answer["root"]) == (None, begun["activityId"])


async def test_a_chat_is_there_for_everybody(playground: Playground) -> None:
    """Creating a person's chat gives the one that there is; nobody else's can be created."""
    base = playground.url("teams/v3/conversations")
    async with playground.session.post(base, json={"isGroup": False, "members": [{"id": "29:ana"}]}) as response:
        assert (await response.json())["id"] == "a:ana-with-waypost"
    for wanted in ({"members": [{"id": "29:nobody"}]}, {"isGroup": True, "activity": {}}, []):
        async with playground.session.post(base, json=wanted) as response:
            assert response.status in (400, 403, 404)
