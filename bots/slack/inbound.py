"""What every listener does once it has understood somebody: ask Waypost, and send what it says."""

import re
from collections.abc import Awaitable, Coroutine, Mapping
from dataclasses import asdict, replace
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar

import structlog

from bots.access import Access
from bots.background import InFlight
from bots.dedup import Deduplicator
from bots.slack.answers import Answers, Send
from bots.slack.hearing import Hearing, note_failure, words
from bots.slack.oauth.identity import Identity
from bots.slack.outbound import Sender, UndeliveredError, UnreadableError
from bots.slack.payloads import Submission
from bots.slack.people import People
from bots.slack.render import ASK_CALLBACK, action_of, answers, home, modal, render, state_of
from bots.slack.reply_target import ReplyTarget
from bots.slack.text import Written, readable
from core.app import Waypost
from core.conversation.actions import ASKS_FIRST, Action, UnknownActionError
from core.conversation.answer import Answer, Presentation
from core.conversation.attached import without_notes
from core.conversation.messages import Press, Question
from core.conversation.outline import Form, Outline, Paragraph
from core.conversation.people import Person
from core.desk.compose import compose_failure, compose_gone
from core.limits import LimitReachedError
from core.storage.engine import FAILURES
from core.storage.seen import SeenStore

_log = structlog.get_logger()
_T = TypeVar("_T")

_OF_ORGANISATION = re.compile(r"^https://(slack\.com/app_redirect\?|[^/]+\.enterprise\.slack\.com/)")
"""Addresses that open no message for sure: made from the organisation's own, or without any."""

Keys = tuple[tuple[str, ...], ...]
"""What something is known by, of which it may arrive again: it acts once."""

_DELAYED = timedelta(hours=25)
"""Slack sends an event again for some minutes, and for an app that takes delayed events (a switch in its settings) once an
hour for a day: https://docs.slack.dev/apis/events-api. An hour more, for what it sends last is late too."""

_SENT_LATE = frozenset({"event", "asked", "said"})
"""Keys of what Slack sends so late: ids of events, and messages, which are said but once."""

_NOT_READ = (
    "Slack doesn't let me read that message right now. Please open its menu (⋮), then “More message shortcuts”, and choose "
    "“Who owns this?”: that way its text reaches me."
)
NOT_READ = Outline("", (Paragraph(_NOT_READ),), _NOT_READ)

_TOO_LATE = "That took a moment too long for Slack to open the form. Please press again."
TOO_LATE = Outline("Please press again", (Paragraph(_TOO_LATE),), _TOO_LATE)

_ASK_HERE = "That took a moment too long for Slack to open the form. Just write to me here: what do you need?"
ASK_HERE = Outline("", (Paragraph(_ASK_HERE),), _ASK_HERE)


class Inbound:
    """Between the listeners and the core. It works in the background, for the listeners must acknowledge."""

    def __init__(
        self,
        waypost: Waypost,
        sender: Sender,
        people: People,
        identity: Identity,
        access: Access,
        deduplicator: Deduplicator,
        lasting: SeenStore,
        in_flight: InFlight,
    ) -> None:
        self._waypost = waypost
        self._sender = sender
        self._people = people
        self._identity = identity
        self._access = access
        self._deduplicator = deduplicator
        self._lasting = lasting
        self._in_flight = in_flight
        self._answers = Answers(sender, self._draw_home)
        self._hearing = Hearing(waypost, sender, people, identity)

    def ask(self, written: Written, spot: ReplyTarget, keys: Keys, *, openly: bool) -> None:
        """Answer a question, in the conversation or so that only the asker sees it."""
        self._start(keys, self._ask_at(written, spot, openly=openly))

    def ask_about(self, written: Written, spot: ReplyTarget, keys: Keys) -> None:
        """Tell one person who owns what a message asks for; the answer can be shared in the message's thread."""
        self._start(keys, self._ask_about(written, spot))

    def ask_about_marked(self, spot: ReplyTarget, keys: Keys) -> None:
        """The same for a message of which only the place is known."""
        self._start(keys, self._ask_about_marked(spot))

    def open_to_ask(self, form: Form, spot: ReplyTarget, keys: Keys) -> None:
        """Open the form in which somebody asks from anywhere."""
        view = modal(form, {}, ASK_CALLBACK)
        if view:
            self._start(keys, self._open_to_ask(view, spot))

    def ask_in_form(self, text: str, spot: ReplyTarget, keys: Keys) -> None:
        """Answer a question within the form in which it was asked."""
        self._start(keys, self._ask_in_form(self._question(without_notes(text), spot, openly=False), spot))

    def act(self, action_id: str, value: str, spot: ReplyTarget, keys: Keys) -> None:
        """Carry out a press, or ask first what it takes."""
        self._start(keys, self._act(action_id, value, spot))

    def submit(self, sent: Submission, workspace: str, keys: Keys) -> None:
        """Carry out a press whose form was filled in."""
        self._start(keys, self._submit(sent, workspace))

    def hear(
        self, written: Written, spot: ReplyTarget, keys: Keys, *, otherwise_ask: bool, mentioned: bool = False
    ) -> None:
        """Pass on what was said in the thread of a hand-off.

        Args:
            written: what was said, and what came with it.
            spot: where, in which thread, by whom, in which message.
            keys: what it is known by.
            otherwise_ask: whether it is a question where the thread is no hand-off's.
            mentioned: whether it mentions us. A command is then for us in any thread, and who passes something on is told so.
        """
        self._start(keys, self._hear(written, spot, otherwise_ask=otherwise_ask, mentioned=mentioned))

    def reword(
        self, written: Written, spot: ReplyTarget, keys: Keys, *, at: float = 0.0, question_was: str | None = None
    ) -> None:
        """Follow an edit of what was said.

        Args:
            written: as it is now; empty where it was deleted.
            spot: where, in which thread, by whom, in which message.
            keys: what the edit is known by.
            at: when it was edited, in seconds since 1970; 0 where Slack does not tell.
            question_was: how a question to us read before the edit; None for what is no question.
        """
        self._start(keys, self._hearing.reword(written, spot, at, question_was))

    def draw_home(self, workspace: str, user: str, keys: Keys) -> None:
        """Draw somebody's App Home."""
        self._start(keys, self._draw_home(workspace, user))

    def tell(self, outline: Outline, spot: ReplyTarget, keys: Keys) -> None:
        """Tell one person something that the core has no part in."""
        # without a conversation that we know of, what is posted to the person arrives in ours with them
        send = self._sender.say if spot.channel == spot.user else self._sender.whisper
        self._start(keys, send(render(outline), spot))

    def _start(self, keys: Keys, work: Coroutine[Any, Any, None]) -> None:
        """Work in the background, unless one of the keys was met before; from now on all of them were.

        A key whose last element is empty says nothing: Slack left out the id.
        """
        known = [key for key in keys if key[-1]]
        met = [self._deduplicator.is_duplicate(key) for key in known]
        if any(met):
            work.close()
        else:
            self._in_flight.start(self._unless_elsewhere(known, work))

    async def _unless_elsewhere(self, keys: list[tuple[str, ...]], work: Coroutine[Any, Any, None]) -> None:
        try:
            met = await self._met_before(keys)
        except FAILURES as error:  # who waits for an answer gets at least the word that there is none
            _log.warning("nobody knows whether this came before", platform="slack", why=type(error).__name__)
            met = False
        if met:
            work.close()
        else:
            await work

    async def _met_before(self, keys: list[tuple[str, ...]]) -> bool:
        """Whether one of the keys was met by another replica, or long ago where Slack may send it so late."""
        late = [key for key in keys if key[0] in _SENT_LATE]
        others = [key for key in keys if key[0] not in _SENT_LATE]
        met = bool(late) and await self._lasting.is_duplicate(*late, keep=_DELAYED)
        # a reaction may be put again, and asks again then
        return (bool(others) and await self._deduplicator.another_replica_met(*others)) or met

    # --- questions and what is said ----------------------------------------------------------------------------------

    async def _ask_at(self, written: Written, spot: ReplyTarget, *, openly: bool) -> None:
        text, link = await self._people.read(written, spot), await self._link(spot, spot.asked)
        question = self._question(text, spot, openly=openly, link=link)
        await self._ask(question, spot, self._sender.say if openly else self._sender.whisper)

    def _question(
        self, text: str, spot: ReplyTarget, *, openly: bool, link: str = "", shareable: bool = False
    ) -> Question:
        return Question(
            text,
            spot.user,
            spot.place,
            thread=spot.thread,
            openly=openly,
            link=link,
            shareable=shareable,
            viewing=spot.place_in_view,
            in_own_thread=spot.in_own_thread,
            known_as=partial(self._people.person, spot),
        )

    async def _link(self, spot: ReplyTarget, message: str) -> str:
        """The address of a message in the spot's conversation, or of the conversation where there is no message.

        The addresses of an organisation's workspaces differ, and a token for all of it knows only the organisation's: which one
        opens a message, Slack tells.
        """
        link = self._identity.link(spot.workspace, spot.channel, message, spot.thread or "")
        if not (message and link) or not _OF_ORGANISATION.search(link):
            return link
        return await self._sender.permalink(spot, message) or link

    async def _ask(self, question: Question, spot: ReplyTarget, send: Send) -> None:
        answer = await self._or_apology(self._waypost.ask(question), spot)
        if answer.warning and not spot.is_private:
            await self._sender.warn(render(answer.warning), spot)
        privately = answer.privately and not spot.is_private
        await self._answers.send(answer, spot, self._sender.whisper if privately else send)

    async def _open_to_ask(self, view: dict[str, Any], spot: ReplyTarget) -> None:
        in_person = replace(spot, channel=spot.user)
        try:
            await self._waypost.count_form(Person("slack", spot.workspace, spot.user, spot.name))
            await self._sender.open(view, spot)
        except LimitReachedError as error:
            await self._sender.say(render(words(str(error))), in_person)
        except FAILURES as error:
            note_failure(spot)
            await self._sender.say(render(compose_failure(error)), in_person)
        except UndeliveredError as error:
            _log.warning("a form was not opened", platform="slack", why=str(error))
            # a shortcut from anywhere has no conversation; what is posted to a person arrives in ours with them
            await self._sender.say(render(ASK_HERE), in_person)

    async def _ask_in_form(self, question: Question, spot: ReplyTarget) -> None:
        await self._answers.show(await self._or_apology(self._waypost.ask(question), spot), spot)

    async def _ask_about_marked(self, spot: ReplyTarget) -> None:
        try:
            found = await self._sender.message(spot)
        except UnreadableError as error:
            _log.warning("a message was not read", platform="slack", why=str(error))
            # in a thread only who is in it would see it, and here nobody knows of one
            await self._sender.whisper(render(NOT_READ), replace(spot, quiet=True))
            return
        us = self._identity.bot_user(spot.workspace)
        if found is None or (found.bot_id and us in (None, found.user)):
            return  # there is nothing to ask about what we say ourselves
        spot = replace(spot, thread=found.thread_ts or spot.asked, quiet=found.thread_ts is None)
        await self._ask_about(partial(readable, found, us), spot)

    async def _ask_about(self, written: Written, spot: ReplyTarget) -> None:
        text, link = await self._people.read(written, spot), await self._link(spot, spot.asked)
        question = self._question(text, spot, openly=False, link=link, shareable=True)
        await self._ask(question, spot, self._sender.whisper)

    async def _hear(self, written: Written, spot: ReplyTarget, *, otherwise_ask: bool, mentioned: bool) -> None:
        done = await self._hearing.hear(written, spot, is_for_us=otherwise_ask, mentioned=mentioned)
        if otherwise_ask and not done:
            link = await self._link(spot, spot.asked) if mentioned else ""
            question = self._question(await self._people.read(written, spot), spot, openly=True, link=link)
            await self._ask(question, spot, self._sender.say)

    async def _draw_home(self, workspace: str, user: str) -> None:
        outline = await self._waypost.home(await self._people.person(ReplyTarget(workspace, user, user)))
        await self._sender.publish(home(outline), workspace, user)

    # --- presses -----------------------------------------------------------------------------------------------------

    async def _act(self, action_id: str, value: str, spot: ReplyTarget) -> None:
        try:
            action = action_of(action_id, value)
        except UnknownActionError:
            await self._answers.show(Answer(compose_gone(), "gone"), spot)
            return
        if action.verb in ASKS_FIRST:
            await self._ask_first(action, spot)
        else:
            await self._carry_out(action, spot, {})

    async def _ask_first(self, action: Action, spot: ReplyTarget) -> None:
        form = await self._or_apology(self._form(action, spot), spot)
        if isinstance(form, Answer):
            await self._answers.show(form, spot)
            return
        state = {"verb": action.verb.value, "data": action.to_data(), "spot": {**asdict(spot), "trigger": ""}}
        view = modal(form, state) if form else None
        if view is None:
            await self._answers.show(Answer(compose_gone(), "gone", Presentation.PRIVATE), spot)
            return
        try:
            await self._sender.open(view, spot)
        except UndeliveredError as error:
            _log.warning("a form was not opened", platform="slack", why=str(error))
            await self._answers.show(Answer(TOO_LATE, "too_late", Presentation.PRIVATE), spot)

    async def _form(self, action: Action, spot: ReplyTarget) -> Form | Answer | None:
        # a form needs no name, and has no time to ask: only of who comes from elsewhere Slack is asked more
        organisation = self._identity.organisation(spot.workspace)
        is_known = bool(organisation) or self._access.allows(spot.workspace)
        if self._people.is_of_workspace(spot) and is_known:
            belongs = frozenset({organisation} - {""})
            person = Person("slack", spot.workspace, spot.user, spot.name, member_of=belongs)
        else:
            person = await self._people.person(spot)
        return await self._waypost.form(action, person, spot.place)

    async def _submit(self, sent: Submission, workspace: str) -> None:
        state = state_of(sent.view.private_metadata)
        spot, action = _spot_of(state, workspace, sent), _action_of(state)
        if spot is None or action is None:
            _log.warning("a form carries nothing of ours", platform="slack")
            await self._sender.say(render(compose_failure()), ReplyTarget(workspace, sent.user.id, sent.user.id))
            return
        await self._carry_out(action, spot, answers(sent.view.state.values))

    async def _carry_out(self, action: Action, spot: ReplyTarget, inputs: Mapping[str, str]) -> None:
        await self._answers.show(await self._or_apology(self._carry_out_press(action, spot, inputs), spot), spot)

    async def _carry_out_press(self, action: Action, spot: ReplyTarget, inputs: Mapping[str, str]) -> Answer:
        person = await self._people.person(spot)
        # what only the person sees has no address, but its channel has
        message = "" if spot.ephemeral else spot.message
        link = await self._link(spot, message)
        # an answer of its own is posted only where nobody else is: see `Answers.show`
        privately = spot.ephemeral or bool(spot.view) or not spot.is_direct
        press = Press(
            action,
            person,
            spot.place,
            id=spot.trigger,
            inputs=inputs,
            link=link,
            privately=privately,
            thread=spot.thread,
            in_own_thread=spot.in_own_thread,
        )
        return await self._waypost.press(press)

    async def _or_apology(self, thinking: Awaitable[_T], spot: ReplyTarget) -> _T | Answer:
        try:
            return await thinking
        except Exception as error:  # noqa: BLE001 - whatever it was, the person waits for a word
            note_failure(spot)
            return Answer(compose_failure(error), "failure", Presentation.PRIVATE)


def _spot_of(state: Mapping[str, object], workspace: str, sent: Submission) -> ReplyTarget | None:
    """Where the form was opened. Who sent it is what Slack says now, and not what the form carries."""
    kept = state.get("spot")
    if not isinstance(kept, dict):
        return None
    try:
        spot = ReplyTarget(**kept)
    except TypeError:
        return None
    name = sent.user.name or sent.user.username
    trigger = sent.trigger_id or sent.view.id
    return replace(spot, workspace=workspace, user=sent.user.id, name=name, team=sent.user.team_id, trigger=trigger)


def _action_of(state: Mapping[str, object]) -> Action | None:
    try:
        return Action.of(state.get("verb"), state.get("data"))
    except UnknownActionError:
        return None
