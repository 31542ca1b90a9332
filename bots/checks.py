"""What a doctor finds where the bot is installed."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        verdict: `ok`; `fail` for what has to be mended; `note` for what is left out on purpose, or nobody can tell.
        what: what was looked at.
        says: what was found, and what to do about it.
    """

    verdict: Literal["ok", "fail", "note"]
    what: str
    says: str
