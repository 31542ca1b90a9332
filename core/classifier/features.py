"""A text as the head sees it: the encoder's vector, and TF-IDF values of the words and letter groups met in training."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.classifier.lexical import Word


@dataclass(frozen=True, slots=True)
class Bag:
    """The lexical features of a text.

    Attributes:
        rows: (F,) which features, as rows of the head's lexical weights, ascending.
        values: (F,) their weights; the vector has length 1, or 0 for a text with nothing that training met.
        shares: row to the weight of one occurrence, so that a word's part in the whole can be told.
    """

    rows: npt.NDArray[np.int64]
    values: npt.NDArray[np.float32]
    shares: dict[int, float]


def bag(found: Sequence[Word], rows: npt.NDArray[np.int32], idf: npt.NDArray[np.float32]) -> Bag:
    """TF-IDF with logarithmic counts, scaled to length 1.

    Args:
        found: the words of the text.
        rows: (SLOTS,) each slot's row, -1 for slots that training did not keep.
        idf: (K,) inverse document frequency of each row.
    """
    counts = Counter(row for word in found for slot in word.slots if (row := int(rows[slot])) >= 0)
    kept = np.array(sorted(counts), dtype=np.int64)
    number = np.array([counts[int(row)] for row in kept], dtype=np.float32)
    values = ((1 + np.log(number)) * idf[kept]).astype(np.float32) if len(kept) else np.zeros(0, np.float32)
    values /= np.float32(np.linalg.norm(values) or 1.0)
    return Bag(kept, values, dict(zip(kept.tolist(), (values / np.maximum(number, 1)).tolist(), strict=True)))
