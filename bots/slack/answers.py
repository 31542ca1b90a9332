"""How an answer gets to the person: as a message, in the form or at the home where they pressed, or into the thread."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import structlog

from bots.metrics import ANSWERED
from bots.slack.outbound import Sender, UndeliveredError
from bots.slack.render import Rendered, answer_view, render
from bots.slack.reply_target import ReplyTarget
from core.app import LIMITED
from core.conversation.answer import Answer, Presentation
from core.conversation.outline import Outline, Paragraph

_log = structlog.get_logger()

Send = Callable[[Rendered, ReplyTarget], Awaitable[None]]

_NOT_HERE = (
    "I am not in this conversation, so I cannot share it there. Invite me first (/invite @Waypost), then press again."
)
NOT_HERE = Outline("", (Paragraph(_NOT_HERE),), _NOT_HERE)

_BETWEEN_TWO = "I am not in this conversation and cannot join it, so I cannot share it there. You can copy it."
NOT_BETWEEN_TWO = Outline("", (Paragraph(_BETWEEN_TWO),), _BETWEEN_TWO)


class Answers:
    """Sends answers."""

    def __init__(self, sender: Sender, draw_home: Callable[[str, str], Awaitable[None]]) -> None:
        """Take what sends, and what draws the home of somebody (workspace, user) anew."""
        self._sender = sender
        self._draw_home = draw_home

    async def show(self, answer: Answer, spot: ReplyTarget) -> None:
        """Show the answer to a press."""
        if answer.warning:
            await self._sender.warn(render(answer.warning), spot)
        if answer.kind == LIMITED and spot.view and await self._lay_over_form(answer, spot):
            return
        if spot.view or spot.at_home or answer.presentation == Presentation.REDRAWN_LATER:
            if spot.view:
                await self._show_in_form(answer, spot)
            elif spot.at_home:
                await self._show_at_home(answer, spot)
            ANSWERED.labels("slack", answer.kind).inc()
            return
        if answer.presentation == Presentation.SHARE_IN_THREAD:
            await self._share(answer, spot)
            return
        if answer.presentation == Presentation.REPLACE or (
            answer.presentation == Presentation.PRIVATE_REPLACE and spot.is_private
        ):
            send = self._sender.redraw
        else:
            send = self._sender.say if spot.is_direct and not spot.ephemeral else self._sender.whisper
        await self.send(answer, spot, send)

    async def _show_in_form(self, answer: Answer, spot: ReplyTarget) -> None:
        """In place of the form; where that is closed, or Slack refuses, as a message."""
        try:
            await self._sender.update(answer_view(answer.outline), spot)
        except UndeliveredError as error:
            _log.warning("a form was not changed", platform="slack", why=str(error))
            await self._sender.say(render(answer.outline), replace(spot, channel=spot.user))

    async def _lay_over_form(self, answer: Answer, spot: ReplyTarget) -> bool:
        """Lay a word over the form in which somebody pressed, which stays for the next try; whether that was possible."""
        if not spot.trigger:
            return False
        try:
            await self._sender.open(answer_view(answer.outline), spot)
        except UndeliveredError:
            return False
        ANSWERED.labels("slack", answer.kind).inc()
        return True

    async def _show_at_home(self, answer: Answer, spot: ReplyTarget) -> None:
        """What changed shows in the home itself; everything else opens over it, or comes as a message where it is too late."""
        if answer.presentation != Presentation.REDRAWN_LATER:
            try:
                await self._sender.open(answer_view(answer.outline), spot)
            except UndeliveredError:
                await self._sender.say(render(answer.outline), replace(spot, channel=spot.user))
        if answer.presentation in (Presentation.REDRAWN_LATER, Presentation.PRIVATE):
            await self._draw_home(spot.workspace, spot.user)

    async def _share(self, answer: Answer, spot: ReplyTarget) -> None:
        try:
            await self.send(answer, replace(spot, thread=answer.thread), self._sender.share)
        except UndeliveredError:
            await self._sender.whisper(render(NOT_BETWEEN_TWO if spot.is_direct else NOT_HERE), spot)

    async def send(self, answer: Answer, spot: ReplyTarget, send: Send) -> None:
        """Send an answer by a way of the sender, and count it."""
        await send(render(answer.outline), spot)
        ANSWERED.labels("slack", answer.kind).inc()
