"""The port to a chat platform: how a hand-off's messages get out. Each platform implements it for its platform."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.conversation.outline import Outline
from core.conversation.people import Place, PlatformId


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that the platform has accepted.

    Attributes:
        place: the conversation where it is; for a message to a person the one that was opened for it.
        message: the platform's id of it.
    """

    place: Place
    message: str


class DeliveryError(Exception):
    """A message was not delivered. The text says why, in one sentence without anything from the message."""


class RateLimitedError(DeliveryError):
    """Too many messages; it was not accepted.

    Attributes:
        seconds: how long the platform asks to wait.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(f"The platform asks to wait {seconds:g} seconds.")
        self.seconds = seconds


class TemporaryError(DeliveryError):
    """It was not accepted, for a reason that will pass: the platform is down, or the connection was refused."""


class UnsureError(DeliveryError):
    """Whether it was accepted is not known: the connection broke, or time ran out, after it was sent."""


class UnreachableError(DeliveryError):
    """It will not be accepted there: the bot is not in the channel, the channel is archived or gone, or it is forbidden."""


class MessageGoneError(DeliveryError):
    """The message to be changed or answered is no more."""


class CannotLookError(DeliveryError):
    """The platform gives no way to look whether a message is there, or does not let us."""


class Messenger(Protocol):
    """Sends to one platform."""

    platform: PlatformId

    async def post(self, place: Place, outline: Outline, key: str, thread: str | None = None) -> Sent:
        """Post a message.

        Args:
            place: where; a person's `direct` place is opened first where need be.
            outline: what.
            key: names this message among all of ours, so that `find` can tell whether it got there.
            thread: the message to answer, or None.

        Raises:
            DeliveryError: it was not, or perhaps not, delivered; the class says which.
        """

    async def update(self, sent: Sent, outline: Outline) -> None:
        """Change a message that was posted; changing it to what it is already does no harm.

        Raises:
            DeliveryError: it was not changed.
        """

    async def find(self, place: Place, key: str, since: datetime, thread: str | None = None) -> Sent | None:
        """The message that was posted with that key since then, or None where there is none.

        Raises:
            CannotLookError: one can never look there.
            DeliveryError: one cannot look at the moment.
        """

    async def reach(self, place: Place) -> None:
        """See that messages can be posted there, without posting one.

        Raises:
            DeliveryError: they cannot.
        """
