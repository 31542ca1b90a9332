"""The engine alone: workflows that do nothing, through a queue like ours. Arguments: database URL, number. Prints seconds."""

import asyncio
import sys
import time

from dbos import DBOS, DBOSConfig


async def main(url: str, number: int) -> None:
    """Queue them all, and wait until they are done."""
    config: DBOSConfig = {
        "name": "bare",
        "system_database_url": url,
        "application_version": "1",
        "executor_id": "bare",
        "log_level": "ERROR",
    }
    DBOS(config=config)
    done = 0

    async def nothing(_: str) -> None:
        nonlocal done
        done += 1

    DBOS.workflow(name="nothing")(nothing)
    DBOS.launch()
    await DBOS.register_queue_async(
        "bare",
        worker_concurrency=20,
        partition_concurrency=1,
        partition_limiter={"limit": 10_000, "period": 1.0},
        polling_interval_sec=0.2,
    )
    from dbos import SetEnqueueOptions  # noqa: PLC0415

    started = time.monotonic()
    for one in range(number):
        with SetEnqueueOptions(queue_partition_key=f"place-{one % 15}"):
            await DBOS.enqueue_workflow_async("bare", nothing, str(one))
    while done < number:  # noqa: ASYNC110 - the engine works in its own tasks
        await asyncio.sleep(0.01)
    sys.stdout.write(f"{time.monotonic() - started}\n")
    await asyncio.to_thread(DBOS.destroy)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
