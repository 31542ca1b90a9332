"""Where calls to Slack come from: a client for each workspace where we are installed."""

from collections.abc import Callable
from typing import Protocol

from slack_sdk.web.async_client import AsyncWebClient


class NotInstalledError(Exception):
    """We are not installed in the workspace (any more), or it may not use Waypost."""


class SealedError(NotInstalledError):
    """Waypost is installed there, and none of the keys opens its token: for whoever runs it to mend, and nothing is lost by it."""


class Clients(Protocol):
    """Gives clients, all over one connection pool."""

    async def client(self, workspace: str) -> AsyncWebClient:
        """A client with our token in that workspace.

        Raises:
            NotInstalledError: we are not installed there.
        """


class SingleWorkspaceClients:
    """The same for every workspace: there is one."""

    def __init__(self, web: AsyncWebClient, allows: Callable[[str], bool] = lambda _: True) -> None:
        """Take the client, and which workspaces it may be used for."""
        self._web = web
        self._allows = allows

    async def client(self, workspace: str) -> AsyncWebClient:
        """The client.

        Raises:
            NotInstalledError: it may not be used for that workspace.
        """
        if not self._allows(workspace):
            raise NotInstalledError(workspace)
        return self._web
