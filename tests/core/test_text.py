"""Texts as people write them."""

from hypothesis import given
from hypothesis import strategies as st

from core.text import shorten


@given(st.text(max_size=50), st.integers(1, 60))
def test_clipping_shows_that_something_is_missing(text: str, most: int) -> None:
    """What fits stays, what does not ends in an ellipsis and fits then."""
    short = shorten(text, most)
    assert len(short) <= most
    assert (short == text) == (len(text) <= most) or text == short
    assert len(text) <= most or short.endswith("…")
