"""`waypost`: finds the command, runs it, and turns what a person got wrong into one sentence."""

import importlib
import os
import sys
from pathlib import Path
from typing import Any

import click

from bots.cli.context import Context
from core.errors import UserError

# The classifier's products are small: more threads would wait for each other longer than they count. Read when numpy loads.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

_COMMANDS = {
    "ask": ("bots.cli.ask", "Answer one text, or each line of a file, as the bot would."),
    "chat": ("bots.cli.chat", "Talk with the bot, a line at a time; what you write next may go on with it."),
    "skills": ("bots.cli.about", "What it takes: the skills of a role or a responsibility."),
    "compare": ("bots.cli.about", "How IT and IS Management differ."),
    "owners": ("bots.cli.owners", "Who owns what; `owners check` finds what the directory leaves open."),
    "catalogue": ("bots.cli.catalogue", "Show the catalogue, or check its rules."),
    "evaluate": ("bots.cli.evaluation.command", "Measure the classifier on labelled requests."),
    "train": ("bots.cli.train", "Fit the classifier to the catalogue's examples."),
    "serve": ("bots.cli.serve", "Serve the chat platforms that the settings enable."),
    "playground": ("bots.cli.playground", "Try the bot in the browser, without any account."),
    "manifest": ("bots.cli.manifest", "Write what to upload where the bot is to be installed."),
    "doctor": ("bots.cli.doctor", "Say what works where the bot is installed, and what does not."),
    "backup": ("bots.cli.backup", "Copy the SQLite database, also while it is in use."),
    "restore": ("bots.cli.backup", "Put such a copy back."),
    "db": ("bots.cli.db", "Look after the database."),
}


class _Lazy(click.Group):
    """Imports a command's module only when it runs: `waypost ask` must feel instant."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(_COMMANDS[cmd_name][0])
        command: click.Command = getattr(module, cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's signature
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # The reader, such as `head`, has had enough: no mistake, though click would make exit code 1 of it. What is
            # still buffered goes nowhere, or Python would complain when it closes standard output.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise click.exceptions.Exit(0) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, says) for name, (_, says) in _COMMANDS.items()])


@click.command(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--config", type=click.Path(path_type=Path, dir_okay=False), help="Settings file (default: waypost.toml)."
)
@click.version_option(package_name="waypost")
@click.pass_context
def cli(ctx: click.Context, config: Path | None) -> None:
    """Waypost says which IT or IS Management responsibility a request belongs to, why, and who owns it."""
    ctx.obj = Context(config)


def main() -> None:
    """Run the command line. Exit codes: 0 done, 1 the answer is no, 2 wrong use."""
    try:
        code = cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = 2
    except click.exceptions.Abort:
        click.echo("Stopped.", err=True)
        code = 2
    except UserError as error:
        click.echo(f"Error: {error}", err=True)
        code = 2
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
