"""Desks that differ from the shipped one."""

from dataclasses import replace

import pytest

from core.addresses import Channel
from core.catalogue.model import Catalogue
from core.classifier.classifier import Classifier
from core.classifier.encoder import Encoder, read_record
from core.classifier.head import Thresholds
from core.desk.desk import Desk
from core.directory.model import Directory, Organisation, Team


@pytest.fixture(scope="session")
def directory() -> Directory:
    """Two teams, of which one is the fallback; most responsibilities have no owner."""
    network = Team(
        "network-ops",
        "Network operations",
        ("it.network",),
        channels={"slack": Channel("T0123", "C0456")},
        contact="ext. 4321",
    )
    return Directory(
        Organisation("Example Ltd", fallback="service-desk"),
        {"network-ops": network, "service-desk": Team("service-desk", "Service desk")},
    )


@pytest.fixture(scope="session")
def owned_desk(catalogue: Catalogue, classifier: Classifier, directory: Directory) -> Desk:
    """The shipped desk with that directory."""
    return Desk(catalogue, classifier.suggest, directory)


@pytest.fixture(scope="session")
def undecided_desk(catalogue: Catalogue, classifier: Classifier) -> Desk:
    """A desk whose classifier finds every answer as likely as any other."""
    head = replace(classifier.head, temperature=1e6)
    return Desk(catalogue, Classifier(Encoder(read_record()), head).suggest, None)


@pytest.fixture(scope="session")
def doubting_desk(catalogue: Catalogue, classifier: Classifier) -> Desk:
    """The shipped desk with a threshold that no suggestion reaches: it asks back whatever is ours."""
    head = replace(classifier.head, thresholds=Thresholds(route=1.1, floor=-1.0))
    return Desk(catalogue, Classifier(Encoder(read_record()), head).suggest, None)
