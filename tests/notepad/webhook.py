"""The door: who calls is Notepad, what it says makes sense, and what takes time is acknowledged first."""

import hmac
from http import HTTPStatus

from aiohttp import web
from pydantic import ValidationError

from bots.access import NOT_ALLOWED, Access
from bots.background import InFlight
from bots.dedup import Deduplicator
from bots.http import BodyError, read_body, refuse
from tests.notepad.inbound import Inbound
from tests.notepad.payloads import EVENT, Pressed, Written


class Webhook:
    """Takes events from Notepad."""

    def __init__(
        self, secret: str, access: Access, inbound: Inbound, work: InFlight, deduplicator: Deduplicator
    ) -> None:
        self._expected = f"Bearer {secret}".encode()
        self._access = access
        self._inbound = inbound
        self._work = work
        self._deduplicator = deduplicator

    async def handle(self, request: web.Request) -> web.Response:
        """Answer `POST /notepad`."""
        given = request.headers.get("Authorization", "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, self._expected):
            return refuse("notepad", HTTPStatus.UNAUTHORIZED, "The secret is missing or wrong.")
        try:
            event = EVENT.validate_json(await read_body(request))
        except BodyError as error:
            return refuse("notepad", error.status, str(error))
        except ValidationError:
            return refuse("notepad", HTTPStatus.BAD_REQUEST, "The body is malformed.")
        if not await self._access.admits(event.book):
            self._access.note_outsider(event.kind)
            return web.json_response({"error": NOT_ALLOWED}, status=HTTPStatus.FORBIDDEN)
        if not self._deduplicator.is_duplicate((event.book, event.id)):
            self._work.start(self._unless_elsewhere(event))
        return web.Response(status=HTTPStatus.ACCEPTED)

    async def _unless_elsewhere(self, event: Written | Pressed) -> None:
        if not await self._deduplicator.another_replica_met((event.book, event.id)):
            await self._inbound.handle(event)
