"""What Slack sent, in the shape that Bolt trusts it to have. A field of another type than Slack gives it is one that is missing."""

from typing import Any

from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.request.payload_utils import (
    to_action,
    to_event,
    to_message,
    to_options,
    to_shortcut,
    to_step,
    to_view,
)

from bots.slack import payloads
from core.text import readable

Json = dict[str, Any]

_OBJECTS = ("event", "view", "container", "message", "previous_message", "item", "state")
_OBJECTS_WITH_ID = ("team", "enterprise", "user", "channel")
"""Objects that come as their id alone in some payloads."""

_LISTS = ("authorizations", "actions", "response_urls")
"""Of objects."""

_READ_BY_BOLT = (to_action, to_event, to_message, to_options, to_shortcut, to_step, to_view)
"""What Bolt tries on every body, trusting its shape; a body that breaks one of them would break Bolt."""

_IDS = ("enterprise_id", "team_id", "channel_id", "user_id", "response_url")
"""What Bolt picks out of the body for its context."""

_LONGEST_ID = 2_000
"""Characters: of an id that Bolt picks out, or of a `response_url`; beyond it is none that Slack makes."""


class MalformedError(ValueError):
    """The body is not one that Slack sends."""


def request_of(body: object, headers: Json) -> AsyncBoltRequest:
    """The request as Bolt takes it: parsed, which Bolt calls Socket Mode.

    Raises:
        MalformedError: the body is not one that Slack sends, or lacks what it cannot be understood without.
    """
    try:
        body = _tidy(body) if isinstance(body, dict) else body
        payloads.check(body)
        for read in _READ_BY_BOLT:
            read(body)  # type: ignore[arg-type] # an object, or it would have been refused
        request = AsyncBoltRequest(body=body, headers=headers, mode="socket_mode")  # type: ignore[arg-type]
        if not all(_is_usable(request.context.get(name)) for name in _IDS):
            raise MalformedError
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        raise MalformedError from error
    return request


def _tidy(body: Json) -> Json:
    """The body without fields of a wrong type, as deep as Bolt looks into it."""
    tidied = _without_others(body)
    for name in ("event", "view"):
        if name in tidied:
            tidied[name] = _without_others(tidied[name])
    if "view" in tidied:
        tidied["view"] = {"type": "modal", **tidied["view"]}
    if isinstance(given := tidied.get("event"), dict):
        changed = {
            name: _without_others(given[name])
            for name in ("message", "previous_message")
            if isinstance(given.get(name), dict)
        }
        tidied["event"] = {**given, **changed}
    if tidied.get("authorizations"):
        first, *others = tidied["authorizations"]
        tidied["authorizations"] = [_with_workspace(first, tidied), *others]
    return tidied


def _without_others(holder: Json) -> Json:
    return {name: _objects(value) if name in _LISTS else value for name, value in holder.items() if _fits(name, value)}


def _fits(name: str, value: object) -> bool:
    if name in _OBJECTS:
        return isinstance(value, dict)
    if name in _OBJECTS_WITH_ID:
        told = value.get("id") if isinstance(value, dict) else value
        return isinstance(told, str) and _is_usable(told)
    if name in _IDS:
        return _is_usable(value)
    return name not in _LISTS or bool(_objects(value))


def _objects(value: object) -> list[Json]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _with_workspace(authorization: Json, body: Json) -> Json:
    """Bolt looks there alone for where an event happened. Where it says nothing of it, the event itself may."""
    known = ("team_id", "enterprise_id")
    told = _without_others(authorization)
    return (
        told
        if any(told.get(name) for name in known)
        else told | {name: body.get(name) for name in known} | {name: body.get(name) for name in known}
    )


def _is_usable(value: object) -> bool:
    """Whether Bolt and the tables can take an id, or an address; None is one that is missing."""
    return value is None or (isinstance(value, str) and len(value) <= _LONGEST_ID and readable(value) == value)
