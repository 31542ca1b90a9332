"""Replies laid out: whatever was asked, the outline fits every platform."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.catalogue.model import Catalogue
from core.conversation.actions import Verb
from core.conversation.outline import (
    Buttons,
    Grid,
    Menu,
    Note,
    Outline,
)
from core.desk.compose import compose, compose_failure, compose_gone, compose_thanks
from core.desk.desk import Desk
from core.desk.reply import Reply
from core.desk.several import Routable
from core.desk.topics.define import Define
from core.desk.topics.skills import Skills
from core.desk.wording import FIND_OWNERS
from tests.core.desk.questions import asked
from tests.support.outlines import said, texts

_LABEL = 75
_OPTIONS = 100

_VPN = "My VPN connection drops every ten minutes"
_TWO = "1. I forgot my password and cannot log in\n2. The printer on floor 3 has a paper jam"
_LUNCH = "When is lunch served in the canteen today?"

_QUESTIONS = (
    _VPN,
    _TWO,
    _LUNCH,
    "skills",
    "skills is",
    "skills is.data",
    "compare",
    "what is IT?",
    "what is IS management?",
    "what is it.security?",
    "IT or IS?",
    "IT or IS for a slow server?",
    "owners",
    "who owns the network?",
    "who owns security?",
    "help",
    "",
    "thanks",
)


def _fits(outline: Outline) -> None:
    """What holds for every outline."""
    assert outline.title.strip()
    assert outline.summary.strip()
    assert outline.parts
    for part in outline.parts:
        assert all(text.strip() for text in texts(part))
        if isinstance(part, Buttons):
            assert part.buttons
            assert all(0 < len(button.label) <= _LABEL for button in part.buttons)
        if isinstance(part, Menu):
            options = [option for _, group in part.options for option in group]
            assert all(group for _, group in part.options)
            assert 0 < len(options) <= _OPTIONS
            assert all(0 < len(o.label) <= _LABEL and 0 < len(o.description) <= _LABEL for o in options)
            assert len({option.choice for option in options}) == len(options)
        if isinstance(part, Grid):
            assert all(len(row) == len(part.heads) for row in part.rows)


@pytest.mark.parametrize("text", _QUESTIONS)
def test_every_kind_of_reply_is_laid_out(desk: Desk, owned_desk: Desk, doubting_desk: Desk, text: str) -> None:
    """With and without a directory, sure and in doubt: title, summary, and labels that fit."""
    for one in (desk, owned_desk, doubting_desk):
        reply = one.answer(asked(text))
        _fits(compose(reply, "ask-1"))
        if reply.kind in ("route", "clarify", "none", "several"):
            current = one.answer_again(text, {})
            _fits(compose(one.choices(current, 1), "ask-1"))


def test_every_subject_is_laid_out(catalogue: Catalogue) -> None:
    """Each role and responsibility can be defined, and its skills shown."""
    for subject in (*catalogue.roles.values(), *catalogue.responsibilities.values(), None):
        _fits(compose(Define(subject, catalogue)))
        _fits(compose(Skills(subject, catalogue)))


@given(st.text(max_size=400) | st.text(st.sampled_from("vpn laptop\n1.;?!😀"), max_size=2000))
@example("x" * 3000)
@example("IT or IS for " + "x" * 150)
@settings(max_examples=40)
def test_whatever_is_asked_the_outline_fits(owned_desk: Desk, text: str) -> None:
    """No text makes a label too long or a part empty."""
    _fits(compose(owned_desk.answer(asked(text)), "ask-1"))


def test_without_a_directory_one_is_told_how_to_get_owners(desk: Desk) -> None:
    """Wherever an owner would stand."""
    for text in (_VPN, "who owns the network?", "owners"):
        assert FIND_OWNERS in said(compose(desk.answer(asked(text)), "ask-1"))
    assert "owners.yaml" in FIND_OWNERS


def test_a_long_text_is_said_to_be_read_in_part(desk: Desk) -> None:
    """In a note, for a route, for what is not ours and for several asks."""
    for text in (
        _VPN + " since Monday" * 200,
        _LUNCH + " yummy" * 400,
        _TWO + " in the printer" * 120,
    ):
        assert "I read only the first part" in said(compose(desk.answer(asked(text)), "ask-1"))
    assert "first part" not in said(compose(desk.answer(asked(_VPN)), "ask-1"))


def test_the_choices_hold_every_answer_once(desk: Desk, catalogue: Catalogue) -> None:
    """The likeliest first, then both roles, then neither, and a way back."""
    reply = desk.choices(desk.answer_again(_VPN, {}), 0)
    (menu,) = (part for part in compose(reply, "ask-1").parts if isinstance(part, Menu))
    choices = [option.choice for _, options in menu.options for option in options]
    assert sorted(choices) == sorted([*catalogue.responsibilities, "none"])
    assert (choices[0], choices[-1]) == ("it.network", "none")
    assert [a.verb for a in compose(reply, "ask-1").actions()] == [Verb.CORRECT_TO, Verb.BACK]


def test_thanks_are_added_to_an_outline(desk: Desk) -> None:
    """A correction is thanked for below the new answer, which stays as it is."""
    reply: Reply = desk.answer(asked(_VPN))
    plain = compose(reply, "ask-1")
    thanked = compose_thanks(plain)
    assert (thanked.title, thanked.summary, thanked.parts[:-1]) == (plain.title, plain.summary, plain.parts)
    assert isinstance(thanked.parts[-1], Note)


def test_what_went_wrong_is_said_kindly() -> None:
    """An answer that is gone, and a failure of our own: one plain paragraph."""
    for outline in (compose_gone(), compose_failure()):
        _fits(outline)
        assert not list(outline.actions())


def test_what_was_not_stored_offers_nothing_that_needs_it(owned_desk: Desk, doubting_desk: Desk) -> None:
    """Neither to correct nor to hand over: every button does without the stored question, and nothing is left to choose."""
    for desk in (owned_desk, doubting_desk):
        for text in _QUESTIONS:
            reply = desk.answer(asked(text))
            outline = compose(reply)
            _fits(outline)
            assert {action.verb for action in outline.actions()} <= {Verb.SKILLS, Verb.ASK}
            if isinstance(reply, Routable):
                with pytest.raises(ValueError, match="stored"):
                    compose(desk.choices(reply, 0))
