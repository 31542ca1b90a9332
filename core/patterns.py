"""Regular expressions that are compiled when they are first used.

Compiling all of them takes longer than answering a text, and one text needs few: `waypost ask` would wait for the rest.
"""

import re
from functools import cached_property
from typing import Any, cast


def compile_late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, but a mistake in the pattern shows at its first use."""
    return cast("re.Pattern[str]", _Late(pattern, flags))


class _Late:
    """Stands for a pattern, also where somebody asks whether it is one."""

    __class__ = re.Pattern  # type: ignore[assignment]

    def __init__(self, pattern: str, flags: int) -> None:
        self._source = pattern, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(*self._source)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a pattern has
        # Kept here, so that the next use finds it without coming by: it then costs what it costs of a pattern itself.
        found = self.__dict__[name] = getattr(self._compiled, name)
        return found
