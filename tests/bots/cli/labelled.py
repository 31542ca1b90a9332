"""Requests with their labels, as `waypost evaluate` reads them."""

import json
from pathlib import Path

ROWS = (
    {"text": "My VPN connection drops every ten minutes", "responsibility": "it.network", "source": "chat"},
    {"text": "I forgot my password and cannot log in", "responsibility": "it.access", "source": "mail"},
    {"text": "The printer has a paper jam", "responsibility": "it.support", "also": ["it.hardware"], "source": "mail"},
    {"text": "When is lunch served in the canteen today?", "responsibility": "none"},
)

HOSTILE = {
    "text": "<script>alert(1)</script> & the printer \u001b[31mjams \ud800 <img src=x onerror=alert(2)>",
    "responsibility": "is.data",
    "source": '<b onclick="x">\u0000\udfff',
}
"""A text and a field that would do harm on a page or a terminal that took them for more than text."""


def labelled(*rows: object) -> Path:
    """A file of them, in the test's own folder; a string is a line as it stands."""
    path = Path("labelled.jsonl")
    path.write_text("".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path
