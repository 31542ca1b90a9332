"""Reading what was sent, whatever it is."""

import json

from aiohttp import web

UNREADABLE = (ValueError, LookupError, RecursionError, web.RequestPayloadError)
"""What a body brings about that cannot be read: bad bytes, an unknown charset, endless nesting, a broken-off transfer."""


async def json_of(request: web.Request) -> object:
    """The body's JSON, or None where it is none.

    Raises:
        HTTPRequestEntityTooLarge: it is larger than the server takes.
    """
    try:
        read: object = json.loads(await request.text())
    except UNREADABLE:
        return None
    return read
