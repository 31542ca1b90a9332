"""`waypost serve`."""

import asyncio
import gc
import signal
import socket
from contextlib import AsyncExitStack
from typing import cast

import click
import uvloop
from aiohttp import web

from bots import logs
from bots.background import DRAIN_SECONDS
from bots.cli.context import Context
from bots.http import DOORS, SERVER_OPTIONS, close_half_open, open_doors
from bots.platform import enabled_platforms
from bots.server import Parts, build


@click.command()
@click.pass_obj
def serve(context: Context) -> None:
    """Serve the chat platforms that the settings enable."""
    settings = context.settings
    logs.configure(settings)
    application = build(Parts(settings, context.desk))
    names = " and ".join(folder.name for folder in enabled_platforms(settings))
    listening = listen(settings.host, settings.port)
    uvloop.run(run(application, listening, f"Waypost serves {names} on http://{settings.host}:{port_of(listening)}"))


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there; port 0 picks a free one.

    Raises:
        click.ClickException: the address is taken or is not this machine's.
    """
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        why = str(error.strerror).partition(" (")[0]  # Python appends the address, which the sentence has already
        raise click.ClickException(f"Cannot listen on {host}:{port} ({why}).") from error


def port_of(listening: socket.socket) -> int:
    """The port on which a socket listens."""
    return cast("int", listening.getsockname()[1])


async def run(application: web.Application, listening: socket.socket, says: str) -> None:
    """Serve until SIGINT or SIGTERM, then let the work in flight end.

    Args:
        application: what to serve.
        listening: from `listen`.
        says: printed once requests are taken.
    """
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=DRAIN_SECONDS, **SERVER_OPTIONS)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    async with AsyncExitStack() as ending:
        ending.push_async_callback(
            runner.cleanup
        )  # also where the start fails: what has begun, such as the database, has to end
        await runner.setup()
        # What lives from here to the end, the classifier above all, need not be searched for garbage again and again: a full
        # collection stops every acknowledgement for some 70 ms. The second one lets Python see how little is left to search: it
        # waits for a quarter more than that before the next.
        gc.collect()
        gc.freeze()
        gc.collect()
        server = cast("web.Server", runner.server)
        watching = asyncio.create_task(close_half_open(server, application[DOORS]))
        ending.callback(watching.cancel)
        doors = await open_doors(server, application[DOORS], listening)
        ending.callback(doors.close)
        click.echo(says)
        await stop.wait()
