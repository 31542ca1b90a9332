"""`waypost playground`."""

import asyncio

import click

from bots.cli.context import Context
from bots.cli.serve import listen, port_of, run
from bots.playground.config import PlaygroundConfig
from bots.playground.mount import mount
from bots.server import Parts, build, configure_logging

_HOST = "127.0.0.1"
"""The playground asks nobody who he is, so it may only be reached from this machine."""


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), help="0 picks a free one (default: the setting PORT).")
@click.pass_obj
def playground(context: Context, port: int | None) -> None:
    """Try the bot in the browser as a Slack and as a Teams user. No account is needed; nothing leaves this machine."""
    listening = listen(_HOST, context.settings.port if port is None else port)
    config = PlaygroundConfig.on_port(port_of(listening))
    given = config.settings()
    if context.settings.directory is not None:
        given["directory"] = context.settings.directory  # one's own owners are more telling than the example's
    context.settings = context.settings.model_copy(update=given)
    configure_logging(context.settings)
    application = build(
        Parts(context.settings, context.desk),
        [lambda application: mount(application, config)],
    )
    asyncio.run(run(application, listening, f"Playground: {config.base_url}/playground/"))
