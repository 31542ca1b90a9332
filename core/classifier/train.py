"""Fit the head to the example requests of a catalogue. Needs scikit-learn (the extra `train`).

Two softmax regressions, one on the encoder's vectors and one on the words and letter groups, whose log-probabilities are
averaged. The first is held back more: the encoder was tuned on most of these examples and looks better on them than it is.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import numpy as np
import numpy.typing as npt

from core.catalogue.model import NONE
from core.classifier import lexical
from core.classifier.calibrate import shift_of_none
from core.classifier.encoder import DIMENSIONS, Encoder, Vector
from core.classifier.features import bag, lookup
from core.classifier.head import FORMAT, Floats, Head, Thresholds, quantise
from core.classifier.reading import request_in
from core.classifier.side_head import SideHead
from core.classifier.spelling import Vocabulary
from core.errors import UserError

DENSE_C = 0.1
"""Inverse regularisation of the regression on vectors; 1 and 0.01 give less on unseen requests (docs/classifier.md)."""

LEXICAL_C = 5.0
"""Inverse regularisation of the regression on words and letter groups; flat from 3 to 10."""

TOPIC_C = (100.0, 30.0)
"""The same two for topics, which the encoder was not tuned on, and of which there are fewer examples."""

TOPIC_TEMPERATURE = 0.5
"""By which the logits of the side heads are divided: two regressions that are averaged are less sure than either."""

TOPIC_REQUESTS = 4
"""One example request in so many stands among the questions for what is none."""

ASKED_ABOUT_ROLES = 0.5
"""Assumed share of questions on the roles among short messages. The examples hold another, so `none` is weighed to this one."""

MOVE_C = (30.0, 10.0)
"""The same two for what goes on with an answer."""

MOVE_OTHERS = 12
"""One example request in so many, and one question in a quarter of that, stand among what stands for itself."""

GOES_ON = 0.9
"""Assumed share of what goes on with an answer, among short messages after one. The highest that still tells all own
messages that stand for themselves from those that go on (docs/classifier.md)."""

TALK = frozenset(
    "amend anger despair farewell human more no person praise press shared_skills sorry status sure thanks there undo "
    "unknown wrong yes".split()
)
"""Topics whose words mean something else after an answer; those of the others stand for themselves."""

DENSE_SHARE = 0.5
"""Of the average of the two."""

KEPT_FROM = 2
"""A lexical feature that only one example has teaches nothing but that example."""

EXAMPLES_AT_LEAST = 5
"""An answer with fewer cannot be learned."""

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


ToUnit = Callable[[str], Vector]
"""Turns a text into a unit vector, (384,)."""


class TrainingError(UserError):
    """The examples do not allow a training. The message is one sentence."""


@dataclass(frozen=True)
class Features:
    """Examples as matrices.

    Attributes:
        vectors: (N, 384) unit vectors.
        lexical: (N, K) sparse matrix of lexical values.
        slots: (K,) the slot of each column.
        idf: (K,) its inverse document frequency.
    """

    vectors: Floats
    lexical: Any
    slots: npt.NDArray[np.int64]
    idf: Floats


@dataclass(frozen=True)
class Weights:
    """A fitted head: (A, 384) and (K, A) weights, and (A,) bias."""

    dense: Floats
    lexical: Floats
    bias: Floats


Texts = Mapping[str, Sequence[str]]
"""Answer (`none` included) to the texts that it is right for."""


@dataclass(frozen=True)
class Lessons:
    """What a head is trained from.

    Attributes:
        examples: responsibilities to their example requests.
        questions: topics to ways of asking about the roles.
        moves: ways to go on with an answer to what people write then.
    """

    examples: Texts
    questions: Texts
    moves: Texts


def fingerprint(lessons: Lessons, encoder_sha256: str) -> str:
    """sha256 (hex) of all that decides what a training gives, but for the code."""
    settings = [FORMAT, encoder_sha256, DENSE_C, LEXICAL_C, DENSE_SHARE, KEPT_FROM, TOPIC_C, TOPIC_TEMPERATURE]
    settings += [MOVE_C, MOVE_OTHERS, GOES_ON, sorted(TALK)]
    texts = [sorted(pairs(each)) for each in (lessons.examples, lessons.questions, lessons.moves)]
    content = json.dumps([settings, *texts], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()


def train(
    lessons: Lessons,
    encoder: Encoder,
    progress: Progress = lambda *_: None,
) -> Head:
    """Fit a head.

    Args:
        lessons: what to train it from.
        encoder: turns them into vectors.
        progress: called as things get on.

    Raises:
        TrainingError: an answer has too few examples, or `none` is missing.
    """
    answers = in_order(lessons.examples)
    found = pairs(lessons.examples)
    texts = [text for _, text in found]
    truth = np.array([answers.index(answer) for answer, _ in found], dtype=np.int64)
    unit = cache(lambda text: encoder.encode(text).unit)  # some requests are examples for the topics too
    features = extract(texts, unit, progress)
    progress("Fitting the head", 0, 1)
    weights = fit(features, truth, len(answers))
    progress("Fitting the head", 1, 1)
    side = partial(train_side_head, unit=unit, progress=progress)
    topics = side(lessons.questions, texts[::TOPIC_REQUESTS], TOPIC_C, ASKED_ABOUT_ROLES)
    asked = [text for topic, text in pairs(lessons.questions) if topic not in TALK]
    moves = side(lessons.moves, [*texts[::MOVE_OTHERS], *asked[:: MOVE_OTHERS // 4]], MOVE_C, GOES_ON)
    record, none = encoder.record, answers.index(NONE)
    weights.bias[none] += record.temperature * shift_of_none(truth, none)
    return Head(
        answers=answers,
        dense=weights.dense,
        bias=weights.bias,
        slots=features.slots,
        lexical=weights.lexical.astype(np.float16),
        idf=features.idf,
        temperature=record.temperature,
        thresholds=Thresholds(record.route, record.floor),
        examples=tuple(texts),
        example_answers=truth,
        example_vectors=quantise(features.vectors),
        vocabulary=Vocabulary.of([*texts, *(text for _, text in pairs(lessons.questions))]),
        topics=topics,
        moves=moves,
        encoder=record.sha256,
        inputs=fingerprint(lessons, record.sha256),
    )


def train_side_head(
    lessons: Texts,
    others: Sequence[str],
    inverse: tuple[float, float],
    share: float,
    unit: ToUnit,
    progress: Progress,
) -> SideHead:
    """Fit a head that tells a few kinds of texts from all others.

    Args:
        lessons: answer (`none` included) to its texts.
        others: more of what is `none`.
        inverse: inverse regularisation of the regression on vectors, and of that on words.
        share: how much of what is read is assumed to be anything but `none`.
        unit: turns a text into a unit vector.
        progress: called as things get on.
    """
    answers = in_order(lessons)
    found = [*pairs(lessons), *((NONE, text) for text in others)]
    truth = np.array([answers.index(answer) for answer, _ in found], dtype=np.int64)
    features = extract([text for _, text in found], unit, progress)
    weights = fit(features, truth, len(answers), *inverse)
    divisor, none = np.float32(TOPIC_TEMPERATURE), answers.index(NONE)
    held = float((truth == none).mean())
    bias = weights.bias / divisor
    bias[none] += np.log((1 - share) / share) - np.log(held / (1 - held))
    lexical_weights = (weights.lexical / divisor).astype(np.float16)
    return SideHead(answers, weights.dense / divisor, bias, features.slots, lexical_weights, features.idf)


def in_order(examples: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The answers, `none` last.

    Raises:
        TrainingError: an answer has too few examples, or `none` is missing.
    """
    for answer in (*examples, NONE):
        if len(examples.get(answer, ())) < EXAMPLES_AT_LEAST:
            raise TrainingError(f"{answer} has fewer than {EXAMPLES_AT_LEAST} example requests; write some more.")
    return (*(answer for answer in examples if answer != NONE), NONE)


def pairs(examples: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """Each example as (answer, text), read as a request would be, white space folded."""
    return [(answer, " ".join(request_in(text).split())) for answer, texts in examples.items() for text in texts]


def extract(texts: Sequence[str], unit: ToUnit, progress: Progress) -> Features:
    """The features of texts, with slots and frequencies taken from these very texts."""
    vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    for at, text in enumerate(texts):
        vectors[at] = unit(text)
        progress("Encoding the examples", at + 1, len(texts))
    found = [lexical.words(text) for text in texts]
    frequency = np.zeros(lexical.SLOTS, dtype=np.int64)
    for words in found:
        frequency[list({slot for word in words for slot in word.slots})] += 1
    slots = np.flatnonzero(frequency >= KEPT_FROM)
    idf = (np.log((1 + len(texts)) / (1 + frequency[slots])) + 1).astype(np.float16).astype(np.float32)
    return Features(vectors, lexical_matrix(found, slots, idf), slots, idf)


def lexical_matrix(found: Sequence[Sequence[lexical.Word]], slots: npt.NDArray[np.int64], idf: Floats) -> Any:  # noqa: ANN401 - scipy has no types
    """(N, K) sparse matrix of the lexical values of texts, given as their words."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - only training needs it

    rows = lookup(slots)
    bags = [bag(words, rows, idf) for words in found]
    starts = np.cumsum([0, *(len(b.rows) for b in bags)])
    values, columns = np.concatenate([b.values for b in bags]), np.concatenate([b.rows for b in bags])
    return csr_matrix((values, columns, starts), shape=(len(bags), len(slots)))


def fit(
    features: Features,
    truth: npt.NDArray[np.int64],
    answers: int,
    dense_c: float = DENSE_C,
    lexical_c: float = LEXICAL_C,
) -> Weights:
    """Fit both regressions and average them."""
    dense, dense_bias = _regression(features.vectors, truth, dense_c, answers)
    words, words_bias = _regression(features.lexical, truth, lexical_c, answers)
    share = np.float32(DENSE_SHARE)
    return Weights(share * dense, (1 - share) * words.T, share * dense_bias + (1 - share) * words_bias)


def _regression(matrix: Any, truth: npt.NDArray[np.int64], inverse: float, answers: int) -> tuple[Floats, Floats]:  # noqa: ANN401
    """(A, features) weights and (A,) bias, each centred over the answers, so that what all share is left out."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - only training needs it

    model = LogisticRegression(C=inverse, max_iter=1000).fit(matrix, truth)
    if len(model.classes_) != answers:
        raise TrainingError("An answer has too few examples; write some more.")
    weights, bias = model.coef_, model.intercept_
    return (weights - weights.mean(axis=0)).astype(np.float32), (bias - bias.mean()).astype(np.float32)
