"""What a call of the Web API was given, read and checked as Slack does."""

import json

from aiohttp import web

from bots.playground.live import Record
from bots.playground.reading import UNREADABLE, json_of
from bots.playground.slack.limits import MOST_TEXT, complaints


class SlackError(Exception):
    """What the call comes back with instead of a result: Slack's error code, and sentences on what is wrong."""

    def __init__(self, code: str, messages: tuple[str, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.messages = messages


def content(given: Record) -> tuple[str, tuple[Record, ...]]:
    """Text and blocks of a message, checked as Slack checks them.

    Raises:
        SlackError: `no_text`, `msg_too_long`, or `invalid_blocks` with the reasons.
    """
    text, blocks = given.get("text") or "", given.get("blocks") or []
    wrong = complaints(blocks)
    if wrong:
        raise SlackError("invalid_blocks", tuple(wrong))
    if not isinstance(text, str) or not (text or blocks):
        raise SlackError("no_text")
    if len(text) > MOST_TEXT:
        raise SlackError("msg_too_long")
    return text, tuple(blocks)


async def arguments(request: web.Request) -> Record:
    """What was given in the query, the form or the JSON body. In forms, structures come as JSON text."""
    given: Record = dict(request.query)
    if request.content_type == "application/json":
        body = await json_of(request)
        if not isinstance(body, dict):
            raise SlackError("json_not_object" if body is not None else "invalid_json")
        return given | body
    try:
        form = await request.post()
    except UNREADABLE as error:
        raise SlackError("invalid_form_data") from error
    given |= {name: value for name, value in form.items() if isinstance(value, str)}
    if isinstance(given.get("blocks"), str):
        try:
            given["blocks"] = json.loads(given["blocks"])
        except (ValueError, RecursionError) as error:
            raise SlackError("invalid_blocks_format") from error
    return given


def without_token(given: Record) -> Record:
    """The call as the page may show it: without the token."""
    return {name: value for name, value in given.items() if name != "token"}


def unpack(value: object) -> object:
    """A structure that came as JSON text, as it does in forms."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return None


def metadata(given: Record) -> Record | None:
    """What the app keeps with a message, or None."""
    kept = unpack(given.get("metadata"))
    return kept if isinstance(kept, dict) else None
