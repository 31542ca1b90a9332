"""What a text means after a turn: the pure function."""

from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import core.catalogue
from core.conversation.messages import Question
from core.conversation.people import Place
from core.desk.desk import Desk
from core.desk.followups.grown import add, correct, has_grown, suggest_grown
from core.desk.followups.turn import LONGEST_FOLLOW_UP, Choose, Tell, Turn, subject_of
from core.desk.requests import Route
from core.desk.several import Routable

_HERE = Place("cli", "", "")
_FRESH = 0.98
"""Of requests that people write, so many are never taken for part of another, whatever was said before."""

_BEFORE = (
    "my vpn drops every ten minutes",
    "I can't get into the VPN",
    "when is payday",
    "what skills does an IT manager need?",
    "we need a dashboard of sales by region",
)


def _turn(desk: Desk, text: str, kind: str = "") -> Turn:
    reply = desk.answer(Question(text, "you", _HERE))
    if isinstance(reply, Routable):
        return Turn(kind=kind or reply.kind, about=subject_of(reply), request=text, current=reply)
    return Turn(kind=reply.kind, about=subject_of(reply))


def _texts(node: object) -> Iterable[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from _texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from _texts(value)


def test_a_request_of_its_own_is_a_new_one(desk: Desk) -> None:
    """Hundreds of requests of four words and more, each written as a first message, are hardly ever taken for a follow-up."""
    examples = Path(core.catalogue.__file__).parent / "data" / "examples"
    texts = [
        text
        for file in sorted(examples.glob("*.yaml"))
        for text in list(_texts(yaml.safe_load(file.read_text(encoding="utf-8"))))[::12]
        if len(text) <= LONGEST_FOLLOW_UP and len(text.split()) > 3
    ]
    before = [_turn(desk, text) for text in _BEFORE]
    taken = [text for at, text in enumerate(texts) if desk.follow(before[at % len(before)], text)]
    assert len(texts) > 400
    assert 1 - len(taken) / len(texts) >= _FRESH, taken


@pytest.mark.parametrize(
    "text",
    ["somebody hacked my account", "I clicked the link in a phishing mail", "there is fire in the server room"],
)
def test_danger_is_never_a_follow_up(desk: Desk, text: str) -> None:
    """Whatever was said before, it is answered for itself, with what to do."""
    for before in _BEFORE:
        assert desk.follow(_turn(desk, before), text) is None


@pytest.mark.parametrize(
    ("before", "text", "kind"),
    [
        ("what skills does an IT manager need?", "and for IS?", "skills"),
        ("what is IS management?", "more", "duties"),
        ("what is IS management?", "and the other one?", "define"),
        ("who owns hardware?", "what about data?", "owner"),
        ("what is data management?", "which skills does it need?", "skills"),
        ("my vpn drops every ten minutes", "and who do I call about it?", "owner"),
        ("my vpn drops every ten minutes", "what skills do they need?", "skills"),
        ("my vpn drops every ten minutes", "are you sure?", "why"),
        ("my vpn drops every ten minutes", "why not hardware?", "why"),
        ("my vpn drops every ten minutes", "when will it be fixed?", "cannot_tell"),
        ("my vpn drops every ten minutes", "never mind, it works again", "dropped"),
        ("I can't get into the VPN", "no idea", "why"),
    ],
)
def test_a_follow_up_is_answered_in_its_kind(desk: Desk, before: str, text: str, kind: str) -> None:
    """About what was said last, by the answer that the question in full would get."""
    move = desk.follow(_turn(desk, before), text)
    assert isinstance(move, Tell)
    assert move.reply.kind == kind


@pytest.mark.parametrize(("text", "says_yes"), [("yes", True), ("perfect", True), ("no", False), ("don’t send", False)])
def test_a_preview_is_answered_with_yes_or_no(desk: Desk, text: str, says_yes: bool) -> None:
    """What sends it is a yes to what was shown; under a mere suggestion a nod does nothing."""
    move = desk.follow(_turn(desk, _BEFORE[0], "preview"), text)
    assert isinstance(move, Choose)
    assert (move.verb.value == "send") == says_yes
    assert not isinstance(desk.follow(_turn(desk, _BEFORE[0]), "perfect"), Choose)


def test_a_colleagues_request_is_only_spoken_of(desk: Desk) -> None:
    """Nothing is added to it, and nothing done with it."""
    own = _turn(desk, _BEFORE[0])
    theirs = Turn(kind=own.kind, about=own.about, request=own.request, current=own.current, own=False)
    for text in ("hand it over", "since this morning", "no, I meant the printer", "that’s wrong"):
        assert desk.follow(own, text) is not None
        assert desk.follow(theirs, text) is None
    assert isinstance(desk.follow(theirs, "who owns it?"), Tell)


@given(st.text(max_size=200))
def test_whatever_is_written_is_read(desk: Desk, text: str) -> None:
    """No text brings it down, after a request, an open question, or a question on the roles."""
    for before in _BEFORE[:4]:
        desk.follow(_turn(desk, before), text)


@given(st.lists(st.sampled_from(["since this morning", "my whole floor", "not urgent", "i mean it"]), max_size=4))
def test_details_make_no_request_unclear(desk: Desk, details: list[str]) -> None:
    """A request that was clear stays where it is, and holds every word."""
    text = _BEFORE[0]
    for detail in details:
        text = add(text, detail)
    reply = desk.answer(Question(text, "you", _HERE))
    assert isinstance(reply, Route)
    assert reply.responsibility.id == "it.network"
    assert all(detail in reply.suggestion.text for detail in details)


def test_what_was_meant_weighs_most(desk: Desk) -> None:
    """A correction decides, and what came with the message stays at its end."""
    asked = "it does not work\n[Attached to the original message: a picture]"
    text = correct(asked, "the printer on floor 3")
    assert has_grown(text)
    assert text.endswith("[Attached to the original message: a picture]")
    assert suggest_grown("it does not work\nMeant: the printer", desk.suggest).best.answer == "it.hardware"
