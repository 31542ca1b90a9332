"""The playground's time: that of the machine, and what the visitor has let pass beside it."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta


class PlaygroundTime:
    """A clock that can be moved on.

    Attributes:
        ahead: how much the visitor has let pass.
    """

    def __init__(self) -> None:
        self.ahead = timedelta()
        self._run_due: Callable[[datetime], Awaitable[None]] | None = None

    def now(self) -> datetime:
        """The time, in UTC."""
        return datetime.now(UTC) + self.ahead

    def drives(self, run_due: Callable[[datetime], Awaitable[None]]) -> None:
        """Whom to tell when time has passed: what is due before the moment is then worked on at once."""
        self._run_due = run_due

    async def let_pass(self, minutes: int) -> None:
        """Move the clock on."""
        self.ahead += timedelta(minutes=minutes)
        if self._run_due:
            await self._run_due(self.now())
