"""Replies to a request, laid out."""

import re
from dataclasses import replace

from core.conversation.actions import Verb
from core.conversation.outline import (
    Buttons,
    Fact,
    OwnedBy,
    Quoted,
)
from core.desk.compose import compose
from core.desk.desk import Desk
from core.desk.requests import Choice, NotOurs, Route
from core.desk.wording import sureness
from tests.core.desk.questions import asked
from tests.support.outlines import said

_VPN = "My VPN connection drops every ten minutes"


_TWO = "1. I forgot my password and cannot log in\n2. The printer on floor 3 has a paper jam"


def test_a_route_is_read_at_a_glance(owned_desk: Desk) -> None:
    """What it is, who owns it, why and how sure on one line, and what to press, the hand-over first; nothing else."""
    outline = compose(owned_desk.answer(asked(_VPN)), "ask-1")
    owned, why, buttons = outline.parts
    assert outline.title == "Networks and connectivity (IT Management)"
    assert isinstance(owned, OwnedBy)
    assert owned.team.name == "Network operations"
    assert isinstance(why, Fact)
    assert "“VPN”" in why.value
    assert any(words in why.value for words in ("very sure", "fairly sure", "not quite sure"))
    assert isinstance(buttons, Buttons)
    assert [button.style for button in buttons.buttons].count("primary") == 1
    assert [button.action.verb for button in buttons.buttons] == [Verb.HAND_OVER, Verb.CORRECT, Verb.SKILLS]
    assert outline.summary == (
        "This belongs to Networks and connectivity (IT Management). Network operations owns Networks and connectivity."
    )


def test_a_request_is_quoted_where_it_is_not_in_sight(owned_desk: Desk, doubting_desk: Desk) -> None:
    """For a command, which leaves no message, and for each of several."""
    for desk, text in ((owned_desk, _VPN), (doubting_desk, _VPN), (owned_desk, "When is lunch served?")):
        reply = desk.answer(asked(text))
        assert [part for part in compose(reply, "a", quotes=True).parts if isinstance(part, Quoted)] == [Quoted(text)]
        assert not [part for part in compose(reply, "a").parts if isinstance(part, Quoted)]
    assert len([part for part in compose(owned_desk.answer(asked(_TWO)), "a").parts if isinstance(part, Quoted)]) == 2


def test_the_buttons_carry_the_ask(owned_desk: Desk) -> None:
    """Each correctable ask has its own way to say that it is wrong."""
    one = list(compose(owned_desk.answer(asked(_VPN)), "ask-1").actions())
    assert [(a.verb, a.ask, a.part) for a in one if a.verb is Verb.CORRECT] == [(Verb.CORRECT, "ask-1", 0)]
    two = list(compose(owned_desk.answer(asked(_TWO)), "ask-2").actions())
    assert [(a.ask, a.part) for a in two if a.verb is Verb.CORRECT] == [("ask-2", 0), ("ask-2", 1)]


def test_a_doubt_is_a_question_with_three_answers(doubting_desk: Desk) -> None:
    """The two candidates' answers, and neither."""
    reply = doubting_desk.answer(asked(_VPN))
    outline = compose(reply, "ask-1")
    actions = list(outline.actions())
    assert [action.verb for action in actions] == [Verb.CLARIFY, Verb.CLARIFY, Verb.CORRECT]
    assert actions[0].choice == "it.network"
    assert "?" in outline.summary


def test_a_persons_choice_is_said_to_be_one(desk: Desk) -> None:
    """Instead of a probability."""
    routed = desk.answer_again(_VPN, {0: Choice("is.data", "Ana")})
    turned_away = desk.answer_again(_VPN, {0: Choice("none", "you")})
    assert isinstance(routed, Route)
    assert isinstance(turned_away, NotOurs)
    assert "Ana chose it" in said(compose(routed, "a"))
    assert "sure" not in said(compose(routed, "a"))
    assert "You said that this isn't an IT or IS matter." in said(compose(turned_away, "a"))


def test_the_words_for_sureness_go_with_the_number_beside_them(desk: Desk) -> None:
    """A number that is rounded up to 90 % does not stand beside the words for less."""
    reply = desk.answer(asked("My VPN drops every ten minutes"))
    assert isinstance(reply, Route)
    for confidence in (0.8951, 0.8949, 0.6951, 0.4951, 0.999):
        best, *rest = reply.suggestion.ranking
        suggestion = replace(reply.suggestion, ranking=(replace(best, confidence=confidence), *rest))
        outline = compose(replace(reply, suggestion=suggestion))
        shown = next(part.value for part in outline.parts if isinstance(part, Fact) and part.label == "Why")
        number = int(re.search(r"(\d+)%", shown)[1]) / 100  # type: ignore[index]
        assert f"; {sureness(number)} (" in shown
