"""What people say about a hand-off on one side, carried to the other."""

import asyncio
import hashlib
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, replace
from typing import Literal, cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.conversation.actions import Verb
from core.conversation.attached import clip_above_note
from core.conversation.messages import ThreadMessage
from core.conversation.outline import Outline, Paragraph
from core.conversation.people import Person, Place
from core.directory.model import Directory
from core.handoff import parties, policy, store
from core.handoff.delivery import outbox
from core.handoff.delivery.outbox import Delivery, Kind
from core.handoff.delivery.planner import CARDS, Planner
from core.handoff.model import LONGEST_MESSAGE, Handoff
from core.handoff.sensitive import without_secrets
from core.storage.engine import writing
from core.storage.tables import deliveries

_log = logging.getLogger(__name__)

Side = Literal["team", "requester"]

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
        at: when it was edited, as `ThreadMessage.at`; 0 for one that was not, or where that is not known.
        by: who wrote it, as `platform:id`, where no name was known then; empty otherwise.
    """

    to: Side
    author: str
    side: str
    text: str
    at: float = 0.0
    by: str = ""

    def to_content(self) -> str:
        """As the delivery's content."""
        return json.dumps(asdict(self))

    @classmethod
    def of(cls, delivery: Delivery) -> "RelayedMessage":
        """As the delivery has it; what a newer release has added is left out.

        Raises:
            ValueError: the row holds no such message.
        """
        kept = json.loads(delivery.content)
        if not isinstance(kept, dict) or kept.get("to") not in ("team", "requester"):
            raise ValueError("This is no message from one side to the other.")
        author, side, text, at = kept.get("author"), kept.get("side", ""), kept.get("text"), kept.get("at", 0.0)
        if not (isinstance(author, str) and isinstance(side, str) and isinstance(text, str)):
            raise ValueError("This message lacks its text or its author.")  # noqa: TRY004 - one kind of error for what cannot be read
        edited = float(at) if isinstance(at, int | float) else 0.0
        by = kept.get("by", "")
        return cls(cast("Side", kept["to"]), author, side, text, edited, by if isinstance(by, str) else "")


class Relay:
    """Carries messages between the two sides of a hand-off."""

    def __init__(self, engine: AsyncEngine, planner: Planner, directory: Callable[[], Directory | None]) -> None:
        self._engine = engine
        self._planner = planner
        self._directory = directory

    async def follows(self, place: Place, root: str | None) -> bool:
        """Whether a thread is that of a hand-off. Cheap: most of what is said in channels is none of ours."""
        async with self._engine.connect() as connection:
            return await outbox.of_thread(connection, place, root, [*CARDS, Kind.STATUS]) is not None

    async def relay_message(self, said: ThreadMessage) -> Side | None:
        """Carry what was said in a hand-off's thread to the other side, once.

        Returns:
            The side that gets it; None where the thread is no hand-off's.
        """
        if not await self.follows(said.place, said.root):
            return None  # without taking a writer's turn
        text = await asyncio.to_thread(without_secrets, said.text)
        async with writing(self._engine) as connection:
            found = await self._thread(connection, said, [*CARDS, Kind.STATUS])
            if found is None:
                return None
            handoff, to = found
            await store.lock(connection, handoff.id)
            side = await self._side(connection, handoff, said.person, said.place)
            clipped, by = clip_above_note(text, LONGEST_MESSAGE), _without_name(said.person)
            carried = RelayedMessage(to, said.person.name, side, clipped, by=by)
            newer = await self._find_early_edit(connection, said)
            if newer is not None:  # it was edited or deleted before we came to it: what it says now is what counts
                carried = replace(carried, text=newer.text, at=newer.at)
            await self._plan(connection, handoff, carried, _key(said))
        return to

    async def relay_edit(self, said: ThreadMessage, count: Callable[[], Awaitable[None]] | None = None) -> str | None:
        """Let the other side see that a message was edited or deleted.

        Of several edits the last one counts, in whatever order we hear of them, and also where we hear of the message after them.

        Args:
            said: how it reads now.
            count: called before an edit is carried; what it raises stops that. A deletion is always carried.

        Returns:
            What the other side saw until then; None where the message was not carried there.
        """
        if not await self.follows(said.place, said.root):
            return None
        text = clip_above_note(await asyncio.to_thread(without_secrets, said.text), LONGEST_MESSAGE)
        if text and count:
            async with self._engine.connect() as connection:
                known = await self._find_carried(connection, said)
            if known and known[1].text != text:
                await count()
        async with writing(self._engine) as connection:
            found = await self._thread(connection, said, [*CARDS, Kind.STATUS])
            if found is None:
                return None
            await store.lock(connection, found[0].id)
            known = await self._find_carried(connection, said)
            if known is None:
                await self._note_early_edit(connection, *found, said, text)
                return None
            carried, was = known
            if _is_earlier(said.at, was.at):
                return None
            await self._change(connection, carried, replace(was, text=text or DELETED, at=said.at), was)
        return was.text

    async def _change(
        self, connection: AsyncConnection, carried: Delivery, now: RelayedMessage, was: RelayedMessage
    ) -> None:
        """Change what was carried, or is on its way. An edit that leaves the text as it is still counts as the newest."""
        if now == was:
            return
        await connection.execute(
            sa.update(deliveries).where(deliveries.c.id == carried.id).values(content=now.to_content())
        )
        handoff = await store.get(connection, carried.handoff)
        if handoff and (now.author, now.text) != (was.author, was.text) and carried.status in ("sending", "sent"):
            # by number, not by the text: somebody may go back to what stood there before
            redrawn = await outbox.of_handoff(connection, handoff.id, [Kind.REDRAW])
            number = sum(each.content == carried.id for each in redrawn)
            await self._planner.redraw_as(connection, handoff, carried, f"edit{number + 1}")

    async def _find_carried(
        self, connection: AsyncConnection, said: ThreadMessage
    ) -> tuple[Delivery, RelayedMessage] | None:
        """The message as it was carried, for whichever hand-off of its thread."""
        shared = await outbox.handoffs_of_thread(connection, said.place, said.root, [*CARDS, Kind.STATUS])
        for handoff in shared:
            for key in (_key(said), _key_with_workspace(said)):
                carried = await outbox.find(connection, _name(handoff, key))
                message = read_relayed(carried) if carried else None
                if carried and message:
                    return carried, message
        return None

    async def _find_early_edit(self, connection: AsyncConnection, said: ThreadMessage) -> RelayedMessage | None:
        """The newest state that was noted, for whichever hand-off of its thread."""
        states = []
        for handoff in await outbox.handoffs_of_thread(connection, said.place, said.root, [*CARDS, Kind.STATUS]):
            noted = await outbox.find(connection, f"{_name(handoff, _key(said))}{_EARLY}")
            state = read_relayed(noted) if noted else None
            states += [state] if state else []
        return max(states, key=lambda state: state.at, default=None)

    async def _note_early_edit(
        self, connection: AsyncConnection, handoff: Handoff, to: Side, said: ThreadMessage, text: str
    ) -> None:
        """Keep the state of a message that has not been carried: it may be on its way to us still, as it read before."""
        before = await self._find_early_edit(connection, said)
        if before and _is_earlier(said.at, before.at):
            return
        content = RelayedMessage(to, "", "", text, said.at).to_content()
        await self._planner.note_relay(connection, handoff, said.place, f"{_key(said)}{_EARLY}", content)

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
            await self._plan(
                connection,
                handoff,
                RelayedMessage(to, author.name, side, clip_above_note(text, LONGEST_MESSAGE), by=_without_name(author)),
                f"{key}.{to}",
            )
        return ""

    async def name_author(self, connection: AsyncConnection, handoff: Handoff, author: Person) -> None:
        """Put the name to what somebody wrote while it was not known."""
        by = f"{author.platform}:{author.id}"
        for carried in await outbox.of_handoff(connection, handoff.id, [Kind.RELAY]):
            was = read_relayed(carried) if by in carried.content else None
            if was and was.by == by:
                await self._change(connection, carried, replace(was, author=author.name, by=""), was)

    async def has_written(self, handoff_id: str, key: str) -> bool:
        """Whether what was written under that key, as in `write`, is carried already."""
        async with self._engine.connect() as connection:
            return await outbox.find(connection, f"{handoff_id}.{Kind.RELAY.value}.{key}.team") is not None

    async def _stands(self, connection: AsyncConnection, handoff: Handoff) -> parties.Posted:
        return parties.find_posted(handoff, await outbox.of_handoff(connection, handoff.id, parties.POSTED_AS))

    async def _side(self, connection: AsyncConnection, handoff: Handoff, author: Person, at: Place) -> str:
        stands = await self._stands(connection, handoff)
        return policy.speaks_as(author, handoff, self._directory(), at, stands)

    async def _plan(self, connection: AsyncConnection, handoff: Handoff, carried: RelayedMessage, key: str) -> None:
        if not carried.text:
            return
        kinds = [Kind.CARD] if carried.to == "team" else [Kind.STATUS]
        beside = await outbox.of_handoff(connection, handoff.id, kinds)
        if beside:
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


def warn_of_cut(text: str) -> Outline | None:
    """What to tell who wrote a message that is not carried whole; None where it is."""
    if len(text) <= LONGEST_MESSAGE:
        return None
    says = (
        f"Your message has {len(text):,} characters, and the other side sees the first {LONGEST_MESSAGE:,}. "
        "Please send the rest in another message."
    )
    return Outline("Your message was shortened", (Paragraph(says),), says)


def read_relayed(delivery: Delivery) -> RelayedMessage | None:
    """The message that a delivery carries; None, and a line in the log, where the row cannot be read."""
    try:
        return RelayedMessage.of(delivery)
    except ValueError as error:
        # its content is what somebody wrote, and stays out of the log
        _log.error("delivery %s cannot be read (%s) and is left out", delivery.id, type(error).__name__)
        return None


_EARLY = ".early"
"""Ends the id of a row that keeps how a message reads by now that has not reached us, or is not for the other side."""


def _without_name(person: Person) -> str:
    """Who somebody is whose name is to be put in later; empty for those who have one."""
    return "" if person.is_named else f"{person.platform}:{person.id}"


def _is_earlier(one: float, other: float) -> bool:
    """Whether a state is older than another; where the platform tells no time, the one that we heard of last is the newer."""
    return bool(one) and one < other


def _name(handoff: str, key: str) -> str:
    return f"{handoff}.{Kind.RELAY.value}.{key}"


def _key(said: ThreadMessage) -> str:
    """Names a message of a platform's, the same whenever it is heard of and whichever workspace shares its conversation."""
    return _hash(f"{said.place.platform}/{said.place.conversation}/{said.message}")


def _key_with_workspace(said: ThreadMessage) -> str:
    """As messages were named by version 0.1.0, which may be edited still."""
    place = said.place
    return _hash(f"{place.platform}/{place.workspace}/{place.conversation}/{said.message}")


def _hash(told: str) -> str:
    return hashlib.sha256(told.encode()).hexdigest()[:_KEY_CHARACTERS]
