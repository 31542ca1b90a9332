"""What a text is about: a request, or a question on the roles themselves, such as what they are or which skills they take."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from core.catalogue.model import NONE
from core.classifier.arrays import softmax
from core.classifier.features import bag, lookup
from core.classifier.lexical import Word
from core.classifier.suggestion import Ranked


@dataclass(frozen=True)
class TopicHead:
    """A second linear head on the same features: it costs no second reading of the text.

    Attributes:
        answers: the T topics, `none` for a request among them.
        dense: (T, 384) weights of the encoder's unit vector.
        bias: (T,).
        slots: (K,) the lexical slots that were met in training, ascending.
        lexical: (K, T) their weights.
        idf: (K,) their inverse document frequencies.
    """

    answers: tuple[str, ...]
    dense: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]
    slots: npt.NDArray[np.int64]
    lexical: npt.NDArray[np.float16]
    idf: npt.NDArray[np.float32]

    @cached_property
    def _rows(self) -> npt.NDArray[np.int32]:
        return lookup(self.slots)

    def best(self, unit: npt.NDArray[np.float32], words: Sequence[Word]) -> Ranked:
        """The likeliest question, with how likely the text is any question at all, and no request.

        Args:
            unit: (384,) the text's vector, of length 1.
            words: its words.
        """
        found = bag(words, self._rows, self.idf)
        logits = self.dense @ unit + self.bias + found.values @ self.lexical[found.rows].astype(np.float32)
        odds = softmax(logits)
        request = self.answers.index(NONE)
        # questions that are close to each other share what speaks for a question: only together do they outweigh a request
        asked, odds[request] = 1 - odds[request], 0
        return Ranked(self.answers[int(odds.argmax())], float(asked))
