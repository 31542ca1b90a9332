"""What is under way: of a person, of a team, of one request; and what a person finds at home."""

from collections.abc import Callable
from datetime import datetime
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncEngine

from core.conversation.answer import Answer, Presentation
from core.conversation.messages import Press, Question
from core.conversation.outline import Outline
from core.conversation.people import Person, Place
from core.desk.followups.replies import offer_to_withdraw
from core.directory.model import Team
from core.handoff import parties, store
from core.handoff.lifecycle import Handoffs
from core.handoff.lists import Listed, administration, home, home_outline
from core.handoff.messages import card as cards
from core.handoff.messages.content import MOST_LISTED, MessageContent
from core.handoff.model import Handoff
from core.handoff.places import home_of


class Overview:
    """Looks up what is under way, for those who may read it."""

    def __init__(
        self, engine: AsyncEngine, handoffs: Handoffs, content: MessageContent, clock: Callable[[], datetime]
    ) -> None:
        """Take the database, the hand-offs, who lays them out, and the time in UTC."""
        self._engine = engine
        self._handoffs = handoffs
        self._content = content
        self._clock = clock

    async def own_requests(self, press: Press) -> Answer:
        """What is under way, on a press."""
        return await self.status(Question("", press.person.id, press.place, known_as=press.person))

    async def status(self, question: Question, named: Team | None = None) -> Answer:
        """What is under way: of a team, where the question names one or is asked in its channel, and otherwise of the asker.

        Requests are read by those whom they went to: others are told how many a team has, and not what they say.

        Args:
            question: who asks, and where.
            named: the team that the question names, or None.
        """
        team = named or self._team_at(question.place)
        person = await question.person()
        async with self._engine.connect() as connection:
            if team:
                found = await store.of_teams(connection, [team.id], MOST_LISTED)
            else:
                found = await store.of_requester(connection, person, MOST_LISTED)
            # in its own channel a team's list is for all who are there
            home = home_of(team) if team and _sits_in(team, question.place) else None
            alone = home is None or parties.is_outsider(person, home)
            views = await self._content.listing(connection, found, person if alone else None)
        listed_for = team and parties.is_responder(person, team, self._handoffs.directory())
        if team and views and alone and not listed_for:
            return Answer(cards.count(team.name, views, self._clock()), "status")
        title = f"Open in {team.name}" if team else "Your open requests"
        empty = f"Nothing is open in {team.name}." if team else "You have no open requests."
        listed = cards.listing(title, views, self._clock(), empty=empty, of="team" if team else "requester")
        # a responder may ask in front of others, who are not to read along
        return Answer(listed, "status", privately=alone)

    async def withdrawable(self, question: Question) -> Answer | None:
        """The way to take back what the asker has open, or None where there is nothing."""
        async with self._engine.connect() as connection:
            found = await store.of_requester(connection, await question.person(), MOST_LISTED)
        if not found:
            return None
        return Answer(offer_to_withdraw(tuple(handoff.id for handoff in found)), "talk", privately=True)

    async def standing(self, handoff: Handoff, reader: Person) -> Answer:
        """How one request stands, for somebody whose press came too late."""
        async with self._engine.connect() as connection:
            view = await self._content.view(connection, handoff, reader)
        return Answer(cards.standing(view), "stale", Presentation.PRIVATE)

    async def home(self, person: Person) -> Outline:
        """What a person finds at home."""
        directory = self._handoffs.directory()
        mine = [team for team in self._handoffs.teams() if parties.is_responder(person, team, directory)]
        async with self._engine.connect() as connection:
            own = await store.of_requester(connection, person, MOST_LISTED)
            taken = await store.of_responder(connection, person, MOST_LISTED)
            found: list[tuple[str, tuple[Handoff, ...], str, Literal["team", "requester", ""]]] = [
                ("Your open requests", own, "You have none.", "requester"),
                ("Taken by you", taken, "", ""),
            ]
            for team in mine:
                open_there = await store.of_teams(connection, [team.id], MOST_LISTED)
                found.append((f"Open in {team.name}", open_there, "Nothing is open.", "team"))
            lists = [
                Listed(heading, await self._content.listing(connection, handoffs, person), empty, of)
                for heading, handoffs, empty, of in found
            ]
        parts = home(lists, person, self._content.catalogue, self._clock())
        if directory and directory.is_administrator(person.platform, person.id, person.alias):
            parts += administration(directory, self._content.catalogue)
        return home_outline(parts)

    def _team_at(self, place: Place) -> Team | None:
        return next((team for team in self._handoffs.teams() if _sits_in(team, place)), None)


def _sits_in(team: Team, place: Place) -> bool:
    """Whether a conversation, or a thread in it, is the team's channel; a directory may name the organisation for the workspace."""
    home = home_of(team)
    return home is not None and parties.is_in(place, home)
