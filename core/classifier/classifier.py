"""The classifier: a text in, a suggestion out. Deterministic: the same text gives the same suggestion on every run."""

import re
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from core.catalogue.model import NONE
from core.classifier import lexical
from core.classifier.arrays import softmax
from core.classifier.encoder import Encoded, Encoder
from core.classifier.features import Bag, bag, lookup
from core.classifier.head import Floats, Head, Thresholds
from core.classifier.suggestion import Example, Late, Outcome, Ranked, Reason, Suggestion

NEAREST = 3
"""How many examples are shown, and averaged for the similarity floor."""

_PART = 512
"""Examples compared at once; 512 of 384 numbers are 0.8 MB."""

_REASONS = 5
_REASON_AT_LEAST = 0.05
"""In logits. A word that moved the answer less did not decide it."""


class Classifier:
    """A head on an encoder."""

    def __init__(self, encoder: Encoder, head: Head) -> None:
        self._encoder = encoder
        self._head = head
        self._rows = lookup(head.slots)
        self._none = head.answers.index(NONE)
        squares = np.einsum("ij,ij->i", head.example_vectors, head.example_vectors, dtype=np.float32)
        self._lengths = np.maximum(np.sqrt(squares), np.float32(1e-6))
        self._in_scope = np.flatnonzero(head.example_answers != self._none)
        self._by_answer = [np.flatnonzero(head.example_answers == at) for at in range(len(head.answers))]

    @property
    def head(self) -> Head:
        """The head in use."""
        return self._head

    def suggest(self, text: str) -> Suggestion:
        """Say where a text belongs, how likely, and why."""
        written = lexical.words(text)
        mended = self._head.vocabulary.mend(text, written, self._encoder.knows)
        words = written if mended == text else lexical.words(mended)
        unread = not self._head.vocabulary.reads(written, words)
        encoded = self._encoder.encode(mended)
        found = bag(words, self._rows, self._head.idf)
        unit = encoded.unit
        probabilities = self._probabilities(unit, found)
        order = np.argsort(-probabilities, kind="stable")
        ranking = tuple(Ranked(self._head.answers[at], float(probabilities[at])) for at in order)
        outcome = "none" if unread else decide(ranking, self._head.thresholds)
        candidates = tuple(r.answer for r in ranking if r.answer != NONE)[:2] if outcome == "clarify" else ()
        best = int(order[0])
        return Suggestion(
            text,
            ranking,
            outcome,
            candidates=candidates,
            reasons=Late(lambda: tuple(_strongest(written, self._weights(words, encoded, found, best)))),
            examples=Late(lambda: self._nearest(unit)),
            unread=unread,
            topic=self._head.topics.best(unit, words),
            moves=Late(lambda: self._head.moves.rank(unit, words)),
        )

    def _probabilities(self, unit: Floats, found: Bag) -> Floats:
        """(A,) calibrated. A text that is like nothing we know is more likely not ours than anything else."""
        head = self._head
        logits = head.dense @ unit + head.bias + found.values @ head.lexical[found.rows].astype(np.float32)
        probabilities = softmax(logits / np.float32(head.temperature))
        if not self._is_familiar(unit, probabilities):
            probabilities = probabilities / np.float32(2)
            probabilities[self._none] += 0.5
        return probabilities

    def _is_familiar(self, unit: Floats, probabilities: Floats) -> bool:
        """Whether the nearest examples in scope are near enough.

        Those of the likeliest answer are looked at first: where they are, there is no need to look at the others.
        """
        ours = np.delete(np.arange(len(probabilities)), self._none)
        likeliest = self._by_answer[ours[probabilities[ours].argmax()]]
        floor = self._head.thresholds.floor
        return (len(likeliest) >= NEAREST and self._nearness(unit, likeliest) >= floor) or (
            self._nearness(unit, self._in_scope) >= floor
        )

    def _nearness(self, unit: Floats, examples: npt.NDArray[np.int64]) -> float:
        """Mean cosine to the nearest of some examples."""
        likeness = self._likeness(unit, examples)
        nearest = np.partition(likeness, -NEAREST)[-NEAREST:] if len(likeness) > NEAREST else likeness
        return float(nearest.mean())

    def _likeness(self, unit: Floats, examples: npt.NDArray[np.int64] | slice) -> Floats:
        """Cosine to each of some examples. The vectors are bytes, and made numbers a part at a time, which stays in the cache."""
        vectors = self._head.example_vectors[examples]
        parts = (vectors[at : at + _PART] for at in range(0, len(vectors), _PART))
        return np.asarray(np.concatenate([part.astype(np.float32) @ unit for part in parts]) / self._lengths[examples])

    def _nearest(self, unit: Floats) -> tuple[Example, ...]:
        likeness = self._likeness(unit, slice(None))
        found = np.argpartition(-likeness, NEAREST)[:NEAREST] if len(likeness) > NEAREST else np.arange(len(likeness))
        order = found[np.argsort(-likeness[found], kind="stable")]
        return tuple(
            Example(
                self._head.examples[at],
                self._head.answers[int(self._head.example_answers[at])],
                float(np.clip(likeness[at], -1, 1)),
            )
            for at in order
        )

    def _weights(self, words: Sequence[lexical.Word], encoded: Encoded, found: Bag, best: int) -> list[float]:
        """What each word added to the best answer, over the average answer.

        The head is linear and the vector is a mean, so the parts add up exactly: no second run is needed.
        """
        dense = self._head.dense[best] - self._head.dense.mean(axis=0)
        by_token = encoded.tokens @ dense / (len(encoded.tokens) * encoded.norm)
        weights = [0.0] * len(words)
        at = 0
        for (start, end), weight in zip(encoded.spans, by_token.tolist(), strict=True):
            while at < len(words) and words[at].end <= start:
                at += 1
            if at < len(words) and end > words[at].start:
                weights[at] += weight
        by_row = self._head.lexical[found.rows].astype(np.float32)
        gains = (by_row[:, best] - by_row.mean(axis=1)) * found.shares
        by_word = np.bincount(found.words, gains[found.features], len(words))
        return [weight + lexical_weight for weight, lexical_weight in zip(weights, by_word.tolist(), strict=True)]


def decide(ranking: Sequence[Ranked], thresholds: Thresholds) -> Outcome:
    """Not ours when `none` is likeliest; route when an answer is likely enough; otherwise ask."""
    if ranking[0].answer == NONE:
        return "none"
    return "route" if ranking[0].confidence >= thresholds.route else "clarify"


_STOP_WORDS = frozenset(
    "a about after again all also am an and any are as at be because been before being but by can cannot could did do does "
    "doing don't during each every for from further get gets getting give go had has have having he hello her here hi him his "
    "how however i i'd i'm i've if in into is isn't it it's its just kind let like made make many may me might more most much "
    "must my need needs no nor not now of off on once one only or other our out over own please pls same shall she should so "
    "some somebody someone such team than thank thanks that that's the their them then there these they this those through to "
    "too until up us use used using very via want wants was we were what what's when where which while who whom why will with "
    "within without would yes yet you your".split()
)


def _strongest(words: Sequence[lexical.Word], weights: Sequence[float]) -> Iterator[Reason]:
    """The weightiest words, each once, without those that mean nothing by themselves."""
    total: dict[str, tuple[str, float]] = {}
    for word, weight in zip(words, weights, strict=True):
        key = word.text.lower().replace("’", "'")
        if key in _STOP_WORDS or not re.search(r"[^\W\d_]", key) or len(key) == 1:
            continue
        shown, so_far = total.get(key, (word.text, 0.0))
        total[key] = (shown, so_far + weight)
    ordered = sorted(total.values(), key=lambda pair: -pair[1])
    yield from (Reason(shown, weight) for shown, weight in ordered[:_REASONS] if weight >= _REASON_AT_LEAST)
