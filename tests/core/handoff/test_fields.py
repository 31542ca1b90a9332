"""A text in the fields of a form."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.handoff.fields import fields_of, text_of

_TEXTS = st.text(st.sampled_from(["a", "b", "é", "😀", " ", "\n"]), max_size=120)


@given(_TEXTS, st.integers(10, 30))
@example("a b\nc" * 20, 10)
@example("😀" * 9, 10)
def test_what_is_opened_and_saved_is_the_same(text: str, most: int) -> None:
    """Each field holds its part, as wide as platforms count, and all of them together the text, with white space around inputs gone."""
    text = "\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip())
    fields = fields_of(text, "What", most)
    assert all(len(field.value.encode("utf-16-le")) // 2 <= most for field in fields)
    assert text_of({field.name: field.value.strip() for field in fields}) == text


@pytest.mark.parametrize("gap", ["", " ", "\n"])
def test_a_part_that_is_emptied_is_gone(gap: str) -> None:
    """So a text can be shortened by whole parts."""
    first, *others = fields_of(gap.join(["word" * 5] * 9), "What", 30)
    assert others
    assert all(field.optional for field in others)
    assert not first.optional
    assert text_of({first.name: first.value} | {field.name: "" for field in others}) == first.value
