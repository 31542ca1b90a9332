"""Who may do what to a request, and as whom somebody speaks: decided here and nowhere else, from facts alone.

Whatever is not allowed expressly is refused: an unknown verb, a person of whom nothing is known, a team that has left.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.desk.action import Verb
from core.desk.question import Person, Place
from core.directory.model import Directory, Team
from core.handoff.model import Handoff
from core.handoff.outbox import Delivery, Kind
from core.handoff.places import home_of


class Role(StrEnum):
    """What somebody is to a hand-off, seen from where they press or write."""

    REQUESTER = "requester"
    TEAM = "team"
    """May act for the team that has it."""
    ABOVE = "above"
    """May act for the team that was told because nobody took it."""
    HOLDER = "holder"
    """Has taken it, and presses in their own home."""
    COLLEAGUE = "colleague"
    """Reads the card where it stands, and may not act for that team."""
    FORMER = "former"
    """Reads an old card, in the channel of a team that had the request before."""
    BYSTANDER = "bystander"
    """Reads the requester's status along with the requester."""


_ACTING = frozenset({Role.TEAM, Role.ABOVE, Role.HOLDER})

MAY: Mapping[Verb, frozenset[Role]] = {
    Verb.TAKE: _ACTING,
    Verb.PUT_BACK: _ACTING,
    Verb.RESOLVE: _ACTING,
    Verb.NOT_OURS: _ACTING,
    Verb.REOPEN: _ACTING | {Role.REQUESTER},
    Verb.WITHDRAW: frozenset({Role.REQUESTER}),
    Verb.WRITE: frozenset(Role),
    Verb.LOOK: _ACTING | {Role.REQUESTER, Role.COLLEAGUE},
}
"""What is done to a hand-off, with who may. `WRITE` shows as whom somebody writes: see `speaks_as`."""

OF_ASKER: Mapping[Verb, str] = {
    Verb.NOT_RIGHT: "change this answer",
    Verb.CHOOSE: "change this answer",
    Verb.SETTLE: "answer this",
    Verb.BACK: "change this answer",
    Verb.SHARE: "share this answer",
    Verb.HAND_OVER: "hand this over",
    Verb.MASK: "change this request",
    Verb.EDIT: "change this request",
    Verb.SEND: "hand this over",
    Verb.KEEP: "decide about this request",
}
"""What is done to a question and its answer, in words. It is for the person who asked, and for nobody else."""

FREE = frozenset({Verb.SKILLS, Verb.ASK, Verb.STATUS})
"""What touches no request of anybody's: whoever presses asks something of their own."""


@dataclass(frozen=True, slots=True)
class Posted:
    """Where the messages of a hand-off stand.

    Attributes:
        card: with the team that has it, or None.
        above: with the team that was told because nobody took it, since the present team has the request.
        former: with teams that had it before.
        status: with the requester.
    """

    card: Place | None = None
    above: frozenset[Place] = frozenset()
    former: frozenset[Place] = frozenset()
    status: frozenset[Place] = frozenset()


POSTED_AS = (Kind.CARD, Kind.ESCALATE, Kind.STATUS)
"""Kinds of deliveries that say where a hand-off stands."""

_NOT_THERE = ("pending", "skipped", "failed")


def posted(handoff: Handoff, deliveries: Iterable[Delivery]) -> Posted:
    """Where its messages stand, from its deliveries of the kinds `POSTED_AS`, oldest first."""
    of = {kind: [each for each in deliveries if each.kind is kind] for kind in POSTED_AS}
    cards = of[Kind.CARD]
    card = cards[-1].place if cards else None
    since = handoff.round
    for each in reversed(cards):
        if each.place != card:
            break
        since = each.round
    return Posted(
        card,
        frozenset(e.place for e in of[Kind.ESCALATE] if e.round >= since and e.status not in _NOT_THERE),
        frozenset(each.place for each in cards if each.place != card),
        frozenset({handoff.asked_in, *(place for each in of[Kind.STATUS] for place in _places(each))}),
    )


def refusal(
    actor: Person, verb: Verb, handoff: Handoff | None, directory: Directory | None, where: Place, stands: Posted
) -> str:
    """Why somebody may not do something to a hand-off, as one sentence for them; empty where they may.

    Args:
        actor: who.
        verb: what; only those in `MAY` can be allowed.
        handoff: to which, or None where it is not known (any more).
        directory: as it is now.
        where: in which conversation they press, or their own home (`Person.direct`), as the platform vouches for it.
        stands: where its messages stand.
    """
    if handoff is None:
        return "I no longer know this request."
    found = roles(actor, handoff, directory, where, stands)
    return "" if found & MAY.get(verb, frozenset()) else _why_not(actor, verb, handoff, directory, stands, found)


def refusal_of_ask(actor: Person, verb: Verb, asker: Person) -> str:
    """Why somebody may not do something to a question and its answer, as one sentence; empty where they may."""
    if verb in OF_ASKER and actor.is_same(asker):
        return ""
    what = OF_ASKER.get(verb)
    if what is None:
        return _UNKNOWN
    return f"Only the person who asked can {what}; ask me yourself, and you get an answer of your own."


def roles(
    actor: Person, handoff: Handoff, directory: Directory | None, where: Place, stands: Posted
) -> frozenset[Role]:
    """What somebody is to a hand-off, seen from a conversation or from their own home."""
    named = responders(handoff, directory)
    card = stands.card if stands.card and _is_in(where, stands.card) else None
    above = next((place for place in stands.above if _is_in(where, place)), None)
    at_home = where == actor.direct and _is_known(actor, directory, stands)
    found: set[Role] = set()
    if actor.is_same(handoff.requester):
        found.add(Role.REQUESTER)
    # one who is named may also act where the card stands a second time
    if _may_act(actor, named, (card or above) if named else card, at_home=at_home):
        found.add(Role.TEAM)
    for place in stands.above:
        team = _team_at(directory, place, handoff)
        if team and _may_act(actor, team.responders, above if above == place else None, at_home=at_home):
            found.add(Role.ABOVE)
    if not named and at_home and _has_it(actor, handoff):
        found.add(Role.HOLDER)
    if (card or above) and not found & _ACTING:
        found.add(Role.COLLEAGUE)
    if not found and any(_is_in(where, place) for place in stands.former):
        found.add(Role.FORMER)
    if not found and any(_is_in(where, place) for place in stands.status):
        found.add(Role.BYSTANDER)
    return frozenset(found)


def speaks_as(actor: Person, handoff: Handoff, directory: Directory | None, where: Place, stands: Posted) -> str:
    """As whom the other side hears somebody: `requester`, a team's name, or in plain words what else they are."""
    found = roles(actor, handoff, directory, where, stands)
    name = team_name(handoff, directory)
    if Role.REQUESTER in found:
        return Role.REQUESTER.value
    is_listed = is_named(actor, responders(handoff, directory)) and _is_known(actor, directory, stands)
    if found & {Role.TEAM, Role.HOLDER} or is_listed or _has_it(actor, handoff):
        return name
    told = next((place for place in stands.above if _is_in(where, place)), None)
    above = _team_at(directory, told, handoff) if told else None
    if Role.ABOVE in found and above:
        return above.name
    if Role.COLLEAGUE in found:
        channel = told or stands.card
        there = f"{above.name if above else name}’s channel" if told is None or above else "a channel that was told"
        if channel and _is_outsider(actor, channel):
            return f"a guest in {there}"
        return f"in {there}, not one of the responders"
    if Role.FORMER in found:
        return f"in a channel that had this before {name}"
    return f"also in the conversation, not speaking for {name}"


def responders(handoff: Handoff, directory: Directory | None) -> tuple[str, ...]:
    """Who is named to act for the team that has it: as the directory says now, or for a team that has left it, as it said then."""
    team = directory.teams.get(handoff.team) if directory else None
    return team.responders if team else handoff.responders or ()


def is_named(person: Person, named: Iterable[str]) -> bool:
    """Whether somebody is among responders, each `platform:id`."""
    ids = {f"{person.platform}:{person.id}"} | ({f"{person.platform}:{person.alias}"} if person.alias else set())
    return not ids.isdisjoint(named)


def is_responder(person: Person, team: Team, directory: Directory | None) -> bool:
    """Whether a team names somebody; a person of a workspace or tenant that the directory does not name is somebody else."""
    return is_named(person, team.responders) and _is_known(person, directory, Posted())


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
    return inside is not None and not _is_outsider(actor, inside)


def _has_it(actor: Person, handoff: Handoff) -> bool:
    return handoff.responder is not None and handoff.responder.is_same(actor)


def _is_outsider(actor: Person, place: Place) -> bool:
    """Whether somebody is a guest, or of another workspace or tenant than a conversation."""
    return actor.external or not _is_of(actor, place.platform, place.workspace)


def _is_known(actor: Person, directory: Directory | None, stands: Posted) -> bool:
    """Whether somebody is of a workspace or tenant in which a team sits: ids of people mean nothing outside of them."""
    homes = [place for team in (directory.teams.values() if directory else ()) for place in _homes(team)]
    return any(_is_of(actor, *home) for home in homes) or (
        stands.card is not None and _is_of(actor, stands.card.platform, stands.card.workspace)
    )


def _is_of(actor: Person, platform: str, workspace: str) -> bool:
    # a directory may name a Slack organisation; whether somebody is of it, only Slack can tell: see `Person.external`
    whole = platform == "slack" and workspace.startswith("E") and not actor.external
    return actor.platform == platform and (actor.workspace == workspace or whole)


def _homes(team: Team) -> Iterable[tuple[str, str]]:
    if team.slack:
        yield "slack", team.slack.workspace
    if team.teams:
        yield "teams", team.teams.tenant


def _team_at(directory: Directory | None, place: Place, handoff: Handoff) -> Team | None:
    """The team that is told at a place: the one that the hand-off's own team names, where several sit there."""
    if directory is None:
        return None
    own = directory.teams.get(handoff.team)
    there = [team for team in directory.teams.values() if home_of(team) == place]
    return next((team for team in there if own and team.id == own.escalate_to), next(iter(there), None))


def _is_in(where: Place, place: Place) -> bool:
    """Whether a press came from a conversation, whichever of its threads (Teams: `;messageid=…`) that was in."""
    return where.platform == place.platform and _whole(where) == _whole(place)


def _whole(place: Place) -> str:
    return place.conversation.partition(";")[0]


def _places(delivery: Delivery) -> Iterable[Place]:
    return (delivery.place, *((delivery.sent.place,) if delivery.sent else ()))


_UNVERIFIED = "I couldn’t check just now whether you are a member or a guest here, so I have done nothing. Please try again in a moment."
_UNKNOWN = "I don’t know what that button does, so I have done nothing."


def _why_not(
    actor: Person,
    verb: Verb,
    handoff: Handoff,
    directory: Directory | None,
    stands: Posted,
    found: frozenset[Role],
) -> str:
    team, requester = team_name(handoff, directory), handoff.requester.name or "the requester"
    match verb:
        case Verb.WITHDRAW:
            return f"Only {requester} can withdraw this request."
        case Verb.REOPEN:
            return f"Only {requester} and members of {team} can reopen this request."
        case Verb.WRITE:
            return f"Only {requester}, {team} and those who see this request with them can reply to it."
        case Verb.LOOK:
            return f"Only {requester} and members of {team} can see this request."
        case Verb.TAKE | Verb.PUT_BACK | Verb.RESOLVE | Verb.NOT_OURS:
            return _why_not_for_team(actor, team, handoff, directory, stands, found)
        case _:
            return _UNKNOWN


def _why_not_for_team(
    actor: Person,
    team: str,
    handoff: Handoff,
    directory: Directory | None,
    stands: Posted,
    found: frozenset[Role],
) -> str:
    named = responders(handoff, directory)
    if is_named(actor, named) or _has_it(actor, handoff):
        return f"Please do that on the card in {team}’s channel."
    if Role.FORMER in found:
        return f"This request is with {team} now, so only members of {team} can do that."
    if Role.COLLEAGUE in found and not named and actor.unverified:
        return _UNVERIFIED
    if Role.COLLEAGUE in found and not named and stands.card and _is_outsider(actor, stands.card):
        return f"Only members of {team} can do that; guests and people of other organisations have to be named for it."
    if Role.COLLEAGUE in found and named:
        return f"Only those members of {team} can do that who are named as its responders."
    return f"Only members of {team} can do that, on the card in their channel."
