"""What colleagues call each other: asked of Slack once, and remembered for a while."""

import time
from collections import OrderedDict

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

_log = structlog.get_logger()

_KEPT_SECONDS = 3600.0
_MOST = 5000
"""People whose names are remembered: a few hundred bytes each."""


class People:
    """Names of a workspace's people."""

    def __init__(self, web: AsyncWebClient) -> None:
        self._web = web
        self._names: OrderedDict[str, tuple[float, str]] = OrderedDict()

    async def name(self, user: str, otherwise: str = "") -> str:
        """The person's name as colleagues see it; `otherwise`, or failing that the id, where Slack does not tell."""
        known = self._names.get(user)
        if known and known[0] > time.monotonic():
            return known[1]
        name = await self._asked(user) or otherwise or user
        self._names[user] = (time.monotonic() + _KEPT_SECONDS, name)
        while len(self._names) > _MOST:
            self._names.popitem(last=False)
        return name

    async def _asked(self, user: str) -> str:
        try:
            told = await self._web.users_info(user=user)
        except SlackApiError:  # without the scope users:read, names are as the payloads give them
            return ""
        except Exception as error:  # noqa: BLE001 - a name is not worth failing for
            _log.warning("a name was not found out", face="slack", why=type(error).__name__)
            return ""
        person = told.get("user") or {}
        profile = person.get("profile") or {}
        names = (profile.get("display_name"), profile.get("real_name"), person.get("real_name"), person.get("name"))
        return next((name for name in names if isinstance(name, str) and name.strip()), "")
