"""Text to vectors: a small sentence encoder (MiniLM-L6, six layers, 384 numbers a token) run by onnxruntime."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from core.errors import UserError

Vector = npt.NDArray[np.float32]

DIMENSIONS = 384
MAX_TOKENS = 128
"""About 90 words. Attention grows with the square of the length, and the ask of a long message is rarely later."""


TOKENIZER_KEY = "tokenizer"
"""Under which the weights file carries its tokenizer (JSON of the `tokenizers` library) in its metadata."""

RECORD = Path(__file__).parent / "data" / "encoder.json"
"""What the shipped encoder is."""
WEIGHTS = RECORD.with_suffix(".onnx")
"""The shipped weights."""


class EncoderFileError(UserError):
    """A weights file is missing or not the one that this version was measured with. The message is one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderRecord:
    """What is known of an encoder's weights, kept in a JSON file beside them.

    Attributes:
        sha256: of the weights file, hex.
        base: the public weights it started from, with their licence.
        examples: how many examples tuned it.
        inputs: sha256 (hex) of the examples and settings that tuned it.
        seeds: of the runs that were averaged.
        made_with: versions of the libraries that made it.
        temperature: by which logits of a head on it are divided, found on examples held out from the tuning.
        route: threshold of confidence to route without asking, found likewise.
        floor: threshold of similarity, found likewise.
        held_out: figures on those examples.
    """

    sha256: str
    base: str
    examples: int
    inputs: str
    seeds: tuple[int, ...]
    made_with: str
    temperature: float
    route: float
    floor: float
    held_out: dict[str, float]


def read_record(path: Path = RECORD) -> EncoderRecord:
    """The record of the shipped encoder.

    Raises:
        EncoderFileError: it is missing or damaged.
    """
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        return EncoderRecord(**{**fields, "seeds": tuple(fields["seeds"])})
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise EncoderFileError(
            f"The classifier's file {path} is missing or damaged; install `waypost` anew."
        ) from error


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text as the encoder sees it.

    Attributes:
        tokens: (T, 384) states of its T word pieces, special tokens included.
        spans: for each word piece, start and end in the text; (0, 0) for special tokens.
        mean: (384,) the mean of the tokens.
    """

    tokens: Vector
    spans: tuple[tuple[int, int], ...]
    mean: Vector

    @property
    def norm(self) -> float:
        """Length of the mean, by which vectors are divided to compare them."""
        return float(np.linalg.norm(self.mean)) or 1.0

    @property
    def unit(self) -> Vector:
        """The mean, scaled to length 1."""
        return self.mean / np.float32(self.norm)


class Encoder:
    """Encodes one text at a time: with quantised weights a batch would let its texts change each other's vectors.

    Attributes:
        record: what the weights are.
    """

    def __init__(self, record: EncoderRecord, path: Path = WEIGHTS) -> None:
        """Load and check the weights.

        Raises:
            EncoderFileError: the file is missing or is not the one of the record.
        """
        # These two imports take 0.2 s, and much of the command line does not need them.
        import onnxruntime  # noqa: PLC0415
        from tokenizers import Tokenizer  # noqa: PLC0415

        self.record = record
        _check(path, record.sha256)
        options = onnxruntime.SessionOptions()
        # One thread: a text takes milliseconds, several are encoded by several processes, and sums keep their order.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        # By path, not as bytes: onnxruntime would keep a second copy of them, 30 MB.
        self._session: Any = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_str(self._session.get_modelmeta().custom_metadata_map[TOKENIZER_KEY])
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.no_padding()

    def knows(self, word: str) -> bool:
        """Whether a lower-case word is one of the 24,000 that the encoder was built with, and so no mistyped one."""
        return self._tokenizer.token_to_id(word) is not None

    def encode(self, text: str) -> Encoded:
        """Encode a text; what goes beyond `MAX_TOKENS` is not read."""
        pieces = self._tokenizer.encode(text)
        (states,) = self._session.run(["last_hidden_state"], {"input_ids": np.array([pieces.ids], dtype=np.int64)})
        tokens: Vector = states[0]
        return Encoded(tokens, tuple(pieces.offsets), tokens.mean(axis=0))


def _check(path: Path, sha256: str) -> None:
    try:
        with path.open("rb") as content:
            found = hashlib.file_digest(content, "sha256").hexdigest()
    except OSError as error:
        raise EncoderFileError(
            f"The classifier's file {path.name} is missing ({path}); install the package `waypost` anew."
        ) from error
    if found != sha256:
        raise EncoderFileError(f"The classifier's file {path} is not the one that belongs to this version of Waypost.")
