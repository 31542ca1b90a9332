"""Teams' side of the conversation over REST: one session for all, tokens attached, refusals for haste obeyed."""

import asyncio
import json
import random
import re
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from types import MappingProxyType
from urllib.parse import quote

from aiohttp import ClientConnectorError, ClientError, ClientSession, ClientTimeout
from yarl import URL

from bots.retry_after import seconds_to_wait
from bots.teams.links import for_cloud
from bots.teams.payloads import Json
from bots.teams.trust.credentials import CredentialsError

TRIES = 4
"""How often a request goes out at most."""

LONGEST_WAIT_SECONDS = 10.0
"""What Teams asks us to wait is obeyed up to here. Its limits are windows of a second to an hour; an answer that comes
later helps nobody, and whoever asks for hours must not pile up work here."""

_FIRST_WAIT_SECONDS = 0.5
_JITTER = 0.25
"""Share by which waits differ, so that what was refused together does not come back together."""

_TIMEOUT = ClientTimeout(total=15, connect=5)

_NO_QUERY: Mapping[str, str] = MappingProxyType({})

_TARGETED: Mapping[str, str] = MappingProxyType({"isTargetedActivity": "true"})
"""https://learn.microsoft.com/microsoftteams/platform/agents-in-teams/targeted-messages"""

_MAY_PASS = frozenset(
    {
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.REQUEST_TIMEOUT,
        HTTPStatus.PRECONDITION_FAILED,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        HTTPStatus.BAD_GATEWAY,
        HTTPStatus.SERVICE_UNAVAILABLE,
        HTTPStatus.GATEWAY_TIMEOUT,
    }
)
"""After these a request may have been carried out or not: only what can be repeated without harm is."""


_NOT_TEAMS = HTTPStatus.BAD_GATEWAY
"""What an answer is worth that is none of Teams', such as a page with status 200 that a network wants people to sign in by."""


class ConnectorError(Exception):
    """Teams did not take a message.

    Attributes:
        status: its HTTP status, or None where no answer came.
        wait: seconds that Teams asks to wait; 0 where it does not say.
        unsent: whether nothing was sent at all.
    """

    def __init__(self, status: int | None, why: str, *, wait: float = 0.0, unsent: bool = False) -> None:
        self.status, self.wait, self.unsent = status, wait, unsent
        super().__init__(f"Teams did not take a message ({status or 'no answer'}: {why}).")


class Connector:
    """Posts and changes messages."""

    def __init__(self, session: ClientSession, token: Callable[[], Awaitable[str]] | None) -> None:
        """Take the session and the source of tokens, or None where the other side asks for none."""
        self._session = session
        self._token = token

    async def post(
        self, service_url: str, conversation: str, activity: Json, reply_to: str = "", *, tries: int = TRIES
    ) -> str:
        """Post a message and return its id. After a failure that leaves open whether it arrived, it is not sent again.

        Args:
            service_url: the conversation's service address; whether it may be called was decided before.
            conversation: conversation id, with the thread's `;messageid=…`.
            activity: the message.
            reply_to: id of the message that it answers, or empty.
            tries: how often it goes out at most.

        Raises:
            ConnectorError: it was not taken, or nobody knows.
        """
        path = ("conversations", conversation, "activities", *((reply_to,) if reply_to else ()))
        posted = _string(await self._send("POST", service_url, path, activity, tries), "id")
        if not posted:
            raise ConnectorError(_NOT_TEAMS, "an answer without an id")
        return posted

    async def post_to_one(self, service_url: str, conversation: str, activity: Json) -> str:
        """Post a message that only its `recipient` sees among the members of a conversation, and return its id.

        Raises:
            ConnectorError: it was not taken, or nobody knows.
        """
        path = ("conversations", conversation, "activities")
        return _string(await self._send("POST", service_url, path, activity, 1, _TARGETED), "id")

    async def put_for_one(self, service_url: str, conversation: str, activity_id: str, activity: Json) -> None:
        """Put a message in the place of one that only one person sees, once; it may name no recipient.

        Raises:
            ConnectorError: it was not taken.
        """
        path = ("conversations", conversation, "activities", activity_id)
        await self._send("PUT", service_url, path, activity, 1, _TARGETED)

    async def create(self, service_url: str, wanted: Json) -> tuple[str, str]:
        """Begin a conversation: a personal one, or with an activity a thread in a channel. It goes out once.

        Args:
            service_url: the tenant's service address.
            wanted: Teams' conversation parameters.

        Returns:
            The conversation's id, and that of its first message or empty.

        Raises:
            ConnectorError: it was not begun, or nobody knows.
        """
        answer = await self._send("POST", service_url, ("conversations",), wanted, 1)
        if not _string(answer, "id"):
            raise ConnectorError(_NOT_TEAMS, "an answer without an id")
        return _string(answer, "id"), _string(answer, "activityId")

    async def put(
        self, service_url: str, conversation: str, activity_id: str, activity: Json, *, tries: int = TRIES
    ) -> None:
        """Put a message in the place of another.

        Raises:
            ConnectorError: it was not taken.
        """
        path = ("conversations", conversation, "activities", activity_id)
        await self._send("PUT", service_url, path, activity, tries)

    async def probe(self, service_url: str, conversation: str) -> None:
        """See that Teams answers for a conversation, without posting: by asking for one of its members.

        Raises:
            ConnectorError: it does not, or it refuses.
        """
        await self._send("GET", service_url, ("conversations", conversation, "pagedmembers"), {}, 1, {"pageSize": "1"})

    async def member(self, service_url: str, conversation: str, person: str) -> Json:
        """What Teams tells of somebody in a conversation: `name`, `aadObjectId`, `userRole` and the like.

        Raises:
            ConnectorError: it tells nothing.
        """
        return await self._send("GET", service_url, ("conversations", conversation, "members", person), {}, 1)

    async def _send(
        self,
        method: str,
        service_url: str,
        path: tuple[str, ...],
        activity: Json,
        tries: int,
        query: Mapping[str, str] = _NO_QUERY,
    ) -> Json:
        base = URL(service_url)
        steps = "/".join(quote(step, safe="") for step in path)
        url = base.with_path(f"{base.raw_path.rstrip('/')}/v3/{steps}", encoded=True).with_query(query)
        reads = method == "GET"
        body = (
            None
            if reads
            else json.dumps(for_cloud(activity, service_url), ensure_ascii=False, separators=(",", ":")).encode()
        )
        repeatable = reads or method == "PUT"
        wait = _FIRST_WAIT_SECONDS
        for left in reversed(range(tries)):
            try:
                status, headers, answer = await self._once(method, url, body)
            except (ClientConnectorError, CredentialsError) as error:  # without connection or token nothing was sent
                if not left:
                    raise ConnectorError(None, type(error).__name__, unsent=True) from error
            except (ClientError, TimeoutError) as error:
                if not (left and repeatable):
                    raise ConnectorError(None, type(error).__name__) from error
            else:
                if status < HTTPStatus.MULTIPLE_CHOICES:
                    return answer
                asked = seconds_to_wait(headers.get("Retry-After")) or 0.0
                again = status == HTTPStatus.TOO_MANY_REQUESTS or (repeatable and status in _MAY_PASS)
                if not (left and again):
                    raise ConnectorError(status, _code(answer.get("error")), wait=asked)
                wait = max(wait, asked)
            wait = min(wait, LONGEST_WAIT_SECONDS)
            await asyncio.sleep(wait * (1 + random.uniform(0, _JITTER)))  # noqa: S311 - no secret hangs on it
            wait *= 2
        raise AssertionError("the last try returns or raises")

    async def _once(self, method: str, url: URL, body: bytes | None) -> tuple[int, Mapping[str, str], Json]:
        headers = {"Content-Type": "application/json; charset=utf-8"}
        if self._token:
            headers["Authorization"] = f"Bearer {await self._token()}"
        # A redirect would take the token and the message to a host that nobody has checked.
        async with self._session.request(
            method, url, data=body, headers=headers, timeout=_TIMEOUT, allow_redirects=False
        ) as response:
            raw = await response.read()
            answer = _json_object(raw)
            taken = response.status < HTTPStatus.MULTIPLE_CHOICES
            status = _NOT_TEAMS if taken and raw.strip() and answer is None else response.status
            return status, response.headers, answer or {}


def _json_object(raw: bytes) -> Json | None:
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


_CODE = re.compile(r"[A-Za-z0-9_.-]{1,60}")


def _code(error: object) -> str:
    """The name of an error, such as `BotNotInConversationRoster`; what is no name may quote what was sent, and is left out."""
    code = _string(error, "code")
    return code if _CODE.fullmatch(code) else "no code"


def _string(holder: object, name: str) -> str:
    value = holder.get(name) if isinstance(holder, dict) else None
    return value if isinstance(value, str) else ""
