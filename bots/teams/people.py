"""What colleagues are called where an activity does not say it: asked of Teams when it is needed, and remembered for a while."""

import asyncio
import time
from collections import OrderedDict
from dataclasses import replace

import structlog

from bots.teams.connector import Connector, ConnectorError
from bots.teams.payloads import THREAD, Incoming, string_in
from core.conversation.people import Person

_log = structlog.get_logger()

_KEPT_SECONDS = 3600.0
_NAMELESS_SECONDS = 60.0
"""For so long a look-up that gave no name is remembered."""
_MOST = 5000
"""People whose names are remembered: a few hundred bytes each."""
_PATIENCE_SECONDS = 3.0
"""Who pressed waits for it; Teams shows an error where a press is not answered within ten seconds or so."""


class People:
    """The people who talk with us."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector
        self._names: OrderedDict[tuple[str, str], tuple[float, str]] = OrderedDict()

    async def person(self, incoming: Incoming) -> Person:
        """Who did it, with a name if there is any way to know one."""
        key = (incoming.tenant, incoming.sender)
        if incoming.sender_name:
            self._keep(key, incoming.sender_name)
            return incoming.person
        known = self._names.get(key)
        if known is None or known[0] <= time.monotonic():
            self._keep(key, await self._look_up(incoming))
            known = self._names[key]
        return replace(incoming.person, name=known[1])

    def _keep(self, key: tuple[str, str], name: str) -> None:
        self._names[key] = (time.monotonic() + (_KEPT_SECONDS if name else _NAMELESS_SECONDS), name)
        while len(self._names) > _MOST:
            self._names.popitem(last=False)

    async def _look_up(self, incoming: Incoming) -> str:
        conversation = incoming.conversation.partition(THREAD)[0]
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                told = await self._connector.member(incoming.service_url, conversation, incoming.sender)
        except (ConnectorError, TimeoutError) as error:
            _log.warning("a person could not be looked up", platform="teams", why=type(error).__name__)
            return ""
        return string_in(told, "name").strip() or " ".join(
            filter(None, (string_in(told, "givenName").strip(), string_in(told, "surname").strip()))
        )
