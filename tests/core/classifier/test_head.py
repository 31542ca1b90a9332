"""The head's file: what is written is what is read, and what is damaged is said to be."""

import io
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest

from core.classifier.head import FORMAT, Head, HeadFileError, Thresholds, load, quantise, save
from core.classifier.side_head import SideHead
from core.classifier.spelling import Vocabulary
from tests.support.sentences import is_one_sentence


def _head() -> Head:
    random = np.random.default_rng(7)
    vectors = random.normal(size=(5, 384)).astype(np.float32)
    return Head(
        answers=("it.access", "is.data", "none"),
        dense=random.normal(size=(3, 384)).astype(np.float32),
        bias=random.normal(size=3).astype(np.float32),
        slots=np.array([2, 5, 130_000], dtype=np.int64),
        lexical=random.normal(size=(3, 3)).astype(np.float16),
        idf=np.array([1.5, 2.5, 7.25], dtype=np.float32),
        temperature=0.5,
        thresholds=Thresholds(route=0.6, floor=0.3),
        examples=("reset my password", "wer hat die Datei gelöscht?", "“quoted”", "🙂", "x"),
        example_answers=np.array([0, 1, 2, 2, 0], dtype=np.int64),
        example_vectors=quantise(vectors / np.linalg.norm(vectors, axis=1, keepdims=True)),
        vocabulary=Vocabulary({"password": 3, "gelöscht": 1}),
        topics=_side_head(random, "skills"),
        moves=_side_head(random, "why"),
        encoder="e" * 64,
        inputs="f" * 64,
    )


def _side_head(random: np.random.Generator, answer: str) -> SideHead:
    return SideHead(
        (answer, "none"),
        random.normal(size=(2, 384)).astype(np.float32),
        random.normal(size=2).astype(np.float32),
        np.array([3, 7], dtype=np.int64),
        random.normal(size=(2, 2)).astype(np.float16),
        np.array([1.5, 2.5], dtype=np.float32),
    )


def test_what_is_saved_is_loaded() -> None:
    """Names, texts and counts come back as they were."""
    saved, path = _head(), Path("head.npz")
    save(saved, path)
    loaded = load(path)
    for name in ("answers", "temperature", "thresholds", "examples", "vocabulary", "encoder", "inputs"):
        assert getattr(loaded, name) == getattr(saved, name)
    for name in ("dense", "bias", "slots", "idf", "example_answers"):
        np.testing.assert_array_equal(getattr(loaded, name), getattr(saved, name))
    np.testing.assert_array_equal(loaded.lexical, saved.lexical)
    np.testing.assert_array_equal(loaded.example_vectors, saved.example_vectors)


def test_the_same_head_gives_the_same_bytes() -> None:
    """A training that changes nothing changes no file, and what was loaded can be saved again without a difference."""
    save(_head(), Path("one.npz"))
    save(_head(), Path("other.npz"))
    assert Path("one.npz").read_bytes() == Path("other.npz").read_bytes()
    save(load(Path("one.npz")), Path("again.npz"))
    assert load(Path("again.npz")).lexical.tobytes() == load(Path("one.npz")).lexical.tobytes()


def _said(path: Path) -> str:
    with pytest.raises(HeadFileError) as caught:
        load(path)
    assert is_one_sentence(str(caught.value))
    return str(caught.value)


def test_a_missing_head_says_that_training_is_due() -> None:
    """The sentence names the file and the command."""
    assert _said(Path("absent.npz")).startswith("The classifier has not been trained: absent.npz is missing")


def _rewritten(**changes: bytes | None) -> Path:
    """A saved head with parts of the archive replaced, or left out."""
    save(_head(), Path("whole.npz"))
    path = Path("changed.npz")
    with zipfile.ZipFile("whole.npz") as whole, zipfile.ZipFile(path, "w") as changed:
        for name in whole.namelist():
            content = changes.get(name.removesuffix(".npy"), whole.read(name))
            if content is not None:
                changed.writestr(name, content)
    return path


def _array(values: object) -> bytes:
    content = io.BytesIO()
    np.save(content, np.asarray(values), allow_pickle=True)
    return content.getvalue()


def _meta(text: str) -> bytes:
    return _array(np.frombuffer(text.encode(), dtype=np.uint8))


@pytest.mark.parametrize(
    "parts",
    [
        {"dense": None},
        {"meta": None},
        {"meta": _meta("no json")},
        {"meta": _meta("[]")},
        {"meta": _meta(json.dumps({"format": FORMAT}))},
        {"slots": b"no array"},
        {"bias": _array([{"code": "that would run"}])},
    ],
)
def test_a_damaged_head_is_said_to_be(parts: dict[str, bytes | None]) -> None:
    """A missing or foreign part, also one that would have to be unpickled, is one sentence with a way out."""
    assert _said(_rewritten(**parts)) == "changed.npz is damaged; run `waypost train` to make it anew."


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not an archive at all"])
def test_a_file_that_is_no_archive_is_said_to_be_damaged(content: bytes) -> None:
    """An empty, cut-off or foreign file is no reason for a traceback."""
    Path("foreign.npz").write_bytes(content)
    assert _said(Path("foreign.npz")).startswith("foreign.npz is damaged")


def test_a_head_that_was_cut_off_is_said_to_be_damaged() -> None:
    """As after a full disk."""
    save(_head(), Path("whole.npz"))
    Path("cut.npz").write_bytes(Path("whole.npz").read_bytes()[:-100])
    assert _said(Path("cut.npz")).startswith("cut.npz is damaged")


def test_a_head_of_another_version_asks_for_training() -> None:
    """A format that this version does not know is not guessed at."""
    newer = json.dumps({"format": FORMAT + 1})
    assert _said(_rewritten(meta=_meta(newer))).startswith("changed.npz was made by another version of Waypost")
