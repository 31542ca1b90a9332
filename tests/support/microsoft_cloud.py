"""Microsoft's side of the wire: who signs the tokens, where answers go, and where our own token comes from.

These cannot run here, so they are played by real servers that speak the same HTTP.
"""

import asyncio
import datetime as dt
import ipaddress
import ssl
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jwt
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

APP_ID = "8f1c2f5e-7c0f-4f5e-9a55-0d2b6b1f0c11"
PASSWORD = "made-up"
TENANT = "3c9f0a51-94a5-4a3e-8d0b-7f7f4b7e1c22"
ISSUER = "https://api.botframework.com"


def new_key() -> rsa.RSAPrivateKey:
    """A key to sign with."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Signer:
    """The token service: publishes keys, signs tokens."""

    keys: dict[str, rsa.RSAPrivateKey]
    endorsements: list[str] = field(default_factory=lambda: ["msteams"])
    fetched: int = 0
    down: bool = False
    delay: float = 0.0

    def application(self) -> web.Application:
        """The server of the OpenID metadata and the key set."""
        application = web.Application()
        application.router.add_get("/openid", self._metadata)
        application.router.add_get("/keys", self._key_set)
        return application

    async def _metadata(self, request: web.Request) -> web.Response:
        await asyncio.sleep(self.delay)
        if self.down:
            return web.Response(status=503)
        return web.json_response({"issuer": ISSUER, "jwks_uri": f"{request.url.origin()}/keys"})

    async def _key_set(self, _request: web.Request) -> web.Response:
        self.fetched += 1
        public = [
            {**jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True), "kid": name, "use": "sig"}
            for name, key in self.keys.items()
        ]
        return web.json_response({"keys": [{**key, "endorsements": self.endorsements} for key in public]})

    def token(
        self, service_url: str, *, kid: str = "first", key: rsa.RSAPrivateKey | None = None, **claims: object
    ) -> str:
        """A token as Teams sends it; `claims` replace the usual ones, None leaves one out."""
        now = int(time.time())
        usual = {"iss": ISSUER, "aud": APP_ID, "nbf": now - 10, "exp": now + 3600, "serviceurl": service_url}
        given = {name: value for name, value in {**usual, **claims}.items() if value is not None}
        return jwt.encode(given, key or self.keys[kid], algorithm="RS256", headers={"kid": kid})


@dataclass(frozen=True)
class Call:
    """A call of ours to Teams' connector."""

    method: str
    conversation: str
    activity: str | None
    body: dict[str, Any]
    authorization: str | None
    at: float
    targeted: bool = False
    """Whether only its recipient is to see it."""

    @property
    def card(self) -> dict[str, Any]:
        """The Adaptive Card in it."""
        (attachment,) = self.body.get("activity", self.body)["attachments"]
        content: dict[str, Any] = attachment["content"]
        assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
        return content


PAGE = (200, {"Content-Type": "text/html"})
"""An answer of something in between, which took nothing to Teams."""


def _page() -> web.Response:
    return web.Response(status=PAGE[0], headers=PAGE[1], text="<!doctype html><title>Sign in</title>")


class Connector:
    """Teams' connector: takes what we send, and answers as it was told to."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.answers: deque[tuple[int, dict[str, str]]] = deque()
        self.closed: dict[str, int] = {}
        """Conversations that take nothing, with the status by which they say so; `CREATE` for new ones."""
        self.taken: list[Call] = []
        """The calls that were not refused: what people see."""
        self.delay = 0.0
        self.names: dict[str, str] = {}
        """What people are called, by id, for who asks."""
        self.looked_up: list[tuple[str, str]] = []
        """Of whom that was asked, each with the conversation."""
        self._arrived: asyncio.Queue[Call] = asyncio.Queue()

    def application(self) -> web.Application:
        """The server."""
        application = web.Application()
        application.router.add_post("/v3/conversations/{conversation}/activities", self._take)
        application.router.add_post("/v3/conversations/{conversation}/activities/{activity}", self._take)
        application.router.add_get("/v3/conversations/{conversation}/pagedmembers", self._members)
        application.router.add_get("/v3/conversations/{conversation}/members/{person}", self._member)
        application.router.add_post("/v3/conversations", self._create)
        application.router.add_put("/v3/conversations/{conversation}/activities/{activity}", self._take)
        return application

    async def next(self) -> Call:
        """The next call that arrives, or has arrived and was not looked at yet."""
        async with asyncio.timeout(60):
            return await self._arrived.get()

    async def _create(self, request: web.Request) -> web.Response:
        """A personal conversation is named after its person, a thread after its channel and first message."""
        body = await request.json()
        channel = body.get("channelData", {}).get("channel", {}).get("id", "")
        call = Call("CREATE", channel, None, body, request.headers.get("Authorization"), time.monotonic())
        self.calls.append(call)
        self._arrived.put_nowait(call)
        status, headers = self._answer(channel or "CREATE")
        if headers == PAGE[1]:
            return _page()
        if status >= 300:
            return web.json_response({"error": {"code": "Refused"}}, status=status, headers=headers)
        if channel:
            self.taken.append(call)
        else:
            return web.json_response({"id": f"a:with-{body['members'][0]['id']}"}, status=201)
        message = f"sent-{len(self.calls)}"
        return web.json_response({"id": f"{channel};messageid={message}", "activityId": message}, status=201)

    def _answer(self, conversation: str) -> tuple[int, dict[str, str]]:
        if conversation in self.closed:
            return self.closed[conversation], {}
        return self.answers.popleft() if self.answers else (201, {})

    async def _members(self, _: web.Request) -> web.Response:
        """Who is in a conversation: nobody, for nobody reads it."""
        status, headers = self.answers.popleft() if self.answers else (200, {})
        return web.json_response({"members": []}, status=status, headers=headers)

    async def _member(self, request: web.Request) -> web.Response:
        """Who somebody is."""
        conversation, person = request.match_info["conversation"], request.match_info["person"]
        self.looked_up.append((conversation, person))
        if person not in self.names:
            return web.json_response({"error": {"code": "MemberNotFoundInConversation"}}, status=404)
        return web.json_response({"id": person, "name": self.names[person]})

    async def _take(self, request: web.Request) -> web.Response:
        await asyncio.sleep(self.delay)
        call = Call(
            request.method,
            request.match_info["conversation"],
            request.match_info.get("activity"),
            await request.json(),
            request.headers.get("Authorization"),
            time.monotonic(),
            request.query.get("isTargetedActivity") == "true",
        )
        self.calls.append(call)
        self._arrived.put_nowait(call)
        status, headers = self._answer(call.conversation)
        if headers == PAGE[1]:
            return _page()
        if 0 < status < 300:
            self.taken.append(call)
        if status == 0:  # break off without an answer
            assert request.transport is not None
            request.transport.abort()
        body = {"id": f"sent-{len(self.calls)}"} if status < 300 else {"error": {"code": "Refused"}}
        return web.json_response(body, status=status, headers=headers)


@dataclass
class Login:
    """Where our own token comes from. It speaks TLS, since msal accepts nothing less."""

    lifetime: int = 3600
    refuses: bool = False
    asked: list[dict[str, str]] = field(default_factory=list)

    def application(self) -> web.Application:
        """The server of one tenant's authority."""
        application = web.Application()
        application.router.add_get(f"/{TENANT}/v2.0/.well-known/openid-configuration", self._metadata)
        application.router.add_post(f"/{TENANT}/oauth2/v2.0/token", self._token)
        return application

    async def _metadata(self, request: web.Request) -> web.Response:
        own = f"{request.url.origin()}/{TENANT}"
        return _last(
            {
                "issuer": f"{own}/v2.0",
                "authorization_endpoint": f"{own}/oauth2/v2.0/authorize",
                "token_endpoint": f"{own}/oauth2/v2.0/token",
            }
        )

    async def _token(self, request: web.Request) -> web.Response:
        form = await request.post()
        self.asked.append({name: str(value) for name, value in form.items()})
        if self.refuses:
            refusal = {
                "error": "invalid_client",
                "error_codes": [7000215],
                "error_description": "AADSTS7000215: secret",
            }
            return _last(refusal, 401)
        token = f"token-{len(self.asked)}"
        return _last({"token_type": "Bearer", "expires_in": self.lifetime, "access_token": token})


def _last(body: dict[str, Any], status: int = 200) -> web.Response:
    """An answer after which the connection ends, so that none is left open when the test does."""
    response = web.json_response(body, status=status)
    response.force_close()
    return response


def certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A certificate for this machine: the context to serve with, and the file by which it is trusted."""
    key = new_key()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test authority")])
    now = dt.datetime.now(dt.UTC)
    own = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(own, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "public.pem", folder / "private.pem"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    return context, public


@dataclass
class Microsoft:
    """All of it, running."""

    signer: Signer
    connector: Connector
    login: Login
    signer_server: TestServer
    connector_server: TestServer
    login_server: TestServer

    @property
    def service_url(self) -> str:
        """The service address of every conversation."""
        return str(self.connector_server.make_url("/"))
