"""One process that hands over and delivers, for tests that kill it. Arguments: database URL, URL of the stand-in, lifetime.

It takes commands over HTTP: POST /open {key}, /claim {id, who}, /wait {number}; a 200 is a confirmation. With the option
`unlimited` places take any number of messages a second, to see what the engine can. The stand-in for the chat platform is
another process, which counts what arrives.
"""

import asyncio
import sys
from datetime import UTC, datetime, timedelta

from aiohttp import ClientError, ClientSession, ClientTimeout, web

from core.addresses import Channel
from core.catalogue.load import load
from core.conversation.outline import Outline
from core.conversation.people import Person, Place, PlatformId
from core.directory.model import Directory, Organisation, Team
from core.handoff.delivery import queue as module
from core.handoff.delivery.courier import Courier
from core.handoff.delivery.outbox import Delivery, Kind, Outbox
from core.handoff.delivery.ports import Sent, TemporaryError, UnsureError
from core.handoff.delivery.queue import Engine
from core.handoff.digest import Digests
from core.handoff.lifecycle import Draft, Handoffs
from core.handoff.messages.content import MessageContent
from core.handoff.places import home_of
from core.storage.engine import connect, writing

CHANNELS = 20
"""A team each, so that the rate limit of a place does not set the pace."""

RESPONSIBILITIES = (
    "it.support it.access it.network it.hardware it.software it.infrastructure it.security it.projects is.strategy is.alignment "
    "is.process is.data is.analytics is.change is.leadership"
).split()
REMIND_AFTER = timedelta(seconds=4)


class Wire:
    """A messenger to the stand-in."""

    platform: PlatformId = "slack"

    def __init__(self, session: ClientSession, url: str) -> None:
        self._session = session
        self._url = url

    async def post(self, place: Place, outline: Outline, key: str, thread: str | None = None) -> Sent:
        """Post it."""
        said = {"place": place.conversation, "key": key, "thread": thread, "says": outline.summary}
        return Sent(place, (await self._call("post", said))["message"])

    async def update(self, sent: Sent, outline: Outline) -> None:
        """Change it."""
        await self._call("update", {"message": sent.message, "says": outline.summary})

    async def find(self, place: Place, key: str, since: datetime, thread: str | None = None) -> Sent | None:
        """By its key."""
        found = (
            await self._call("find", {"place": place.conversation, "key": key, "thread": thread, "since": str(since)})
        )["message"]
        return Sent(place, found) if found else None

    async def reach(self, place: Place) -> None:
        """Always."""

    async def _call(self, what: str, said: dict[str, object]) -> dict[str, str]:
        try:
            async with self._session.post(f"{self._url}/{what}", json=said) as answer:
                found: dict[str, str] = await answer.json()
                return found
        except ConnectionRefusedError as error:
            raise TemporaryError("The platform is down.") from error
        except (ClientError, TimeoutError) as error:
            raise UnsureError("No answer.") from error


async def main(database: str, url: str, *options: str) -> None:
    """Serve until killed."""
    if "unlimited" in options:
        module._PER_SECOND_AND_PLACE = 10_000  # noqa: SLF001 - for the benchmark
    engine = connect(database)
    teams = {
        name: Team(name, name, (name,), channels={"slack": Channel("T1", f"C{number}")}, remind_after=REMIND_AFTER)
        for number, name in enumerate(RESPONSIBILITIES)
    }
    directory = Directory(Organisation("Example"), teams)
    durable = Engine(engine)
    box = Outbox(durable.enqueue, lambda: datetime.now(UTC))
    handoffs = Handoffs(engine, lambda: directory, box)
    async with ClientSession(timeout=ClientTimeout(10)) as session:
        letters = MessageContent(load(), lambda: directory)
        courier = Courier(
            engine, {"slack": Wire(session, url)}, handoffs, letters, Digests(lambda: directory, box), box
        )
        await durable.start(courier.deliver)

        async def open_(request: web.Request) -> web.Response:
            key = (await request.json())["key"]
            number = int(key)
            by = Person("slack", "T1", f"U{number}", f"Person {number}")
            belongs = RESPONSIBILITIES[number % len(RESPONSIBILITIES)]
            draft = Draft(
                key=key,
                requester=by,
                asked_in=by.direct,
                thread=None,
                link="",
                text=f"Request {number}",
                responsibility=belongs,
                why="",
            )
            change = await handoffs.open(draft)
            return web.json_response({"id": change.handoff.id if change.handoff else None})

        async def claim(request: web.Request) -> web.Response:
            said = await request.json()
            handoff = await handoffs.get(said["id"])
            team = handoffs.team(handoff.team) if handoff else None
            at = home_of(team) if team else None
            assert at is not None
            who = Person(at.platform, at.workspace, said["who"], said["who"])
            change = await handoffs.claim(said["id"], who, at=at)
            return web.json_response({"done": change.done})

        async def wait(request: web.Request) -> web.Response:
            """Plan reminders that are due tomorrow."""
            due = datetime.now(UTC) + timedelta(days=1)
            for number in range((await request.json())["number"]):
                delivery = Delivery(
                    id=f"wait.{number}",
                    handoff="",
                    kind=Kind.DIGEST,
                    round=0,
                    place=Place("slack", "T1", "C1"),
                    thread=None,
                    content="x",
                    due=due,
                )
                async with writing(engine) as connection:
                    await box.plan(connection, delivery)
            return web.json_response({})

        application = web.Application()
        application.router.add_post("/wait", wait)
        application.router.add_post("/open", open_)
        application.router.add_post("/claim", claim)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        sys.stdout.write(f"{port}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
