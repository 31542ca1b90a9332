"""Questions in, replies out."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.catalogue.model import NONE, Catalogue
from core.desk.desk import Desk
from core.desk.knowledge import READ_CHARACTERS
from core.desk.requests import Choice, Clarify, NotOurs, Route
from core.desk.several import Choose, Several
from core.directory.model import Directory
from tests.core.desk.questions import asked

_VPN = "My VPN connection drops every ten minutes"
_TWO = "1. I forgot my password and cannot log in\n2. The printer on floor 3 has a paper jam"


def _route(desk: Desk, text: str) -> Route:
    reply = desk.answer(asked(text))
    assert isinstance(reply, Route)
    return reply


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (_VPN, "route"),
        (_TWO, "several"),
        ("When is lunch served in the canteen today?", "none"),
        ("What skills does an IT manager need?", "skills"),
        ("What is the difference between IT and IS?", "compare"),
        ("What is data management?", "define"),
        ("IT or IS for a slow server?", "advise"),
        ("who owns the network?", "owner"),
        ("help", "help"),
        ("thanks a lot", "smalltalk"),
        ("good morning", "smalltalk"),
        ("bye", "smalltalk"),
    ],
)
def test_every_kind_can_be_reached(desk: Desk, text: str, kind: str) -> None:
    """Each kind of reply has a question that leads to it; clarify and choose have tests of their own."""
    assert desk.answer(asked(text)).kind == kind


def test_a_route_says_where_why_and_what_it_takes(desk: Desk, catalogue: Catalogue) -> None:
    """The responsibility, its role, the skills by name, and the next best where there is one."""
    reply = _route(desk, _VPN)
    assert reply.responsibility is catalogue.responsibilities["it.network"]
    assert reply.role is catalogue.roles["it"]
    assert [name for name, _ in reply.skills] == [catalogue.skills[s].name for s in reply.responsibility.skills]
    assert reply.runner_up is not reply.responsibility
    assert (reply.chosen, reply.shortened) == (None, False)


def test_doubt_is_put_as_one_question(doubting_desk: Desk, catalogue: Catalogue) -> None:
    """The two likeliest responsibilities and the catalogue's boundary between them; never `none`."""
    reply = doubting_desk.answer(asked(_VPN))
    assert isinstance(reply, Clarify)
    assert reply.first.id == reply.suggestion.best.answer == "it.network"
    assert reply.second.id in catalogue.responsibilities
    assert reply.boundary is catalogue.boundary(reply.first.id, reply.second.id)


def test_an_answered_doubt_is_not_asked_again(doubting_desk: Desk) -> None:
    """What a person has settled is routed, whatever the classifier thinks."""
    reply = doubting_desk.answer_again(_VPN, {0: Choice("is.data")})
    assert isinstance(reply, Route)
    assert (reply.responsibility.id, reply.chosen) == ("is.data", Choice("is.data"))


def test_a_request_can_be_settled_as_not_ours(owned_desk: Desk, directory: Directory) -> None:
    """Then a person to turn to is named."""
    reply = owned_desk.answer_again(_VPN, {0: Choice(NONE)})
    assert isinstance(reply, NotOurs)
    assert (reply.chosen, reply.fallback) == (Choice(NONE), directory.fallback)


def test_a_long_text_is_read_in_part_and_said_to_be(desk: Desk) -> None:
    """What was read is the first part, and the reply knows that there was more."""
    reply = _route(desk, _VPN + " since Monday" * 200)
    assert reply.shortened
    assert len(reply.suggestion.text) <= READ_CHARACTERS
    assert not _route(desk, _VPN + "." * 100).shortened


def test_the_last_of_several_asks_says_that_there_was_more(desk: Desk) -> None:
    """Where a long text holds several asks, the one that was cut off says so."""
    reply = desk.answer(asked(_TWO + " paper jam in the printer" * 80))
    assert isinstance(reply, Several)
    assert [single.shortened for _, single in reply.parts] == [False, True]


def test_several_asks_have_a_reply_each(desk: Desk) -> None:
    """In the order of the text, with the words of each."""
    reply = desk.answer(asked(_TWO))
    assert isinstance(reply, Several)
    assert [text for text, _ in reply.parts] == _TWO.replace("1. ", "").replace("2. ", "").split("\n")
    assert [single.suggestion.best.answer for _, single in reply.parts] == ["it.access", "it.hardware"]
    assert desk.guesses(_TWO) == ("it.access", "it.hardware")
    assert desk.guesses(_VPN) == ("it.network",)


def test_without_a_directory_nobody_is_named(desk: Desk) -> None:
    """The reply knows that there is no directory at all, so that it can say how to get one."""
    ownership = _route(desk, _VPN).ownership
    assert (ownership.team, ownership.fallback, ownership.directory) == (None, None, False)


def test_with_a_directory_the_owner_is_named(owned_desk: Desk, directory: Directory) -> None:
    """The owning team where there is one, the fallback where not."""
    owned = _route(owned_desk, _VPN).ownership
    assert owned.team is directory.teams["network-ops"]
    orphaned = _route(owned_desk, "I forgot my password and cannot log in").ownership
    assert (orphaned.team, orphaned.fallback) == (None, directory.teams["service-desk"])


def test_what_is_not_ours_is_sent_to_a_person(owned_desk: Desk, directory: Directory) -> None:
    """The directory's fallback."""
    reply = owned_desk.answer(asked("When is lunch served in the canteen today?"))
    assert isinstance(reply, NotOurs)
    assert reply.fallback is directory.fallback


@pytest.mark.parametrize(
    "text", [_VPN, "I forgot my password", "our data is slow", "improve the system", "a dashboard for the servers"]
)
def test_a_runner_up_is_worth_naming(desk: Desk, catalogue: Catalogue, text: str) -> None:
    """The next best where it is a responsibility of at least one in twenty, and not what was chosen instead."""
    for settled in ({}, {0: Choice("is.strategy")}):
        reply = desk.answer_again(text, settled)
        if isinstance(reply, Route):
            second = next(r for r in reply.suggestion.ranking if r.answer != reply.responsibility.id)
            worth = second.answer != NONE and second.confidence >= 0.05
            assert reply.runner_up is (catalogue.responsibilities[second.answer] if worth else None)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("skills it", "What skills does an IT manager need?"),
        ("skills", "which skills"),
        ("skills is.data", "Which skills are needed for data management?"),
        ("compare", "What is the difference between IT and IS?"),
        ("owners", "who owns what"),
        ("owner it.network", "Who is responsible for the network?"),
        ("help", "What can you do?"),
        (f"route {_VPN}", _VPN),
        (f"Route: {_VPN}", f"  {_VPN}\n"),
    ],
)
def test_short_commands_and_sentences_lead_to_the_same_reply(desk: Desk, short: str, long: str) -> None:
    """Nobody has to learn commands, and nobody who did gets another answer."""
    assert desk.answer(asked(short)) == desk.answer(asked(long))


def test_everything_can_be_chosen_instead(desk: Desk) -> None:
    """Choices stand for one ask of the reply; a part that there is not is the first."""
    several, single = desk.answer(asked(_TWO)), _route(desk, _VPN)
    assert isinstance(several, Several)
    assert desk.choices(several, 1) == Choose(several, 1, desk.choices(several, 1).catalogue)
    assert desk.choices(several, 2).part == desk.choices(single, 1).part == 0


def test_known_answers_are_the_ids_and_none(desk: Desk) -> None:
    """A role is no answer."""
    assert desk.knows("it.network")
    assert desk.knows(NONE)
    assert not desk.knows("it")
    assert not desk.knows("")


@given(st.text(max_size=300))
@example("half an emoji \ud83d is no character")
@example("\0")
@example("a\u0301\u200b\u202e")
@settings(max_examples=40)
def test_every_text_gets_the_same_reply_twice(desk: Desk, text: str) -> None:
    """Nothing that people send breaks the desk, and nothing is left to chance."""
    reply = desk.answer(asked(text))
    assert desk.answer(asked(text)) == reply
    assert desk.best_guess(text).best.answer in {r.answer for r in desk.best_guess("x").ranking}


def test_what_is_no_character_is_replaced() -> None:
    """Half a surrogate pair and NUL reach neither encoder nor database; all else stays."""
    assert asked("laptop \ud83d is broken\0").text == "laptop ? is broken?"
    assert asked("Größe 😀 漢字\n\t").text == "Größe 😀 漢字\n\t"
