"""Requests to the platforms, and what a person is told when a platform does not take one."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar, web


class ImpossibleError(Exception):
    """Nobody can do that: there is no such channel, message or button. The message is one sentence."""


class UndeliveredError(Exception):
    """The platform did not take what a person did. The message is one sentence for that person."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the platform answered at once: its HTTP status, and its body."""

    status: int
    body: bytes


class Courier:
    """Posts to the platforms, over one pool of connections."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url
        self._session: ClientSession | None = None

    async def run(self, _: web.Application) -> AsyncIterator[None]:
        """Open and close the pool with the application."""
        async with ClientSession(cookie_jar=DummyCookieJar()) as self._session:
            yield
        self._session = None

    async def post(self, path: str, body: bytes, headers: Mapping[str, str], patience: float) -> Receipt:
        """Post a request as a platform does.

        Args:
            path: where the platform listens, from its first slash.
            body: sent as it is.
            headers: what goes with it.
            patience: seconds that the platform waits for the answer.

        Raises:
            UndeliveredError: no answer came in time, or it was not a good one.
        """
        if self._session is None:
            raise UndeliveredError("Waypost is not running.")
        try:
            async with self._session.post(
                f"{self._base_url}{path}", data=body, headers=headers, timeout=ClientTimeout(total=patience)
            ) as response:
                receipt = Receipt(response.status, await response.read())
        except TimeoutError as error:
            raise UndeliveredError(f"Waypost did not answer within {patience:.0f} seconds.") from error
        except ClientError as error:
            raise UndeliveredError("Waypost cannot be reached.") from error
        if not response.ok:
            raise UndeliveredError(f"Waypost refused it (HTTP status {receipt.status}).")
        return receipt
