"""What every listener does once it has understood somebody: ask the front desk, and send what it says."""

from collections.abc import Awaitable, Callable

import structlog

from bots.edge import ANSWERED, FAILED, InFlight, Seen
from bots.slack.sending import Sender, Spot
from bots.slack.views import Rendered, pressed, render
from core.desk.action import UnknownActionError
from core.desk.compose import compose_failure, compose_gone
from core.desk.front import Answer, FrontDesk
from core.desk.outline import Outline
from core.desk.question import Question

_log = structlog.get_logger()

Send = Callable[[Rendered, Spot], Awaitable[None]]


class Reception:
    """Between the listeners and the front desk. It works in the background, for the listeners must acknowledge."""

    def __init__(self, front: FrontDesk, sender: Sender, in_flight: InFlight) -> None:
        self._front = front
        self._sender = sender
        self._in_flight = in_flight
        self._seen = Seen()

    def is_new(self, *keys: tuple[str, ...]) -> bool:
        """Whether none of the keys was met before; from now on all of them were.

        A key whose last element is empty says nothing: Slack left out the id.
        """
        met = [self._seen.before(key) for key in keys if key[-1]]
        return not any(met)

    def ask(self, text: str, spot: Spot, *, openly: bool) -> None:
        """Answer a question, in the conversation or so that only the asker sees it."""
        send = self._sender.say if openly else self._sender.whisper
        self._in_flight.start(self._ask(Question(text, spot.user, spot.place, spot.thread), spot, send))

    def act(self, action_id: str, value: str, spot: Spot) -> None:
        """Carry out a press."""
        self._in_flight.start(self._act(action_id, value, spot))

    def tell(self, outline: Outline, spot: Spot) -> None:
        """Tell one person something that the front desk has no part in."""
        self._in_flight.start(self._sender.whisper(render(outline), spot))

    async def _ask(self, question: Question, spot: Spot, send: Send) -> None:
        await self._send(await self._or_apology(self._front.ask(question), spot), spot, send)

    async def _act(self, action_id: str, value: str, spot: Spot) -> None:
        try:
            action = pressed(action_id, value)
        except UnknownActionError:
            answer = Answer(compose_gone(), "gone")
        else:
            answer = await self._or_apology(self._front.act(action, spot.user, spot.place), spot)
        if answer.where == "replace":
            send = self._sender.redraw
        else:
            send = self._sender.say if spot.is_direct and not spot.ephemeral else self._sender.whisper
        await self._send(answer, spot, send)

    async def _or_apology(self, thinking: Awaitable[Answer], spot: Spot) -> Answer:
        try:
            return await thinking
        except Exception:  # noqa: BLE001 - whatever it was, the person waits for a word
            FAILED.labels("slack").inc()
            _log.exception("answering failed", face="slack", workspace=spot.workspace, channel=spot.channel)
            return Answer(compose_failure(), "failure")

    async def _send(self, answer: Answer, spot: Spot, send: Send) -> None:
        await send(render(answer.outline), spot)
        ANSWERED.labels("slack", answer.kind).inc()
