"""The JSON schema of Adaptive Cards, as its package brings it."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft6Validator


@cache
def _schema() -> Draft6Validator:
    schema = files("adaptive_cards").joinpath("schemas/schema-1.5.json").read_text(encoding="utf-8")
    return Draft6Validator(json.loads(schema))


def complaints(drawn: dict[str, Any]) -> list[str]:
    """What schema 1.5, to which Teams adds `msteams` and nothing else, says against a card."""
    rest = {name: value for name, value in drawn.items() if name != "msteams"}
    own = [] if drawn.get("msteams") == {"width": "Full"} else ["msteams is not as agreed"]
    return own + [error.message[:200] for error in _schema().iter_errors(rest)]
