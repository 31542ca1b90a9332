"""`waypost manifest`."""

import click

from bots.cli.by_platform import ByPlatform


@click.group(cls=ByPlatform)
def manifest() -> None:
    """What to upload where the bot is to be installed."""
