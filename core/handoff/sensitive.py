"""What in a request looks like a secret or personal data, and the request with that masked: see `core.sensitive`."""

from core.sensitive.finding import Finding
from core.sensitive.search import MASK, cover, findings, masked, secrets

__all__ = ["MASK", "Finding", "findings", "masked", "without_secrets"]


def without_secrets(text: str) -> str:
    """The text with its secrets masked, but not how to reach people: for what the two sides say to each other."""
    return cover(text, secrets(text))
