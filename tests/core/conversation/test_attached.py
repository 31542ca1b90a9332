"""The line that names what came with a message, and the text that it stands under."""

from hypothesis import given
from hypothesis import strategies as st

from core.conversation.actions import Action, Verb
from core.conversation.attached import Item, clip_above_note, describe, join_note, split_note, with_note
from core.conversation.messages import Press
from core.conversation.people import Person, Place

_ITEMS = st.lists(
    st.builds(Item, st.sampled_from(["file", "picture", "video", "canvas", "a b"]), st.text(max_size=200)), max_size=30
)


@given(text=st.text(), items=_ITEMS)
def test_a_text_and_what_came_with_it_come_apart_as_they_went_together(text: str, items: list[Item]) -> None:
    """Whatever names people give their files; a text without files stays as it is."""
    said, what = split_note(text)
    joined = with_note(said, items)
    if items:
        assert split_note(joined) == (said, describe(items))
        assert joined.count("\n") <= said.count("\n") + 1
    assert join_note(said, what) == text.rstrip(" \t") or not what


@given(text=st.text(max_size=300), items=_ITEMS, most=st.integers(1, 300))
def test_a_text_that_is_cut_keeps_its_line(text: str, items: list[Item], most: int) -> None:
    """As long as there is room for the line at all; it is never longer than was asked for."""
    clipped = clip_above_note(with_note(text, items), most)
    assert len(clipped) <= most
    what = describe(items)
    if items and len(join_note("", what)) < most - 1:
        assert split_note(clipped)[1] == what


@given(items=_ITEMS)
def test_the_line_stays_short(items: list[Item]) -> None:
    """However many there are and however long their names, it is a line that one reads."""
    assert len(describe(items)) < 2_000


_TYPED = st.lists(
    st.sampled_from(
        ["[Attached to the original message: ", "]", "\n", "a file: x.pdf", "[", "my VPN drops", " ", "\t", "\0"]
    )
).map("".join)


@given(typed=_TYPED, items=_ITEMS)
def test_nobody_can_type_the_line(typed: str, items: list[Item]) -> None:
    """What a person wrote is read, counted and edited in full, whatever it looks like; only what came with it stands in the line."""
    said, what = split_note(with_note(typed, items))
    assert what == describe(items)
    assert len(said) == len(typed)


@given(typed=_TYPED)
def test_nobody_can_type_the_line_into_a_form(typed: str) -> None:
    """Nor where a request is edited."""
    person = Person("slack", "T1", "U1", "Ana")
    press = Press(Action(Verb.EDIT, "1"), person, Place("slack", "T1", "C1"), inputs={"text": typed})
    assert split_note(press.inputs["text"])[1] == ""


def test_a_line_that_was_stored_long_ago_is_still_known() -> None:
    """Rows keep the text as it was written then."""
    assert split_note("VPN drops\n[Attached to the original message: a file: x.pdf]") == ("VPN drops", "a file: x.pdf")
