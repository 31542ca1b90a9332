"""One turn of a conversation as the bot sees it: what came in, and how to answer. Nothing of botbuilder shows here."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any, Protocol

from bots.teams.payloads import ALONE, Incoming, Json


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


def for_one(message: Message) -> Message:
    """The same message for one person among others: its buttons say so, for whoever answers a press remembers no messages."""
    return replace(message, card=_mark(message.card)) if message.card else message


def _mark(value: Any) -> Any:  # noqa: ANN401 - whatever a card holds
    if isinstance(value, list):
        return [_mark(each) for each in value]
    if not isinstance(value, dict):
        return value
    marked = {key: _mark(each) for key, each in value.items()}
    if isinstance(value.get("data"), dict) and str(value.get("type", "")).startswith("Action."):
        marked["data"] = {**value["data"], ALONE: True}
    return marked


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
