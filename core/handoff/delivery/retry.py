"""How long a message is tried for, how far apart the tries are, and how many copies there may be of one. Pure rules."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from core.handoff.delivery.outbox import Kind

GIVE_UP_AFTER: Mapping[Kind, timedelta] = {
    Kind.CARD: timedelta(hours=6),
    Kind.ESCALATE: timedelta(hours=12),
    Kind.STATUS: timedelta(hours=72),
    Kind.RELAY: timedelta(hours=24),
    Kind.REDRAW: timedelta(hours=72),
    Kind.NOTIFY_REQUESTER: timedelta(hours=24),
    Kind.NOTIFY_TEAM: timedelta(hours=24),
    Kind.REMIND: timedelta(hours=6),
    Kind.DIGEST: timedelta(hours=6),
}
"""How long after its first try a message that keeps failing is given up. A card has another team to go to, and so waits
less than a status, which has not; a reminder or a digest that is half a day late helps nobody."""

TRIES_AT_LEAST = 8
"""Failed tries before anything is given up, however much time has passed: a clock may jump, and a server may have been off."""

WAITED_AT_MOST = timedelta(hours=72)
"""How long a platform may go on asking to wait. A wait that it asks for is no failure: it uses up neither tries nor the time
above, but a message must not hang for ever either."""

COPIES_AT_MOST = 2
"""How often a message goes out whose fate is unknown, where one cannot look whether it arrived."""

NEWS_IS_OLD_AFTER = timedelta(hours=1)
"""News that is so late is dropped where newer news is under way: the status shows how things stand."""

TRIED_AGAIN_AFTER = timedelta(hours=1)
"""How long what was given up rests before one message to its place is tried again, to see whether it can be reached by now."""

FORGOTTEN_AFTER = timedelta(days=7)
"""What was given up so long ago is not tried again."""

_FIRST_SECONDS = 2.0
_LONGEST_SECONDS = 900.0
"""A quarter of an hour: so long at most a message waits when the platform is well again, and four calls an hour bother nobody."""

_UNSURE_SECONDS = (5.0, 60.0, 300.0)
"""A platform may take some seconds to show a message, and a broken one minutes to come back."""


def delay(failures: int) -> float:
    """Seconds until the next try after so many failed ones: 2, 4, 8 … up to a quarter of an hour."""
    return float(min(_FIRST_SECONDS * 2.0 ** min(max(failures, 1) - 1, 20), _LONGEST_SECONDS))


def delay_unsure(failures: int) -> float:
    """Seconds until one looks for, or repeats, a message of which nobody knows whether it arrived."""
    return _UNSURE_SECONDS[failures - 1] if 0 < failures <= len(_UNSURE_SECONDS) else _LONGEST_SECONDS


def is_over(kind: Kind, failures: int, tried: datetime | None, now: datetime) -> bool:
    """Whether a message that has failed so often since its first try is given up."""
    return failures >= TRIES_AT_LEAST and tried is not None and now - tried >= GIVE_UP_AFTER[kind]
