"""What in a request looks like a secret or personal data, and the request with that masked: see `core.sensitive`."""

from core.sensitive.finding import Finding
from core.sensitive.search import LOOKED_THROUGH, MASK, cover, findings, mask, secrets

__all__ = ["MASK", "Finding", "findings", "mask", "without_secrets"]


def without_secrets(text: str) -> str:
    """The text with its secrets masked, but not how to reach people: for what the two sides say to each other.

    What is too long to be looked through to its end ends with an ellipsis there.
    """
    looked_through = text if len(text) <= LOOKED_THROUGH else f"{text[:LOOKED_THROUGH]}…"
    return cover(looked_through, secrets(looked_through))
