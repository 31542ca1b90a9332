"""`waypost train`, and that the shipped head is what it gives."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from core.classifier import lexical
from core.classifier.head import Head, load
from core.classifier.loading import SHIPPED_HEAD
from core.classifier.train import lexical_matrix
from tests.bots.cli.conftest import Waypost

_TOLERANCE = 0.05
"""In logits. Another processor sums in another order and rounds the encoder's 8 bits otherwise (0.027 from one maker's to another's),
and lexical weights are kept in 16 bits."""

_OTHERWISE = 0.005
"""Share of the examples that another processor may guess otherwise: those between two answers."""

_GIS = """
responsibilities:
  it.gis:
    name: Geographic information systems
    short: Maps and spatial data services
    definition: Runs the map services and spatial databases.
    activities: [Publish map layers]
    skills: {technical-proficiency: knows spatial databases}
    include: [Which map or layer]
    not_here: [{what: A slow desktop, goes_to: it.hardware}]
    aliases: [gis, maps]
examples:
  it.gis: [The parcel layer is missing from the web map]
"""


def _guesses(head: Head) -> npt.NDArray[np.int64]:
    """(N,) which answer the head gives to each of its examples."""
    words = lexical_matrix([lexical.words(text) for text in head.examples], head.slots, head.idf)
    logits = head.example_vectors @ head.dense.T + words @ head.lexical + head.bias
    return np.asarray(logits).argmax(axis=1)


def test_the_shipped_head_is_the_one_that_the_catalogue_gives(waypost: Waypost) -> None:
    """Trained anew, the head is the shipped one: inputs, slots, answers and weights; and it guesses the same."""
    ran = waypost("train", "--output", "anew/head.npz")
    anew, shipped = load(Path("anew/head.npz")), load(SHIPPED_HEAD)
    assert ran.code == 0
    assert ran.out.startswith(f"Learned {len(shipped.examples)} examples of 16 answers: anew/head.npz (")

    for name in ("inputs", "encoder", "answers", "examples", "temperature", "thresholds"):
        assert getattr(anew, name) == getattr(shipped, name)
    for name in ("slots", "example_answers"):
        np.testing.assert_array_equal(getattr(anew, name), getattr(shipped, name))
    for name in ("dense", "bias", "lexical", "idf"):
        np.testing.assert_allclose(getattr(anew, name), getattr(shipped, name), atol=_TOLERANCE)
    assert np.mean(_guesses(anew) != _guesses(shipped)) <= _OTHERWISE


@pytest.fixture
def gis(monkeypatch: pytest.MonkeyPatch) -> None:
    """An own catalogue with a new responsibility and one example for it."""
    own = Path("own.yaml").resolve()
    own.write_text(_GIS, encoding="utf-8")
    monkeypatch.setenv("WAYPOST_CATALOGUE", str(own))


def test_a_new_responsibility_has_to_be_learned(waypost: Waypost, gis: None) -> None:
    """Until then there are no answers, but one sentence that says what to do."""
    ran = waypost("ask", "The tram layer is missing from the map")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "Error: The classifier has not learned it.gis yet; run `waypost train`.\n"


def test_too_few_examples_are_said_to_be(waypost: Waypost, gis: None) -> None:
    """Before anything long begins, with what helps; nothing is written."""
    ran = waypost("train")
    assert (ran.code, ran.out) == (2, "")
    assert "Error: it.gis has fewer than 5 example requests; write some more.\n" in ran.err
    assert not Path("data").exists()


def test_a_mistake_in_the_catalogue_comes_before_the_work(waypost: Waypost, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits half a minute to hear of a typing error."""
    own = Path("own.yaml").resolve()
    own.write_text("examples:\n  it.acess: [x]\n", encoding="utf-8")
    monkeypatch.setenv("WAYPOST_CATALOGUE", str(own))
    ran = waypost("train")
    assert (ran.code, ran.err.startswith(f"Error: {own}:2: examples.it.acess: is not a responsibility.")) == (2, True)


def test_tuning_the_encoder_needs_a_target(waypost: Waypost) -> None:
    """Half an hour's work must not end nowhere."""
    ran = waypost("train", "--encoder")
    assert ran.code == 2
    assert "--encoder needs --output" in ran.err
