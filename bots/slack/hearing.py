"""What is heard in the threads of hand-offs, and what becomes of it when it is edited."""

from dataclasses import replace

import structlog

from bots.metrics import FAILED
from bots.slack.oauth.identity import Identity
from bots.slack.outbound import Sender
from bots.slack.people import People
from bots.slack.render import render
from bots.slack.reply_target import ReplyTarget
from bots.slack.text import Written
from core.app import Waypost
from core.conversation.messages import ThreadMessage
from core.conversation.outline import Outline, Paragraph
from core.conversation.people import Person, Place
from core.desk.compose import PASSED_ON, compose_failure
from core.limits import LimitReachedError

_log = structlog.get_logger()


class Hearing:
    """Passes on what people say to each other, and follows its edits."""

    def __init__(self, waypost: Waypost, sender: Sender, people: People, identity: Identity) -> None:
        self._waypost = waypost
        self._sender = sender
        self._people = people
        self._identity = identity

    async def hear(self, written: Written, spot: ReplyTarget, *, is_for_us: bool, mentioned: bool) -> bool:
        """Pass a message on; says whether that is all: it was passed on, or its writer was told why not.

        Args:
            written: what was said, and what came with it.
            spot: where, in which thread, by whom, in which message.
            is_for_us: whether its writer waits for an answer of ours where it is not passed on.
            mentioned: whether it mentions us.
        """
        place, is_followed = self._place(spot), False
        try:
            is_followed = await self._waypost.follows(place, spot.thread)
            if not is_followed:
                return False
            return await self._pass_on(await self._people.read(written, spot), place, spot, mentioned=mentioned)
        except LimitReachedError as error:
            await self._tell_to_wait(error, spot)
        except Exception as error:  # noqa: BLE001 - whatever it was, who wrote to us or to the other side is told
            note_failure(spot)
            if is_followed or is_for_us:
                send = self._sender.say if spot.is_direct else self._sender.whisper
                await send(render(compose_failure(error)), spot)
        return True

    async def _pass_on(self, text: str, place: Place, spot: ReplyTarget, *, mentioned: bool) -> bool:
        message = ThreadMessage(await self._people.person(spot), place, spot.thread, spot.asked, text)
        if not await self._waypost.relay_message(message, mentioned=mentioned):
            return False
        left_out = await self._waypost.warn_of_masking(message)
        if left_out:
            await self._sender.warn(render(left_out), spot)
        if mentioned:
            await self._sender.warn(render(PASSED_ON), spot)
        return True

    async def reword(self, written: Written, spot: ReplyTarget, at: float, question_was: str | None) -> None:
        """Follow an edit, and warn of a secret that it shows; see `Inbound.reword`."""
        text = await self._people.read(written, spot)
        person = Person("slack", spot.workspace, spot.user, spot.user)
        place = self._place(spot)
        warning = None
        try:
            warning = await self._waypost.relay_edit(ThreadMessage(person, place, spot.thread, spot.asked, text, at))
        except LimitReachedError as error:
            await self._tell_to_wait(error, spot)
        if question_was is not None and await self._waypost.warn_of_exposure(spot.place, question_was) is None:
            warning = warning or await self._waypost.warn_of_exposure(spot.place, text)
        if warning:
            await self._sender.warn(render(warning), spot)

    async def _tell_to_wait(self, error: LimitReachedError, spot: ReplyTarget) -> None:
        send = self._sender.say if spot.is_direct else self._sender.whisper
        await send(render(words(str(error))), spot)

    def _place(self, spot: ReplyTarget) -> Place:
        return replace(spot.place, organisation=self._identity.organisation(spot.workspace))


def words(says: str) -> Outline:
    """One sentence, and nothing to press."""
    return Outline("", (Paragraph(says),), says)


def note_failure(spot: ReplyTarget) -> None:
    """Log and count an unexpected failure; to be called where it is handled."""
    FAILED.labels("slack").inc()
    _log.exception("answering failed", platform="slack", workspace=spot.workspace, channel=spot.channel)
