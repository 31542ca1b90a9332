"""Who may do what to a request, and as whom somebody speaks: decided here and nowhere else.

Whatever is not expressly allowed is refused, an unknown verb too. What somebody is to a hand-off: see `core.handoff.parties`.
"""

from collections.abc import Mapping

from core.conversation.actions import Verb
from core.conversation.people import Person, Place
from core.desk.wording import possessive, the
from core.directory.model import Directory
from core.handoff.model import Handoff, requester_name
from core.handoff.parties import (
    ACTING,
    Party,
    Posted,
    escalation_place,
    has_it,
    is_known_responder,
    is_listed,
    parties,
    responders,
    team_name,
    team_told,
)

MAY: Mapping[Verb, frozenset[Party]] = {
    Verb.TAKE: ACTING,
    Verb.PUT_BACK: ACTING,
    Verb.RESOLVE: ACTING,
    Verb.NOT_OURS: ACTING,
    Verb.REOPEN: ACTING | {Party.REQUESTER},
    Verb.WITHDRAW: frozenset({Party.REQUESTER}),
    Verb.REPLY: frozenset(Party),
    Verb.REFRESH: ACTING | {Party.REQUESTER, Party.COLLEAGUE},
}
"""What is done to a hand-off, with who may. `WRITE` shows as whom somebody writes: see `speaks_as`."""

OF_ASKER: Mapping[Verb, str] = {
    Verb.AGREE: "say whether this answer is right",
    Verb.CORRECT: "change this answer",
    Verb.CORRECT_TO: "change this answer",
    Verb.CLARIFY: "answer this",
    Verb.BACK: "change this answer",
    Verb.SHARE: "share this answer",
    Verb.HAND_OVER: "hand this over",
    Verb.MASK: "change this request",
    Verb.EDIT: "change this request",
    Verb.SEND: "hand this over",
    Verb.CANCEL: "decide about this request",
}
"""What is done to a question and its answer, in words. It is for the person who asked, and for nobody else."""

FREE = frozenset({Verb.SKILLS, Verb.ASK, Verb.STATUS})
"""What touches no request of anybody's: whoever presses asks something of their own."""


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
    found = parties(actor, handoff, directory, where, stands)
    return "" if found & MAY.get(verb, frozenset()) else _why_not(actor, verb, handoff, directory, where, stands, found)


def refusal_of_ask(actor: Person, verb: Verb, asker: Person) -> str:
    """Why somebody may not do something to a question and its answer, as one sentence; empty where they may."""
    if verb in OF_ASKER and actor.is_same(asker):
        return ""
    what = OF_ASKER.get(verb)
    if what is None:
        return _UNKNOWN
    return f"Only the person who asked can {what}; ask me yourself and you’ll get your own answer."


def speaks_as(actor: Person, handoff: Handoff, directory: Directory | None, where: Place, stands: Posted) -> str:
    """As whom the other side hears somebody: `requester`, a team's name, or in plain words what else they are."""
    found = parties(actor, handoff, directory, where, stands)
    name = team_name(handoff, directory)
    if Party.REQUESTER in found:
        return Party.REQUESTER.value
    if (
        found & {Party.TEAM, Party.CLAIMANT}
        or is_known_responder(actor, handoff, directory, stands)
        or has_it(actor, handoff)
    ):
        return name
    told = escalation_place(where, stands)
    above = team_told(directory, told, handoff, stands) if told else None
    if Party.ABOVE in found and above:
        return above.name
    if found & {Party.COLLEAGUE, Party.GUEST}:
        there = f"{possessive(above.name if above else name)} channel"
        if told is not None and above is None:
            there = "a channel that was told"
        if Party.GUEST in found:
            return f"a guest in {there}"
        return f"in {there}, not one of the responders"
    if Party.FORMER in found:
        return f"in a channel that had this before {the(name)}"
    return f"also in the conversation, not speaking for {the(name)}"


# --- in words --------------------------------------------------------------------------------------------------------------


_UNVERIFIED = "I couldn’t check just now whether you’re a member or a guest here, so I’ve done nothing. Please try again in a moment."
_UNKNOWN = "I don’t know what that button does, so I’ve done nothing."

_ONLY: Mapping[Verb, str] = {
    Verb.WITHDRAW: "Only {requester} can withdraw this request.",
    Verb.REOPEN: "Only {requester} and {team} can reopen this request.",
    Verb.REPLY: "Only {requester}, {team} and those who see this request with them can reply to it.",
    Verb.REFRESH: "Only {requester} and {team} can see this request.",
}


def _why_not(
    actor: Person,
    verb: Verb,
    handoff: Handoff,
    directory: Directory | None,
    where: Place,
    stands: Posted,
    found: frozenset[Party],
) -> str:
    if verb in _ONLY:
        return _ONLY[verb].format(requester=requester_name(handoff.requester), team=the(team_name(handoff, directory)))
    if verb not in MAY:
        return _UNKNOWN
    team, named = team_name(handoff, directory), responders(handoff, directory)
    if is_known_responder(actor, handoff, directory, stands) or has_it(actor, handoff):
        return f"Please do that on the card that {the(team)} got."
    if not named and not is_listed(handoff, directory):
        return "The team that got this request is no longer listed, so nobody can act for it; please tell your Waypost administrator."
    if Party.FORMER in found:
        return f"This request is with {the(team)} now, so only they can do that."
    told = escalation_place(where, stands)
    above = team_told(directory, told, handoff, stands) if told else None
    if above and above.responders:
        return f"Only responders of {the(team)} or of {the(above.name)} can do that."
    if named:
        return f"Only {possessive(team)} responders can do that."
    if Party.GUEST in found and actor.unverified:
        return _UNVERIFIED
    if Party.GUEST in found:
        members = the(above.name if above else team)
        return f"Only members of {members} can do that; guests and people from elsewhere must be listed as responders."
    return f"Only members of {the(team)} can do that, on the card in their channel."
