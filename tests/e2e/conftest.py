"""The browser, and a Waypost that serves the playground as a process of its own."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.e2e.browser import FLAGS, find_chromium

ARTEFACTS = Path(__file__).parents[1] / "artefacts"
"""Where pictures of the page are kept for people to look at."""

_WAYPOST = Path(sys.executable).parent / "waypost"
_ADDRESS = re.compile(r"Playground: (http://127\.0\.0\.1:\d+/playground/)")
_GRACE_SECONDS = 30
"""For a stop that hangs; a good one takes a fraction of it."""

expect.set_options(timeout=20_000)  # milliseconds: far more than anything takes, also where many tests share few cores

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """The Chromium that the tests drive."""
    return find_chromium()


@pytest.fixture(scope="module")
def browser(chromium_path: Path) -> Iterator[Browser]:
    """A headless browser. Not for longer than a module: while it runs, Playwright holds the thread's event loop."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium_path, args=list(FLAGS))
        yield launched
        launched.close()


@contextmanager
def serving(folder: Path, port: int = 0) -> Iterator[str]:
    """A playground with the real platforms, in a process whose data stay in `folder`. Gives the page's address."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("WAYPOST_")}
    with subprocess.Popen(  # noqa: S603 - our own command
        [_WAYPOST, "playground", "--port", str(port)],
        cwd=folder,
        env={**bare, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        address = _ADDRESS.match(line)
        assert address, f"the playground did not start, but said: {line!r}"
        yield address[1]
        process.terminate()
        assert process.wait(_GRACE_SECONDS) == 0


@pytest.fixture(scope="module")
def playground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a playground that the tests of a module share."""
    with serving(tmp_path_factory.mktemp("waypost")) as address:
        yield address


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens a page at an address; keywords go to the browser's context. Errors in the page fail the test."""
    contexts, errors = [], []

    def opened(address: str, **given: object) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **given})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert errors == []
