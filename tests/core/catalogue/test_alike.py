"""Examples that are each other's rewordings."""

import pytest

from core.catalogue.alike import alike


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Please order a new monitor for the reception", "please order a new keyboard for the reception"),
        (
            "The label printer in hall two jams every morning",
            "The label printer in hall two jams every morning since Monday, help",
        ),
        ("who owns the list of our suppliers", "Who owns the list of our customers?"),
    ],
)
def test_a_swapped_or_added_word_is_seen_through(one: str, other: str) -> None:
    """A template with another noun, or a text with a few more words, is much the same as the first."""
    (pair,) = alike({"it.hardware": ("Something else altogether, for once", one), "it.software": (other,)})
    assert (pair.first, pair.second) == (("it.hardware", one), ("it.software", other))
    assert 0.5 <= pair.share < 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("printer jams", "Printer jams!"),
        ("We need a dashboard of open orders per region", "The printer needs a part before the weekend"),
        ("can you give me access to the payroll folder", "can you give me a hint how to print both sides"),
    ],
)
def test_others_are_not(one: str, other: str) -> None:
    """Short subjects, and texts that share an opening, are examples of their own."""
    assert alike({"it.hardware": (one,), "none": (other,)}) == []
