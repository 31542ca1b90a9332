"""How long /healthz takes while packed bodies come from nobody knows whom: `python bombs.py PORT`."""

import asyncio
import gzip
import statistics
import sys
import time

from aiohttp import ClientError, ClientSession, ClientTimeout

_BOMBS = 20
_UNPACKED_BYTES = 220 * 1024 * 1024  # packed, about 214 KB
_PAUSE_SECONDS = 0.01


async def measure(port: int) -> None:
    """Send the bombs at once, ask for the health all the while, and print its median, 99th percentile and longest."""
    url = f"http://127.0.0.1:{port}"
    bomb = gzip.compress(bytes(_UNPACKED_BYTES), 9)
    each: list[float] = []
    async with ClientSession(timeout=ClientTimeout(total=60)) as session:

        async def send() -> None:
            try:
                await (
                    await session.post(f"{url}/slack/events", data=bomb, headers={"Content-Encoding": "gzip"})
                ).read()
            except ClientError:
                return  # the connection was closed before the bomb was through

        async def watch() -> None:
            while True:
                started = time.perf_counter()
                async with session.get(f"{url}/healthz"):
                    each.append(1000 * (time.perf_counter() - started))
                await asyncio.sleep(_PAUSE_SECONDS)

        watching = asyncio.create_task(watch())
        started = time.perf_counter()
        await asyncio.gather(*(send() for _ in range(_BOMBS)))
        seconds = time.perf_counter() - started
        await asyncio.sleep(1)
        watching.cancel()
    p99 = statistics.quantiles(each, n=100, method="inclusive")[98]
    print(f"bombs {seconds:.2f} s; health median {statistics.median(each):.1f}, p99 {p99:.1f}, max {max(each):.1f} ms")  # noqa: T201


if __name__ == "__main__":
    asyncio.run(measure(int(sys.argv[1])))
