"""Payloads with a value in them that no client sends, and some do."""

import json
from typing import Any

Json = dict[str, Any]

MISSING = object()
"""In place of a value: take it away."""


def paths(node: object, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Where every value in a payload stands."""
    inner: list[tuple[str | int, Any]] = []
    if isinstance(node, dict):
        inner = list(node.items())
    elif isinstance(node, list):
        inner = list(enumerate(node))
    return [path for key, value in inner for path in ((*at, key), *paths(value, (*at, key)))]


def with_value(payload: Json, path: tuple[str | int, ...], value: object) -> Json:
    """The payload with another value at one place."""
    changed: Any = json.loads(json.dumps(payload))
    holder = changed
    for key in path[:-1]:
        holder = holder[key]
    if value is MISSING:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value
    return changed
