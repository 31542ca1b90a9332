"""Waiting in working hours."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.directory.model import Hours
from core.handoff.hours import after

_LISBON = ZoneInfo("Europe/Lisbon")
_OFFICE = Hours((0, 1, 2, 3, 4), "09:00", "18:00")


_FIRST = datetime.fromisoformat("2000-01-01")
_LAST = datetime.fromisoformat("2100-01-01")


def _at(text: str, zone: ZoneInfo = _LISBON) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2026-03-04T10:00", 30, "2026-03-04T10:30"),
        ("2026-03-06T17:30", 60, "2026-03-09T09:30"),  # over a week-end
        ("2026-03-07T12:00", 30, "2026-03-09T09:30"),  # from within one
        ("2026-03-04T06:00", 30, "2026-03-04T09:30"),  # before the day begins
        ("2026-03-04T18:00", 1, "2026-03-05T09:01"),  # at its end
        ("2026-03-04T17:00", 60, "2026-03-04T18:00"),
        ("2026-03-27T17:00", 120, "2026-03-30T10:00"),  # clocks went forward in between
        ("2026-03-04T10:00", 60 * 45, "2026-03-11T10:00"),
    ],
)
def test_only_working_time_counts(start: str, minutes: int, end: str) -> None:
    """Nights, week-ends and the change of clocks are none."""
    assert after(_at(start), timedelta(minutes=minutes), _OFFICE, _LISBON) == _at(end)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-03-06T23:00", 4, "2026-03-07T03:00"),
        ("2026-03-06T12:00", 1, "2026-03-06T23:00"),
        ("2026-03-06T05:00", 2, "2026-03-06T23:00"),
    ],
)
def test_a_night_shift_goes_over_midnight(start: str, hours: int, end: str) -> None:
    """Every day from ten to six."""
    night = Hours((0, 1, 2, 3, 4, 5, 6), "22:00", "06:00")
    assert after(_at(start), timedelta(hours=hours), night, _LISBON) == _at(end)


def test_without_hours_all_time_counts() -> None:
    """A team that says nothing works always."""
    assert after(_at("2026-03-07T12:00"), timedelta(hours=2), None, _LISBON) == _at("2026-03-07T14:00")


def test_around_the_clock() -> None:
    """From midnight to midnight is the whole day."""
    always = Hours((0, 1, 2, 3, 4, 5, 6), "00:00", "24:00")
    assert after(_at("2026-03-07T12:00"), timedelta(hours=48), always, _LISBON) == _at("2026-03-09T12:00")


@given(
    st.datetimes(_FIRST, _LAST, timezones=st.just(UTC)),
    st.timedeltas(timedelta(0), timedelta(days=10)),
    st.timedeltas(timedelta(0), timedelta(days=2)),
    st.sets(st.integers(0, 6), min_size=1),
)
def test_more_waiting_never_ends_earlier(start: datetime, wait: timedelta, more: timedelta, days: set[int]) -> None:
    """The end is not before the beginning plus the wait, and grows with it."""
    hours = Hours(tuple(sorted(days)), "08:15", "16:45")
    end = after(start, wait, hours, _LISBON)
    assert start + wait <= end <= after(start, wait + more, hours, _LISBON)
