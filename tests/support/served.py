"""A Waypost that is served, and what operators ask of it."""

import asyncio

from aiohttp import ClientSession

TOKEN = "a token of the operator"
OPERATOR = {"Authorization": f"Bearer {TOKEN}"}
PATIENCE_SECONDS = 60
"""When a test gives up on a process that should long have started or ended."""


async def ready(session: ClientSession, url: str) -> tuple[int, dict[str, str]]:
    """What /readyz says once Slack has been asked who we are, or cannot be."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            async with session.get(f"{url}/readyz", headers=OPERATOR) as response:
                body = await response.json()
                if "not been asked yet" not in body["slack"]:
                    return response.status, body
            await asyncio.sleep(0.02)
