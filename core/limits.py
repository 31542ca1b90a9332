"""How much one person may do in a while, so that nobody can flood a team, or keep Waypost from others."""

import math
import re
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal, Protocol

from core.conversation.people import Person

if TYPE_CHECKING:
    from prometheus_client import Counter

Kind = Literal["asks", "handoffs", "forms", "messages"]
"""What is counted, each by itself: questions and presses that are answered; requests handed over; forms opened; what is said
about hand-offs, and other changes to them."""

_UNITS = {"s": timedelta(seconds=1), "m": timedelta(minutes=1), "h": timedelta(hours=1)}
_NAMES = {"s": "second", "m": "minute", "h": "hour"}

_THINGS: Mapping[Kind, tuple[str, str]] = {
    "asks": ("thing", "things"),
    "handoffs": ("request", "requests"),
    "forms": ("form", "forms"),
    "messages": ("message or change", "messages or changes"),
}
"""One of each kind, and several."""

_SAYS: Mapping[Kind, str] = {
    "asks": "You've asked me {many} in the last {window}. You can ask again in {wait}.",
    "handoffs": "You've handed over {many} in the last {window}. This one hasn't been sent: you can press again in {wait}.",
    "forms": "You've opened {many} in the last {window}. You can press again in {wait}.",
    "messages": "You've sent {many} in the last {window}. I haven't passed this one on: you can try again in {wait}.",
}


def _duration(left: timedelta) -> str:
    """How long somebody has to wait, rounded up."""
    seconds = max(1, math.ceil(left.total_seconds()))
    for unit, name in ((3600, "hour"), (60, "minute"), (1, "second")):
        if seconds >= unit:
            number = math.ceil(seconds / unit)
            return f"{number} {name}{'s' if number > 1 else ''}"
    raise AssertionError


@dataclass(frozen=True, slots=True)
class Limit:
    """So many at most, in so long.

    Attributes:
        most: how many, at least 1.
        window: counted from the first of them.
        words: the window as people say it after "in the last", such as `10 minutes`.
    """

    most: int
    window: timedelta
    words: str

    @classmethod
    def of(cls, written: str) -> "Limit | None":
        """The limit that a setting says, such as `30/1m`; None for `off`.

        Raises:
            ValueError: it says none. The message is a phrase.
        """
        if written.strip().lower() == "off":
            return None
        found = re.fullmatch(r"([1-9][0-9]{0,5})/([1-9][0-9]{0,3})([smh])", written.strip())
        if found is None:
            raise ValueError("should be a number and a time, such as 30/1m (units: s, m, h), or off")
        number, unit = int(found[2]), found[3]
        name = _NAMES[unit] if number == 1 else f"{number} {_NAMES[unit]}s"
        return cls(int(found[1]), number * _UNITS[unit], name)


class Counts(Protocol):
    """Counts what people do. A window begins with the first thing and ends for all at once."""

    async def take(self, key: str, limit: Limit, now: datetime) -> datetime | None:
        """Count one more; where the limit is reached it is not counted, and this is when one may go on."""


_MOST_KEPT = 20_000
"""People and kinds counted in memory: some 300 bytes each. Beyond, the windows that began first are forgotten."""


class CountsInMemory:
    """For one process. `core.storage.usage` counts the same way for replicas."""

    def __init__(self) -> None:
        self._windows: OrderedDict[str, tuple[datetime, int]] = OrderedDict()

    async def take(self, key: str, limit: Limit, now: datetime) -> datetime | None:
        """Count one more; see `Counts`."""
        ends, used = self._windows.get(key, (now, 0))
        if is_over(ends, limit, now):
            self._windows.pop(key, None)  # so that the windows stand in the order in which they began
            ends, used = now + limit.window, 0
        if used >= limit.most:
            return ends
        self._windows[key] = (ends, used + 1)
        while len(self._windows) > _MOST_KEPT:
            self._windows.popitem(last=False)
        return None


def is_over(ends: datetime, limit: Limit, now: datetime) -> bool:
    """Whether a window has ended; one that ends far in the future began before the clock was put back."""
    return ends <= now or ends > now + 2 * limit.window


class LimitReachedError(Exception):
    """Somebody has to wait. The message is for that person alone."""


@cache
def _counter() -> "Counter":
    from prometheus_client import Counter  # noqa: PLC0415 - settings read limits, and commands that count nothing read settings

    return Counter("waypost_limited_total", "What people were asked to wait with, by kind", ["kind"])


class Limits:
    """The limits of one person, whoever it is."""

    def __init__(self, limits: Mapping[Kind, Limit | None], counts: Counts, clock: Callable[[], datetime]) -> None:
        """Take the limits by kind (None or missing: no limit), where to count, and the time in UTC."""
        self._limits = limits
        self._counts = counts
        self._clock = clock
        self._limited = _counter()

    async def take(self, kind: Kind, person: Person) -> None:
        """Count one more thing that a person does.

        Raises:
            LimitReachedError: the person has to wait; nothing was done.
        """
        limit = self._limits.get(kind)
        if limit is None:
            return
        # without the workspace: in an organisation one person acts in many, under one id, and is not to have a limit in each
        key = f"{kind}\0{person.platform}\0{person.id}"
        now = self._clock()
        ends = await self._counts.take(key, limit, now)
        if ends is not None:
            self._limited.labels(kind).inc()
            many = f"{limit.most} {_THINGS[kind][limit.most > 1]}"
            raise LimitReachedError(_SAYS[kind].format(many=many, window=limit.words, wait=_duration(ends - now)))
