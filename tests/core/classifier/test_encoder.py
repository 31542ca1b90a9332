"""The encoder and its files."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.classifier.encoder import DIMENSIONS, MAX_TOKENS, WEIGHTS, Encoder, EncoderFileError, read_record
from tests.support.sentences import is_one_sentence


def test_the_same_text_gives_the_same_vector(encoder: Encoder) -> None:
    """To the last bit, whatever was encoded between."""
    first = encoder.encode("My VPN drops every ten minutes").unit
    encoder.encode("something else entirely, and longer than the first text was")
    assert encoder.encode("My VPN drops every ten minutes").unit.tobytes() == first.tobytes()


def test_a_vector_has_length_one(encoder: Encoder) -> None:
    """So that a product is a cosine; also for an empty text."""
    for text in ("My VPN drops", "", "🙂"):
        assert float(np.linalg.norm(encoder.encode(text).unit)) == pytest.approx(1, abs=1e-5)


def test_texts_that_mean_the_same_are_nearer_than_others(encoder: Encoder) -> None:
    """The point of an encoder: likeness beyond the same words."""
    asked, same, other = (
        encoder.encode(text).unit
        for text in ("I forgot my password", "cannot remember my login credentials", "the printer is out of toner")
    )
    assert float(asked @ same) > float(asked @ other)


def test_word_pieces_point_into_the_text(encoder: Encoder) -> None:
    """Reasons rest on knowing which piece came from which word."""
    text = "Größe of the VPN"
    encoded = encoder.encode(text)
    assert encoded.tokens.shape == (len(encoded.spans), DIMENSIONS)
    assert "".join(text[start:end] for start, end in encoded.spans) == "GrößeoftheVPN"


def test_a_long_text_is_read_up_to_the_limit(encoder: Encoder) -> None:
    """What follows the last word piece that is read changes nothing."""
    long = "printer " * 1000
    encoded = encoder.encode(long)
    assert len(encoded.spans) == MAX_TOKENS
    assert encoder.encode(long + "and something else").unit.tobytes() == encoded.unit.tobytes()


def _said(record_path: Path | None = None, weights: Path = WEIGHTS) -> str:
    with pytest.raises(EncoderFileError) as caught:
        Encoder(read_record(record_path) if record_path else read_record(), weights)
    assert is_one_sentence(str(caught.value))
    return str(caught.value)


def test_missing_weights_are_named() -> None:
    """The sentence says which file, and what helps."""
    assert _said(weights=Path("encoder.onnx")).startswith("The classifier's file encoder.onnx is missing")


def test_altered_weights_are_refused() -> None:
    """One byte makes another encoder, with which nothing was measured."""
    content = bytearray(WEIGHTS.read_bytes())
    content[len(content) // 2] ^= 1
    Path("encoder.onnx").write_bytes(content)
    assert _said(weights=Path("encoder.onnx")).endswith("is not the one that belongs to this version of Waypost.")


def test_a_record_of_other_weights_is_refused() -> None:
    """The record says which file belongs to it."""
    with pytest.raises(EncoderFileError):
        Encoder(replace(read_record(), sha256="0" * 64))


@pytest.mark.parametrize("content", [None, "", "[]", "{}", json.dumps({"seeds": 1}), json.dumps({"seeds": [1]})])
def test_a_damaged_record_is_named(content: str | None) -> None:
    """Missing, empty or half a record: one sentence."""
    path = Path("encoder.json")
    if content is not None:
        path.write_text(content, encoding="utf-8")
    assert _said(path).startswith("The classifier's file encoder.json is missing or damaged")
