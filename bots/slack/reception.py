"""What every listener does once it has understood somebody: ask the front, and send what it says."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, replace
from typing import TypeVar

import structlog

from bots.edge import ANSWERED, FAILED, InFlight, Seen
from bots.slack.payloads import Submission
from bots.slack.people import People
from bots.slack.sending import Sender, Spot, UndeliveredError
from bots.slack.views import Rendered, answers, modal, pressed, render, state_of
from core.desk.action import ASKS_FIRST, Action, UnknownActionError
from core.desk.compose import compose_failure, compose_gone
from core.desk.front import Answer
from core.desk.outline import Outline, Paragraph
from core.desk.press import Press, Said
from core.desk.question import Person, Question
from core.front import Front

_log = structlog.get_logger()
_T = TypeVar("_T")

Link = Callable[[str, str], str]
"""From a channel and a message's `ts` to the message's address."""

Send = Callable[[Rendered, Spot], Awaitable[None]]

_TOO_LATE = "That took a moment too long for Slack to open the form. Please press again."
TOO_LATE = Outline("Please press again", (Paragraph(_TOO_LATE),), _TOO_LATE)


class Reception:
    """Between the listeners and the front. It works in the background, for the listeners must acknowledge."""

    def __init__(self, front: Front, sender: Sender, people: People, link: Link, in_flight: InFlight) -> None:
        self._front = front
        self._sender = sender
        self._people = people
        self._link = link
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
        self._in_flight.start(self._ask(text, spot, openly=openly))

    def act(self, action_id: str, value: str, spot: Spot) -> None:
        """Carry out a press, or ask first what it takes."""
        self._in_flight.start(self._act(action_id, value, spot))

    def submit(self, sent: Submission, workspace: str) -> None:
        """Carry out a press whose form was filled in."""
        self._in_flight.start(self._submit(sent, workspace))

    def hear(self, text: str, spot: Spot, message: str, *, otherwise_ask: bool) -> None:
        """Pass on what was said in the thread of a hand-off.

        Args:
            text: what was said.
            spot: where, in which thread, by whom.
            message: its `ts`.
            otherwise_ask: whether it is a question where the thread is no hand-off's.
        """
        self._in_flight.start(self._hear(text, spot, message, otherwise_ask=otherwise_ask))

    def reword(self, text: str, spot: Spot, message: str) -> None:
        """Follow an edit of what was said in a thread; an empty text is a deletion."""
        self._in_flight.start(self._reword(text, spot, message))

    def tell(self, outline: Outline, spot: Spot) -> None:
        """Tell one person something that the front has no part in."""
        self._in_flight.start(self._sender.whisper(render(outline), spot))

    # --- questions and what is said ----------------------------------------------------------------------------------

    async def _ask(self, text: str, spot: Spot, *, openly: bool) -> None:
        link = self._link(spot.channel, spot.asked) if openly else ""
        question = Question(text, spot.user, spot.place, spot.thread, openly=openly, link=link)
        answer = await self._or_apology(self._front.ask(question), spot)
        await self._send(answer, spot, self._sender.say if openly else self._sender.whisper)

    async def _hear(self, text: str, spot: Spot, message: str, *, otherwise_ask: bool) -> None:
        person = await self._person(spot)
        heard = await self._front.heard(Said(person, spot.place, spot.thread, message, text))
        if not heard and otherwise_ask:
            await self._ask(text, spot, openly=True)

    async def _reword(self, text: str, spot: Spot, message: str) -> None:
        person = Person("slack", spot.workspace, spot.user, spot.user)
        await self._front.reworded(Said(person, spot.place, spot.thread, message, text))

    # --- presses -----------------------------------------------------------------------------------------------------

    async def _act(self, action_id: str, value: str, spot: Spot) -> None:
        try:
            action = pressed(action_id, value)
        except UnknownActionError:
            await self._show(Answer(compose_gone(), "gone"), spot)
            return
        if action.verb in ASKS_FIRST:
            await self._ask_first(action, spot)
        else:
            await self._carry_out(action, spot, {})

    async def _ask_first(self, action: Action, spot: Spot) -> None:
        person = Person("slack", spot.workspace, spot.user, spot.name)  # a form needs no name, and has no time to ask
        form = await self._or_none(self._front.form(action, person), spot)
        state = {"verb": action.verb.value, "data": action.to_data(), "spot": {**asdict(spot), "trigger": ""}}
        view = modal(form, state) if form else None
        if view is None:
            await self._show(Answer(compose_gone(), "gone", "aside"), spot)
            return
        try:
            await self._sender.open(view, spot)
        except UndeliveredError as error:
            _log.warning("a form was not opened", face="slack", why=str(error))
            await self._show(Answer(TOO_LATE, "too_late", "aside"), spot)

    async def _submit(self, sent: Submission, workspace: str) -> None:
        state = state_of(sent.view.private_metadata)
        spot, action = _spot_of(state, workspace, sent), _action_of(state)
        if spot is None or action is None:
            _log.warning("a form carries nothing of ours", face="slack")
            return
        await self._carry_out(action, spot, answers(sent.view.state.values))

    async def _carry_out(self, action: Action, spot: Spot, inputs: Mapping[str, str]) -> None:
        await self._show(await self._or_apology(self._pressed(action, spot, inputs), spot), spot)

    async def _pressed(self, action: Action, spot: Spot, inputs: Mapping[str, str]) -> Answer:
        person = await self._person(spot)
        return await self._front.act(Press(action, person, spot.place, spot.trigger, inputs))

    async def _person(self, spot: Spot) -> Person:
        return Person("slack", spot.workspace, spot.user, await self._people.name(spot.user, spot.name))

    # --- showing -----------------------------------------------------------------------------------------------------

    async def _show(self, answer: Answer, spot: Spot) -> None:
        """Show the answer to a press."""
        if answer.where == "follows":
            ANSWERED.labels("slack", answer.kind).inc()
            return
        if answer.where == "replace" or (answer.where == "instead" and spot.is_private):
            send = self._sender.redraw
        else:
            send = self._sender.say if spot.is_direct and not spot.ephemeral else self._sender.whisper
        await self._send(answer, spot, send)

    async def _or_apology(self, thinking: Awaitable[Answer], spot: Spot) -> Answer:
        return await self._or_none(thinking, spot) or Answer(compose_failure(), "failure", "aside")

    async def _or_none(self, thinking: Awaitable[_T], spot: Spot) -> _T | None:
        try:
            return await thinking
        except Exception:  # noqa: BLE001 - whatever it was, the person waits for a word
            FAILED.labels("slack").inc()
            _log.exception("answering failed", face="slack", workspace=spot.workspace, channel=spot.channel)
            return None

    async def _send(self, answer: Answer, spot: Spot, send: Send) -> None:
        await send(render(answer.outline), spot)
        ANSWERED.labels("slack", answer.kind).inc()


def _spot_of(state: Mapping[str, object], workspace: str, sent: Submission) -> Spot | None:
    """Where the form was opened. Who sent it is what Slack says now, and not what the form carries."""
    kept = state.get("spot")
    if not isinstance(kept, dict):
        return None
    try:
        spot = Spot(**kept)
    except TypeError:
        return None
    name = sent.user.name or sent.user.username
    return replace(spot, workspace=workspace, user=sent.user.id, name=name, trigger=sent.view.id)


def _action_of(state: Mapping[str, object]) -> Action | None:
    try:
        return Action.of(state.get("verb"), state.get("data"))
    except UnknownActionError:
        return None
