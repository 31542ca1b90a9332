"""How long a platform asks us to wait: whatever stands in the header, it is a number of seconds or nothing."""

import math
import time
from email.utils import formatdate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bots.retry_after import LONGEST_SECONDS, seconds_to_wait

_PAST = formatdate(1_700_000_000, usegmt=True)

ODD = ("0.1", "abc", "-1", "", " ", "nan", "inf", "9" * 400, "soon", _PAST, "Fri, 31 Feb 2026 99:99:99 GMT", "1,2")
"""What no platform promises, and proxies send."""


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("7", 7.0),
        (" 7 ", 7.0),
        (8, 8.0),
        ("1.5", 1.5),
        ("0", 0.0),
        ("-5", 0.0),
        (_PAST, 0.0),
        ("1e300", LONGEST_SECONDS),
        ("inf", LONGEST_SECONDS),
        ("Sun, 31 Dec 9999 23:59:59 GMT", LONGEST_SECONDS),
        (None, None),
        ("", None),
        ("abc", None),
        ("nan", None),
        ("1, 2", None),
    ],
)
def test_what_stands_in_the_header(told: object, seconds: float | None) -> None:
    """Whole numbers, fractions and dates are obeyed; what has passed is no wait; what nobody can read is none that was asked for."""
    assert seconds_to_wait(told) == seconds


def test_a_date_is_a_wait_until_then() -> None:
    """To the second."""
    wait = seconds_to_wait(formatdate(time.time() + 90, usegmt=True))
    assert wait is not None
    assert 85 < wait <= 90


@settings(max_examples=60)
@given(
    st.text(max_size=40)
    | st.floats().map(str)
    | st.integers().map(str)
    | st.text("0123456789:, GMTJanFeb+-", max_size=40)
)
def test_no_header_breaks_it(told: str) -> None:
    """Any text is a finite number of seconds within the limits, or nothing."""
    wait = seconds_to_wait(told)
    assert wait is None or (0.0 <= wait <= LONGEST_SECONDS and math.isfinite(wait))
