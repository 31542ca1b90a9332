"""Notes that we write on pads: for hand-offs, and as answers."""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from aiohttp import ClientConnectorError, ClientError, ClientSession

from bots.retry_after import seconds_to_wait
from core.conversation.outline import Outline
from core.conversation.people import DIRECT, Person, Place, PlatformId
from core.handoff.delivery import ports
from tests.notepad.address import PERSONAL
from tests.notepad.render import Json, draw

_WAIT_SECONDS = 30.0
"""Where Notepad does not say for how long."""


class NotepadMessenger:
    """See `core.handoff.delivery.ports.Messenger`."""

    platform: PlatformId = "notepad"

    def __init__(self, url: str, secret: str) -> None:
        self._url = url.rstrip("/")
        self._headers = {"Authorization": f"Bearer {secret}"}
        self.session: ClientSession | None = None

    async def post(
        self, place: Place, outline: Outline, key: str, thread: str | None = None, reader: Person | None = None
    ) -> ports.Sent:
        """Write a note, which everybody on the pad sees or `reader` alone."""
        place = _pad(place)
        note = {**draw(outline), "key": key, "thread": thread, "reader": reader.id if reader else None}
        told = await self._call("POST", f"{_path(place)}/notes", note)
        return ports.Sent(place, str(told.get("note")))

    async def update(self, sent: ports.Sent, outline: Outline) -> None:
        """Change what stands on a note; who sees it stays."""
        await self._call("PUT", f"{_path(sent.place)}/notes/{sent.message}", draw(outline), replays=True)

    async def find(self, place: Place, key: str, since: datetime, thread: str | None = None) -> ports.Sent | None:  # noqa: ARG002 - the key is enough
        """Notepad finds notes by our key."""
        place = _pad(place)
        told = await self._call("GET", f"{_path(place)}/notes", {"key": key}, replays=True)
        return next((ports.Sent(place, str(note)) for note in told.get("notes", ())), None)

    async def reach(self, place: Place) -> None:
        """See whether we may write on a pad."""
        await self._call("GET", _path(_pad(place)), replays=True)

    async def _call(self, method: str, path: str, given: Json | None = None, *, replays: bool = False) -> Json:
        if self.session is None:
            raise ports.TemporaryError("Notepad is not being served.")
        sent: Json = {"params": given} if method == "GET" else {"json": given}
        try:
            async with self.session.request(method, self._url + path, headers=self._headers, **sent) as response:
                if response.status >= HTTPStatus.BAD_REQUEST:
                    raise _meant(response.status, response.headers.get("Retry-After"), replays=replays)
                told: dict[str, Any] = await response.json()
                return told
        except ClientConnectorError as error:
            raise ports.TemporaryError("Notepad cannot be reached.") from error
        except (ClientError, TimeoutError, ValueError) as error:
            raise _unanswered("Notepad did not answer.", replays=replays) from error


def _pad(place: Place) -> Place:
    """Everybody has a personal pad, which is named after them."""
    if not place.conversation.startswith(DIRECT):
        return place
    return Place("notepad", place.workspace, f"{PERSONAL}{place.conversation.removeprefix(DIRECT)}")


def _path(place: Place) -> str:
    return f"/books/{place.workspace}/pads/{place.conversation}"


def _meant(status: int, wait: str | None, *, replays: bool) -> ports.DeliveryError:
    """What a refusal means for the courier; `replays` is whether sending it again does no harm."""
    why = f"Notepad answers {status}."
    match status:
        case HTTPStatus.TOO_MANY_REQUESTS:
            return ports.RateLimitedError(seconds_to_wait(wait) or _WAIT_SECONDS)
        case HTTPStatus.GONE:
            return ports.MessageGoneError(why)
        case HTTPStatus.FORBIDDEN | HTTPStatus.NOT_FOUND:
            return ports.UnreachableError(why)
        case HTTPStatus.UNAUTHORIZED | HTTPStatus.SERVICE_UNAVAILABLE:
            return ports.TemporaryError(why)
        case _:
            return _unanswered(why, replays=replays)


def _unanswered(why: str, *, replays: bool) -> ports.DeliveryError:
    return ports.TemporaryError(why) if replays else ports.UnsureError(why)
