"""Where calls to Slack come from: a client for each workspace where we are installed."""

from typing import Protocol

from slack_sdk.web.async_client import AsyncWebClient


class NotInstalledError(Exception):
    """We are not installed in the workspace (any more)."""


class Clients(Protocol):
    """Gives clients, all over one connection pool."""

    async def client(self, workspace: str) -> AsyncWebClient:
        """A client with our token in that workspace.

        Raises:
            NotInstalledError: we are not installed there.
        """


class OneClient:
    """The same for every workspace: there is one."""

    def __init__(self, web: AsyncWebClient) -> None:
        self._web = web

    async def client(self, workspace: str) -> AsyncWebClient:  # noqa: ARG002 - there is one
        """The client."""
        return self._web
