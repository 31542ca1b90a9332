"""What is heard in the threads of hand-offs, and what becomes of it when it is edited."""

import re
import sys
from dataclasses import replace
from uuid import uuid4

import structlog

from bots.dedup import DUPLICATE_WINDOW_SECONDS, Deduplicator
from bots.metrics import FAILED
from bots.teams.answers import Answers
from bots.teams.outbound import Message
from bots.teams.payloads import THREAD, Incoming
from bots.teams.people import People
from bots.teams.text import is_mentioned, readable
from core.app import Waypost
from core.conversation.messages import ThreadMessage
from core.conversation.outline import Outline, Paragraph
from core.desk.compose import PASSED_ON, compose_failure
from core.limits import LimitReachedError

_log = structlog.get_logger()

_WARNED_SECONDS = 86_400
"""For so long who wrote a message is not warned of it again when they edit it. Teams does not say how it read before."""


class Hearing:
    """Passes on what people say to each other, and follows its edits."""

    def __init__(self, waypost: Waypost, answers: Answers, deduplicator: Deduplicator, people: People) -> None:
        """Take what is needed; the deduplicator remembers which messages were questions to us."""
        self._waypost = waypost
        self._answers = answers
        self._deduplicator = deduplicator
        self._people = people
        self._warned = Deduplicator(_WARNED_SECONDS)

    async def hear(self, incoming: Incoming, text: str, *, mentioned: bool) -> bool:
        """Pass on what was said in the thread of a hand-off; says whether it was in one."""
        if THREAD not in incoming.conversation:
            return False
        said = _thread_message(incoming, text)
        if not incoming.sender_name and await self._waypost.follows(said.place, said.root):
            said = replace(said, person=await self._people.person(incoming))
        try:
            heard = await self._waypost.relay_message(said, mentioned=mentioned)
        except LimitReachedError as error:
            await self._answers.tell(incoming, words(str(error)))
            return True
        if heard:
            await self.warn(await self._waypost.warn_of_masking(said), incoming)
            if mentioned and heard == "team":  # the team knows that it is how its people answer
                await self._answers.tell(incoming, PASSED_ON)
        return heard is not None

    async def is_first(self, incoming: Incoming) -> bool:
        """Whether a message that mentions us was not met before, neither as it was sent nor as an edit made it."""
        if not incoming.id:
            return True  # messages without an id are not all one message
        key = ("asked", *_message(incoming))
        return not (self._deduplicator.is_duplicate(key) or await self._deduplicator.another_replica_met(key))

    async def reword(self, incoming: Incoming) -> bool:
        """Follow an edit or a deletion, and warn of a secret that it shows; says whether it has become a question to us."""
        text = readable(incoming) if incoming.type == "messageUpdate" else ""
        warning = None
        if THREAD in incoming.conversation:
            try:
                warning = await self._waypost.relay_edit(_thread_message(incoming, text))
            except LimitReachedError as error:
                await self._answers.tell(incoming, words(str(error)))
        among_others = incoming.conversation_type != "personal" and not incoming.is_targeted
        is_question = among_others and is_mentioned(incoming.bot, incoming.mentions)
        # Teams does not say whether it mentioned us before: of what was sent a short while ago we know it ourselves
        if is_question and incoming.type == "messageUpdate" and _is_recent(incoming) and await self.is_first(incoming):
            return not await self.hear(incoming, text, mentioned=True)
        if warning is None and is_question and not self._warned.knows(_message(incoming)):
            warning = await self._waypost.warn_of_exposure(incoming.place, text)
        await self.warn(warning, incoming)
        return False

    async def warn(self, warning: Outline | None, incoming: Incoming) -> None:
        """Tell a person alone what is not for the others; that it cannot be told keeps nobody from their answer."""
        if warning is None:
            return
        self._warned.note(_message(incoming))
        await self._answers.tell(incoming, warning)


def words(says: str) -> Outline:
    """One sentence, and nothing to press."""
    return Outline("", (Paragraph(says),), says)


def _message(incoming: Incoming) -> tuple[str, str]:
    return incoming.conversation, incoming.id


def _is_recent(incoming: Incoming) -> bool:
    """Whether an edit follows its message so closely that whoever heard the message knows it; an id is its time in milliseconds."""
    sent = int(incoming.id) / 1000 if _MILLISECONDS.fullmatch(incoming.id) else 0.0
    return 0.0 <= incoming.sent_seconds - sent < DUPLICATE_WINDOW_SECONDS


_MILLISECONDS = re.compile(r"[0-9]{13}", re.ASCII)


def _thread_message(incoming: Incoming, text: str) -> ThreadMessage:
    edited = 0.0 if incoming.type == "message" else incoming.sent_seconds
    # messages without an id are not all one message
    return ThreadMessage(incoming.person, incoming.place, None, incoming.id or uuid4().hex, text, edited)


def report_failure(incoming: Incoming) -> Message:
    """What to say after an unexpected failure, which is noted here; to be called where it is handled."""
    FAILED.labels("teams").inc()
    _log.exception(
        "answering failed", platform="teams", type=incoming.type, activity=incoming.id, tenant=incoming.tenant
    )
    return Message(compose_failure(sys.exception()).summary)
