"""The last turns of one process: on SQLite there is no other, and nothing has to be looked up in the database for each short text."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from core.storage.turns import StoredTurn, TurnTakenError, alone

_MOST_PLACES = 10_000
"""Conversations whose last turns are kept, about 10 MB of them: five a second that fall silent, for half an hour. The one that
has been silent longest is forgotten first; what is written there next is read by itself."""


class TurnsInMemory:
    """Remembers turns like `TurnStore`, until the process ends."""

    def __init__(self) -> None:
        self._places: OrderedDict[tuple[str, str, str, str], dict[str, StoredTurn]] = OrderedDict()

    async def find(
        self, place: tuple[str, str, str, str], asker: str, since: datetime, *, openly: bool = False
    ) -> StoredTurn | None:
        """The last turn; see `TurnStore.find`."""
        platform, workspace, conversation, thread = place
        turns = (
            turn
            for under in (thread, alone(thread))
            for turn in self._places.get((platform, workspace, conversation, under), {}).values()
            if turn.at > since and (turn.openly or (turn.asker == asker and not openly))
        )
        # one's own before what others said
        return max(turns, key=lambda turn: (turn.asker == asker, turn.at), default=None)

    async def keep(self, turn: StoredTurn, expired: datetime, after: StoredTurn | None = None) -> None:
        """Keep a turn in place of the one before, and forget what is older than `expired`; see `TurnStore.keep_in`."""
        place = (turn.platform, turn.workspace, turn.conversation, turn.thread)
        there = self._places.setdefault(place, {})
        before = there.get(turn.asker)
        if after and before and before.ask_id != after.ask_id and before.at >= after.at:
            raise TurnTakenError
        there[turn.asker] = turn
        self._places.move_to_end(place)
        for asker in [asker for asker, old in there.items() if old.at <= expired]:
            del there[asker]
        while self._places:
            oldest = next(iter(self._places.values()))
            if len(self._places) <= _MOST_PLACES and any(old.at > expired for old in oldest.values()):
                break
            self._places.popitem(last=False)

    async def keep_in(
        self, _connection: AsyncConnection, turn: StoredTurn, expired: datetime, after: StoredTurn | None = None
    ) -> None:
        """The same. Where the transaction fails, a turn is left whose question nobody can recall, and nothing goes on with it."""
        await self.keep(turn, expired, after)

    async def end_preview(self, ask_id: str) -> None:
        """Let no preview of a request be the last turn any more."""
        self._change(ask_id, lambda turn: replace(turn, kind="kept") if turn.kind == "preview" else turn)

    async def renew_preview(self, ask_id: str, seal: str) -> None:
        """Note that a preview was changed: what is agreed to from now on is what it shows now."""
        self._change(ask_id, lambda turn: replace(turn, about=seal) if turn.kind == "preview" else turn)

    async def open_up(self, ask_id: str) -> None:
        """Note that others see the answer to a request."""
        self._change(ask_id, lambda turn: replace(turn, openly=True))

    def _change(self, ask_id: str, change: Callable[[StoredTurn], StoredTurn]) -> None:
        for there in self._places.values():
            for asker, turn in there.items():
                if turn.ask_id == ask_id:
                    there[asker] = change(turn)
