"""The HTTP edge: what is no good is refused, what came before is dropped, what takes time is acknowledged first."""

from http import HTTPStatus

from aiohttp import web

from bots.background import InFlight
from bots.dedup import Deduplicator
from bots.http import BodyError, read_body, refuse
from bots.teams.inbound import CARD_ACTION, PLATFORM_ID, Inbound, repeated_press
from bots.teams.links import for_cloud
from bots.teams.outbound import NOT_IMPLEMENTED, InvokeResult
from bots.teams.payloads import Incoming, read
from bots.teams.sdk.adapter import Admission, TeamsAdapter
from bots.teams.trust.gate import Gate
from bots.teams.trust.refused import MalformedError, OutsiderError, RefusedError


class Webhook:
    """Takes activities from Teams."""

    def __init__(
        self, adapter: TeamsAdapter, gate: Gate, bot: Inbound, work: InFlight, deduplicator: Deduplicator
    ) -> None:
        self._adapter = adapter
        self._gate = gate
        self._bot = bot
        self._work = work
        self._deduplicator = deduplicator

    async def handle(self, request: web.Request) -> web.Response:
        """Answer `POST /api/messages`."""
        try:
            authorization = request.headers.get("Authorization", "")
            self._adapter.check_shape(authorization)  # what no body could mend is not worth reading one for
            incoming = read(await _body(request))
            admission = await self._adapter.admit(incoming, authorization)
            await self._gate.check(incoming, request.remote)
        except OutsiderError as error:  # counted and logged already
            return web.json_response({"error": str(error)}, status=error.status.value)
        except (RefusedError, BodyError) as error:
            return refuse(PLATFORM_ID, error.status.value, str(error))
        return await self._take(incoming, admission)

    async def _take(self, incoming: Incoming, admission: Admission) -> web.Response:
        key = _identity(incoming)
        again = key is not None and self._deduplicator.is_duplicate(key)
        if incoming.type != "invoke":
            if not again:
                self._work.start(self._run(admission, key))
            return web.Response(status=HTTPStatus.ACCEPTED)
        if not again and not (key and await self._deduplicator.another_replica_met(key)):
            result = await self._adapter.run(admission, self._bot.handle)
            return _answer(result, incoming.service_url)
        return _answer(repeated_press() if incoming.name == CARD_ACTION else NOT_IMPLEMENTED)

    async def _run(self, admission: Admission, key: tuple[str, ...] | None) -> None:
        if not (key and await self._deduplicator.another_replica_met(key)):
            await self._adapter.run(admission, self._bot.handle)


def _identity(incoming: Incoming) -> tuple[str, ...] | None:
    """What an activity is known by when it comes again; None where it may as well be another.

    An edit or a deletion has the id of its message, so one may follow another and go back to what stood there before: its time
    tells them apart. To follow one twice does no harm, to miss a deletion does.
    """
    changes = incoming.type in ("messageUpdate", "messageDelete")
    if not incoming.id or (changes and not incoming.sent_at):
        return None
    state = f"{incoming.sent_at} {incoming.text}" if changes else ""
    return (incoming.conversation, incoming.id, incoming.type, state)


async def _body(request: web.Request) -> bytes:
    """The body, of which no more is read than is allowed.

    Raises:
        MalformedError: it is not said to be JSON.
        BodyError: it is too large, takes too long, or was broken off.
    """
    # A browser may send this type to another origin only after asking, and is told 405 then: no page can talk to us.
    if request.content_type != "application/json":
        raise MalformedError("The content type is not application/json.")
    return await read_body(request)


def _answer(result: InvokeResult, service_url: str = "") -> web.Response:
    if result.body is None:
        return web.Response(status=result.status)
    return web.json_response(for_cloud(result.body, service_url), status=result.status)
