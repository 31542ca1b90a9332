"""What in a request looks like a secret or personal data, and the request with that masked: see `core.sensitive`."""

from core.sensitive.finding import Finding
from core.sensitive.search import MASK, findings, masked

__all__ = ["MASK", "Finding", "findings", "masked"]
