"""Words, letter groups and their bag."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.classifier.features import bag, lookup
from core.classifier.lexical import SLOTS, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("My VPN drops!", ["My", "VPN", "drops"]),
        ("can't open C++ or C# in node.js", ["can't", "open", "C++", "or", "C#", "in", "node.js"]),
        ("wi-fi, snake_case, 0x80070005", ["wi-fi", "snake", "case", "0x80070005"]),
        ("Größe des Büros", ["Größe", "des", "Büros"]),
        ("🙂 … --", []),
    ],
)
def test_words_are_found_as_people_see_them(text: str, found: list[str]) -> None:
    """Product names, codes and contractions stay whole; signs alone are no words."""
    assert [word.text for word in words(text)] == found


@given(st.text(max_size=300))
def test_words_stand_where_they_say(text: str) -> None:
    """Each word can be cut out of the text by its start and end, in order, and makes at least one feature."""
    found = words(text)
    assert [text[word.start : word.end] for word in found] == [word.text for word in found]
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(word.slots and 0 <= min(word.slots) <= max(word.slots) < SLOTS for word in found)


@given(st.text(max_size=100))
def test_case_makes_no_difference(text: str) -> None:
    """A shouted text has the features of a quiet one."""
    quiet = text.lower()
    assert [word.slots for word in words(quiet)] == [word.slots for word in words(quiet.lower())]


def test_a_shouted_word_is_the_same_word() -> None:
    """Features are those of the lower case."""
    assert [word.slots for word in words("VPN DROPS")] == [word.slots for word in words("vpn drops")]


_SLOTS = np.arange(0, SLOTS, 2)
_ROWS = lookup(_SLOTS)
_IDF = np.linspace(1, 9, len(_SLOTS), dtype=np.float32)


@given(st.text(max_size=300))
def test_a_bag_has_length_one_or_nothing_in_it(text: str) -> None:
    """Texts are compared by direction, long or short; one that training never met is empty."""
    found = bag(words(text), _ROWS, _IDF)
    length = float(np.linalg.norm(found.values))
    assert length == pytest.approx(1 if len(found.rows) else 0, abs=1e-4)
    assert list(found.rows) == sorted(set(found.rows.tolist()))


@given(st.text(max_size=300))
def test_shares_add_up_to_the_bag(text: str) -> None:
    """What each occurrence of a feature is given adds up to the feature's value."""
    found = bag(words(text), _ROWS, _IDF)
    total = np.bincount(found.features, found.shares[found.features], len(found.rows))
    assert total.tolist() == pytest.approx(found.values.tolist(), abs=1e-4)


@given(st.text(max_size=300))
def test_each_occurrence_belongs_to_the_word_that_makes_it(text: str) -> None:
    """A word has as many occurrences of features as it has slots that training kept."""
    expected = [sum(int(_ROWS[slot]) >= 0 for slot in word.slots) for word in words(text)]
    assert np.bincount(bag(words(text), _ROWS, _IDF).words, minlength=len(expected)).tolist() == expected


def test_lookup_turns_slots_into_rows() -> None:
    """A kept slot leads to its row, any other to -1."""
    rows = lookup(np.array([3, 8]))
    assert (rows[3], rows[8], rows[4], len(rows)) == (0, 1, -1, SLOTS)
