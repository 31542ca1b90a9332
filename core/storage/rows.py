"""Reading many rows, of which one may be broken."""

import logging
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import sqlalchemy as sa

_log = logging.getLogger(__name__)

_T = TypeVar("_T")


def read_each(rows: Iterable[sa.Row[Any]], read: Callable[[sa.Row[Any]], _T]) -> Iterator[_T]:
    """What each row says. One that cannot be read, such as one of a newer release, is logged and keeps none of the others back.

    Args:
        rows: each with an `id`.
        read: makes a record of a row; raises ValueError or TypeError where it cannot.
    """
    for row in rows:
        try:
            yield read(row)
        except (ValueError, TypeError) as error:
            # its content may be what somebody wrote, and stays out of the log
            _log.error("row %s cannot be read (%s) and is left out", row.id, type(error).__name__)
