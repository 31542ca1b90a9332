"""A text as the head sees it: the encoder's vector, and TF-IDF values of the words and letter groups met in training."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from core.classifier.lexical import SLOTS, Word


@dataclass(frozen=True, slots=True)
class Bag:
    """The lexical features of a text.

    Attributes:
        rows: (F,) which features, as rows of the head's lexical weights, ascending.
        values: (F,) their weights; the vector has length 1, or 0 for a text with nothing that training met.
        words: (M,) for each occurrence of a feature in the text the number of the word that it belongs to.
        features: (M,) and which of the F features it is.
        shares: (F,) the weight of one occurrence, so that a word's part in the whole can be told.
    """

    rows: npt.NDArray[np.int64]
    values: npt.NDArray[np.float32]
    words: npt.NDArray[np.int64]
    features: npt.NDArray[np.int64]
    shares: npt.NDArray[np.float32]


def lookup(slots: npt.NDArray[np.int64]) -> npt.NDArray[np.int32]:
    """(SLOTS,) for each slot its row in the weights, or -1."""
    rows = np.full(SLOTS, -1, dtype=np.int32)
    rows[slots] = np.arange(len(slots), dtype=np.int32)
    return rows


def bag(found: Sequence[Word], rows: npt.NDArray[np.int32], idf: npt.NDArray[np.float32]) -> Bag:
    """TF-IDF with logarithmic counts, scaled to length 1.

    Args:
        found: the words of the text.
        rows: (SLOTS,) each slot's row, -1 for slots that training did not keep.
        idf: (K,) inverse document frequency of each row.
    """
    lengths = [len(word.slots) for word in found]
    occurring = rows[np.fromiter(chain.from_iterable(word.slots for word in found), np.int64, sum(lengths))]
    known = occurring >= 0
    words = np.repeat(np.arange(len(found)), lengths)[known]
    kept, features, counts = np.unique(occurring[known], return_inverse=True, return_counts=True)
    number = counts.astype(np.float32)
    values = ((1 + np.log(number)) * idf[kept]).astype(np.float32)
    values /= np.float32(np.linalg.norm(values) or 1.0)
    return Bag(kept.astype(np.int64), values, words, features, values / number)
