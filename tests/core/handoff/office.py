"""An organisation where Ana asks and Bob answers, with both platforms stood in for."""

from core.conversation.actions import Verb
from core.conversation.answer import Answer
from core.conversation.messages import Press, Question
from core.conversation.outline import Outline, Paragraph, Quoted
from core.conversation.people import Person, Place
from tests.core.handoff.conftest import ANA
from tests.support.app import OpenWaypost
from tests.support.messenger import StandIn

HERE = Place("slack", "T1", "C7")
VPN = "My VPN connection drops every ten minutes"


class Office:
    """Ana asks, Bob answers, and both platforms are stood in for."""

    def __init__(self, opened: OpenWaypost) -> None:
        self.opened = opened
        self.waypost = opened.waypost
        self.slack, self.teams = StandIn(), StandIn("teams")

    async def ask(self, text: str = VPN, *, openly: bool = True) -> Answer:
        """Ana's question."""
        link = "https://example.org/1"
        return await self.waypost.ask(Question(text, ANA.id, HERE, thread="17.5", openly=openly, link=link))

    async def press(
        self,
        shown: Answer | Outline,
        verb: Verb,
        person: Person = ANA,
        part: int = 0,
        **inputs: str,
    ) -> Answer:
        """Press the first button of that kind on what is shown."""
        outline = shown.outline if isinstance(shown, Answer) else shown
        action = next(a for a in outline.actions() if a.verb is verb and a.part == part)
        return await self.waypost.press(Press(action, person, self._place(outline), inputs=inputs))

    def _place(self, shown: Outline) -> Place:
        """Where what is shown stands: a card with its team; a status, and all that is no message of a hand-off, where Ana asked."""
        for message in self.slack.messages.values():
            if message.outline.title == shown.title and shown.title.startswith("Request for"):
                return message.place
        return HERE

    card_place = Place("slack", "T1", "C1")

    async def work(self) -> None:
        """Deliver all that is due."""
        await self.opened.deliver(self.slack, self.teams)

    async def sent(self, text: str = VPN) -> Outline:
        """Ana has handed it over: the team's card."""
        preview = await self.press(await self.ask(text), Verb.HAND_OVER)
        await self.press(preview, Verb.SEND)
        await self.work()
        return self.card

    @property
    def card(self) -> Outline:
        """The card in the network team's channel."""
        return next(m.outline for m in self.slack.messages.values() if m.place.conversation == "C1")

    @property
    def status(self) -> Outline:
        """The requester's status."""
        return next(m.outline for m in self.slack.messages.values() if m.outline.title.startswith("Handed to"))


def text_of(outline: Outline) -> str:
    """What it says in words."""
    return " ".join(part.text for part in outline.parts if isinstance(part, Paragraph | Quoted))
