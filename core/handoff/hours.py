"""Waiting in working hours: an hour that begins on Friday at 17:30 ends on Monday, where people work from 9 to 18."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.directory.model import Hours

_DAYS_AT_MOST = 366
"""No wait is followed further: a team that never works must not hold anything up for ever."""


def after(start: datetime, wait: timedelta, hours: Hours | None, zone: ZoneInfo) -> datetime:
    """The moment when so much working time has passed.

    Args:
        start: from when, with a time zone.
        wait: how much working time.
        hours: when the team works, in `zone`; None for always.
        zone: the organisation's time zone.

    Returns:
        The moment in UTC, at most a year after `start`.
    """
    if hours is None:
        return (start + wait).astimezone(UTC)
    day = start.astimezone(zone).date()
    left = wait
    for _ in range(_DAYS_AT_MOST):
        for opens, closes in _shifts(hours):
            first = datetime.combine(day, opens, zone).astimezone(UTC)
            last_day = day + timedelta(days=closes == time.min)
            last = datetime.combine(last_day, closes, zone).astimezone(UTC)
            first = max(first, start.astimezone(UTC))
            if day.weekday() in hours.days and first < last:
                if first + left <= last:
                    return first + left
                left -= last - first
        day += timedelta(days=1)
    return start.astimezone(UTC) + timedelta(days=_DAYS_AT_MOST)


_DAY_BEGINS = Hours(days=(0, 1, 2, 3, 4), from_="09:00", to="17:00")
"""For teams whose hours the directory does not give."""


def next_opening(moment: datetime, hours: Hours | None, zone: ZoneInfo) -> datetime:
    """When a team's next working day begins, after a moment: in UTC, at most a year later."""
    worked = hours or _DAY_BEGINS
    day = moment.astimezone(zone).date()
    for _ in range(_DAYS_AT_MOST):
        opens = datetime.combine(day, _clock(worked.from_), zone).astimezone(UTC)
        if day.weekday() in worked.days and opens > moment:
            return opens
        day += timedelta(days=1)
    return moment.astimezone(UTC) + timedelta(days=_DAYS_AT_MOST)


def _shifts(hours: Hours) -> list[tuple[time, time]]:
    """The stretches of one day, in order; a night shift is the end of one day and the beginning of it. Midnight ends a day."""
    opens, closes = _clock(hours.from_), _clock(hours.to)
    if opens < closes or closes == time.min:
        return [(opens, closes)]
    return [(time.min, closes), (opens, time.min)] if opens != closes else [(time.min, time.min)]


def _clock(text: str) -> time:
    return time.min if text == "24:00" else time.fromisoformat(text)
