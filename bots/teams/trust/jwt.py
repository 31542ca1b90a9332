"""The tokens by which Microsoft proves that an activity comes from it."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

import jwt
import structlog
from aiohttp import ClientError, ClientSession, ClientTimeout

from bots.teams.trust.refused import KeysUnavailableError, TokenError

_log = structlog.get_logger()

ISSUERS = ("https://api.botframework.com", "https://api.botframework.us")
"""Of the public cloud and of the US government's. Whose token is good is decided by the keys."""

LEEWAY_SECONDS = 5 * 60
"""How far clocks may differ; what the protocol names."""

KEEP_KEYS_SECONDS = 24 * 60 * 60
"""Microsoft asks that keys be fetched at least once a day."""

UNKNOWN_KEY_SECONDS = 5 * 60
"""How often an unknown key id makes us look for new keys: soon enough for a rollover, too seldom to serve forgers."""

RETRY_SECONDS = 10
"""How long to wait after the keys could not be fetched."""

_TIMEOUT = ClientTimeout(total=5)
_ALGORITHM = "RS256"
_SCHEME = "bearer"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A public key, and the channels for which it may speak."""

    key: jwt.PyJWK
    endorsements: frozenset[str]


class KeyRing:
    """Microsoft's signing keys: fetched once for all who wait, kept for a day, fetched again when a new one appears."""

    def __init__(self, session: ClientSession, metadata_url: str) -> None:
        self._session = session
        self._metadata_url = metadata_url
        self._keys: Mapping[str, SigningKey] = {}
        self._lock = asyncio.Lock()
        self._rounds = 0
        self._next_round = float("-inf")
        self._next_search = float("-inf")

    async def find(self, key_id: str) -> SigningKey | None:
        """The key of that id, or None where there is none.

        Raises:
            KeysUnavailableError: no keys could be fetched so far.
        """
        if time.monotonic() >= self._next_round:
            await self._fetch(self._rounds)
        elif self._keys and key_id not in self._keys and time.monotonic() >= self._next_search:
            self._next_search = time.monotonic() + UNKNOWN_KEY_SECONDS
            await self._fetch(self._rounds)
        if not self._keys:
            raise KeysUnavailableError("No token can be checked at the moment.")
        return self._keys.get(key_id)

    def readiness_problem(self) -> str | None:
        """Why no token can be checked, or None."""
        tried = self._rounds > 0
        return "Microsoft's signing keys could not be fetched." if tried and not self._keys else None

    async def _fetch(self, seen: int) -> None:
        """Fetch the keys, unless somebody else has done so since round `seen`. Old keys stay where it fails."""
        async with self._lock:
            if self._rounds != seen:
                return
            try:
                metadata = await self._get(self._metadata_url)
                keys = _signing_keys(await self._get(str(metadata.get("jwks_uri", ""))))
            except (ClientError, TimeoutError, ValueError) as error:
                _log.warning("signing keys could not be fetched", platform="teams", error=type(error).__name__)
                keys = {}
            self._keys = keys or self._keys
            self._next_round = time.monotonic() + (KEEP_KEYS_SECONDS if keys else RETRY_SECONDS)
            self._rounds += 1

    async def _get(self, url: str) -> Mapping[str, object]:
        async with self._session.get(url, timeout=_TIMEOUT) as response:
            if response.status != HTTPStatus.OK:
                raise ValueError(f"answered {response.status}")
            body = await response.json(content_type=None)
        if not isinstance(body, dict):
            raise ValueError("answered no JSON object")  # noqa: TRY004 - treated like any other useless answer
        return body


def _signing_keys(key_set: Mapping[str, object]) -> dict[str, SigningKey]:
    """The RSA keys of a key set. One that cannot be read is left out: the others still serve."""
    found: dict[str, SigningKey] = {}
    entries = key_set.get("keys")
    for entry in entries if isinstance(entries, list) else ():
        if not isinstance(entry, dict) or entry.get("kty") != "RSA" or not isinstance(entry.get("kid"), str):
            continue
        endorsements = entry.get("endorsements")
        try:
            key = jwt.PyJWK(entry, _ALGORITHM)
        except (jwt.PyJWTError, ValueError, TypeError):
            continue
        channels = endorsements if isinstance(endorsements, list) else ()
        found[entry["kid"]] = SigningKey(key, frozenset(channel for channel in channels if isinstance(channel, str)))
    return found


def token_and_key(authorization: str) -> tuple[str, object]:
    """The token in a header, and the id of the key that it says it is signed with.

    Raises:
        TokenError: there is none, or it cannot be read.
    """
    scheme, _, token = authorization.strip().partition(" ")
    if scheme.lower() != _SCHEME or not token:
        raise TokenError("A bearer token is missing.")
    try:
        return token, jwt.get_unverified_header(token).get("kid")
    except (jwt.PyJWTError, ValueError, RecursionError) as error:
        raise TokenError("The token cannot be read.") from error


class TokenCheck:
    """Checks the token that comes with an activity."""

    def __init__(self, keys: KeyRing, app_id: str) -> None:
        self._keys = keys
        self._app_id = app_id

    async def claims(self, authorization: str, channel: str, service_url: str) -> Mapping[str, object]:
        """The claims of a good token.

        Args:
            authorization: the header of that name; empty for none.
            channel: the activity's channel, for which the key must be endorsed.
            service_url: the activity's service address, which the token must name.

        Raises:
            TokenError: there is none, or it does not hold.
            KeysUnavailableError: it cannot be told at the moment.
        """
        token, key_id = token_and_key(authorization)
        key = await self._keys.find(key_id) if isinstance(key_id, str) else None
        if key is None:
            raise TokenError("The token is signed by an unknown key.")
        try:
            claims: Mapping[str, object] = jwt.decode(
                token,
                key.key,
                algorithms=[_ALGORITHM],
                audience=self._app_id,
                issuer=ISSUERS,
                leeway=LEEWAY_SECONDS,
                options={"require": ["exp", "iss", "aud"]},
            )
        except (jwt.PyJWTError, ValueError, ArithmeticError) as error:
            raise TokenError("The token does not hold.") from error
        if channel not in key.endorsements:
            raise TokenError("The key is not endorsed for this channel.")
        if claims.get("serviceurl") != service_url:
            raise TokenError("The token is for another service address.")
        return claims
