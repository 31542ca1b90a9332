"""The HTTP edge: a request is proved to be Slack's on its raw bytes, before anything in it is read."""

import hashlib
import hmac
import json
import re
import time
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from bots.http import BodyError, read_body, refuse
from bots.slack.shape import MalformedError, request_of

PATH = "/slack/events"
"""Where Slack sends everything: events, commands and presses."""

INSTALL_PATH = "/slack/install"
REDIRECT_PATH = "/slack/oauth_redirect"
"""Where a workspace begins to install us, and where Slack sends its browser back."""

_SKEW_SECONDS = 5 * 60
"""Slack's own advice: an older request may be a replayed one."""

_TIMESTAMP_DIGITS = 12
"""Seconds since 1970 need ten. More would only be work for `int`."""

_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")

_UNSIGNED = "The signature is missing, wrong or too old."


class Webhook:
    """Takes Slack's requests and hands the genuine ones to Bolt."""

    def __init__(self, app: AsyncApp, signing_secret: str) -> None:
        self._app = app
        self._secret = signing_secret.encode()

    async def handle(self, request: web.Request) -> web.Response:
        """Answer one request; never with a 5xx for what is wrong in it."""
        timestamp = request.headers.get("X-Slack-Request-Timestamp", "")
        signature = request.headers.get("X-Slack-Signature", "")
        if not _could_hold(timestamp, signature):  # what no body could mend is not worth reading one for
            return refuse("slack", 401, _UNSIGNED)
        try:
            raw = await read_body(request)
        except BodyError as error:
            return refuse("slack", error.status, str(error))
        if not self._is_signed(raw, timestamp, signature):
            return refuse("slack", 401, _UNSIGNED)
        if _is_certificate_check(raw, request):
            return web.Response()
        try:
            bolt_request = _parse(raw, request)
        except MalformedError:
            return refuse("slack", 400, "The body is malformed.")
        return await to_aiohttp_response(await self._app.async_dispatch(bolt_request))

    def _is_signed(self, raw: bytes, timestamp: str, signature: str) -> bool:
        expected = "v0=" + hmac.new(self._secret, b"v0:%s:%s" % (timestamp.encode(), raw), hashlib.sha256).hexdigest()
        # bytes, because compare_digest refuses text that is not ASCII; headers may hold any byte, as a surrogate
        return hmac.compare_digest(expected.encode(), signature.encode(errors="surrogateescape"))


def _could_hold(timestamp: str, signature: str) -> bool:
    """Whether a signature of that shape and time could hold for some body."""
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= _TIMESTAMP_DIGITS):
        return False
    return abs(time.time() - int(timestamp)) <= _SKEW_SECONDS and _SIGNATURE.fullmatch(signature) is not None


def _is_certificate_check(raw: bytes, request: web.Request) -> bool:
    """Whether Slack only wants to see that our certificate is valid; it expects 200 and nothing else.

    https://docs.slack.dev/interactivity/implementing-slash-commands
    """
    if request.content_type != "application/x-www-form-urlencoded":
        return False
    form = dict(parse_qsl(raw.decode(errors="replace")))
    return form.get("ssl_check") == "1" and "command" not in form and "payload" not in form


def _parse(raw: bytes, request: web.Request) -> AsyncBoltRequest:
    """The request as Bolt takes it, from a body in JSON or a form with fields or with a `payload` in JSON.

    Parsed here and not by Bolt, which takes every form that contains the word "payload" for one with that field, and so
    loses a command like `/route how large may a payload be`. A parsed body is what Bolt calls Socket Mode.

    Raises:
        MalformedError: the body is not one that Slack sends.
    """
    try:
        text = raw.decode()
        body: Any
        if request.content_type == "application/json":
            body = json.loads(text)
        else:
            form = dict(parse_qsl(text, keep_blank_values=True, errors="strict"))
            body = json.loads(form["payload"]) if "payload" in form else form
        return request_of(body, dict(request.headers))
    except (ValueError, LookupError, RecursionError) as error:
        raise MalformedError from error
