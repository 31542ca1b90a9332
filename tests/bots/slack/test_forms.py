"""Forms as Slack modals."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bots.slack.render import answers, modal, state_of
from core.conversation.outline import Field, Form, Option, Pick
from tests.bots.slack.blockkit import Json
from tests.bots.slack.wire import submission

_TEXT = st.text(max_size=400)
_NAMES = st.lists(st.sampled_from(["text", "note", "belongs", "other"]), unique=True, max_size=4)
_OPTION = st.builds(Option, choice=st.text(max_size=170), label=_TEXT, description=_TEXT)
_GROUPS = st.lists(st.tuples(_TEXT, st.lists(_OPTION, max_size=4).map(tuple)), max_size=4).map(tuple)


@st.composite
def _forms(draw: st.DrawFn) -> Form:
    fields = [
        draw(
            st.one_of(
                st.builds(
                    Field,
                    name=st.just(name),
                    label=_TEXT,
                    value=_TEXT,
                    most=st.integers(1, 9000),
                    optional=st.booleans(),
                ),
                st.builds(Pick, name=st.just(name), label=_TEXT, options=_GROUPS),
            )
        )
        for name in draw(_NAMES)
    ]
    return Form(draw(_TEXT), tuple(fields), draw(_TEXT))


def _width(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _plain(node: Json, most: int) -> bool:
    return node["type"] == "plain_text" and 0 < _width(node["text"]) <= most


def _check(view: Json) -> None:
    """What Slack's reference says of modals."""
    assert _plain(view["title"], 24)
    assert _plain(view["submit"], 24)
    assert _plain(view["close"], 24)
    assert _width(view["private_metadata"]) <= 3000
    assert len(view["blocks"]) <= 100
    names = [block["block_id"] for block in view["blocks"]]
    assert len(set(names)) == len(names)
    for block in view["blocks"]:
        assert _plain(block["label"], 2000)
        element = block["element"]
        if element["type"] == "plain_text_input":
            assert 1 <= element["max_length"] <= 3000
            assert _width(element.get("initial_value", "")) <= element["max_length"]
            continue
        assert element["type"] == "static_select"
        assert 0 < len(element["option_groups"]) <= 100
        for group in element["option_groups"]:
            assert _plain(group["label"], 75)
            assert 0 < len(group["options"]) <= 100
            for option in group["options"]:
                assert _plain(option["text"], 75)
                assert 0 < _width(option["value"]) <= 150
                assert "description" not in option or _plain(option["description"], 75)


@given(_forms(), st.dictionaries(st.text(max_size=20), st.text(max_size=2000), max_size=3))
def test_no_form_breaks_a_limit(form: Form, state: dict[str, Any]) -> None:
    """Whatever the texts, Slack takes the view; a state that is too large gives none."""
    view = modal(form, state)
    if view is None:
        return
    _check(view)
    assert state_of(view["private_metadata"]) == state


@given(st.text(min_size=1, max_size=500), st.text(max_size=500))
def test_what_is_filled_in_comes_back(text: str, note: str) -> None:
    """By field, texts and choices alike."""
    pick = Pick("belongs", "Where?", (("IT", (Option("it.network", "Network", ""),)),))
    view = modal(Form("Not ours", (Field("text", "Why"), Field("note", "Note", optional=True), pick), "Send"), {})
    assert view is not None
    sent = submission(view, text=text, note=note, belongs="it.network")
    assert answers(sent["view"]["state"]["values"]) == {"text": text, "note": note, "belongs": "it.network"}


def test_what_is_left_empty_is_left_out() -> None:
    """Slack sends null for it."""
    assert answers({"note": {"answer": {"type": "plain_text_input", "value": None}}, "odd": {}}) == {}
    assert answers({"belongs": {"answer": {"type": "static_select", "selected_option": None}}}) == {}
