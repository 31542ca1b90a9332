"""Who is let in, case by case, as docs/teams.md tells it; and that nobody else waits while it is found out."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bots.teams.trust.jwt import LEEWAY_SECONDS
from tests.bots.teams.conftest import RunningWaypost, Start
from tests.bots.teams.payloads import message, of_tenant
from tests.support.microsoft_cloud import Microsoft

DOCUMENT = Path(__file__).parents[3] / "docs" / "teams.md"

_TICK_SECONDS = 0.002
_LONGEST_GAP_SECONDS = 0.05
_SLOW_SECONDS = 1.0
_TRIES = 3
"""Where others use the machine, too, a gap may be theirs; one of ours is there each time."""


@dataclass
class Scene:
    """A Waypost that has met nobody yet, and Microsoft."""

    waypost: RunningWaypost
    microsoft: Microsoft
    key: rsa.RSAPrivateKey
    other_key: rsa.RSAPrivateKey

    def token(self, *, kid: str = "first", key: rsa.RSAPrivateKey | None = None, **claims: object) -> str:
        """A good token but for what is given."""
        return self.microsoft.signer.token(self.microsoft.service_url, kid=kid, key=key, **claims)

    async def meet(self) -> None:
        """A good message comes first: from now on Microsoft's keys are known."""
        assert (await self.waypost.receive(message(self.microsoft.service_url, "help"))).status == 202


Case = Callable[[Scene], Awaitable[str | None]]
"""Sets the scene, and gives the token that is then sent."""


def claiming(**claims: object) -> Case:
    """A token that is well signed and says something else."""

    async def case(scene: Scene) -> str:
        return scene.token(**claims)

    return case


async def _none(_: Scene) -> None:
    return None


async def _unsigned(scene: Scene) -> str:
    claims = jwt.decode(scene.token(), options={"verify_signature": False})
    return jwt.encode(claims, "", algorithm="none", headers={"kid": "first"})


async def _symmetric(scene: Scene) -> str:
    """By hand: the library refuses to take a public key for a secret."""
    public = scene.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    header = jwt.utils.base64url_encode(b'{"alg":"HS256","kid":"first","typ":"JWT"}').decode()
    signed = f"{header}.{scene.token().split('.')[1]}"
    signature = hmac.HMAC(public, hashes.SHA256())
    signature.update(signed.encode())
    return f"{signed}.{jwt.utils.base64url_encode(signature.finalize()).decode()}"


async def _another_key(scene: Scene) -> str:
    return scene.token(key=scene.other_key)


async def _unknown_key(scene: Scene) -> str:
    return scene.token(kid="nowhere", key=scene.other_key)


async def _new_key(scene: Scene) -> str:
    await scene.meet()
    scene.microsoft.signer.keys = {"second": scene.other_key}
    return scene.token(kid="second")


async def _other_channels(scene: Scene) -> str:
    scene.microsoft.signer.endorsements = ["webchat"]
    return scene.token()


async def _slow(scene: Scene) -> str:
    scene.microsoft.signer.delay = _SLOW_SECONDS
    return scene.token()


async def _down(scene: Scene) -> str:
    scene.microsoft.signer.down = True
    return scene.token()


async def _down_later(scene: Scene) -> str:
    await scene.meet()
    scene.microsoft.signer.down = True
    return scene.token()


def _in(seconds: int) -> int:
    return int(time.time()) + seconds


ELSEWHERE = of_tenant("11111111-0000-4000-8000-000000000000")

CASES: dict[str, tuple[int, Case]] = {
    "a valid token": (202, claiming()),
    "no token": (401, _none),
    "expired, more than five minutes ago": (401, claiming(exp=_in(-LEEWAY_SECONDS - 60))),
    "not valid yet, for more than five minutes": (401, claiming(nbf=_in(LEEWAY_SECONDS + 86_400))),
    "for another app": (401, claiming(aud="00000000-0000-4000-8000-000000000000")),
    "by another issuer": (401, claiming(iss="https://sts.windows.net/evil/")),
    "for another service address": (401, claiming(serviceurl="https://smba.trafficmanager.net/emea/")),
    "valid, from a tenant that is not served": (403, claiming()),
    "not signed (`alg: none`)": (401, _unsigned),
    "signed with the public key as a secret (`HS256`)": (401, _symmetric),
    "signed by another key under a known id": (401, _another_key),
    "signed by a key that Microsoft does not list": (401, _unknown_key),
    "signed by a key that Microsoft has begun to use": (202, _new_key),
    "signed by a key for other channels than Teams": (401, _other_channels),
    "valid, Microsoft's keys come slowly": (202, _slow),
    "valid, Microsoft's keys cannot be fetched": (503, _down),
    "valid, Microsoft's keys cannot be fetched any more": (202, _down_later),
}


async def _ticking(done: asyncio.Event) -> float:
    """The longest time in which the event loop did nothing for others."""
    longest, before = 0.0, time.perf_counter()
    while not done.is_set():
        await asyncio.sleep(_TICK_SECONDS)
        now = time.perf_counter()
        longest, before = max(longest, now - before), now
    return longest - _TICK_SECONDS


async def _longest_gap(work: Awaitable[int]) -> tuple[int, float]:
    """What the work gives, and the longest gap meanwhile."""
    done = asyncio.Event()
    ticking = asyncio.create_task(_ticking(done))
    await asyncio.sleep(0)
    given = await work
    done.set()
    return given, await ticking


async def _idle() -> int:
    await asyncio.sleep(0.1)
    return 0


@pytest.mark.parametrize("name", CASES)
async def test_each_case_is_answered_as_documented(
    start: Start, microsoft: Microsoft, key: rsa.RSAPrivateKey, other_key: rsa.RSAPrivateKey, name: str
) -> None:
    """With the status of the table, and without holding up the event loop for longer than an idle one is, and 50 ms."""
    status, case = CASES[name]
    gaps = []
    for _ in range(_TRIES):
        signer = microsoft.signer
        signer.keys, signer.endorsements, signer.down, signer.delay = {"first": key}, ["msteams"], False, 0.0
        scene = Scene(await start(), microsoft, key, other_key)
        token = await case(scene)
        sent = message(microsoft.service_url, "help", **(ELSEWHERE if status == 403 else {}))

        async def answered(scene: Scene = scene, sent: dict[str, Any] = sent, token: str | None = token) -> int:
            return (await scene.waypost.receive(sent, token)).status

        seen, gap = await _longest_gap(answered())
        assert seen == status
        _, idle = await _longest_gap(_idle())
        gaps.append(gap - idle)
        if gaps[-1] < _LONGEST_GAP_SECONDS:
            return
    pytest.fail(f"the event loop was held up for {min(gaps):.3f} s longer than when idle")


def test_the_document_tells_of_each_case() -> None:
    """The table in docs/teams.md has these cases and statuses, and no others."""
    rows = re.findall(r"^\| (.+?) \| (\d{3}) \|$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    assert dict(rows) == {name: str(status) for name, (status, _) in CASES.items()}
