"""What a button carries, there and back."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.conversation.actions import Action, UnknownActionError, Verb

_actions = st.builds(
    Action, st.sampled_from(Verb), ask=st.text(max_size=20), part=st.integers(0, 9), choice=st.text(max_size=80)
)


@given(_actions)
def test_what_is_sent_comes_back(action: Action) -> None:
    """As JSON text and as an object, with defaults left out on the way."""
    assert Action.from_value(action.verb.value, action.to_value()) == action
    assert Action.of(action.verb.value, action.to_data()) == action
    assert all(action.to_data().values())


def test_a_button_carries_little() -> None:
    """Platforms limit what a button may carry: no spaces, no defaults, letters as they are."""
    action = Action(Verb.CLARIFY, "abc-1", 0, "it.access")
    assert action.to_value() == '{"ask":"abc-1","choice":"it.access"}'
    assert Action(Verb.ASK, choice="Größe").to_value() == '{"choice":"Größe"}'
    assert Action(Verb.BACK).to_value() == "{}"


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["ask", "part", "choice", "x"]), inner),
    max_leaves=6,
)


@given(st.sampled_from(Verb) | _json, _json | st.text() | st.binary() | st.builds(json.dumps, _json))
@example("back", "[" * 100_000)
@example("back", '{"part":' + "9" * 5000 + "}")
@example("back", None)
def test_junk_is_an_unknown_action(verb: object, junk: object) -> None:
    """Whatever comes back, it is an action of ours or an `UnknownActionError`, nothing else."""
    for read in (Action.of, Action.from_value):
        try:
            action = read(verb, junk)
        except UnknownActionError as error:
            assert str(error)  # noqa: PT017 - either outcome is right
        else:
            assert Action.of(action.verb, action.to_data()) == action


@pytest.mark.parametrize(
    ("verb", "data"),
    [
        ("resolved", {}),
        ("", {}),
        ("back", {"part": -1}),
        ("back", {"part": True}),
        ("back", {"part": "0"}),
        ("back", {"ask": 7}),
        ("back", {"choice": None}),
        ("back", []),
        ("back", "{}"),
    ],
)
def test_what_is_not_ours_is_refused(verb: str, data: object) -> None:
    """A verb, a part or an id that no button of ours carries."""
    with pytest.raises(UnknownActionError):
        Action.of(verb, data)


def test_what_a_later_version_adds_is_ignored() -> None:
    """A button of a newer version still works where its verb is known."""
    assert Action.of("back", {"ask": "a", "colour": "red"}) == Action(Verb.BACK, "a")
