"""What somebody is to a hand-off, seen from where they press or write: decided from facts alone.

A person of whom nothing is known is nobody, and for a team that has left the directory without naming responders nobody acts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from core.addresses import schema_of
from core.conversation.people import Person, Place
from core.directory.model import Directory, Team
from core.handoff.delivery.outbox import Delivery, Kind
from core.handoff.model import Handoff
from core.handoff.places import home_of


class Party(StrEnum):
    """What somebody is to a hand-off, seen from where they press or write."""

    REQUESTER = "requester"
    TEAM = "team"
    """May act for the team that has it."""
    ABOVE = "above"
    """May act for the team that was told because nobody took it."""
    CLAIMANT = "claimant"
    """Has taken it, and presses where it stands with a team, or in their own home."""
    COLLEAGUE = "colleague"
    """Reads the card where it stands, and may not act for that team."""
    GUEST = "guest"
    """Is where the card stands, and belongs to another workspace or tenant, or is a guest."""
    FORMER = "former"
    """Reads an old card, in the channel of a team that had the request before."""
    BYSTANDER = "bystander"
    """Reads the requester's status along with the requester."""


ACTING = frozenset({Party.TEAM, Party.ABOVE, Party.CLAIMANT})
"""Who may see a hand-off through."""


@dataclass(frozen=True, slots=True)
class Posted:
    """Where the messages of a hand-off stand.

    Attributes:
        card: with the team that has it, or None.
        above: with the teams that were told because nobody took it, since the present team has the request: each place with
            the team's id, empty where that was not kept.
        former: with teams that had it before.
        status: with the requester.
    """

    card: Place | None = None
    above: Mapping[Place, str] = field(default_factory=dict)
    former: frozenset[Place] = frozenset()
    status: frozenset[Place] = frozenset()


POSTED_AS = (Kind.CARD, Kind.ESCALATE, Kind.STATUS)
"""Kinds of deliveries that say where a hand-off stands."""

_NOT_THERE = ("pending", "skipped", "failed")


def find_posted(handoff: Handoff, deliveries: Iterable[Delivery]) -> Posted:
    """Where its messages stand, from its deliveries of the kinds `POSTED_AS`, oldest first."""
    of = {kind: [each for each in deliveries if each.kind is kind] for kind in POSTED_AS}
    cards = of[Kind.CARD]
    card = cards[-1].place if cards else None
    since = handoff.round
    for each in reversed(cards):
        if card is None or not is_in(each.place, card):
            break
        since = each.round
    return Posted(
        card,
        {e.place: e.content for e in of[Kind.ESCALATE] if e.round >= since and e.status not in _NOT_THERE},
        frozenset(each.place for each in cards if card is None or not is_in(each.place, card)),
        frozenset({handoff.asked_in, *(place for each in of[Kind.STATUS] for place in _places(each))}),
    )


def parties(
    actor: Person, handoff: Handoff, directory: Directory | None, where: Place, stands: Posted
) -> frozenset[Party]:
    """What somebody is to a hand-off, seen from a conversation or from their own home."""
    named = responders(handoff, directory)
    card = stands.card if stands.card and is_in(where, stands.card) else None
    above = escalation_place(where, stands)
    at_home = where == actor.direct
    found: set[Party] = set()
    if actor.is_same(handoff.requester):
        found.add(Party.REQUESTER)
    # one who is named may also act where the card stands a second time
    if (named or is_listed(handoff, directory)) and _may_act(
        actor,
        named,
        (card or above) if named else card,
        at_home=at_home and _is_of_team(actor, handoff.team, directory, stands),
    ):
        found.add(Party.TEAM)
    for place in stands.above:
        team = team_told(directory, place, handoff, stands)
        if team and _may_act(
            actor,
            team.responders,
            above if above and is_in(above, place) else None,
            at_home=at_home and _is_of_team(actor, team.id, directory, stands),
        ):
            found.add(Party.ABOVE)
    if has_it(actor, handoff) and (card or above or at_home):
        found.add(Party.CLAIMANT)
    inside = above or card
    if inside and not found & ACTING:
        found.add(Party.GUEST if is_outsider(actor, inside) else Party.COLLEAGUE)
    if not found and any(is_in(where, place) for place in stands.former):
        found.add(Party.FORMER)
    if not found and any(is_in(where, place) for place in stands.status):
        found.add(Party.BYSTANDER)
    return frozenset(found)


def escalation_place(where: Place, stands: Posted) -> Place | None:
    """The place of an escalation that somebody is in, or None."""
    return next((place for place in stands.above if is_in(where, place)), None)


def team_told(directory: Directory | None, place: Place, handoff: Handoff, stands: Posted) -> Team | None:
    """The team that was told at a place, wherever it sits by now; None where the directory does not name it (any more).

    Where that was not kept, it is the team that sits there: the one that the hand-off's own team names, where several do.
    """
    if directory is None:
        return None
    kept = stands.above.get(place)
    if kept:
        return directory.teams.get(kept)
    own = directory.teams.get(handoff.team)
    there = [team for team in directory.teams.values() if (home := home_of(team)) and is_in(home, place)]
    return next((team for team in there if own and team.id == own.escalate_to), next(iter(there), None))


def responders(handoff: Handoff, directory: Directory | None) -> tuple[str, ...]:
    """Who is named to act for the team that has it: as the directory says now, or for a team that has left it, as it said then."""
    team = directory.teams.get(handoff.team) if directory else None
    return team.responders if team else handoff.responders or ()


def is_listed(handoff: Handoff, directory: Directory | None) -> bool:
    """Whether the directory still names the team that has it."""
    return directory is not None and handoff.team in directory.teams


def is_named(person: Person, named: Iterable[str]) -> bool:
    """Whether somebody is among responders, each `platform:id`."""
    ids = {f"{person.platform}:{person.id}"} | ({f"{person.platform}:{person.alias}"} if person.alias else set())
    return not ids.isdisjoint(named)


def is_known_responder(person: Person, handoff: Handoff, directory: Directory | None, stands: Posted) -> bool:
    """Whether somebody is named to act for the team that has it, wherever they are."""
    return is_named(person, responders(handoff, directory)) and _is_of_team(person, handoff.team, directory, stands)


def is_responder(person: Person, team: Team, directory: Directory | None) -> bool:
    """Whether a team names somebody; a person of another workspace or tenant than the team's is somebody else."""
    return is_named(person, team.responders) and _is_of_team(person, team.id, directory, Posted())


def team_name(handoff: Handoff, directory: Directory | None) -> str:
    """What people call the team that has it; its id where the directory does not tell (any more)."""
    team = directory.teams.get(handoff.team) if directory else None
    return team.name if team else handoff.team


def _may_act(actor: Person, named: tuple[str, ...], inside: Place | None, *, at_home: bool) -> bool:
    """Whether somebody may act for a team: one of those it names, or where it names nobody, whoever is in its channel.

    Args:
        actor: who.
        named: the team's responders.
        inside: the conversation with the card, where they are in it.
        at_home: whether they press in their own home instead.
    """
    if named:
        return is_named(actor, named) and (inside is not None or at_home)
    return inside is not None and not is_outsider(actor, inside)


def has_it(actor: Person, handoff: Handoff) -> bool:
    """Whether somebody has taken it, or ended it."""
    return handoff.responder is not None and handoff.responder.is_same(actor)


def is_outsider(actor: Person, place: Place) -> bool:
    """Whether somebody is a guest, or of another workspace or tenant than a conversation."""
    return actor.external or not _is_of(actor, place.platform, place.workspace)


def _is_of_team(actor: Person, team: str, directory: Directory | None, stands: Posted) -> bool:
    """Whether somebody is of the workspace or tenant where a team sits: ids of people mean nothing outside of it.

    A team that sits on no such platform, or has left the directory, may mean a person of any place that the directory names.
    """
    teams = directory.teams if directory else {}
    own = [home for home in (_homes(teams[team]) if team in teams else ()) if home[0] == actor.platform]
    homes = own or [home for each in teams.values() for home in _homes(each)]
    return any(_is_of(actor, *home) for home in homes) or (
        stands.card is not None and _is_of(actor, stands.card.platform, stands.card.workspace)
    )


def _is_of(actor: Person, platform: str, workspace: str) -> bool:
    # a directory may name the organisation over several workspaces: who belongs to it, only the platform can tell
    return actor.platform == platform and (actor.workspace == workspace or workspace in actor.member_of)


def _homes(team: Team) -> Iterable[tuple[str, str]]:
    return ((platform, channel.workspace) for platform, channel in team.channels.items())


def is_in(where: Place, place: Place) -> bool:
    """Whether a press came from a conversation, whichever of its threads that was in."""
    return where.platform == place.platform and _whole(where) == _whole(place)


def _whole(place: Place) -> str:
    schema = schema_of(place.platform)
    return schema.without_thread(place.conversation) if schema else place.conversation


def _places(delivery: Delivery) -> Iterable[Place]:
    return (delivery.place, *((delivery.sent.place,) if delivery.sent else ()))
