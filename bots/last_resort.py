"""The last resort: an answer goes out by the first way that works, later if need be, and never twice."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog

from core.handoff.delivery.ports import DeliveryError, RateLimitedError, TemporaryError, UnsureError

_log = structlog.get_logger()

WAITS = (1.0, 3.0, 10.0, 30.0, 60.0)
"""Seconds between rounds, under two minutes in all: whoever asks has given up waiting by then, and a platform that is down for
longer is told of elsewhere (`/readyz`)."""

FAITHFUL_ROUNDS = 2
"""In so many rounds the first way alone is waited for: an answer that comes four seconds late in the right place is better than
one at once somewhere else."""

Way = Callable[[], Awaitable[object]]
"""Sends the answer once. It raises a `DeliveryError`: temporary where the answer surely was not taken and may be later, unsure
where it may have been taken, and any other where this way leads nowhere."""


class NoWayError(Exception):
    """No way led to the person. The text names why, one reason a way, without anything from the answer."""


async def send_once(ways: Sequence[Way], *, waits: Sequence[float] | None = None) -> int:
    """Send an answer by the first way that takes it.

    A way that fails for a passing reason is tried again; one that is refused is not. What may have arrived counts as sent, for
    a second copy would be worse: that is what a slow acknowledgement looks like.

    Args:
        ways: the best first.
        waits: seconds between rounds; `WAITS` by default.

    Returns:
        The index of the way that worked.

    Raises:
        NoWayError: none did.
    """
    left = dict(enumerate(ways))
    reasons: dict[int, str] = {}
    for finished, wait in enumerate((*(WAITS if waits is None else waits), None)):
        for number, way in list(left.items()):
            try:
                await way()
            except UnsureError as error:
                _log.warning("nobody knows whether an answer arrived", why=str(error))
                return number
            except (TemporaryError, RateLimitedError) as error:
                reasons[number] = str(error)
                if finished < FAITHFUL_ROUNDS:
                    break
            except DeliveryError as error:
                reasons[number] = str(error)
                del left[number]
            else:
                return number
        if not left or wait is None:
            break
        await asyncio.sleep(wait)
    raise NoWayError("; ".join(reasons.values()) or "there is no way")
