"""Second opinions on a text, beside what it is about: a question to us or a request; going on with the last answer or not."""

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
class SideHead:
    """One more linear head on the same features: it costs no second reading of the text.

    Attributes:
        answers: the T answers, `none` among them.
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
        """The likeliest answer but `none`, with how likely it is that the text is anything but that.

        Answers that are close to each other share what speaks against `none`: only together do they outweigh it.

        Args:
            unit: (384,) the text's vector, of length 1.
            words: its words.
        """
        odds = self._odds(unit, words)
        none = self.answers.index(NONE)
        others, odds[none] = 1 - odds[none], 0
        return Ranked(self.answers[int(odds.argmax())], float(others))

    def rank(self, unit: npt.NDArray[np.float32], words: Sequence[Word]) -> tuple[Ranked, ...]:
        """Every answer, `none` too, likeliest first; arguments as in `best`."""
        odds = self._odds(unit, words)
        return tuple(Ranked(self.answers[at], float(odds[at])) for at in np.argsort(-odds, kind="stable"))

    def _odds(self, unit: npt.NDArray[np.float32], words: Sequence[Word]) -> npt.NDArray[np.float32]:
        found = bag(words, self._rows, self.idf)
        return softmax(self.dense @ unit + self.bias + found.values @ self.lexical[found.rows].astype(np.float32))
