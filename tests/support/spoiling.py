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


_OTHERS: tuple[object, ...] = (5, 1.5, {"a": [{"b": None}]}, [5, None], True)
HUGE = "Ü" * 20_000
INVISIBLE = "\u200b\u2060\ufeff"


def spoiled_values(payload: Json, path: tuple[str | int, ...]) -> dict[str, object]:
    """By name, what to put in one place: nothing, another type, and for a text one that is too long or cannot be seen."""
    value: Any = payload
    for key in path:
        value = value[key]
    at = sum(map(len, map(str, path)))  # so that each other type stands in some places
    spoiled: dict[str, object] = {"null": None, "missing": MISSING}
    if isinstance(value, str):
        return spoiled | {"another type": _OTHERS[at % len(_OTHERS)], "huge": HUGE, "invisible": INVISIBLE}
    empty: object = [] if isinstance(value, list) else {}
    return spoiled | {"another type": "something-new", "empty": empty}


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
