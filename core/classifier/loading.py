"""The classifier as it is shipped, or as an organisation has trained it."""

from pathlib import Path

from core.catalogue.model import Catalogue
from core.classifier.classifier import Classifier
from core.classifier.encoder import Encoder, read_record
from core.classifier.head import HeadFileError, load

SHIPPED_HEAD = Path(__file__).parent / "data" / "head.npz"
OWN_HEAD = "head.npz"
"""Name of an organisation's own head in the data folder."""


def open_classifier(catalogue: Catalogue, data_dir: Path | None = None) -> Classifier:
    """The classifier for a catalogue.

    Args:
        catalogue: whose responsibilities it must know.
        data_dir: where an organisation's own head lies, if it has trained one.

    Raises:
        EncoderFileError: the encoder's files cannot be used.
        HeadFileError: the head cannot, or does not know a responsibility.
    """
    own = data_dir / OWN_HEAD if data_dir else None
    path = own if own and own.exists() else SHIPPED_HEAD
    head = load(path)
    record = read_record()
    if head.encoder != record.sha256:
        raise HeadFileError(f"{path} was trained for another encoder; run `waypost train`.")
    unknown = [name for name in catalogue.responsibilities if name not in head.answers]
    if unknown:
        raise HeadFileError(f"The classifier has not learned {unknown[0]} yet; run `waypost train`.")
    return Classifier(Encoder(record), head)
