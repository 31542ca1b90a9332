"""`waypost doctor`."""

import click

from bots.cli.by_platform import ByPlatform


@click.group(cls=ByPlatform)
def doctor() -> None:
    """What works where the bot is installed, what does not, and what to do about it."""
