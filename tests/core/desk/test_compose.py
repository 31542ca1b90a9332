"""Replies laid out: whatever was asked, the outline fits every platform."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.catalogue.model import Catalogue
from core.classifier.suggestion import Example, Ranked, Reason, Suggestion
from core.conversation.actions import Verb
from core.conversation.outline import (
    Bullets,
    Buttons,
    Fact,
    Grid,
    Menu,
    Note,
    Outline,
    OwnedBy,
    Paragraph,
    Part,
    Quoted,
)
from core.desk.compose import compose, compose_failure, compose_gone, compose_thanks
from core.desk.desk import Desk
from core.desk.reply import Choice, Define, NotOurs, Reply, Route, Skills
from core.desk.words import FIND_OWNERS, clipped, sureness, why
from tests.core.desk.questions import asked

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


def _texts(part: Part) -> list[str]:
    match part:
        case Paragraph() | Quoted() | Note():
            return [part.text]
        case Fact():
            return [part.label, part.value]
        case Bullets():
            return list(part.items)
        case Grid():
            return [cell for row in part.rows for cell in row]
        case OwnedBy():
            return [part.label, part.team.name]
        case Buttons():
            return [button.label for button in part.buttons]
        case Menu():
            return [part.label, *(o.label for _, options in part.options for o in options)]
        case _:
            return []


def _fits(outline: Outline) -> None:
    """What holds for every outline."""
    assert outline.title.strip()
    assert outline.summary.strip()
    assert outline.parts
    for part in outline.parts:
        assert all(text.strip() for text in _texts(part))
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


def _said(outline: Outline) -> str:
    return "\n".join(text for part in outline.parts for text in _texts(part))


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
        _fits(compose(Define(subject, catalogue), ""))
        _fits(compose(Skills(subject, catalogue), ""))


@given(st.text(max_size=400) | st.text(st.sampled_from("vpn laptop\n1.;?!😀"), max_size=2000))
@example("x" * 3000)
@example("IT or IS for " + "x" * 150)
@settings(max_examples=40)
def test_whatever_is_asked_the_outline_fits(owned_desk: Desk, text: str) -> None:
    """No text makes a label too long or a part empty."""
    _fits(compose(owned_desk.answer(asked(text)), "ask-1"))


def test_a_route_quotes_and_explains(owned_desk: Desk) -> None:
    """The words of the requester, why, how sure in words, the role, the owner, and what to include."""
    outline = compose(owned_desk.answer(asked(_VPN)), "ask-1")
    parts = {type(part): part for part in outline.parts}
    facts = {part.label: part.value for part in outline.parts if isinstance(part, Fact)}
    assert outline.title == "Networks and connectivity"
    assert parts[Quoted] == Quoted(_VPN)
    assert "“VPN”" in facts["Why"]
    assert any(words in facts["How sure"] for words in ("very sure", "fairly sure", "not quite sure"))
    assert facts["Role"].startswith("IT Management")
    owned = parts[OwnedBy]
    assert isinstance(owned, OwnedBy)
    assert owned.team.name == "Network operations"
    assert outline.summary == (
        "This belongs to Networks and connectivity (IT Management). Network operations owns Networks and connectivity."
    )


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


def test_without_a_directory_one_is_told_how_to_get_owners(desk: Desk) -> None:
    """Wherever an owner would stand."""
    for text in (_VPN, "who owns the network?", "owners"):
        assert FIND_OWNERS in _said(compose(desk.answer(asked(text)), "ask-1"))
    assert "owners.yaml" in FIND_OWNERS


def test_what_nobody_owns_goes_to_the_fallback(owned_desk: Desk) -> None:
    """With the label saying so."""
    outline = compose(owned_desk.answer(asked("who owns security?")), "")
    assert "No owner is listed; ask" in _said(outline)
    assert outline.summary == "No owner is listed for Security. Ask Service desk."


def test_an_owner_can_be_reached(owned_desk: Desk) -> None:
    """The contact that the directory gives is shown."""
    assert "ext. 4321" in _said(compose(owned_desk.answer(asked("who owns the network?")), ""))


def test_a_long_text_is_said_to_be_read_in_part(desk: Desk) -> None:
    """In a note, for a route, for what is not ours and for several asks."""
    for text in (
        _VPN + " since Monday" * 200,
        _LUNCH + " yummy" * 400,
        _TWO + " in the printer" * 120,
    ):
        assert "I read only the first part of it" in _said(compose(desk.answer(asked(text)), "ask-1"))
    assert "first part" not in _said(compose(desk.answer(asked(_VPN)), "ask-1"))


def test_a_persons_choice_is_said_to_be_one(desk: Desk) -> None:
    """Instead of a probability."""
    routed = desk.answer_again(_VPN, {0: Choice("is.data", "Ana")})
    turned_away = desk.answer_again(_VPN, {0: Choice("none", "you")})
    assert isinstance(routed, Route)
    assert isinstance(turned_away, NotOurs)
    assert "Ana chose it" in _said(compose(routed, "a"))
    assert "How sure" not in _said(compose(routed, "a"))
    assert "You said that this isn't an IT or IS matter." in _said(compose(turned_away, "a"))


def test_the_choices_hold_every_answer_once(desk: Desk, catalogue: Catalogue) -> None:
    """The likeliest first, then both roles, then neither, and a way back."""
    reply = desk.choices(desk.answer_again(_VPN, {}), 0)
    (menu,) = (part for part in compose(reply, "ask-1").parts if isinstance(part, Menu))
    choices = [option.choice for _, options in menu.options for option in options]
    assert sorted(choices) == sorted([*catalogue.responsibilities, "none"])
    assert (choices[0], choices[-1]) == ("it.network", "none")
    assert [a.verb for a in compose(reply, "ask-1").actions()] == [Verb.CORRECT_TO, Verb.BACK]


def test_help_offers_questions_that_work(desk: Desk) -> None:
    """Each example that can be pressed gets an answer that is neither help nor a refusal."""
    pressed = [action.choice for action in compose(desk.answer(asked("help")), "").actions()]
    assert len(pressed) >= 4
    kinds = [desk.answer(asked(text)).kind for text in pressed]
    assert not {"help", "none", "smalltalk"} & set(kinds)
    assert len(set(kinds)) >= 3


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


@pytest.mark.parametrize(
    ("confidence", "words"),
    [(1.0, "very sure"), (0.9, "very sure"), (0.89, "fairly sure"), (0.5, "not quite sure"), (0.0, "only guessing")],
)
def test_sureness_is_put_in_words(confidence: float, words: str) -> None:
    """From nought to one there is always a word."""
    assert sureness(confidence) == words


@pytest.mark.parametrize(
    ("words", "similarity", "says"),
    [
        (("VPN", "drops", "slow", "often"), 0.9, "the words “VPN”, “drops” and “slow”; it resembles “vpn down”"),
        (("VPN", "drops"), 0.1, "the words “VPN” and “drops”"),
        (("tunnel", "drops"), 0.9, "the words “tunnel” and “drops”"),
        (("VPN",), 0.1, "the word “VPN”"),
        ((), 0.1, "the text as a whole"),
    ],
)
def test_reasons_are_said_as_people_do(words: tuple[str, ...], similarity: float, says: str) -> None:
    """At most three words, and a likeness only where one sees it: close, and with a deciding word in common."""
    reasons = tuple(Reason(word, 1.0) for word in words)
    near = (Example("mail down", "it.software", 0.95), Example("vpn down", "it.network", similarity))
    ranking = (Ranked("it.network", 0.8), Ranked("it.software", 0.2))
    assert why(Suggestion("x", ranking, "route", (), reasons, near)) == says


@given(st.text(max_size=50), st.integers(1, 60))
def test_clipping_shows_that_something_is_missing(text: str, most: int) -> None:
    """What fits stays, what does not ends in an ellipsis and fits then."""
    short = clipped(text, most)
    assert len(short) <= most
    assert (short == text) == (len(text) <= most) or text == short
    assert len(text) <= most or short.endswith("…")
