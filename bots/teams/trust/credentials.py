"""The token that goes with what we send: one for the whole process, fetched off the event loop and ahead of time."""

import asyncio
import time
from dataclasses import dataclass
from functools import partial
from typing import Any

import msal
import requests
import structlog
from yarl import URL

_log = structlog.get_logger()

_PUBLIC_SCOPE = "https://api.botframework.com/.default"
_GOVERNMENT_SCOPE = "https://api.botframework.us/.default"
_GOVERNMENT_DOMAIN = ".us"
"""The US government's login is at login.microsoftonline.us, and its bots have a scope of their own."""

AHEAD_SECONDS = 5 * 60
"""How long before its end a token is renewed; msal hands out its cached one until then."""

_LAST_SECONDS = 30
"""Down to this the old token goes on serving while, or although, a new one is not there yet."""

_TIMEOUT_SECONDS = 10

_NO_TENANT = "WAYPOST_TEAMS_TENANT_ID is not set, and an app of a single tenant gets no token without it."


def scope(login_url: str) -> str:
    """What a token from that login is for: to speak to bots of the public cloud, or of the US government's."""
    government = (URL(login_url).host or "").endswith(_GOVERNMENT_DOMAIN)
    return _GOVERNMENT_SCOPE if government else _PUBLIC_SCOPE


class CredentialsError(Exception):
    """No token is to be had. The message is one sentence without any secret."""


@dataclass(frozen=True, slots=True)
class _Token:
    value: str
    ends: float

    def lasts(self, seconds: float) -> bool:
        return self.ends - time.monotonic() > seconds


class Credentials:
    """Our own identity at Microsoft: an app of a single tenant with a client secret, or a managed identity in Azure."""

    def __init__(self, *, login_url: str, tenant: str, app_id: str, password: str | None) -> None:
        """Take who we are. Nothing is fetched yet.

        Args:
            login_url: `https://login.microsoftonline.com`, or a test authority's; https in any case.
            tenant: the tenant that the app is registered in; without it there is no token.
            app_id: the app's id.
            password: its client secret; None for the managed identity of which `app_id` is the client id.
        """
        self._authority = f"{login_url.rstrip('/')}/{tenant}"
        self._tenant = tenant
        self._scope = scope(login_url)
        self._app_id = app_id
        self._password = password
        self._client: msal.ConfidentialClientApplication | msal.ManagedIdentityClient | None = None
        self._token: _Token | None = None
        self._lock = asyncio.Lock()
        self._trouble = None if tenant else _NO_TENANT

    async def token(self) -> str:
        """A token that holds.

        Raises:
            CredentialsError: Microsoft gives none, and the last one is at its end.
        """
        enough = _LAST_SECONDS if self._lock.locked() else AHEAD_SECONDS
        if self._token and self._token.lasts(enough):
            return self._token.value
        async with self._lock:
            if self._token and self._token.lasts(AHEAD_SECONDS):
                return self._token.value
            try:
                self._token = await asyncio.to_thread(self._fetch)
                self._trouble = None
            except CredentialsError as error:
                self._trouble = str(error)
                _log.error("no token from Microsoft", platform="teams", why=str(error))
                if not (self._token and self._token.lasts(_LAST_SECONDS)):
                    raise
            return self._token.value

    def readiness_problem(self) -> str | None:
        """Why the last token could not be fetched, in one sentence, or None."""
        return self._trouble

    def _fetch(self) -> _Token:
        """Ask msal. It blocks, so this runs in a thread; one at a time, since the caller holds the lock."""
        if not self._tenant:
            raise CredentialsError(_NO_TENANT)
        try:
            asked = time.monotonic()
            answer = self._ask_machine() if self._password is None else self._secret(self._password)
        except (ValueError, RuntimeError, requests.RequestException, msal.ManagedIdentityError) as error:
            raise CredentialsError(
                f"Microsoft's login is out of reach or of order ({type(error).__name__})."
            ) from error
        token, seconds = answer.get("access_token"), answer.get("expires_in")
        if not isinstance(token, str) or not isinstance(seconds, int | str):
            why = ", ".join(f"AADSTS{code}" for code in answer.get("error_codes") or ()) or answer.get("error")
            raise CredentialsError(f"Microsoft's login refused the app ({why or 'no reason given'}).")
        return _Token(token, asked + float(seconds))

    def _secret(self, password: str) -> dict[str, Any]:
        """What Microsoft's login answers to the client secret."""
        if not isinstance(self._client, msal.ConfidentialClientApplication):
            self._client = msal.ConfidentialClientApplication(
                self._app_id,
                client_credential=password,
                authority=self._authority,
                # The address is the operator's word: asking Microsoft whether it knows it would need the network.
                instance_discovery=False,
                timeout=_TIMEOUT_SECONDS,
            )
        answer: dict[str, Any] = self._client.acquire_token_for_client([self._scope])
        return answer

    def _ask_machine(self) -> dict[str, Any]:
        """What the machine in Azure answers that we run on."""
        if not isinstance(self._client, msal.ManagedIdentityClient):
            session = requests.Session()
            session.request = partial(session.request, timeout=_TIMEOUT_SECONDS)  # type: ignore[method-assign]
            identity = msal.UserAssignedManagedIdentity(client_id=self._app_id)
            self._client = msal.ManagedIdentityClient(identity, http_client=session)
        resource = self._scope.removesuffix("/.default")
        answer: dict[str, Any] = self._client.acquire_token_for_client(resource=resource)
        return answer
