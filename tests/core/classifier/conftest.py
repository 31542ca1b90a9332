"""The encoder, beneath the classifier."""

import pytest

from core.classifier.encoder import Encoder, read_record


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The shipped encoder."""
    return Encoder(read_record())
