"""Make the encoder: tune once with some examples held out, to calibrate; then on all of them, to ship."""

import hashlib
import json
import platform
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from sklearn.model_selection import train_test_split

from core.catalogue.model import NONE
from core.classifier import lexical
from core.classifier.calibrate import STRANGENESS, HeldOut, temperature, thresholds
from core.classifier.classifier import NEAREST
from core.classifier.encoder import Encoder, EncoderRecord
from core.classifier.finetune import tune
from core.classifier.finetune.export import export
from core.classifier.finetune.network import BASE_SHA256
from core.classifier.train import Progress, extract, fit, in_order, lexical_matrix, pairs

SEEDS = (1, 2, 3)
HELD_OUT = 0.2
"""Share of examples that calibrate: some hundred, enough for figures true to about two points."""

_BASE = f"sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), safetensors sha256 {BASE_SHA256}"


def make(
    examples: Mapping[str, Sequence[str]], practice: Mapping[str, Sequence[str]], path: Path, progress: Progress
) -> EncoderRecord:
    """Make an encoder and write it to `path` (.onnx) with its record beside it (.json). Takes about an hour and a half on one core.

    Args:
        examples: answer (`none` included) to its example requests; a fifth of them is held out to calibrate.
        practice: the same for texts that the encoder alone learns from.
        path: where the weights go.
        progress: called as things get on.
    """
    answers = in_order(examples)
    found = pairs(examples)
    texts = [text for _, text in found]
    truth = [answers.index(answer) for answer, _ in found]
    seen, unseen = train_test_split(np.arange(len(texts)), test_size=HELD_OUT, stratify=truth, random_state=SEEDS[0])

    def part(chosen: Sequence[int]) -> tune.Examples:
        return tune.Examples([texts[at] for at in chosen], [truth[at] for at in chosen], answers)

    more = tune.Examples(
        [text for _, text in pairs(practice)], [answers.index(answer) for answer, _ in pairs(practice)], answers
    )

    def with_practice(chosen: Sequence[int]) -> tune.Examples:
        own = part(chosen)
        return tune.Examples([*own.texts, *more.texts], [*own.truth, *more.truth], answers)

    inputs = {answer: (*examples[answer], *practice.get(answer, ())) for answer in examples}
    with tempfile.TemporaryDirectory() as folder:
        trial = _write(with_practice(seen), Path(folder) / "trial.onnx", inputs, SEEDS[:1], progress)
        held_out = _predict_unseen(part(seen), part(unseen), Encoder(trial, Path(folder) / "trial.onnx"), progress)
    record = _write(with_practice(range(len(texts))), path, inputs, SEEDS, progress)
    divisor = temperature(held_out) * STRANGENESS
    limits = thresholds(held_out, divisor)
    guesses = held_out.probabilities(divisor).argmax(axis=1)
    figures = {"n": len(guesses), "accuracy": round(float((guesses == held_out.truth).mean()), 4)}
    record = replace(record, temperature=round(divisor, 4), route=limits.route, floor=limits.floor, held_out=figures)
    path.with_suffix(".json").write_text(json.dumps(asdict(record), indent=2) + "\n", encoding="utf-8")
    return record


def _write(
    examples: tune.Examples, path: Path, inputs: Mapping[str, Sequence[str]], seeds: Sequence[int], progress: Progress
) -> EncoderRecord:
    """Tune, write the weights, and say what they are; uncalibrated."""
    export(tune.tune(examples, seeds, progress), path)
    settings = [
        tune.EPOCHS,
        tune.BATCH,
        tune.ENCODER_RATE,
        tune.HEAD_RATE,
        tune.SMOOTHING,
        tune.ROLE_WEIGHT,
        tune.WARM_UP,
        tune.DECAY,
    ]
    content = json.dumps([settings, sorted(pairs(inputs))], ensure_ascii=False)
    return EncoderRecord(
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        base=_BASE,
        examples=len(examples.texts),
        inputs=hashlib.sha256(content.encode()).hexdigest(),
        seeds=tuple(seeds),
        made_with=f"Python {platform.python_version()}, torch {torch.__version__}, onnxruntime {onnxruntime.__version__}",
        temperature=1.0,
        route=1.0,
        floor=-1.0,
        held_out={},
    )


def _predict_unseen(seen: tune.Examples, unseen: tune.Examples, encoder: Encoder, progress: Progress) -> HeldOut:
    """Predict the unseen examples by an encoder and a head that know only the seen ones."""
    features = extract(seen.texts, lambda text: encoder.encode(text).unit, progress)
    known = np.array(seen.truth)
    weights = fit(features, known, len(seen.answers))
    vectors = np.stack([encoder.encode(text).unit for text in unseen.texts])
    words = lexical_matrix([lexical.words(text) for text in unseen.texts], features.slots, features.idf)
    logits = vectors @ weights.dense.T + words @ weights.lexical + weights.bias
    none = seen.answers.index(NONE)
    likeness = vectors @ features.vectors[known != none].T
    nearest = np.partition(likeness, -NEAREST, axis=1)[:, -NEAREST:].mean(axis=1)
    return HeldOut(logits.astype(np.float32), np.array(unseen.truth), none, nearest)
