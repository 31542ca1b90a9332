"""Patterns that are compiled late."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.patterns import compile_late


@given(text=st.text("abAB 1"), flags=st.sampled_from([0, re.IGNORECASE]))
def test_a_late_pattern_finds_what_an_early_one_finds(text: str, flags: int) -> None:
    """A pattern that is compiled late does all that one does that was compiled at once."""
    late, early = compile_late(r"(?P<word>a+)b?", flags), re.compile(r"(?P<word>a+)b?", flags)
    for _ in range(2):  # the first use compiles it
        assert [found.groups() for found in late.finditer(text)] == [found.groups() for found in early.finditer(text)]
        assert late.sub("x", text) == early.sub("x", text)
        assert re.sub(late, "x", text) == early.sub("x", text)
    assert isinstance(late, re.Pattern)
    assert (late.pattern, late.flags) == (early.pattern, early.flags)


def test_nothing_is_compiled_before_it_is_used() -> None:
    """A mistake in a pattern shows at its first use, because nothing is compiled before."""
    broken = compile_late("(")
    with pytest.raises(re.error):
        broken.search("")
