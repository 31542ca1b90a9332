"""When a call to Slack is made again: after a lost connection, a server error, or when it came too soon."""

import asyncio
import random
from http import HTTPStatus

from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import AsyncConnectionErrorRetryHandler, AsyncServerErrorRetryHandler
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState

from bots.retry_after import seconds_to_wait

_WAIT_SECONDS = 1.0
"""Where Slack limits the rate and does not say for how long."""

_LONGEST_WAIT_SECONDS = 30.0
"""A longer wait is left to `send_once`, which tries other ways meanwhile: Slack's limits for messages are a second each, and the
minute that it asks for elsewhere would keep a look-up from being given up."""


def retry_handlers() -> list[AsyncRetryHandler]:
    """When a call to Slack is made again: after a lost connection, a server error, or when it came too soon."""
    return [
        AsyncConnectionErrorRetryHandler(max_retry_count=1),
        AsyncServerErrorRetryHandler(max_retry_count=1),
        _RateLimitHandler(max_retry_count=2),
    ]


class _RateLimitHandler(AsyncRetryHandler):
    """Makes a call again after the time that Slack asks for. The SDK's own raises an error where that is no whole number."""

    async def _can_retry_async(
        self,
        *,
        state: RetryState,  # noqa: ARG002 - as the SDK calls it
        request: HttpRequest,  # noqa: ARG002
        response: HttpResponse | None = None,
        error: Exception | None = None,  # noqa: ARG002
    ) -> bool:
        limited = response is not None and response.status_code == HTTPStatus.TOO_MANY_REQUESTS
        return limited and _asked_wait(response) <= _LONGEST_WAIT_SECONDS

    async def prepare_for_next_attempt_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,  # noqa: ARG002 - as the SDK calls it
        response: HttpResponse | None = None,
        error: Exception | None = None,  # noqa: ARG002
    ) -> None:
        """Wait. What was refused together does not come back together."""
        state.next_attempt_requested = True
        await asyncio.sleep(_asked_wait(response) + random.random())  # noqa: S311 - no secret hangs on it
        state.increment_current_attempt()


def _asked_wait(response: HttpResponse | None) -> float:
    headers = response.headers if response else {}
    told = next((value for name, value in headers.items() if name.lower() == "retry-after"), None)
    wait = seconds_to_wait(told[0] if isinstance(told, list) and told else told)
    return _WAIT_SECONDS if wait is None else wait
