"""The trained head: from features to answers, with what it takes to explain and to doubt. One file, made by `waypost train`."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from core.classifier.side_head import SideHead
from core.classifier.spelling import Vocabulary
from core.errors import UserError

Floats = npt.NDArray[np.float32]
Halves = npt.NDArray[np.float16]
Bytes = npt.NDArray[np.int8]

FORMAT = 4
"""Raised when the file's content changes its meaning."""


class HeadFileError(UserError):
    """The head cannot be used. The message is one sentence."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When to route and when to ask. `core.classifier.calibrate` chooses them.

    Attributes:
        route: an in-scope answer of at least this probability is routed without asking.
        floor: a text whose mean cosine to its three nearest in-scope examples is lower is like nothing we know.
    """

    route: float
    floor: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A linear head over the encoder's vector and the lexical features.

    Attributes:
        answers: the A answers, in the order of the weights.
        dense: (A, 384) weights of the encoder's unit vector.
        bias: (A,).
        slots: (K,) the lexical slots that were met in training, ascending.
        lexical: (K, A) their weights, in half precision.
        idf: (K,) their inverse document frequencies.
        temperature: by which logits are divided, so that probabilities are true.
        thresholds: for the outcome.
        examples: the N example requests.
        example_answers: (N,) index of each one's answer.
        example_vectors: (N, 384) their vectors as `quantised` gives them.
        vocabulary: their words.
        topics: tells requests from questions on the roles.
        moves: tells what goes on with an answer, and how, from what stands for itself.
        encoder: sha256 (hex) of the encoder that it stands on.
        inputs: sha256 (hex) of what it was trained from, see `core.classifier.train.fingerprint`.
    """

    answers: tuple[str, ...]
    dense: Floats
    bias: Floats
    slots: npt.NDArray[np.int64]
    lexical: Halves
    idf: Floats
    temperature: float
    thresholds: Thresholds
    examples: tuple[str, ...]
    example_answers: npt.NDArray[np.int64]
    example_vectors: Bytes
    vocabulary: Vocabulary
    topics: SideHead
    moves: SideHead
    encoder: str
    inputs: str


_LARGEST_BYTE = 127


def quantise(vectors: Floats) -> Bytes:
    """(N, 384) vectors as 8-bit integers: they only rank likeness, and would be most of the file and of the memory."""
    return np.round(vectors * (_LARGEST_BYTE / max(float(np.abs(vectors).max(initial=0)), 1e-6))).astype(np.int8)


def save(head: Head, path: Path) -> None:
    """Write the head, the same bytes for the same head."""
    meta = {
        "format": FORMAT,
        "answers": head.answers,
        "temperature": head.temperature,
        "thresholds": asdict(head.thresholds),
        "encoder": head.encoder,
        "inputs": head.inputs,
        "examples": head.examples,
        "vocabulary": head.vocabulary.counts,
        "topics": head.topics.answers,
        "moves": head.moves.answers,
    }
    arrays: dict[str, npt.NDArray[Any]] = {
        "dense": head.dense.astype(np.float32),
        "bias": head.bias.astype(np.float32),
        "slots": head.slots.astype(np.int32),
        "lexical": head.lexical,
        "idf": head.idf.astype(np.float16),
        "example_answers": head.example_answers.astype(np.uint8),
        "example_vectors": head.example_vectors,
        **_arrays("topic", head.topics),
        **_arrays("move", head.moves),
        "meta": np.frombuffer(json.dumps(meta, ensure_ascii=False).encode(), dtype=np.uint8),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            content = io.BytesIO()
            np.save(content, array)
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=(2020, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content.getvalue())


def load(path: Path) -> Head:
    """Read a head.

    Raises:
        HeadFileError: the file is missing, damaged, or of another version.
    """
    try:
        # opened here, because numpy leaves a file that is no archive open
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            meta = json.loads(arrays["meta"].tobytes().decode())
            if meta["format"] != FORMAT:
                raise HeadFileError(f"{path} was made by another version of Waypost; run `waypost train`.")
            return Head(
                answers=tuple(meta["answers"]),
                dense=arrays["dense"],
                bias=arrays["bias"],
                slots=arrays["slots"].astype(np.int64),
                lexical=arrays["lexical"],
                idf=arrays["idf"].astype(np.float32),
                temperature=float(meta["temperature"]),
                thresholds=Thresholds(**meta["thresholds"]),
                examples=tuple(meta["examples"]),
                example_answers=arrays["example_answers"].astype(np.int64),
                example_vectors=arrays["example_vectors"],
                vocabulary=Vocabulary(meta["vocabulary"]),
                topics=_side_head("topic", meta["topics"], arrays),
                moves=_side_head("move", meta["moves"], arrays),
                encoder=str(meta["encoder"]),
                inputs=str(meta["inputs"]),
            )
    except FileNotFoundError as error:
        raise HeadFileError(f"The classifier has not been trained: {path} is missing; run `waypost train`.") from error
    except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile) as error:
        raise HeadFileError(f"{path} is damaged; run `waypost train` to make it anew.") from error


def _arrays(name: str, side: SideHead) -> dict[str, npt.NDArray[Any]]:
    return {
        f"{name}_dense": side.dense.astype(np.float32),
        f"{name}_bias": side.bias.astype(np.float32),
        f"{name}_slots": side.slots.astype(np.int32),
        f"{name}_lexical": side.lexical,
        f"{name}_idf": side.idf.astype(np.float16),
    }


def _side_head(name: str, answers: Sequence[str], arrays: Mapping[str, npt.NDArray[Any]]) -> SideHead:
    return SideHead(
        tuple(answers),
        arrays[f"{name}_dense"],
        arrays[f"{name}_bias"],
        arrays[f"{name}_slots"].astype(np.int64),
        arrays[f"{name}_lexical"],
        arrays[f"{name}_idf"].astype(np.float32),
    )
