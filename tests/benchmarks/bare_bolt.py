"""What Waypost's Slack side is measured beside: Bolt as it comes, with one listener that acknowledges and does nothing."""

import sys

from aiohttp import web
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bots.cli.serve import listen, port_of


def main(slack_api: str, signing_secret: str) -> None:
    """Serve on a free port, which is printed."""
    app = AsyncApp(client=AsyncWebClient("xoxb-1", slack_api), signing_secret=signing_secret)

    @app.command("/route")
    async def acknowledge(ack: AsyncAck) -> None:
        await ack()

    listening = listen("127.0.0.1", 0)
    application = app.web_app("/slack/events")
    web.run_app(application, sock=listening, access_log=None, print=lambda _: print(f"on port {port_of(listening)}"))  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
