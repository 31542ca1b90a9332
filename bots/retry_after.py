"""How long a platform asks us to wait, as its `Retry-After` header says it. One reading of it for all platforms."""

import math
import time
from datetime import UTC
from email.utils import parsedate_to_datetime

LONGEST_SECONDS = 7 * 86_400.0
"""No platform means longer; a date or a number beyond it is an error of its clock, or of a proxy."""


def seconds_to_wait(told: object) -> float | None:
    """Seconds from now, from 0 to `LONGEST_SECONDS`; None where the header is missing or says nothing that one could obey.

    It holds a number of seconds or a date (RFC 9110, 10.2.3). Proxies also send fractions, which the standard does not know, and
    negative numbers; a time that has passed is no wait.

    Args:
        told: the header's value, or None where there is none.
    """
    text = str(told or "").strip()
    try:
        seconds = float(text)
    except ValueError:
        seconds = _seconds_until(text)
    return None if math.isnan(seconds) else min(max(seconds, 0.0), LONGEST_SECONDS)


def _seconds_until(date: str) -> float:
    try:
        # a date without a zone is one of the standard's older forms, in GMT as all of them
        at = parsedate_to_datetime(date)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() - time.time()
    except (ValueError, TypeError, LookupError, OverflowError, OSError):  # so many errors does the parser raise
        return math.nan
