"""What people say about a hand-off on one side, carried to the other."""

import asyncio
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.conversation.actions import Verb
from core.conversation.messages import ThreadMessage
from core.conversation.people import Person, Place
from core.directory.model import Directory
from core.handoff import parties, policy, store
from core.handoff.delivery import outbox
from core.handoff.delivery.outbox import Delivery, Kind
from core.handoff.delivery.planner import CARDS, Planner
from core.handoff.model import Handoff
from core.handoff.sensitive import without_secrets
from core.storage.engine import writing
from core.storage.tables import deliveries

Side = Literal["team", "requester"]

LONGEST_MESSAGE = 2900
"""Characters of a message that is carried: what one text holds on the tightest platform. Of a longer one the rest is cut, visibly."""

_KEY_CHARACTERS = 24
DELETED = "(deleted)"


@dataclass(frozen=True, slots=True)
class RelayedMessage:
    """A message on its way to the other side, as its delivery keeps it.

    Attributes:
        to: the side that gets it.
        author: who wrote it.
        side: what the author is to the reader, as `core.handoff.policy.speaks_as` says; empty in rows of before that was
            kept, which then show the name of the team.
        text: what was written.
    """

    to: Side
    author: str
    side: str
    text: str

    def to_content(self) -> str:
        """As the delivery's content."""
        return json.dumps({"to": self.to, "author": self.author, "side": self.side, "text": self.text})

    @classmethod
    def of(cls, delivery: Delivery) -> "RelayedMessage":
        """As the delivery has it."""
        return cls(**json.loads(delivery.content))


class Relay:
    """Carries messages between the two sides of a hand-off."""

    def __init__(self, engine: AsyncEngine, planner: Planner, directory: Callable[[], Directory | None]) -> None:
        self._engine = engine
        self._planner = planner
        self._directory = directory

    async def follows(self, place: Place, root: str | None, *, team_side_only: bool = False) -> bool:
        """Whether a thread is that of a hand-off. Cheap: most of what is said in channels is none of ours."""
        kinds = [*CARDS] if team_side_only else [*CARDS, Kind.STATUS]
        async with self._engine.connect() as connection:
            return await outbox.of_thread(connection, place, root, kinds) is not None

    async def relay_message(self, said: ThreadMessage, *, team_side_only: bool = False) -> bool:
        """Carry what was said in a hand-off's thread to the other side, once.

        Args:
            said: what was written.
            team_side_only: leave alone what was written in the requester's thread.

        Returns:
            Whether the thread is that of a hand-off.
        """
        if not await self.follows(said.place, said.root):
            return False  # without taking a writer's turn
        text = await asyncio.to_thread(without_secrets, said.text)
        async with writing(self._engine) as connection:
            found = await self._thread(connection, said, [*CARDS] if team_side_only else [*CARDS, Kind.STATUS])
            if found is None:
                return False
            handoff, to = found
            side = await self._side(connection, handoff, said.person, said.place)
            key = _key(said.place, said.message)
            await self._plan(connection, handoff, to, said.person.name, side, text, key)
        return True

    async def relay_edit(self, said: ThreadMessage) -> str | None:
        """Let the other side see that a message was edited or deleted.

        Returns:
            What the other side saw until then; None where the message was not carried there.
        """
        if not await self.follows(said.place, said.root):
            return None
        text = _fitted(await asyncio.to_thread(without_secrets, said.text)) or DELETED
        key = f".{Kind.RELAY.value}.{_key(said.place, said.message)}"
        async with writing(self._engine) as connection:
            found = await self._thread(connection, said, [*CARDS, Kind.STATUS])
            carried = await outbox.find(connection, f"{found[0].id}{key}") if found else None
            if found is None or carried is None:
                return None
            was = RelayedMessage.of(carried)
            if text != was.text:
                content = RelayedMessage(was.to, was.author, was.side, text).to_content()
                await connection.execute(
                    sa.update(deliveries).where(deliveries.c.id == carried.id).values(content=content)
                )
                if carried.status in ("sending", "sent"):
                    # by number, not by the text: somebody may go back to what stood there before
                    redrawn = await outbox.of_handoff(connection, found[0].id, [Kind.REDRAW])
                    number = sum(each.content == carried.id for each in redrawn)
                    await self._planner.redraw_as(connection, found[0], carried, f"edit{number + 1}")
        return was.text

    async def write(
        self, connection: AsyncConnection, handoff: Handoff, author: Person, at: Place, text: str, key: str
    ) -> str:
        """Show to both sides what somebody wrote with the Reply button.

        Args:
            connection: in a transaction.
            handoff: about what.
            author: who wrote it.
            at: where they pressed the button: the conversation, or their own home.
            text: what, without secrets.
            key: names this message among all about the hand-off.

        Returns:
            Why they may not, as one sentence; empty when they may, and it was carried.
        """
        stands = await self._stands(connection, handoff)
        refused = policy.refusal(author, Verb.REPLY, handoff, self._directory(), at, stands)
        if refused:
            return refused
        side = policy.speaks_as(author, handoff, self._directory(), at, stands)
        for to in ("team", "requester"):
            await self._plan(connection, handoff, to, author.name, side, text, f"{key}.{to}")
        return ""

    async def _stands(self, connection: AsyncConnection, handoff: Handoff) -> parties.Posted:
        return parties.posted(handoff, await outbox.of_handoff(connection, handoff.id, parties.POSTED_AS))

    async def _side(self, connection: AsyncConnection, handoff: Handoff, author: Person, at: Place) -> str:
        stands = await self._stands(connection, handoff)
        return policy.speaks_as(author, handoff, self._directory(), at, stands)

    async def _plan(
        self, connection: AsyncConnection, handoff: Handoff, to: Side, author: str, side: str, text: str, key: str
    ) -> None:
        if not text:
            return
        kinds = [Kind.CARD] if to == "team" else [Kind.STATUS]
        beside = await outbox.of_handoff(connection, handoff.id, kinds)
        if beside:
            carried = RelayedMessage(to, author, side, _fitted(text))
            await self._planner.relay(connection, handoff, beside[-1].place, key, carried.to_content())

    async def _thread(
        self, connection: AsyncConnection, said: ThreadMessage, kinds: list[Kind]
    ) -> tuple[Handoff, Side] | None:
        """The hand-off whose thread it was said in, the newest where several share one, and the other side."""
        shown = await outbox.of_thread(connection, said.place, said.root, kinds)
        if shown is None:
            return None
        handoff = await store.get(connection, shown.handoff)
        return (handoff, "requester" if shown.kind in CARDS else "team") if handoff else None


def _fitted(text: str) -> str:
    return text if len(text) <= LONGEST_MESSAGE else f"{text[: LONGEST_MESSAGE - 1]}…"


def _key(place: Place, message: str) -> str:
    """Names a message of a platform's, the same whenever it is heard of."""
    told = f"{place.platform}/{place.workspace}/{place.conversation}/{message}"
    return hashlib.sha256(told.encode()).hexdigest()[:_KEY_CHARACTERS]
