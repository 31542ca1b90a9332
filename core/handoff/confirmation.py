"""What happens before a request goes to a team: its requester sees what will be sent, may change it, and confirms or cancels."""

import asyncio
import logging
from collections.abc import Callable, Mapping

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from core.conversation.actions import Action, Verb
from core.conversation.answer import Answer, Presentation
from core.conversation.attached import join_note, split_note
from core.conversation.messages import Press
from core.conversation.outline import Form, Outline, Paragraph
from core.conversation.people import Person, Place, PlatformId
from core.desk.dialogue import InHand
from core.desk.questions import GONE, Asked, Questions, place_of
from core.desk.wording import the
from core.directory.model import Team
from core.handoff.delivery.ports import DeliveryError, Messenger
from core.handoff.drafts import DraftStore
from core.handoff.fields import text_of
from core.handoff.lifecycle import Draft, Handoffs
from core.handoff.messages import card as cards
from core.handoff.messages.content import MessageContent
from core.handoff.messages.preview import form_to_edit, preview, seal
from core.handoff.model import UNDER_WAY
from core.handoff.overview import Overview
from core.handoff.places import home_of
from core.handoff.sensitive import findings, mask
from core.storage.asks import Ask
from core.storage.engine import StorageError
from core.text import says_something

_log = logging.getLogger(__name__)

_REACH_SECONDS = 2.0
"""How long to find out whether somebody can be written to: they wait for an answer meanwhile, which platforms want in a few seconds."""


class Confirmation:
    """Carries out the presses of the preview. Whether somebody may press them was checked before."""

    def __init__(
        self,
        engine: AsyncEngine,
        questions: Questions,
        handoffs: Handoffs,
        content: MessageContent,
        overview: Overview,
    ) -> None:
        self._drafts = DraftStore(engine)
        self._questions = questions
        self._handoffs = handoffs
        self._content = content
        self._overview = overview
        self._messengers: Mapping[PlatformId, Messenger] = {}

    def use(self, messengers: Mapping[PlatformId, Messenger]) -> None:
        """Find out by these whether a requester can be written to."""
        self._messengers = messengers

    async def form(self, action: Action, person: Person, ask: Ask) -> Form | None:
        """The form in which the request is changed, or None where it is not known (any more)."""
        asked = await self._questions.one_of(ask, action.part)
        return form_to_edit(await self._text(asked, action, person)) if asked else None

    async def find_sent(self, press: Press) -> Answer | None:
        """How the request stands where it is with a team already, or None."""
        handoff = await self._handoffs.of_key(_key(press.action))
        return await self._overview.standing(handoff, press.person) if handoff else None

    async def look_at(self, ask: Ask, count: int) -> InHand:
        """What became of a request with so many asks."""
        draft = await self._drafts.get(ask.id, 0, ask.asker) if count == 1 else None
        keys = {part: _key(Action(Verb.HAND_OVER, ask.id, part)) for part in range(count)}
        sent = {part: found for part, key in keys.items() if (found := await self._handoffs.of_key(key))}
        under_way = tuple(handoff.id for handoff in sent.values() if handoff.status in UNDER_WAY)
        return InHand(draft or ask.text, frozenset(sent), under_way)

    async def show(self, press: Press, ask: Ask) -> Answer:
        """What the team would get."""
        return await self._show(press, ask)

    async def mask(self, press: Press, ask: Ask) -> Answer:
        """Mask what looks like a secret or personal data."""
        return await self._show(press, ask, mask)

    async def edit(self, press: Press, ask: Ask) -> Answer:
        """Take other words of the requester's."""
        edited = text_of(press.inputs)
        return await self._show(
            press, ask, lambda text: join_note(edited, split_note(text)[1]) if says_something(edited) else text
        )

    async def cancel(self, press: Press, ask: Ask) -> Answer:
        """Send nothing."""
        found = await self._find(press, ask)
        return found if isinstance(found, Answer) else await self._close(ask, "Not handed over.", "kept")

    async def send(self, press: Press, ask: Ask) -> Answer:
        """Hand over what the requester saw, to the team and the place that they saw.

        Raises:
            HandoffRefusedError: it is empty, too long, or nobody would get it.
        """
        found = await self._find(press, ask)
        if isinstance(found, Answer):
            return found
        asked, text = found
        team = self._handoffs.receiver(asked.responsibility)
        # buttons of old versions have no seal
        if press.action.choice and press.action.choice != _seal(asked, text, team):
            return await self._preview(press, asked, text, changed=True)
        change = await self._handoffs.open(_draft(press, asked, text))
        if change.handoff is None:
            return GONE
        try:
            await self._drafts.drop(press.action.ask, press.action.part, press.person.id)
        except (SQLAlchemyError, StorageError):  # it was handed over: what is left behind is no reason to say otherwise
            _log.warning("a draft was not deleted", exc_info=True)
        says = f"Handed to {the(team.name)}. {await self._promise(press.person, asked)}"
        return await self._close(ask, says, "sent", handed_over=(press.action.part,))

    # --- how ---------------------------------------------------------------------------------------------------------

    async def _find(self, press: Press, ask: Ask) -> tuple[Asked, str] | Answer:
        """What was asked, and its text as the requester left it; or what to answer where nothing can be sent any more."""
        asked = await self._questions.one_of(ask, press.action.part)
        if asked is None:
            return GONE
        return await self.find_sent(press) or (asked, await self._text(asked, press.action, press.person))

    async def _promise(self, requester: Person, asked: Asked) -> str:
        """Where the requester will hear of it: nothing is promised that is not known to work."""
        if asked.openly:
            return "I'll keep you posted here."
        if await self._can_write_to(requester.direct):
            return "I'll keep you posted in our direct conversation."
        return "To see how it stands, ask me for your status at any time."

    async def _can_write_to(self, place: Place) -> bool:
        messenger = self._messengers.get(place.platform)
        if messenger is None:
            return False
        try:
            async with asyncio.timeout(_REACH_SECONDS):
                await messenger.reach(place)
        except (DeliveryError, TimeoutError):
            return False
        except Exception:  # noqa: BLE001 - it was handed over, and whatever went wrong here is no reason to say otherwise
            _log.warning("whether somebody can be written to was not found out", exc_info=True)
            return False
        return True

    async def _text(self, asked: Asked, action: Action, person: Person) -> str:
        return await self._drafts.get(action.ask, action.part, person.id) or asked.text

    async def _show(self, press: Press, ask: Ask, change: Callable[[str], str] | None = None) -> Answer:
        found = await self._find(press, ask)
        if isinstance(found, Answer):
            return found
        asked, text = found
        if change:
            text = await asyncio.to_thread(change, text)
            await self._drafts.keep(press.action.ask, press.action.part, press.person.id, text)
        return await self._preview(press, asked, text)

    async def _preview(self, press: Press, asked: Asked, text: str, *, changed: bool = False) -> Answer:
        team = self._handoffs.receiver(asked.responsibility)
        facts = cards.facts(
            press.person,
            f"{self._content.responsibility(asked.responsibility)}; {asked.why}",
            asked.link,
            asked_in=_news_place(press, asked),
            reader=home_of(team),
            attached=split_note(text)[1],
        )
        sensitive = await asyncio.to_thread(findings, text)
        sealed = _seal(asked, text, team)
        outline = preview(text, team, facts, sensitive, press.action, sealed=sealed, changed=changed)
        return Answer(outline, "preview", Presentation.PRIVATE_REPLACE)

    async def _close(self, ask: Ask, says: str, kind: str, handed_over: tuple[int, ...] = ()) -> Answer:
        """In place of the preview: a word on what came of it, and the suggestion again where the preview took its place."""
        said = Paragraph(says, strong=True)
        if ask.openly and ask.thread and not place_of(ask).is_direct:
            # the suggestion stands in the thread, and the preview stood beside it
            return Answer(Outline("", (said,), says), kind, Presentation.REPLACE)
        suggestion = (await self._questions.show(ask, handed_over)).outline
        outline = Outline(suggestion.title, (*suggestion.parts, said), f"{says} {suggestion.summary}")
        return Answer(outline, kind, Presentation.REPLACE)


def _seal(asked: Asked, text: str, team: Team) -> str:
    return seal(text, team, asked.responsibility, asked.why)


def _draft(press: Press, asked: Asked, text: str) -> Draft:
    return Draft(
        key=_key(press.action),
        requester=press.person,
        asked_in=_news_place(press, asked),
        thread=asked.thread if asked.openly else None,
        link=asked.link,
        text=text,
        responsibility=asked.responsibility,
        why=asked.why,
    )


def _news_place(press: Press, asked: Asked) -> Place:
    return asked.place if asked.openly else press.person.direct


def _key(action: Action) -> str:
    """What of a question is handed over only once: each of its asks."""
    return f"{action.ask}.{action.part}"
