"""Which words the examples know; and the known word that a mistyped one stands for.

Without it, one wrong letter in one word changes one answer in eight; with it, one in thirty (docs/classifier.md).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from core.classifier import lexical

MENDED_FROM = 4
"""Letters. Shorter words are too near to each other."""

MENDED_UP_TO = 30
"""The examples' own words are shorter, and the ways to mistype a word grow with its length, each as long as the word."""

FAMILIAR_FROM = 3
"""How many examples a word must stand in for another to be taken as a slip of it."""

READ_AT_LEAST = 0.45
"""Share of recognised words under which a text is in no language that the examples are written in.

Measured on 60 sentences in 26 other languages, of which it tells 51, and on 1,015 English requests, of which it takes 2
for something else."""

_PROSE = re.compile(r"[^\W\d_]{2,}(?:['’][^\W\d_]+)?")
"""A word of prose: letters only, so that codes and figures count neither for a language nor against it."""


@dataclass(frozen=True)
class Vocabulary:
    """The words of the examples.

    Attributes:
        counts: lower-case word to the number of examples that it stands in.
    """

    counts: Mapping[str, int]

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Vocabulary":
        """The vocabulary of some examples."""
        counted = Counter(word for text in texts for word in {word.text.lower() for word in lexical.words(text)})
        return cls(dict(sorted(counted.items())))

    def reads(self, written: Sequence[lexical.Word], mended: Sequence[lexical.Word]) -> bool:
        """Whether enough of a text's words are recognised to say anything of it. True for a text without words.

        A mended word counts neither way: it may be a slip, or a word of a kindred language.

        Args:
            written: the words of the text.
            mended: the same after mending.
        """
        pairs = zip(written, mended, strict=True)
        prose = [word.text.lower() for word, now in pairs if word.text == now.text and _PROSE.fullmatch(word.text)]
        recognised = sum(word in self.counts for word in prose)
        return recognised >= READ_AT_LEAST * len(prose)

    def mend(self, text: str, words: Sequence[lexical.Word], is_word: Callable[[str], bool]) -> str:
        """The text with mistyped words replaced, word for word.

        A word is mistyped when neither we nor `is_word` know it, and one letter more, less, other or swapped makes it one
        that the examples use often.

        Args:
            text: as it was written.
            words: its words.
            is_word: whether a lower-case word is one in general use.
        """
        pieces: list[str] = []
        last = 0
        for word in words:
            better = self._mend_word(word.text.lower(), is_word)
            if better:
                pieces += (text[last : word.start], better)
                last = word.end
        return "".join((*pieces, text[last:]))

    def _mend_word(self, word: str, is_word: Callable[[str], bool]) -> str | None:
        if (
            not MENDED_FROM <= len(word) <= MENDED_UP_TO
            or not (word.isascii() and word.isalpha())
            or word in self.counts
            or is_word(word)
        ):
            return None
        counts = self.counts
        familiar = ((counts[other], other) for other in _one_slip_away(word) if counts.get(other, 0) >= FAMILIAR_FROM)
        candidates = (pair for pair in familiar if len(pair[1]) >= MENDED_FROM and pair[1].isalpha())
        return max(candidates, default=(0, None))[1]


def _one_slip_away(word: str) -> Iterator[str]:
    """Every string that one slip of the fingers could have made `word` of, `word` itself among them."""
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in ascii_lowercase:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]
