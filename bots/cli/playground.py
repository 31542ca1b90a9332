"""`waypost playground`."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bots import logs
from bots.cli.context import Context
from bots.cli.serve import listen, port_of, run
from bots.playground.config import PlaygroundConfig
from bots.playground.mount import mount
from bots.playground.time import PlaygroundTime
from bots.server import ENGINE, Parts, build
from bots.slack.settings import SlackSettings

_HOST = "127.0.0.1"
"""The playground asks nobody who he is, so it may only be reached from this machine."""


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), help="0 picks a free one (default: the setting PORT).")
@click.pass_obj
def playground(context: Context, port: int | None) -> None:
    """Try the bot in the browser as a Slack and as a Teams user. No account is needed; nothing leaves this machine."""
    listening = listen(_HOST, context.settings.port if port is None else port)
    config = PlaygroundConfig.on_port(port_of(listening), context.settings.section(SlackSettings).slack_emoji)
    given = config.settings()
    if context.settings.directory is not None:
        given["directory"] = context.settings.directory  # one's own owners are more telling than the example's
    with TemporaryDirectory(prefix="waypost-playground-") as folder:
        # For this run alone: its channels begin empty, and its clock may be far ahead.
        given |= {"data_dir": Path(folder), "database_url": None}
        context.settings = context.settings.model_copy(update=given)
        logs.configure(context.settings)
        time = PlaygroundTime()
        parts = Parts(context.settings, context.desk, time.now)
        application = build(parts, [lambda application: mount(application, config, time)])
        time.drives(application[ENGINE].run_due)
        asyncio.run(run(application, listening, f"Playground: {config.base_url}/playground/"))
