"""One turn of a conversation as the bot sees it: what came in, and how to answer. Nothing of botbuilder shows here."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Protocol

from bots.teams.payloads import Incoming, Json


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent.

    Attributes:
        text: plain text, or empty beside a card.
        card: an Adaptive Card, or None.
        summary: what a notification shows of the card.
    """

    text: str = ""
    card: Json | None = None
    summary: str = ""


NOTIFICATION_CHARACTERS = 300
"""Of a summary: notifications show about a line or two."""

CARD = "application/vnd.microsoft.card.adaptive"


def wire(message: Message) -> Json:
    """The message as an activity, as Teams wants it."""
    activity: Json = {"type": "message"}
    if message.summary:
        activity["summary"] = message.summary
    if message.text:
        activity |= {"text": message.text, "textFormat": "plain"}
    if message.card:
        activity["attachments"] = [{"contentType": CARD, "content": message.card}]
    return activity


@dataclass(frozen=True, slots=True)
class InvokeResult:
    """The HTTP answer to an invoke: its status, and its body where it has one."""

    status: int
    body: Json | None = None


NOT_IMPLEMENTED = InvokeResult(HTTPStatus.NOT_IMPLEMENTED)


class Turn(Protocol):
    """What came in, and the ways to answer it."""

    @property
    def incoming(self) -> Incoming:
        """What came in."""

    async def send(self, message: Message) -> None:
        """Post to the conversation, in the thread where there is one.

        Raises:
            ConnectorError: Teams did not take it.
        """

    async def update(self, activity_id: str, message: Message) -> None:
        """Put `message` in the place of one that was sent before.

        Raises:
            ConnectorError: Teams did not take it.
        """


Handler = Callable[[Turn], Awaitable[InvokeResult | None]]
"""Works on a turn; says what an invoke is answered, and None for everything else."""
