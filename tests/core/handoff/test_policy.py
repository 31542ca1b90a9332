"""Who may do what: every verb by every kind of person, with and without responders, with the team listed and gone."""

from dataclasses import replace
from pathlib import Path

import pytest

from core.addresses import Channel
from core.conversation.actions import Verb
from core.conversation.people import Person, Place
from core.directory.model import Directory
from core.handoff.model import Handoff
from core.handoff.parties import Posted
from core.handoff.policy import FREE, MAY, OF_ASKER, refusal, refusal_of_ask, speaks_as
from core.handoff.policy_table import table
from tests.core.handoff.conftest import ANA, BOB, DESK, EVA, IN_NETWORK, MANAGEMENT, NETWORK, directory, stored
from tests.support.sentences import is_one_sentence

_HERE, _THIRD, _ABOVE = (Place("slack", "T1", channel) for channel in ("C7", "C77", "C9"))
_STANDS = Posted(IN_NETWORK, {_ABOVE: MANAGEMENT.id}, frozenset(), frozenset({_HERE}))
_CEM = Person("slack", "T1", "U5", "Cem")
_TEAM = {Verb.TAKE, Verb.PUT_BACK, Verb.RESOLVE, Verb.NOT_OURS}
_ALL = _TEAM | {Verb.REOPEN, Verb.REPLY, Verb.REFRESH}
_OWN = {Verb.WITHDRAW, Verb.REOPEN, Verb.REPLY, Verb.REFRESH}
_READS = {Verb.REPLY, Verb.REFRESH}

# who, from where, what they may where the team names Bob, and where it names nobody
_PEOPLE: dict[str, tuple[Person, Place, set[Verb], set[Verb]]] = {
    "requester": (ANA, _HERE, _OWN, _OWN),
    "responder on the card": (BOB, IN_NETWORK, _ALL, _ALL),
    "responder at home": (BOB, BOB.direct, _ALL, set()),
    "responder in a third channel": (BOB, _THIRD, set(), set()),
    "team member who is not listed": (_CEM, IN_NETWORK, _READS, _ALL),
    "the same at home": (_CEM, _CEM.direct, set(), set()),
    "bystander where it was asked": (_CEM, _HERE, {Verb.REPLY}, {Verb.REPLY}),
    "bystander in a third channel": (_CEM, _THIRD, set(), set()),
    "other workspace in the channel": (replace(_CEM, workspace="T2"), IN_NETWORK, {Verb.REPLY}, {Verb.REPLY}),
    "same id, other workspace, at home": (
        replace(BOB, workspace="T2"),
        replace(BOB, workspace="T2").direct,
        set(),
        set(),
    ),
    "other tenant": (replace(EVA, workspace="other"), Place("teams", "other", "19:x@thread.tacv2"), set(), set()),
    "guest in the channel": (replace(_CEM, external=True), IN_NETWORK, {Verb.REPLY}, {Verb.REPLY}),
    "guest who is named": (replace(BOB, external=True), IN_NETWORK, _ALL, {Verb.REPLY}),
}


def _handoff(responders: tuple[str, ...] | None) -> Handoff:
    return stored(asked_in=_HERE, responders=responders)


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("kind", _PEOPLE)
def test_every_verb_by_every_kind_of_person(kind: str, named: bool, listed: bool) -> None:
    """Allowed is what the table says, and everything else is refused in a sentence.

    A team that has left the directory has those whom it named, and where it named nobody, nobody.
    """
    actor, where, with_names, without = _PEOPLE[kind]
    responders = ("slack:U2",) if named else ()
    present = replace(NETWORK, responders=responders)
    known: Directory = directory(present, MANAGEMENT, DESK) if listed else directory(DESK)
    unnamed = without if listed or actor is ANA else without & _READS
    for verb in Verb:
        said = refusal(actor, verb, _handoff(responders), known, where, _STANDS)
        assert (said == "") is (verb in (with_names if named else unnamed)), (verb, said)
        assert said == "" or is_one_sentence(said)


def test_the_team_above_acts_once_it_was_told() -> None:
    """In the channel where its card stands, and as itself; gone from the directory, it acts no more."""
    known = directory(replace(NETWORK, responders=("slack:U2",)), MANAGEMENT)
    handoff = _handoff(("slack:U2",))
    assert refusal(_CEM, Verb.TAKE, handoff, known, _ABOVE, _STANDS) == ""
    assert speaks_as(_CEM, handoff, known, _ABOVE, _STANDS) == MANAGEMENT.name
    assert refusal(_CEM, Verb.TAKE, handoff, known, _ABOVE, replace(_STANDS, above={})) != ""
    assert refusal(_CEM, Verb.TAKE, handoff, directory(DESK), _ABOVE, _STANDS) != ""


@pytest.mark.parametrize("team", ["Service desk", "Network operations", "The Helpdesk", "Vault"])
@pytest.mark.parametrize("responders", [(), ("slack:U2",)])
def test_a_refusal_says_whose_it_is_as_people_write(team: str, responders: tuple[str, ...]) -> None:
    """With the team's name as the administrator spelt it, once, with at most one article before it."""
    known = directory(replace(NETWORK, name=team, responders=responders), MANAGEMENT)
    for verb in _ALL - _READS:
        said = refusal(_CEM, verb, _handoff(responders), known, _THIRD, _STANDS)
        assert said.count(team) == 1
        assert ("the Service" in said) is (team == "Service desk")
        assert "the The" not in said
        assert "s’s" not in said


@pytest.mark.parametrize("verb", Verb)
def test_a_question_is_its_askers(verb: Verb) -> None:
    """Nobody else, nor the same id of another workspace, changes an answer or hands a question over."""
    for actor in (BOB, replace(ANA, workspace="T2"), replace(EVA, id=ANA.id)):
        assert is_one_sentence(refusal_of_ask(actor, verb, ANA))
    assert (refusal_of_ask(ANA, verb, ANA) == "") is (verb in OF_ASKER)


def test_every_verb_is_decided_once() -> None:
    """A new verb is refused until somebody says whose it is."""
    assert sorted([*MAY, *OF_ASKER, *FREE]) == sorted(Verb)


@pytest.mark.parametrize("kind", _PEOPLE)
def test_nobody_speaks_as_the_team_who_may_not_act_for_it(kind: str) -> None:
    """By exclusion nobody is anything."""
    actor, where, _, may = _PEOPLE[kind]
    known = directory(replace(NETWORK, channels={"slack": Channel("T1", "C1")}), MANAGEMENT)
    said = speaks_as(actor, _handoff(()), known, where, _STANDS)
    assert (said == NETWORK.name) is (Verb.TAKE in may)


def test_the_documented_table_is_the_policy() -> None:
    """docs/security.md holds what `python -m core.handoff.policy_table` prints."""
    page = (Path(__file__).parents[3] / "docs" / "security.md").read_text(encoding="utf-8")
    assert table() in page
