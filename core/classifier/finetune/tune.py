"""Tune the encoder on example requests: plain classification of the mean of the states, several runs averaged."""

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from core.classifier.encoder import DIMENSIONS, MAX_TOKENS
from core.classifier.evaluate import role_of
from core.classifier.finetune.network import Network, base_folder, public_network

EPOCHS = 6
BATCH = 32
ENCODER_RATE = 1e-4
HEAD_RATE = 1e-3
SMOOTHING = 0.1
ROLE_WEIGHT = 0.5
"""Of the loss on the role beside that on the responsibility."""
WARM_UP = 0.1
DECAY = 0.01
LONGEST_GRADIENT = 1.0
"""Settings as measured; docs/classifier.md has what others gave."""

_DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")
"""An accelerator takes half a minute for what one core takes a quarter of an hour for; its sums come in another order."""

_BUCKET = 8
"""Batches are cut from so many batches' worth of examples sorted by length, so that little padding is computed."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Examples:
    """Texts with the index of each one's answer among `answers`."""

    texts: Sequence[str]
    truth: Sequence[int]
    answers: Sequence[str]


def tokenizer() -> Tokenizer:
    """The tokenizer of the public weights."""
    found: Tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    found.enable_truncation(MAX_TOKENS)
    found.no_padding()
    return found


def tune(examples: Examples, seeds: Sequence[int], progress: Progress) -> Network:
    """Tune once for each seed and average the weights: one network, as quick as one, righter than each.

    Args:
        examples: what to learn.
        seeds: of the order of examples and of what is dropped out.
        progress: told after each batch.
    """
    total: dict[str, Tensor] = {}
    for number, seed in enumerate(seeds):
        tuned = _tune_once(examples, seed, partial(progress, f"Tuning {number + 1} of {len(seeds)}"))
        for key, value in tuned.state_dict().items():
            total[key] = total[key] + value / len(seeds) if key in total else value / len(seeds)
    network = Network()
    network.load_state_dict(total)
    return network.eval()


def _tune_once(examples: Examples, seed: int, progress: Callable[[int, int], None]) -> Network:
    torch.set_num_threads(1)  # sums in one order, whatever the machine
    torch.manual_seed(seed)
    shuffle = random.Random(seed)  # noqa: S311 - an order of examples is no secret
    network, head = public_network().to(_DEVICE), nn.Linear(DIMENSIONS, len(examples.answers)).to(_DEVICE)
    network.words.weight.requires_grad_(
        requires_grad=False
    )  # rare words would drift from those that are not in the examples
    trainable = [p for p in network.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": trainable, "lr": ENCODER_RATE}, {"params": head.parameters(), "lr": HEAD_RATE}], weight_decay=DECAY
    )
    steps = EPOCHS * math.ceil(len(examples.texts) / BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / (WARM_UP * steps)) * max(0.0, (steps - step) / steps)
    )
    pieces = [encoding.ids for encoding in tokenizer().encode_batch(list(examples.texts))]
    roles = sorted({role_of(answer) for answer in examples.answers})
    role_index = torch.tensor([roles.index(role_of(answer)) for answer in examples.answers], device=_DEVICE)
    done = 0
    network.train()
    for _ in range(EPOCHS):
        for batch in _batches(pieces, shuffle):
            truth = torch.tensor([examples.truth[at] for at in batch], device=_DEVICE)
            logits = head(functional.dropout(_mean(network, [pieces[at] for at in batch]), 0.1))
            loss = _loss(logits, truth, role_index, len(roles))
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), LONGEST_GRADIENT)
            optimiser.step()
            schedule.step()
            done += 1
            progress(done, steps)
    return network.cpu()


def _loss(logits: Tensor, truth: Tensor, role_index: Tensor, roles: int) -> Tensor:
    """Cross entropy of the responsibility and, weighed less, of the role that the same probabilities add up to."""
    likely = logits.softmax(-1)
    by_role = torch.zeros(len(truth), roles, device=_DEVICE).index_add_(1, role_index, likely).clamp_min(1e-8)
    of_role = functional.nll_loss(by_role.log(), role_index[truth])
    return functional.cross_entropy(logits, truth, label_smoothing=SMOOTHING) + ROLE_WEIGHT * of_role


def _batches(pieces: Sequence[Sequence[int]], shuffle: random.Random) -> list[list[int]]:
    order = list(range(len(pieces)))
    shuffle.shuffle(order)
    found: list[list[int]] = []
    for start in range(0, len(order), BATCH * _BUCKET):
        bucket = sorted(order[start : start + BATCH * _BUCKET], key=lambda at: len(pieces[at]))
        batches = [bucket[at : at + BATCH] for at in range(0, len(bucket), BATCH)]
        shuffle.shuffle(batches)
        found.extend(batches)
    return found


def _mean(network: Network, pieces: Sequence[Sequence[int]]) -> Tensor:
    """(B, 384) the mean of the states of each text."""
    length = max(map(len, pieces))
    ids = torch.tensor([[*piece, *([0] * (length - len(piece)))] for piece in pieces], device=_DEVICE)
    marks = [[1.0] * len(piece) + [0.0] * (length - len(piece)) for piece in pieces]
    mask = torch.tensor(marks, device=_DEVICE)
    states = network(ids, mask)
    return (states * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
