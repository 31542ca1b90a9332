"""Somebody in Microsoft's Agents Playground, by the HTTP API behind its page; its parts are not documented."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace

from aiohttp import ClientSession, ClientWebSocketResponse

from tests.e2e.agents_playground import (
    BOT,
    BOT_NAME,
    CHANNEL,
    PATIENCE_SECONDS,
    PEOPLE,
    TEAMS_CHANNEL,
    Json,
    Office,
    id_of,
)


@dataclass
class Message:
    """A message of Waypost's.

    Attributes:
        conversation: where it is, with the thread's `;messageid=…`.
        id: its own id.
        card: the Adaptive Card in it, as it is now.
    """

    conversation: str
    id: str
    card: Json

    @property
    def title(self) -> str:
        """The heading of its card."""
        return title(self.card)

    @property
    def thread(self) -> str:
        """The conversation that answers to it belong to: in a channel each message that stands alone begins one."""
        begins = self.conversation in (CHANNEL, TEAMS_CHANNEL)
        return f"{self.conversation};messageid={self.id}" if begins else self.conversation

    def action(self, named: str) -> Json:
        """The action of that title."""
        return buttons(self.card)[named]

    def redrawn(self, card: Json) -> "Message":
        """The message as somebody sees it whose press was answered with that card."""
        return replace(self, card=card)


def buttons(card: Json) -> dict[str, Json]:
    """The actions of a card, by their titles."""
    rows = (element["actions"] for element in card["body"] if element["type"] == "ActionSet")
    return {action["title"]: action for row in rows for action in row}


def title(card: Json) -> str:
    """The heading of a card; empty where it has none."""
    return str(card["body"][0].get("text", ""))


def words(node: object) -> str:
    """All that a card, or a part of one, says."""
    if isinstance(node, dict):
        return " ".join(words(value) for name, value in node.items() if name not in ("fallbackText", "speak"))
    return " ".join(words(item) for item in node) if isinstance(node, list) else str(node)


@dataclass
class Person:
    """Somebody in Teams, and what Waypost shows them.

    Attributes:
        name: one of `PEOPLE`.
        office: where they are.
        session: for all calls.
        messages: what Waypost has posted since the person looks.
    """

    name: str
    office: Office
    session: ClientSession
    messages: dict[str, Message] = field(default_factory=dict)
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)

    @classmethod
    @asynccontextmanager
    async def at(cls, office: Office, name: str = PEOPLE[0]) -> AsyncIterator["Person"]:
        """A person who begins to look at Teams."""
        async with ClientSession() as session:
            person = cls(name, office, session)
            async with session.ws_connect(f"{office.teams}/_ws_conversation/v1/conversations/stream") as stream:
                looking = asyncio.create_task(person._look(stream))
                try:
                    yield person
                finally:
                    looking.cancel()
                    with suppress(asyncio.CancelledError):
                        await looking

    def in_(self, conversation: str) -> list[Message]:
        """What Waypost has posted there, oldest first."""
        return [message for message in self.messages.values() if message.conversation == conversation]

    async def wait_for(self, seen: Callable[[list[Message]], bool], conversation: str) -> list[Message]:
        """The messages of a conversation, once they are as wanted.

        Raises:
            AssertionError: they never were. It tells what Waypost logged.
        """
        try:
            async with self._news, asyncio.timeout(PATIENCE_SECONDS):
                await self._news.wait_for(lambda: seen(self.in_(conversation)))
        except TimeoutError as error:
            shown = [message.title for message in self.in_(conversation)]
            raise AssertionError(f"Teams shows {shown}; Waypost logged:\n{self.office.waypost.printed()}") from error
        return self.in_(conversation)

    async def say(self, conversation: str, text: str, *, mention: bool = False) -> str:
        """Write a message; the conversation that answers to it belong to."""
        at = f"<at>{BOT_NAME}</at>"
        said = {
            "type": "text",
            "text": f"{at} {text}" if mention else text,
            "textFormat": "plain",
            "from": {"id": id_of(self.name)},
            "mentions": [{"mentioned": BOT, "text": at}] if mention else [],
        }
        answer = await self._post(f"/_conversation/v1/conversations/{conversation}/messages", said)
        return str(answer.get("postConversationId", conversation))

    async def press(self, message: Message, action: Json, **inputs: str) -> Json:
        """Press a button of a card; what the press is answered."""
        pressed = {"type": action["type"], "verb": action["verb"], "data": {**action["data"], **inputs}}
        value = {"action": pressed, "trigger": "manual"}
        return await self.invoke("adaptiveCard/action", value, message.thread, message.id)

    async def fill_in(self, message: Message, button: str, **fields: str) -> Json:
        """Press a button that opens a form, fill that in and send it; what that is answered."""
        (send,) = message.action(button)["card"]["actions"]
        form = send["data"]["form"]
        return await self.press(message, send, **{f"{form}{name}": text for name, text in fields.items()})

    async def invoke(self, name: str, value: Json, conversation: str, reply_to: str | None = None) -> Json:
        """Do what Teams asks the bot about at once; its answer."""
        about = {"name": name, "value": value, "from": {"id": id_of(self.name)}, "conversation": {"id": conversation}}
        return await self._post("/_conversation/v1/invoke", about | ({"replyToId": reply_to} if reply_to else {}))

    async def install(self, conversation: str) -> None:
        """Install the app in a conversation."""
        await self._post(f"/_debug/conversation/{conversation}/installation", {"action": "add"})

    async def _post(self, path: str, body: Json) -> Json:
        async with self.session.post(self.office.teams + path, json=body) as response:
            answer = await response.text()
            assert response.status == 200, f"{path}: {answer}; Waypost logged:\n{self.office.waypost.printed()}"
            return dict(json.loads(answer)) if answer else {}

    async def _look(self, stream: ClientWebSocketResponse) -> None:
        async for told in stream:
            news = json.loads(told.data)
            if news["action"] not in ("createMessage", "updateMessage"):
                continue
            (attachment,) = news["message"]["attachments"]
            assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
            shown = Message(news["actionConversationId"], news["message"]["messageId"], attachment["content"])
            async with self._news:
                # what is redrawn may be older than the person's look
                assert shown.id not in self.messages or news["action"] == "updateMessage"
                self.messages[shown.id] = shown
                self._news.notify_all()
