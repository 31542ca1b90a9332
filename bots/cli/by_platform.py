"""Commands that each platform has its own of: `waypost manifest <platform>`, `waypost doctor <platform>`."""

from typing import cast

import click

from bots.platform import PLATFORMS


class ByPlatform(click.Group):
    """A group whose commands have the ids of the platforms, and stand in their folders under the group's name."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002, D102 - click's
        return list(PLATFORMS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002, D102 - click's
        folder = PLATFORMS.get(cmd_name)
        return cast("click.Command", folder.command(str(self.name))) if folder else None
