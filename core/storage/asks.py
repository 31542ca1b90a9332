"""Questions that were answered, and what people said about the answers."""

import re
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.addresses import PlatformId
from core.storage.engine import writing
from core.storage.tables import asks, verdicts

_ID_BYTES = 12
"""96 random bits: nobody guesses the id of another person's question."""

_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")
"""What an id looks like. Other texts never reach the database, which refuses some of them loudly, such as NUL."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody said is right.

    Attributes:
        part: which of several asks in the question, from 0.
        suggested: the classifier's best guess at the time.
        chosen: what the person said.
        how: a `correction` of a suggestion, the answer to a `clarification`, or an `agreement` with what was suggested.
        actor: who said it, a platform's user id.
        name: what colleagues call them, or empty where that was not known.
    """

    part: int
    suggested: str
    chosen: str
    how: Literal["correction", "clarification", "agreement"]
    actor: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A stored question.

    Attributes:
        platform, workspace, conversation, thread: where it was asked.
        asker: a platform's user id.
        locale: the asker's language tag, or None.
        text: as it was asked.
        openly: whether it was answered in the conversation, for others to see.
        link: its address, or empty.
        id: unguessable; empty until it is stored.
        verdicts: what was said about the answer, oldest first.
    """

    platform: PlatformId
    workspace: str
    conversation: str
    thread: str | None
    asker: str
    locale: str | None
    text: str
    openly: bool
    link: str
    id: str = ""
    verdicts: tuple[Verdict, ...] = ()


class AskStore:
    """Remembers questions in the database."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def remember(self, ask: Ask, also: Callable[[AsyncConnection, str], Awaitable[None]] | None = None) -> str:
        """Store a question, with what was said about it already, and return its id.

        Args:
            ask: the question.
            also: what else to write in the same transaction, given that id.
        """
        ask_id = secrets.token_urlsafe(_ID_BYTES)
        async with writing(self._engine) as connection:
            values = {
                "id": ask_id,
                "asked_at": datetime.now(UTC),
                "platform": ask.platform,
                "workspace": ask.workspace,
                "conversation": ask.conversation,
                "thread": ask.thread,
                "asker": ask.asker,
                "locale": ask.locale,
                "text": ask.text,
                "openly": ask.openly,
                "link": ask.link,
            }
            await connection.execute(asks.insert(), values)  # the statement is the same each time, and compiled once
            for verdict in ask.verdicts:
                await connection.execute(verdicts.insert().values(_row(ask_id, verdict)))
            if also:
                await also(connection, ask_id)
        return ask_id

    async def recall(self, ask_id: str) -> Ask | None:
        """The question with that id, or None where there is none (any more)."""
        if not _ID.fullmatch(ask_id):
            return None
        async with self._engine.connect() as connection:
            row = (await connection.execute(sa.select(asks).where(asks.c.id == ask_id))).first()
            if row is None:
                return None
            said = await connection.execute(
                sa.select(verdicts).where(verdicts.c.ask_id == ask_id).order_by(verdicts.c.id)
            )
            given = tuple(Verdict(v.part, v.suggested, v.chosen, v.how, v.actor, v.actor_name) for v in said)
        return Ask(
            platform=row.platform,
            workspace=row.workspace,
            conversation=row.conversation,
            thread=row.thread,
            asker=row.asker,
            locale=row.locale,
            text=row.text,
            openly=row.openly,
            link=row.link,
            id=row.id,
            verdicts=given,
        )

    async def open_up(self, ask_id: str) -> None:
        """Note that the answer was shared: others see it from now on."""
        async with writing(self._engine) as connection:
            await connection.execute(sa.update(asks).where(asks.c.id == ask_id).values(openly=True))

    async def keep(self, ask_id: str, verdict: Verdict) -> None:
        """Append a verdict on a question, unless the last one on the same part chose the same: a double click is one verdict."""
        of_part = (verdicts.c.ask_id == ask_id) & (verdicts.c.part == verdict.part)
        last = sa.select(verdicts.c.chosen).where(of_part).order_by(verdicts.c.id.desc()).limit(1)
        async with writing(self._engine) as connection:
            # SQLite has no such lock and needs none: we write on one connection.
            await connection.execute(sa.select(asks.c.id).where(asks.c.id == ask_id).with_for_update())
            if (await connection.execute(last)).scalar() == verdict.chosen:
                return
            await connection.execute(verdicts.insert().values(_row(ask_id, verdict)))


def _row(ask_id: str, verdict: Verdict) -> dict[str, object]:
    return {
        "ask_id": ask_id,
        "part": verdict.part,
        "suggested": verdict.suggested,
        "chosen": verdict.chosen,
        "how": verdict.how,
        "actor": verdict.actor,
        "actor_name": verdict.name,
        "given_at": datetime.now(UTC),
    }
