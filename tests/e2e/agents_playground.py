"""Teams as Microsoft's own Agents Playground plays it, driven by the HTTP API behind its page; its parts are not documented."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import ClientConnectionError, ClientSession, ClientWebSocketResponse

from tests.e2e.browser import NODE, NODE_PARTS
from tests.e2e.processes import Program, running

Json = dict[str, Any]

CHANNEL = "19:it@thread.tacv2"
PERSONAL_CHAT = "personal-chat-id"
BOT_NAME = "Waypost"

_BOT = {"id": "00000000-0000-0000-0000-00000000000011", "name": BOT_NAME}
_PERSON = "user-id-0"

_PATIENCE_SECONDS = 20
_LOOK_SECONDS = 0.05


def _person(number: int) -> Json:
    name = f"Person {number}"
    return {
        "id": f"user-id-{number}",
        "name": name,
        "userPrincipleName": f"p{number}@example.com",  # its own spelling
        "aadObjectId": f"00000000-0000-0000-0000-0000000001{number:02}",
        "givenName": "Person",
        "surname": str(number),
        "email": f"p{number}@example.com",
    }


_SETTINGS = {
    "version": "0.1.1",
    "tenantId": "00000000-0000-0000-0000-0000000000001",
    "bot": _BOT,
    "currentUser": _person(0),
    "users": [_person(number) for number in range(1, 6)],  # it wants five
    "personalChat": {"id": PERSONAL_CHAT},
    "groupChat": {"id": "group-chat-id", "name": "Group chat"},
    "team": {
        "id": CHANNEL,
        "name": "Operations",
        "aadGroupId": "00000000-0000-0000-0000-000000000031",
        "channels": [{"id": "19:is@thread.tacv2", "name": "IS management"}],
    },
}


@contextmanager
def agents_playground(waypost: str, folder: Path) -> Iterator[str]:
    """Teams, where a bot at the address `waypost` is installed; at the address that the context gives."""
    # JSON, which is YAML too
    (folder / ".m365agentsplayground.yml").write_text(json.dumps(_SETTINGS), encoding="utf-8")
    program = NODE_PARTS / "node_modules" / "@microsoft" / "m365agentsplayground" / "cli.js"
    options = ["--app-endpoint", f"{waypost}/api/messages", "--channel-id", "msteams", "--disable-telemetry"]
    # port 0 is one that is never free: it then takes any that is
    command: list[str | Path] = [NODE, program, *options, "--port", "0"]
    settings = {"TEAMSAPPTESTER_BROWSER": "none", "HOME": str(folder)}
    with running(command, r"Listening on (\d+)", folder, settings) as program_that_serves:
        yield f"http://127.0.0.1:{program_that_serves.said[1]}"


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

    def action(self, named: str) -> Json:
        """The action of that title."""
        rows = (element["actions"] for element in self.card["body"] if element["type"] == "ActionSet")
        found: Json = next(action for row in rows for action in row if action["title"] == named)
        return found


def title(card: Json) -> str:
    """The heading of a card."""
    return str(card["body"][0]["text"])


@dataclass
class Person:
    """Somebody in Teams, and what Waypost shows them.

    Attributes:
        teams: Teams' address.
        waypost: for its log.
        session: for all calls.
        messages: what Waypost has posted since the person looks.
    """

    teams: str
    waypost: Program
    session: ClientSession
    messages: dict[str, Message] = field(default_factory=dict)
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)

    @classmethod
    @asynccontextmanager
    async def at(cls, teams: str, waypost: Program) -> AsyncIterator["Person"]:
        """A person who begins to look at Teams."""
        async with ClientSession() as session:
            person = cls(teams, waypost, session)
            await person._wait_until_it_serves()
            async with session.ws_connect(f"{teams}/_ws_conversation/v1/conversations/stream") as stream:
                looking = asyncio.create_task(person._look(stream))
                try:
                    yield person
                finally:
                    looking.cancel()
                    await asyncio.gather(looking, return_exceptions=True)

    def in_(self, conversation: str) -> list[Message]:
        """What Waypost has posted there, oldest first."""
        return [message for message in self.messages.values() if message.conversation == conversation]

    async def wait_for(self, seen: Callable[[list[Message]], bool], conversation: str) -> list[Message]:
        """The messages of a conversation, once they are as wanted.

        Raises:
            AssertionError: they never were. It tells what Waypost logged.
        """
        try:
            async with self._news, asyncio.timeout(_PATIENCE_SECONDS):
                await self._news.wait_for(lambda: seen(self.in_(conversation)))
        except TimeoutError as error:
            shown = [message.title for message in self.in_(conversation)]
            raise AssertionError(f"Teams shows {shown}; Waypost logged:\n{self.waypost.printed()}") from error
        return self.in_(conversation)

    async def say(self, conversation: str, text: str, *, mention: bool = False) -> str:
        """Write a message; the conversation that answers to it belong to."""
        at = f"<at>{BOT_NAME}</at>"
        said = {
            "type": "text",
            "text": f"{at} {text}" if mention else text,
            "textFormat": "plain",
            "from": {"id": _PERSON},
            "mentions": [{"mentioned": _BOT, "text": at}] if mention else [],
        }
        answer = await self._post(f"/_conversation/v1/conversations/{conversation}/messages", said)
        return str(answer.get("postConversationId", conversation))

    async def press(self, message: Message, action: Json, **inputs: str) -> Json:
        """Press a button of a card; what the press is answered."""
        pressed = {"type": action["type"], "verb": action["verb"], "data": {**action["data"], **inputs}}
        press = {
            "name": "adaptiveCard/action",
            "value": {"action": pressed, "trigger": "manual"},
            "from": {"id": _PERSON},
            "conversation": {"id": message.conversation},
            "replyToId": message.id,
        }
        return await self._post("/_conversation/v1/invoke", press)

    async def install(self, conversation: str) -> None:
        """Install the app in a conversation."""
        await self._post(f"/_debug/conversation/{conversation}/installation", {"action": "add"})

    async def _post(self, path: str, body: Json) -> Json:
        async with self.session.post(self.teams + path, json=body) as response:
            answer = await response.text()
            assert response.status == 200, f"{path}: {answer}; Waypost logged:\n{self.waypost.printed()}"
            return dict(json.loads(answer)) if answer else {}

    async def _wait_until_it_serves(self) -> None:
        """It says too early that it listens."""
        give_up = time.monotonic() + _PATIENCE_SECONDS
        while True:
            try:
                async with self.session.get(f"{self.teams}/_internal/v1/config") as response:
                    if response.ok:
                        return
            except ClientConnectionError:
                pass
            assert time.monotonic() < give_up, "the Agents Playground does not serve; does it take its settings?"
            await asyncio.sleep(_LOOK_SECONDS)

    async def _look(self, stream: ClientWebSocketResponse) -> None:
        async for told in stream:
            news = json.loads(told.data)
            if news["action"] not in ("createMessage", "updateMessage"):
                continue
            (attachment,) = news["message"]["attachments"]
            assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
            shown = Message(news["actionConversationId"], news["message"]["messageId"], attachment["content"])
            async with self._news:
                assert (shown.id in self.messages) == (news["action"] == "updateMessage")
                self.messages[shown.id] = shown
                self._news.notify_all()
